// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

/** From bytes to text, by byte order mark, then by XML declaration, then as UTF-8 (XML 1.0, appendix F). */
final class XmlDecoder {

	private static final int DECLARATION_LENGTH = 200;

	private XmlDecoder() {
	}

	static String decode(byte[] bytes) throws XmlSyntaxException {
		if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
			return decode(bytes, 3, UTF_8);
		}
		if (startsWith(bytes, 0xFE, 0xFF)) {
			return decode(bytes, 2, UTF_16BE);
		}
		if (startsWith(bytes, 0xFF, 0xFE)) {
			return decode(bytes, 2, UTF_16LE);
		}
		String start = new String(bytes, 0, Math.min(bytes.length, DECLARATION_LENGTH), ISO_8859_1);
		return decode(bytes, 0, charset(start));
	}

	private static Charset charset(String start) throws XmlSyntaxException {
		Optional<String> name = XmlDeclaration.encoding(start);
		if (name.isEmpty()) {
			return UTF_8;
		}
		try {
			Charset charset = Charset.forName(name.get());
			if (!new String("<?xml".getBytes(charset), ISO_8859_1).equals("<?xml")) {
				throw problem("the XML declaration names " + name.get() + ", but the file is not in that encoding", start);
			}
			return charset;
		} catch (IllegalCharsetNameException | UnsupportedCharsetException | UnsupportedOperationException unknown) {
			throw problem("the XML declaration names the encoding " + name.get() + ", which is not known here", start);
		}
	}

	private static XmlSyntaxException problem(String message, String start) {
		return new XmlSyntaxException(XmlProblem.ENCODING, new XmlSpan(0, Math.max(0, start.indexOf('>') + 1)), message);
	}

	private static boolean startsWith(byte[] bytes, int... mark) {
		for (int i = 0; i < mark.length; i++) {
			if (bytes.length <= i || (bytes[i] & 0xff) != mark[i]) {
				return false;
			}
		}
		return true;
	}

	private static String decode(byte[] bytes, int from, Charset charset) throws XmlSyntaxException {
		ByteBuffer input = ByteBuffer.wrap(bytes, from, bytes.length - from);
		CharBuffer output = CharBuffer.allocate((int) Math.ceil(input.remaining() * (double) charset.newDecoder().maxCharsPerByte()) + 1);
		CoderResult result = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
				.decode(input, output, true);
		output.flip();
		if (result.isError()) {
			throw new XmlSyntaxException(XmlProblem.ENCODING, new XmlSpan(output.length(), 0), String.format("the byte 0x%02x here is not %s", input.get() & 0xff, charset));
		}
		return output.toString();
	}
}
