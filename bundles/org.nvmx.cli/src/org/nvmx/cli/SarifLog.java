// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Diagnostics as a log of SARIF 2.1.0, the form that code hosts and CI systems show beside the source. */
final class SarifLog {

	private static final String VERSION = "2.1.0";

	private SarifLog() {
	}

	static JsonObject of(List<Diagnostic> diagnostics) {
		JsonObject run = new JsonObject();
		run.add("tool", object("driver", driver(diagnostics)));
		run.addProperty("columnKind", "utf16CodeUnits");
		JsonArray results = new JsonArray();
		diagnostics.forEach(diagnostic -> results.add(result(diagnostic)));
		run.add("results", results);
		JsonObject log = new JsonObject();
		log.addProperty("version", VERSION);
		log.add("runs", array(run));
		return log;
	}

	private static JsonObject driver(List<Diagnostic> diagnostics) {
		JsonObject driver = new JsonObject();
		driver.addProperty("name", "nvmx");
		JsonArray rules = new JsonArray();
		for (String code : diagnostics.stream().map(Diagnostic::code).collect(Collectors.toCollection(TreeSet::new))) {
			rules.add(rule(code));
		}
		driver.add("rules", rules);
		return driver;
	}

	/** A viewer shows the rule's page beside its results, without a look into the net. */
	private static JsonObject rule(String code) {
		JsonObject rule = property("id", code);
		ProblemCatalogue.page(code).ifPresent(page -> {
			rule.add("shortDescription", property("text", page.title()));
			rule.add("fullDescription", property("text", page.explanation()));
			JsonObject help = property("text", page.explanation());
			help.addProperty("markdown", page.toMarkdown(List.of()));
			rule.add("help", help);
		});
		return rule;
	}

	private static JsonObject result(Diagnostic diagnostic) {
		JsonObject result = property("ruleId", diagnostic.code());
		result.addProperty("level", level(diagnostic.severity()));
		String advice = diagnostic.remedy().isEmpty() ? "" : "; " + diagnostic.remedy();
		result.add("message", property("text", diagnostic.message() + advice));
		result.add("locations", array(object("physicalLocation", place(diagnostic.location()))));
		if (!diagnostic.origins().isEmpty()) {
			JsonArray origins = new JsonArray();
			diagnostic.origins().forEach(origin -> origins.add(object("physicalLocation", place(origin))));
			result.add("relatedLocations", origins);
		}
		return result;
	}

	private static String level(Severity severity) {
		return switch (severity) {
		case ERROR -> "error";
		case WARNING -> "warning";
		case INFO -> "note";
		};
	}

	private static JsonObject place(Location location) {
		JsonObject place = object("artifactLocation", property("uri", uri(location.file())));
		if (location.line() > 0) {
			JsonObject region = new JsonObject();
			region.addProperty("startLine", location.line());
			region.addProperty("startColumn", location.column());
			region.addProperty("charOffset", location.offset());
			region.addProperty("charLength", location.length());
			place.add("region", region);
		}
		return place;
	}

	/** Relative files stay relative, as SARIF wants them; only their special characters are escaped. */
	private static String uri(String file) {
		Path path = Path.of(file);
		if (path.isAbsolute()) {
			return path.toUri().toString();
		}
		String base = Path.of("").toAbsolutePath().toUri().toString();
		String whole = path.toAbsolutePath().toUri().toString();
		return whole.startsWith(base) ? whole.substring(base.length()) : whole;
	}

	private static JsonObject property(String name, String value) {
		JsonObject object = new JsonObject();
		object.addProperty(name, value);
		return object;
	}

	private static JsonObject object(String name, JsonElement value) {
		JsonObject object = new JsonObject();
		object.add(name, value);
		return object;
	}

	private static JsonArray array(JsonElement element) {
		JsonArray array = new JsonArray();
		array.add(element);
		return array;
	}
}
