// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes a file by chance, the same for the same generator: its bytes, its encoding, its tokens or its lines. */
final class FileMutation {

	private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|\"[^\"\\n]*\"|.", Pattern.DOTALL);
	private static final int MOST_CHANGES = 4;
	private static final int LONGEST_PART = 60;

	private final Random random;
	private final List<String> pieces;

	/** @param pieces what stands in for tokens: words of the file's language, and what no language has */
	FileMutation(Random random, List<String> pieces) {
		this.random = random;
		this.pieces = pieces;
	}

	byte[] apply(byte[] original) {
		byte[] content = original;
		for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0 && content.length > 0; changes--) {
			content = once(content);
		}
		return content;
	}

	private byte[] once(byte[] content) {
		return switch (random.nextInt(10)) {
		case 0, 1 -> bytes(content);
		case 2 -> random.nextInt(4) == 0 ? encoded(content) : tokens(content);
		case 3, 4, 5 -> lines(content);
		default -> tokens(content);
		};
	}

	private byte[] bytes(byte[] content) {
		int from = random.nextInt(content.length);
		int to = Math.min(content.length, from + 1 + random.nextInt(LONGEST_PART));
		return switch (random.nextInt(6)) {
		case 0 -> join(content, 0, from, content, to, content.length);
		case 1 -> join(content, 0, to, content, from, content.length);
		case 2 -> join(content, 0, from, new byte[0], 0, 0);
		case 3 -> changed(content, from, (byte) (content[from] ^ 1 << random.nextInt(8)));
		case 4 -> changed(content, from, (byte) random.nextInt(256));
		default -> changed(content, from, (byte) 0);
		};
	}

	private static byte[] changed(byte[] content, int at, byte value) {
		byte[] copy = content.clone();
		copy[at] = value;
		return copy;
	}

	private static byte[] join(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		joined.write(one, from, to - from);
		joined.write(other, otherFrom, otherTo - otherFrom);
		return joined.toByteArray();
	}

	/** The same text in other bytes, or with other line ends. */
	private byte[] encoded(byte[] content) {
		String text = new String(content, UTF_8);
		Charset charset = List.of(UTF_16LE, UTF_16BE, ISO_8859_1).get(random.nextInt(3));
		return switch (random.nextInt(5)) {
		case 0 -> text.replace("\n", "\r\n").getBytes(UTF_8);
		case 1 -> text.replace('\n', '\r').getBytes(UTF_8);
		case 2 -> ("\uFEFF" + text).getBytes(UTF_8);
		case 3 -> ("\uFEFF" + text).getBytes(charset);
		default -> text.getBytes(charset);
		};
	}

	private byte[] lines(byte[] content) {
		return rearranged(new ArrayList<>(List.of(new String(content, UTF_8).split("(?<=\n)"))));
	}

	private byte[] tokens(byte[] content) {
		List<String> tokens = new ArrayList<>();
		for (Matcher token = TOKEN.matcher(new String(content, UTF_8)); token.find();) {
			tokens.add(token.group());
		}
		if (random.nextInt(3) > 0) {
			tokens.set(random.nextInt(tokens.size()), pieces.get(random.nextInt(pieces.size())));
			return String.join("", tokens).getBytes(UTF_8);
		}
		return rearranged(tokens);
	}

	private byte[] rearranged(List<String> parts) {
		int one = random.nextInt(parts.size());
		int other = random.nextInt(parts.size());
		switch (random.nextInt(5)) {
		case 0 -> parts.remove(one);
		case 1 -> parts.add(other, parts.get(one));
		case 2 -> Collections.swap(parts, one, other);
		case 3 -> parts.subList(one, Math.min(parts.size(), one + 1 + random.nextInt(8))).clear();
		default -> parts.addAll(other, List.copyOf(parts.subList(one, Math.min(parts.size(), one + 1 + random.nextInt(8)))));
		}
		return String.join("", parts).getBytes(UTF_8);
	}
}
