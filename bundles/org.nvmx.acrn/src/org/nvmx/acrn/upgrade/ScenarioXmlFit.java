// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.OptionType;
import org.nvmx.acrn.upgrade.ScenarioXmlUpgrade.Upgrade;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlIndent;

/** Brings a scenario document of v2 to an older release of v2: leaves out what that does not have, and says so. */
public final class ScenarioXmlFit {

	/** What has another word for the same meaning: before v2.6 one type stood for everything that is not a bzImage. */
	private static final Map<String, String> SAME = Map.of("KERNEL_RAWIMAGE", "KERNEL_ZEPHYR");

	/** What has only something similar: before v2.7 the Service VM had two ports. */
	private static final Map<String, String> CLOSEST = Map.of("KERNEL_ELF", "KERNEL_ZEPHYR", "SOS_COM3_BASE", "INVALID_COM_BASE", "SOS_COM4_BASE", "INVALID_COM_BASE",
			"SOS_COM3_IRQ", "SOS_COM1_IRQ", "SOS_COM4_IRQ", "SOS_COM1_IRQ");

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
			} else if (known.isPresent() && isChosen(known.get()) && !known.get().type().accepts(child.text()) && !child.text().isEmpty()) {
				value(context, parent, child, known.get());
			} else {
				fit(context, child, childPath);
			}
		}
	}

	/** @return whether an option is of values that differ between the releases, rather than of any number or name */
	private static boolean isChosen(Option option) {
		return !option.type().values().isEmpty() || option.type().base() == OptionType.Base.PATTERN && option.defaultValue().isPresent();
	}

	private static void value(UpgradeContext context, XmlElement parent, XmlElement option, Option known) {
		String same = SAME.get(option.text());
		String closest = CLOSEST.get(option.text());
		if (same != null && known.type().accepts(same)) {
			option.setText(same);
		} else if (closest != null && known.type().accepts(closest)) {
			context.report(AcrnRule.UPGRADE_VALUE_CHANGED, option, option.name(), option.text(), closest);
			option.setText(closest);
		} else if (known.occurrence().isRequired() && known.defaultValue().isPresent() && parent.children(option.name()).size() == 1) {
			String usual = known.defaultValue().get();
			context.report(AcrnRule.UPGRADE_OPTION_LOST, option, option.name(), option.text(), context.target(),
					"choose " + known.type().describe() + "; until then it is '" + usual + "'");
			option.setText(usual);
		} else {
			context.drop(parent, option);
		}
	}
}
