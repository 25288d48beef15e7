// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.nvmx.acrn.board.PlatformRequirement.Source;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.Cpu;
import org.nvmx.model.board.ProcessorAttribute;
import org.nvmx.model.board.ProcessorModel;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;

/** Whether ACRN can run on a board: the checks of ACRN's board inspector, as far as the file tells what they need. */
public final class PlatformChecks {

	/** Of CPUID: the leaf with the TSC's frequency. */
	private static final long LEAST_CPUID_LEVEL = 0x15;
	/** Up to this width ACRN maps memory with 2 MB pages. */
	private static final long WIDTH_WITHOUT_1GB_PAGES = 39;

	private final BoardReading reading;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	private PlatformChecks(BoardReading reading) {
		this.reading = reading;
	}

	/** @return the problems, each at the processor model or core it is about; none when the reading has no board */
	public static List<Diagnostic> check(BoardReading reading) {
		PlatformChecks checks = new PlatformChecks(reading);
		reading.board().ifPresent(checks::check);
		return List.copyOf(checks.diagnostics);
	}

	private void check(Board board) {
		if (board.getRemappingUnits().isEmpty()) {
			report(BoardRule.NO_DMA_REMAPPING, reading.locationOf(board));
		}
		hyperThreading(board);
		board.getProcessorModels().forEach(this::check);
	}

	private void report(BoardRule rule, Location location, Object... arguments) {
		diagnostics.add(rule.diagnostic(location, arguments));
	}

	/** Said once, for the first core that has two threads. */
	private void hyperThreading(Board board) {
		Map<String, List<Cpu>> cores = board.getCpus().stream().filter(cpu -> cpu.getCoreId() >= 0).collect(Collectors
				.groupingBy(cpu -> cpu.getDieId() + "." + cpu.getClusterId() + "." + cpu.getCoreId(), TreeMap::new, Collectors.toList()));
		cores.values().stream().filter(threads -> threads.size() > 1).findFirst().ifPresent(threads -> report(BoardRule.HYPER_THREADING,
				reading.locationOf(threads.get(1)), threads.stream().map(cpu -> String.valueOf(cpu.getCpuId())).collect(Collectors.joining(" and "))));
	}

	private void check(ProcessorModel model) {
		Location location = reading.locationOf(model);
		boolean knowsMsrs = tells(model, Source.MSR);
		if (!knowsMsrs) {
			report(BoardRule.NO_VMX_CAPABILITIES, location);
		}
		if (has(model, "disable_vmx")) {
			report(BoardRule.VMX_DISABLED, location);
		}
		if (has(model, "set_32bit_addr_width")) {
			report(BoardRule.VMX_32BIT_ADDRESSES, location);
		}
		attribute(model, "cpuid_level").filter(level -> level < LEAST_CPUID_LEVEL)
				.ifPresent(level -> report(BoardRule.CPUID_LEVEL, location, "0x" + Long.toHexString(level)));
		widths(model, knowsMsrs);
		String name = model.getDescription() == null ? "the processor" : model.getDescription();
		for (PlatformRequirement requirement : PlatformRequirement.values()) {
			boolean told = requirement.source() == Source.MSR ? knowsMsrs : tells(model, Source.CPUID);
			if (told && requirement.capabilities().stream().noneMatch(id -> has(model, id))) {
				diagnostics.add(requirement.diagnostic(location, name));
			}
		}
	}

	private void widths(ProcessorModel model, boolean knowsMsrs) {
		Optional<Long> physical = attribute(model, "physical_address_bits");
		Optional<Long> linear = attribute(model, "linear_address_bits");
		if (physical.equals(Optional.of(0L)) || linear.equals(Optional.of(0L))) {
			report(BoardRule.NO_ADDRESS_WIDTHS, reading.locationOf(model), physical.equals(Optional.of(0L)) ? "physical" : "linear");
		}
		if (physical.isEmpty() || physical.get() <= WIDTH_WITHOUT_1GB_PAGES) {
			return;
		}
		List<String> lacking = new ArrayList<>();
		if (tells(model, Source.CPUID) && !has(model, "gbyte_pages")) {
			lacking.add("paging");
		}
		if (knowsMsrs && !has(model, "vmx_ept_1gb_page")) {
			lacking.add("EPT");
		}
		if (!lacking.isEmpty()) {
			report(BoardRule.NO_1GB_PAGES, reading.locationOf(model), physical.get(), String.join(" and ", lacking));
		}
	}

	/** A file that lists no capability of a source was written by an inspector that did not look there. */
	private static boolean tells(ProcessorModel model, Source source) {
		List<String> ofSource = new ArrayList<>();
		for (PlatformRequirement requirement : PlatformRequirement.values()) {
			if (requirement.source() == source) {
				ofSource.addAll(requirement.capabilities());
			}
		}
		return ofSource.stream().anyMatch(id -> has(model, id));
	}

	private static boolean has(ProcessorModel model, String capability) {
		return model.getCapabilities().contains(capability);
	}

	private static Optional<Long> attribute(ProcessorModel model, String name) {
		return model.getAttributes().stream().filter(attribute -> name.equals(attribute.getName())).map(ProcessorAttribute::getValue)
				.filter(value -> value.matches("0[xX][0-9a-fA-F]{1,15}|\\d{1,18}")).map(value -> value.matches("0[xX].*") ? Long.parseLong(value.substring(2), 16) : Long.parseLong(value)).findFirst();
	}
}
