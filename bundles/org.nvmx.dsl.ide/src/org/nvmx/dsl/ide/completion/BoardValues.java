// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.ide.editor.contentassist.ContentAssistContext;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.acrn.board.BoardSummary;
import org.nvmx.dsl.ide.board.ScenarioBoards;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.board.Cache;
import org.nvmx.model.board.Cpu;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.model.scenario.VirtualMachine;

import com.google.inject.Inject;

/** What the scenario's board has: CPUs, devices, caches, serial ports. */
final class BoardValues {

	private static final Map<String, BiFunction<Board, EObject, Stream<Value>>> VALUES = Map.of(
			"VirtualMachine.cpus", BoardValues::cpus,
			"Hypervisor.serialConsole", (board, model) -> board.getSerialPorts().stream()
					.map(port -> new Value('"' + port.getPath() + '"', BoardSummary.of(port))),
			"Hypervisor.hiddenDevices", (board, model) -> devices(board, address -> true),
			"PciPassthrough.address", BoardValues::freeDevices,
			"CacheAllocation.cacheId", (board, model) -> board.getCaches().stream().filter(cache -> cache.getAllocation() != null).map(BoardValues::cache));

	@Inject
	private ScenarioBoards boards;

	/**
	 * @param feature class and feature, such as "PciPassthrough.address"
	 * @return empty where the board is not known, or the feature has nothing to do with boards
	 */
	List<Value> of(String feature, ContentAssistContext context) {
		if (feature.equals("Scenario.board")) {
			return boards.names(context.getResource().getURI()).stream().map(name -> new Value('"' + name + '"', "")).toList();
		}
		EObject model = context.getCurrentModel();
		var values = VALUES.get(feature);
		return model == null || values == null ? List.of() : boards.of(model).map(board -> values.apply(board, model).toList()).orElse(List.of());
	}

	/** All CPUs in a row, then each that the VM does not have yet. */
	private static Stream<Value> cpus(Board board, EObject model) {
		List<Cpu> cpus = board.getCpus();
		VirtualMachine vm = EcoreUtil2.getContainerOfType(model, VirtualMachine.class);
		List<CpuRange> taken = vm == null ? List.of() : vm.getCpus().stream().filter(BoardValues::isWritten).toList();
		boolean inARow = cpus.size() > 1 && cpus.get(cpus.size() - 1).getCpuId() - cpus.get(0).getCpuId() == cpus.size() - 1;
		Stream<Value> all = inARow && taken.isEmpty()
				? Stream.of(new Value(cpus.get(0).getCpuId() + ".." + cpus.get(cpus.size() - 1).getCpuId(), "all CPUs of the board"))
				: Stream.empty();
		return Stream.concat(all, cpus.stream().filter(cpu -> taken.stream().noneMatch(range -> has(range, cpu.getCpuId())))
				.map(cpu -> new Value(Integer.toString(cpu.getCpuId()), BoardSummary.of(cpu))));
	}

	/** The place to complete may be a range already, of which nothing is written. */
	private static boolean isWritten(CpuRange range) {
		return !NodeModelUtils.findNodesForFeature(range, ScenarioPackage.Literals.CPU_RANGE__FIRST).isEmpty();
	}

	/** A range may be of any length, and is not counted through. */
	private static boolean has(CpuRange range, int cpu) {
		return range.getFirst() <= cpu && cpu <= (range.isSetLast() ? range.getLast() : range.getFirst());
	}

	/** A device goes to one VM. */
	private static Stream<Value> freeDevices(Board board, EObject model) {
		Set<PciAddress> taken = EcoreUtil2.eAllOfType(EcoreUtil2.getRootContainer(model), PciPassthrough.class).stream()
				.map(PciPassthrough::getAddress).collect(Collectors.toSet());
		return devices(board, address -> !taken.contains(address));
	}

	/** A bridge cannot be given away without what is behind it. */
	private static Stream<Value> devices(Board board, Predicate<PciAddress> wanted) {
		return new BoardIndex(board).devices().stream().filter(device -> device.getChildren().isEmpty() && wanted.test(device.getAddress()))
				.map(device -> new Value(device.getAddress().toString(), BoardSummary.of(device)));
	}

	private static Value cache(Cache cache) {
		return new Value("0x" + Integer.toHexString(cache.getCacheId()) + " level " + cache.getLevel(),
				"mask of " + cache.getAllocation().getCapacityMaskLength() + " bits, " + cache.getAllocation().getClosNumber() + " classes of service");
	}
}
