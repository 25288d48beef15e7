// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of the monitor link: a mark, the payload's length and checksum, the payload. See docs/monitor-link.md. */
final class Frame {

	private static final Pattern ANSWER = Pattern.compile("\\$([0-9a-f]{3}) ([0-9a-f]{4}) ([ -~]*)");
	private static final int CRC_POLYNOMIAL = 0x1021;

	private Frame() {
	}

	/** @return the request's line, with its line feed */
	static String request(String payload) {
		return "?%03x %04x %s\n".formatted(payload.length(), crc(payload), payload);
	}

	/** @return the payload of the answer that the line ends with, if it is whole; noise may go before */
	static Optional<String> payloadOf(String line) {
		Matcher answer = ANSWER.matcher(line.substring(Math.max(0, line.lastIndexOf('$'))));
		return answer.matches() && isWhole(answer) ? Optional.of(answer.group(3)) : Optional.empty();
	}

	private static boolean isWhole(Matcher answer) {
		String payload = answer.group(3);
		return Integer.parseInt(answer.group(1), 16) == payload.length() && Integer.parseInt(answer.group(2), 16) == crc(payload);
	}

	/** @return CRC-16/XMODEM: polynomial 1021H, initial value 0, not reflected */
	static int crc(String payload) {
		int crc = 0;
		for (byte b : payload.getBytes(US_ASCII)) {
			crc ^= (b & 0xff) << 8;
			for (int bit = 0; bit < 8; bit++) {
				crc = (crc & 0x8000) != 0 ? crc << 1 ^ CRC_POLYNOMIAL : crc << 1;
			}
		}
		return crc & 0xffff;
	}
}
