// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this program holds of the host: a machine that ended must not leave any of it behind.
 *
 * @param processes our children and theirs, by command
 * @param listeners TCP ports on which we or they listen
 * @param temporary what lies in the folder for temporary files and is named after us
 */
record HostResources(Set<String> processes, Set<String> listeners, Set<String> temporary) {

	private static final String LISTEN = "0A";

	static HostResources now() throws IOException {
		Set<String> processes = ProcessHandle.current().descendants()
				.map(process -> process.pid() + " " + process.info().command().orElse("?"))
				.collect(Collectors.toSet());
		return new HostResources(processes, openPorts(), temporaryFiles());
	}

	/** @return what is there now and was not there before */
	Set<String> newSince(HostResources before) {
		return Stream.of(minus(processes, before.processes), minus(listeners, before.listeners), minus(temporary, before.temporary))
				.flatMap(Set::stream)
				.collect(Collectors.toSet());
	}

	private static Set<String> minus(Set<String> all, Set<String> some) {
		return all.stream().filter(item -> !some.contains(item)).collect(Collectors.toSet());
	}

	/** Listening sockets of this process, from Linux's table; those of the emulator die with it. */
	private static Set<String> openPorts() throws IOException {
		Set<String> ours = ourSockets();
		try (Stream<String> lines = Stream.concat(Files.lines(Path.of("/proc/net/tcp")), Files.lines(Path.of("/proc/net/tcp6")))) {
			return lines.map(line -> line.strip().split("\\s+"))
					.filter(columns -> columns.length > 9 && columns[3].equals(LISTEN) && ours.contains("socket:[" + columns[9] + "]"))
					.map(columns -> columns[1])
					.collect(Collectors.toSet());
		}
	}

	private static Set<String> ourSockets() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			return files.map(HostResources::target).collect(Collectors.toSet());
		}
	}

	private static String target(Path link) {
		try {
			return Files.readSymbolicLink(link).toString();
		} catch (IOException e) {
			return ""; // closed meanwhile
		}
	}

	private static Set<String> temporaryFiles() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("nvmx")).collect(Collectors.toSet());
		}
	}
}
