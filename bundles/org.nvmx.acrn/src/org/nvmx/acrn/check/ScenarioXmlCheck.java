// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;

/** Checks ACRN scenario XML by the rules of its release, those that ACRN keeps for later steps, and those that it lacks. */
public final class ScenarioXmlCheck {

	private static final RuleGroup STRUCTURE = new StructureCheck(false);
	private static final RuleGroup VALUES = new StructureCheck(true);
	private static final List<RuleGroup> DATA = List.of(new CpuRules(), new SchedulingRules(), new VmRules(), new KernelRules(), new CapacityRules(),
			new DeviceRules(), new VuartRules(), new VuartTargetRules(), new VirtualBdfRules(), new SharedMemoryRules(), new VirtioRules(), new CacheRules(),
			new ClassOfServiceRules(), new NestedRules());

	/** @return the problems in the order of the document; the dialect is inferred */
	public List<Diagnostic> check(XmlDocument document, Optional<Board> board) {
		return check(document, new DialectInference().infer(document.root()).dialect(), board);
	}

	/**
	 * @param board without it the rules that need one are left out
	 * @return the problems in the order of the document
	 */
	public List<Diagnostic> check(XmlDocument document, Dialect dialect, Optional<Board> board) {
		Optional<Diagnostic> refusal = refusal(document);
		if (refusal.isPresent()) {
			return List.of(refusal.get());
		}
		Findings findings = new Findings(document, rule -> rule);
		STRUCTURE.check(new ScenarioXml(document, dialect), Optional.empty(), findings);
		data(document, dialect, board, findings);
		return findings.diagnostics();
	}

	/**
	 * Checks the document that a scenario of the language is exported to, whose structure is right, and tells it in the language's words.
	 *
	 * @param document its elements know their places in the scenario's text
	 * @param board    without it the rules that need one are left out
	 * @return the problems in the order of the scenario's text
	 */
	public List<Diagnostic> checkExport(XmlDocument document, Dialect dialect, Optional<Board> board) {
		Findings findings = new Findings(document, AcrnRule::inScenario);
		VALUES.check(new ScenarioXml(document, dialect), Optional.empty(), findings);
		data(document, dialect, board, findings);
		return findings.diagnostics();
	}

	private static void data(XmlDocument document, Dialect dialect, Optional<Board> board, Findings findings) {
		ScenarioXml scenario = new ScenarioXml(document, dialect);
		Optional<BoardFacts> facts = board.map(BoardFacts::new);
		DATA.forEach(group -> group.check(scenario, facts, findings));
	}

	/** @return why no release's rules can be asked about a document: it is no scenario, or one of a release before those that are known */
	public static Optional<Diagnostic> refusal(XmlDocument document) {
		Findings findings = new Findings(document, rule -> rule);
		XmlElement root = document.root();
		if (!isScenario(document)) {
			findings.report(AcrnRule.NOT_A_SCENARIO, root.span(), root.name());
		}
		root.children("vm").stream().filter(vm -> vm.child("legacy_vuart").isEmpty()).flatMap(vm -> vm.child("vuart").stream()).findFirst()
				.ifPresent(vuart -> findings.report(AcrnRule.RELEASE_TOO_OLD, vuart.span(), vuart.name(), Dialect.values()[0]));
		return findings.diagnostics().stream().findFirst();
	}

	/** @return whether the root is that of a scenario, and not of a board or a launch file, which have the same name */
	public static boolean isScenario(XmlDocument document) {
		return document.root().name().equals("acrn-config") && document.root().child("hv").isPresent();
	}
}
