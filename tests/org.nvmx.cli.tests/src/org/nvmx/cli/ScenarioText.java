// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scenarios for the tests. */
final class ScenarioText {

	static final String GOOD = """
			scenario s on board "tgl-bochs"
			hypervisor {
				build debug
				serial console "/dev/ttyS0"
				scheduler noop
				nested virtualization on
			}
			service vm "L1" {
				cpus 1
				guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
				legacy vuart 0 off
				console vuart pci
				kernel elf "nested-hello"
			}
			""";

	private ScenarioText() {
	}

	/** @return a file in a folder with blanks and letters beyond ASCII */
	static Path write(Path folder, String name, String text) throws IOException {
		Path workspace = Files.createDirectories(folder.resolve("hv ws ä"));
		return Files.writeString(workspace.resolve(name), text);
	}
}
