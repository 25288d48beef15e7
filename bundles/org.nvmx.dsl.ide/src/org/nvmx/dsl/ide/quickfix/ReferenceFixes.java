// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.dsl.composition.VisibleNames;
import org.nvmx.dsl.conversion.ScenarioValueConverters;
import org.nvmx.dsl.ide.board.ScenarioBoards;
import org.nvmx.dsl.source.SimilarWords;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.VirtualMachine;

import com.google.inject.Inject;

/** Finds what a name, a path or a value was meant to be. */
final class ReferenceFixes {

	private static final int MAX_NAME_BYTES = 32;
	/** QEMU's standard PC. */
	private static final int MAX_NESTED_CPUS = 255;

	private final ScenarioValueConverters converters;
	private final ScenarioBoards boards;

	@Inject
	ReferenceFixes(ScenarioValueConverters converters, ScenarioBoards boards) {
		this.converters = converters;
		this.boards = boards;
	}

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(Rule.UNRESOLVED_REFERENCE, this::meantName);
		registry.accept(Rule.INVALID_MAC, ReferenceFixes::separatePairs);
		registry.accept(Rule.INVALID_PCI_ADDRESS, ReferenceFixes::pointBeforeFunction);
		registry.accept(Rule.INVALID_STRING, ReferenceFixes::doubleBackslashes);
		registry.accept(Rule.KERNEL_CONFIG_NOT_FOUND, this::meantFile);
		registry.accept(Rule.KERNEL_IMAGE_NOT_FOUND, this::meantFile);
		registry.accept(Rule.NAME_LENGTH, this::shorten);
		registry.accept(Rule.TAG_LENGTH, this::shorten);
		registry.accept(Rule.VUART_ID, ReferenceFixes::freeVuart);
		registry.accept(Rule.NESTED_CPU_COUNT, ReferenceFixes::nearestCount);
		registry.accept(Rule.NESTED_MEMORY, ReferenceFixes::nearestMemory);
		registry.accept(BoardRule.BOARD_NOT_FOUND, this::meantBoard);
	}

	private void meantName(FixContext context, Consumer<QuickFix> acceptor) {
		String written = converters.name().toValue(context.covered(), null);
		List<String> names = context.enclosing(Definition.class).map(definition -> names(context, definition)).orElse(List.of());
		SimilarWords.nearest(written, names).or(() -> names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty()).map(converters.name()::toString)
				.ifPresent(name -> context.replaceCovered("Change to " + name, acceptor, name));
	}

	/** @return what may be named at the problem: fragments behind "uses", VMs of the same kind behind "like", else the VMs that the definition knows */
	private static List<String> names(FixContext context, Definition definition) {
		Stream<String> names = switch (context.assigned()) {
		case "uses" -> VisibleNames.fragments(definition).stream().flatMap(List::stream).filter(fragment -> fragment != definition).map(Definition::getName);
		case "base" -> context.enclosing(VirtualMachine.class).stream().flatMap(vm -> VisibleNames.bases(definition, vm).stream().flatMap(List::stream)
				.filter(other -> other.eClass() == vm.eClass()).map(VirtualMachine::getName));
		default -> VisibleNames.vms(definition).stream().map(VirtualMachine::getName);
		};
		return names.filter(Objects::nonNull).distinct().toList();
	}

	private static void separatePairs(FixContext context, Consumer<QuickFix> acceptor) {
		String digits = context.covered().replaceAll("[^0-9a-fA-F]", "");
		if (digits.length() == 12) {
			String mac = String.join(":", digits.split("(?<=\\G..)"));
			context.replaceCovered("Write " + mac, acceptor, mac);
		}
	}

	private static void pointBeforeFunction(FixContext context, Consumer<QuickFix> acceptor) {
		String[] parts = context.covered().split("[:.]");
		if (parts.length == 3 && parts[0].matches("[0-9a-fA-F]{1,2}") && parts[1].matches("[01]?[0-9a-fA-F]") && parts[2].matches("[0-7]")) {
			String address = parts[0] + ":" + (parts[1].length() == 1 ? "0" : "") + parts[1] + "." + parts[2];
			context.replaceCovered("Write " + address, acceptor, address);
		}
	}

	private static void doubleBackslashes(FixContext context, Consumer<QuickFix> acceptor) {
		context.replaceCovered("Write each backslash twice", acceptor, context.covered().replace("\\", "\\\\"));
	}

	/** Files beside the scenario, or beside the place that the path leads to. */
	private void meantFile(FixContext context, Consumer<QuickFix> acceptor) {
		String written = converters.name().toValue(context.covered(), null);
		Path folder = context.file().map(file -> file.resolveSibling(written).getParent()).filter(Files::isDirectory).orElse(null);
		if (folder == null) {
			return;
		}
		String prefix = written.substring(0, written.lastIndexOf('/') + 1);
		try (Stream<Path> files = Files.list(folder)) {
			List<String> names = files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
			SimilarWords.nearest(written.substring(prefix.length()), names).map(name -> '"' + prefix + name + '"')
					.ifPresent(path -> context.replaceCovered("Change to " + path, acceptor, path));
		} catch (IOException | UncheckedIOException e) {
			// A folder that cannot be listed has nothing to offer.
		}
	}

	private void meantBoard(FixContext context, Consumer<QuickFix> acceptor) {
		String written = converters.name().toValue(context.covered(), null);
		context.scenario().map(scenario -> boards.names(scenario.eResource().getURI())).flatMap(names -> SimilarWords.nearest(written, names))
				.ifPresent(name -> context.replaceCovered("Change to \"" + name + '"', acceptor, '"' + name + '"'));
	}

	private void shorten(FixContext context, Consumer<QuickFix> acceptor) {
		String name = converters.name().toValue(context.covered(), null);
		while (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
			name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
		}
		boolean quoted = context.covered().startsWith("\"") || context.covered().startsWith("'");
		String shorter = quoted ? converters.STRING().toString(name) : name;
		if (!name.isEmpty()) {
			context.replaceCovered("Shorten to " + shorter, acceptor, shorter);
		}
	}

	private static void freeVuart(FixContext context, Consumer<QuickFix> acceptor) {
		VirtualMachine vm = context.enclosing(VirtualMachine.class).orElse(null);
		for (int id = 0; vm != null && id < 2; id++) {
			int free = id;
			if (vm.getLegacyVuarts().stream().map(LegacyVuart::getId).noneMatch(used -> used == free)) {
				context.replaceCovered("Use vUART " + free, acceptor, Integer.toString(free));
				return;
			}
		}
	}

	private static void nearestCount(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(NestedVm.class).ifPresent(vm -> {
			String count = Integer.toString(Math.clamp(vm.getCpuCount(), 1, MAX_NESTED_CPUS));
			context.replaceCovered("Write " + count, acceptor, count);
		});
	}

	/** Whole MiB, from 1 MiB to 1 TiB. */
	private static void nearestMemory(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(NestedVm.class).filter(vm -> vm.getMemory() != null).ifPresent(vm -> {
			long mebibytes = Math.clamp((vm.getMemory().bytes() + (1L << 20) - 1) >> 20, 1, 1L << 20);
			context.replaceCovered("Write " + mebibytes + " MiB", acceptor, mebibytes + " MiB");
		});
	}
}
