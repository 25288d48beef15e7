// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.roundtrip.XmlLeaves.Leaf;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioExport;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlComment;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;

/**
 * What became of each statement of an original file that went through the text of the language and back to the same release.
 *
 * @param written   statements that the export says as well
 * @param usual     statements that the export does not repeat because they say nothing: see {@link #saysNothing}
 * @param named     statements that the language does not say, each of which the import reported
 * @param silent    statements that are gone, and about which nothing was said: there must be none
 * @param misnamed  statements that the import reported, and that the export says all the same: there must be none
 * @param filled    statements that only the export says, and that say nothing, or name what had no name
 * @param added     other statements that only the export says: there must be none
 * @param comments  of the original
 * @param lostOnto  statements that an export onto the original does not say: there must be none
 */
record RoundTrip(List<Leaf> written, List<Leaf> usual, List<Leaf> named, List<Leaf> silent, List<Leaf> misnamed, List<Leaf> filled, List<Leaf> added, int comments, List<String> lostOnto) {

	private static final Set<String> UNUSED_WHEN_OFF = Set.of("type", "irq", "target_vm_id", "target_uart_id", "base");

	/** A scenario without a launch file. */
	static RoundTrip of(XmlDocument original) {
		Dialect dialect = new DialectInference().infer(original.root()).dialect();
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(original, dialect);
		Scenario scenario = throughText(read.scenario());
		ScenarioXmlExport export = new ScenarioXmlExport(dialect);
		ScenarioExport exported = export.export(scenario, ModelSource.NONE);
		XmlDocument again = reread(exported.text());
		XmlDocument onto = export.export(scenario, ModelSource.NONE, original, dialect).document();
		return compare(original, again, Stream.concat(read.diagnostics().stream(), exported.diagnostics().stream()).toList(), dialect, missing(original, onto));
	}

	/** A launch file, together with its scenario. */
	static RoundTrip of(XmlDocument scenarioXml, XmlDocument launch) {
		Dialect dialect = new DialectInference().infer(scenarioXml.root()).dialect();
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(scenarioXml, dialect, List.of(launch));
		Scenario scenario = throughText(read.scenario());
		ScenarioXmlExport export = new ScenarioXmlExport(dialect);
		XmlDocument again = export.export(scenario, ModelSource.NONE).launch().orElseGet(() -> new XmlDocument(new XmlElement("acrn-config")));
		XmlDocument onto = export.export(scenario, ModelSource.NONE, scenarioXml, dialect, Optional.of(launch)).launch().orElseThrow();
		return compare(launch, again, read.diagnostics().stream().filter(problem -> problem.location().file().equals(launch.file())).toList(), dialect,
				missing(launch, onto));
	}

	/** As a user's file. */
	static Scenario throughText(Scenario scenario) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(scenario);
		return ScenarioReader.create().read(ScenarioWriter.create().write(model), Path.of("sample.nvmx")).scenario().orElseThrow();
	}

	private static XmlDocument reread(String xml) {
		return new XmlReader().read(xml, "again.xml").document().orElseThrow();
	}

	private static RoundTrip compare(XmlDocument original, XmlDocument again, List<Diagnostic> losses, Dialect dialect, List<String> lostOnto) {
		List<String> said = XmlLeaves.of(again).stream().map(Leaf::statement).collect(Collectors.toCollection(ArrayList::new));
		Set<String> reported = losses.stream().filter(problem -> problem.code().matches("NVMX081[13]"))
				.map(problem -> problem.location().line() + ":" + problem.location().column()).collect(Collectors.toSet());
		RoundTrip result = new RoundTrip(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
				comments(original), lostOnto);
		Predicate<Leaf> isReported = leaf -> reported.contains(place(original, leaf));
		// Those that are not reported take their statements of the export first: what is left for a reported one is too much.
		XmlLeaves.of(original).stream().filter(isReported.negate()).forEach(leaf -> {
			boolean written = said.remove(leaf.statement());
			(written ? result.written : isSaid(leaf, losses) ? result.named : saysNothing(leaf, dialect) ? result.usual : result.silent).add(leaf);
		});
		XmlLeaves.of(original).stream().filter(isReported).forEach(leaf -> (said.remove(leaf.statement()) ? result.misnamed : result.named).add(leaf));
		for (Leaf leaf : XmlLeaves.of(again)) {
			if (said.remove(leaf.statement())) {
				(saysNothing(leaf, dialect) || names(leaf) ? result.filled : result.added).add(leaf);
			}
		}
		return result;
	}

	private static String place(XmlDocument document, Leaf leaf) {
		Location place = document.location(leaf.element().textSpan());
		return place.line() + ":" + place.column();
	}

	/** @return whether the export said it: a VM has another name, or is a Service VM with CPUs, or the release does not take the value */
	private static boolean isSaid(Leaf leaf, List<Diagnostic> diagnostics) {
		return diagnostics.stream().anyMatch(problem -> leaf.plain().equals("vm/name") && problem.code().equals("NVMX0802") && problem.message().startsWith("'" + leaf.text() + "' ")
				|| leaf.plain().startsWith("vm/cpu_affinity/") && problem.code().equals("NVMX0806")
				|| problem.code().equals("NVMX0805") && problem.message().contains(leaf.element().name() + " = '" + leaf.text() + "' is "));
	}

	/**
	 * @return whether it names the scenario, or a VM or a type of guest that has no name in the language; or repeats what is said elsewhere: the flag
	 *         of a VM that is real-time by its type, in a launch file the memory that the scenario shares
	 */
	private static boolean names(Leaf leaf) {
		return Set.of("@scenario", "vm/name", "uos/uos_type", "uos/shm_regions/shm_region").contains(leaf.plain()) || leaf.text().equals("GUEST_FLAG_RT") && leaf.parents().get(1).value("vm_type").orElse("").endsWith("_RT_VM");
	}

	/**
	 * @return whether leaving a statement out changes nothing: it is empty, or ACRN's default, or an optional switch that is off; or it describes a vUART that is off, the port of a PCI
	 *         line, the address of a legacy one, or a launch option that is off
	 */
	private static boolean saysNothing(Leaf leaf, Dialect dialect) {
		Optional<String> usual = OptionCatalogue.of(dialect).option(leaf.plain()).flatMap(Option::defaultValue);
		if (leaf.text().isEmpty() || usual.map(XmlLeaves::normal).filter(leaf.text()::equals).isPresent()) {
			return true;
		}
		if (leaf.text().equals("n") && OptionCatalogue.of(dialect).option(leaf.plain()).filter(option -> !option.occurrence().isRequired()).isPresent()) {
			return true; // ACRN fills in what is required, and takes no other option for set
		}
		XmlElement parent = leaf.parents().get(leaf.parents().size() - 1);
		boolean off = parent.value("base").orElse("").startsWith("INVALID");
		boolean legacy = leaf.parents().stream().flatMap(element -> element.value("type").stream()).anyMatch("legacy"::equals);
		return switch (leaf.element().name()) {
		case "type", "irq", "target_vm_id", "target_uart_id", "base" -> off && UNUSED_WHEN_OFF.contains(leaf.element().name());
		case "vbdf" -> legacy;
		case "io_port" -> !legacy;
		case "start_hpa", "start_hpa2", "size_hpa2" -> leaf.text().matches("0|0x0");
		case "pcpu_id" -> leaf.plain().startsWith("uos/"); // read where it repeats the scenario's
		case "guest_flag" -> leaf.text().matches("0x0|0UL");
		case "size" -> leaf.text().equals("CONFIG_SOS_RAM_SIZE"); // all of the Service VM's
		default -> false;
		};
	}

	private static List<String> missing(XmlDocument original, XmlDocument onto) {
		List<String> said = XmlLeaves.of(onto).stream().map(Leaf::statement).collect(Collectors.toCollection(ArrayList::new));
		return XmlLeaves.of(original).stream().map(Leaf::statement).filter(statement -> !said.remove(statement)).toList();
	}

	private static int comments(XmlDocument document) {
		return (int) (document.prolog().stream().filter(XmlComment.class::isInstance).count() + document.epilog().stream().filter(XmlComment.class::isInstance).count())
				+ comments(document.root());
	}

	private static int comments(XmlElement element) {
		return (int) element.content().stream().filter(XmlComment.class::isInstance).count() + element.children().stream().mapToInt(RoundTrip::comments).sum();
	}
}
