// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.eclipse.xtext.util.CancelIndicator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.acrn.AcrnRulesCheck;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.explanation.ExplanationSource;

/** ACRN's rules in scenarios of the language, from {@code acrn-cases.txt}: each is found at the word that is wrong, and its quick fixes mend it. */
class AcrnRulesInScenariosTest {

	private static final ScenarioLanguageServices SERVICES = ScenarioLanguageServices.create(ExplanationSource.NONE, new AcrnRulesCheck(new BoardCatalogue()));
	private static final Map<String, String> TEXTS = new TreeMap<>(Map.of("BOARD", "scenario s on board \"mine\"", "SRAM", "scenario s on board \"sram\"", "RELEASE",
			"hypervisor { build release }", "HV", "hypervisor { build release", "SERVICE", "service vm svc { kernel elf \"k\" }", "PRE",
			"pre-launched vm p { memory 64 MiB kernel elf \"k\""));

	@TempDir
	Path folder;

	/** @param places of the problems, "offset+length" */
	private record Case(String title, String text, List<String> places, Set<String> codes, List<String> fixes) {
	}

	private static String resource(String name) {
		try (InputStream input = AcrnRulesInScenariosTest.class.getResourceAsStream(name)) {
			return new String(input.readAllBytes(), UTF_8);
		} catch (IOException broken) {
			throw new AssertionError(name + " cannot be read", broken);
		}
	}

	private static List<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (String block : resource("acrn-cases.txt").split("\n# ")) {
			List<String> lines = block.lines().toList();
			if (lines.stream().anyMatch(line -> line.startsWith("= "))) {
				String marked = Arrays.stream(lines.get(1).split(" ")).map(word -> TEXTS.getOrDefault(word, word)).collect(Collectors.joining(" "));
				List<String> places = new ArrayList<>();
				StringBuilder text = new StringBuilder();
				int start = 0;
				for (char c : marked.toCharArray()) {
					if (c == '«') {
						start = text.length();
					} else if (c == '»') {
						places.add(start + "+" + (text.length() - start));
					} else {
						text.append(c);
					}
				}
				cases.add(new Case(lines.get(0), text.toString(), places, new TreeSet<>(Arrays.asList(lines.get(2).substring(2).split(" "))),
						lines.stream().filter(line -> line.startsWith("> ")).map(line -> line.substring(2)).toList()));
			}
		}
		assertTrue(cases.size() > 50, "cases: " + cases.size());
		return cases;
	}

	@BeforeEach
	void boards() throws IOException {
		Files.writeString(folder.resolve("mine.xml"), resource("board-mine.xml"));
		Files.writeString(folder.resolve("sram.xml"), resource("board-mine.xml").replace("board=\"mine\"", "board=\"sram\"").replace("<!-- addresses -->",
				"<start>0x80000000</start><end>0x800fffff</end>"));
	}

	private Path file() {
		return folder.resolve("s.nvmx");
	}

	private List<Diagnostic> problems(String text) {
		return SERVICES.diagnostics(text, file(), CancelIndicator.NullImpl);
	}

	/** Only ACRN's: a case may break a rule of the language, too. */
	private List<Diagnostic> ofAcrn(String text) {
		return problems(text).stream().filter(problem -> Rule.ofCode(problem.code()).isEmpty()).toList();
	}

	/** Expect: at the marked words problems with the codes of the case, nothing anywhere else, and words of the language, none of ACRN's XML. */
	@Test
	void rulesAreToldAtTheWordThatIsWrong() {
		List<String> failures = new ArrayList<>();
		for (Case each : cases()) {
			List<Diagnostic> found = ofAcrn(each.text());
			Set<String> codes = found.stream().map(Diagnostic::code).collect(Collectors.toCollection(TreeSet::new));
			List<String> places = found.stream().map(problem -> problem.location().offset() + "+" + problem.location().length()).distinct().toList();
			if (!codes.equals(each.codes()) || !places.equals(each.places())) {
				failures.add(each.title() + ": expected " + each.codes() + " at " + each.places() + " in " + each.text() + "\n  got " + found);
			}
			found.stream().filter(problem -> (problem.message() + problem.remedy()).matches(".*\\b([A-Z]+_[A-Z_]*(ENABLED|NUM|CONSOLE|PCPU|PDEV\\w*|TYPE)|[a-z]+_(id|passthrough|pcpu|vuart|affinity|support))\\b.*"))
					.filter(problem -> !problem.message().contains("guest flag")).forEach(problem -> failures.add("words of the XML: " + problem));
		}
		assertEquals("", String.join("\n", failures));
	}

	/** Expect: exactly the listed fixes, and after each one the text is read, the problem is gone, and there is no error that was not there before. */
	@Test
	void quickFixesMendTheProblem() {
		List<String> failures = new ArrayList<>();
		for (Case each : cases()) {
			List<Diagnostic> found = ofAcrn(each.text());
			if (found.isEmpty()) {
				failures.add(each.title() + ": nothing found");
				continue;
			}
			List<String> titles = fixes(each, found.get(0)).stream().map(QuickFix::title).toList();
			if (!titles.equals(each.fixes())) {
				failures.add(each.title() + ": expected fixes " + each.fixes() + ", got " + titles);
			}
			found.stream().flatMap(problem -> fixes(each, problem).stream()).distinct().forEach(fix -> mends(each, fix, failures));
		}
		assertEquals("", String.join("\n", failures));
	}

	private List<QuickFix> fixes(Case each, Diagnostic problem) {
		return SERVICES.quickFixes(each.text(), file(), problem);
	}

	private void mends(Case each, QuickFix fix, List<String> failures) {
		List<Diagnostic> before = problems(each.text());
		String fixed = TextChange.apply(each.text(), fix.changes());
		List<Diagnostic> after = problems(fixed);
		boolean left = count(after, fix.code()) >= count(before, fix.code());
		boolean added = after.stream().anyMatch(problem -> problem.severity() == Severity.ERROR && count(after, problem.code()) > count(before, problem.code()));
		if (left || added) {
			failures.add(each.title() + ": '" + fix.title() + "' makes " + fixed + "\n  with " + after);
		}
	}

	/** Expect: a CPU that a VM of a fragment has is not free. */
	@Test
	void fixesKnowTheVmsOfFragments() throws IOException {
		Files.writeString(folder.resolve("guests.nvmx"), "fragment guests post-launched vm x { cpus 1 }");
		String text = "import \"guests.nvmx\" scenario s on board \"mine\" uses guests hypervisor { build release } service vm svc { kernel elf \"k\" } post-launched vm y { }";
		assertEquals(List.of("NVMX0704: Give it the free CPU 2"), ofAcrn(text).stream()
				.flatMap(problem -> SERVICES.quickFixes(text, file(), problem).stream().map(fix -> problem.code() + ": " + fix.title())).toList());
	}

	private static long count(List<Diagnostic> problems, String code) {
		return problems.stream().filter(problem -> problem.code().equals(code)).count();
	}

	/** Expect: each rule that is declared to be one for scenarios has a case, and no case has another one. */
	@Test
	void everyRuleForScenariosHasACase() {
		Set<String> found = cases().stream().flatMap(each -> each.codes().stream()).collect(Collectors.toCollection(TreeSet::new));
		assertEquals(Arrays.stream(AcrnRule.values()).filter(AcrnRule::isForScenarios).map(AcrnRule::code).collect(Collectors.toCollection(TreeSet::new)), found);
	}

	/** Expect: a rule has a case with a fix if and only if it is said to have fixes. */
	@Test
	void whatIsSaidToHaveAFixHasOne() {
		Set<String> fixed = cases().stream().flatMap(each -> ofAcrn(each.text()).stream().filter(problem -> !fixes(each, problem).isEmpty())).map(Diagnostic::code).collect(Collectors.toCollection(TreeSet::new));
		Set<String> claimed = Arrays.stream(AcrnRule.values()).filter(AcrnRule::isForScenarios).filter(ScenarioLanguageServices::hasQuickFix).map(AcrnRule::code)
				.collect(Collectors.toCollection(TreeSet::new));
		assertEquals(claimed, fixed);
	}
}
