// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__FIRST;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__LAST;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CPU_RANGE__REAL_TIME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CPUS;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** The CPUs of a VM, and in v3 which of its virtual CPUs have real-time tasks. */
final class CpuOptions implements OptionGroup {

	private static final String ID = "[0-9]{1,4}";

	/** ACRN's mask of CPUs has 64 bits; a scenario that says more is wrong, and not looked at in vain. */
	private static final int MAX_CPU = 9999;

	/** @return the CPUs of a range, in their order; of one that is reversed its first: no CPU at all would be filled in with ACRN's default */
	static IntStream cpus(CpuRange range) {
		int last = Math.min(MAX_CPU, range.isSetLast() ? range.getLast() : range.getFirst());
		return IntStream.rangeClosed(range.getFirst(), Math.max(range.getFirst(), last));
	}

	/** @return where the numbers of a range stand, without what is said of them */
	static XmlSpan span(ModelSource source, CpuRange range) {
		XmlSpan first = source.span(range, CPU_RANGE__FIRST);
		XmlSpan last = range.isSetLast() ? source.span(range, CPU_RANGE__LAST) : first;
		return first.offset() < 0 ? first : new XmlSpan(first.offset(), last.offset() + last.length() - first.offset());
	}

	/** CPUs that follow each other become a range. */
	@Override
	public void read(ImportContext context) {
		for (Map.Entry<VmXml, VirtualMachine> entry : context.vms().entrySet()) {
			CpuRange range = null;
			for (XmlElement cpu : entry.getKey().cpus().stream().filter(element -> element.text().matches(ID)).toList()) {
				int id = Integer.parseInt(cpu.text());
				boolean realTime = entry.getKey().isRealTimeCpu(cpu);
				context.understood(List.of(cpu));
				if (range != null && id == cpus(range).max().orElse(id) + 1 && range.isRealTime() == realTime) {
					range.setLast(id);
				} else {
					range = range(id, realTime);
					entry.getValue().getCpus().add(range);
				}
			}
			entry.getKey().element().descendants("cpu_affinity/pcpu").stream().filter(pcpu -> pcpu.child("pcpu_id").filter(context::isUnderstood).isPresent())
					.forEach(pcpu -> context.read(pcpu, "real_time_vcpu", ImportContext::bool));
		}
	}

	private static CpuRange range(int first, boolean realTime) {
		CpuRange range = ScenarioFactory.eINSTANCE.createCpuRange();
		range.setFirst(first);
		if (realTime) {
			range.setRealTime(true);
		}
		return range;
	}

	/** The CPUs themselves are in the document; v2 has no virtual CPUs of a special kind. */
	@Override
	public void write(ExportContext context) {
		for (VirtualMachine vm : context.scenario().getVms()) {
			if (context.dialect().isV3()) {
				context.element(vm).ifPresent(element -> mark(element, vm));
			} else {
				vm.getCpus().stream().filter(CpuRange::isRealTime).forEach(range -> context.lostIfSet(range, CPU_RANGE__REAL_TIME));
			}
		}
	}

	/** Adds the CPUs of Service VMs to a document of v3. */
	static void writeServiceVm(ExportContext context) {
		for (VirtualMachine vm : context.scenario().getVms()) {
			Optional<XmlElement> element = context.element(vm).filter(known -> vm instanceof ServiceVm && known.child("cpu_affinity").isEmpty() && !vm.getCpus().isEmpty());
			element.map(known -> known.add("cpu_affinity", context.source().span(vm, VIRTUAL_MACHINE__CPUS)))
					.ifPresent(affinity -> vm.getCpus().forEach(range -> cpus(range)
							.forEach(cpu -> affinity.add("pcpu").add("pcpu_id", span(context.source(), range)).setText(Integer.toString(cpu)))));
		}
	}

	private static void mark(XmlElement element, VirtualMachine vm) {
		Iterator<XmlElement> cpus = element.descendants("cpu_affinity/pcpu").iterator();
		vm.getCpus().forEach(range -> cpus(range).filter(cpu -> cpus.hasNext())
				.forEach(cpu -> cpus.next().child("real_time_vcpu").orElseThrow().setText(range.isRealTime() ? "y" : "n")));
	}
}
