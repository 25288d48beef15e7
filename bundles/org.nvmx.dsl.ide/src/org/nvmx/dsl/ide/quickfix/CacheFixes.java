// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__CACHE_ALLOCATION;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__CODE_DATA_PRIORITIZATION;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__VIRTUAL_CAT;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

import org.eclipse.emf.ecore.EAttribute;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.ide.edit.BlockEdits;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.Cache;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.quantity.HexNumber;
import org.nvmx.model.scenario.CacheAllocation;
import org.nvmx.model.scenario.CachePolicy;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Scenario;

/** Switches of cache allocation, and masks that the processor takes. */
final class CacheFixes {

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(AcrnRule.VCAT_NEEDS_RDT, (context, acceptor) -> {
			forHypervisor(context, acceptor, "Turn cache allocation on, without code data prioritization", (hypervisor, edits) -> {
				turn(hypervisor, edits, HYPERVISOR__CACHE_ALLOCATION, "cache allocation", true);
				turn(hypervisor, edits, HYPERVISOR__CODE_DATA_PRIORITIZATION, "code data prioritization", false);
			});
			forHypervisor(context, acceptor, "Turn virtual CAT off", (hypervisor, edits) -> turn(hypervisor, edits, HYPERVISOR__VIRTUAL_CAT, "virtual cat", false));
		});
		registry.accept(AcrnRule.CDP_NOT_ON_BOARD, (context, acceptor) -> forHypervisor(context, acceptor, "Turn code data prioritization off",
				(hypervisor, edits) -> turn(hypervisor, edits, HYPERVISOR__CODE_DATA_PRIORITIZATION, "code data prioritization", false)));
		registry.accept(AcrnRule.VM_VCAT_NEEDS_VCAT, (context, acceptor) -> {
			forHypervisor(context, acceptor, "Turn cache allocation and virtual CAT on", (hypervisor, edits) -> {
				turn(hypervisor, edits, HYPERVISOR__CACHE_ALLOCATION, "cache allocation", true);
				turn(hypervisor, edits, HYPERVISOR__VIRTUAL_CAT, "virtual cat", true);
			});
			NestedFixes.removeFlag(context, acceptor, GuestFlag.VCAT_ENABLED);
		});
		registry.accept(AcrnRule.MASK_NOT_CONTIGUOUS, (context, acceptor) -> mask(context, acceptor, CacheFixes::withoutGaps));
		registry.accept(AcrnRule.MASK_TOO_WIDE, (context, acceptor) -> cache(context).filter(cache -> cache.getAllocation() != null)
				.ifPresent(cache -> mask(context, acceptor, bits -> bits & (1L << cache.getAllocation().getCapacityMaskLength()) - 1)));
		registry.accept(AcrnRule.MASK_HITS_SOFTWARE_SRAM, (context, acceptor) -> cache(context).filter(cache -> cache.getSoftwareSram() != null)
				.ifPresent(cache -> mask(context, acceptor, bits -> bits & ~Integer.toUnsignedLong(cache.getSoftwareSram().getWayMask()))));
	}

	private static void forHypervisor(FixContext context, Consumer<QuickFix> acceptor, String title, BiConsumer<Hypervisor, BlockEdits> change) {
		Optional<Hypervisor> hypervisor = context.scenario().map(Scenario::getHypervisor);
		hypervisor.ifPresent(block -> context.fix(title, acceptor, edits -> change.accept(block, edits)));
	}

	/** Off is the default, so what is not written is not turned off. */
	private static void turn(Hypervisor hypervisor, BlockEdits edits, EAttribute option, String words, boolean on) {
		if (Boolean.TRUE.equals(hypervisor.eGet(option)) != on) {
			String value = on ? "on" : "off";
			edits.set(hypervisor, option, value, words + " " + value);
		}
	}

	/** Proposes another mask, where it is one that a cache can have. */
	private static void mask(FixContext context, Consumer<QuickFix> acceptor, LongUnaryOperator change) {
		long mask = change.applyAsLong(HexNumber.valueOf(context.covered()).value());
		if (mask > 0 && mask == withoutGaps(mask)) {
			String text = "0x" + Long.toHexString(mask);
			context.replaceCovered("Write " + text, acceptor, text);
		}
	}

	/** @return all bits from the lowest to the highest one; one bit for none */
	private static long withoutGaps(long bits) {
		return bits == 0 ? 1 : (Long.highestOneBit(bits) << 1) - Long.lowestOneBit(bits);
	}

	private static Optional<Cache> cache(FixContext context) {
		return context.enclosing(CachePolicy.class).map(policy -> (CacheAllocation) policy.eContainer()).filter(allocation -> allocation.getCacheId() != null)
				.flatMap(allocation -> context.board().flatMap(board -> new BoardIndex(board).cache(allocation.getLevel(), (int) allocation.getCacheId().value())));
	}
}
