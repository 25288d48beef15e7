// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.nvmx.generator.boot.BootModule;
import org.nvmx.generator.boot.GrubMenuGenerator;
import org.nvmx.model.scenario.Scenario;

/** GRUB's menu of a run without the hypervisor: the first VM's guest is the kernel. */
final class BareMenu {

	private BareMenu() {
	}

	static Path write(Scenario scenario, Path folder) throws IOException {
		Path file = folder.resolve("bare.cfg");
		BootModule guest = BootModule.modulesOf(scenario).get(0);
		Files.writeString(file, new GrubMenuGenerator().generateBare(scenario.getName(), guest));
		return file;
	}
}
