// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.upgrade.ScenarioXmlUpgrade.Upgrade;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlIndent;

/** Brings a scenario document of v2 to an older release of v2: leaves out what that does not have, and says so. */
public final class ScenarioXmlFit {

	/** Before v2.6 there was one type for everything that is not a bzImage, and before v2.7 the Service VM had two ports. */
	private static final Map<String, String> CLOSEST = Map.of("KERNEL_ELF", "KERNEL_ZEPHYR", "KERNEL_RAWIMAGE", "KERNEL_ZEPHYR",
			"SOS_COM3_BASE", "INVALID_COM_BASE", "SOS_COM4_BASE", "INVALID_COM_BASE", "SOS_COM3_IRQ", "SOS_COM1_IRQ", "SOS_COM4_IRQ", "SOS_COM1_IRQ");

	private final Dialect target;

	/** @throws IllegalArgumentException for a release of v3 */
	public ScenarioXmlFit(Dialect target) {
		if (target.isV3()) {
			throw new IllegalArgumentException("scenarios are fitted to releases of v2, not to " + target);
		}
		this.target = target;
	}

	/** @param document a document of the release {@code source}; it is not changed */
	public Upgrade fit(XmlDocument document, Dialect source) {
		UpgradeContext context = new UpgradeContext(document.copy(), source, target);
		for (XmlElement group : context.root().children()) {
			fit(context, group, group.name());
			if (group.name().equals("hv")) {
				new DefaultFilling(target).fill(group, "hv");
			}
		}
		XmlIndent.indent(context.root());
		return new Upgrade(context.document(), context.diagnostics());
	}

	private void fit(UpgradeContext context, XmlElement parent, String path) {
		OptionCatalogue before = OptionCatalogue.of(context.source());
		OptionCatalogue after = OptionCatalogue.of(target);
		for (XmlElement child : parent.children()) {
			String childPath = path + "/" + child.name();
			Optional<Option> known = after.option(childPath);
			if (known.isEmpty() && before.option(childPath).isPresent()) {
				boolean isDefault = before.option(childPath).get().defaultValue().filter(child.text()::equals).isPresent();
				if (isDefault) {
					parent.replace(child);
				} else {
					context.drop(parent, child);
				}
			} else if (known.isPresent() && !known.get().type().values().isEmpty() && !known.get().type().accepts(child.text()) && !child.text().isEmpty()) {
				value(context, parent, child, known.get());
			} else {
				fit(context, child, childPath);
			}
		}
	}

	private static void value(UpgradeContext context, XmlElement parent, XmlElement option, Option known) {
		String closest = CLOSEST.get(option.text());
		if (closest != null && known.type().accepts(closest)) {
			context.report(AcrnRule.UPGRADE_VALUE_CHANGED, option, option.name(), option.text(), closest);
			option.setText(closest);
		} else {
			context.drop(parent, option);
			if (parent.children(option.name()).isEmpty() && known.occurrence().isRequired()) {
				parent.add(option.name(), known.defaultValue().orElse(""));
			}
		}
	}
}
