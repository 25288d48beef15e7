// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.Scenario;

/** What an export does not write yet: every option that the scenario sets and the exporter has no element for, so that nothing is dropped unsaid. */
final class ExportLosses {

	/** What the exporter writes, and what is not ACRN's: images and nested VMs. */
	private static final Set<EStructuralFeature> WRITTEN = Set.of(DEFINITION__NAME, SCENARIO__BOARD, SCENARIO__HYPERVISOR, SCENARIO__VMS, HYPERVISOR__MEMORY,
			HYPERVISOR__CAPACITIES,
			HYPERVISOR__BUILD_TYPE, HYPERVISOR__SERIAL_CONSOLE, HYPERVISOR__SCHEDULER, HYPERVISOR__NESTED_VIRTUALIZATION, VIRTUAL_MACHINE__NAME,
			VIRTUAL_MACHINE__CPUS, VIRTUAL_MACHINE__GUEST_FLAGS, VIRTUAL_MACHINE__LEGACY_VUARTS, VIRTUAL_MACHINE__CONSOLE_VUART,
			VIRTUAL_MACHINE__KERNEL, CPU_RANGE__FIRST, CPU_RANGE__LAST, LEGACY_VUART__ID, LEGACY_VUART__BASE, KERNEL__TYPE, KERNEL__MODULE_TAG,
			KERNEL__BOOT_ARGUMENTS, KERNEL__IMAGE_FILE, KERNEL__CONFIG_FILE, SERVICE_VM__NESTED_VMS);

	private final ModelSource source;
	private final XmlDocument places;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	ExportLosses(ModelSource source) {
		this.source = source;
		this.places = new XmlDocument(new XmlElement("places"), source.file(), source.text());
	}

	List<Diagnostic> diagnostics(Scenario scenario) {
		visit(scenario);
		TreeIterator<EObject> objects = scenario.eAllContents();
		while (objects.hasNext()) {
			EObject object = objects.next();
			if (object instanceof NestedVm || !WRITTEN.contains(object.eContainingFeature())) {
				objects.prune(); // said as a whole, or not ACRN's
			} else {
				visit(object);
			}
		}
		return List.copyOf(diagnostics);
	}

	private void visit(EObject object) {
		for (EStructuralFeature feature : object.eClass().getEAllStructuralFeatures()) {
			if (object.eIsSet(feature) && !WRITTEN.contains(feature) && !PlainOption.covers(feature)) {
				report(object, feature);
			}
		}
	}

	private void report(EObject object, EStructuralFeature feature) {
		Location location = places.location(source.span(object, feature));
		AcrnRule rule = AcrnRule.EXPORT_OPTION_LOST;
		String option = AcrnOptionName.of(feature);
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), location, rule.message(option), rule.remedy(option)));
	}
}
