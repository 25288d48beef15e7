// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.bochs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Lines as Bochs 2.7 wrote them. */
class BochsLogTest {

	/** Expect: the panic's words, without Bochs' decoration. */
	@Test
	void readsAPanic() {
		assertEquals("ROM: couldn't open ROM image file '/no/bios'.", BochsLog.complaint(List.of(
				"00000000000i[MEM0  ] allocated memory at 0x7f. after alignment, vector=0x7f, block_size = 1024k",
				"00000000000p[MEM0  ] >>PANIC<< ROM: couldn't open ROM image file '/no/bios'."), List.of()));
	}

	/** Expect: a mistake in the configuration is only in what it prints. */
	@Test
	void readsWhatItPrints() {
		assertEquals("bochsrc:5: memory directive malformed.", BochsLog.complaint(List.of(), List.of("Bochs is exiting with the following message:",
				"[      ] bochsrc:5: memory directive malformed.")));
	}

	/** Expect: a guest that ends in a triple fault is told. */
	@Test
	void readsATripleFault() {
		assertEquals("exception(): 3rd (13) exception with no resolution",
				BochsLog.complaint(List.of("00095637526p[CPU0  ] >>PANIC<< exception(): 3rd (13) exception with no resolution"),
						List.of()));
	}

	/** Expect: nothing about a machine that switched itself off. */
	@Test
	void keepsSilentAboutAPowerOff() {
		assertEquals("", BochsLog.complaint(List.of("00094687118p[UNMAP ] >>PANIC<< Shutdown port: shutdown requested",
				"00094687118i[SIM   ] quit_sim called with exit code 1"), List.of("Bochs is exiting with the following message:",
				"[UNMAP ] Shutdown port: shutdown requested")));
	}
}
