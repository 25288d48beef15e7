// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlComment;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlNode;
import org.nvmx.model.diagnostic.Diagnostic;

/** What an import leaves behind: every option that the model has no place for, unless it says what ACRN assumes anyway. */
final class ImportLosses {

	/** What is read, or follows from what is read. */
	private static final Set<String> READ = Set.of("hv/BUILD_TYPE", "hv/DEBUG_OPTIONS/RELEASE", "hv/DEBUG_OPTIONS/BUILD_TYPE", "hv/DEBUG_OPTIONS/SERIAL_CONSOLE",
			"hv/FEATURES/SCHEDULER", "hv/FEATURES/NVMX_ENABLED", "vm/load_order", "vm/vm_type", "vm/name", "vm/guest_flags/guest_flag",
			"vm/cpu_affinity/pcpu_id", "vm/cpu_affinity/pcpu/pcpu_id", "vm/console_vuart", "vm/console_vuart/base", "vm/os_config/name",
			"vm/os_config/kern_type", "vm/os_config/kern_mod", "vm/os_config/bootargs", "vm/board_private/rootfs", "vm/board_private/bootargs",
			"vm/legacy_vuart/type", "vm/legacy_vuart/base", "vm/legacy_vuart/irq", "vm/secure_world_support", "vm/lapic_passthrough",
			"vm/io_completion_polling", "vm/hide_mtrr_support", "vm/nested_virtualization_support", "vm/security_vm", "vm/virtual_cat_support");
	/** What means nothing while the vUART is off or the list is all zeros, as v2 writes it in every file. */
	private static final Set<String> IDLE = Set.of("vm/legacy_vuart/target_vm_id", "vm/legacy_vuart/target_uart_id", "vm/communication_vuart/target_vm_id",
			"vm/communication_vuart/target_uart_id");

	private final ScenarioXml xml;
	private final Set<String> plain;
	private final List<Diagnostic> diagnostics = new ArrayList<>();
	private int comments;
	/** What export writes for each vCPU of the VM that is being visited. */
	private String realTimeVcpu = "n";

	ImportLosses(ScenarioXml xml) {
		this.xml = xml;
		this.plain = new PlainOptionImport(xml.dialect()).paths();
	}

	List<Diagnostic> diagnostics() {
		XmlElement root = xml.document().root();
		count(xml.document().prolog());
		count(root.content());
		count(xml.document().epilog());
		root.children().stream().filter(child -> !child.name().equals("vm")).forEach(child -> visit(child, child.name()));
		for (VmXml vm : xml.vms()) {
			realTimeVcpu = vm.isRealTime() ? "y" : "n";
			visit(vm.element(), "vm");
		}
		if (comments > 0) {
			report(AcrnRule.IMPORT_COMMENTS_LOST, root, comments);
		}
		return List.copyOf(diagnostics);
	}

	private void visit(XmlElement element, String path) {
		count(element.content());
		boolean off = element.value("base").orElse("").startsWith("INVALID");
		element.children().forEach(child -> {
			if (!off || !IDLE.contains(path + "/" + child.name())) {
				visit(child, path + "/" + child.name());
			}
		});
		if (element.children().isEmpty() && !element.text().isEmpty() && !READ.contains(path) && !plain.contains(path) && !isDefault(path, element.text())) {
			report(AcrnRule.IMPORT_OPTION_LOST, element, path, element.text());
		}
	}

	private boolean isDefault(String path, String text) {
		if (path.equals("vm/cpu_affinity/pcpu/real_time_vcpu")) {
			return text.equals(realTimeVcpu);
		}
		Optional<Option> option = OptionCatalogue.of(xml.dialect()).option(path);
		return option.flatMap(Option::defaultValue).filter(text::equals).isPresent();
	}

	private void count(List<XmlNode> nodes) {
		comments += (int) nodes.stream().filter(XmlComment.class::isInstance).count();
	}

	private void report(AcrnRule rule, XmlElement place, Object... arguments) {
		Object[] texts = List.of(arguments).stream().map(String::valueOf).toArray();
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), xml.document().location(place.textSpan()), rule.message(texts), rule.remedy(texts)));
	}
}
