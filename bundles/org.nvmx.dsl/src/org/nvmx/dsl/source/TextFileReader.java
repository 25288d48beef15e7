// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.nvmx.dsl.validation.Rule;

/** Reads a file as UTF-8 text in bounded memory, and says in which way a file is none. */
public final class TextFileReader {

	/** Bytes that a text file may have. */
	public static final int MAX_BYTES = 16 << 20;

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	/** A file that is no readable text: the rule it breaks and the rule's arguments. */
	public static final class UnreadableTextException extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient Rule rule;
		private final transient Object[] arguments;

		UnreadableTextException(Rule rule, Object... arguments) {
			super(rule.message(arguments));
			this.rule = rule;
			this.arguments = arguments;
		}

		/** @return why, in a few words without the rule's own */
		public String reason() {
			return arguments.length == 0 ? "" : String.valueOf(arguments[0]);
		}

		public Rule rule() {
			return rule;
		}

		public Object[] arguments() {
			return arguments.clone();
		}
	}

	private TextFileReader() {
	}

	/**
	 * @param file a file that may be missing, a directory, unreadable or anything but text
	 * @return its text without a byte order mark
	 * @throws UnreadableTextException if it is no text
	 */
	public static String read(Path file) throws UnreadableTextException {
		if (Files.isDirectory(file)) {
			throw new UnreadableTextException(Rule.FILE_UNREADABLE, "it is a directory", "give the path of a file in it");
		}
		if (!Files.exists(file)) {
			throw new UnreadableTextException(Rule.FILE_UNREADABLE, "it does not exist", "check the path");
		}
		try (InputStream in = Files.newInputStream(file)) {
			byte[] bytes = in.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES) {
				throw new UnreadableTextException(Rule.FILE_TOO_LARGE, Math.max(bytes.length, Files.size(file)), MAX_BYTES);
			}
			return decode(bytes);
		} catch (AccessDeniedException e) {
			throw new UnreadableTextException(Rule.FILE_UNREADABLE, "access is denied", "check the permissions of the file");
		} catch (IOException e) {
			throw new UnreadableTextException(Rule.FILE_UNREADABLE, String.valueOf(e.getMessage()), "check the file");
		}
	}

	private static String decode(byte[] bytes) throws UnreadableTextException, CharacterCodingException {
		if (bytes.length >= 2 && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)) {
			throw new UnreadableTextException(Rule.FILE_NOT_TEXT, "it starts like UTF-16");
		}
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
		CharBuffer text = CharBuffer.allocate(bytes.length);
		ByteBuffer in = ByteBuffer.wrap(bytes);
		CoderResult result = decoder.decode(in, text, true);
		if (result.isError()) {
			throw new UnreadableTextException(Rule.FILE_NOT_TEXT, "the byte at offset " + in.position() + " belongs to no character");
		}
		String decoded = text.flip().toString();
		int zero = decoded.indexOf('\0');
		if (zero >= 0) {
			throw new UnreadableTextException(Rule.FILE_NOT_TEXT, "it holds the character NUL");
		}
		return !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK ? decoded.substring(1) : decoded;
	}
}
