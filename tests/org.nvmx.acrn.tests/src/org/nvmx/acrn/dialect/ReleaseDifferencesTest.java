// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/**
 * What each release changed, against {@code release-differences.txt}, which was written down from ACRN's manuals and files of the releases. Of v2.6
 * and v3.3 the schemas are at hand, see {@link OptionCatalogueTest}; the other releases are as sure as the steps from and to these.
 */
class ReleaseDifferencesTest {

	private static String expected() throws IOException {
		try (InputStream input = ReleaseDifferencesTest.class.getResourceAsStream("release-differences.txt")) {
			return new String(input.readAllBytes(), UTF_8);
		}
	}

	/** Stimulus: each release beside the one before. Expect: the listed options are new, gone, or changed in the listed way, and no others. */
	@Test
	void eachReleaseChangedWhatIsListed() throws IOException {
		StringBuilder found = new StringBuilder();
		for (Dialect dialect : Dialect.values()) {
			if (dialect != Dialect.V2_4 && dialect != Dialect.V3_0) {
				found.append(dialect).append('\n');
				changes(OptionCatalogue.of(Dialect.values()[dialect.ordinal() - 1]), OptionCatalogue.of(dialect)).stream().sorted().forEach(line -> found.append(line).append('\n'));
			}
		}
		assertEquals(expected().lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n")), found.toString().strip());
	}

	private static List<String> changes(OptionCatalogue before, OptionCatalogue after) {
		List<String> changes = new ArrayList<>();
		for (Option option : after.options()) {
			Optional<Option> old = before.option(option.path());
			if (old.isEmpty()) {
				changes.add("  + " + option.path() + ": " + words(option));
			} else if (!words(old.get()).equals(words(option))) {
				changes.add("  ~ " + option.path() + ": " + words(option));
			}
		}
		before.options().stream().filter(option -> after.option(option.path()).isEmpty()).forEach(option -> changes.add("  - " + option.path()));
		return changes;
	}

	private static String words(Option option) {
		String often = switch (option.occurrence().min() + " " + option.occurrence().max()) {
		case "1 1" -> "";
		case "0 1" -> "optional ";
		default -> option.occurrence().isRequired() ? "one or more " : "any number of ";
		};
		String type = option.type().isGroup() ? "group" : option.type().base().name().toLowerCase(Locale.ROOT) + " " + option.type().argument();
		String usual = option.defaultValue().map(value -> " = " + value).orElse("");
		String kinds = option.kinds().size() == VmKind.values().length ? "" : " for " + option.kinds().stream().map(VmKind::name).collect(Collectors.joining(" "));
		return Objects.toString(often + type).strip() + usual + kinds;
	}
}
