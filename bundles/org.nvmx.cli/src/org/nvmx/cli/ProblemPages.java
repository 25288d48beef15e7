// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The help pages as files of a checkout: one for each code, a table of all, and one of ACRN's rules. Each page names the tests and examples that find its problem. */
final class ProblemPages {

	/** The table. */
	static final String INDEX = "README.md";

	private static final String BEGINNING = """
			# Problems by code

			Every problem that an editor, a marker, the language server or the command line tells of has a code that never changes. `nvmx help CODE`
			prints its page. The pages are made of the texts of the diagnostics: `nvmx help --pages docs/rules` writes them again. [ACRN's rules, one by
			one](acrn-rules.md) tells which check of ACRN has which code.

			| code | problem | severity | found in | quick fix |
			|---|---|---|---|---|
			""";
	private static final Pattern CODE = Pattern.compile("NVMX\\d{4}");
	private static final Pattern NAME = Pattern.compile("\\b(?:Rule|AcrnRule|BoardRule|PlatformRequirement|RunProblem|HypervisorProblem|XmlProblem)\\.([A-Z0-9_]+)");

	private ProblemPages() {
	}

	/**
	 * @param checkout holds the folders tests and examples
	 * @return the text of each page by its file name
	 */
	static SortedMap<String, String> of(Path checkout) throws IOException {
		SortedMap<String, TreeSet<String>> finders = finders(checkout);
		SortedMap<String, String> files = new TreeMap<>();
		StringBuilder index = new StringBuilder(BEGINNING);
		for (ProblemPage page : ProblemCatalogue.pages()) {
			files.put(page.code() + ".md", page.toMarkdown(new ArrayList<>(finders.getOrDefault(page.code(), new TreeSet<>()))));
			index.append("| [%1$s](%1$s.md) | %2$s | %3$s | %4$s | %5$s |\n".formatted(page.code(), page.title(), page.severity(), page.where(),
					page.hasQuickFix() ? "yes" : ""));
		}
		files.put(INDEX, index.toString());
		files.put(AcrnRuleTable.FILE, AcrnRuleTable.toMarkdown(finders));
		return files;
	}

	/** @return the files of a folder that are pages of codes, whether the codes still exist or not */
	static List<Path> pagesIn(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().matches(CODE + "\\.md")).toList();
		}
	}

	private static SortedMap<String, TreeSet<String>> finders(Path checkout) throws IOException {
		SortedMap<String, TreeSet<String>> finders = new TreeMap<>();
		for (Path folder : List.of(checkout.resolve("tests"), checkout.resolve("examples"))) {
			for (Path file : sources(folder)) {
				String name = file.getFileName().toString();
				String finder = name.equals("problems.txt") ? "the example [" + file.getParent().getFileName() + "](../../examples/" + file.getParent().getFileName() + ")"
						: "`" + name + "`";
				codes(Files.readString(file)).forEach(code -> finders.computeIfAbsent(code, key -> new TreeSet<>()).add(finder));
			}
		}
		return finders;
	}

	/** @return the files that say what is expected: test classes, cases and lists of problems */
	private static List<Path> sources(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(file -> file.toString().matches(".*(Test\\.java|cases\\.txt|problems\\.txt)")).filter(file -> !isBuilt(folder.relativize(file)))
					.sorted().toList();
		}
	}

	/** A bundle's own folder target is made by the build; a package may have that name, too. */
	private static boolean isBuilt(Path file) {
		return file.getNameCount() > 1 && file.getName(1).toString().equals("target");
	}

	/** @return the codes that a test names by themselves or by the constants of their kinds */
	private static TreeSet<String> codes(String text) {
		TreeSet<String> codes = new TreeSet<>();
		Matcher code = CODE.matcher(text);
		while (code.find()) {
			codes.add(code.group());
		}
		Matcher name = NAME.matcher(text);
		while (name.find()) {
			ProblemCatalogue.pages().stream().filter(page -> page.kinds().stream().anyMatch(kind -> name.group().equals(kind.getClass().getSimpleName() + "." + kind)))
					.forEach(page -> codes.add(page.code()));
		}
		return codes;
	}
}
