// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.board;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

/** Answers about a board that does not change any more: by CPU id, by PCI address, by name of a tty. */
public final class BoardIndex {

	private final Board board;
	private final SortedMap<Integer, Cpu> cpus = new TreeMap<>();
	private final SortedMap<PciAddress, PciDevice> devices = new TreeMap<>();

	public BoardIndex(Board board) {
		this.board = board;
		board.getCpus().forEach(cpu -> cpus.putIfAbsent(cpu.getCpuId(), cpu));
		addAll(board.getPciDevices());
	}

	private void addAll(List<PciDevice> children) {
		for (PciDevice device : children) {
			devices.putIfAbsent(device.getAddress(), device);
			addAll(device.getChildren());
		}
	}

	/** @return the ids that scenarios may name, ascending; empty when the board file lists no CPUs */
	public SortedSet<Integer> cpuIds() {
		return Collections.unmodifiableSortedSet(new TreeSet<>(cpus.keySet()));
	}

	public Optional<Cpu> cpu(int cpuId) {
		return Optional.ofNullable(cpus.get(cpuId));
	}

	/** @return the devices of all buses, by address */
	public Collection<PciDevice> devices() {
		return Collections.unmodifiableCollection(devices.values());
	}

	public Optional<PciDevice> device(PciAddress address) {
		return Optional.ofNullable(devices.get(address));
	}

	/** @return the addresses of the devices of all buses */
	public SortedSet<PciAddress> deviceAddresses() {
		return Collections.unmodifiableSortedSet(new TreeSet<>(devices.keySet()));
	}

	/** @param path such as {@code /dev/ttyS0} */
	public Optional<SerialPort> serialPort(String path) {
		return board.getSerialPorts().stream().filter(port -> port.getPath().equals(path)).findFirst();
	}

	/** @return bytes of RAM by the firmware's ranges, 0 when the board file has none */
	public long ramSize() {
		return board.getMemory().stream().filter(range -> range.getName() == null).mapToLong(range -> range.getRange().size()).sum();
	}

	/** @return the caches of a level that can be partitioned, in file order */
	public List<Cache> allocatableCaches(int level) {
		return board.getCaches().stream().filter(cache -> cache.getLevel() == level && cache.getAllocation() != null).toList();
	}

	public Optional<Cache> cache(int level, int cacheId) {
		return board.getCaches().stream().filter(cache -> cache.getLevel() == level && cache.getCacheId() == cacheId)
				.filter(cache -> cache.getType() == CacheType.UNIFIED || cache.getType() == CacheType.UNKNOWN).findFirst();
	}

	/** @return the fewest classes of service of any cache with CAT, or empty when none has it */
	public OptionalInt closNumber() {
		return board.getCaches().stream().filter(cache -> cache.getAllocation() != null).mapToInt(cache -> cache.getAllocation().getClosNumber()).min();
	}

	/** @return the memory windows of the host bridge at or above 1 MiB, where BARs may lie, ascending */
	public List<AddressRange> memoryWindows() {
		return board.getPciWindows().stream().filter(window -> window.getType() == PciResourceType.MEMORY).map(PciResource::getRange)
				.filter(range -> Long.compareUnsigned(range.first(), 1L << 20) >= 0).sorted().toList();
	}

	/** @return the BARs of a type that devices use, by device */
	public Map<PciAddress, List<AddressRange>> bars(PciResourceType type) {
		Map<PciAddress, List<AddressRange>> result = new TreeMap<>();
		devices.forEach((address, device) -> {
			List<AddressRange> ranges = new ArrayList<>(device.getResources().stream().filter(resource -> resource.getType() == type)
					.map(PciResource::getRange).toList());
			if (!ranges.isEmpty()) {
				result.put(address, ranges);
			}
		});
		return result;
	}

	/** @return whether some kind of core has the capability, such as {@code hwp_supported} */
	public boolean hasCapability(String id) {
		return board.getProcessorModels().stream().anyMatch(model -> model.getCapabilities().contains(id));
	}
}
