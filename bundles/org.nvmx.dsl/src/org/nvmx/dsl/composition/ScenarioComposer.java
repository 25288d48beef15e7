// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.COMMUNICATION_VUART__ID;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__USES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__CONFIG_FILE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__IMAGE_FILE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.LEGACY_VUART__ID;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__COMMUNICATION_VUARTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__LEGACY_VUARTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.emf.common.util.ECollections;
import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.impl.ResourceImpl;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.dsl.composition.CompositionProblem.Place;
import org.nvmx.dsl.composition.CompositionTrace.Origin;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.VirtualMachine;

/**
 * Puts together what a definition says and what it uses. The words nearest to the definition count: its own, then those of the VM that a VM is like,
 * and of two fragments those of the one that uses the other. VMs stand in the order that their ids need: pre-launched ones, the Service VM,
 * post-launched ones; among these those of fragments come first.
 */
public final class ScenarioComposer {

	/** Elements that the definitions of one file may come to. */
	static final int MAX_ELEMENTS = 250_000;

	private static final class TooLargeException extends RuntimeException {
		private static final long serialVersionUID = 1L;
	}

	/** A reference of a copy, which waits for the copy of its target. */
	private record PendingReference(EObject copy, EReference reference, EObject source, Origin origin) {
	}

	private final Budget budget;
	private final Definition written;
	private final Definition whole;
	private final CompositionTrace trace = new CompositionTrace();
	private final List<CompositionProblem> problems = new ArrayList<>();
	private final Map<EObject, VirtualMachine> copies = new IdentityHashMap<>();
	private final List<PendingReference> pending = new ArrayList<>();

	/** The elements that may still be made. */
	private static final class Budget {
		private int left = MAX_ELEMENTS;

		void take() {
			if (left-- <= 0) {
				throw new TooLargeException();
			}
		}
	}

	private ScenarioComposer(Definition written, Budget budget) {
		this.written = written;
		this.budget = budget;
		whole = (Definition) EcoreUtil.create(written.eClass());
	}

	/** @return whether a definition is more than what is written in it */
	public static boolean composes(Definition definition) {
		return !definition.getUses().isEmpty() || definition.getVms().stream().anyMatch(vm -> vm.eIsSet(VIRTUAL_MACHINE__BASE));
	}

	/** @return the definitions of a file, in its order, each as it stands with what it uses */
	public static List<ComposedDefinition> compose(ScenarioModel model) {
		Budget budget = new Budget();
		return model.getDefinitions().stream().map(definition -> composes(definition) ? new ScenarioComposer(definition, budget).compose()
				: new ComposedDefinition(definition, definition, CompositionTrace.NONE, List.of())).toList();
	}

	private ComposedDefinition compose() {
		ResourceImpl resource = new ResourceImpl(written.eResource().getURI());
		resource.getContents().add(whole);
		trace.add(whole, own(written));
		whole.setName(written.getName());
		if (written instanceof Scenario scenario) {
			((Scenario) whole).setBoard(scenario.getBoard());
		}
		UsedFragments used = ImportedFiles.usedBy(written);
		reportUses(used);
		try {
			for (Fragment fragment : used.inOrder()) {
				add(fragment, way(used.way(fragment)));
			}
			add(written, Optional.empty());
			new HypervisorComposition(written, used, this).composed().ifPresent(whole::setHypervisor);
		} catch (TooLargeException e) {
			report(Rule.COMPOSITION_LIMIT, node(written, null), List.of(), MAX_ELEMENTS, "elements");
		}
		if (!used.inOrder().isEmpty()) {
			ECollections.sort(whole.getVms(), Comparator.comparingInt(ScenarioComposer::rank));
		}
		pending.forEach(this::link);
		return new ComposedDefinition(written, whole, trace, problems);
	}

	private static int rank(VirtualMachine vm) {
		return vm instanceof PreLaunchedVm ? 0 : vm instanceof PostLaunchedVm ? 2 : 1;
	}

	private static Origin own(EObject source) {
		return new Origin(source, Optional.empty());
	}

	/** @return the name of a fragment in the definition's clause "uses" */
	Optional<INode> way(int clause) {
		return CompositionProblem.node(written, DEFINITION__USES, clause);
	}

	CompositionTrace trace() {
		return trace;
	}

	void report(Rule rule, Optional<INode> place, List<Place> origins, Object... arguments) {
		place.ifPresent(node -> problems.add(CompositionProblem.of(rule, node, origins, arguments)));
	}

	private static Optional<INode> node(EObject element, EStructuralFeature feature) {
		return feature == null ? Optional.ofNullable(NodeModelUtils.findActualNodeFor(element)) : CompositionProblem.node(element, feature, 0);
	}

	private static List<Place> places(Optional<INode> node) {
		return node.map(Place::of).stream().toList();
	}

	private void reportUses(UsedFragments used) {
		for (UsedFragments.Cycle cycle : used.cycles()) {
			Optional<INode> clause = CompositionProblem.node(cycle.user(), DEFINITION__USES, cycle.index());
			boolean here = cycle.user() == written;
			report(Rule.USES_CYCLE, here ? clause : way(cycle.way()), here ? List.of() : places(clause), cycle.user().getUses().get(cycle.index()).getName());
		}
		if (used.tooMany()) {
			report(Rule.COMPOSITION_LIMIT, way(0), List.of(), UsedFragments.MAX_FRAGMENTS, "fragments");
		}
		for (int i = 0; i < written.getUses().size(); i++) {
			Fragment fragment = written.getUses().get(i);
			if (!fragment.eIsProxy() && written.getUses().indexOf(fragment) < i) {
				report(Rule.USES_TWICE, way(i), List.of(), fragment.getName());
			}
		}
		used.inOrder().forEach(fragment -> {
			for (int i = 0; i < fragment.getUses().size(); i++) {
				if (fragment.getUses().get(i).eIsProxy()) {
					unresolved(fragment, DEFINITION__USES, i, "fragment", way(used.way(fragment)));
				}
			}
		});
	}

	/** In the checked file the linker itself reports it. */
	private void unresolved(EObject source, EReference reference, int index, String kind, Optional<INode> way) {
		if (source.eResource() != written.eResource()) {
			Optional<INode> node = CompositionProblem.node(source, reference, index);
			report(Rule.UNRESOLVED_REFERENCE, way, places(node), kind, node.map(NodeModelUtils::getTokenText).orElse(""));
		}
	}

	private void add(Definition definition, Optional<INode> way) {
		for (VirtualMachine vm : definition.getVms()) {
			VirtualMachine copy = vm(vm, way);
			copies.put(vm, copy);
			whole.getVms().add(copy);
		}
		definition.getSharedMemories().forEach(memory -> whole.getSharedMemories().add(copy(memory, way)));
		definition.getVuartConnections().forEach(connection -> whole.getVuartConnections().add(copy(connection, way)));
	}

	private VirtualMachine vm(VirtualMachine vm, Optional<INode> way) {
		VirtualMachine copy = create(vm, way);
		copy.setName(vm.getName());
		List<VirtualMachine> line = new VmLine(vm, written, way, this).members();
		Optional<INode> inherited = way.or(() -> node(vm, VIRTUAL_MACHINE__BASE));
		for (EStructuralFeature feature : vm.eClass().getEAllStructuralFeatures()) {
			if (feature == VIRTUAL_MACHINE__LEGACY_VUARTS) {
				numbered(line, copy, feature, LEGACY_VUART__ID, way, inherited);
			} else if (feature == VIRTUAL_MACHINE__COMMUNICATION_VUARTS) {
				numbered(line, copy, feature, COMMUNICATION_VUART__ID, way, inherited);
			} else if (feature != VIRTUAL_MACHINE__NAME && feature != VIRTUAL_MACHINE__BASE) {
				line.stream().filter(member -> member.eIsSet(feature)).findFirst()
						.ifPresent(member -> option(copy, feature, new Origin(member, member == vm ? way : inherited)));
			}
		}
		return copy;
	}

	/** What a number tells apart counts as one option for each number. */
	private void numbered(List<VirtualMachine> line, VirtualMachine copy, EStructuralFeature list, EAttribute number, Optional<INode> way,
			Optional<INode> inherited) {
		@SuppressWarnings("unchecked")
		List<EObject> values = (List<EObject>) copy.eGet(list);
		if (line.size() == 1) {
			((List<?>) line.get(0).eGet(list)).forEach(each -> values.add(copy((EObject) each, way)));
			return;
		}
		Map<Object, Origin> byNumber = new TreeMap<>();
		for (VirtualMachine member : line.reversed()) {
			((List<?>) member.eGet(list)).forEach(
					each -> byNumber.put(((EObject) each).eGet(number), new Origin((EObject) each, member == line.get(0) ? way : inherited)));
		}
		byNumber.values().forEach(origin -> values.add(copy(origin.source(), origin.way())));
	}

	/** Takes an option over from the element that says it. */
	void option(EObject copy, EStructuralFeature feature, Origin origin) {
		if (trace.of(copy, null).source() != origin.source()) {
			trace.add(copy, feature, origin);
		}
		take(copy, feature, origin);
	}

	<T extends EObject> T create(T source, Optional<INode> way) {
		budget.take();
		@SuppressWarnings("unchecked")
		T copy = (T) EcoreUtil.create(source.eClass());
		trace.add(copy, new Origin(source, way));
		return copy;
	}

	private <T extends EObject> T copy(T source, Optional<INode> way) {
		T copy = create(source, way);
		for (EStructuralFeature feature : source.eClass().getEAllStructuralFeatures()) {
			if (source.eIsSet(feature)) {
				take(copy, feature, new Origin(source, way));
			}
		}
		return copy;
	}

	private void take(EObject copy, EStructuralFeature feature, Origin origin) {
		Object value = origin.source().eGet(feature);
		if (!(feature instanceof EReference reference)) {
			copy.eSet(feature, feature == KERNEL__IMAGE_FILE || feature == KERNEL__CONFIG_FILE ? fromHere((String) value, origin.source()) : value);
		} else if (!reference.isContainment()) {
			pending.add(new PendingReference(copy, reference, (EObject) value, origin));
		} else if (feature.isMany()) {
			@SuppressWarnings("unchecked")
			List<EObject> values = (List<EObject>) copy.eGet(feature);
			((List<?>) value).forEach(each -> values.add(copy((EObject) each, origin.way())));
		} else {
			copy.eSet(feature, copy((EObject) value, origin.way()));
		}
	}

	/** A path starts from the folder of the file in which it is written. */
	private String fromHere(String path, EObject source) {
		Optional<Path> there = ImportedFiles.file(source);
		Optional<Path> here = ImportedFiles.file(written);
		if (path.isEmpty() || there.isEmpty() || here.isEmpty() || there.get().getParent().equals(here.get().getParent())) {
			return path;
		}
		try {
			Path file = Path.of(path);
			return file.isAbsolute() ? path : ImportPath.between(here.get(), there.get().resolveSibling(file).normalize());
		} catch (InvalidPathException e) {
			return path;
		}
	}

	private void link(PendingReference reference) {
		Origin origin = reference.origin();
		VirtualMachine copy = copies.get(reference.source());
		if (reference.source().eIsProxy()) {
			unresolved(origin.source(), reference.reference(), 0, "VM", origin.way());
		} else if (copy != null) {
			reference.copy().eSet(reference.reference(), copy);
		} else {
			report(Rule.INHERITED_REFERENCE, origin.way(), places(node(origin.source(), reference.reference())),
					((VirtualMachine) reference.source()).getName(), written.getName());
		}
	}
}
