// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.upgrade.ScenarioXmlFit;
import org.nvmx.acrn.upgrade.ScenarioXmlUpgrade;
import org.nvmx.acrn.xml.XmlChanges;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlIndent;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;

/**
 * ACRN's scenario XML of a scenario, for any release. Pure: the same scenario gives the same bytes, in an order that does not
 * depend on the order of options in its source.
 *
 * <p>The document is made in the words of v2.6 or v2.7, the guide's, and brought to other releases from there, so that there is
 * one place that knows what a release cannot say.
 *
 * <p>A scenario that was imported can be written back into the file that it came from: only what was changed since then changes there.
 */
public final class ScenarioXmlExport {

	private final Dialect dialect;

	public ScenarioXmlExport(Dialect dialect) {
		this.dialect = dialect;
	}

	/** @return the document's text; what the release cannot say is left out unsaid, see {@link #export(Scenario, ModelSource)} */
	public String export(Scenario scenario) {
		return export(scenario, ModelSource.NONE).text();
	}

	/**
	 * @param source where the scenario was read from
	 * @param origin the XML that the scenario was imported from; it is not changed
	 * @param wrote  the release that it is written for
	 * @return the origin in the words of this release, with what the scenario says now; its comments and what the scenario has no words for stay
	 */
	public ScenarioExport export(Scenario scenario, ModelSource source, XmlDocument origin, Dialect wrote) {
		return export(scenario, source, origin, wrote, Optional.empty());
	}

	/**
	 * @param source where the scenario was read from
	 * @param origin the XML that the scenario was imported from; it is not changed
	 * @param wrote  the release that it is written for
	 * @param launch the launch file that was imported with it, of the same release as is written now; it is not changed
	 * @return both in the words of this release, with what the scenario says now; their comments and what the scenario has no words for stay
	 */
	public ScenarioExport export(Scenario scenario, ModelSource source, XmlDocument origin, Dialect wrote, Optional<XmlDocument> launch) {
		XmlDocument document = origin.copy();
		List<Diagnostic> diagnostics = new ArrayList<>();
		if (wrote != dialect) {
			ScenarioXmlUpgrade.Upgrade converted = dialect.isV3() ? new ScenarioXmlUpgrade(dialect).upgrade(origin, wrote, List.of())
					: new ScenarioXmlFit(dialect).fit(origin, wrote);
			document = converted.document();
			diagnostics.addAll(converted.diagnostics());
		}
		Scenario imported = new ScenarioXmlImport().read(origin, wrote, launch.stream().toList()).scenario();
		ScenarioExport then = export(imported, ModelSource.NONE);
		ScenarioExport now = export(scenario, source);
		XmlChanges.apply(then.document().root(), now.document().root(), document.root());
		// What was so already is either in the origin, or said about it.
		Set<String> old = then.diagnostics().stream().map(ScenarioXmlExport::meaning).collect(Collectors.toSet());
		now.diagnostics().stream().filter(diagnostic -> !old.contains(meaning(diagnostic))).forEach(diagnostics::add);
		return new ScenarioExport(dialect, document, launch.isEmpty() ? now.launch() : Optional.of(changed(launch.get(), then, now)), List.copyOf(diagnostics));
	}

	/** A VM that has no settings any more has none in the launch file, either; the file stays. */
	private static XmlDocument changed(XmlDocument launch, ScenarioExport then, ScenarioExport now) {
		XmlDocument document = launch.copy();
		XmlElement none = new XmlElement("acrn-config");
		XmlElement to = now.launch().map(XmlDocument::root).orElse(none);
		XmlChanges.apply(then.launch().map(XmlDocument::root).orElse(none), to, document.root());
		return document;
	}

	private static String meaning(Diagnostic diagnostic) {
		return diagnostic.code() + diagnostic.message();
	}

	/** @param source where the scenario was read from */
	public ScenarioExport export(Scenario scenario, ModelSource source) {
		ScenarioExport export = export(scenario, source, context -> {
			// The release's document is complete.
		});
		XmlIndent.indent(export.document().root());
		return export;
	}

	/**
	 * A document for rules to look at, and for nobody to write: it has no layout, and the CPUs of the Service VM, which v3 cannot say.
	 *
	 * @param source where the scenario was read from
	 */
	public ScenarioExport exportForRules(Scenario scenario, ModelSource source) {
		return export(scenario, source, CpuOptions::writeServiceVm);
	}

	private ScenarioExport export(Scenario scenario, ModelSource source, Consumer<ExportContext> further) {
		ScenarioXmlUpgrade.Upgrade written = write(scenario, source);
		ExportContext context = new ExportContext(dialect, scenario, source, written.document());
		new PlainOptionExport(context).write();
		OptionGroup.ALL.forEach(group -> group.write(context));
		further.accept(context);
		Optional<XmlDocument> launch = new LaunchExport(context).write();
		List<Diagnostic> diagnostics = new ArrayList<>(context.diagnostics());
		diagnostics.addAll(written.diagnostics());
		return new ScenarioExport(dialect, written.document(), launch, List.copyOf(diagnostics));
	}

	/** The document with the VMs and what the upgrade from v2 to v3 knows about. */
	private ScenarioXmlUpgrade.Upgrade write(Scenario scenario, ModelSource source) {
		Dialect base = dialect == Dialect.V2_7 ? Dialect.V2_7 : Dialect.V2_6;
		XmlDocument document = new XmlDocument(new V2ScenarioElements(base, source, !dialect.isV3()).root(scenario), source.file(), source.text());
		return dialect.isV3() ? new ScenarioXmlUpgrade(dialect).upgrade(document, base, List.of()) : new ScenarioXmlFit(dialect).fit(document, base);
	}
}
