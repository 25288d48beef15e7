// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.ProblemTexts;
import org.nvmx.model.diagnostic.Severity;

import static org.nvmx.model.diagnostic.Severity.ERROR;
import static org.nvmx.model.diagnostic.Severity.INFO;
import static org.nvmx.model.diagnostic.Severity.WARNING;

/**
 * Every rule of ACRN's scenario XML: its stable code, its severity, and where ACRN has it from: the name of a data check (C1 …
 * X9), the schema, an assertion of v2, v2's tools, a later step of the build, the user guide, or a gap that ACRN does not close.
 * What a person reads is in {@code acrn-rules.properties}, under the code, and nowhere else.
 *
 * <p>Codes are never reused. 060x files, 061x structure, 070x CPUs, 071x VMs, 072x memory, 073x devices, 074x vUARTs,
 * 075x virtual BDFs, 076x shared memory, 077x virtio, 078x and 079x caches, 080x what an upgrade loses, 081x what an import loses (0821, what an
 * export does not write, is retired), 083x imports of launch files and numbers of VMs, 084x launch files; a rule that the scenario language has too has that code.
 */
public enum AcrnRule implements ProblemKind {
	NOT_A_SCENARIO("NVMX0606", ERROR, ""),
	RELEASE_TOO_OLD("NVMX0607", ERROR, ""),
	UNKNOWN_OPTION("NVMX0610", ERROR, "schema"),
	NOT_FOR_THIS_VM("NVMX0611", ERROR, "schema"),
	INVALID_VALUE("NVMX0612", ERROR, "schema"),
	OPTION_MISSING("NVMX0613", ERROR, "schema"),
	OPTION_REPEATED("NVMX0614", ERROR, "schema"),
	OPTION_ORDER("NVMX0615", ERROR, "schema"),
	GUIDE_ALIAS("NVMX0616", WARNING, "guide"),
	STRAY_TEXT("NVMX0617", ERROR, "schema"),
	UNKNOWN_ATTRIBUTE("NVMX0618", WARNING, "schema"),
	MODULE_TAG_LENGTH("NVMX0402", ERROR, "v2 tools"),
	MODULE_TAG_NOT_A_WORD("NVMX0403", ERROR, "boot"),
	BOOT_ARGUMENTS_LENGTH("NVMX0404", ERROR, "prebuild"),
	MODULE_OF_TWO_TYPES("NVMX0206", WARNING, "gap"),
	CPU_NOT_ON_BOARD("NVMX0701", WARNING, "C1"),
	PCPU_TWICE("NVMX0301", WARNING, "C2"),
	RTVM_CPU_SHARED("NVMX0702", ERROR, "C3"),
	OWNED_CPU_SHARED("NVMX0703", ERROR, "C4"),
	VM_WITHOUT_CPU("NVMX0704", ERROR, "C5"),
	CORE_TYPES_MIXED("NVMX0705", ERROR, "C6"),
	RTVM_ON_CPU0("NVMX0706", ERROR, "C7"),
	TIMER_ON_LAPIC_CPU("NVMX0707", WARNING, "C8"),
	PRE_LAUNCHED_CPU_SHARED("NVMX0708", ERROR, "v2 tools"),
	TIMER_CPU_UNKNOWN("NVMX0709", WARNING, "gap"),
	SCHEDULING_UNUSED("NVMX0710", WARNING, "gap"),
	PCPU_SHARED("NVMX0302", ERROR, "v2 tools"),
	SECOND_SERVICE_VM("NVMX0501", ERROR, "T1"),
	PRE_AFTER_SERVICE("NVMX0711", ERROR, "T2"),
	POST_BEFORE_SERVICE("NVMX0712", ERROR, "T3"),
	SECOND_PRE_RTVM("NVMX0713", WARNING, "T4"),
	RTVM_BEFORE_AND_AFTER("NVMX0714", WARNING, "T5"),
	DUPLICATE_VM_NAME("NVMX0502", ERROR, "schema"),
	DUPLICATE_VM_ID("NVMX0715", ERROR, "GUI"),
	TOO_MANY_VMS("NVMX0716", ERROR, "v2.7 assert"),
	PRE_RTVM_WITHOUT_LAPIC("NVMX0717", ERROR, "prebuild"),
	COMPANION_UNKNOWN("NVMX0718", WARNING, "gap"),
	CONSOLE_VM_UNKNOWN("NVMX0719", WARNING, "gap"),
	PRE_LAPIC_WITHOUT_RT("NVMX0720", ERROR, "v2 prebuild"),
	MEMORY_EXCEEDED("NVMX0721", WARNING, "M1"),
	HV_RAM_ALIGNMENT("NVMX0722", ERROR, "preprocessor"),
	HV_RAM_TOO_LARGE("NVMX0723", ERROR, "allocator"),
	EPC_ALIGNMENT("NVMX0724", ERROR, "prebuild"),
	EPC_REFUSED("NVMX0725", WARNING, "prebuild"),
	IR_ENTRIES("NVMX0726", ERROR, "preprocessor"),
	TOO_MANY_VCPUS("NVMX0727", ERROR, "preprocessor"),
	TOO_FEW_PCI_BUSES("NVMX0728", ERROR, "allocator"),
	PCI_DEVICE_TWICE("NVMX0731", ERROR, "P1"),
	TPM2_AND_P2SB("NVMX0732", ERROR, "D1"),
	PCI_DEVICE_UNKNOWN("NVMX0733", WARNING, "v2 tools"),
	MMIO_DEVICE_NOT_FIRST_VM("NVMX0734", WARNING, "v2 tools"),
	INTERRUPT_PAIRS("NVMX0735", ERROR, "v2 tools"),
	VUART_SAME_VM("NVMX0741", ERROR, "V1"),
	VUART_PORT_TWICE("NVMX0742", ERROR, "V2"),
	VUART_PORT_OF_CONSOLE("NVMX0743", ERROR, "V3"),
	VUART_WITHOUT_VM("NVMX0744", ERROR, "V4"),
	NO_SERIAL_CONSOLE("NVMX0745", ERROR, "V5"),
	VUART_UNKNOWN_VM("NVMX0746", ERROR, "gap"),
	VUART_NAME_TWICE("NVMX0747", ERROR, "gap"),
	VUART_NOT_MUTUAL("NVMX0749", ERROR, "v2 tools"),
	BDF_TWICE("NVMX0751", ERROR, "B1"),
	BDF_ON_BOARD("NVMX0752", ERROR, "B2"),
	P2SB_NOT_HIDDEN("NVMX0753", ERROR, "B3"),
	BDF_RESERVED("NVMX0754", ERROR, "B4 B5"),
	SHARED_MEMORY_VM_TWICE("NVMX0761", ERROR, "I1"),
	SHARED_MEMORY_NAME_EMPTY("NVMX0762", ERROR, "I2"),
	SHARED_MEMORY_NAME_TWICE("NVMX0763", ERROR, "gap"),
	SHARED_MEMORY_UNKNOWN_VM("NVMX0764", ERROR, "gap"),
	SHARED_MEMORY_SIZE("NVMX0765", ERROR, "v2 tools"),
	TOO_MANY_REGIONS("NVMX0766", ERROR, "v2 tools"),
	VSOCK_CID_TWICE("NVMX0771", ERROR, "X1"),
	GPU_WITHOUT_MONITOR("NVMX0772", ERROR, "X2"),
	GPU_WINDOW_INCOMPLETE("NVMX0773", ERROR, "X3 X4 X5 X6"),
	MONITOR_TWICE("NVMX0774", ERROR, "X7"),
	TOO_MANY_DISPLAYS("NVMX0775", ERROR, "X8 X9"),
	VCAT_NEEDS_RDT("NVMX0781", ERROR, "R1"),
	CDP_NOT_ON_BOARD("NVMX0782", ERROR, "R2"),
	VM_VCAT_NEEDS_VCAT("NVMX0783", ERROR, "R3"),
	LAPIC_NEEDS_NVMX("NVMX0104", ERROR, "R4"),
	CLOS_EXCEEDED("NVMX0784", ERROR, "R6"),
	MASK_HITS_SOFTWARE_SRAM("NVMX0785", ERROR, "R7"),
	MASK_NOT_CONTIGUOUS("NVMX0786", ERROR, "gap"),
	MASK_TOO_WIDE("NVMX0787", ERROR, "gap"),
	POLICY_UNKNOWN_VM("NVMX0788", ERROR, "gap"),
	RDT_AND_SSRAM("NVMX0789", ERROR, "v2 assert"),
	VCAT_CLASSES("NVMX0790", ERROR, "v2.7 assert"),
	SRAM_IN_PCI_WINDOW("NVMX0791", WARNING, "R5"),
	CLASS_COUNT("NVMX0792", ERROR, "v2 tools"),
	CLASS_TOO_HIGH("NVMX0793", ERROR, "v2 tools"),
	MASK_COUNT("NVMX0794", ERROR, "v2 tools"),
	BANDWIDTH_DELAY("NVMX0795", ERROR, "v2 tools"),
	CDP_AND_SSRAM("NVMX0796", ERROR, "v2 tools"),
	NESTED_NEEDS_NOOP("NVMX0101", ERROR, "v2 assert"),
	NVMX_NEEDS_LAPIC("NVMX0102", ERROR, "v2 assert"),
	NVMX_FLAG_NEEDS_NESTED("NVMX0103", ERROR, "v2 assert"),
	NVMX_ONLY_SERVICE_VM("NVMX0105", ERROR, "guide"),
	LEGACY_VUART_WITH_LAPIC("NVMX0106", ERROR, "guide"),
	CONSOLE_NOT_PCI_WITH_LAPIC("NVMX0107", WARNING, "guide"),
	PCPU0_IN_DEBUG_BUILD("NVMX0108", WARNING, "guide"),
	NESTED_WITHOUT_NVMX_FLAG("NVMX0111", WARNING, "guide"),
	UPGRADE_OPTION_LOST("NVMX0801", WARNING, "upgrade"),
	UPGRADE_VM_RENAMED("NVMX0802", INFO, "upgrade"),
	UPGRADE_VM_LOST("NVMX0803", WARNING, "upgrade"),
	UPGRADE_VUART_WITHOUT_PEER("NVMX0804", WARNING, "upgrade"),
	UPGRADE_VALUE_CHANGED("NVMX0805", INFO, "upgrade"),
	UPGRADE_SERVICE_VM_CPUS_LOST("NVMX0806", WARNING, "upgrade"),
	UPGRADE_LAUNCH_WITHOUT_VM("NVMX0807", WARNING, "upgrade"),
	UPGRADE_NVMX_WITHOUT_FLAG("NVMX0808", WARNING, "upgrade"),
	IMPORT_OPTION_LOST("NVMX0811", WARNING, "import"),
	IMPORT_COMMENTS_LOST("NVMX0812", WARNING, "import"),
	IMPORT_LAUNCH_OPTION_LOST("NVMX0813", WARNING, "import"),
	IMPORT_VM_NUMBERED("NVMX0831", INFO, "import"),
	LAUNCH_SETTINGS_TWICE("NVMX0832", WARNING, "import"),
	LAUNCH_OF_ANOTHER_SCENARIO("NVMX0833", WARNING, "import"),
	LAUNCH_MEMORY("NVMX0841", ERROR, "v2 launch"),
	LAUNCH_CODEC_ALONE("NVMX0842", ERROR, "v2 launch"),
	LAUNCH_DEVICE_TWICE("NVMX0843", ERROR, "v2 launch"),
	LAUNCH_REGION_UNKNOWN("NVMX0844", ERROR, "v2 launch"),
	LAUNCH_TWO_CONSOLES("NVMX0845", ERROR, "v2 launch"),
	LAUNCH_VUART_OFF("NVMX0846", ERROR, "v2 launch"),
	LAUNCH_PTM_DIFFERS("NVMX0847", ERROR, "v2 launch");

	private static final ProblemTexts TEXTS = new ProblemTexts(AcrnRule.class, "acrn-rules.properties");

	private static final Set<AcrnRule> FOR_SCENARIOS = EnumSet.of(
			INVALID_VALUE, MODULE_OF_TWO_TYPES, CPU_NOT_ON_BOARD, PCPU_TWICE, RTVM_CPU_SHARED, OWNED_CPU_SHARED, VM_WITHOUT_CPU, CORE_TYPES_MIXED,
			RTVM_ON_CPU0, TIMER_ON_LAPIC_CPU, TIMER_CPU_UNKNOWN, SCHEDULING_UNUSED, PCPU_SHARED, SECOND_SERVICE_VM, PRE_AFTER_SERVICE, POST_BEFORE_SERVICE,
			SECOND_PRE_RTVM, RTVM_BEFORE_AND_AFTER, TOO_MANY_VMS, PRE_RTVM_WITHOUT_LAPIC, MEMORY_EXCEEDED, HV_RAM_ALIGNMENT, HV_RAM_TOO_LARGE, EPC_ALIGNMENT,
			EPC_REFUSED, TOO_MANY_VCPUS, TOO_FEW_PCI_BUSES, PCI_DEVICE_TWICE, TPM2_AND_P2SB, PCI_DEVICE_UNKNOWN, MMIO_DEVICE_NOT_FIRST_VM, INTERRUPT_PAIRS,
			VUART_SAME_VM, VUART_PORT_TWICE, VUART_PORT_OF_CONSOLE, NO_SERIAL_CONSOLE, VUART_NAME_TWICE, BDF_TWICE, BDF_ON_BOARD, P2SB_NOT_HIDDEN,
			BDF_RESERVED, SHARED_MEMORY_VM_TWICE, SHARED_MEMORY_NAME_EMPTY, SHARED_MEMORY_NAME_TWICE, SHARED_MEMORY_SIZE, VSOCK_CID_TWICE,
			GPU_WITHOUT_MONITOR, GPU_WINDOW_INCOMPLETE, MONITOR_TWICE, TOO_MANY_DISPLAYS, VCAT_NEEDS_RDT, CDP_NOT_ON_BOARD, VM_VCAT_NEEDS_VCAT, CLOS_EXCEEDED,
			MASK_HITS_SOFTWARE_SRAM, MASK_NOT_CONTIGUOUS, MASK_TOO_WIDE, SRAM_IN_PCI_WINDOW);

	private final String code;
	private final Severity severity;
	private final String origin;

	AcrnRule(String code, Severity severity, String origin) {
		this.code = code;
		this.severity = severity;
		this.origin = origin;
	}

	/** @return the rule of a diagnostic's code, or empty for a code that is not here */
	public static Optional<AcrnRule> ofCode(String code) {
		return Arrays.stream(values()).filter(rule -> rule.code.equals(code)).findFirst();
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

	/** @return whether a scenario of the language can break the rule: the language cannot say the others, or has a rule of its own */
	public boolean isForScenarios() {
		return FOR_SCENARIOS.contains(this);
	}

	/** @return the rule as it is told of a scenario of the language: with the language's words where those of ACRN's XML are others */
	public ProblemKind inScenario() {
		return new InScenario(this);
	}

	/** @return where ACRN has the rule from, or {@code gap} */
	public String origin() {
		return origin;
	}

	/** @return the releases for which a case of the tests breaks the rule and is found; it may hold for others, too */
	public List<Dialect> releases() {
		return Releases.OF_CODES.getOrDefault(code, List.of());
	}

	/**
	 * A rule of ACRN in the words of the language.
	 *
	 * @param rule the rule
	 */
	public record InScenario(AcrnRule rule) implements ProblemKind {

		@Override
		public String code() {
			return rule.code();
		}

		@Override
		public Severity severity() {
			return rule.severity();
		}

		@Override
		public ProblemTexts texts() {
			return TEXTS;
		}

		@Override
		public String message(Object... arguments) {
			return capital(own("scenario.message", rule.message(arguments), arguments));
		}

		/** The language's own messages begin with a capital letter; names of options and terms such as vUART are written so everywhere. */
		private static String capital(String text) {
			return text.matches("[a-z]([a-z]*|-screen)[ ,].*") ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text;
		}

		@Override
		public String remedy(Object... arguments) {
			return own("scenario.remedy", rule.remedy(arguments), arguments);
		}

		private String own(String part, String otherwise, Object... arguments) {
			String text = TEXTS.get(rule.code(), part, arguments);
			return text.isEmpty() ? otherwise : text;
		}
	}

	/** The table that the tests of the rules write and compare. */
	private static final class Releases {
		static final Map<String, List<Dialect>> OF_CODES = read();

		private static Map<String, List<Dialect>> read() {
			try (InputStream in = AcrnRule.class.getResourceAsStream("rule-releases.tsv")) {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t"))
						.collect(Collectors.toMap(row -> row[0], row -> Arrays.stream(row[1].split(" ")).map(release -> Dialect.ofRelease(release).orElseThrow()).toList()));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}
}
