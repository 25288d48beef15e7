// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.xtext.formatting2.regionaccess.ITextReplacement;
import org.eclipse.xtext.util.TextRegion;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ScenarioResources;
import org.nvmx.dsl.ScenarioStandaloneSetup;
import org.nvmx.dsl.formatting.ScenarioLayout;
import org.nvmx.dsl.source.ScenarioTexts;

import com.google.inject.Injector;

/** Text in, text out; and what comes out stays as it is when it goes in again. */
class FormatterTest {

	private static final Injector INJECTOR = new ScenarioStandaloneSetup().createInjectorAndDoEMFRegistration();

	@Test
	void anOptionToALineAndBlocksApart() {
		assertFormatted("""
				scenario   a
				 on board "b" hypervisor{scheduler noop   nested virtualization on}
				service vm "x" { cpus 0 ,2..  3 kernel elf "k"{ args "a" config "x" } nested vm c { } }
				""", """
				scenario a on board "b"

				hypervisor {
					scheduler noop
					nested virtualization on
				}

				service vm "x" {
					cpus 0, 2..3
					kernel elf "k" {
						args "a"
						config "x"
					}
					nested vm c {
					}
				}
				""");
	}

	@Test
	void commentsStayWhereTheirAuthorPutThem() {
		assertFormatted("""


				// head
				// and shoulders

				scenario a // the one
				hypervisor { // settings
				   // which
				scheduler noop     // a column
				build debug        // of comments

				   // last
				}
				// before the VM
				service vm x { /* in line */ cpus 1 /* two
				   lines */ kernel elf "k"
				}   // after
				// the end""", """
				// head
				// and shoulders

				scenario a // the one

				hypervisor { // settings
					// which
					scheduler noop     // a column
					build debug        // of comments

					// last
				}

				// before the VM
				service vm x { /* in line */
					cpus 1 /* two
				   lines */
					kernel elf "k"
				}   // after
				// the end
				""");
	}

	@Test
	void oneBlankLineBetweenOptionsIsTheAuthors() {
		assertFormatted("scenario a\n\nhypervisor {\n\n\n\tbuild debug\n\n\n\n\tscheduler noop\n\n}\n",
				"scenario a\n\nhypervisor {\n\tbuild debug\n\n\tscheduler noop\n}\n");
	}

	@Test
	void windowsLineEndsStay() {
		assertFormatted("scenario a hypervisor {\r\nbuild debug }", "scenario a\r\n\r\nhypervisor {\r\n\tbuild debug\r\n}\r\n");
	}

	@Test
	void commentsWithinAnOption() {
		assertFormatted("scenario a post-launched vm b { cpus /* one */ 1, // two\n 2\n}", """
				scenario a

				post-launched vm b {
					cpus /* one */ 1, // two
						2
				}
				""");
	}

	@Test
	void aTextWithErrorsStays() {
		String text = "scenario   a hypervisor { build }";
		assertEquals(text, format(text, 0, text.length()));
	}

	@Test
	void emptyTextsStay() {
		assertEquals("", format("", 0, 0));
		assertEquals("// c", format("// c", 0, 4));
	}

	@Test
	void aPartOfTheTextAlone() {
		String text = "scenario   a\n\nhypervisor {\nbuild   debug\nscheduler   noop\n}\n";
		assertEquals("scenario   a\n\nhypervisor {\nbuild   debug\n\tscheduler noop\n}\n",
				format(text, text.indexOf("scheduler"), "scheduler   noop".length()));
	}

	@Test
	void theExamplesAreInTheLayout() throws IOException {
		for (Path example : Examples.all()) {
			String text = Files.readString(example);
			assertEquals(text, format(text, 0, text.length()), example.toString());
		}
	}

	private static void assertFormatted(String text, String expected) {
		assertEquals(expected, format(text, 0, text.length()));
		assertEquals(expected, format(expected, 0, expected.length()), "a second time");
	}

	static String format(String text, int offset, int length) {
		var resource = INJECTOR.getInstance(ScenarioResources.class).parse(text, Path.of("s.nvmx"), ScenarioTexts.DISK);
		StringBuilder result = new StringBuilder(text);
		for (ITextReplacement r : INJECTOR.getInstance(ScenarioLayout.class).replacements(resource, new TextRegion(offset, length)).reversed()) {
			result.replace(r.getOffset(), r.getEndOffset(), r.getReplacementText());
		}
		return result.toString();
	}
}
