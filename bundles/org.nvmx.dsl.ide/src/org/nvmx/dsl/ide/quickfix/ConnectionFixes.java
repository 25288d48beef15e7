// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.conversion.ScenarioValueConverters;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.quantity.PhysicalAddress;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.SharedMemoryEndpoint;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VuartConnection;
import org.nvmx.model.scenario.VuartEndpoint;

import com.google.inject.Inject;

/** Serial lines and shared memory: other ends, and places that nothing else has. */
final class ConnectionFixes {

	/** More VMs than that are a list to choose from, and not a fix. */
	private static final int CHOICES = 3;
	/** ACRN's tools give the ports from here on, and the device numbers of shared memory and of vUARTs. */
	private static final long FIRST_PORT = 0x9200;
	private static final int PORT_STEP = 8;
	private static final int FIRST_SHARED_MEMORY = 0x08;
	private static final int FIRST_VUART = 0x10;
	private static final int LAST_DEVICE = 0x1e;
	private static final long MIN_REGION = 2L << 20;
	private static final long MAX_REGION = 512L << 20;

	private final ScenarioValueConverters converters;

	@Inject
	ConnectionFixes(ScenarioValueConverters converters) {
		this.converters = converters;
	}

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(AcrnRule.VUART_SAME_VM, this::otherEnd);
		registry.accept(Rule.VUART_ENDS, this::secondEnd);
		registry.accept(AcrnRule.SHARED_MEMORY_VM_TWICE, (context, acceptor) -> removeEnd(context, acceptor, SharedMemoryEndpoint.class));
		registry.accept(AcrnRule.SHARED_MEMORY_SIZE, ConnectionFixes::nearestSize);
		registry.accept(AcrnRule.VUART_PORT_TWICE, ConnectionFixes::freePort);
		registry.accept(AcrnRule.VUART_PORT_OF_CONSOLE, ConnectionFixes::freePort);
		registry.accept(AcrnRule.BDF_TWICE, ConnectionFixes::freeAddress);
		registry.accept(AcrnRule.BDF_ON_BOARD, ConnectionFixes::freeAddress);
		registry.accept(AcrnRule.BDF_RESERVED, ConnectionFixes::freeAddress);
	}

	private void otherEnd(FixContext context, Consumer<QuickFix> acceptor) {
		others(context, context.enclosing(VuartConnection.class)).forEach(name -> context.replaceCovered("Connect to " + name, acceptor, name));
	}

	private void secondEnd(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(VuartConnection.class).filter(line -> line.getEndpoints().size() == 1).ifPresent(line -> {
			ITextRegion end = NodeModelUtils.getNode(line.getEndpoints().get(0)).getTextRegion();
			others(context, Optional.of(line)).forEach(
					name -> context.fix("Connect to " + name, acceptor, edits -> edits.insert(end.getOffset() + end.getLength(), " vm " + name)));
		});
	}

	/** @return the VMs that the connection does not name, as the language writes them */
	private List<String> others(FixContext context, Optional<VuartConnection> line) {
		Set<String> named = new HashSet<>();
		line.ifPresent(connection -> connection.getEndpoints().stream().map(VuartEndpoint::getVm).filter(Objects::nonNull).forEach(vm -> named.add(vm.getName())));
		return context.allVms().stream().map(VirtualMachine::getName).filter(name -> name != null && !named.contains(name)).limit(CHOICES).map(converters.name()::toString).toList();
	}

	private static void removeEnd(FixContext context, Consumer<QuickFix> acceptor, Class<? extends EObject> type) {
		context.enclosing(type).ifPresent(end -> {
			ITextRegion region = NodeModelUtils.getNode(end).getTextRegion();
			context.fix("Remove this one", acceptor, edits -> edits.removeRegion(region.getOffset(), region.getOffset() + region.getLength()));
		});
	}

	/** The next power of two that ACRN has. */
	private static void nearestSize(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(SharedMemory.class).filter(memory -> memory.getSize() != null).ifPresent(memory -> {
			long bytes = Math.clamp(memory.getSize().bytes(), MIN_REGION, MAX_REGION);
			long power = Long.bitCount(bytes) == 1 ? bytes : Long.highestOneBit(bytes) << 1;
			String size = ByteSize.ofBytes(power).toString();
			context.replaceCovered("Write " + size, acceptor, size);
		});
	}

	private static void freePort(FixContext context, Consumer<QuickFix> acceptor) {
		VuartEndpoint end = context.enclosing(VuartEndpoint.class).orElse(null);
		Scenario scenario = context.scenario().orElse(null);
		if (end == null || end.getPort() == null || scenario == null) {
			return;
		}
		Set<Long> taken = new TreeSet<>();
		ends(scenario).filter(other -> other.getVm() == end.getVm() && other.getPort() != null).map(VuartEndpoint::getPort).map(PhysicalAddress::value).forEach(taken::add);
		long port = FIRST_PORT;
		while (taken.contains(port)) {
			port += PORT_STEP;
		}
		String free = "0x" + Long.toHexString(port);
		context.replaceCovered("Use the free port " + free, acceptor, free);
		leaveOut(context, acceptor, "port", "Leave the port to ACRN");
	}

	private static void freeAddress(FixContext context, Consumer<QuickFix> acceptor) {
		Optional<VuartEndpoint> vuart = context.enclosing(VuartEndpoint.class);
		VirtualMachine vm = vuart.map(VuartEndpoint::getVm).or(() -> context.enclosing(SharedMemoryEndpoint.class).map(SharedMemoryEndpoint::getVm)).orElse(null);
		Scenario scenario = context.scenario().orElse(null);
		if (vm == null || scenario == null || !context.covered().contains(":")) {
			return;
		}
		Set<PciAddress> taken = new TreeSet<>();
		ends(scenario).filter(end -> end.getVm() == vm && end.getAddress() != null).map(VuartEndpoint::getAddress).forEach(taken::add);
		scenario.getSharedMemories().stream().flatMap(memory -> memory.getEndpoints().stream()).filter(end -> end.getVm() == vm && end.getAddress() != null)
				.map(SharedMemoryEndpoint::getAddress).forEach(taken::add);
		vm.getPciDevices().stream().map(PciPassthrough::getAddress).filter(Objects::nonNull).forEach(taken::add);
		taken.addAll(ofBoard(context, vm));
		for (int device = vuart.isPresent() ? FIRST_VUART : FIRST_SHARED_MEMORY; device <= LAST_DEVICE; device++) {
			PciAddress address = new PciAddress(0, device, 0);
			if (!taken.contains(address)) {
				context.replaceCovered("Use the free address " + address, acceptor, address.toString());
				break;
			}
		}
		leaveOut(context, acceptor, "at", "Leave the address to ACRN");
	}

	/** The Service VM sees the devices of the board. */
	private static Collection<PciAddress> ofBoard(FixContext context, VirtualMachine vm) {
		return vm instanceof ServiceVm ? context.board().<Collection<PciAddress>>map(board -> new BoardIndex(board).deviceAddresses()).orElse(List.of()) : List.of();
	}

	/** Removes the covered value with the word before it. */
	private static void leaveOut(FixContext context, Consumer<QuickFix> acceptor, String word, String title) {
		int start = context.text().lastIndexOf(word, context.offset());
		if (start > 0 && context.text().substring(start + word.length(), context.offset()).isBlank()) {
			int from = Character.isWhitespace(context.text().charAt(start - 1)) ? start - 1 : start;
			context.fix(title, acceptor, edits -> edits.replaceRegion(from, context.offset() + context.covered().length() - from, ""));
		}
	}

	private static Stream<VuartEndpoint> ends(Scenario scenario) {
		return scenario.getVuartConnections().stream().flatMap(line -> line.getEndpoints().stream());
	}
}
