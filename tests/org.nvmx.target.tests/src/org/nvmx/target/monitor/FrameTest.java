// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;

/** The texts are those of docs/monitor-link.md and of the hypervisor's own test. */
class FrameTest {

	/** Expect: the check value of CRC-16/XMODEM. */
	@Test
	void hasTheChecksumOfTheStandard() {
		assertEquals(0x31c3, Frame.crc("123456789"));
	}

	/** Expect: the line that the hypervisor's parser takes in its test. */
	@Test
	void writesRequests() {
		assertEquals("?007 1786 1 hello\n", Frame.request("1 hello"));
	}

	/** Expect: the payload, also after noise; nothing for a damaged one. */
	@Test
	void readsAnswers() {
		assertEquals(Optional.of("1 hello"), Frame.payloadOf("$007 1786 1 hello"));
		assertEquals(Optional.of("1 hello"), Frame.payloadOf("\uFFFD$007 17$007 1786 1 hello"));
		assertEquals(Optional.empty(), Frame.payloadOf("$007 1786 1 hellp"));
		assertEquals(Optional.empty(), Frame.payloadOf("$008 1786 1 hello"));
		assertEquals(Optional.empty(), Frame.payloadOf("?007 1786 1 hello"));
		assertEquals(Optional.empty(), Frame.payloadOf(""));
	}
}
