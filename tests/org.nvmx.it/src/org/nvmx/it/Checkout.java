// SPDX-License-Identifier: EPL-2.0
package org.nvmx.it;

import java.nio.file.Files;
import java.nio.file.Path;

import org.nvmx.hypervisor.HypervisorSources;

/** The checkout that the tests run in. */
final class Checkout {

	private Checkout() {
	}

	/** @return the folder that holds the script nvmx; tests run in a folder below it */
	static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		while (!Files.isRegularFile(folder.resolve("nvmx"))) {
			folder = folder.getParent();
		}
		return folder;
	}

	static HypervisorSources hypervisor() {
		return new HypervisorSources(root().resolve("hypervisor-src"));
	}

	static Path example(String name) {
		return root().resolve("examples").resolve(name).resolve(name + ".nvmx");
	}
}
