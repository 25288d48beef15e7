// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__SHARED_MEMORIES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY_ENDPOINT__ADDRESS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY_ENDPOINT__VM;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY__ENDPOINTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY__REGION_ID;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SHARED_MEMORY__SIZE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.upgrade.SharedMemoryText;
import org.nvmx.acrn.upgrade.TakenAddresses;
import org.nvmx.acrn.upgrade.VirtualBdf;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.SharedMemoryEndpoint;
import org.nvmx.model.scenario.SharedMemoryProvider;
import org.nvmx.model.scenario.VirtualMachine;

/** Memory that several VMs share: elements in v3, which has ids from v3.3 on, and a line of text in v2, which knows neither addresses nor ids. */
final class SharedMemoryOptions implements OptionGroup {

	private static final String GROUP = "hv/FEATURES/IVSHMEM";
	private static final String REGION = GROUP + "/IVSHMEM_REGION";
	private static final String REGION_ID = REGION + "/IVSHMEM_REGION_ID";
	private static final String ENABLED = GROUP + "/IVSHMEM_ENABLED";
	private static final int MEBIBYTE_SHIFT = 20;
	/** What ACRN takes where a region has no size. */
	private static final ByteSize USUAL_SIZE = new ByteSize(2, ByteSize.Unit.MiB);

	@Override
	public void read(ImportContext context) {
		List<SharedMemory> regions = context.scenario().getSharedMemories();
		if (context.dialect().isV3()) {
			context.xml().all(REGION).forEach(element -> region(context, element).ifPresent(regions::add));
		} else if (context.xml().yes(ENABLED)) {
			context.xml().all(REGION).forEach(element -> context.read(element, text -> region(context, text)).ifPresent(regions::add));
			context.understood(regions.isEmpty() ? List.of() : context.xml().all(ENABLED).subList(0, 1));
		}
	}

	private static Optional<SharedMemory> region(ImportContext context, XmlElement element) {
		return context.read(element, "NAME", name -> {
			SharedMemory memory = region(name, element.value("PROVIDED_BY").orElse("").equals("Device Model"));
			context.understood(element.children("PROVIDED_BY"));
			context.read(element, "IVSHMEM_SIZE", ImportContext::mebibytes).ifPresent(memory::setSize);
			element.value("IVSHMEM_REGION_ID").filter(id -> id.matches("0*[1-9][0-9]{0,9}")).ifPresent(id -> {
				memory.setRegionId(id);
				context.understood(element.children("IVSHMEM_REGION_ID"));
			});
			element.descendants("IVSHMEM_VMS/IVSHMEM_VM").forEach(vm -> context.read(vm, "VM_NAME", text -> endpoint(context.vmNamed(text))).ifPresent(endpoint -> {
				context.read(vm, "VBDF", PciAddress::valueOf).ifPresent(endpoint::setAddress);
				memory.getEndpoints().add(endpoint);
			}));
			return memory;
		});
	}

	/** @throws IllegalArgumentException if it is no region, or of VMs that are not there */
	private static SharedMemory region(ImportContext context, String text) {
		SharedMemoryText region = SharedMemoryText.of(text).orElseThrow(IllegalArgumentException::new);
		SharedMemory memory = region(region.name(), region.isDeviceModel());
		memory.setSize(ImportContext.mebibytes(region.mebibytes()));
		region.vmIds().forEach(id -> memory.getEndpoints().add(endpoint(context.vmWithId(id))));
		return memory;
	}

	private static SharedMemory region(String name, boolean deviceModel) {
		SharedMemory memory = ScenarioFactory.eINSTANCE.createSharedMemory();
		memory.setName(name);
		if (deviceModel) {
			memory.setProvider(SharedMemoryProvider.DEVICE_MODEL);
		}
		return memory;
	}

	private static SharedMemoryEndpoint endpoint(Optional<VirtualMachine> vm) {
		SharedMemoryEndpoint endpoint = ScenarioFactory.eINSTANCE.createSharedMemoryEndpoint();
		endpoint.setVm(vm.orElseThrow(IllegalArgumentException::new));
		return endpoint;
	}

	@Override
	public void write(ExportContext context) {
		List<XmlElement> incomplete = new ArrayList<>();
		for (SharedMemory memory : context.scenario().getSharedMemories()) {
			if (context.dialect().isV3()) {
				incomplete.addAll(writeV3(context, memory));
			} else {
				writeV2(context, memory);
			}
		}
		TakenAddresses taken = new TakenAddresses(context.root());
		incomplete.forEach(vm -> vm.child("VBDF").filter(address -> address.text().isEmpty())
				.ifPresent(address -> address.setText(taken.nextAddress(VirtualBdf.SHARED_MEMORY, vm.value("VM_NAME").orElseThrow()))));
	}

	private static List<XmlElement> writeV3(ExportContext context, SharedMemory memory) {
		if (memory.getEndpoints().isEmpty()) {
			context.lost(memory, DEFINITION__SHARED_MEMORIES, memory.getName(), "name the VMs that see the region");
			return List.of();
		}
		XmlElement region = context.add(context.place(context.hv(), GROUP), REGION, memory, null);
		context.member(region, "NAME", memory, SHARED_MEMORY__NAME, memory.getName());
		region.add("PROVIDED_BY", isDeviceModel(memory) ? "Device Model" : "Hypervisor");
		String size = mebibytes(memory);
		if (!accepts(context, REGION + "/IVSHMEM_SIZE", size)) {
			context.report(AcrnRule.SHARED_MEMORY_SIZE, memory, SHARED_MEMORY__SIZE, memory.getSize());
			size = context.defaultOf(REGION + "/IVSHMEM_SIZE");
		}
		region.add("IVSHMEM_SIZE", size);
		if (context.has(REGION_ID)) {
			region.add("IVSHMEM_REGION_ID", memory.getRegionId() == null ? context.defaultOf(REGION_ID) : memory.getRegionId());
		} else {
			context.lostIfSet(memory, SHARED_MEMORY__REGION_ID);
		}
		XmlElement vms = region.add("IVSHMEM_VMS");
		List<XmlElement> added = new ArrayList<>();
		for (SharedMemoryEndpoint endpoint : memory.getEndpoints()) {
			Optional<String> name = context.name(endpoint.getVm());
			if (name.isPresent()) {
				XmlElement vm = context.add(vms, REGION + "/IVSHMEM_VMS/IVSHMEM_VM", endpoint, SHARED_MEMORY_ENDPOINT__VM);
				vm.add("VM_NAME", name.get());
				context.member(vm, "VBDF", endpoint, SHARED_MEMORY_ENDPOINT__ADDRESS, endpoint.getAddress() == null ? "" : endpoint.getAddress().toString());
				added.add(vm);
			} else {
				context.lost(endpoint, SHARED_MEMORY__ENDPOINTS, ModelText.of(endpoint));
			}
		}
		return added;
	}

	private static void writeV2(ExportContext context, SharedMemory memory) {
		List<String> ids = memory.getEndpoints().stream().map(SharedMemoryEndpoint::getVm).filter(vm -> context.name(vm).isPresent())
				.map(vm -> Integer.toString(context.id(vm))).toList();
		String text = new SharedMemoryText(isDeviceModel(memory), memory.getName(), mebibytes(memory), ids).toString();
		if (!accepts(context, REGION, text)) {
			context.lost(memory, DEFINITION__SHARED_MEMORIES, text, "a region has a name of letters, digits and underscores, and two or more of the first ten VMs");
			return;
		}
		XmlElement group = context.place(context.hv(), GROUP);
		context.place(context.hv(), ENABLED).setText("y");
		group.children("IVSHMEM_REGION").stream().filter(region -> region.text().isEmpty()).forEach(group::replace);
		context.add(group, REGION, memory, null).setText(text);
		context.lostIfSet(memory, SHARED_MEMORY__REGION_ID);
		memory.getEndpoints().forEach(endpoint -> context.lostIfSet(endpoint, SHARED_MEMORY_ENDPOINT__ADDRESS));
	}

	private static boolean accepts(ExportContext context, String path, String text) {
		return OptionCatalogue.of(context.dialect()).option(path).orElseThrow().type().accepts(text);
	}

	private static boolean isDeviceModel(SharedMemory memory) {
		return memory.getProvider() == SharedMemoryProvider.DEVICE_MODEL;
	}

	private static String mebibytes(SharedMemory memory) {
		ByteSize size = memory.getSize() == null ? USUAL_SIZE : memory.getSize();
		return Long.toString(size.bytes() >> MEBIBYTE_SHIFT);
	}
}
