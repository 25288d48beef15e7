// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.PciResourceType;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

/**
 * I/O ports and interrupt lines of a VM before vUARTs get theirs.
 *
 * @param vm       the VM's name
 * @param order    who starts it
 * @param taken    ports that devices of the VM decode
 * @param freeIrqs legacy interrupt lines that vUARTs may use, in the order in which they are given
 * @param origin   where the lines come from, for reasons
 */
public record PortSpace(String vm, LoadOrder order, List<AddressRange> taken, List<Integer> freeIrqs, String origin) {

	/** Above are the mouse's and the disks' lines, and 14 and 15 are not given. */
	private static final int LAST_USER_IRQ = 13;
	private static final Set<Integer> COM_IRQS = Set.of(3, 4);

	public PortSpace {
		taken = List.copyOf(taken);
		freeIrqs = List.copyOf(freeIrqs);
	}

	/** A VM whose chipset is all virtual: lines 5 to 13. */
	public static PortSpace ofUserVm(String vm, LoadOrder order) {
		return new PortSpace(vm, order, List.of(), IntStream.rangeClosed(5, LAST_USER_IRQ).boxed().toList(), "lines 5 to 13 of a user VM");
	}

	/** The Service VM has the board's devices: only lines and ports that they leave free. 3 and 4 are kept for COM ports. */
	public static PortSpace ofServiceVm(String vm, Board board, Collection<PciAddress> passedThrough) {
		Set<PciAddress> gone = Set.copyOf(passedThrough);
		Map<PciAddress, List<AddressRange>> bars = new BoardIndex(board).bars(PciResourceType.IO_PORT);
		List<AddressRange> taken = bars.entrySet().stream().filter(bar -> !gone.contains(bar.getKey())).flatMap(bar -> bar.getValue().stream()).toList();
		List<Integer> irqs = board.getAvailableIrqs().stream().filter(irq -> !COM_IRQS.contains(irq)).toList();
		return new PortSpace(vm, LoadOrder.SERVICE, taken, irqs, "lines that the board's devices leave free");
	}
}
