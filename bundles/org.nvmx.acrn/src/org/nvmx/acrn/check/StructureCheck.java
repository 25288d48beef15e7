// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.OptionType;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlAttribute;
import org.nvmx.acrn.xml.XmlElement;

/** What the release's schema says: names, values, how often, in which order, for which kind of VM. */
final class StructureCheck implements RuleGroup {

	/** ACRN computes a default for these. */
	private static final Set<String> COMPUTED = Set.of("io_port", "vbdf", "VBDF");
	private static final String GUIDE_WORD = "INVALID_LEGACY_PIO";
	private static final String REAL_WORD = "INVALID_COM_BASE";

	private final boolean valuesAlone;

	/** @param valuesAlone whether names and places are known to be right, as in a document that a program made */
	StructureCheck(boolean valuesAlone) {
		this.valuesAlone = valuesAlone;
	}

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		Walk walk = new Walk(scenario.dialect(), OptionCatalogue.of(scenario.dialect()), findings, valuesAlone);
		XmlElement root = scenario.document().root();
		walk.members(root, "", Optional.empty());
		root.children("hv").forEach(hv -> walk.group(hv, "hv", Optional.empty()));
		scenario.vms().forEach(vm -> walk.group(vm.element(), "vm", vm.kind().map(kind -> new Owner(vm, kind))));
	}

	/** The VM that options belong to. */
	private record Owner(VmXml vm, VmKind kind) {
	}

	private record Walk(Dialect dialect, OptionCatalogue catalogue, Findings findings, boolean valuesAlone) {

		void group(XmlElement element, String path, Optional<Owner> owner) {
			members(element, path, owner);
			for (XmlElement child : element.children()) {
				catalogue.option(path + "/" + child.name()).ifPresent(option -> option(child, option, owner));
			}
		}

		private void option(XmlElement element, Option option, Optional<Owner> owner) {
			if (option.type().isGroup()) {
				group(element, option.path(), owner);
			} else if (!(element.text().isEmpty() && option.defaultValue().isPresent())) {
				value(element, option);
			}
		}

		private void value(XmlElement element, Option option) {
			if (element.text().equals(GUIDE_WORD) && option.type().accepts(REAL_WORD)) {
				findings.report(AcrnRule.GUIDE_ALIAS, element, GUIDE_WORD, REAL_WORD);
			} else if (!option.type().accepts(option.type().base() == OptionType.Base.STRING ? element.rawText() : element.text())) {
				findings.report(AcrnRule.INVALID_VALUE, element, element.name(), element.text(), option.type().describe());
			}
		}

		void members(XmlElement element, String path, Optional<Owner> owner) {
			if (valuesAlone) {
				return;
			}
			if (!element.text().isEmpty()) {
				findings.report(AcrnRule.STRAY_TEXT, element, element.name());
			}
			attributes(element, path);
			List<Option> members = catalogue.elements(path);
			for (XmlElement child : element.children()) {
				child(child, path, owner);
			}
			for (Option option : members) {
				occurrence(element, option, owner);
			}
			if (catalogue.option(path).filter(option -> option.type().base() == OptionType.Base.SEQUENCE).isPresent()) {
				order(element, members);
			}
		}

		private void attributes(XmlElement element, String path) {
			for (XmlAttribute attribute : element.attributes()) {
				String attributePath = path.isEmpty() ? "@" + attribute.name() : path + "/@" + attribute.name();
				Optional<Option> option = catalogue.option(attributePath);
				boolean foreign = attribute.name().equals("desc") || attribute.name().contains(":") || attribute.name().equals("xmlns");
				if (option.isEmpty() && !foreign) {
					findings.report(AcrnRule.UNKNOWN_ATTRIBUTE, attribute.span(), attribute.name(), element.name(), dialect);
				} else if (option.isPresent() && !option.get().type().accepts(attribute.value())) {
					findings.report(AcrnRule.INVALID_VALUE, attribute.span(), attribute.name(), attribute.value(), option.get().type().describe());
				}
			}
		}

		private void child(XmlElement child, String path, Optional<Owner> owner) {
			Optional<Option> option = catalogue.option(path.isEmpty() ? child.name() : path + "/" + child.name());
			if (option.isEmpty()) {
				findings.report(AcrnRule.UNKNOWN_OPTION, child.span(), child.name(), dialect, hint(child.name(), path));
			} else if (owner.isPresent() && !option.get().kinds().contains(owner.get().kind())) {
				findings.report(AcrnRule.NOT_FOR_THIS_VM, child.span(), child.name(), owner.get().vm().label(), kinds(option.get().kinds()));
			}
		}

		/** Releases that know the option at this place, or nothing better than to remove it. */
		private static String hint(String name, String path) {
			String full = path.isEmpty() ? name : path + "/" + name;
			List<Dialect> known = Arrays.stream(Dialect.values()).filter(other -> OptionCatalogue.of(other).option(full).isPresent()).toList();
			return known.isEmpty() ? "correct the name or remove it" : "remove it: only " + known.get(0) + " to " + known.get(known.size() - 1) + " have it";
		}

		private static String kinds(Set<VmKind> kinds) {
			return kinds.stream().map(kind -> switch (kind) {
			case pre -> "pre-launched VMs";
			case svc -> "the Service VM";
			case post -> "post-launched VMs";
			}).collect(Collectors.joining(" and "));
		}

		private void occurrence(XmlElement element, Option option, Optional<Owner> owner) {
			List<XmlElement> found = element.children(option.name());
			boolean applies = owner.isEmpty() || option.kinds().contains(owner.get().kind());
			boolean fillable = option.defaultValue().isPresent() || option.type().isGroup() || COMPUTED.contains(option.name());
			if (found.size() > option.occurrence().max()) {
				findings.report(AcrnRule.OPTION_REPEATED, found.get(option.occurrence().max()).span(), option.name(), found.size(), option.occurrence().max());
			} else if (applies && found.size() < option.occurrence().min() && (!fillable || option.occurrence().min() > 1)) {
				findings.report(AcrnRule.OPTION_MISSING, element.span(), option.name(), element.name(), option.type().describe());
			}
		}

		private void order(XmlElement element, List<Option> members) {
			List<String> names = members.stream().map(Option::name).toList();
			List<XmlElement> known = element.children().stream().filter(child -> names.contains(child.name())).toList();
			for (int i = 1; i < known.size(); i++) {
				if (names.indexOf(known.get(i).name()) < names.indexOf(known.get(i - 1).name())) {
					findings.report(AcrnRule.OPTION_ORDER, known.get(i).span(), known.get(i).name(), known.get(i - 1).name());
				}
			}
		}
	}
}
