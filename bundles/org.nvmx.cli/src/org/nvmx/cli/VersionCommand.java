// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nvmx version}. */
@Command(name = "version", description = "Prints the versions of nVMX Studio and of the Java it runs on.")
final class VersionCommand implements Callable<Integer> {

	/** As in the bundles' manifests. */
	static final String VERSION = "0.1.0";

	@Spec
	private CommandSpec spec;

	@Override
	public Integer call() {
		spec.commandLine().getOut().println("nVMX Studio " + VERSION + ", Java " + Runtime.version());
		return ExitCode.FINE;
	}
}
