// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EModelElement;
import org.eclipse.xtext.AbstractElement;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Group;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.nvmx.dsl.documentation.ModelDocumentation;
import org.nvmx.dsl.documentation.ModelDocumentation.Detail;

import com.google.inject.Singleton;

/** What the model says about the option that a keyword of the grammar starts. */
@Singleton
final class OptionDocumentation {

	/** @return the feature that the keyword's option sets, or the class of the block that it opens */
	Optional<EModelElement> of(Keyword keyword) {
		ParserRule rule = GrammarUtil.containingParserRule(keyword);
		if (!(rule.getType().getClassifier() instanceof EClass type)) {
			return Optional.empty();
		}
		boolean startsRule = rule.getAlternatives() == keyword.eContainer() && !rule.isFragment();
		if (startsRule || !(keyword.eContainer() instanceof Group group)) {
			return Optional.of(type);
		}
		List<AbstractElement> elements = group.getElements();
		return elements.subList(elements.indexOf(keyword) + 1, elements.size()).stream().filter(Assignment.class::isInstance).findFirst()
				.map(assignment -> type.getEStructuralFeature(((Assignment) assignment).getFeature()));
	}

	String markdown(EModelElement element) {
		StringBuilder markdown = new StringBuilder(ModelDocumentation.text(element));
		for (Detail detail : Detail.values()) {
			ModelDocumentation.detail(element, detail)
					.ifPresent(value -> markdown.append("\n\n").append(detail.label()).append(": ").append(value));
		}
		return markdown.toString();
	}
}
