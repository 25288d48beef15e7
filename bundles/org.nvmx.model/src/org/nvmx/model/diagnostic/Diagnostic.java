// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.diagnostic;

import java.util.List;
import java.util.Locale;

/**
 * A problem, the same in editor, marker, language server and command line.
 *
 * @param code     stable, never reused; the name of the problem's help page
 * @param severity how bad it is
 * @param location where it is
 * @param message  what happened, a sentence without a full stop
 * @param remedy   what to do now, a sentence without a full stop, or empty
 * @param origins  where the words that it is about are written, if that is not at the location; the message names these places, too
 */
public record Diagnostic(String code, Severity severity, Location location, String message, String remedy, List<Location> origins) {

	public Diagnostic {
		origins = List.copyOf(origins);
	}

	/** A problem of the words at its location. */
	public Diagnostic(String code, Severity severity, Location location, String message, String remedy) {
		this(code, severity, location, message, remedy, List.of());
	}

	/** @return the line that compilers print: {@code file:line:column: severity: message; remedy [code]} */
	@Override
	public String toString() {
		String advice = remedy.isEmpty() ? "" : "; " + remedy;
		return location + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + message + advice + " [" + code + "]";
	}
}
