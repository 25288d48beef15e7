// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.Cache;

/**
 * The cache policies of a scenario, and what the board can do.
 *
 * @param policies    in the order of the scenario
 * @param maskLengths bits of a mask, for each cache of the board that has CAT
 * @param closNumber  the fewest classes of service of these caches, or empty when the board is not known
 * @param cdp         whether code and data are told apart
 * @param vcatVms     VMs that manage classes of their own (vCAT)
 */
public record ClosRequest(List<CachePolicy> policies, Map<CacheId, Integer> maskLengths, OptionalInt closNumber, boolean cdp, Set<String> vcatVms) {

	public ClosRequest {
		policies = List.copyOf(policies);
		maskLengths = Map.copyOf(maskLengths);
		vcatVms = Set.copyOf(vcatVms);
	}

	/** Takes the caches from a board. */
	public static ClosRequest of(Board board, List<CachePolicy> policies, boolean cdp, Set<String> vcatVms) {
		Map<CacheId, Integer> lengths = new TreeMap<>();
		for (Cache cache : board.getCaches()) {
			if (cache.getAllocation() != null) {
				lengths.put(new CacheId(cache.getLevel(), cache.getCacheId()), cache.getAllocation().getCapacityMaskLength());
			}
		}
		return new ClosRequest(policies, lengths, new BoardIndex(board).closNumber(), cdp, vcatVms);
	}
}
