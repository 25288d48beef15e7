// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.devicemodel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.nvmx.generator.internal.ShellWord;

/**
 * A launch script as it comes about: what is done first, and the command of the device model. What cannot be undone is done last, when all
 * the rest has succeeded; what can be is undone when the script ends, however it ends.
 */
final class DeviceModelScript {

	private static final String START = """
			# shellcheck disable=SC2054,SC2317 # acrn-dm separates its options by commas; cleanup is called when the script ends
			set -u

			fail() {
				printf '%s: %s\\n' "${0##*/}" "$1" >&2
				exit 1
			}

			warn() {
				printf '%s: warning: %s\\n' "${0##*/}" "$1" >&2
			}
			""";
	private static final String FOLDERS = """
				for folder in "${folders[@]}"; do
					if mountpoint -q "$folder"; then
						umount "$folder" || warn "cannot unmount $folder"
					fi
					rmdir "$folder"
				done
			""";
	private static final String TAPS = """
				for tap in "${taps[@]}"; do
					ip link delete dev "$tap" || warn "cannot remove the tap device $tap"
				done
			""";
	private static final String CHECKS = """
			[ "$(id -u)" -eq 0 ] || fail 'only root can start a VM'
			command -v acrn-dm >/dev/null || fail 'there is no acrn-dm, the device model of ACRN: install it in the Service VM'
			[ -e /dev/acrn_hsm ] || fail 'there is no /dev/acrn_hsm: this is not the Service VM of ACRN, or its kernel lacks CONFIG_ACRN_HSM'
			""";
	private static final String END = """
			printf 'acrn-dm' >&2
			printf ' %q' "${parameters[@]}" >&2
			printf '\\n' >&2
			acrn-dm "${parameters[@]}"
			status=$?
			[ "$status" -eq 0 ] || warn "the device model ended with status $status"
			exit "$status"
			""";

	private final List<String> comments = new ArrayList<>();
	private final Set<ShellFunction> functions = EnumSet.noneOf(ShellFunction.class);
	private final List<String> steps = new ArrayList<>();
	private final List<String> lastSteps = new ArrayList<>();
	private final List<String> parameters = new ArrayList<>();

	/** @param text may hold any name; it becomes one line */
	void comment(String text) {
		comments.add(text.isEmpty() ? "#" : "# " + ShellWord.comment(text));
	}

	/** Does something before the VM starts; the same thing once. */
	void step(String command) {
		if (!steps.contains(command)) {
			steps.add(command);
		}
	}

	/** Calls a function before the VM starts; the same call once. */
	void step(ShellFunction function, String... arguments) {
		functions.add(function);
		step(call(function, arguments));
	}

	/** Calls a function that changes what stays changed. */
	void lastStep(ShellFunction function, String... arguments) {
		functions.add(function);
		lastSteps.add(call(function, arguments));
	}

	private static String call(ShellFunction function, String... arguments) {
		String name = function.name().toLowerCase(Locale.ROOT);
		return Stream.concat(Stream.of(name), Stream.of(arguments).map(ShellWord::quote)).collect(Collectors.joining(" "));
	}

	/** Says that something is not as it should be, when the script runs. */
	void warn(String text) {
		step("warn " + ShellWord.quote(text));
	}

	/** Adds parameters as the shell shall read them: quoted already. */
	void parameters(String words) {
		parameters.add(words);
	}

	/** @return whether the parameters are there already */
	boolean has(String words) {
		return parameters.contains(words);
	}

	/** @return the whole script */
	String text() {
		StringBuilder text = new StringBuilder("#!/bin/bash\n");
		comments.forEach(comment -> text.append(comment).append('\n'));
		text.append('\n').append(START).append('\n').append(cleanup());
		functions.forEach(function -> text.append(function.text()).append('\n'));
		text.append(CHECKS).append('\n');
		List<String> all = Stream.concat(steps.stream(), lastSteps.stream()).toList();
		all.forEach(step -> text.append(step).append('\n'));
		text.append(all.isEmpty() ? "" : "\n").append("parameters=(\n");
		parameters.forEach(line -> text.append('\t').append(line).append('\n'));
		return text.append(")\n").append(END).toString();
	}

	private String cleanup() {
		boolean mounts = functions.contains(ShellFunction.MOUNT_PARTITION);
		boolean taps = functions.contains(ShellFunction.ADD_TAP);
		if (!mounts && !taps) {
			return "";
		}
		return (taps ? "taps=()\n" : "") + (mounts ? "folders=()\n" : "") + "cleanup() {\n\tlocal" + (taps ? " tap" : "") + (mounts ? " folder" : "") + "\n"
				+ (taps ? TAPS : "") + (mounts ? FOLDERS : "") + "}\ntrap cleanup EXIT\n\n";
	}
}
