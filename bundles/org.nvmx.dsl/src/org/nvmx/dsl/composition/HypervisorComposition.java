// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.TextRegion;
import org.nvmx.dsl.composition.CompositionProblem.Place;
import org.nvmx.dsl.composition.CompositionTrace.Origin;
import org.nvmx.dsl.source.OptionClause;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.ScenarioPackage;

/** One hypervisor block of those that a definition and its fragments write, option by option. */
final class HypervisorComposition {

	private final Definition written;
	private final UsedFragments used;
	private final ScenarioComposer composer;
	private final List<Fragment> speakers;

	HypervisorComposition(Definition written, UsedFragments used, ScenarioComposer composer) {
		this.written = written;
		this.used = used;
		this.composer = composer;
		speakers = used.inOrder().stream().filter(fragment -> fragment.getHypervisor() != null).toList();
	}

	/** @return the block, or empty if nobody writes one */
	Optional<Hypervisor> composed() {
		Hypervisor own = written.getHypervisor();
		if (own == null && speakers.isEmpty()) {
			return Optional.empty();
		}
		Hypervisor block = own != null ? composer.create(own, Optional.empty()) : composer.create(speakers.get(0).getHypervisor(), way(speakers.get(0)));
		for (EStructuralFeature option : ScenarioPackage.Literals.HYPERVISOR.getEAllStructuralFeatures()) {
			if (own != null && own.eIsSet(option)) {
				composer.option(block, option, new Origin(own, Optional.empty()));
			} else {
				said(option).ifPresent(fragment -> composer.option(block, option, new Origin(fragment.getHypervisor(), way(fragment))));
			}
		}
		return Optional.of(block);
	}

	private Optional<INode> way(Fragment fragment) {
		return composer.way(used.way(fragment));
	}

	/** @return the fragment whose word counts */
	private Optional<Fragment> said(EStructuralFeature option) {
		List<Fragment> all = speakers.stream().filter(fragment -> fragment.getHypervisor().eIsSet(option)).toList();
		List<Fragment> nearest = all.stream().filter(fragment -> all.stream().noneMatch(user -> user != fragment && used.uses(user, fragment))).toList();
		Optional<Fragment> first = nearest.stream().findFirst();
		first.ifPresent(one -> nearest.stream().skip(1).filter(other -> !same(one.getHypervisor().eGet(option), other.getHypervisor().eGet(option)))
				.findFirst().ifPresent(other -> disagree(option, one, other)));
		return first;
	}

	private static boolean same(Object one, Object other) {
		if (one instanceof List<?> list && other instanceof List<?> others) {
			boolean equal = list.size() == others.size();
			for (int i = 0; equal && i < list.size(); i++) {
				equal = same(list.get(i), others.get(i));
			}
			return equal;
		}
		return one instanceof EObject element && other instanceof EObject another ? EcoreUtil.equals(element, another) : one.equals(other);
	}

	private void disagree(EStructuralFeature option, Fragment one, Fragment other) {
		composer.report(Rule.FRAGMENTS_DISAGREE, way(other), List.of(place(one, option), place(other, option)), one.getName(), words(one, option), other.getName(),
				words(other, option), written.getName());
	}

	private static OptionClause clause(Fragment fragment, EStructuralFeature option) {
		int offset = NodeModelUtils.findNodesForFeature(fragment.getHypervisor(), option).get(0).getTextRegion().getOffset();
		return OptionClause.around(fragment.getHypervisor(), offset).orElseThrow();
	}

	private static Place place(Fragment fragment, EStructuralFeature option) {
		OptionClause clause = clause(fragment, option);
		return Place.of(clause.first(), new TextRegion(clause.offset(), clause.endOffset() - clause.offset()));
	}

	/** @return the option as it is written; of a block its first words */
	private static String words(Fragment fragment, EStructuralFeature option) {
		return clause(fragment, option).text().lines().findFirst().orElse("").strip();
	}
}
