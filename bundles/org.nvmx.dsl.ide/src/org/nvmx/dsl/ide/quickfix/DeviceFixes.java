// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__HIDDEN_DEVICES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__MMIO_DEVICES;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.InterruptPassthrough;
import org.nvmx.model.scenario.MmioDevice;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.Screen;
import org.nvmx.model.scenario.VirtioGpu;
import org.nvmx.model.scenario.VirtioVsock;
import org.nvmx.model.scenario.VirtualMachine;

/** Devices of the machine, and those that the device model emulates. */
final class DeviceFixes {

	private static final PciAddress P2SB = new PciAddress(0, 0x1f, 1);
	private static final int CHOICES = 3;
	private static final long FIRST_CID = 3;
	private static final String USUAL_RESOLUTION = "\"1280x720\"";

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(AcrnRule.PCI_DEVICE_TWICE, (context, acceptor) -> ListFixes.removeOption(context, acceptor, "Remove this device"));
		registry.accept(AcrnRule.PCI_DEVICE_UNKNOWN, DeviceFixes::deviceOfTheBoard);
		registry.accept(AcrnRule.PCI_DEVICE_UNKNOWN, (context, acceptor) -> ListFixes.removeOption(context, acceptor, "Remove this device"));
		registry.accept(AcrnRule.TPM2_AND_P2SB, DeviceFixes::oneMmioDevice);
		registry.accept(AcrnRule.MMIO_DEVICE_NOT_FIRST_VM,
				(context, acceptor) -> context.enclosing(VirtualMachine.class).ifPresent(vm -> removeMmioDevice(context, acceptor, vm, context.covered())));
		registry.accept(AcrnRule.INTERRUPT_PAIRS, DeviceFixes::eachLineOnce);
		registry.accept(AcrnRule.P2SB_NOT_HIDDEN, DeviceFixes::showP2sb);
		registry.accept(AcrnRule.VSOCK_CID_TWICE, DeviceFixes::freeContextId);
		registry.accept(AcrnRule.GPU_WITHOUT_MONITOR, DeviceFixes::freeMonitor);
		registry.accept(AcrnRule.MONITOR_TWICE, DeviceFixes::freeMonitor);
		registry.accept(AcrnRule.GPU_WINDOW_INCOMPLETE, DeviceFixes::completeWindow);
		registry.accept(AcrnRule.TOO_MANY_DISPLAYS, DeviceFixes::removeScreen);
	}

	/** Devices of the board that nobody has and that are of the kind which the description tells, or beside the written address. */
	private static void deviceOfTheBoard(FixContext context, Consumer<QuickFix> acceptor) {
		PciPassthrough device = context.enclosing(PciPassthrough.class).orElse(null);
		if (device == null || device.getAddress() == null || context.board().isEmpty()) {
			return;
		}
		Set<PciAddress> taken = new HashSet<>();
		context.allVms().stream().flatMap(vm -> vm.getPciDevices().stream()).map(PciPassthrough::getAddress).filter(Objects::nonNull).forEach(taken::add);
		String kind = device.getDescription() == null ? "" : device.getDescription().split(":", 2)[0].strip();
		new BoardIndex(context.board().get()).devices().stream().filter(known -> known.getChildren().isEmpty() && !taken.contains(known.getAddress()))
				.filter(known -> !kind.isEmpty() && known.getDescription() != null && known.getDescription().contains(kind)
						|| known.getAddress().isSameDevice(device.getAddress()))
				.limit(CHOICES).forEach(known -> context.replaceCovered("Use " + known.getAddress() + (known.getDescription() == null ? "" : ", " + known.getDescription()),
						acceptor, known.getAddress().toString()));
	}

	private static void oneMmioDevice(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(VirtualMachine.class).ifPresent(vm -> {
			removeMmioDevice(context, acceptor, vm, MmioDevice.P2SB.getLiteral());
			removeMmioDevice(context, acceptor, vm, MmioDevice.TPM2.getLiteral());
		});
	}

	private static void removeMmioDevice(FixContext context, Consumer<QuickFix> acceptor, VirtualMachine vm, String word) {
		List<INode> nodes = NodeModelUtils.findNodesForFeature(vm, VIRTUAL_MACHINE__MMIO_DEVICES);
		for (int i = 0; i < nodes.size(); i++) {
			int index = i;
			if (NodeModelUtils.getTokenText(nodes.get(i)).equals(word)) {
				context.fix("Remove " + word, acceptor, edits -> edits.removeValue(vm, nodes, index));
			}
		}
	}

	/** Removes the first pair that uses a line which an earlier one has. */
	private static void eachLineOnce(FixContext context, Consumer<QuickFix> acceptor) {
		Set<Integer> physical = new HashSet<>();
		Set<Integer> virtual = new HashSet<>();
		for (InterruptPassthrough pair : context.enclosing(VirtualMachine.class).map(VirtualMachine::getInterrupts).map(List::copyOf).orElse(List.of())) {
			boolean first = physical.add(pair.getPhysical());
			if (!virtual.add(pair.getVirtual()) || !first) {
				ITextRegion region = NodeModelUtils.getNode(pair).getTextRegion();
				context.fix("Remove 'interrupt " + pair.getPhysical() + " as " + pair.getVirtual() + "'", acceptor,
						edits -> edits.removeRegion(region.getOffset(), region.getOffset() + region.getLength()));
				return;
			}
		}
	}

	private static void showP2sb(FixContext context, Consumer<QuickFix> acceptor) {
		Hypervisor hypervisor = context.scenario().map(Scenario::getHypervisor).orElse(null);
		List<INode> nodes = hypervisor == null ? List.of() : NodeModelUtils.findNodesForFeature(hypervisor, HYPERVISOR__HIDDEN_DEVICES);
		int index = hypervisor == null ? -1 : hypervisor.getHiddenDevices().indexOf(P2SB);
		if (index >= 0 && index < nodes.size()) {
			context.fix("Remove " + P2SB + " from the hidden devices", acceptor, edits -> edits.removeValue(hypervisor, nodes, index));
		}
		context.enclosing(VirtualMachine.class).ifPresent(vm -> removeMmioDevice(context, acceptor, vm, MmioDevice.P2SB.getLiteral()));
	}

	private static void freeContextId(FixContext context, Consumer<QuickFix> acceptor) {
		Set<String> taken = new HashSet<>();
		devices(context).filter(VirtioVsock.class::isInstance).forEach(device -> taken.add(((VirtioVsock) device).getCid()));
		long free = FIRST_CID;
		while (taken.contains(Long.toString(free))) {
			free++;
		}
		context.replaceCovered("Use the free number " + free, acceptor, Long.toString(free));
	}

	private static void freeMonitor(FixContext context, Consumer<QuickFix> acceptor) {
		Screen screen = context.enclosing(Screen.class).orElse(null);
		if (screen == null) {
			return;
		}
		Set<Integer> taken = new HashSet<>();
		devices(context).filter(VirtioGpu.class::isInstance).flatMap(gpu -> ((VirtioGpu) gpu).getScreens().stream()).filter(Screen::isSetMonitor)
				.forEach(other -> taken.add(other.getMonitor()));
		int monitor = 0;
		while (taken.contains(monitor)) {
			monitor++;
		}
		String free = Integer.toString(monitor);
		if (screen.isSetMonitor()) {
			context.replaceCovered("Use monitor " + free, acceptor, free);
		} else {
			int word = NodeModelUtils.getNode(screen).getTextRegion().getOffset() + "screen".length();
			context.fix("Use monitor " + free, acceptor, edits -> edits.insert(word, " monitor " + free));
		}
	}

	private static void completeWindow(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(Screen.class).ifPresent(screen -> {
			ITextRegion region = NodeModelUtils.getNode(screen).getTextRegion();
			StringBuilder text = new StringBuilder("screen");
			text.append(screen.isSetMonitor() ? " monitor " + screen.getMonitor() : "");
			text.append(" resolution ").append(screen.getResolution() == null ? USUAL_RESOLUTION : '"' + screen.getResolution() + '"');
			text.append(" left ").append(screen.getHorizontalOffset()).append(" top ").append(screen.getVerticalOffset());
			context.fix("Write: " + text, acceptor, edits -> edits.replaceRegion(region.getOffset(), region.getLength(), text.toString()));
		});
	}

	private static void removeScreen(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(Screen.class).ifPresent(screen -> {
			ITextRegion region = NodeModelUtils.getNode(screen).getTextRegion();
			context.fix("Remove this screen", acceptor, edits -> edits.removeRegion(region.getOffset(), region.getOffset() + region.getLength()));
		});
	}

	private static Stream<Object> devices(FixContext context) {
		return context.allVms().stream().filter(PostLaunchedVm.class::isInstance)
				.flatMap(vm -> ((PostLaunchedVm) vm).getVirtioDevices().stream());
	}
}
