// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.common.util.Enumerator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.dsl.ComposedScenario;
import org.nvmx.dsl.ScenarioCheck;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.dsl.documentation.ModelDocumentation;
import org.nvmx.dsl.documentation.ModelDocumentation.Detail;
import org.nvmx.hypervisor.ScenarioSupport;
import org.nvmx.hypervisor.ScenarioSupport.Extent;
import org.nvmx.hypervisor.ScenarioSupport.Verdict;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.Scenario;

/**
 * Says where a scenario asks for what the bundled hypervisor does not run yet, or runs in another way. The scenario is right, and ACRN runs it: while
 * it is written, what is left out is an information, and only for a scenario that is meant for the bundled hypervisor; when a run starts, it is a
 * warning, and what is done in another way is told, too.
 */
public final class SupportCheck implements ScenarioCheck {

	private final ScenarioSupport support;

	public SupportCheck(ScenarioSupport support) {
		this.support = support;
	}

	/** @return the check for the sources of this product; where their table cannot be read, it says so of each scenario */
	static ScenarioCheck ofProduct() {
		try {
			return new SupportCheck(ScenarioSupport.ofProduct());
		} catch (IOException e) {
			return (scenario, known) -> List.of(RunProblem.SUPPORT_TABLE.at(Location.ofFile(scenario.places().file()), Severity.WARNING,
					"What the bundled hypervisor runs cannot be read: " + e.getMessage()));
		}
	}

	@Override
	public List<Diagnostic> check(ComposedScenario scenario, List<Diagnostic> known) {
		boolean right = known.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
		return right && isMeantForTheBundledHypervisor(scenario.scenario()) ? new Visit(scenario, false).problems() : List.of();
	}

	@Override
	public Optional<ProblemKind> kind(String code) {
		return RunProblem.ofCode(code).map(ProblemKind.class::cast);
	}

	/** @return what a run of the document's scenario leaves out or does otherwise, in the order of the model, each at its place in the text */
	List<Diagnostic> ofRun(ScenarioDocument document) {
		return document.composed().map(scenario -> new Visit(scenario, true).problems()).orElse(List.of());
	}

	/** ACRN takes kernels from its boot loader: only a run of this product boots an image that the scenario names, or a guest built with the hypervisor. */
	private boolean isMeantForTheBundledHypervisor(Scenario scenario) {
		return scenario.getVms().stream().anyMatch(vm -> vm.getKernel() instanceof Kernel kernel
				&& (kernel.getImageFile() != null || kernel.getModuleTag() != null && support.hasGuest(kernel.getModuleTag())));
	}

	/** One look at a model. */
	private final class Visit {

		private final TextModelSource places;
		private final boolean run;
		private final List<Diagnostic> problems = new ArrayList<>();

		/** @param run whether a run starts */
		Visit(ComposedScenario scenario, boolean run) {
			this.places = scenario.places();
			this.run = run;
			visit(scenario.scenario());
		}

		List<Diagnostic> problems() {
			return List.copyOf(problems);
		}

		private void visit(EObject object) {
			for (EStructuralFeature feature : object.eClass().getEAllStructuralFeatures()) {
				Optional<String> option = option(feature);
				if (option.isPresent() && object.eIsSet(feature)) {
					visit(object, feature, option.get());
				}
			}
		}

		private void visit(EObject object, EStructuralFeature feature, String option) {
			List<?> values = feature.isMany() ? (List<?>) object.eGet(feature) : List.of(object.eGet(feature));
			List<XmlSpan> written = places.spans(object, feature);
			for (int i = 0; i < values.size(); i++) {
				Verdict verdict = support.of(option, word(values.get(i), i));
				boolean block = feature instanceof EReference reference && reference.isContainment();
				if (block) {
					report(places.span((EObject) values.get(i), null), option, verdict);
				} else if (i < written.size()) {
					report(written.get(i), option, verdict);
				}
				if (block && verdict.extent() != Extent.NO) {
					visit((EObject) values.get(i));
				}
			}
		}

		private void report(XmlSpan span, String option, Verdict verdict) {
			Location place = places.location(span);
			if (verdict.extent() == Extent.NO) {
				report(RunProblem.NOT_RUN.at(place, run ? Severity.WARNING : Severity.INFO,
						"The bundled hypervisor does not run this (" + option + "): " + verdict.reason()));
			} else if (verdict.extent() == Extent.OTHERWISE && run) {
				report(RunProblem.RUN_OTHERWISE.at(place, Severity.INFO,
						"The bundled hypervisor runs this in another way (" + option + "): " + verdict.reason()));
			}
		}

		private void report(Diagnostic problem) {
			problems.add(places.told(problem));
		}
	}

	/** The value of a block is its number. */
	private static String word(Object value, int number) {
		return value instanceof Enumerator literal ? literal.getName() : value instanceof EObject ? Integer.toString(number) : String.valueOf(value);
	}

	/** @return ACRN's name, without what is said of releases; empty for what is the language's own */
	private static Optional<String> option(EStructuralFeature feature) {
		return ModelDocumentation.detail(feature, Detail.ACRN).map(text -> text.split("[ ,;:]", 2)[0]).filter(name -> !name.equals("none"));
	}
}
