// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.explanation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.ComposedFile;
import org.nvmx.dsl.ComposedScenario;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.dsl.ide.hover.Hover;
import org.nvmx.model.explanation.Explanation;
import org.nvmx.model.explanation.ExplanationSource;

/** Puts explanations of elements to the text of these elements. */
public final class ScenarioExplanations {

	private final ExplanationSource source;

	public ScenarioExplanations(ExplanationSource source) {
		this.source = source;
	}

	/** An element's words up to its block; those inside of the block are about something else. */
	private record Place(int offset, int length, Explanation explanation) {

		int end() {
			return offset + length;
		}

		boolean contains(int position) {
			return position >= offset && position < end();
		}
	}

	/** @return the hints in the order of the text; none in a text with syntax errors, whose elements are in doubt */
	public List<Hint> hints(XtextResource resource, ComposedFile composed, Path file) {
		if (resource.getParseResult() == null || resource.getParseResult().hasSyntaxErrors()) {
			return List.of();
		}
		return places(composed, file).stream().filter(place -> !place.explanation().summary().isEmpty())
				.sorted(Comparator.comparingInt(Place::end))
				.map(place -> new Hint(place.end(), place.explanation().summary(), place.explanation().details())).toList();
	}

	/** @return the hover with what was decided about the innermost element that the word at the offset introduces */
	public Optional<Hover> addTo(Optional<Hover> hover, XtextResource resource, ComposedFile composed, Path file, int offset) {
		String details = places(composed, file).stream().filter(place -> place.contains(offset)).min(Comparator.comparingInt(Place::length))
				.map(place -> "Allocated:\n\n" + place.explanation().details()).orElse("");
		if (details.isEmpty()) {
			return hover;
		}
		return hover.map(known -> new Hover(known.offset(), known.length(), known.markdown() + "\n\n" + details)).or(() -> word(resource, offset, details));
	}

	private static Optional<Hover> word(XtextResource resource, int offset, String details) {
		ILeafNode leaf = NodeModelUtils.findLeafNodeAtOffset(resource.getParseResult().getRootNode(), offset);
		return leaf == null || leaf.isHidden() ? Optional.empty() : Optional.of(new Hover(leaf.getOffset(), leaf.getLength(), details));
	}

	/** What another file says has no place in this one. */
	private List<Place> places(ComposedFile composed, Path file) {
		List<Place> places = new ArrayList<>();
		for (ComposedScenario scenario : composed.scenarios()) {
			source.explain(scenario.scenario(), file).forEach(explanation -> place(explanation, scenario.places()).ifPresent(places::add));
		}
		return places;
	}

	private static Optional<Place> place(Explanation explanation, TextModelSource written) {
		List<INode> nodes = written.ownNodes(explanation.about(), explanation.feature().orElse(null));
		if (nodes.isEmpty()) {
			return Optional.empty();
		}
		INode node = nodes.get(nodes.size() - 1);
		int end = node.getOffset();
		for (ILeafNode leaf : node.getLeafNodes()) {
			if (!leaf.isHidden() && leaf.getText().equals("{")) {
				end = leaf.getEndOffset();
				break;
			}
			end = leaf.isHidden() ? end : leaf.getEndOffset();
		}
		return Optional.of(new Place(node.getOffset(), end - node.getOffset(), explanation));
	}
}
