// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.xtext.util.CancelIndicator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.completion.Completion;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.ide.outline.OutlineItem;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.model.diagnostic.Diagnostic;

/** What an editor is told about scenarios that share definitions with others. The cursor is where the bar is. */
class SharedDefinitionsTest {

	private static final ScenarioLanguageServices SERVICES = ScenarioLanguageServices.create();

	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void guests() throws IOException {
		file = folder.resolve("a.nvmx");
		Files.writeString(folder.resolve("guests.nvmx"), """
				fragment guests
				hypervisor { scheduler noop build debug }
				post-launched vm WINDOWS { memory 4 GiB legacy vuart 0 COM1 }
				pre-launched vm "RT VM" { kernel elf "k" }
				""");
	}

	private List<String> labels(String marked) {
		return SERVICES.complete(marked.replace("|", ""), file, marked.indexOf('|'), CancelIndicator.NullImpl).stream().map(Completion::label).toList();
	}

	@Test
	void namesAreCompleted() {
		assertEquals(List.of("\"guests.nvmx\""), labels("import | scenario a"));
		assertEquals(List.of("guests", "mine"), labels("import \"guests.nvmx\" scenario a uses | fragment mine").stream().sorted().toList());
		assertEquals(List.of("OTHER", "WINDOWS"),
				labels("import \"guests.nvmx\" scenario a post-launched vm x like | { } post-launched vm OTHER { }").stream().sorted().toList());
		assertEquals(List.of("\"RT VM\""), labels("import \"guests.nvmx\" scenario a pre-launched vm x like | { }"));
		assertEquals(List.of("import", "scenario", "fragment"), labels("|"));
		assertTrue(labels("scenario a |").contains("uses"));
		assertTrue(labels("scenario a post-launched vm x | { }").contains("like"));
	}

	private String hover(String marked) {
		return SERVICES.hover(marked.replace("|", ""), file, marked.indexOf('|')).orElseThrow().markdown();
	}

	@Test
	void theHoverTellsWhatComesFromElsewhere() {
		String contents = """
				- fragment **guests** (guests.nvmx:1:1)
				- hypervisor: scheduler noop, build debug
				- post-launched VM WINDOWS
				- pre-launched VM RT VM""";
		assertTrue(hover("import \"guests.nvmx\" scenario a uses gue|sts").startsWith(contents), hover("import \"guests.nvmx\" scenario a uses gue|sts"));
		assertTrue(hover("import \"gue|sts.nvmx\" scenario a uses guests").startsWith(contents));
		String base = hover("import \"guests.nvmx\" scenario a post-launched vm x like WIN|DOWS { }");
		assertTrue(base.startsWith("**WINDOWS** (guests.nvmx:3:1)\n\n```\npost-launched vm WINDOWS { memory 4 GiB legacy vuart 0 COM1 }\n```"), base);
		String inherited = hover("import \"guests.nvmx\" scenario a post-launched vm |x like WINDOWS { legacy vuart 1 COM2 }");
		assertTrue(inherited.startsWith("Inherited:\n\n- `legacy vuart 0 COM1` of WINDOWS (guests.nvmx:3:41)\n- `memory 4 GiB` of WINDOWS (guests.nvmx:3:28)"), inherited);
	}

	private String definition(String marked) {
		return SERVICES.definition(marked.replace("|", ""), file, marked.indexOf('|')).map(Object::toString).orElse("none").replace(folder.toString(), "");
	}

	@Test
	void definitionsAreFoundInTheirFiles() {
		assertEquals("/guests.nvmx:1:10", definition("import \"guests.nvmx\" scenario a uses gue|sts"));
		assertEquals("/guests.nvmx:3:18", definition("import \"guests.nvmx\" scenario a post-launched vm x like WIN|DOWS { }"));
		assertEquals("/guests.nvmx:1:1", definition("import \"gu|ests.nvmx\" scenario a"));
		assertEquals("/a.nvmx:1:62", definition("scenario a hypervisor { console vm |mine } post-launched vm   mine { }"));
		assertEquals("none", definition("scen|ario a"));
	}

	@Test
	void theStructureNamesThem() {
		List<OutlineItem> items = SERVICES.outline("""
				import "guests.nvmx"
				scenario a on board "b" uses guests
				post-launched vm x like WINDOWS { }
				fragment f uses guests
				""", file);
		assertEquals(List.of("IMPORT guests.nvmx: import", "SCENARIO a: on board b, uses guests", "FRAGMENT f: fragment, uses guests"),
				items.stream().map(SharedDefinitionsTest::text).toList());
		assertEquals("POST_LAUNCHED_VM x: post-launched VM, like WINDOWS", text(items.get(1).children().get(0)));
	}

	private static String text(OutlineItem item) {
		return item.kind() + " " + item.label() + ": " + item.detail();
	}

	@Test
	void importsAreALineEach() {
		String text = "import \"b.nvmx\" import   \"c.nvmx\"\n\n\n\nfragment f uses b , c post-launched  vm x   like y { }";
		String laidOut = "import \"b.nvmx\"\nimport \"c.nvmx\"\n\nfragment f uses b, c\n\npost-launched vm x like y {\n}\n";
		assertEquals(laidOut, TextChange.apply(text, SERVICES.format(text, file, 0, text.length())));
		assertEquals(List.of(), SERVICES.format(laidOut, file, 0, laidOut.length()));
	}

	private void fix(String title, String text, String expected) {
		List<Diagnostic> problems = SERVICES.diagnostics(text, file, CancelIndicator.NullImpl);
		List<QuickFix> fixes = problems.stream().flatMap(problem -> SERVICES.quickFixes(text, file, problem).stream()).toList();
		QuickFix fix = fixes.stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow(() -> new AssertionError(fixes + " for " + problems));
		assertEquals(expected, TextChange.apply(text, fix.changes()));
	}

	@Test
	void quickFixes() throws IOException {
		Files.writeString(folder.resolve("bvt.nvmx"), "fragment b hypervisor { scheduler bvt }");
		fix("Remove the import", "import \"guests.nvmx\"\nscenario a\n", "scenario a\n");
		fix("Remove the import", "import \"guests.nvmx\"\nimport \"./guests.nvmx\"\nscenario a uses guests\n", "import \"guests.nvmx\"\nscenario a uses guests\n");
		fix("Import guests.nvmx", "import \"gusts.nvmx\" scenario a", "import \"guests.nvmx\" scenario a");
		fix("Write lib/x.nvmx", "import \"lib\\\\x.nvmx\" scenario a", "import \"lib/x.nvmx\" scenario a");
		fix("Change to guests", "import \"guests.nvmx\" scenario a uses guest post-launched vm gest { }", "import \"guests.nvmx\" scenario a uses guests post-launched vm gest { }");
		fix("Change to WINDOWS", "import \"guests.nvmx\" scenario a post-launched vm x like WINDOW { } pre-launched vm WINDOWN { }",
				"import \"guests.nvmx\" scenario a post-launched vm x like WINDOWS { } pre-launched vm WINDOWN { }");
		fix("Remove 'f'", "scenario a uses f, f fragment f", "scenario a uses f fragment f");
		fix("Remove 'uses f'", "scenario a fragment f uses f\n", "scenario a fragment f \n");
		fix("Remove 'like x'", "scenario a post-launched vm x like y { } post-launched vm y like y { }".replace("y like y", "y like x"),
				"scenario a post-launched vm x like y { } post-launched vm y { }");
		String two = "import \"guests.nvmx\"\nimport \"bvt.nvmx\"\nscenario a uses guests, b";
		fix("Write 'scheduler bvt' here", two, two + "\n\nhypervisor {\n\tscheduler bvt\n}");
		fix("Write 'scheduler noop' here", two + " hypervisor { build debug }", two + " hypervisor { build debug scheduler noop }");
	}

	/** Expect: a fix for the words of a problem is not offered where it is only told. */
	@Test
	void whatIsToldElsewhereIsNotRepairedHere() throws IOException {
		Files.writeString(folder.resolve("bad.nvmx"), "fragment bad post-launched vm x { cpus 3..2 }");
		String text = "import \"bad.nvmx\" scenario a uses bad";
		List<Diagnostic> problems = SERVICES.diagnostics(text, file, CancelIndicator.NullImpl);
		assertEquals("[NVMX0303]", problems.stream().map(Diagnostic::code).toList().toString());
		assertEquals(folder.resolve("bad.nvmx") + ":1:40", problems.get(0).origins().get(0).toString());
		assertEquals(List.of(), SERVICES.quickFixes(text, file, problems.get(0)));
	}

	/** Expect: the text of the editor counts, not the one on the disk; every file behind an import is known, the missing ones, too. */
	@Test
	void textsOfEditorsAreTaken() {
		ScenarioLanguageServices edited = SERVICES.with(path -> path.getFileName().toString().equals("guests.nvmx") ? "import \"far.nvmx\" fragment other" : "");
		assertEquals("There is no fragment named 'guests'", edited.diagnostics("import \"guests.nvmx\" scenario a uses guests", file, CancelIndicator.NullImpl).stream()
				.map(Diagnostic::message).filter(message -> message.contains("fragment named")).collect(Collectors.joining()));
		assertEquals(Set.of(folder.resolve("guests.nvmx"), folder.resolve("far.nvmx")), edited.imports("import \"guests.nvmx\" scenario a", file));
	}
}
