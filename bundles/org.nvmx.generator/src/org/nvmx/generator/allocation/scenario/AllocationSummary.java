// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.nvmx.generator.allocation.AllocationRecord;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.VirtualMachine;

/** What an editor shows beside an element: what its text does not say already. */
final class AllocationSummary {

	/** BAR 2 of an IVSHMEM device is the memory; those before hold registers, which drivers alone look for. */
	private static final String MEMORY_BAR = " BAR2";
	private static final Pattern REGISTER_BAR = Pattern.compile(" BAR[01]$");

	private final Asker asker;

	AllocationSummary(Asker asker) {
		this.asker = asker;
	}

	String of(List<AllocationRecord> records) {
		return records.stream().filter(this::isNews).map(this::words).distinct().collect(Collectors.joining(", "));
	}

	private boolean isNews(AllocationRecord record) {
		if (asker.element() instanceof CpuRange) {
			return !record.reason().isEmpty();
		}
		if (asker.element() instanceof VirtualMachine && asker.feature().isEmpty()) {
			boolean ofTheWholeVm = record.item().equals("CPUs") || record.item().equals("memory") || record.item().equals("CLOS");
			return ofTheWholeVm && !isWritten(record);
		}
		if (REGISTER_BAR.matcher(record.item()).find()) {
			return false;
		}
		return !isWritten(record) && !(asker.element() instanceof Hypervisor && record.item().startsWith("CLOS"));
	}

	/** An allocator that takes what the scenario says tells so. */
	private static boolean isWritten(AllocationRecord record) {
		return record.reason().startsWith("written in the scenario") || record.reason().startsWith("of the scenario");
	}

	private String words(AllocationRecord record) {
		if (asker.element() instanceof CpuRange) {
			return record.owner() + ": " + record.value();
		}
		if (record.item().endsWith(MEMORY_BAR)) {
			return "memory " + record.value();
		}
		return asker.element() instanceof VirtualMachine && asker.feature().isEmpty() || asker.element() instanceof Hypervisor || record.item().equals("CLOS")
				? record.item() + " " + record.value()
				: record.value();
	}
}
