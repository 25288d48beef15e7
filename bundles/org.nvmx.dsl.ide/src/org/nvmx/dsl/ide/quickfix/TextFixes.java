// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.conversion.ScenarioValueConverters;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.quantity.MacAddress;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.NetworkInterface;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

import com.google.inject.Inject;

/** Corrects a single word or value. */
final class TextFixes {

	/** A number and perhaps something that is meant as a unit. */
	private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmgtKMGT]?)[iI]?[bB]?");

	private final ScenarioValueConverters converters;

	@Inject
	TextFixes(ScenarioValueConverters converters) {
		this.converters = converters;
	}

	void register(BiConsumer<ProblemKind, Fixer> registry) {
		registry.accept(Rule.SYNTAX, TextFixes::useMeantWord);
		registry.accept(Rule.NO_SCENARIO, TextFixes::addScenario);
		registry.accept(Rule.INVALID_SIZE, TextFixes::correctUnit);
		registry.accept(Rule.KEYWORD_AS_NAME, TextFixes::quote);
		registry.accept(Rule.STRING_NOT_CLOSED, TextFixes::closeString);
		registry.accept(Rule.MULTICAST_MAC, TextFixes::makeUnicast);
		registry.accept(Rule.DUPLICATE_MAC, TextFixes::nextFreeMac);
		registry.accept(Rule.DUPLICATE_NAME, this::nextFreeName);
		registry.accept(Rule.TAG_NOT_A_WORD, (context, acceptor) -> replace(context, acceptor, "Replace white space by underscores", "(?<!^)\\s+(?!$)", "_"));
		registry.accept(Rule.CONTROL_CHARACTER, TextFixes::removeControlCharacters);
		registry.accept(Rule.TOO_MANY_IDE_DISKS, (context, acceptor) -> context.replaceCovered("Put the disk on virtio", acceptor, "virtio"));
		registry.accept(AcrnRule.SECOND_SERVICE_VM, TextFixes::makePostLaunched);
		registry.accept(AcrnRule.VUART_NAME_TWICE, this::nextFreeName);
		registry.accept(AcrnRule.SHARED_MEMORY_NAME_TWICE, this::nextFreeName);
		registry.accept(AcrnRule.SHARED_MEMORY_NAME_EMPTY, TextFixes::nameRegion);
		registry.accept(Rule.KERNEL_MISSING, (context, acceptor) -> context.enclosing(VirtualMachine.class).ifPresent(
				vm -> context.fix("Add a Linux kernel", acceptor, edits -> edits.addOption(vm, "kernel bzImage \"Linux_bzImage\""))));
	}

	private static void useMeantWord(FixContext context, Consumer<QuickFix> acceptor) {
		context.syntaxErrorData(1).ifPresent(word -> context.replaceCovered("Change to '" + word + "'", acceptor, word));
	}

	private static void addScenario(FixContext context, Consumer<QuickFix> acceptor) {
		String separator = context.text().isBlank() || context.text().endsWith("\n") ? "" : "\n";
		context.fix("Add a scenario", acceptor, edits -> edits.insert(context.text().length(), separator + "scenario my_scenario\n"));
	}

	private static void correctUnit(FixContext context, Consumer<QuickFix> acceptor) {
		Matcher size = SIZE.matcher(context.covered());
		if (!size.matches()) {
			return;
		}
		String prefix = size.group(2).toUpperCase(Locale.ROOT);
		List<String> units = prefix.isEmpty() ? List.of("MiB", "GiB") : List.of(prefix + "iB");
		for (String unit : units) {
			String corrected = size.group(1) + " " + unit;
			context.replaceCovered("Write " + corrected, acceptor, corrected);
		}
	}

	private static void quote(FixContext context, Consumer<QuickFix> acceptor) {
		context.replaceCovered("Put the name in quotes", acceptor, '"' + context.covered() + '"');
	}

	private static void closeString(FixContext context, Consumer<QuickFix> acceptor) {
		int end = context.offset();
		while (end < context.text().length() && context.text().charAt(end) != '\n' && context.text().charAt(end) != '\r') {
			end++;
		}
		int lineEnd = end;
		context.fix("Close the string at the end of the line", acceptor, edits -> edits.insert(lineEnd, context.text().substring(context.offset(), context.offset() + 1)));
	}

	private static void makeUnicast(FixContext context, Consumer<QuickFix> acceptor) {
		MacAddress unicast = MacAddress.valueOf(context.covered()).toUnicast();
		context.replaceCovered("Write " + unicast, acceptor, unicast.toString());
	}

	private static void nextFreeMac(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(Scenario.class).ifPresent(scenario -> {
			Set<MacAddress> used = nestedVms(scenario).stream().flatMap(vm -> vm.getNetworks().stream()).map(NetworkInterface::getMac)
					.collect(Collectors.toSet());
			MacAddress next = MacAddress.valueOf(context.covered());
			while (used.contains(next)) {
				next = next.successor();
			}
			context.replaceCovered("Use the free address " + next, acceptor, next.toString());
		});
	}

	private void nextFreeName(FixContext context, Consumer<QuickFix> acceptor) {
		String name = converters.name().toValue(context.covered(), null);
		int number = 2;
		while (context.text().contains(name + "_" + number)) {
			number++;
		}
		String free = converters.name().toString(name + "_" + number);
		context.replaceCovered("Rename to " + free, acceptor, free);
	}

	private static void nameRegion(FixContext context, Consumer<QuickFix> acceptor) {
		int number = 1;
		while (context.text().contains("region_" + number)) {
			number++;
		}
		context.replaceCovered("Name it region_" + number, acceptor, "region_" + number);
	}

	private static void replace(FixContext context, Consumer<QuickFix> acceptor, String title, String regex, String replacement) {
		context.replaceCovered(title, acceptor, context.covered().replaceAll(regex, replacement));
	}

	private static void removeControlCharacters(FixContext context, Consumer<QuickFix> acceptor) {
		replace(context, acceptor, "Remove control characters", "\\\\[bnrtf]|\\\\u00[019][0-9a-fA-F]|[\\p{Cntrl}]", "");
	}

	/** The device model gives a post-launched VM its kernel. */
	private static void makePostLaunched(FixContext context, Consumer<QuickFix> acceptor) {
		ServiceVm vm = context.enclosing(ServiceVm.class).filter(v -> v.getNestedVms().isEmpty()).orElse(null);
		if (vm == null) {
			return;
		}
		ILeafNode word = StreamSupport.stream(NodeModelUtils.getNode(vm).getLeafNodes().spliterator(), false).filter(leaf -> !leaf.isHidden()).findFirst().orElseThrow();
		context.fix(vm.getKernel() == null ? "Make it a post-launched VM" : "Make it a post-launched VM, without its kernel", acceptor, edits -> {
			edits.replace(word, "post-launched");
			if (vm.getKernel() != null) {
				ITextRegion kernel = NodeModelUtils.getNode(vm.getKernel()).getTextRegion();
				edits.removeRegion(kernel.getOffset(), kernel.getOffset() + kernel.getLength());
			}
		});
	}

	private static List<NestedVm> nestedVms(Scenario scenario) {
		return scenario.getVms().stream().filter(ServiceVm.class::isInstance).flatMap(vm -> ((ServiceVm) vm).getNestedVms().stream()).toList();
	}
}
