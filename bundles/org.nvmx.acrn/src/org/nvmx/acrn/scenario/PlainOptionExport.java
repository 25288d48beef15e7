// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/** Writes the options of a scenario that are one element each into a document of any release; says which ones the release does not have. */
final class PlainOptionExport {

	private final Dialect dialect;
	private final ModelSource source;
	private final XmlDocument document;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	/** @param document has the hypervisor and the VMs, by the scenario's ids, already */
	PlainOptionExport(Dialect dialect, ModelSource source, XmlDocument document) {
		this.dialect = dialect;
		this.source = source;
		this.document = document;
	}

	List<Diagnostic> write(Scenario scenario) {
		Hypervisor hypervisor = scenario.getHypervisor();
		if (hypervisor != null) {
			document.root().child("hv").ifPresent(hv -> {
				write(hypervisor, hv);
				writeIfThere(hypervisor.getMemory(), hv);
				writeIfThere(hypervisor.getCapacities(), hv);
			});
		}
		Map<String, XmlElement> elements = document.root().children("vm").stream()
				.collect(Collectors.toMap(vm -> vm.attribute("id").orElse(""), Function.identity(), (first, second) -> first));
		for (VirtualMachine vm : scenario.getVms()) {
			XmlElement element = elements.get(Integer.toString(scenario.getVms().indexOf(vm)));
			if (element != null) {
				write(vm, element);
				writeIfThere(vm.getKernel(), element);
			}
		}
		return List.copyOf(diagnostics);
	}

	private void writeIfThere(EObject object, XmlElement element) {
		if (object != null) {
			write(object, element);
		}
	}

	/** @param element that of the first step of the options' paths */
	private void write(EObject object, XmlElement element) {
		for (PlainOption option : PlainOption.of(object.eClass())) {
			if (object.eIsSet(option.attribute())) {
				Object value = object.eGet(option.attribute());
				option.form(dialect).ifPresentOrElse(form -> place(element, form.path()).setText(option.text(dialect, form, value)),
						() -> lost(object, option, value));
			}
		}
	}

	/** @return the element of a path, which is made where it is missing, in the order of the release */
	private XmlElement place(XmlElement element, String path) {
		String[] steps = path.split("/");
		XmlElement current = element;
		StringBuilder done = new StringBuilder(steps[0]);
		for (int i = 1; i < steps.length; i++) {
			XmlElement parent = current;
			String name = steps[i];
			if (parent.child(name).isEmpty()) {
				new DefaultFilling(dialect).insert(parent, done.toString(), new XmlElement(name));
			}
			current = parent.child(name).orElseThrow();
			done.append('/').append(name);
		}
		return current;
	}

	private void lost(EObject object, PlainOption option, Object value) {
		AcrnRule rule = AcrnRule.UPGRADE_OPTION_LOST;
		Object[] arguments = { AcrnOptionName.of(option.attribute()), value, dialect, "leave the option out, or choose a release that has it" };
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(),
				new XmlDocument(new XmlElement("places"), source.file(), source.text()).location(source.span(object, option.attribute())),
				rule.message(arguments), rule.remedy(arguments)));
	}
}
