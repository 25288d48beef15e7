// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.hover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.resource.EObjectAtOffsetHelper;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.ComposedFile;
import org.nvmx.dsl.composition.ComposedDefinition;
import org.nvmx.dsl.composition.ImportedFiles;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.dsl.source.OptionClause;
import org.nvmx.dsl.validation.Scenarios;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.model.scenario.VirtualMachine;

import com.google.inject.Inject;

/** Says what comes from elsewhere: what a fragment or an imported file holds, what a VM that others are like says, and what a VM has from such a one. */
public final class CompositionHovers {

	@Inject
	private EObjectAtOffsetHelper elements;

	/** @return the hover with what comes from elsewhere before it; the hover itself where nothing does */
	public Optional<Hover> addTo(Optional<Hover> hover, XtextResource resource, ComposedFile file, int offset) {
		ILeafNode leaf = NodeModelUtils.findLeafNodeAtOffset(resource.getParseResult().getRootNode(), offset);
		if (leaf == null || leaf.isHidden()) {
			return hover;
		}
		TextModelSource places = new TextModelSource(file.source());
		return say(resource, file, places, leaf, offset)
				.map(text -> new Hover(leaf.getOffset(), leaf.getLength(), text + hover.map(known -> "\n\n" + known.markdown()).orElse(""))).or(() -> hover);
	}

	private Optional<String> say(XtextResource resource, ComposedFile file, TextModelSource places, ILeafNode leaf, int offset) {
		EObject element = NodeModelUtils.findActualSemanticObjectFor(leaf);
		if (element instanceof Import clause) {
			return ImportedFiles.model(clause).map(model -> list(model.getDefinitions().stream().flatMap(definition -> contents(definition, places).stream()).toList()));
		}
		EObject target = elements.resolveCrossReferencedElementAt(resource, offset);
		if (target instanceof Fragment fragment && !fragment.eIsProxy()) {
			return Optional.of(list(contents(fragment, places)));
		}
		if (element instanceof VirtualMachine vm) {
			boolean base = target != null && !target.eIsProxy() && target == vm.getBase();
			return base ? block(vm.getBase(), places) : isName(vm, leaf) ? inherited(vm, file, places) : Optional.empty();
		}
		return Optional.empty();
	}

	private static boolean isName(VirtualMachine vm, INode leaf) {
		return NodeModelUtils.findNodesForFeature(vm, ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME).stream()
				.anyMatch(name -> name.getOffset() <= leaf.getOffset() && leaf.getEndOffset() <= name.getEndOffset());
	}

	private static String list(List<String> lines) {
		return lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
	}

	private static List<String> contents(Definition definition, TextModelSource places) {
		List<String> lines = new ArrayList<>();
		lines.add((definition instanceof Fragment ? "fragment **" : "scenario **") + definition.getName() + "**" + at(definition, places));
		if (!definition.getUses().isEmpty()) {
			lines.add("uses " + definition.getUses().stream().map(Fragment::getName).collect(Collectors.joining(", ")));
		}
		if (definition.getHypervisor() != null) {
			lines.add("hypervisor: " + OptionClause.of(definition.getHypervisor()).stream().map(OptionClause::text).map(CompositionHovers::firstLine)
					.collect(Collectors.joining(", ")));
		}
		definition.getVms().forEach(vm -> lines.add(Scenarios.kind(vm) + " VM " + vm.getName()));
		definition.getSharedMemories().forEach(memory -> lines.add("shared memory " + memory.getName()));
		definition.getVuartConnections().forEach(connection -> lines.add("vUART connection " + connection.getName()));
		return lines;
	}

	private static Optional<String> block(VirtualMachine vm, TextModelSource places) {
		return Optional.ofNullable(NodeModelUtils.findActualNodeFor(vm))
				.map(node -> "**" + vm.getName() + "**" + at(vm, places) + "\n\n```\n" + NodeModelUtils.getTokenText(node).stripIndent() + "\n```");
	}

	private static Optional<String> inherited(VirtualMachine vm, ComposedFile file, TextModelSource places) {
		List<String> lines = new ArrayList<>();
		for (ComposedDefinition definition : file.definitions()) {
			for (VirtualMachine whole : definition.whole().getVms()) {
				if (definition.isCopy() && definition.trace().of(whole, null).source() == vm) {
					whole.eClass().getEAllStructuralFeatures().forEach(feature -> inherited(vm, definition, whole, feature, places, lines));
				}
			}
		}
		return lines.isEmpty() ? Optional.empty() : Optional.of("Inherited:\n\n" + list(lines));
	}

	private static void inherited(VirtualMachine vm, ComposedDefinition definition, VirtualMachine whole, EStructuralFeature feature, TextModelSource places,
			List<String> lines) {
		List<?> values = feature.isMany() ? (List<?>) whole.eGet(feature) : List.of();
		List<EObject> sources = new ArrayList<>();
		sources.add(definition.trace().of(whole, feature).source());
		values.stream().filter(EObject.class::isInstance).map(value -> definition.trace().of((EObject) value, null).source().eContainer()).forEach(sources::add);
		for (EObject source : sources.stream().distinct().filter(each -> each != vm).toList()) {
			for (INode node : NodeModelUtils.findNodesForFeature(source, feature)) {
				OptionClause.around(source, node.getTextRegion().getOffset()).ifPresent(clause -> {
					String line = "`" + firstLine(clause.text()) + "` of " + ((VirtualMachine) source).getName() + at(clause.first(), places);
					if (!lines.contains(line)) {
						lines.add(line);
					}
				});
			}
		}
	}

	private static String firstLine(String text) {
		return text.lines().findFirst().orElse("").strip();
	}

	private static String at(EObject element, TextModelSource places) {
		INode node = NodeModelUtils.findActualNodeFor(element);
		return node == null ? "" : at(node, places);
	}

	private static String at(INode node, TextModelSource places) {
		Location location = places.written(node);
		return " (" + places.name(location) + ")";
	}
}
