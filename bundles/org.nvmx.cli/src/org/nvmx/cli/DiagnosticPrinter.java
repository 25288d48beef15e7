// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Severity;

/** Prints diagnostics for people or for programs. */
final class DiagnosticPrinter {

	/** The forms there are. */
	enum Format {
		/** One line each, as compilers print it. */
		TEXT,
		/** One JSON array. */
		JSON
	}

	private final PrintWriter out;

	DiagnosticPrinter(PrintWriter out) {
		this.out = out;
	}

	void print(List<Diagnostic> diagnostics, Format format) {
		if (format == Format.JSON) {
			out.println(json(diagnostics));
		} else {
			diagnostics.forEach(out::println);
		}
		out.flush();
	}

	/** @return whether a command that meets these has to exit with {@link ExitCode#PROBLEMS} */
	static boolean hasErrors(List<Diagnostic> diagnostics) {
		return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
	}

	private static String json(List<Diagnostic> diagnostics) {
		if (diagnostics.isEmpty()) {
			return "[]";
		}
		StringBuilder text = new StringBuilder("[\n");
		for (int i = 0; i < diagnostics.size(); i++) {
			Diagnostic d = diagnostics.get(i);
			text.append("  {\"file\": ").append(JsonText.quote(d.location().file()))
					.append(", \"line\": ").append(d.location().line()).append(", \"column\": ").append(d.location().column())
					.append(", \"offset\": ").append(d.location().offset()).append(", \"length\": ").append(d.location().length())
					.append(", \"severity\": ").append(JsonText.quote(d.severity().name().toLowerCase(Locale.ROOT)))
					.append(", \"code\": ").append(JsonText.quote(d.code())).append(", \"message\": ").append(JsonText.quote(d.message()))
					.append(", \"remedy\": ").append(JsonText.quote(d.remedy())).append('}')
					.append(i + 1 < diagnostics.size() ? ",\n" : "\n");
		}
		return text.append(']').toString();
	}
}
