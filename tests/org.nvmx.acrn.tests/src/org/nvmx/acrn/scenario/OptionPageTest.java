// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.ManualPage;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.scenario.Scenario;

/** Every option that a release of ACRN has, in the words of the language. The page of the manual is made of it. */
class OptionPageTest {

	private static final Path PAGE = Path.of("docs/acrn-options.md");
	private static final Set<String> OF_V2_7 = Set.of("uos/vm_name", "uos/passthrough_devices/gpu", "uos/sriov/gpu", "uos/sriov/network");
	private static final List<Row> ROWS = rows();

	/**
	 * How the language says an option.
	 *
	 * @param path  in the XML
	 * @param place where the words stand
	 * @param words of the language, empty where it has none
	 * @param unit  of ACRN's number
	 */
	private record Row(String path, String place, String words, String unit) {

		boolean isSaid() {
			return !place.equals("-");
		}

		boolean isOfLaunchFile() {
			return path.startsWith("uos/");
		}

		/** @return a scenario that says it */
		String text() {
			return (place.equals("top") ? words : "scenario s") + " hypervisor { " + in("hv") + " } " + vm("pre-launched", "pre", "") + vm("service", "svc", "kernel bzImage \"x\"")
					+ vm("post-launched", "post", "windows off") + in("end");
		}

		private String in(String where) {
			return place.equals(where) ? words : "";
		}

		private String vm(String kind, String name, String usual) {
			boolean replaced = place.equals(name) && !usual.isEmpty() && words.startsWith(usual.split(" ")[0]);
			return kind + " vm " + name + " { " + in(name) + " " + (replaced ? "" : usual) + " } ";
		}

		boolean isAlwaysSaid() {
			return place.equals("top") || place.equals("all") || unit.contains("every VM");
		}

		Optional<Option> option(Dialect dialect) {
			return OptionCatalogue.of(dialect).option(path).filter(option -> !option.type().isGroup());
		}

		List<Dialect> releases() {
			return Arrays.stream(Dialect.values()).filter(dialect -> isOfLaunchFile() ? isOfRelease(dialect) : option(dialect).isPresent()).toList();
		}

		private boolean isOfRelease(Dialect dialect) {
			return OF_V2_7.contains(path) ? dialect == Dialect.V2_7 : !dialect.isV3();
		}
	}

	private static List<Row> rows() {
		try (InputStream input = OptionPageTest.class.getResourceAsStream("option-words.tsv")) {
			return new String(input.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1))
					.map(cells -> new Row(cells[0], cells[1], cells[2], cells[3])).toList();
		} catch (IOException wrong) {
			throw new IllegalStateException(wrong);
		}
	}

	/** Stimulus: the options of all releases. Expect: each has its words in the table, and the table has no others. */
	@Test
	void everyOptionHasItsWords() {
		Set<String> options = new TreeSet<>();
		for (Dialect dialect : Dialect.values()) {
			OptionCatalogue.of(dialect).options().stream().filter(option -> !option.type().isGroup()).map(Option::path).forEach(options::add);
		}
		assertEquals(String.join("\n", options), ROWS.stream().filter(row -> !row.isOfLaunchFile()).map(Row::path).sorted().collect(Collectors.joining("\n")));
	}

	/** Stimulus: each option in its words, exported for each release that has it. Expect: the file says it, and says something else without the words. */
	@Test
	void theWordsSayTheOption() {
		ScenarioReader reader = ScenarioReader.create();
		Scenario without = reader.read(new Row("", "", "", "").text(), Path.of("usual.nvmx")).scenario().orElseThrow();
		List<String> unsaid = new ArrayList<>();
		for (Row row : ROWS.stream().filter(Row::isSaid).toList()) {
			ScenarioDocument read = reader.read(row.text(), Path.of("option.nvmx"));
			assertEquals(List.of(), read.diagnostics().stream().filter(problem -> problem.code().startsWith("NVMX00")).toList(), row.text());
			for (Dialect dialect : row.releases()) {
				List<String> said = values(row, read.scenario().orElseThrow(), dialect);
				if (said.isEmpty() || !row.isAlwaysSaid() && said.equals(values(row, without, dialect))) {
					unsaid.add(dialect + " " + row + ": " + said);
				}
			}
		}
		assertEquals("", String.join("\n", unsaid));
	}

	private static List<String> values(Row row, Scenario scenario, Dialect dialect) {
		ScenarioExport export = new ScenarioXmlExport(dialect).export(scenario, ModelSource.NONE);
		Optional<XmlElement> root = row.isOfLaunchFile() ? export.launch().map(XmlDocument::root) : Optional.of(export.document().root());
		String path = dialect == Dialect.V2_7 ? row.path().replace("uos", "user_vm") : row.path();
		int name = path.lastIndexOf('@');
		List<XmlElement> elements = root.stream().flatMap(top -> name == 0 ? Stream.of(top) : top.descendants(name < 0 ? path : path.substring(0, name - 1)).stream()).toList();
		return elements.stream().map(element -> name < 0 ? element.text() : element.attribute(path.substring(name + 1)).orElse("")).filter(text -> !text.isEmpty()).toList();
	}

	/** Stimulus: the same. Expect: the page of the manual states it. If it does not, the page that it should be is in the target folder. */
	@Test
	void thePageStatesTheWords() throws IOException {
		ManualPage.assertStates(PAGE, page());
	}

	private static String page() {
		StringBuilder page = new StringBuilder("""
				# ACRN's options in the words of the language

				This page is made by a test; do not edit it. Each option that a release of ACRN has is in it, with words of the language that say it. The test
				reads these words and exports them for each of the releases, and looks whether the file says the option then.

				* **releases**: those that have the option. A scenario may say it all the same when it is exported for others; the export names what they lack.
				* **default**: what ACRN takes where its file does not say it, by release where it changed. A scenario that leaves an option out means the same for
				  every release: what the newest one takes, and export writes that down for a release that would take something else.
				* **values**: ACRN's, in the newest release that has the option. Sizes have a unit in the language, such as `512 MiB`, whatever
				  ACRN counts in.

				""");
		section(page, "The scenario and its hypervisor", ROWS.stream().filter(row -> row.path().startsWith("@") || row.path().startsWith("hv/")).toList());
		section(page, "Virtual machines", ROWS.stream().filter(row -> row.path().startsWith("vm/")).toList());
		section(page, "Launch files of v2", ROWS.stream().filter(Row::isOfLaunchFile).toList());
		page.append("""

				In v2.7 an element of a launch file is a `user_vm` with a `user_vm_type`. What has no words is named by the import, `NVMX0811`, where it says
				something; an export onto the original keeps it. A device that is passed through stands in one of the launch file's places, such as `sata` or
				`ethernet`, by its description or as it is told: `pci device 00:17.0 as "sata"`.
				""");
		return page.toString();
	}

	private static void section(StringBuilder page, String title, List<Row> rows) {
		page.append("## ").append(title).append("\n\n| option | in the language | releases | default | values |\n|---|---|---|---|---|\n");
		for (Row row : rows) {
			page.append("| `").append(row.path()).append("` | ").append(row.isSaid() ? code(row.words()) : "no words").append(" | ").append(ranges(row.releases())).append(" | ")
					.append(defaults(row)).append(" | ").append(values(row)).append(" |\n");
		}
		page.append('\n');
	}

	private static String code(String text) {
		return "`" + text.replace("|", "\\|") + "`";
	}

	private static String ranges(List<Dialect> releases) {
		List<String> ranges = new ArrayList<>();
		for (int first = 0, last = 0; first < releases.size(); first = last) {
			while (last < releases.size() && releases.get(last).ordinal() - releases.get(first).ordinal() == last - first) {
				last++;
			}
			ranges.add(releases.get(first).toString() + (last == first + 1 ? "" : " to " + releases.get(last - 1)));
		}
		return String.join(", ", ranges);
	}

	private static String defaults(Row row) {
		List<String> defaults = row.releases().stream().map(dialect -> row.option(dialect).flatMap(Option::defaultValue).filter(text -> !text.isEmpty()).orElse(null))
				.filter(Objects::nonNull).distinct().toList();
		boolean always = row.releases().stream().allMatch(dialect -> row.option(dialect).flatMap(Option::defaultValue).filter(text -> !text.isEmpty()).isPresent());
		if (defaults.size() == 1 && always) {
			return code(defaults.get(0));
		}
		return defaults.stream().map(text -> code(text) + " in " + ranges(row.releases().stream()
				.filter(dialect -> row.option(dialect).flatMap(Option::defaultValue).equals(Optional.of(text))).toList())).collect(Collectors.joining("; "));
	}

	private static String values(Row row) {
		Optional<Option> newest = row.releases().stream().flatMap(dialect -> row.option(dialect).stream()).reduce((older, newer) -> newer);
		String kinds = newest.map(Option::kinds).filter(vms -> vms.size() < VmKind.values().length).map(vms -> vms.stream().map(VmKind::name).collect(Collectors.joining(", ")))
				.orElse("");
		return Stream.of(newest.map(option -> option.type().describe().replace("|", "\\|")).orElse(""), row.unit(), kinds.isEmpty() ? "" : "for " + kinds)
				.filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
	}
}
