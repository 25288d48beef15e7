// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlAttribute;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.model.diagnostic.Diagnostic;

/** What an import leaves behind: every option that the model has no place for, unless it says what ACRN assumes anyway. Comments go another way. */
final class ImportLosses {

	/** What is read in more than one place, or follows from what is read. */
	private static final Set<String> READ = Set.of("hv/BUILD_TYPE", "hv/DEBUG_OPTIONS/RELEASE", "hv/DEBUG_OPTIONS/BUILD_TYPE", "hv/DEBUG_OPTIONS/SERIAL_CONSOLE",
			"hv/FEATURES/SCHEDULER", "hv/FEATURES/NVMX_ENABLED", "vm/load_order", "vm/vm_type", "vm/name", "vm/console_vuart", "vm/console_vuart/base",
			"vm/secure_world_support", "vm/lapic_passthrough",
			"vm/io_completion_polling", "vm/hide_mtrr_support", "vm/nested_virtualization_support", "vm/security_vm", "vm/virtual_cat_support",
			"vm/virtual_thermal_monitor", "vm/stateless");
	/** What means nothing while the vUART is off, as v2 writes it in every file. */
	private static final Set<String> IDLE = Set.of("type", "irq", "target_vm_id", "target_uart_id");

	/** Attributes by which ACRN's editors of v2 draw their forms. */
	private static final Set<String> EDITORS = Set.of("desc", "configurable", "readonly", "multiselect", "hidden");

	private final ImportContext context;
	private final ScenarioXml xml;
	private final List<Diagnostic> diagnostics = new ArrayList<>();
	/** Whether what is being visited is in the scenario: a VM of an unknown kind is not. */
	private boolean imported = true;

	ImportLosses(ImportContext context) {
		this.context = context;
		this.xml = context.xml();
	}

	List<Diagnostic> diagnostics() {
		XmlElement root = xml.document().root();
		attributes(root, "");
		ids();
		root.children().stream().filter(child -> !child.name().equals("vm")).forEach(child -> visit(child, child.name(), root.child(child.name()).orElse(child) == child));
		for (VmXml vm : xml.vms()) {
			imported = context.vms().containsKey(vm);
			visit(vm.element(), "vm", true);
		}
		return List.copyOf(diagnostics);
	}

	/** @param first whether it and those that it is in are the first of their name: others are not read, but for lists */
	private void visit(XmlElement element, String path, boolean first) {
		attributes(element, path);
		boolean off = element.value("base").orElse("").startsWith("INVALID");
		element.children().forEach(child -> {
			if (!off || !IDLE.contains(child.name())) {
				visit(child, path + "/" + child.name(), first && element.child(child.name()).orElse(child) == child);
			}
		});
		boolean read = imported && first && READ.contains(path) && isOfTheRelease(path, element.text()) || context.isUnderstood(element) || context.isDefault(path, element.text());
		boolean unknown = OptionCatalogue.of(context.dialect()).option(path).isEmpty() && !path.equals("hv") && !path.equals("vm");
		if (element.children().isEmpty() && (!element.text().isEmpty() && !read || element.text().isEmpty() && unknown)) {
			report(AcrnRule.IMPORT_OPTION_LOST, element, path, element.text());
		}
	}

	/** Those that the release does not have; what ACRN's own editors draw their forms by says nothing about the scenario. */
	private void attributes(XmlElement element, String path) {
		for (XmlAttribute attribute : element.attributes()) {
			String name = path.isEmpty() ? "@" + attribute.name() : path + "/@" + attribute.name();
			if (OptionCatalogue.of(context.dialect()).option(name).isEmpty() && !isOfAnEditor(attribute)) {
				report(AcrnRule.IMPORT_OPTION_LOST, attribute.span(), name, attribute.value());
			}
		}
	}

	/** @return whether it tells ACRN's editors, or XML's own tools, how to show an element */
	static boolean isOfAnEditor(XmlAttribute attribute) {
		return EDITORS.contains(attribute.name()) || attribute.name().equals("xmlns") || attribute.name().contains(":");
	}

	/** VMs of an unknown kind are not there, and do not count. */
	private void ids() {
		int number = 0;
		for (VmXml vm : context.vms().keySet()) {
			String id = vm.element().attribute("id").orElse("");
			if (!id.equals(Integer.toString(number))) {
				report(AcrnRule.IMPORT_VM_NUMBERED, vm.element().span(), id, number);
			}
			number++;
		}
	}

	/** @return whether it is one of the release's words where there are words to choose from */
	private boolean isOfTheRelease(String path, String text) {
		return OptionCatalogue.of(context.dialect()).option(path).filter(option -> !option.type().values().isEmpty() && !option.type().accepts(text)).isEmpty();
	}

	private void report(AcrnRule rule, XmlElement place, Object... arguments) {
		report(rule, place.textSpan(), arguments);
	}

	private void report(AcrnRule rule, XmlSpan place, Object... arguments) {
		Object[] texts = List.of(arguments).stream().map(String::valueOf).toArray();
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), xml.document().location(place), rule.message(texts), rule.remedy(texts)));
	}
}
