// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PhysicalAddress;

/** One reading of one board file: values taken out of elements, and what was found wrong with them. */
public final class BoardParse {

	/** A file that is nonsense does not become a hundred thousand messages. */
	private static final int MAX_DIAGNOSTICS = 100;
	private static final int MAX_LINES = 65536;

	private final XmlDocument document;
	private final List<Diagnostic> diagnostics = new ArrayList<>();
	private final Map<EObject, Location> locations = new IdentityHashMap<>();
	private final Set<String> tooLarge = new HashSet<>();
	private int suppressed;

	public BoardParse(XmlDocument document) {
		this.document = document;
	}

	XmlElement root() {
		return document.root();
	}

	/** @return what was found, in the order of the parts, then of the file */
	public List<Diagnostic> diagnostics() {
		List<Diagnostic> result = new ArrayList<>(diagnostics);
		if (suppressed > 0) {
			result.add(BoardRule.TOO_MANY_PROBLEMS.diagnostic(Location.ofFile(document.file()), suppressed));
		}
		return List.copyOf(result);
	}

	public Map<EObject, Location> locations() {
		return Collections.unmodifiableMap(locations);
	}

	void report(BoardRule rule, Location location, Object... arguments) {
		if (diagnostics.size() < MAX_DIAGNOSTICS) {
			diagnostics.add(rule.diagnostic(location, arguments));
		} else {
			suppressed++;
		}
	}

	void report(BoardRule rule, XmlElement element, Object... arguments) {
		report(rule, location(element), arguments);
	}

	/** Says, once for each part, that only its first elements were read. */
	void tooLarge(String part, int limit, Location location) {
		if (tooLarge.add(part)) {
			report(BoardRule.PART_TOO_LARGE, location, part, limit);
		}
	}

	/** Says that a part is missing, at the root element. */
	void missing(BoardRule rule) {
		report(rule, root());
	}

	Location location(XmlElement element) {
		return document.location(element.span());
	}

	/** Remembers where an element of the board comes from. */
	<T extends EObject> T at(T element, Location location) {
		locations.put(element, location);
		return element;
	}

	<T extends EObject> T at(T element, XmlElement source) {
		return at(element, location(source));
	}

	/** @return the text of the child, or empty when it is missing or blank */
	Optional<Field> child(XmlElement parent, String name) {
		return parent.child(name).filter(child -> !child.text().isEmpty())
				.map(child -> new Field(child.text(), document.location(child.textSpan()), name));
	}

	Optional<String> text(XmlElement parent, String name) {
		return child(parent, name).map(Field::text);
	}

	/** @return the attribute, or empty when it is missing or blank */
	Optional<Field> attribute(XmlElement element, String name) {
		return element.attributes().stream().filter(attribute -> attribute.name().equals(name) && !attribute.value().isBlank()).findFirst()
				.map(attribute -> new Field(attribute.value().strip(), document.location(attribute.span()), name));
	}

	/** @return the first lines of a text blob that are not blank, or none when the blob is missing */
	List<TextLine> lines(String blob) {
		Optional<XmlElement> element = root().child(blob);
		String text = element.map(XmlElement::text).orElse("");
		if (text.isEmpty()) {
			return List.of();
		}
		List<TextLine> lines = TextLines.of(text, document.location(element.get().textSpan()), blob, MAX_LINES);
		if (lines.size() == MAX_LINES) {
			tooLarge(blob, MAX_LINES, lines.get(MAX_LINES - 1).location());
		}
		return lines;
	}

	/** @return a number of 31 bits, decimal or with 0x; empty, and reported, when it is none */
	OptionalInt toInt(Field field) {
		Optional<Integer> value = convert(field, "a number from 0 to 2147483647", text -> {
			long number = unsigned(text);
			if (number < 0 || number > Integer.MAX_VALUE) {
				throw new NumberFormatException(text);
			}
			return (int) number;
		});
		return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
	}

	int toInt(Optional<Field> field, int otherwise) {
		return field.isPresent() ? toInt(field.get()).orElse(otherwise) : otherwise;
	}

	/** @return a number of unsigned 64 bits, decimal or with 0x */
	Optional<Long> toLong(Field field) {
		return convert(field, "a number of 64 bits", BoardParse::unsigned);
	}

	private static long unsigned(String text) {
		boolean hex = text.regionMatches(true, 0, "0x", 0, 2);
		return Long.parseUnsignedLong(hex ? text.substring(2) : text, hex ? 16 : 10);
	}

	Optional<PhysicalAddress> toAddress(Field field) {
		return convert(field, "an address such as 0xfec00000", PhysicalAddress::valueOf);
	}

	/** @return the range; empty, and reported, when it is reversed */
	Optional<AddressRange> toRange(Field first, Field last) {
		Optional<Long> start = toLong(first);
		Optional<Long> end = toLong(last);
		if (start.isEmpty() || end.isEmpty()) {
			return Optional.empty();
		}
		return convert(last, "an address behind " + first.text(), text -> new AddressRange(start.get(), end.get()));
	}

	/** @param conversion throws IllegalArgumentException, which NumberFormatException is, for a text that is not of its type */
	<T> Optional<T> convert(Field field, String expected, Function<String, T> conversion) {
		try {
			return Optional.of(conversion.apply(field.text()));
		} catch (IllegalArgumentException malformed) {
			report(BoardRule.INVALID_VALUE, field.location(), field.name(), shortened(field.text()), expected);
			return Optional.empty();
		}
	}

	/** A message does not repeat a megabyte. */
	static String shortened(String text) {
		String line = text.replaceAll("\\s+", " ");
		return line.length() <= 60 ? line : line.substring(0, 57) + "...";
	}
}
