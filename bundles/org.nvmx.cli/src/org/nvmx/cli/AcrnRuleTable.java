// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which of this product's codes stand for each check that ACRN has, row by row of {@code acrn-catalogue.txt}. */
final class AcrnRuleTable {

	/** The file beside the pages. */
	static final String FILE = "acrn-rules.md";

	private static final String BEGINNING = """
			# ACRN's rules, one by one

			Every check that ACRN makes anywhere, in its schemas, its tools, late in its build or at boot, and mistakes that it does not find at all: what has
			to hold, the code under which it is found here, the releases for which a case of the tests breaks the rule in XML and is found, whether there is a
			quick fix in a scenario (`*.nvmx`), and what finds it in the tests. `nvmx help --pages docs/rules` writes this table again.
			""";
	private static final String HEAD = """

			| rule | what has to hold | code | severity | releases | quick fix | found by |
			|---|---|---|---|---|---|---|
			""";

	/**
	 * A check of ACRN's.
	 *
	 * @param codes  under which it is found; none where there is nothing to check
	 * @param reason why there is nothing to check, or empty
	 */
	record Row(String name, String rule, List<String> codes, String reason) {
	}

	private AcrnRuleTable() {
	}

	/** @return the rows in their order */
	static List<Row> rows() {
		return text().lines().filter(line -> line.contains(" | ") && !line.startsWith("#")).map(AcrnRuleTable::row).toList();
	}

	private static Row row(String line) {
		String[] cells = line.split(" \\| ");
		boolean nothing = cells[2].startsWith("- ");
		return new Row(cells[0], cells[1], nothing ? List.of() : Arrays.asList(cells[2].split(" ")), nothing ? cells[2].substring(2) : "");
	}

	/** @param finders what finds each code */
	static String toMarkdown(Map<String, ? extends Collection<String>> finders) {
		StringBuilder table = new StringBuilder(BEGINNING);
		for (String line : text().lines().toList()) {
			if (line.startsWith("## ")) {
				table.append('\n').append(line).append("\n\n");
			} else if (line.contains(" | ") && !line.startsWith("#")) {
				table.append(table.toString().endsWith("|\n") ? "" : HEAD).append(toMarkdown(row(line), finders));
			} else if (!line.isBlank() && !line.startsWith("#")) {
				table.append(line).append('\n');
			}
		}
		return table.toString();
	}

	private static String toMarkdown(Row row, Map<String, ? extends Collection<String>> finders) {
		if (row.codes().isEmpty()) {
			return "| %s | %s | none: %s | | | | |\n".formatted(row.name(), row.rule(), row.reason());
		}
		List<ProblemPage> pages = row.codes().stream().map(code -> ProblemCatalogue.page(code).orElseThrow(() -> new IllegalStateException("no code " + code))).toList();
		String codes = pages.stream().map(page -> "[" + page.code() + "](" + page.code() + ".md)").collect(Collectors.joining(", "));
		String severities = pages.stream().map(ProblemPage::severity).distinct().collect(Collectors.joining(", "));
		String releases = pages.stream().flatMap(page -> page.releases().stream()).distinct().collect(Collectors.joining("; "));
		String fixes = pages.stream().anyMatch(ProblemPage::hasQuickFix) ? "yes" : "";
		String found = finders.entrySet().stream().filter(finder -> row.codes().contains(finder.getKey())).flatMap(finder -> finder.getValue().stream()).distinct().sorted()
				.collect(Collectors.joining(", "));
		return "| %s | %s | %s | %s | %s | %s | %s |\n".formatted(row.name(), row.rule(), codes, severities, releases, fixes, found);
	}

	private static String text() {
		try (InputStream in = AcrnRuleTable.class.getResourceAsStream("acrn-catalogue.txt")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
