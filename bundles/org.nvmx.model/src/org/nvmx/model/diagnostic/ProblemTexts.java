// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.diagnostic;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people read about problems: a file of properties whose keys are a code and a part, {@code title}, {@code message}, {@code remedy} or
 * {@code why}. In a text {@code {0}}, {@code {1}} stand for the arguments, and nothing else is special. The file is UTF-8.
 */
public final class ProblemTexts {

	/** Letters of an argument that a message shows: what a file holds may be of any length. */
	private static final int MAX_SHOWN = 300;
	private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");
	/** A message is one line, and no file tells a terminal what to do. */
	private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

	private final Properties texts = new Properties();

	/**
	 * @param owner the file is beside this class
	 * @param file  its name
	 */
	public ProblemTexts(Class<?> owner, String file) {
		try (Reader in = new InputStreamReader(owner.getResourceAsStream(file), StandardCharsets.UTF_8)) {
			texts.load(in);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @return the text with the arguments filled in, whatever they hold: long ones are cut, and control characters are blanks; a place without an argument stays; empty if
	 *         there is no such text
	 */
	public String get(String code, String part, Object... arguments) {
		return PLACE.matcher(texts.getProperty(code + '.' + part, "")).replaceAll(place -> {
			int number = Integer.parseInt(place.group(1));
			return Matcher.quoteReplacement(number < arguments.length ? shown(arguments[number]) : place.group());
		});
	}

	private static String shown(Object argument) {
		String text = String.valueOf(argument);
		String cut = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
		return CONTROL.matcher(cut).replaceAll(" ");
	}
}
