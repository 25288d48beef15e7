// SPDX-License-Identifier: EPL-2.0
package org.nvmx.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.eclipse.xtext.util.CancelIndicator;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.scenario.ScenarioXmlImport;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.completion.Completion;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.generator.allocation.scenario.AllocationExplanations;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.robustness.SizedScenario;
import org.nvmx.target.run.ProductChecks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What an author waits for: each benchmark is one call of what the editor, the language server and the command line call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScenarioBenchmarks {

	private static final Path FILE = Path.of("sized.nvmx");
	private static final String BOARD = "tgl-bochs";

	/** VMs of the scenario, each with CPUs, memory, devices, a vUART connection and shared memory. */
	@Param({ "16", "500" })
	public int vms;

	private final ScenarioReader reader = ScenarioReader.create().with(ProductChecks.all());
	private final ScenarioLanguageServices services = ScenarioLanguageServices.create(new AllocationExplanations(), ProductChecks.all());
	private String text;
	private int keystroke;
	private Scenario scenario;
	private String xml;

	/** Makes the texts, and makes sure that they have no mistake: a file with one is checked by half of the rules. */
	@Setup
	public void makeTexts() {
		text = SizedScenario.text(vms, BOARD);
		ScenarioDocument document = reader.read(text, FILE);
		if (!SizedScenario.mistakes(document.diagnostics()).isEmpty()) {
			throw new IllegalStateException(document.diagnostics().toString());
		}
		scenario = document.scenario().orElseThrow();
		xml = new ScenarioXmlExport(Dialect.V3_3).export(scenario);
	}

	/** Parse, link, every rule of the language, ACRN's and the bundled hypervisor's, with the board. */
	@Benchmark
	public ScenarioDocument check() {
		return reader.read(text, FILE);
	}

	/** The same by the editor's services, after one more letter in a comment in the middle of the text. */
	@Benchmark
	public List<Diagnostic> keystroke() {
		int middle = text.indexOf("VM.", text.length() / 2);
		String changed = text.substring(0, middle) + "abcdefghijklmnopqrstuvwxyz".charAt(keystroke++ % 26) + text.substring(middle);
		return services.diagnostics(changed, FILE, CancelIndicator.NullImpl);
	}

	/** What may be written in a VM in the middle of the text. */
	@Benchmark
	public List<Completion> completion() {
		return services.complete(text, FILE, text.indexOf("memory", text.length() / 2), CancelIndicator.NullImpl);
	}

	/** The layout of the whole text, which has no indentation. */
	@Benchmark
	public List<TextChange> format() {
		String flat = text.replace("\t", "");
		return services.format(flat, FILE, 0, flat.length());
	}

	/** ACRN's XML of v3.3. */
	@Benchmark
	public String exportXml() {
		return new ScenarioXmlExport(Dialect.V3_3).export(scenario, ModelSource.NONE).text();
	}

	/** ACRN's XML of v3.3, from text to model. */
	@Benchmark
	public Scenario importXml() {
		return new ScenarioXmlImport().read(new XmlReader().read(xml, "sized.xml").document().orElseThrow(), Dialect.V3_3).scenario();
	}

	/** ACRN's XML of v3.3, all rules that need no board. */
	@Benchmark
	public List<Diagnostic> checkXml() {
		return new ScenarioXmlCheck().check(new XmlReader().read(xml, "sized.xml").document().orElseThrow(), Dialect.V3_3, Optional.empty());
	}
}
