// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.PciResourceType;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

/**
 * Where the BARs of a VM's virtual devices may lie.
 *
 * @param vm      the VM's name
 * @param windows what the VM's host bridge decodes
 * @param used    what other devices of the VM occupy
 * @param origin  where the windows come from, for reasons
 */
public record MmioSpace(String vm, List<AddressRange> windows, List<AddressRange> used, String origin) {

	/** Guest physical layout of pre-launched VMs: 2 GiB to 3.5 GiB, and 256 GiB to 512 GiB. */
	private static final List<AddressRange> PRE_LAUNCHED = List.of(new AddressRange(2L << 30, (7L << 29) - 1), new AddressRange(256L << 30, (512L << 30) - 1));

	public MmioSpace {
		windows = windows.stream().sorted().toList();
		used = used.stream().sorted().toList();
	}

	public static MmioSpace ofPreLaunchedVm(String vm) {
		return new MmioSpace(vm, PRE_LAUNCHED, List.of(), "PCI hole of pre-launched VMs");
	}

	/** @param passedThrough devices of the board that pre-launched VMs own: their ranges are free in the Service VM */
	public static MmioSpace ofServiceVm(String vm, BoardIndex board, Collection<PciAddress> passedThrough) {
		Set<PciAddress> gone = Set.copyOf(passedThrough);
		Map<PciAddress, List<AddressRange>> bars = board.bars(PciResourceType.MEMORY);
		List<AddressRange> used = bars.entrySet().stream().filter(bar -> !gone.contains(bar.getKey())).flatMap(bar -> bar.getValue().stream()).toList();
		return new MmioSpace(vm, board.memoryWindows(), used, "host bridge of the board");
	}
}
