// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.diagnostic.Severity.ERROR;
import static org.nvmx.model.diagnostic.Severity.INFO;
import static org.nvmx.model.diagnostic.Severity.WARNING;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.ProblemTexts;
import org.nvmx.model.diagnostic.Severity;

/**
 * Every rule of the language: its stable code and severity. What a person reads (message, remedy, reason) is in {@code rules.properties}, under
 * the code, and nowhere else: diagnostics, hovers and help pages take it from there.
 * <p>
 * Codes are never reused. 00xx text, 003x and 004x imports, fragments and VMs that are like
 * others, 01xx nested virtualization, 02xx kernel, 03xx CPUs, 04xx ranges, 05xx identity, 074x vUARTs. ACRN's rules, which
 * a scenario has to follow as its XML does, are not here: they are written once, in {@code AcrnRule}.
 */
public enum Rule implements ProblemKind {
	SYNTAX("NVMX0001", ERROR),
	INVALID_NUMBER("NVMX0002", ERROR),
	INVALID_SIZE("NVMX0003", ERROR),
	INVALID_MAC("NVMX0004", ERROR),
	INVALID_STRING("NVMX0005", ERROR),
	STRING_NOT_CLOSED("NVMX0006", ERROR),
	KEYWORD_AS_NAME("NVMX0007", ERROR),
	UNRESOLVED_REFERENCE("NVMX0008", ERROR),
	INVALID_HEX_NUMBER("NVMX0009", ERROR),
	INVALID_PCI_ADDRESS("NVMX0015", ERROR),
	FILE_UNREADABLE("NVMX0010", ERROR),
	FILE_NOT_TEXT("NVMX0011", ERROR),
	FILE_TOO_LARGE("NVMX0012", ERROR),
	TOO_MANY_PROBLEMS("NVMX0013", INFO),
	NO_SCENARIO("NVMX0014", ERROR),
	ONLY_FRAGMENTS("NVMX0016", ERROR),
	OPTION_TWICE("NVMX0020", ERROR),
	IMPORT_PATH("NVMX0030", ERROR),
	IMPORT_UNREADABLE("NVMX0031", ERROR),
	IMPORT_CYCLE("NVMX0032", ERROR),
	IMPORT_UNUSED("NVMX0033", WARNING),
	IMPORT_TWICE("NVMX0034", WARNING),
	COMPOSITION_LIMIT("NVMX0035", ERROR),
	USES_CYCLE("NVMX0036", ERROR),
	USES_TWICE("NVMX0037", WARNING),
	FRAGMENTS_DISAGREE("NVMX0038", ERROR),
	LIKE_CYCLE("NVMX0039", ERROR),
	LIKE_OTHER_KIND("NVMX0040", ERROR),
	LIKE_AMBIGUOUS("NVMX0041", ERROR),
	INHERITED_REFERENCE("NVMX0042", ERROR),

	NESTED_NEEDS_NOOP("NVMX0101", ERROR),
	NVMX_FLAG_NEEDS_LAPIC("NVMX0102", ERROR),
	NVMX_FLAG_NEEDS_NESTED("NVMX0103", ERROR),
	LAPIC_NEEDS_NVMX_FLAG("NVMX0104", ERROR),
	NVMX_FLAG_ONLY_SERVICE_VM("NVMX0105", ERROR),
	LEGACY_VUART_WITH_LAPIC("NVMX0106", ERROR),
	CONSOLE_NOT_PCI_WITH_LAPIC("NVMX0107", ERROR),
	PCPU0_IN_DEBUG_BUILD("NVMX0108", WARNING),
	NESTED_VM_NEEDS_NESTED("NVMX0109", ERROR),
	NESTED_VM_NEEDS_NVMX_FLAG("NVMX0110", ERROR),
	NESTED_WITHOUT_NVMX_FLAG("NVMX0111", WARNING),

	KERNEL_CONFIG_NOT_FOUND("NVMX0201", ERROR),
	KERNEL_CONFIG_UNREADABLE("NVMX0202", ERROR),
	KERNEL_OPTION_MISSING("NVMX0203", ERROR),
	KERNEL_MISSING("NVMX0204", WARNING),
	KERNEL_IMAGE_NOT_FOUND("NVMX0205", WARNING),

	CPU_RANGE_REVERSED("NVMX0303", ERROR),
	PCPU_OUT_OF_RANGE("NVMX0304", ERROR),
	LAUNCH_WITHOUT_BOARD("NVMX0321", INFO),

	NAME_LENGTH("NVMX0401", ERROR),
	TAG_LENGTH("NVMX0402", ERROR),
	TAG_NOT_A_WORD("NVMX0403", ERROR),
	BOOT_ARGUMENTS_LENGTH("NVMX0404", ERROR),
	VUART_ID("NVMX0405", ERROR),
	NESTED_CPU_COUNT("NVMX0406", ERROR),
	NESTED_MEMORY("NVMX0407", ERROR),
	PATH_EMPTY("NVMX0408", ERROR),
	TOO_MANY_IDE_DISKS("NVMX0409", ERROR),
	CONTROL_CHARACTER("NVMX0410", ERROR),

	DUPLICATE_NAME("NVMX0502", ERROR),
	DUPLICATE_MAC("NVMX0503", ERROR),
	MULTICAST_MAC("NVMX0504", ERROR),
	FLAG_TWICE("NVMX0505", WARNING),

	VUART_ENDS("NVMX0748", ERROR);

	private static final ProblemTexts TEXTS = new ProblemTexts(Rule.class, "rules.properties");
	private static final Map<String, Rule> BY_CODE = Arrays.stream(values()).collect(Collectors.toMap(Rule::code, Function.identity()));

	private final String code;
	private final Severity severity;

	Rule(String code, Severity severity) {
		this.code = code;
		this.severity = severity;
	}

	/** @return the rule of a diagnostic's code, or empty for a code that is not ours */
	public static Optional<Rule> ofCode(String code) {
		return Optional.ofNullable(BY_CODE.get(code));
	}

	@Override
	public String code() {
		return code;
	}

	@Override
	public ProblemTexts texts() {
		return TEXTS;
	}

	@Override
	public Severity severity() {
		return severity;
	}
}
