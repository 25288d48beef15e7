// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an option's text may be. */
public final class OptionType {

	/** The kinds of types; {@code hex?} may be empty, {@code all} and {@code sequence} hold elements. */
	public enum Base {
		BOOLEAN, HEX, HEX_OR_EMPTY, INT, STRING, ENUM, PATTERN, ALL, SEQUENCE
	}

	private static final Pattern SYNTAX = Pattern.compile("([a-z]+\\??)(?:\\((.*)\\))?");
	private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
	private static final Pattern HEX = Pattern.compile("0[Xx][0-9A-Fa-f]+|0");

	private final Base base;
	private final String argument;
	private final List<String> values;
	private final Pattern pattern;

	private OptionType(Base base, String argument) {
		this.base = base;
		this.argument = argument;
		values = switch (base) {
		case ENUM -> List.of(argument.split("\\|", -1));
		case BOOLEAN -> List.of("y", "n");
		default -> List.of();
		};
		pattern = base == Base.PATTERN ? Pattern.compile(argument, Pattern.UNICODE_CHARACTER_CLASS) : HEX;
	}

	/**
	 * @param text a type as the option table has it
	 * @throws IllegalArgumentException if it is none
	 */
	public static OptionType parse(String text) {
		Matcher matcher = SYNTAX.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + text + "' is not a type");
		}
		String name = matcher.group(1).equals("hex?") ? "HEX_OR_EMPTY" : matcher.group(1).toUpperCase(Locale.ROOT);
		return new OptionType(Base.valueOf(name), matcher.group(2) == null ? "" : matcher.group(2));
	}

	public boolean isGroup() {
		return base == Base.ALL || base == Base.SEQUENCE;
	}

	/** @return the type's name in the option table */
	public Base base() {
		return base;
	}

	/** @return what stands in its parentheses in the option table, or empty */
	public String argument() {
		return argument;
	}

	/** @return the values of an enumeration, {@code y} and {@code n} for a Boolean, else nothing */
	public List<String> values() {
		return values;
	}

	/** @param text an element's text as it is written, blanks included */
	public boolean accepts(String text) {
		return switch (base) {
		case BOOLEAN, ENUM -> values().contains(text);
		case HEX -> HEX.matcher(text).matches();
		case HEX_OR_EMPTY -> text.isEmpty() || HEX.matcher(text).matches();
		case INT -> INTEGER.matcher(text.strip()).matches() && inRange(new BigInteger(text.strip()));
		case STRING -> argument.isEmpty() || inRange(BigInteger.valueOf(text.codePointCount(0, text.length())));
		case PATTERN -> pattern.matcher(text).matches();
		case ALL, SEQUENCE -> text.isBlank();
		};
	}

	/** @return the text itself where it is accepted, for a number out of range the closest that is accepted, else nothing */
	public Optional<String> closest(String text) {
		if (accepts(text)) {
			return Optional.of(text);
		}
		if (!INTEGER.matcher(text).matches()) {
			return Optional.empty();
		}
		BigInteger number = new BigInteger(text);
		List<String> numbers = base == Base.INT ? Stream.of(argument.split("\\.\\.", -1)).filter(bound -> !bound.isEmpty()).toList() : values;
		return numbers.stream().filter(value -> INTEGER.matcher(value).matches())
				.min(Comparator.comparing(value -> new BigInteger(value).subtract(number).abs()));
	}

	private boolean inRange(BigInteger number) {
		if (argument.isEmpty()) {
			return true;
		}
		String[] bounds = argument.split("\\.\\.", -1);
		return number.compareTo(new BigInteger(bounds[0])) >= 0 && (bounds[1].isEmpty() || number.compareTo(new BigInteger(bounds[1])) <= 0);
	}

	/** @return what a user may write, for messages: "one of y, n" */
	public String describe() {
		return switch (base) {
		case BOOLEAN, ENUM -> "one of " + String.join(", ", values().stream().map(value -> value.isEmpty() ? "nothing" : value).toList());
		case HEX -> "a hexadecimal number such as 0x1000";
		case HEX_OR_EMPTY -> "a hexadecimal number such as 0x1000, or nothing";
		case INT -> argument.isEmpty() ? "a whole number" : argument.endsWith("..") ? "a whole number from " + argument.substring(0, argument.length() - 2)
				: "a whole number from " + argument.replace("..", " to ");
		case STRING -> argument.isEmpty() ? "text" : "text of " + argument.replace("..", " to ") + " characters";
		case PATTERN -> "text of the form " + argument;
		case ALL, SEQUENCE -> "elements";
		};
	}
}
