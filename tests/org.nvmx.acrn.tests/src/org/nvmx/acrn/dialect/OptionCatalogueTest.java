// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The option tables say what ACRN's schemas say. */
class OptionCatalogueTest {

	/** Stimulus: the schemas of both releases. Expect: the same options, types, ranges, defaults and VM kinds in the table, and no others. */
	@Test
	void tablesAgreeWithTheSchemas() throws IOException {
		for (Dialect dialect : new Dialect[] { Dialect.V2_6, Dialect.V3_3 }) {
			Map<String, String> table = new TreeMap<>();
			OptionCatalogue.of(dialect).options().forEach(option -> table.put(option.path(), row(option)));
			assertEquals(lines(new TreeMap<>(SchemaOptions.of(dialect))), lines(table), dialect.toString());
		}
	}

	private static String row(Option option) {
		String occurrence = switch (option.occurrence().min() + " " + option.occurrence().max()) {
		case "1 1" -> "1";
		case "0 1" -> "?";
		case "2 2" -> "2";
		default -> option.occurrence().isRequired() ? "+" : "*";
		};
		String type = option.type().base() == OptionType.Base.HEX_OR_EMPTY ? "hex?" : option.type().base().name().toLowerCase(Locale.ROOT);
		String argument = option.type().argument().isEmpty() ? "" : "(" + option.type().argument() + ")";
		String kinds = option.kinds().size() == VmKind.values().length ? "" : sorted(option.kinds().stream().map(VmKind::name).collect(Collectors.joining(",")));
		return String.join("\t", occurrence, type + argument, option.defaultValue().orElse(""), kinds);
	}

	private static String sorted(String kinds) {
		return Arrays.stream(kinds.split(",")).sorted().collect(Collectors.joining(","));
	}

	/** VM kinds in alphabetical order, and none when all three are listed. */
	private static String lines(Map<String, String> rows) {
		return rows.entrySet().stream().map(entry -> {
			String[] columns = entry.getValue().split("\t", -1);
			columns[3] = columns[3].split(",").length == VmKind.values().length ? "" : sorted(columns[3]);
			return entry.getKey() + "\t" + String.join("\t", columns);
		}).collect(Collectors.joining("\n"));
	}

	/** Stimulus: values at the edges of each type. Expect: accepted and refused as the schema would. */
	@Test
	void typesAcceptTheirValues() {
		check("boolean", "y n", "Y yes 1");
		check("hex", "0 0x1 0XfF", "1 0x 00 0xg 0x1U");
		check("hex?", "0 0x1", "1 0x");
		assertTrue(OptionType.parse("hex?").accepts(""));
		check("int", "0 -1 +7 99999999999999999999", "a 1.0 0x1");
		check("int(1..10)", "1 10 010", "0 11 -1");
		check("int(0..)", "0 4294967295", "-1");
		check("string(1..3)", "a abc", "abcd");
		assertFalse(OptionType.parse("string(1..3)").accepts(""));
		check("enum(|0|GUEST_FLAG_RT)", "0 GUEST_FLAG_RT", "GUEST_FLAG rt");
		check("pattern([0-9A-Fa-f]{1,2}:[0-1][0-9A-Fa-f]\\.[0-7])", "00:1f.7 0:08.0", "00:20.0 00:1f.8 x00:1f.0");
	}

	private static void check(String type, String accepted, String refused) {
		for (String value : accepted.split(" ")) {
			assertTrue(OptionType.parse(type).accepts(value), type + " refused " + value);
		}
		for (String value : refused.split(" ")) {
			assertFalse(OptionType.parse(type).accepts(value), type + " accepted " + value);
		}
	}
}
