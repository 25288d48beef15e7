// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The texts of {@code board-rules.properties}; {@code {0}}, {@code {1}} stand for a rule's arguments, and nothing else is special in a text. */
final class BoardRuleTexts {

	private static final Properties TEXTS = load();

	private BoardRuleTexts() {
	}

	static String get(String code, String part, Object... arguments) {
		String text = TEXTS.getProperty(code + '.' + part, "");
		for (int i = 0; i < arguments.length; i++) {
			text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
		}
		return text;
	}

	private static Properties load() {
		Properties texts = new Properties();
		try (Reader in = new InputStreamReader(BoardRuleTexts.class.getResourceAsStream("board-rules.properties"), StandardCharsets.UTF_8)) {
			texts.load(in);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return texts;
	}
}
