// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.acrn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.acrn.xml.XmlComment;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlIndent;
import org.nvmx.acrn.xml.XmlNode;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.scenario.Scenario;

/**
 * Takes comments from ACRN's XML to a scenario's text and back. What connects the two is the export, whose elements know the words that they were made
 * from: a comment of an element stands above the line of its words. A comment of an element that has no words of its own, such as ACRN's default,
 * goes to the nearest one beside it, or to the VM that it is in.
 */
public final class ScenarioComments {

	private static final Path TEXT = Path.of("new.nvmx");

	private ScenarioComments() {
	}

	/** A comment on its way to the text. */
	private record Insertion(int offset, String comment) {
	}

	/**
	 * @param text     the scenario, as it was written for the original
	 * @param original the XML that the scenario was imported from
	 * @param dialect  the release that it is written for
	 * @return the text with the original's comments
	 */
	public static String addTo(String text, XmlDocument original, Dialect dialect) {
		Optional<Scenario> scenario = ScenarioReader.create().read(text, TEXT).scenario();
		if (scenario.isEmpty() || !hasComments(original)) {
			return text;
		}
		TextModelSource source = new TextModelSource(new SourceText(TEXT.toString(), text));
		XmlElement exported = new ScenarioXmlExport(dialect).export(scenario.get(), source).document().root();
		Map<XmlElement, XmlElement> counterparts = new IdentityHashMap<>();
		match(original.root(), exported, counterparts);
		List<Insertion> insertions = new ArrayList<>();
		original.prolog().forEach(node -> insertion(node, 0, text, insertions));
		collect(original.root(), List.of(), counterparts, text, insertions);
		StringBuilder result = new StringBuilder(text);
		insertions.stream().sorted(Comparator.comparingInt(Insertion::offset)).toList().reversed().forEach(insertion -> result.insert(insertion.offset(), insertion.comment()));
		original.epilog().stream().filter(XmlComment.class::isInstance).forEach(node -> result.append(comment((XmlComment) node, "")));
		return result.toString();
	}

	private static boolean hasComments(XmlDocument document) {
		return Stream.of(document.prolog(), document.epilog()).flatMap(List::stream).anyMatch(XmlComment.class::isInstance) || hasComments(document.root());
	}

	private static boolean hasComments(XmlElement element) {
		return element.content().stream().anyMatch(XmlComment.class::isInstance) || element.children().stream().anyMatch(ScenarioComments::hasComments);
	}

	/** The n-th element of a name is the n-th of the other document. */
	private static void match(XmlElement original, XmlElement exported, Map<XmlElement, XmlElement> counterparts) {
		counterparts.put(original, exported);
		Map<String, Integer> seen = new HashMap<>();
		for (XmlElement child : original.children()) {
			List<XmlElement> there = exported.children(child.name());
			int index = seen.merge(child.name(), 1, Integer::sum) - 1;
			if (index < there.size()) {
				match(child, there.get(index), counterparts);
			}
		}
	}

	private static void collect(XmlElement element, List<XmlElement> ancestors, Map<XmlElement, XmlElement> counterparts, String text, List<Insertion> insertions) {
		List<XmlElement> line = Stream.concat(Stream.of(element), ancestors.stream()).toList();
		List<XmlNode> nodes = element.content();
		for (int i = 0; i < nodes.size(); i++) {
			if (nodes.get(i) instanceof XmlElement child) {
				collect(child, line, counterparts, text, insertions);
			} else if (nodes.get(i) instanceof XmlComment) {
				Stream<XmlElement> beside = Stream.concat(elements(nodes.subList(i + 1, nodes.size())).stream(), elements(nodes.subList(0, i)).reversed().stream());
				int place = Stream.concat(beside.map(sibling -> ownPlace(sibling, line, counterparts)), line.stream().map(parent -> place(counterparts.get(parent))))
						.filter(offset -> offset >= 0).findFirst().orElse(0);
				insertion(nodes.get(i), place, text, insertions);
			}
		}
	}

	private static List<XmlElement> elements(List<XmlNode> nodes) {
		return nodes.stream().filter(XmlElement.class::isInstance).map(XmlElement.class::cast).toList();
	}

	/** @return where the words of an element, or of the first one in it that has some, stand; -1 for none, or the same as those of an ancestor */
	private static int ownPlace(XmlElement element, List<XmlElement> ancestors, Map<XmlElement, XmlElement> counterparts) {
		int own = place(counterparts.get(element));
		if (own >= 0 && ancestors.stream().noneMatch(ancestor -> place(counterparts.get(ancestor)) == own)) {
			return own;
		}
		return element.children().stream().mapToInt(child -> ownPlace(child, ancestors, counterparts)).filter(offset -> offset >= 0).findFirst().orElse(-1);
	}

	private static int place(XmlElement element) {
		return element == null ? -1 : element.textSpan().offset();
	}

	private static void insertion(XmlNode node, int place, String text, List<Insertion> insertions) {
		if (node instanceof XmlComment comment) {
			int start = text.lastIndexOf('\n', place - 1) + 1;
			String indent = text.substring(start).replaceFirst("(?s)^([ \t]*).*", "$1");
			insertions.add(new Insertion(start, comment(comment, indent)));
		}
	}

	/** One line for one line; more in the form that keeps them together. */
	private static String comment(XmlComment comment, String indent) {
		List<String> lines = comment.text().strip().lines().map(String::strip).toList();
		if (lines.size() < 2 || comment.text().contains("*/")) {
			return lines.isEmpty() ? indent + "//\n" : lines.stream().map(line -> indent + ("// " + line).strip() + "\n").collect(Collectors.joining());
		}
		return indent + "/* " + String.join("\n" + indent + "   ", lines) + " */\n";
	}

	/**
	 * Adds the comments of a scenario's text to the XML that was exported from it.
	 *
	 * @param scenario read from a text
	 * @param places   of the scenario; comments of what another text says stay there
	 * @param document the export of the scenario with its places
	 */
	public static void addTo(XmlDocument document, Scenario scenario, TextModelSource places) {
		places.ownNodes(scenario, null).stream().findFirst().ifPresent(node -> {
			new Export(document, places.text()).add((ICompositeNode) node);
			XmlIndent.indent(document.root());
		});
	}

	/** The way to the XML. */
	private static final class Export {

		private static final int NO_WORDS = Integer.MAX_VALUE;

		private final XmlDocument document;
		private final String text;
		private final Map<XmlElement, XmlElement> parents = new IdentityHashMap<>();
		/** In the document's order. */
		private final List<XmlElement> elements = new ArrayList<>();

		Export(XmlDocument document, String text) {
			this.document = document;
			this.text = text;
			visit(document.root());
		}

		private void visit(XmlElement element) {
			elements.add(element);
			element.children().forEach(child -> {
				parents.put(child, element);
				visit(child);
			});
		}

		/** Comments belong to the scenario that they stand in, above, or at the end of the file behind. */
		void add(ICompositeNode scenario) {
			List<ILeafNode> leaves = new ArrayList<>();
			scenario.getRootNode().getLeafNodes().forEach(leaves::add);
			int previousEnd = -1;
			for (int i = 0; i < leaves.size(); i++) {
				ILeafNode leaf = leaves.get(i);
				if (!leaf.isHidden()) {
					previousEnd = leaf.getEndOffset();
				} else if (leaf.getText().matches("(?s)/[/*].*")) {
					boolean behindWords = previousEnd >= 0 && text.substring(previousEnd, leaf.getOffset()).indexOf('\n') < 0;
					int words = behindWords ? previousEnd - 1 : next(leaves, i);
					boolean atEnd = words == NO_WORDS && previousEnd == scenario.getEndOffset();
					if (atEnd || words >= scenario.getOffset() && words < scenario.getEndOffset()) {
						add(leaf.getText(), behindWords ? text.lastIndexOf('\n', words) + 1 : words);
					}
				}
			}
		}

		private static int next(List<ILeafNode> leaves, int index) {
			return leaves.subList(index, leaves.size()).stream().filter(leaf -> !leaf.isHidden()).mapToInt(ILeafNode::getOffset).findFirst().orElse(NO_WORDS);
		}

		/** @param words where the words begin that the comment stands above, or beside */
		private void add(String comment, int words) {
			XmlComment node = new XmlComment(" " + xml(comment) + " ");
			if (words == NO_WORDS) {
				document.epilog().add(node);
				return;
			}
			int lineEnd = text.indexOf('\n', words);
			Optional<XmlElement> target = elements.stream().filter(element -> place(element) >= words && (lineEnd < 0 || place(element) < lineEnd))
					.min(Comparator.comparingInt(ScenarioComments::place));
			if (target.isEmpty()) {
				XmlElement before = elements.stream().filter(element -> place(element) >= 0 && place(element) < words).max(Comparator.comparingInt(ScenarioComments::place))
						.orElse(document.root());
				after(before, node);
			} else if (target.get() == document.root()) {
				document.prolog().add(node);
			} else {
				List<XmlNode> siblings = parents.get(target.get()).content();
				siblings.add(indexOf(siblings, target.get()), node);
			}
		}

		private void after(XmlElement element, XmlComment node) {
			if (element == document.root()) {
				document.epilog().add(node);
			} else {
				List<XmlNode> siblings = parents.get(element).content();
				siblings.add(indexOf(siblings, element) + 1, node);
			}
		}

		private static int indexOf(List<XmlNode> nodes, XmlElement element) {
			int index = 0;
			while (nodes.get(index) != element) {
				index++;
			}
			return index;
		}

		/** XML ends a comment at two hyphens. */
		private static String xml(String comment) {
			String inner = comment.startsWith("//") ? comment.substring(2) : comment.replaceFirst("^/\\*+", "").replaceFirst("\\**/$", "");
			return inner.lines().map(String::strip).collect(Collectors.joining("\n")).strip().replace("--", "- -").replace("--", "- -");
		}
	}
}
