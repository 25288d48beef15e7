// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.nvmx.target.console.SerialConsole;

/**
 * Sends what the user types, line by line, to one of the consoles. A line that begins with a tilde is for us: {@code ~L0} types to
 * L0 from now on, {@code ~.} ends the machine, {@code ~~text} sends {@code ~text}.
 */
public final class ConsoleInput {

	private static final String ESCAPE = "~";

	private final List<SerialConsole> consoles;
	private final PrintWriter err;
	private SerialConsole selected;

	/**
	 * @param consoles that can be typed to
	 * @param selected the one to begin with
	 * @param err      where the user is told what happens
	 */
	public ConsoleInput(List<SerialConsole> consoles, SerialConsole selected, PrintWriter err) {
		this.consoles = List.copyOf(consoles);
		this.selected = selected;
		this.err = err;
	}

	/** Reads standard input from now on, if a person is there to type or somebody sends a text. */
	public void start(Runnable endMachine) {
		if (System.console() != null) {
			String names = consoles.stream().map(console -> ESCAPE + console.name()).collect(Collectors.joining(", "));
			err.println("nvmx: what you type goes to " + selected.name() + "; " + names + " switches, ~. ends the machine");
		}
		Thread.ofPlatform().daemon().name("console input").start(() -> read(endMachine));
	}

	private void read(Runnable endMachine) {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				if (line.equals(ESCAPE + ".")) {
					endMachine.run();
					return;
				}
				take(line);
			}
		} catch (IOException e) {
			err.println("nvmx: nothing can be typed any more: " + e.getMessage());
		}
	}

	/** Does what one line asks for. */
	void take(String line) throws IOException {
		if (line.startsWith(ESCAPE) && !line.startsWith(ESCAPE + ESCAPE)) {
			select(line.substring(ESCAPE.length()).strip());
		} else {
			selected.send((line.startsWith(ESCAPE) ? line.substring(ESCAPE.length()) : line) + "\r");
		}
	}

	private void select(String name) {
		Optional<SerialConsole> console = consoles.stream().filter(candidate -> candidate.name().equalsIgnoreCase(name)).findFirst();
		console.ifPresent(found -> selected = found);
		err.println(console.isPresent() ? "nvmx: what you type goes to " + selected.name() : "nvmx: there is no console '" + name + "'");
	}
}
