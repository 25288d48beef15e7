// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.nvmx.generator.boot.BootModule;
import org.nvmx.model.scenario.Scenario;

/** GRUB's menu of a run without the hypervisor: the first VM's guest is the kernel. */
final class BareMenu {

	private BareMenu() {
	}

	static Path write(Scenario scenario, Path folder) throws IOException {
		Path file = folder.resolve("bare.cfg");
		BootModule guest = BootModule.modulesOf(scenario).get(0);
		Files.writeString(file, "set timeout=0\nmenuentry bare {\n\tmultiboot " + guest.path() + "\n\tboot\n}\n");
		return file;
	}
}
