// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import static org.nvmx.model.scenario.GuestFlag.LAPIC_PASSTHROUGH;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__SERIAL_CONSOLE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__TYPE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__TYPE;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.ide.edit.NestedRecipe;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.SerialPort;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.HexNumber;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VmType;

/** Kinds, order, kernels and number of the VMs, and the memory of hypervisor and enclaves. */
final class VmFixes {

	private static final long HUGE_PAGE = 0x200000;
	private static final long PAGE = 0x1000;
	private static final long MAX_VCPUS = 0xffff;
	/** What ACRN reckons for the hypervisor, for each VM and for each secure world, in MiB; together at most a GiB. */
	private static final int RAM_LIMIT = 1024;
	private static final int RAM_BASE = 20;
	private static final int RAM_FOR_A_VM = 4;
	private static final int RAM_FOR_A_SECURE_VM = 16;

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(AcrnRule.PRE_AFTER_SERVICE, (context, acceptor) -> move(context, acceptor, true));
		registry.accept(AcrnRule.POST_BEFORE_SERVICE, (context, acceptor) -> move(context, acceptor, false));
		registry.accept(AcrnRule.SECOND_PRE_RTVM, VmFixes::makeStandard);
		registry.accept(AcrnRule.RTVM_BEFORE_AND_AFTER, VmFixes::makeStandard);
		registry.accept(AcrnRule.PRE_RTVM_WITHOUT_LAPIC, VmFixes::passLapic);
		registry.accept(AcrnRule.SCHEDULING_UNUSED, (context, acceptor) -> ListFixes.removeOption(context, acceptor, "Remove the option"));
		registry.accept(AcrnRule.MODULE_OF_TWO_TYPES, VmFixes::sameType);
		registry.accept(AcrnRule.TOO_MANY_VMS, (context, acceptor) -> replaceNumber(context, acceptor, context.allVms().size()));
		registry.accept(AcrnRule.TOO_MANY_VCPUS, (context, acceptor) -> context.board().filter(board -> !board.getCpus().isEmpty())
				.ifPresent(board -> replaceNumber(context, acceptor, MAX_VCPUS / board.getCpus().size())));
		registry.accept(AcrnRule.HV_RAM_TOO_LARGE, (context, acceptor) -> replaceNumber(context, acceptor, mostVms(context.allVms())));
		registry.accept(AcrnRule.TOO_FEW_PCI_BUSES, (context, acceptor) -> context.board().ifPresent(board -> replaceNumber(context, acceptor,
				new BoardIndex(board).deviceAddresses().stream().mapToInt(address -> address.bus() + 1).max().orElse(0))));
		registry.accept(AcrnRule.HV_RAM_ALIGNMENT, (context, acceptor) -> align(context, acceptor, HUGE_PAGE));
		registry.accept(AcrnRule.EPC_ALIGNMENT, (context, acceptor) -> align(context, acceptor, PAGE));
		registry.accept(AcrnRule.EPC_REFUSED, (context, acceptor) -> ListFixes.removeOption(context, acceptor, "Remove the option"));
		registry.accept(AcrnRule.NO_SERIAL_CONSOLE, VmFixes::console);
	}

	private static void move(FixContext context, Consumer<QuickFix> acceptor, boolean before) {
		VirtualMachine vm = context.enclosing(VirtualMachine.class).orElse(null);
		Optional<VirtualMachine> service = context.scenario().flatMap(scenario -> scenario.getVms().stream().filter(ServiceVm.class::isInstance).findFirst());
		if (vm == null || service.isEmpty()) {
			return;
		}
		ITextRegion moved = NodeModelUtils.getNode(vm).getTextRegion();
		ITextRegion fixed = NodeModelUtils.getNode(service.get()).getTextRegion();
		String block = context.text().substring(moved.getOffset(), moved.getOffset() + moved.getLength());
		String gap = context.text().contains("\n") ? "\n\n" : " ";
		context.fix(before ? "Move the VM before the Service VM" : "Move the VM after the Service VM", acceptor, edits -> {
			int start = moved.getOffset();
			while (start > 0 && Character.isWhitespace(context.text().charAt(start - 1))) {
				start--;
			}
			edits.replaceRegion(start, moved.getOffset() + moved.getLength() - start, "");
			edits.insert(before ? fixed.getOffset() : fixed.getOffset() + fixed.getLength(), before ? block + gap : gap + block);
		});
	}

	/** Real time is a type or a flag. */
	private static void makeStandard(FixContext context, Consumer<QuickFix> acceptor) {
		VirtualMachine vm = context.enclosing(VirtualMachine.class).orElse(null);
		if (vm == null) {
			return;
		}
		if (vm.getType() != VmType.REALTIME) {
			NestedFixes.removeFlag(context, acceptor, GuestFlag.RT);
		} else if (!vm.getGuestFlags().contains(GuestFlag.RT)) {
			context.fix("Make it a standard VM", acceptor, edits -> edits.set(vm, VIRTUAL_MACHINE__TYPE, "standard", "type standard"));
		}
	}

	private static void passLapic(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(VirtualMachine.class).ifPresent(vm -> context.scenario().ifPresent(scenario -> context.fix("Add the guest flag LAPIC_PASSTHROUGH", acceptor,
				edits -> new NestedRecipe(scenario, edits).flags(vm, List.of(LAPIC_PASSTHROUGH)))));
	}

	private static void sameType(FixContext context, Consumer<QuickFix> acceptor) {
		Kernel kernel = context.enclosing(Kernel.class).orElse(null);
		if (kernel == null) {
			return;
		}
		context.allVms().stream().map(VirtualMachine::getKernel)
				.filter(other -> other != null && other != kernel && kernel.getModuleTag().equals(other.getModuleTag())).findFirst()
				.ifPresent(other -> context.fix("Make it a kernel of type " + other.getType().getLiteral() + ", too", acceptor,
						edits -> edits.set(kernel, KERNEL__TYPE, other.getType().getLiteral(), "")));
	}

	/** A number that is not written is a default, which the fix leaves to the author. */
	private static void replaceNumber(FixContext context, Consumer<QuickFix> acceptor, long number) {
		if (context.covered().matches("\\d+") && number > 0) {
			context.replaceCovered("Write " + number, acceptor, Long.toString(number));
		}
	}

	private static int mostVms(List<VirtualMachine> vms) {
		long secure = vms.stream().filter(vm -> vm.getGuestFlags().contains(GuestFlag.SECURE_WORLD_ENABLED)).count();
		return (int) ((RAM_LIMIT - RAM_BASE - RAM_FOR_A_SECURE_VM * secure) / RAM_FOR_A_VM);
	}

	/** Rounds an address or a size up. */
	private static void align(FixContext context, Consumer<QuickFix> acceptor, long unit) {
		String written = context.covered();
		boolean hexadecimal = written.matches("0[xX][0-9a-fA-F]{1,15}");
		long value = hexadecimal ? HexNumber.valueOf(written).value() : ByteSize.valueOf(written).bytes();
		long aligned = (value + unit - 1) / unit * unit;
		String text = hexadecimal ? "0x" + Long.toHexString(aligned) : ByteSize.ofBytes(aligned).toString();
		context.replaceCovered("Write " + text, acceptor, text);
	}

	private static void console(FixContext context, Consumer<QuickFix> acceptor) {
		Hypervisor hypervisor = context.scenario().map(Scenario::getHypervisor).orElse(null);
		if (hypervisor != null) {
			String port = '"' + context.board().flatMap(board -> board.getSerialPorts().stream().findFirst()).map(SerialPort::getPath).orElse("/dev/ttyS0") + '"';
			context.fix("Use the serial port " + port, acceptor, edits -> edits.set(hypervisor, HYPERVISOR__SERIAL_CONSOLE, port, "serial console " + port));
			NestedFixes.buildForRelease(context, acceptor);
		}
	}
}
