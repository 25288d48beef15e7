// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.CacheType;
import org.nvmx.model.board.CoreType;
import org.nvmx.model.board.SoftwareSram;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

/** What rules ask of a board, in the words of the scenario XML. */
final class BoardFacts {

	/**
	 * A cache of level 2 or 3.
	 *
	 * @param id           its number, which scenarios write in hexadecimal
	 * @param maskLength   bits of a capacity mask, 0 when the cache cannot be divided
	 * @param cdp          whether code and data can be told apart
	 * @param softwareSram the ways of its software SRAM as a mask, 0 when it has none
	 * @param softwareSramRange the physical addresses of its software SRAM
	 */
	record Cache(int level, long id, int maskLength, boolean cdp, long softwareSram, Optional<AddressRange> softwareSramRange) {
	}

	private final Board board;
	private final BoardIndex index;

	BoardFacts(Board board) {
		this.board = board;
		index = new BoardIndex(board);
	}

	/** @return the numbers of the logical CPUs, each with the kind of its core: P, E, or empty where the board tells none */
	Map<String, String> cpus() {
		Map<String, String> cpus = new LinkedHashMap<>();
		board.getCpus().forEach(cpu -> cpus.put(Integer.toString(cpu.getCpuId()), cpu.getCoreType() == CoreType.UNKNOWN ? "" : cpu.getCoreType().getLiteral()));
		return cpus;
	}

	/** @return bytes of RAM, 0 where the board does not tell */
	long memory() {
		return index.ramSize();
	}

	/** @return the addresses of the PCI functions, such as {@code 00:1f.0} */
	Set<String> pciDevices() {
		return index.deviceAddresses().stream().map(PciAddress::toString).collect(Collectors.toSet());
	}

	/** @return buses that a scan has to reach: one more than the largest number of a bus with a device, 0 where the board lists no devices */
	int pciBuses() {
		return index.deviceAddresses().stream().mapToInt(address -> address.bus() + 1).max().orElse(0);
	}

	/** @return the fewest classes of service of any cache, 0 when none can be divided */
	int closNumber() {
		return index.closNumber().orElse(0);
	}

	/** @return the unified caches of levels 2 and 3 */
	List<Cache> caches() {
		return board.getCaches().stream().filter(cache -> cache.getLevel() >= 2 && cache.getType() != CacheType.DATA && cache.getType() != CacheType.INSTRUCTION)
				.map(BoardFacts::cache).toList();
	}

	private static Cache cache(org.nvmx.model.board.Cache cache) {
		int maskLength = cache.getAllocation() == null ? 0 : cache.getAllocation().getCapacityMaskLength();
		long sram = cache.getSoftwareSram() == null ? 0 : Integer.toUnsignedLong(cache.getSoftwareSram().getWayMask());
		Optional<AddressRange> range = Optional.ofNullable(cache.getSoftwareSram()).map(SoftwareSram::getRange);
		return new Cache(cache.getLevel(), cache.getCacheId(), maskLength, cache.isCodeDataPrioritization(), sram, range);
	}
}
