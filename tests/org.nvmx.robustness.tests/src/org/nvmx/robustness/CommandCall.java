// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.nvmx.cli.Main;

/**
 * A call of nvmx within this virtual machine that kept the rules for every input: it ended with 0 or 1, without an internal error, what it reported
 * is inside of the file, and it wrote nothing when it failed.
 *
 * @param exitCode 0 or 1
 * @param out      standard output
 */
record CommandCall(int exitCode, String out) {

	/** More is no help to anybody who reads it. */
	private static final int LONGEST_LINE = 4000;
	private static final Pattern JSON_PLACE = Pattern.compile("\"file\": (\".*\"),\\s+\"line\": (-?\\d+),\\s+\"column\": (-?\\d+),\\s+\"offset\": (-?\\d+),\\s+\"length\": (-?\\d+)");
	private static final Pattern JSON_CODE = Pattern.compile("\"code\": \"(?!NVMX\\d{4}\")");

	/** @param output what the call may write, which is not there yet, or null if it may write nothing */
	static CommandCall of(Path output, Object... arguments) throws MisbehaviourException, IOException {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
		String call = words[0];
		int exitCode = 0;
		try {
			exitCode = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
		} catch (RuntimeException | Error thrown) {
			throw new MisbehaviourException(call, thrown);
		}
		String said = out + "" + err;
		int internal = said.indexOf("internal error");
		if (internal >= 0) {
			throw new MisbehaviourException(call + ": " + said.substring(internal).replaceAll(".* at |; please.*", "").lines().findFirst().orElse(""), call + ": " + said.substring(internal));
		}
		if (exitCode != 0 && exitCode != 1) {
			throw new MisbehaviourException(call + " ends with " + exitCode, call + " ends with " + exitCode + ": " + said);
		}
		// Tables of explain are as wide as what they hold.
		if ((call.equals("explain") ? err.toString() : said).lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
			throw new MisbehaviourException(call + " prints a long line", call + " prints a line of more than " + LONGEST_LINE + " letters: " + said.substring(0, LONGEST_LINE));
		}
		if (exitCode != 0 && output != null && Files.exists(output)) {
			throw new MisbehaviourException(call + " fails and writes", call + " ends with " + exitCode + " and has written " + output + ": " + said);
		}
		return new CommandCall(exitCode, out.toString());
	}

	/** Checks a file and looks at the places of its problems; those of its board's file are looked at when that one is checked. */
	static CommandCall check(Path file, String text, Object... options) throws MisbehaviourException, IOException {
		CommandCall call = of(null, Stream.concat(Stream.of("check", "--format", "json", file), Stream.of(options)).toArray());
		int lines = text.split("\r\n|\r|\n", -1).length;
		for (Matcher place = JSON_PLACE.matcher(call.out()); place.find();) {
			int line = Integer.parseInt(place.group(2));
			int end = Integer.parseInt(place.group(4)) + Integer.parseInt(place.group(5));
			// Line 0 is the file as a whole.
			boolean outside = line < 0 || line > lines || line > 0 && (Integer.parseInt(place.group(3)) < 1 || end > text.length());
			if (outside && place.group(1).equals('"' + file.toString() + '"')) {
				throw new MisbehaviourException("a place outside of the file", place.group() + " in a file of " + lines + " lines and " + text.length() + " letters");
			}
		}
		if (JSON_CODE.matcher(call.out()).find()) {
			throw new MisbehaviourException("a problem without a code", call.out());
		}
		return call;
	}

	boolean succeeded() {
		return exitCode == 0;
	}
}
