// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.HOST_MEMORY_REGION__SIZE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HOST_MEMORY_REGION__START;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__HOST_MEMORY;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__MEMORY;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PhysicalAddress;
import org.nvmx.model.scenario.HostMemoryRegion;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * Memory of VMs. v3 has a size in MiB and any number of regions of the host. v2 has one or two regions, by bytes; where the first one starts
 * at the address that ACRN has for it, nobody chose it, and the region is a size. Of post-launched VMs v2 has the memory in the launch file.
 */
final class MemoryOptions implements OptionGroup {

	private static final String START = "vm/memory/start_hpa";
	/** The Service VM has what the others leave; v2 writes a start of 0 for it, and v2.4 a macro for its size, which say nothing. */
	private static final String ZERO = "0|0[xX]0+";
	private static final String RAM_SIZE = "CONFIG_SOS_RAM_SIZE";
	private static final int V2_REGIONS = 2;
	private static final int MEBIBYTE_SHIFT = 20;

	@Override
	public void read(ImportContext context) {
		for (Map.Entry<VmXml, VirtualMachine> entry : context.vms().entrySet()) {
			Optional<XmlElement> memory = entry.getKey().element().child("memory");
			VirtualMachine vm = entry.getValue();
			if (memory.isPresent() && context.dialect().isV3() && !(vm instanceof ServiceVm)) {
				readV3(context, memory.get(), vm);
			} else if (memory.isPresent() && vm instanceof PreLaunchedVm) {
				readV2(context, memory.get(), vm);
			} else if (memory.isPresent() && vm instanceof ServiceVm) {
				context.understood(memory.get().children("start_hpa").stream().filter(start -> start.text().matches(ZERO)).toList());
				context.understood(memory.get().children("size").stream().filter(size -> size.text().equals(RAM_SIZE)).toList());
			}
		}
	}

	private static void readV3(ImportContext context, XmlElement memory, VirtualMachine vm) {
		context.read(memory, "size", ImportContext::mebibytes).ifPresent(size -> vm.setMemory(canonical(size)));
		if (vm instanceof PreLaunchedVm) {
			for (XmlElement region : memory.children("hpa_region")) {
				Optional<PhysicalAddress> start = context.read(region, "start_hpa", text -> new PhysicalAddress(ImportContext.number(text)));
				Optional<ByteSize> size = context.read(region, "size_hpa", ImportContext::mebibytes);
				if (start.isPresent() && size.isPresent()) {
					vm.getHostMemory().add(region(start.get().value(), size.get().bytes()));
				} else {
					context.notUnderstood(region.children());
				}
			}
		}
	}

	private static void readV2(ImportContext context, XmlElement memory, VirtualMachine vm) {
		Optional<Long> start = context.read(memory, "start_hpa", ImportContext::number);
		Optional<Long> size = context.read(memory, "size", ImportContext::number);
		Optional<Long> secondStart = context.read(memory, "start_hpa2", ImportContext::number);
		Optional<Long> secondSize = context.read(memory, "size_hpa2", ImportContext::number).filter(bytes -> bytes > 0);
		boolean chosen = secondSize.isPresent() || start.isPresent() && !start.get().equals(usualStart(context.defaultOf(START)));
		if (size.isPresent() && !chosen) {
			vm.setMemory(ByteSize.ofBytes(size.get()));
		} else if (size.isPresent()) {
			vm.getHostMemory().add(region(start.orElse(usualStart(context.defaultOf(START))), size.get()));
		}
		secondSize.ifPresent(bytes -> vm.getHostMemory().add(region(secondStart.orElse(0L), bytes)));
	}

	private static long usualStart(String text) {
		return Long.decode(text);
	}

	private static HostMemoryRegion region(long start, long bytes) {
		HostMemoryRegion region = ScenarioFactory.eINSTANCE.createHostMemoryRegion();
		region.setStart(new PhysicalAddress(start));
		region.setSize(ByteSize.ofBytes(bytes));
		return region;
	}

	private static ByteSize canonical(ByteSize size) {
		return ByteSize.ofBytes(size.bytes());
	}

	@Override
	public void write(ExportContext context) {
		for (VirtualMachine vm : context.scenario().getVms()) {
			context.element(vm).ifPresent(element -> {
				if (context.dialect().isV3()) {
					writeV3(context, vm, element);
				} else if (vm instanceof PreLaunchedVm) {
					writeV2(context, vm, element);
				}
			});
		}
	}

	private static void writeV3(ExportContext context, VirtualMachine vm, XmlElement element) {
		if (vm.getMemory() != null) {
			context.place(element, "vm/memory/size", vm, VIRTUAL_MACHINE__MEMORY).setText(mebibytes(context, vm, VIRTUAL_MACHINE__MEMORY, vm.getMemory()));
		}
		for (HostMemoryRegion region : vm.getHostMemory()) {
			XmlElement added = context.add(context.place(element, "vm/memory"), "vm/memory/hpa_region", region, null);
			context.member(added, "start_hpa", region, HOST_MEMORY_REGION__START, hex(region.getStart().value()));
			context.member(added, "size_hpa", region, HOST_MEMORY_REGION__SIZE, mebibytes(context, region, HOST_MEMORY_REGION__SIZE, region.getSize()));
		}
	}

	private static void writeV2(ExportContext context, VirtualMachine vm, XmlElement element) {
		List<HostMemoryRegion> regions = vm.getHostMemory();
		if (!regions.isEmpty()) {
			context.place(element, START).setText(hex(regions.get(0).getStart().value()));
			context.place(element, "vm/memory/size").setText(hex(regions.get(0).getSize().bytes()));
			context.lostIfSet(vm, VIRTUAL_MACHINE__MEMORY);
		} else if (vm.getMemory() != null) {
			context.place(element, START).setText(context.defaultOf(START));
			context.place(element, "vm/memory/size").setText(hex(vm.getMemory().bytes()));
		}
		if (regions.size() >= V2_REGIONS) {
			context.place(element, "vm/memory/start_hpa2").setText(hex(regions.get(1).getStart().value()));
			context.place(element, "vm/memory/size_hpa2").setText(hex(regions.get(1).getSize().bytes()));
		}
		regions.stream().skip(V2_REGIONS).forEach(region -> context.lost(vm, VIRTUAL_MACHINE__HOST_MEMORY, ModelText.of(region),
				"join the regions, as ACRN has two at most, or choose a release of v3"));
	}

	/** v3 counts in MiB: a part of one is rounded up, and that is said. */
	private static String mebibytes(ExportContext context, EObject object, EStructuralFeature feature, ByteSize size) {
		long unit = 1L << MEBIBYTE_SHIFT;
		long count = (size.bytes() + unit - 1) >> MEBIBYTE_SHIFT;
		if (count << MEBIBYTE_SHIFT != size.bytes()) {
			context.report(AcrnRule.UPGRADE_VALUE_CHANGED, object, feature, AcrnOptionName.of(feature), size, count + " MiB");
		}
		return Long.toString(count);
	}

	private static String hex(long value) {
		return "0x" + Long.toHexString(value);
	}
}
