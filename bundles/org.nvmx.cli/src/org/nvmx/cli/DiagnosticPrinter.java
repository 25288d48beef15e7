// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Prints diagnostics for people or for programs. */
final class DiagnosticPrinter {

	/** The forms there are. */
	enum Format {
		/** One line each, as compilers print it. */
		TEXT,
		/** One JSON array. */
		JSON,
		/** A log of the Static Analysis Results Interchange Format. */
		SARIF
	}

	private final PrintWriter out;

	DiagnosticPrinter(PrintWriter out) {
		this.out = out;
	}

	void print(List<Diagnostic> diagnostics, Format format) {
		switch (format) {
		case TEXT -> diagnostics.forEach(out::println);
		case JSON -> print(json(diagnostics));
		case SARIF -> print(SarifLog.of(diagnostics));
		}
		out.flush();
	}

	private void print(JsonElement json) {
		out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json));
	}

	/** @return whether a command that meets these has to exit with {@link ExitCode#PROBLEMS} */
	static boolean hasErrors(List<Diagnostic> diagnostics) {
		return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
	}

	private static JsonArray json(List<Diagnostic> diagnostics) {
		JsonArray array = new JsonArray();
		for (Diagnostic diagnostic : diagnostics) {
			JsonObject problem = new JsonObject();
			place(problem, diagnostic.location());
			problem.addProperty("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
			problem.addProperty("code", diagnostic.code());
			problem.addProperty("message", diagnostic.message());
			problem.addProperty("remedy", diagnostic.remedy());
			if (!diagnostic.origins().isEmpty()) {
				JsonArray origins = new JsonArray();
				diagnostic.origins().forEach(origin -> origins.add(place(new JsonObject(), origin)));
				problem.add("origins", origins);
			}
			array.add(problem);
		}
		return array;
	}

	private static JsonObject place(JsonObject object, Location place) {
		object.addProperty("file", place.file());
		object.addProperty("line", place.line());
		object.addProperty("column", place.column());
		object.addProperty("offset", place.offset());
		object.addProperty("length", place.length());
		return object;
	}
}
