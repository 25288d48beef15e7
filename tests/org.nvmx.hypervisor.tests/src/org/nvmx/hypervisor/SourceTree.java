// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tiny stand-in for hypervisor-src, in folders with blanks and letters beyond ASCII. */
record SourceTree(Path root) {

	private static final String MAKEFILE = """
			src := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
			$O/nvmx.elf: $(src)/core/main.c $(CONFIG)/nvmx_config.h
				$(CC) -Wall -Wextra -Werror -ffreestanding -I'$(CONFIG)' -c '$<' -o $@
			""";

	static SourceTree create(Path parent) throws IOException {
		SourceTree tree = new SourceTree(parent.resolve("hv ws ä"));
		Files.createDirectories(tree.sources().folder().resolve("core"));
		Files.writeString(tree.sources().folder().resolve("Makefile"), MAKEFILE);
		Files.createDirectories(tree.configuration());
		Files.writeString(tree.configuration().resolve("nvmx_config.h"), "#define ANSWER 42\n");
		tree.writeMain("#include \"nvmx_config.h\"\nint main(void) { return ANSWER; }\n");
		return tree;
	}

	HypervisorSources sources() {
		return new HypervisorSources(root.resolve("hypervisor src"));
	}

	Path configuration() {
		return root.resolve("my config");
	}

	Path output() {
		return root.resolve("out put");
	}

	void writeMain(String text) throws IOException {
		Files.writeString(main(), text);
	}

	Path main() {
		return sources().folder().resolve("core/main.c");
	}

	HypervisorBuild build(Compiler compiler) {
		return new HypervisorBuild(sources(), configuration(), output(), compiler);
	}
}
