// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.EnumRule;
import org.eclipse.xtext.EcoreUtil2;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.HexNumber;
import org.nvmx.model.quantity.MacAddress;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.quantity.PhysicalAddress;

/** Values of the language's rules by chance, the extreme ones more often than chance has them. */
final class RandomValue {

	/** Letters that a text may have and that are special somewhere. */
	private static final List<String> LETTERS = List.of("a", "B", "z", "0", "9", "_", " ", "-", "/", ".", ",", ":", "\"", "'", "\\", "\t", "\n", "$", "`", "<", "&", ">", "{", "}", "//", "/*", "*/", "^", "\u00e4",
			"\u00df", "\u4e2d", "\ud83d\ude00", "\u2028", "\u0007", "\u007f");
	private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

	private final Random random;
	private int names;

	RandomValue(Random random) {
		this.random = random;
	}

	Object ofEnumeration(EnumRule rule) {
		List<EnumLiteralDeclaration> literals = EcoreUtil2.eAllOfType(rule, EnumLiteralDeclaration.class);
		return literals.get(random.nextInt(literals.size())).getEnumLiteral().getInstance();
	}

	/** @param rule the name of a rule of the grammar */
	Object of(String rule) {
		return switch (rule) {
		// With a number, so that a reference to it is one to it alone.
		case "Name" -> (random.nextBoolean() ? "vm" : text()) + ++names;
		case "STRING" -> text();
		case "INT" -> number();
		case "SignedInt" -> random.nextBoolean() ? number() : -number();
		case "Digits" -> Integer.toString(number());
		case "Switch" -> random.nextBoolean();
		case "ByteSize" -> ByteSize.valueOf((random.nextInt(1000) + " " + UNITS.get(random.nextInt(UNITS.size()))).strip());
		case "HexNumber" -> new HexNumber(random.nextLong() >>> 1 + random.nextInt(62));
		case "PhysicalAddress" -> new PhysicalAddress(random.nextLong() >>> 1 + random.nextInt(62));
		case "PciAddress" -> new PciAddress(random.nextInt(256), random.nextInt(32), random.nextInt(8));
		case "MacAddress" -> MacAddress.valueOf(IntStream.range(0, 6).mapToObj(part -> "%02x".formatted(random.nextInt(256))).collect(Collectors.joining(":")));
		default -> throw new IllegalStateException("no values of the rule " + rule + " are known here: add some");
		};
	}

	private int number() {
		return switch (random.nextInt(6)) {
		case 0 -> 0;
		case 1 -> Integer.MAX_VALUE;
		default -> random.nextInt(300);
		};
	}

	private String text() {
		return IntStream.range(0, random.nextInt(8)).mapToObj(letter -> LETTERS.get(random.nextInt(LETTERS.size()))).collect(Collectors.joining());
	}
}
