// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.devicemodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A folder that looks like the Service VM to a launch script: its kernel's files, and commands that write down what they are called with. A
 * script runs there unchanged but for the names of the kernel's files.
 */
final class ServiceVmMock {

	/** What a run of a script did. */
	record Run(int status, String said, List<List<String>> calls) {

		/** @return the words behind the command, of each call */
		List<List<String>> callsOf(String command) {
			return calls.stream().filter(call -> call.get(0).equals(command)).map(call -> call.subList(1, call.size())).toList();
		}
	}

	/** Ends a word, which may hold line breaks. */
	private static final String END_OF_WORD = "\0";
	private static final String END_OF_CALL = "\1";

	private final Path root;
	private final Path commands;
	private final Path log;

	ServiceVmMock(Path folder) throws IOException {
		root = Files.createDirectory(folder.resolve("root"));
		commands = Files.createDirectory(folder.resolve("bin"));
		log = folder.resolve("calls");
		file("/dev/acrn_hsm", "");
		file("/proc/cpuinfo", "");
		command("id", "echo 0");
		for (String silent : List.of("acrn-dm", "modprobe", "mount", "umount")) {
			command(silent, "exit 0");
		}
		command("mountpoint", "exit 0");
		command("ip", "case \"$*\" in 'link show dev acrn-br0') exit 0;; 'link show'*) exit 1;; esac");
	}

	/** Makes a file of the Service VM. */
	ServiceVmMock file(String path, String text) throws IOException {
		Path file = root.resolve(path.substring(1));
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
		return this;
	}

	/** @return what a file of the Service VM says, or that it is not there */
	String text(String path) throws IOException {
		Path file = root.resolve(path.substring(1));
		return Files.exists(file) ? Files.readString(file) : "not there";
	}

	/** Makes a command that does something after it has written down its words. */
	ServiceVmMock command(String name, String body) throws IOException {
		Path file = Files.writeString(commands.resolve(name), "#!/bin/bash\nprintf '%s\\0' " + name + " \"$@\" >>'" + log + "'\nprintf '\\1' >>'" + log + "'\n" + body + "\n");
		file.toFile().setExecutable(true);
		return this;
	}

	/** A command that is not installed. */
	ServiceVmMock without(String name) throws IOException {
		Files.delete(commands.resolve(name));
		return this;
	}

	/** Runs a script in a folder. */
	Run run(String script, Path folder) throws IOException, InterruptedException {
		String there = script;
		for (String tree : List.of("/sys/", "/proc/cpuinfo", "/dev/acrn_hsm")) {
			there = there.replaceAll("(?<=[\\s\"=<>])" + tree, root + tree);
		}
		Path file = Files.writeString(folder.resolve("launch.sh"), there);
		ProcessBuilder builder = new ProcessBuilder("/bin/bash", file.toString()).directory(folder.toFile()).redirectErrorStream(true);
		Files.deleteIfExists(log);
		builder.environment().put("PATH", commands + ":" + System.getenv("PATH"));
		Process process = builder.start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes(), UTF_8);
		return new Run(process.waitFor(), said, calls());
	}

	private List<List<String>> calls() throws IOException {
		List<List<String>> calls = new ArrayList<>();
		for (String call : Files.exists(log) ? Files.readString(log).split(END_OF_CALL) : new String[0]) {
			calls.add(Arrays.asList(call.split(END_OF_WORD)));
		}
		return calls;
	}
}
