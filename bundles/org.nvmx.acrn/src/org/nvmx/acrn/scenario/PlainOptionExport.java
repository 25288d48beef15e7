// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.CAPACITIES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR_MEMORY;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.OptionType;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.VirtualMachine;

/** Writes the options of a scenario that are one element each into a document of any release; says which ones the release does not have. */
final class PlainOptionExport {

	/**
	 * An option of which a release assumes something else than a scenario that does not have it: the file has to say so.
	 *
	 * @param path what the release calls it
	 * @param text what the scenario means, in the words of the release
	 */
	private record Unsaid(EAttribute attribute, String path, String text) {
	}

	private static final Map<Dialect, List<Unsaid>> UNSAID = Arrays.stream(Dialect.values()).collect(Collectors.toMap(Function.identity(), PlainOptionExport::unsaid));

	private final ExportContext context;

	PlainOptionExport(ExportContext context) {
		this.context = context;
	}

	private static List<Unsaid> unsaid(Dialect dialect) {
		return PlainOption.ALL.stream().filter(option -> !option.unsaid(dialect).equals(option.assumed(dialect))).map(option -> {
			PlainOption.Form form = option.form(dialect).orElseThrow();
			return new Unsaid(option.attribute(), form.path(), option.text(dialect, form, option.unsaid(dialect).orElseThrow()));
		}).toList();
	}

	void write() {
		Hypervisor hypervisor = context.scenario().getHypervisor();
		write(hypervisor, HYPERVISOR, context.hv());
		write(hypervisor == null ? null : hypervisor.getMemory(), HYPERVISOR_MEMORY, context.hv());
		write(hypervisor == null ? null : hypervisor.getCapacities(), CAPACITIES, context.hv());
		for (VirtualMachine vm : context.scenario().getVms()) {
			context.element(vm).ifPresent(element -> {
				write(vm, vm.eClass(), element);
				write(vm.getKernel(), KERNEL, element);
			});
		}
	}

	/**
	 * @param object  null where the scenario says nothing of its type
	 * @param element that of the first step of the options' paths
	 */
	private void write(EObject object, EClass type, XmlElement element) {
		for (Unsaid unsaid : UNSAID.get(context.dialect())) {
			if (unsaid.attribute().getEContainingClass().isSuperTypeOf(type) && (object == null || !object.eIsSet(unsaid.attribute()))) {
				context.place(element, unsaid.path()).setText(unsaid.text());
			}
		}
		if (object != null) {
			write(object, element);
		}
	}

	private void write(EObject object, XmlElement element) {
		for (PlainOption option : PlainOption.of(object.eClass())) {
			if (object.eIsSet(option.attribute())) {
				Object value = object.eGet(option.attribute());
				option.form(context.dialect()).ifPresentOrElse(form -> write(object, element, option, form), () -> lost(object, option, value));
			}
		}
	}

	/** A number that only other releases take becomes the closest that this one does. What no release takes stays as it is, for the rules to find. */
	private void write(EObject object, XmlElement element, PlainOption option, PlainOption.Form form) {
		OptionType type = OptionCatalogue.of(context.dialect()).option(form.path()).orElseThrow().type();
		String text = option.text(context.dialect(), form, object.eGet(option.attribute()));
		Optional<String> accepted = option.isTaken(object.eGet(option.attribute())) ? type.closest(text) : Optional.of(text);
		accepted.ifPresentOrElse(taken -> context.place(element, form.path(), object, option.attribute()).setText(taken),
				() -> context.lost(object, option.attribute(), text, "write " + type.describe()));
		accepted.filter(taken -> !taken.equals(text)).ifPresent(
				taken -> context.report(AcrnRule.UPGRADE_VALUE_CHANGED, object, option.attribute(), AcrnOptionName.of(option.attribute()), text, taken));
	}

	/** What v2 has in the launch file is not lost. */
	private void lost(EObject object, PlainOption option, Object value) {
		if (!(object instanceof VirtualMachine vm && LaunchExport.writes(context, vm, option.attribute()))) {
			context.lost(object, option.attribute(), ModelText.of(value));
		}
	}
}
