// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.board.BoardReader;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every rule on documents that break it, from {@code rule-cases.txt}. */
class RuleCasesTest {

	/** A case of the file. */
	private record RuleCase(String title, String document, String board, Dialect dialect, List<String> expected) {
	}

	/** A base document and the release that it is written for. */
	private static final Map<String, Dialect> BASES = Map.of("v3", Dialect.V3_3, "v2", Dialect.V2_6, "v2.7", Dialect.V2_7);

	private static String resource(String name) {
		try (InputStream input = RuleCasesTest.class.getResourceAsStream(name)) {
			return new String(input.readAllBytes(), UTF_8);
		} catch (IOException broken) {
			throw new AssertionError(name + " cannot be read", broken);
		}
	}

	private static List<RuleCase> cases() {
		List<RuleCase> cases = new ArrayList<>();
		for (String block : resource("rule-cases.txt").split("\n# ")) {
			List<String> lines = block.lines().toList();
			if (lines.get(1).startsWith("base ")) {
				String base = lines.get(1).substring("base ".length());
				List<String> expected = lines.stream().filter(line -> line.startsWith("= ")).map(line -> line.substring(2)).toList();
				cases.add(new RuleCase(lines.get(0), edit(base(base), "", lines), edit(resource("board.xml"), "board", lines), BASES.get(base),
						expected.stream().map(RuleCasesTest::repeated).toList()));
			}
		}
		return cases;
	}

	/** v2.7 calls the Service VM by that name, and each VM has one. */
	private static String base(String name) {
		return name.equals("v2.7") ? resource("base-v2.xml").replace("SOS_VM</vm_type>", "SERVICE_VM</vm_type>").replace("SOS_COM", "SERVICE_VM_COM")
				.replace("<vm id=\"1\">", "<vm id=\"1\"><name>USER</name>")
				: resource("base-" + name + ".xml");
	}

	/** @param prefix of the lines that are about the text */
	private static String edit(String text, String prefix, List<String> lines) {
		String edited = text;
		for (int i = 2; i + 1 < lines.size(); i++) {
			if (lines.get(i).startsWith(prefix + "- ")) {
				String old = lines.get(i).substring(prefix.length() + 2).replace("\\n", "\n");
				assertEquals(2, edited.split(Pattern.quote(old), -1).length, lines.get(0) + ": not once in the base: " + old);
				edited = edited.replace(old, repeated(lines.get(i + 1).substring(prefix.length() + 2).replace("\\n", "\n")));
			}
		}
		return edited;
	}

	private static String repeated(String text) {
		return Pattern.compile("\\\\x(\\d+)").matcher(text).replaceAll(count -> "x".repeat(Integer.parseInt(count.group(1))));
	}

	private static List<Diagnostic> check(String text, String board, Dialect dialect) {
		XmlDocument document = new XmlReader().read(text, "case.xml").document().orElseThrow();
		return new ScenarioXmlCheck().check(document, dialect, new BoardReader().read(board, "board.xml").board());
	}

	/** Stimulus: the base documents. Expect: nothing, for each case shall find its own change only. */
	@Test
	void basesAreWithoutProblems() {
		BASES.forEach((name, dialect) -> assertEquals(List.of(), check(base(name), resource("board.xml"), dialect), name));
	}

	/** Stimulus: each case. Expect: exactly the listed problems, in the order of the document, each marking the listed text. */
	@Test
	void casesFindWhatTheyList() {
		List<String> failures = new ArrayList<>();
		for (RuleCase ruleCase : cases()) {
			List<String> found = found(ruleCase);
			if (!found.equals(ruleCase.expected())) {
				failures.add(ruleCase.title() + "\n  expected " + ruleCase.expected() + "\n  got      " + found);
			}
		}
		assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
	}

	private static List<String> found(RuleCase ruleCase) {
		String text = ruleCase.document();
		return check(text, ruleCase.board(), ruleCase.dialect()).stream().map(diagnostic -> diagnostic.code() + " '"
				+ text.substring(diagnostic.location().offset(), diagnostic.location().offset() + diagnostic.location().length()) + "'").toList();
	}

	/** Stimulus: seventeen VMs, and no limit written. Expect: the last one is beyond the release's default. */
	@Test
	void oneVmMoreThanTheDefaultIsFound() {
		String further = IntStream.range(4, 17).mapToObj(id -> "<vm id=\"" + id + "\"><load_order>POST_LAUNCHED_VM</load_order><name>n" + id
				+ "</name><vm_type>STANDARD_VM</vm_type><cpu_affinity><pcpu><pcpu_id>1</pcpu_id></pcpu></cpu_affinity></vm>").collect(Collectors.joining());
		String text = base("v3").replace("<CAPACITIES><MAX_VM_NUM>16</MAX_VM_NUM></CAPACITIES>", "").replace("</acrn-config>", further + "</acrn-config>");
		List<Diagnostic> found = check(text, resource("board.xml"), Dialect.V3_3).stream().filter(problem -> problem.code().equals(AcrnRule.TOO_MANY_VMS.code())).toList();
		assertEquals(List.of(text.lastIndexOf("<vm id") + 1), found.stream().map(problem -> problem.location().offset()).toList(), found::toString);
	}

	/** Stimulus: each case for the other releases of its generation, too. Expect: what finds it is what the table of the rules says, which help pages show. */
	@Test
	void theTableSaysForWhichReleasesACaseIsFound() {
		SortedMap<String, SortedSet<Dialect>> found = new TreeMap<>();
		for (RuleCase ruleCase : cases()) {
			Set<String> expected = ruleCase.expected().stream().map(line -> line.split(" ")[0]).collect(Collectors.toSet());
			for (Dialect dialect : Dialect.values()) {
				if (dialect.isV3() == ruleCase.dialect().isV3()) {
					check(ruleCase.document(), ruleCase.board(), dialect).stream().map(Diagnostic::code).filter(expected::contains)
							.forEach(code -> found.computeIfAbsent(code, key -> new TreeSet<>()).add(dialect));
				}
			}
		}
		String table = found.entrySet().stream().map(rule -> rule.getKey() + "\t" + rule.getValue().stream().map(Dialect::release).collect(Collectors.joining(" ")) + "\n")
				.collect(Collectors.joining());
		String committed = Arrays.stream(AcrnRule.values()).filter(rule -> !rule.releases().isEmpty()).sorted(Comparator.comparing(AcrnRule::code))
				.map(rule -> rule.code() + "\t" + rule.releases().stream().map(Dialect::release).collect(Collectors.joining(" ")) + "\n").collect(Collectors.joining());
		assertEquals(table, committed, () -> "rule-releases.tsv should be:\n" + table);
	}

	/** Stimulus: the list of rules. Expect: each has a case that breaks it, those of upgrades, imports and launch files have tests of their own, and all have a text for people. */
	@Test
	void everyRuleHasACase() {
		Set<String> covered = cases().stream().flatMap(ruleCase -> ruleCase.expected().stream()).map(line -> line.split(" ")[0]).collect(Collectors.toCollection(TreeSet::new));
		assertEquals(Arrays.stream(AcrnRule.values()).filter(rule -> !Set.of("upgrade", "import", "v2 launch").contains(rule.origin())).map(AcrnRule::code).collect(Collectors.toCollection(TreeSet::new)), covered);
		for (AcrnRule rule : AcrnRule.values()) {
			assertEquals(Rule.ofCode(rule.code()).isPresent(), rule.explanation().isEmpty(), rule + ": the reason belongs to the scenario language's rules, or here");
			assertTrue(!rule.message("a", "b", "c", "d").isBlank() && !rule.remedy("a", "b", "c", "d").isBlank(), rule + " lacks a text");
			assertTrue(!(rule.message("a", "b", "c", "d") + rule.remedy("a", "b", "c", "d")).matches("(?s).*(\\{\\d|''|\\.$).*"), rule + ": " + rule.message("a", "b", "c", "d"));
		}
	}
}
