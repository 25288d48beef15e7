// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.EPC_SECTION__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.EPC_SECTION__SIZE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__HIDDEN_DEVICES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.PCI_PASSTHROUGH__ADDRESS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__INTERRUPTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__MMIO_DEVICES;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.quantity.PhysicalAddress;
import org.nvmx.model.scenario.EpcSection;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.InterruptPassthrough;
import org.nvmx.model.scenario.MmioDevice;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** What VMs own of the machine: PCI and MMIO devices, interrupt lines, memory for enclaves; and the devices that are hidden from all. */
final class PassthroughOptions implements OptionGroup {

	private static final Pattern PCI_DEVICE = Pattern.compile("([0-9A-Fa-f:]+\\.[0-7])(?:\\s+(.+))?", Pattern.DOTALL);
	private static final Pattern INTERRUPT = Pattern.compile("\\(\\s*(\\d{1,4})\\s*,\\s*(\\d{1,4})\\s*\\)[\\s,]*");
	private static final String HIDDEN = "hv/HIDDEN_PDEV_REGION/HIDDEN_PDEV";

	/**
	 * @param text of the board: an address and what is there
	 * @throws IllegalArgumentException if it does not start with an address
	 */
	static PciPassthrough pciDevice(String text) {
		Matcher matcher = PCI_DEVICE.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + text + "' does not start with a PCI address");
		}
		PciPassthrough device = ScenarioFactory.eINSTANCE.createPciPassthrough();
		device.setAddress(PciAddress.valueOf(matcher.group(1)));
		device.setDescription(matcher.group(2) == null ? null : matcher.group(2).replaceAll("\\s+", " "));
		return device;
	}

	/** @return the device as the board describes it */
	static String text(PciPassthrough device) {
		return device.getAddress() + (device.getDescription() == null ? "" : " " + device.getDescription());
	}

	/** v2 passes devices to post-launched VMs by the launch file; those of its scenario mean nothing there. */
	@Override
	public void read(ImportContext context) {
		context.xml().all(HIDDEN).forEach(device -> context.read(device, PciAddress::valueOf).ifPresent(context.scenario().getHypervisor().getHiddenDevices()::add));
		context.vms().forEach((xml, vm) -> {
			if (vm instanceof PreLaunchedVm || vm instanceof PostLaunchedVm && context.dialect().isV3()) {
				xml.element().descendants("pci_devs/pci_dev").forEach(device -> context.read(device, PassthroughOptions::pciDevice).ifPresent(vm.getPciDevices()::add));
			}
			if (vm instanceof PreLaunchedVm) {
				partition(context, xml.element(), vm);
			}
		});
	}

	private static void partition(ImportContext context, XmlElement element, VirtualMachine vm) {
		for (MmioDevice device : MmioDevice.values()) {
			element.child("mmio_resources").flatMap(group -> context.read(group, xmlName(device), ImportContext::bool)).filter(Boolean::booleanValue)
					.ifPresent(owned -> vm.getMmioDevices().add(device));
		}
		context.read(element, "pt_intx", PassthroughOptions::interrupts).ifPresent(vm.getInterrupts()::addAll);
		element.child("epc_section").ifPresent(section -> epc(context, section).ifPresent(vm::setEpc));
	}

	private static String xmlName(MmioDevice device) {
		return device == MmioDevice.TPM2 ? "TPM2" : "p2sb";
	}

	private static List<InterruptPassthrough> interrupts(String text) {
		Matcher matcher = INTERRUPT.matcher(text);
		List<InterruptPassthrough> interrupts = new ArrayList<>();
		int end = 0;
		while (matcher.find() && matcher.start() == end) {
			InterruptPassthrough interrupt = ScenarioFactory.eINSTANCE.createInterruptPassthrough();
			interrupt.setPhysical(Integer.parseInt(matcher.group(1)));
			interrupt.setVirtual(Integer.parseInt(matcher.group(2)));
			interrupts.add(interrupt);
			end = matcher.end();
		}
		if (end < text.length()) {
			throw new IllegalArgumentException("'" + text + "' is not a list of pairs of interrupts");
		}
		return interrupts;
	}

	/** Zeros are no section. */
	private static Optional<EpcSection> epc(ImportContext context, XmlElement section) {
		Optional<Long> base = context.read(section, "base", ImportContext::number);
		Optional<Long> size = context.read(section, "size", ImportContext::number);
		if (base.orElse(0L) == 0 && size.orElse(0L) == 0) {
			return Optional.empty();
		}
		EpcSection epc = ScenarioFactory.eINSTANCE.createEpcSection();
		epc.setBase(new PhysicalAddress(base.orElse(0L)));
		epc.setSize(ByteSize.ofBytes(size.orElse(0L)));
		return Optional.of(epc);
	}

	@Override
	public void write(ExportContext context) {
		Hypervisor hypervisor = context.scenario().getHypervisor();
		if (hypervisor != null && context.has(HIDDEN)) {
			for (int i = 0; i < hypervisor.getHiddenDevices().size(); i++) {
				context.add(context.place(context.hv(), "hv/HIDDEN_PDEV_REGION"), HIDDEN, hypervisor, HYPERVISOR__HIDDEN_DEVICES, i)
						.setText(hypervisor.getHiddenDevices().get(i).toString());
			}
		} else if (hypervisor != null) {
			context.lostIfSet(hypervisor, HYPERVISOR__HIDDEN_DEVICES);
		}
		for (VirtualMachine vm : context.scenario().getVms()) {
			context.element(vm).filter(element -> !(vm instanceof ServiceVm)).ifPresent(element -> write(context, vm, element));
		}
	}

	private static void write(ExportContext context, VirtualMachine vm, XmlElement element) {
		if (vm instanceof PreLaunchedVm || context.dialect().isV3()) {
			vm.getPciDevices().forEach(device -> context.add(context.place(element, "vm/pci_devs"), "vm/pci_devs/pci_dev", device, PCI_PASSTHROUGH__ADDRESS).setText(text(device)));
		}
		for (MmioDevice device : vm.getMmioDevices()) {
			place(context, vm, element, "vm/mmio_resources/" + xmlName(device), VIRTUAL_MACHINE__MMIO_DEVICES, vm.getMmioDevices().indexOf(device), "y");
		}
		if (!vm.getInterrupts().isEmpty()) {
			place(context, vm, element, "vm/pt_intx", VIRTUAL_MACHINE__INTERRUPTS, 0, vm.getInterrupts().stream()
					.map(interrupt -> "(" + interrupt.getPhysical() + ", " + interrupt.getVirtual() + ")").collect(Collectors.joining(" ")));
		}
		if (vm.getEpc() != null) {
			context.place(element, "vm/epc_section/base", vm.getEpc(), EPC_SECTION__BASE).setText(vm.getEpc().getBase().toString());
			context.place(element, "vm/epc_section/size", vm.getEpc(), EPC_SECTION__SIZE).setText("0x" + Long.toHexString(vm.getEpc().getSize().bytes()));
		}
	}

	private static void place(ExportContext context, VirtualMachine vm, XmlElement element, String path, EStructuralFeature feature, int index, String text) {
		if (context.has(path)) {
			context.place(element, path, vm, feature, index).setText(text);
		} else {
			context.lostIfSet(vm, feature);
		}
	}
}
