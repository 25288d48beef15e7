// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlIndent;
import org.nvmx.model.diagnostic.Diagnostic;

/**
 * Brings a scenario document to a newer release. What stays the same stays at its place, comments and unknown elements included;
 * what has no counterpart is said, with its place in the old file.
 */
public final class ScenarioXmlUpgrade {

	/**
	 * The result.
	 *
	 * @param document    the new document
	 * @param diagnostics what it does not say any more, or says in another way, located in the old files
	 */
	public record Upgrade(XmlDocument document, List<Diagnostic> diagnostics) {
	}

	private final Dialect target;

	/** @throws IllegalArgumentException for a release before 3.0: there is nothing to upgrade to */
	public ScenarioXmlUpgrade(Dialect target) {
		if (!target.isV3()) {
			throw new IllegalArgumentException("scenarios are upgraded to ACRN v3.0 and later, not to " + target);
		}
		this.target = target;
	}

	/**
	 * @param old      a scenario of any release up to the target; it is not changed
	 * @param launches launch files of v2 that belong to it
	 */
	public Upgrade upgrade(XmlDocument old, List<XmlDocument> launches) {
		return upgrade(old, new DialectInference().infer(old.root()).dialect(), launches);
	}

	/** @param source the release of the old document */
	public Upgrade upgrade(XmlDocument old, Dialect source, List<XmlDocument> launches) {
		UpgradeContext context = new UpgradeContext(old.copy(), source, target);
		if (source.isV3()) {
			new HypervisorUpgrade(context).applyToV3();
			context.vms().forEach(vm -> new V3VmUpgrade(context, vm).apply());
		} else {
			new VmListUpgrade(context).dropUnknownKinds();
			new VmListUpgrade(context).nameVms(launches);
			new HypervisorUpgrade(context).apply();
			new VuartUpgrade(context).apply();
			context.vms().forEach(vm -> new VmUpgrade(context, vm).apply());
			Map<XmlElement, String> settled = new IdentityHashMap<>();
			launches.forEach(launch -> new LaunchUpgrade(context, launch, settled).apply());
			new DefaultFilling(target).fill(context.root().child("hv").orElseThrow(), "hv");
		}
		XmlIndent.indent(context.root());
		return new Upgrade(context.document(), context.diagnostics());
	}
}
