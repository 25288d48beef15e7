// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.dsl.composition.CompositionProblem.Place;
import org.nvmx.dsl.composition.CompositionTrace.Origin;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;

/**
 * Where the language read a model. Of what a scenario is made of, some stands in other texts, or is brought in by a word of this one: its place here
 * is that word, and {@link #told} adds where it is written. Not for several threads at once.
 */
public final class TextModelSource implements ModelSource {

	/** Something that is written elsewhere, and the words of this text that bring it in. */
	private record Elsewhere(INode way, Place origin) {
	}

	private final SourceText source;
	private final CompositionTrace trace;
	/** A span behind the end of the text stands for one of these. */
	private final List<Elsewhere> elsewhere = new ArrayList<>();
	private final Map<Resource, SourceText> texts = new HashMap<>();

	/**
	 * @param source the text of the checked file
	 * @param trace  from the elements to what is written
	 */
	public TextModelSource(SourceText source, CompositionTrace trace) {
		this.source = source;
		this.trace = trace;
	}

	/** @param source the text of a model that is as it is written */
	public TextModelSource(SourceText source) {
		this(source, CompositionTrace.NONE);
	}

	@Override
	public String file() {
		return source.file();
	}

	@Override
	public String text() {
		return source.text();
	}

	@Override
	public XmlSpan span(EObject object, EStructuralFeature feature, int index) {
		return spans(object, feature).stream().skip(index).findFirst().orElseGet(() -> span(trace.of(object, feature)));
	}

	/** @return the places of a feature's values, in their order; empty for what is not written */
	public List<XmlSpan> spans(EObject object, EStructuralFeature feature) {
		Origin origin = trace.of(object, feature);
		List<INode> nodes = feature == null ? List.of() : NodeModelUtils.findNodesForFeature(origin.source(), feature);
		return nodes.stream().map(node -> span(node, origin.way())).toList();
	}

	/**
	 * @param feature null for the object as a whole
	 * @return the nodes of what this text itself says; empty for what is not written, or is brought in from elsewhere
	 */
	public List<INode> ownNodes(EObject object, EStructuralFeature feature) {
		Origin origin = trace.of(object, feature);
		if (origin.way().isPresent()) {
			return List.of();
		}
		return feature == null ? Optional.<INode>ofNullable(NodeModelUtils.findActualNodeFor(origin.source())).stream().toList()
				: NodeModelUtils.findNodesForFeature(origin.source(), feature);
	}

	/** @return where something of any file is written */
	public Location written(INode node) {
		return location(Place.of(node));
	}

	private XmlSpan span(Origin origin) {
		INode node = NodeModelUtils.findActualNodeFor(origin.source());
		return node == null ? XmlSpan.NONE : span(node, origin.way());
	}

	private XmlSpan span(INode node, Optional<INode> way) {
		if (way.isEmpty()) {
			return new XmlSpan(node.getOffset(), firstLine(node));
		}
		Place whole = Place.of(node);
		elsewhere.add(new Elsewhere(way.get(), new Place(whole.resource(), whole.offset(), firstLine(node))));
		return new XmlSpan(source.text().length() + elsewhere.size(), 0);
	}

	/** A block of many lines is marked at its first one. */
	private static int firstLine(INode node) {
		String text = node.getRootNode().getText();
		int end = node.getOffset();
		while (end < node.getEndOffset() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
			end++;
		}
		while (end > node.getOffset() && Character.isWhitespace(text.charAt(end - 1))) {
			end--;
		}
		return end - node.getOffset();
	}

	/** @return the place of {@link #span} for {@link #told}, or the file alone for what was not read from a text */
	public Location location(EObject object, EStructuralFeature feature) {
		return location(span(object, feature));
	}

	/** @return the place of a span of this source, for {@link #told} */
	public Location location(XmlSpan span) {
		if (span.offset() > source.text().length()) {
			return new Location(file(), 1, 1, span.offset(), span.length());
		}
		return span.offset() < 0 ? Location.ofFile(file()) : source.location(span.offset(), span.length());
	}

	/** @return the problem at its place in this text; if it is about words that stand elsewhere, it names their place, too */
	public Diagnostic told(Diagnostic problem) {
		int number = problem.location().offset() - source.text().length() - 1;
		if (number < 0 || number >= elsewhere.size()) {
			return problem;
		}
		Elsewhere found = elsewhere.get(number);
		return told(problem, Place.of(found.way()), List.of(found.origin()));
	}

	/** @return the problem of a composition at its place in this text */
	public Diagnostic told(CompositionProblem problem) {
		Diagnostic diagnostic = new Diagnostic(problem.rule().code(), problem.rule().severity(), Location.ofFile(file()), problem.message(), problem.remedy());
		return told(diagnostic, problem.place(), problem.origins());
	}

	private Diagnostic told(Diagnostic problem, Place place, List<Place> origins) {
		String where = origins.stream().map(this::name).collect(Collectors.joining(", "));
		return new Diagnostic(problem.code(), problem.severity(), source.location(place.offset(), place.length()),
				origins.isEmpty() ? problem.message() : problem.message() + " (" + where + ")", problem.remedy(), origins.stream().map(this::location).toList());
	}

	/** @return line and column in a file that is named as this one would import it, so that a problem reads the same wherever it is shown */
	private String name(Place place) {
		return name(location(place));
	}

	/** @return a place of {@link #written} as a person reads it: the file as this one would import it, line and column */
	public String name(Location location) {
		Path here = Path.of(file()).toAbsolutePath().normalize();
		return ImportPath.between(here, Path.of(location.file()).toAbsolutePath().normalize()) + ":" + location.line() + ":" + location.column();
	}

	/** @return where a place is, in a file that is named as the user named the checked one */
	private Location location(Place place) {
		return texts.computeIfAbsent(place.resource(), this::text).location(place.offset(), place.length());
	}

	private SourceText text(Resource resource) {
		Path here = Path.of(file());
		Path there = Path.of(resource.getURI().toFileString());
		if (here.toAbsolutePath().normalize().equals(there)) {
			return source;
		}
		String between = ImportPath.between(here.toAbsolutePath().normalize(), there);
		return new SourceText(here.resolveSibling(between).normalize().toString(), ((XtextResource) resource).getParseResult().getRootNode().getText());
	}
}
