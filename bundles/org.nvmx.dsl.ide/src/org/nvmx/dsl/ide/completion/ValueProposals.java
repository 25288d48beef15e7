// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.emf.common.util.URI;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.ide.editor.contentassist.ContentAssistContext;
import org.nvmx.dsl.composition.ImportPath;
import org.nvmx.model.quantity.MacAddress;
import org.nvmx.model.scenario.NetworkInterface;

/** Values that are likely for an option whose values are not words of the language. */
final class ValueProposals {

	/** QEMU's own prefix for addresses of guests. */
	private static final MacAddress FIRST_MAC = MacAddress.valueOf("52:54:00:12:34:56");
	private static final int MAX_FILES = 50;
	private static final int MAX_DEPTH = 3;

	private static final Map<String, Function<ContentAssistContext, List<String>>> VALUES = Map.ofEntries(
			fixed("Hypervisor.serialConsole", "\"/dev/ttyS0\"", "\"/dev/ttyS1\"", "\"/dev/ttyS2\"", "\"/dev/ttyS3\""),
			fixed("VirtualMachine.cpus", "1..3", "0..3", "1", "2", "3", "0"),
			fixed("LegacyVuart.id", "0", "1"),
			fixed("Kernel.moduleTag", "\"Linux_bzImage\"", "\"nested-hello\""),
			fixed("Kernel.bootArguments", "\"root=/dev/sda2 rw rootwait console=ttyS4,115200n8\""),
			Map.entry("Import.path", context -> files(context, path -> path.toString().endsWith(ImportPath.EXTENSION))),
			Map.entry("Kernel.imageFile", ValueProposals::files), Map.entry("Kernel.configFile", ValueProposals::files),
			fixed("NestedVm.memory", "2 GiB", "1 GiB", "4 GiB", "512 MiB"),
			fixed("NestedVm.cpuCount", "2", "1", "4"),
			fixed("Disk.path", "\"/var/lib/guests/ubuntu-20.04.qcow2\"", "\"/var/lib/guests/ubuntu-20.04.img\""),
			Map.entry("NetworkInterface.mac", ValueProposals::freeMac),
			fixed("NetworkInterface.script", "\"/etc/qemu-ifup\""));

	private ValueProposals() {
	}

	/** @param feature class and feature, such as "NestedVm.memory" */
	static List<String> of(String feature, ContentAssistContext context) {
		return VALUES.getOrDefault(feature, c -> List.of()).apply(context);
	}

	private static Map.Entry<String, Function<ContentAssistContext, List<String>>> fixed(String feature, String... values) {
		return Map.entry(feature, context -> List.of(values));
	}

	private static List<String> freeMac(ContentAssistContext context) {
		Set<MacAddress> used = context.getRootModel() == null ? Set.of()
				: EcoreUtil2.eAllOfType(context.getRootModel(), NetworkInterface.class).stream().map(NetworkInterface::getMac)
						.collect(Collectors.toSet());
		MacAddress free = FIRST_MAC;
		while (used.contains(free)) {
			free = free.successor();
		}
		return List.of(free.toString());
	}

	/** @return the files beside the scenario, with paths relative to it; none if there is no such folder */
	private static List<String> files(ContentAssistContext context) {
		return files(context, path -> true);
	}

	private static List<String> files(ContentAssistContext context, Predicate<Path> wanted) {
		URI uri = context.getResource().getURI();
		if (!uri.isFile()) {
			return List.of();
		}
		Path scenario = Path.of(uri.toFileString());
		Path folder = scenario.getParent();
		try (Stream<Path> found = Files.find(folder, MAX_DEPTH, (path, attributes) -> attributes.isRegularFile() && !path.equals(scenario) && wanted.test(path))) {
			return found.limit(MAX_FILES).sorted().map(path -> '"' + folder.relativize(path).toString().replace('\\', '/') + '"').toList();
		} catch (IOException e) {
			// The text may belong to a file in a folder that does not exist yet: then there is nothing to propose.
			return List.of();
		}
	}
}
