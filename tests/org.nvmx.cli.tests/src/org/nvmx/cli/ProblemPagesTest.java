// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.board.PlatformRequirement;
import org.nvmx.acrn.check.AcrnRule;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The help pages of problems: in docs/rules, on the command line, in SARIF. */
class ProblemPagesTest {

	private static final String HOW = "; write them again: ./nvmx help --pages docs/rules";

	private static Path checkout() {
		for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
			if (Files.isDirectory(each.resolve("examples/nested-hello"))) {
				return each;
			}
		}
		throw new AssertionError("no checkout above " + Path.of("").toAbsolutePath());
	}

	/** Expect: what is committed is what the texts of the diagnostics and the tests of today make, page by page, and no page is left over. */
	@Test
	void committedPagesAreOfToday() throws IOException {
		Path folder = checkout().resolve("docs/rules");
		List<String> differences = new ArrayList<>();
		Map<String, String> pages = ProblemPages.of(checkout());
		for (Map.Entry<String, String> page : pages.entrySet()) {
			Path file = folder.resolve(page.getKey());
			if (!Files.exists(file) || !Files.readString(file).equals(page.getValue())) {
				differences.add(page.getKey());
			}
		}
		ProblemPages.pagesIn(folder).stream().map(file -> file.getFileName().toString()).filter(name -> !pages.containsKey(name))
				.forEach(name -> differences.add(name + " (of no code)"));
		assertEquals(List.of(), differences, "pages differ from the texts" + HOW);
	}

	/** Expect: each page says what, why and what to do, in whole sentences, and nothing of a text's form is left. */
	@Test
	void everyPageIsComplete() throws IOException {
		for (Map.Entry<String, String> page : ProblemPages.of(checkout()).entrySet()) {
			if (isOfACode(page.getKey())) {
				String text = page.getValue();
				assertTrue(text.matches("(?s)# NVMX\\d{4}: [^\n]+\n.*\n## What happened\n\n[^\n]+.*\n## Why\n\n[^\n]{15,}\\.\n.*\n## What to do\n\n[^\n]+\n.*"), text);
				String written = text.split("\n## What finds it")[0];
				assertFalse(written.contains("{0}") || written.contains("''") || written.contains("..\n"), text);
			}
		}
	}

	/** Expect: each kind of problem is looked for by a test that names it; boards are tested as a whole, from a table of capabilities. */
	@Test
	void everyProblemIsFoundByATest() throws IOException {
		Set<String> boards = Stream.concat(Stream.of(BoardRule.values()), Stream.of(PlatformRequirement.values())).map(kind -> kind.code())
				.collect(Collectors.toSet());
		List<String> untested = ProblemPages.of(checkout()).entrySet().stream().filter(page -> isOfACode(page.getKey()))
				.filter(page -> !boards.contains(page.getKey().replace(".md", ""))).filter(page -> !page.getValue().contains("## What finds it")).map(Map.Entry::getKey).toList();
		assertEquals(List.of(), untested);
	}

	private static boolean isOfACode(String file) {
		return file.startsWith("NVMX");
	}

	/** Expect: the 44 data checks of v3 and the 46 checks of boards are there, each row has codes or a reason, no name is used twice, and a code that stands for a rule of ACRN's XML is broken by a case. */
	@Test
	void theTableOfAcrnsRulesIsComplete() throws IOException {
		List<AcrnRuleTable.Row> rows = AcrnRuleTable.rows();
		assertEquals(44, rows.stream().filter(row -> row.name().matches("[CTMPDVBIXR]\\d")).count(), "data checks of v3");
		assertEquals(46, rows.stream().filter(row -> row.name().matches("H\\d+")).count(), "checks of boards");
		assertEquals(rows.size(), rows.stream().map(AcrnRuleTable.Row::name).distinct().count(), "names");
		Path tests = checkout().resolve("tests/org.nvmx.acrn.tests/src/org/nvmx/acrn/check");
		String cases = Files.readString(tests.resolve("rule-cases.txt")) + Files.readString(tests.resolve("LaunchXmlCheckTest.java"));
		for (AcrnRuleTable.Row row : rows) {
			assertTrue(row.codes().isEmpty() ? row.reason().length() > 30 : row.reason().isEmpty(), row.toString());
			for (String code : row.codes()) {
				assertTrue(AcrnRule.ofCode(code).isEmpty() || cases.contains("\n= " + code + " '") || cases.contains(code + " "), row + ": no case for " + code);
			}
		}
	}

	/** Expect: every rule of ACRN's XML that is not about conversions stands in a row of the table. */
	@Test
	void everyRuleOfAcrnIsInTheTable() {
		Set<String> inTable = AcrnRuleTable.rows().stream().flatMap(row -> row.codes().stream()).collect(Collectors.toSet());
		assertEquals(List.of(), Stream.of(AcrnRule.values()).filter(rule -> !rule.code().matches("NVMX08[0-3]\\d")).map(AcrnRule::code).filter(code -> !inTable.contains(code)).toList());
	}

	/** Expect: the page without the tests, for a code in any case; wrong usage for a code that does not exist. */
	@Test
	void helpPrintsThePageOfACode() {
		for (String code : List.of("NVMX0101", "nvmx0101")) {
			CommandLineCall call = CommandLineCall.of("help", code);
			assertEquals(ExitCode.FINE, call.exitCode(), call::err);
			assertTrue(call.out().startsWith("# NVMX0101: Nested virtualization needs the noop scheduler\n"), call::out);
			assertTrue(call.out().contains("| Quick fix | yes, in scenarios |") && call.out().contains("Set: scheduler noop."), call::out);
		}
		assertEquals(ExitCode.USAGE, CommandLineCall.of("help", "NVMX9999").exitCode());
	}

	/** Expect: each rule of a SARIF log carries title, reason and page. */
	@Test
	void sarifCarriesThePages() {
		JsonObject log = JsonParser.parseString(CommandLineCall.of("check", "--format", "sarif", checkout().resolve("examples/broken/broken.nvmx")).out()).getAsJsonObject();
		JsonArray rules = log.getAsJsonArray("runs").get(0).getAsJsonObject().getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules");
		assertTrue(rules.size() > 10, rules::toString);
		for (JsonElement each : rules) {
			JsonObject rule = each.getAsJsonObject();
			ProblemPage page = ProblemCatalogue.page(rule.get("id").getAsString().toLowerCase(Locale.ROOT)).orElseThrow();
			assertEquals(page.title(), rule.getAsJsonObject("shortDescription").get("text").getAsString());
			assertEquals(page.explanation(), rule.getAsJsonObject("help").get("text").getAsString());
			assertEquals(page.toMarkdown(List.of()), rule.getAsJsonObject("help").get("markdown").getAsString());
		}
	}
}
