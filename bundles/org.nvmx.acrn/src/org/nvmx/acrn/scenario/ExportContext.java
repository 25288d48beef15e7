// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/** An export under way: the document, which has the hypervisor and the VMs already, and what the release cannot say. */
final class ExportContext {

	private static final String LEAVE_OUT = "leave the option out, or choose a release that has it";

	private final Dialect dialect;
	private final Scenario scenario;
	private final ModelSource source;
	private final XmlDocument document;
	private final OptionCatalogue catalogue;
	private final XmlDocument places;
	private final Map<VirtualMachine, Integer> ids = new IdentityHashMap<>();
	private final Map<String, XmlElement> elements = new HashMap<>();
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	/** @param document in the words of the release; VMs have their place in the scenario as id */
	ExportContext(Dialect dialect, Scenario scenario, ModelSource source, XmlDocument document) {
		this.dialect = dialect;
		this.scenario = scenario;
		this.source = source;
		this.document = document;
		catalogue = OptionCatalogue.of(dialect);
		places = new XmlDocument(new XmlElement("places"), source.file(), source.text());
		scenario.getVms().forEach(vm -> ids.put(vm, ids.size()));
		document.root().children("vm").forEach(vm -> elements.put(vm.attribute("id").orElse(""), vm));
	}

	Dialect dialect() {
		return dialect;
	}

	Scenario scenario() {
		return scenario;
	}

	ModelSource source() {
		return source;
	}

	XmlElement root() {
		return document.root();
	}

	XmlElement hv() {
		return document.root().child("hv").orElseThrow();
	}

	List<Diagnostic> diagnostics() {
		return List.copyOf(diagnostics);
	}

	/** @return the VM's place in the scenario */
	int id(VirtualMachine vm) {
		return ids.getOrDefault(vm, -1);
	}

	/** @return the VM's element; empty for a VM that the release does not have, which was said */
	Optional<XmlElement> element(VirtualMachine vm) {
		return Optional.ofNullable(elements.get(Integer.toString(id(vm))));
	}

	/** @return what the document calls the VM, which is not always what the scenario calls it */
	Optional<String> name(VirtualMachine vm) {
		return vm == null ? Optional.empty() : element(vm).flatMap(element -> element.value("name"));
	}

	/** @param path in the catalogue */
	boolean has(String path) {
		return catalogue.option(path).isPresent();
	}

	/** @return the default that the release has, or empty */
	String defaultOf(String path) {
		return catalogue.option(path).flatMap(option -> option.defaultValue()).orElse("");
	}

	/** @return the element of a path, which is made where it is missing, in the order of the release */
	XmlElement place(XmlElement first, String path) {
		String[] steps = path.split("/");
		XmlElement current = first;
		StringBuilder done = new StringBuilder(steps[0]);
		for (int i = 1; i < steps.length; i++) {
			String name = steps[i];
			XmlElement parent = current;
			current = parent.child(name).orElseGet(() -> insert(parent, done.toString(), new XmlElement(name, parent.span())));
			done.append('/').append(name);
		}
		return current;
	}

	/**
	 * @param object whose place problems with the element are reported at
	 * @return the element of a path, as {@link #place(XmlElement, String)} finds it
	 */
	XmlElement place(XmlElement first, String path, EObject object, EStructuralFeature feature) {
		return place(first, path, object, feature, 0);
	}

	/** @param index which of the feature's values */
	XmlElement place(XmlElement first, String path, EObject object, EStructuralFeature feature, int index) {
		XmlElement element = place(first, path);
		element.setTextSpan(source.span(object, feature, index));
		return element;
	}

	/**
	 * Adds one more element of a list, in the order of the release.
	 *
	 * @param path   in the catalogue, of the new element
	 * @param object whose place problems with the element are reported at
	 */
	XmlElement add(XmlElement parent, String path, EObject object, EStructuralFeature feature) {
		return add(parent, path, object, feature, 0);
	}

	/** @param index which of the feature's values */
	XmlElement add(XmlElement parent, String path, EObject object, EStructuralFeature feature, int index) {
		int slash = path.lastIndexOf('/');
		return insert(parent, path.substring(0, slash), new XmlElement(path.substring(slash + 1), source.span(object, feature, index)));
	}

	/** Says where the text of an element was made from. */
	void mark(XmlElement element, EObject object, EStructuralFeature feature) {
		element.setTextSpan(source.span(object, feature));
	}

	/** Adds a member that is made from a feature of the model, at the end. */
	XmlElement member(XmlElement parent, String name, EObject object, EStructuralFeature feature, String text) {
		return parent.add(name, source.span(object, feature)).setText(text);
	}

	private XmlElement insert(XmlElement parent, String path, XmlElement child) {
		new DefaultFilling(dialect).insert(parent, path, child);
		return child;
	}

	/** Says that the release does not have what the scenario says. */
	void lost(EObject object, EStructuralFeature feature, Object value) {
		lost(object, feature, value, LEAVE_OUT);
	}

	/** Says that the release does not have what the scenario says, and what to do. */
	void lost(EObject object, EStructuralFeature feature, Object value, String remedy) {
		report(AcrnRule.UPGRADE_OPTION_LOST, object, feature, AcrnOptionName.of(feature), value, dialect, remedy);
	}

	/** Reports all of an option that is set. */
	void lostIfSet(EObject object, EStructuralFeature feature) {
		if (object.eIsSet(feature)) {
			lost(object, feature, ModelText.of(object.eGet(feature)));
		}
	}

	void report(AcrnRule rule, EObject object, EStructuralFeature feature, Object... arguments) {
		// A reference that leads nowhere has no name.
		Object[] texts = Arrays.stream(arguments).map(String::valueOf).toArray();
		ProblemKind words = rule.inScenario();
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), places.location(source.span(object, feature)), words.message(texts), words.remedy(texts)));
	}
}
