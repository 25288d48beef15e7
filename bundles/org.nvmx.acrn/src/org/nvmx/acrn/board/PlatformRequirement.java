// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.util.Arrays;
import java.util.List;
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
 * A capability that every kind of core has to have for ACRN to start. The constants carry the code, where the inspector takes the
 * capability from, and the ids it gives it; the texts are in {@code board-rules.properties}.
 */
public enum PlatformRequirement implements ProblemKind {
	VMX("NVMX2110", Source.CPUID, "vmx"),
	LONG_MODE("NVMX2111", Source.CPUID, "intel_64"),
	FAST_STRING("NVMX2112", Source.MSR, "fast_string"),
	ERMS("NVMX2113", Source.CPUID, "erms"),
	INVARIANT_TSC("NVMX2114", Source.CPUID, "invariant_tsc"),
	TSC_DEADLINE("NVMX2115", Source.CPUID, "tsc_deadline"),
	EXECUTE_DISABLE("NVMX2116", Source.CPUID, "execute_disable"),
	SMEP("NVMX2117", Source.CPUID, "smep"),
	SMAP("NVMX2118", Source.CPUID, "smap"),
	MTRR("NVMX2119", Source.CPUID, "mtrr"),
	CLFLUSHOPT("NVMX2120", Source.CPUID, "clflushopt"),
	X2APIC("NVMX2121", Source.CPUID, "x2apic"),
	POPCNT("NVMX2122", Source.CPUID, "popcnt"),
	SSE("NVMX2123", Source.CPUID, "sse"),
	RDRAND("NVMX2124", Source.CPUID, "rdrand"),
	INVEPT("NVMX2125", Source.MSR, "invept"),
	SAVE_LMA("NVMX2126", Source.MSR, "stores_lma_on_exit", "unrestricted_guest"),
	EPT("NVMX2127", Source.MSR, "ept"),
	EPT_2MB("NVMX2128", Source.MSR, "ept_2mb_page"),
	INVVPID("NVMX2129", Source.MSR, "invvpid"),
	APICV("NVMX2130", Source.MSR, "apicv"),
	PIN_IRQ_EXIT("NVMX2131", Source.MSR, "vmx_pinbased_ctls_irq_exit"),
	PROC_TSC_OFFSET("NVMX2132", Source.MSR, "vmx_procbased_ctls_tsc_off"),
	PROC_TPR_SHADOW("NVMX2133", Source.MSR, "vmx_procbased_ctls_tpr_shadow"),
	PROC_IO_BITMAP("NVMX2134", Source.MSR, "vmx_procbased_ctls_io_bitmap"),
	PROC_MSR_BITMAP("NVMX2135", Source.MSR, "vmx_procbased_ctls_msr_bitmap"),
	PROC_HLT_EXIT("NVMX2136", Source.MSR, "vmx_procbased_ctls_hlt"),
	PROC_SECONDARY("NVMX2137", Source.MSR, "vmx_procbased_ctls_secondary"),
	EXIT_ACK_IRQ("NVMX2138", Source.MSR, "vmx_exit_ctls_ack_irq"),
	EXIT_SAVE_PAT("NVMX2139", Source.MSR, "vmx_exit_ctls_save_pat"),
	EXIT_LOAD_PAT("NVMX2140", Source.MSR, "vmx_exit_ctls_load_pat"),
	EXIT_HOST_64("NVMX2141", Source.MSR, "vmx_exit_ctls_host_addr64"),
	ENTRY_LOAD_PAT("NVMX2142", Source.MSR, "vmx_entry_ctls_load_pat"),
	ENTRY_IA32E("NVMX2143", Source.MSR, "vmx_entry_ctls_ia32e_mode"),
	PROC2_VAPIC("NVMX2144", Source.MSR, "vmx_procbased_ctls2_vapic"),
	PROC2_EPT("NVMX2145", Source.MSR, "vmx_procbased_ctls2_ept"),
	PROC2_VPID("NVMX2146", Source.MSR, "vmx_procbased_ctls2_vpid"),
	PROC2_RDTSCP("NVMX2147", Source.MSR, "vmx_procbased_ctls2_rdtscp"),
	PROC2_UNRESTRICTED("NVMX2148", Source.MSR, "vmx_procbased_ctls2_unrestrict");

	/** Where the inspector reads a capability. Inspectors before v3.0 read no MSRs, so their files say nothing about those capabilities. */
	enum Source {
		CPUID, MSR
	}

	private static final Map<String, PlatformRequirement> BY_CODE = Arrays.stream(values())
			.collect(Collectors.toMap(PlatformRequirement::code, Function.identity()));

	private final String code;
	private final Source source;
	private final List<String> capabilities;

	PlatformRequirement(String code, Source source, String... capabilities) {
		this.code = code;
		this.source = source;
		this.capabilities = List.of(capabilities);
	}

	/** @return the requirement of a diagnostic's code, or empty for a code that is not here */
	public static Optional<PlatformRequirement> ofCode(String code) {
		return Optional.ofNullable(BY_CODE.get(code));
	}

	@Override
	public String code() {
		return code;
	}

	@Override
	public ProblemTexts texts() {
		return BoardRule.TEXTS;
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	Source source() {
		return source;
	}

	/** @return the ids of the capability, of which one is enough: releases name it differently */
	public List<String> capabilities() {
		return capabilities;
	}

	/** @param arguments the brand string of the processor that lacks it */
	@Override
	public String message(Object... arguments) {
		return BoardRule.TEXTS.get("capability", "message", arguments.length == 0 ? "{0}" : arguments[0], title());
	}

	@Override
	public String remedy(Object... arguments) {
		String own = BoardRule.TEXTS.get(code, "remedy");
		return own.isEmpty() ? BoardRule.TEXTS.get("capability", "remedy") : own;
	}

	/** @param processor the brand string of the model that lacks it */
	Diagnostic diagnostic(Location location, String processor) {
		return new Diagnostic(code, severity(), location, message(processor), remedy());
	}
}
