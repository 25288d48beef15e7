// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.xtext.util.CancelIndicator;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ide.completion.Completion;
import org.nvmx.dsl.ide.edit.TextChange;

/** The cursor is where the bar is. */
class CompletionTest {

	@Test
	void anEmptyFileStartsWithAScenario() {
		assertEquals(List.of("import", "scenario", "fragment"), labels("|"));
	}

	@Test
	void aScenarioHoldsBlocks() {
		assertEquals(List.of("on board", "uses", "hypervisor", "pre-launched vm", "service vm", "post-launched vm", "shared memory", "vuart connection", "scenario", "fragment",
				"hypervisor for nested virtualization", "service vm for nested virtualization"), labels("scenario s |"));
	}

	@Test
	void optionsAreWholePhrasesAndEachIsProposedOnce() {
		assertEquals(List.of("by", "id", "vm"), labels("scenario s shared memory m { size 2 MiB | }"));
		List<String> labels = labels("scenario s hypervisor { build debug scheduler noop | }");
		assertTrue(labels.containsAll(List.of("serial console", "nested virtualization", "split lock detection")), labels.toString());
		assertFalse(labels.contains("scheduler"), labels.toString());
	}

	@Test
	void aReferenceIsCompletedWithTheNamesInTheScenario() {
		assertEquals("scenario s hypervisor { console vm \"two words\" } post-launched vm \"two words\" { }",
				chosen("scenario s hypervisor { console vm | } post-launched vm \"two words\" { }", "\"two words\""));
	}

	@Test
	void aListOfCpusCanBeGivenOnceButNestedVmsMany() {
		List<String> labels = labels("scenario s service vm a {\n\tcpus 1\n\tnested vm n { }\n\t|\n}");
		assertFalse(labels.contains("cpus"), labels.toString());
		assertTrue(labels.contains("nested vm"), labels.toString());
	}

	@Test
	void nestedVmsAreProposedInTheServiceVmOnly() {
		assertFalse(labels("scenario s post-launched vm a { | }").contains("nested vm"));
		assertFalse(labels("scenario s pre-launched vm a { | }").contains("nested vm"));
	}

	@Test
	void theSecondWordOfAPhraseIsCompletedToo() {
		assertEquals("scenario s hypervisor { nested virtualization on }", chosen("scenario s hypervisor { nested | }", "virtualization"));
	}

	@Test
	void wordsOfAnEnumerationAreExplained() {
		List<Completion> found = complete("scenario s hypervisor { scheduler | }");
		assertEquals(List.of("noop", "iorr", "bvt", "prio"), found.stream().map(Completion::label).toList());
		assertTrue(found.get(0).documentation().contains("Nested virtualization needs it"), found.get(0).documentation());
	}

	@Test
	void aFlagIsProposedWhereItMayStand() {
		assertFalse(labels("scenario s service vm a { guest flags RT, | }").contains("RT"));
		assertTrue(labels("scenario s service vm a { guest flags RT, | }").contains("NVMX_ENABLED"));
		assertFalse(labels("scenario s pre-launched vm a { guest flags RT, | }").contains("NVMX_ENABLED"));
	}

	@Test
	void aTypedStartIsReplaced() {
		assertEquals("scenario s service vm a { guest flags HIDE_MTRR }", chosen("scenario s service vm a { guest flags HID| }", "HIDE_MTRR"));
	}

	@Test
	void aStringIsReplacedWithItsQuotes() {
		assertEquals("scenario s hypervisor { serial console \"/dev/ttyS1\" }",
				chosen("scenario s hypervisor { serial console \"/d|\" }", "\"/dev/ttyS1\""));
	}

	@Test
	void unitsFollowANumber() {
		assertTrue(labels("scenario s service vm a { nested vm n { memory 2 | } }").containsAll(List.of("GiB", "MiB")));
		assertEquals("scenario s service vm a { nested vm n { memory 2 GiB } }",
				chosen("scenario s service vm a { nested vm n { memory 2 G| } }", "2 GiB"));
	}

	@Test
	void aFreeMacAddressIsProposed() {
		assertEquals(List.of("52:54:00:12:34:57"),
				labels("scenario s service vm a { nested vm n { network tap mac 52:54:00:12:34:56 network tap mac | } }"));
	}

	@Test
	void boardsThatCanBeUsedAreProposed() {
		assertEquals(List.of("\"tgl-bochs\""), labels("scenario s on board |"));
	}

	/** The board that ships with the product has CPUs 0 to 3. */
	@Test
	void theBoardsCpusAreProposedEachOnce() {
		assertEquals(List.of("0..3", "0", "1", "2", "3"), labels("scenario s on board \"tgl-bochs\" service vm a { cpus | }"));
		assertEquals(List.of("1", "3"), labels("scenario s on board \"tgl-bochs\" service vm a { cpus 2, 0, | }"));
	}

	@Test
	void theBoardsDevicesAreProposedUntilAVmHasThem() {
		List<Completion> found = complete("scenario s on board \"tgl-bochs\" post-launched vm a { pci device 00:01.1 pci device | }");
		assertEquals(List.of("00:00.0", "00:01.0", "00:01.2", "00:01.3"), found.stream().map(Completion::label).toList());
		assertTrue(found.get(2).description().contains("USB controller"), found.get(2).description());
	}

	@Test
	void withoutABoardUsualCpusAreProposed() {
		assertTrue(labels("scenario s service vm a { cpus | }").contains("1..3"));
	}

	@Test
	void aBlockIsIndentedLikeItsLine() {
		assertEquals("""
				scenario s
				service vm a {
					kernel elf "k"
					nested vm nested_vm {
						memory 2 GiB
						cpus 2
						disk qcow2 "/var/lib/guests/guest.qcow2" on ide
					}
				}
				""", chosen("scenario s\nservice vm a {\n\tkernel elf \"k\"\n\tnes|\n}\n", "nested vm"));
	}

	@Test
	void placesToFillInAreInsideTheNewText() {
		String text = "scenario s\nservice vm a {\n\tlegacy|\n}\n";
		Completion completion = complete(text).get(0);
		String after = TextChange.apply(text.replace("|", ""), List.of(completion.change()));
		assertEquals(List.of("0", "off"),
				completion.stops().stream().map(stop -> after.substring(stop.offset(), stop.offset() + stop.length())).toList());
	}

	@Test
	void everyPlaceOfAFileMayBeAskedAbout() {
		String text = "scenario s on board \"b\" hypervisor { build debug } service vm a { cpus 1..2, 3 kernel elf \"k\" { args \"x\" } // c\n }";
		for (int offset = 0; offset <= text.length(); offset++) {
			Services.SERVICES.complete(text, Services.FILE, offset, CancelIndicator.NullImpl);
		}
	}

	private static List<String> labels(String marked) {
		return complete(marked).stream().map(Completion::label).toList();
	}

	private static List<Completion> complete(String marked) {
		return Services.SERVICES.complete(marked.replace("|", ""), Services.FILE, marked.indexOf('|'), CancelIndicator.NullImpl);
	}

	private static String chosen(String marked, String label) {
		Completion completion = complete(marked).stream().filter(c -> c.label().equals(label)).findFirst()
				.orElseThrow(() -> new AssertionError("no '" + label + "' in " + labels(marked)));
		return TextChange.apply(marked.replace("|", ""), List.of(completion.change()));
	}
}
