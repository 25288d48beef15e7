// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import static org.nvmx.model.diagnostic.Severity.ERROR;
import static org.nvmx.model.diagnostic.Severity.INFO;
import static org.nvmx.model.diagnostic.Severity.WARNING;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.ProblemTexts;
import org.nvmx.model.diagnostic.Severity;

/**
 * Every rule about board files that is not about one capability of the processor (those are {@link PlatformRequirement}s). What a person reads is in
 * {@code board-rules.properties}, under the code, and nowhere else. Codes are never reused. 200x and 201x missing parts, 202x malformed
 * parts, 204x finding a board, 21xx what ACRN needs of a machine.
 */
public enum BoardRule implements ProblemKind {
	NOT_A_BOARD("NVMX2001", ERROR),
	NO_BOARD_NAME("NVMX2002", INFO),
	NO_CPUS("NVMX2003", WARNING),
	NO_PROCESSOR_TREE("NVMX2004", INFO),
	NO_CACHES("NVMX2005", INFO),
	NO_MEMORY("NVMX2006", INFO),
	NO_PCI_DEVICES("NVMX2007", INFO),
	NO_DEVICE_TREE("NVMX2008", INFO),
	NO_SERIAL_PORTS("NVMX2009", INFO),
	NO_AVAILABLE_IRQS("NVMX2010", INFO),
	NO_IOAPICS("NVMX2011", INFO),
	NO_BLOCK_DEVICES("NVMX2012", INFO),
	NO_ADDRESS_MAP("NVMX2013", INFO),
	NO_TOTAL_MEMORY("NVMX2014", INFO),
	NO_MMCONFIG("NVMX2015", INFO),
	NO_VMX_CAPABILITIES("NVMX2016", INFO),

	INVALID_VALUE("NVMX2020", WARNING),
	LINE_NOT_UNDERSTOOD("NVMX2021", WARNING),
	DUPLICATE_CPU("NVMX2022", WARNING),
	DUPLICATE_PCI_DEVICE("NVMX2023", WARNING),
	CPU_LISTS_DIFFER("NVMX2024", WARNING),
	UNKNOWN_APIC_ID("NVMX2025", WARNING),
	PART_TOO_LARGE("NVMX2026", WARNING),
	TOO_MANY_PROBLEMS("NVMX2027", INFO),
	UNREADABLE("NVMX2028", ERROR),

	BOARD_NOT_FOUND("NVMX2040", INFO),
	BOARD_NAME_NOT_A_FILE_NAME("NVMX2041", WARNING),
	BOARD_NAME_DIFFERS("NVMX2042", INFO),
	BOARD_UNUSABLE("NVMX2043", WARNING),

	NO_DMA_REMAPPING("NVMX2101", ERROR),
	HYPER_THREADING("NVMX2102", WARNING),
	VMX_DISABLED("NVMX2103", ERROR),
	VMX_32BIT_ADDRESSES("NVMX2104", ERROR),
	CPUID_LEVEL("NVMX2105", ERROR),
	NO_ADDRESS_WIDTHS("NVMX2106", ERROR),
	NO_1GB_PAGES("NVMX2107", ERROR);

	/** Those of {@link PlatformRequirement} are in the same file. */
	static final ProblemTexts TEXTS = new ProblemTexts(BoardRule.class, "board-rules.properties");
	private static final Map<String, BoardRule> BY_CODE = Arrays.stream(values()).collect(Collectors.toMap(BoardRule::code, Function.identity()));

	private final String code;
	private final Severity severity;

	BoardRule(String code, Severity severity) {
		this.code = code;
		this.severity = severity;
	}

	/** @return the rule of a diagnostic's code, or empty for a code that is not here */
	public static Optional<BoardRule> ofCode(String code) {
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

	/** @return the diagnostic, with the arguments filled into message and remedy */
	public Diagnostic diagnostic(Location location, Object... arguments) {
		return new Diagnostic(code, severity, location, message(arguments), remedy(arguments));
	}
}
