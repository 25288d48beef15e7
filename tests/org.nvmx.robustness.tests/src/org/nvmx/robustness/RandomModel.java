// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__USES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__BASE;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Alternatives;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.EnumRule;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.nvmx.dsl.ScenarioStandaloneSetup;
import org.nvmx.dsl.services.ScenarioGrammarAccess;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.ScenarioModel;

import com.google.inject.Injector;

/**
 * A model that the language can say, by chance but the same for the same seed. It is made along the grammar, so that what is added to the language is made here, too: what the
 * grammar demands is there, and each option now and then. References lead to what the file has: a file is whole by itself, and imports, whose files need not exist, lend it
 * nothing. It is not sensible; it need not follow any rule beyond the grammar and the references.
 */
final class RandomModel {

	private static final Injector LANGUAGE = new ScenarioStandaloneSetup().createInjectorAndDoEMFRegistration();

	private final Random random;
	private final RandomValue values;
	private final List<Runnable> references = new ArrayList<>();
	private final List<EObject> elements = new ArrayList<>();
	private final boolean backwards;

	RandomModel(long seed) {
		random = new Random(seed * 0x9E3779B97F4A7C15L);
		backwards = random.nextBoolean();
		values = new RandomValue(random);
	}

	static <T> T ofLanguage(Class<T> type) {
		return LANGUAGE.getInstance(type);
	}

	ScenarioModel make() {
		ParserRule start = ofLanguage(ScenarioGrammarAccess.class).getScenarioModelRule();
		ScenarioModel model = null;
		do {
			references.clear();
			elements.clear();
			model = (ScenarioModel) element(start);
			references.forEach(Runnable::run);
		} while (model.getDefinitions().isEmpty() || elements.contains(null));
		return model;
	}

	private EObject element(ParserRule rule) {
		EObject element = EcoreUtil.create((EClass) rule.getType().getClassifier());
		elements.add(element);
		fill(element, rule.getAlternatives());
		return element;
	}

	/** Sets what a part of the grammar says. */
	private void fill(EObject element, AbstractElement grammar) {
		if (isBlock(grammar)) {
			((Alternatives) grammar).getElements().forEach(option -> option(element, option));
			return;
		}
		boolean optional = GrammarUtil.isOptionalCardinality(grammar);
		int times = GrammarUtil.isMultipleCardinality(grammar) ? random.nextInt(4) : optional ? random.nextInt(2) : 1;
		IntStream.range(0, times).forEach(time -> fillOnce(element, grammar));
	}

	/** The options of a block come in any order; those of a fragment are options of the block that it is in. */
	private static boolean isBlock(AbstractElement grammar) {
		return grammar instanceof Alternatives && (GrammarUtil.isMultipleCardinality(grammar) || GrammarUtil.containingParserRule(grammar).isFragment());
	}

	/** Now and then, and more often what there may be several of. */
	private void option(EObject element, AbstractElement option) {
		boolean fragment = option instanceof RuleCall;
		boolean several = option instanceof Assignment assignment && GrammarUtil.isMultipleAssignment(assignment);
		int times = fragment ? 1 : several ? random.nextInt(3) : random.nextInt(4) / 3;
		IntStream.range(0, times).forEach(time -> fillOnce(element, option));
	}

	private void fillOnce(EObject element, AbstractElement grammar) {
		switch (grammar) {
		case Group group -> group.getElements().forEach(part -> fill(element, part));
		case Alternatives options -> fill(element, options.getElements().get(random.nextInt(options.getElements().size())));
		case RuleCall call when call.getRule() instanceof ParserRule rule -> fill(element, rule.getAlternatives());
		case Assignment assignment -> assign(element, assignment);
		default -> {
			// Keywords and actions set nothing.
		}
		}
	}

	private void assign(EObject element, Assignment assignment) {
		EStructuralFeature feature = element.eClass().getEStructuralFeature(assignment.getFeature());
		switch (assignment.getTerminal()) {
		// Which VMs are known depends on the fragments that are used: those first.
		case CrossReference reference -> references.add(feature == DEFINITION__USES ? 0 : references.size(), () -> refer(element, (EReference) feature));
		case Keyword keyword -> add(element, feature, feature.getEType().getInstanceClass() == boolean.class ? Boolean.TRUE : keyword.getValue());
		case RuleCall call when call.getRule() instanceof EnumRule rule -> add(element, feature, values.ofEnumeration(rule));
		case RuleCall call when call.getRule() instanceof ParserRule rule && !GrammarUtil.isDatatypeRule(rule) -> add(element, feature, element(concrete(rule)));
		case RuleCall call -> add(element, feature, values.of(call.getRule().getName()));
		default -> throw new IllegalStateException("the grammar assigns " + assignment.getFeature() + " in a way that is not known here");
		}
	}

	@SuppressWarnings("unchecked")
	private static void add(EObject element, EStructuralFeature feature, Object value) {
		if (!feature.isMany()) {
			element.eSet(feature, value);
		} else if (!(feature.isUnique() && ((List<Object>) element.eGet(feature)).contains(value))) {
			((List<Object>) element.eGet(feature)).add(value);
		}
	}

	/** @return the rule itself, or one of those that stand for it */
	private ParserRule concrete(ParserRule rule) {
		List<ParserRule> choices = new ArrayList<>();
		for (AbstractElement each : rule.getAlternatives() instanceof Alternatives options ? options.getElements() : List.of(rule.getAlternatives())) {
			if (each instanceof RuleCall call && call.getRule() instanceof ParserRule alternative && !alternative.isFragment()) {
				choices.add(alternative);
			}
		}
		return choices.isEmpty() ? rule : concrete(choices.get(random.nextInt(choices.size())));
	}

	/** What may be left out is, where there is nothing to refer to; otherwise the whole model is made anew. */
	private void refer(EObject from, EReference reference) {
		List<EObject> targets = targets(from, reference);
		if (!targets.isEmpty()) {
			add(from, reference, targets.get(random.nextInt(targets.size())));
		} else if (!isTakenOver(reference)) {
			elements.add(null);
		}
	}

	private List<EObject> targets(EObject from, EReference reference) {
		Set<Definition> known = isTakenOver(reference) ? Set.of() : known(definition(from), new HashSet<>());
		return elements.stream().filter(each -> each != null && EcoreUtil2.isAssignableFrom(reference.getEReferenceType(), each.eClass()))
				.filter(each -> isTakenOver(reference) ? mayTakeOver(from, each, reference) : known.contains(definition(each))).toList();
	}

	private static boolean isTakenOver(EReference reference) {
		return reference == DEFINITION__USES || reference == VIRTUAL_MACHINE__BASE;
	}

	/** A VM is like one of its kind. All these references of a model lead towards its start, or all to its end, so that none leads back. */
	private boolean mayTakeOver(EObject from, EObject to, EReference reference) {
		int distance = elements.indexOf(from) - elements.indexOf(to);
		return (backwards ? distance > 0 : distance < 0) && (reference == DEFINITION__USES || from.eClass() == to.eClass());
	}

	private static Set<Definition> known(Definition definition, Set<Definition> found) {
		if (found.add(definition)) {
			definition.getUses().forEach(used -> known(used, found));
		}
		return found;
	}

	private static Definition definition(EObject element) {
		return EcoreUtil2.getContainerOfType(element, Definition.class);
	}
}
