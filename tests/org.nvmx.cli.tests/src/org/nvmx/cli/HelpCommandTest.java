// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

class HelpCommandTest {

	/** Expect: each command has a description, and so has each of its options. */
	@Test
	void describesEverything() {
		for (CommandLine command : Main.commandLine().getSubcommands().values()) {
			assertTrue(command.getCommandSpec().usageMessage().description().length > 0, command::getCommandName);
			command.getCommandSpec().options().forEach(option -> assertTrue(option.description().length > 0, option::longestName));
			CommandLineCall help = CommandLineCall.of("help", command.getCommandName());
			assertEquals(ExitCode.FINE, help.exitCode());
			assertTrue(help.out().contains("nvmx " + command.getCommandName()), help::out);
		}
	}

	/** Expect: the version of the bundles. */
	@Test
	void tellsTheVersion() {
		assertTrue(CommandLineCall.of("version").out().startsWith("nVMX Studio " + VersionCommand.VERSION));
	}
}
