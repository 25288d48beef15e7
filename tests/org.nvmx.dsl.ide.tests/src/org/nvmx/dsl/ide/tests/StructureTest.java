// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ide.folding.Fold;
import org.nvmx.dsl.ide.highlighting.Token;
import org.nvmx.dsl.ide.outline.OutlineItem;

/** Outline, colours and folds of one text. */
class StructureTest {

	private static final String TEXT = """
			// head
			scenario s on board "b"
			hypervisor {
				nested virtualization on
				scheduler noop
			}
			service vm "ACRN SOS VM" {
				cpus 1..3, 5
				guest flags NVMX_ENABLED
				kernel bzImage "Linux" { args "ro" }
				nested vm ubuntu {
					memory 2 GiB /* two
					lines */
					disk raw "/d" on virtio
					network tap mac 00:16:3d:60:0a:80
				}
			}
			""";

	@Test
	void theOutlineShowsTheTreeWithWhatMatters() {
		assertEquals("""
				SCENARIO s (on board b)
				  HYPERVISOR hypervisor (debug, noop, nested virtualization)
				  SERVICE_VM ACRN SOS VM (Service VM, CPU 1..3, 5, NVMX)
				    KERNEL Linux (kernel, bzImage)
				    NESTED_VM ubuntu (nested VM, 2 GiB, 1 CPU)
				      DISK /d (raw, virtio)
				      NETWORK 00:16:3d:60:0a:80 (network, nic)
				""", print(Services.SERVICES.outline(TEXT, Services.FILE), ""));
	}

	@Test
	void anItemSelectsItsName() {
		OutlineItem vm = Services.SERVICES.outline(TEXT, Services.FILE).get(0).children().get(1);
		assertEquals("\"ACRN SOS VM\"", TEXT.substring(vm.nameOffset(), vm.nameOffset() + vm.nameLength()));
		assertEquals('}', TEXT.charAt(vm.offset() + vm.length() - 1));
	}

	@Test
	void aHalfTypedTextHasAnOutline() {
		assertEquals("SCENARIO s\n  SERVICE_VM vm (Service VM)\n", print(Services.SERVICES.outline("scenario s service vm ", Services.FILE), ""));
		assertEquals(List.of(), Services.SERVICES.outline("", Services.FILE));
	}

	@Test
	void eachWordIsColouredByItsMeaning() {
		String styles = Services.SERVICES.tokens(TEXT, Services.FILE).stream()
				.map(t -> t.style() + " " + TEXT.substring(t.offset(), t.offset() + t.length()).strip().replaceAll("\\s+", " "))
				.collect(Collectors.joining("\n"));
		assertEquals("""
				COMMENT // head
				KEYWORD scenario
				NAME s
				KEYWORD on
				KEYWORD board
				STRING "b"
				KEYWORD hypervisor
				KEYWORD nested
				KEYWORD virtualization
				VALUE on
				KEYWORD scheduler
				VALUE noop
				KEYWORD service
				KEYWORD vm
				NAME "ACRN SOS VM"
				KEYWORD cpus
				NUMBER 1
				NUMBER 3
				NUMBER 5
				KEYWORD guest
				KEYWORD flags
				VALUE NVMX_ENABLED
				KEYWORD kernel
				VALUE bzImage
				STRING "Linux"
				KEYWORD args
				STRING "ro"
				KEYWORD nested
				KEYWORD vm
				NAME ubuntu
				KEYWORD memory
				NUMBER 2
				UNIT GiB
				COMMENT /* two lines */
				KEYWORD disk
				VALUE raw
				STRING "/d"
				KEYWORD on
				VALUE virtio
				KEYWORD network
				KEYWORD tap
				KEYWORD mac
				NUMBER 00:16:3d:60:0a:80""", styles);
	}

	@Test
	void tokensDoNotOverlap() {
		int end = 0;
		for (Token token : Services.SERVICES.tokens(TEXT, Services.FILE)) {
			assertEquals(true, token.offset() >= end, token + " starts before " + end);
			end = token.offset() + token.length();
		}
	}

	@Test
	void blocksAndCommentsOfSeveralLinesFold() {
		List<String> folds = Services.SERVICES.folds(TEXT, Services.FILE).stream()
				.map(f -> f.kind() + " " + line(f.offset()) + "-" + line(f.offset() + f.length() - 1)).sorted().toList();
		assertEquals(List.of("BLOCK 11-16", "BLOCK 3-6", "BLOCK 7-17", "COMMENT 12-13"), folds);
		assertEquals(List.of(Fold.Kind.BLOCK), Services.SERVICES.folds("scenario s hypervisor {\n}", Services.FILE).stream().map(Fold::kind).toList());
	}

	private static long line(int offset) {
		return TEXT.substring(0, offset).lines().count() + (TEXT.startsWith("\n", offset - 1) ? 1 : 0);
	}

	private static String print(List<OutlineItem> items, String indentation) {
		return items.stream().map(item -> indentation + item.kind() + " " + item.label() + (item.detail().isEmpty() ? "" : " (" + item.detail() + ")")
				+ "\n" + print(item.children(), indentation + "  ")).collect(Collectors.joining());
	}
}
