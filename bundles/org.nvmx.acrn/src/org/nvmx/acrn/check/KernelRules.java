// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.xml.XmlElement;

/** What VMs boot: the tags by which the hypervisor finds kernels among the multiboot modules, and their command lines. */
final class KernelRules implements RuleGroup {

	private static final int MAX_TAG_BYTES = 32;
	private static final int MAX_ARGUMENT_BYTES = 2048;

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		Map<String, String> types = new HashMap<>();
		for (VmXml vm : scenario.vms()) {
			if (!vm.is(VmKind.post)) {
				vm.element().descendants("os_config/kern_mod").forEach(tag -> tag(vm, tag, types, findings));
			}
			for (String path : new String[] { "os_config/bootargs", "board_private/bootargs" }) {
				vm.element().descendants(path).stream().filter(arguments -> bytes(arguments) > MAX_ARGUMENT_BYTES)
						.forEach(arguments -> findings.report(AcrnRule.BOOT_ARGUMENTS_LENGTH, arguments, bytes(arguments), MAX_ARGUMENT_BYTES));
			}
		}
	}

	/** An empty tag is filled with ACRN's default, where the release has one. */
	private static void tag(VmXml vm, XmlElement tag, Map<String, String> types, Findings findings) {
		String text = tag.text();
		if (bytes(tag) > MAX_TAG_BYTES) {
			findings.report(AcrnRule.MODULE_TAG_LENGTH, tag, bytes(tag), MAX_TAG_BYTES);
		} else if (text.chars().anyMatch(Character::isWhitespace)) {
			findings.report(AcrnRule.MODULE_TAG_NOT_A_WORD, tag, text);
		}
		String type = vm.element().value("os_config/kern_type").orElse("");
		String known = text.isEmpty() || type.isEmpty() ? null : types.putIfAbsent(text, type);
		if (known != null && !known.equals(type)) {
			findings.report(AcrnRule.MODULE_OF_TWO_TYPES, tag, text, known, type);
		}
	}

	private static int bytes(XmlElement option) {
		return option.text().getBytes(StandardCharsets.UTF_8).length;
	}
}
