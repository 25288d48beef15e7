// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.parser.IParseResult;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.composition.ImportedFiles;
import org.nvmx.dsl.composition.ScenarioComposer;
import org.nvmx.dsl.ide.board.ScenarioBoards;
import org.nvmx.dsl.ide.edit.BlockEdits;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

/** A problem together with the text, the nodes and the elements it is about. */
final class FixContext {

	private final String text;
	private final IParseResult parsed;
	private final Diagnostic problem;
	private final ScenarioBoards boards;

	FixContext(String text, IParseResult parsed, Diagnostic problem, ScenarioBoards boards) {
		this.text = text;
		this.parsed = parsed;
		this.problem = problem;
		this.boards = boards;
	}

	Diagnostic problem() {
		return problem;
	}

	String text() {
		return text;
	}

	int offset() {
		return problem.location().offset();
	}

	/** @return the text that the problem covers */
	String covered() {
		int start = Math.min(offset(), text.length());
		return text.substring(start, Math.min(start + problem.location().length(), text.length()));
	}

	/** @return the text at a place of this file or of one that it imports */
	Optional<String> textOf(Location place) {
		if (!(NodeModelUtils.findActualSemanticObjectFor(parsed.getRootNode()) instanceof ScenarioModel root)) {
			return Optional.empty();
		}
		ImportedFiles.allBehind(root); // reads them
		Path file = Path.of(place.file()).toAbsolutePath().normalize();
		return root.eResource().getResourceSet().getResources().stream()
				.filter(resource -> resource.getURI().isFile() && Path.of(resource.getURI().toFileString()).equals(file)).map(XtextResource.class::cast)
				.map(resource -> resource.getParseResult().getRootNode().getText())
				.map(whole -> whole.substring(place.offset(), place.offset() + place.length())).findFirst();
	}

	/** @return the leaf at the start of the problem */
	Optional<ILeafNode> leaf() {
		return Optional.ofNullable(NodeModelUtils.findLeafNodeAtOffset(parsed.getRootNode(), offset()));
	}

	/** @return the feature that the words at the start of the problem are the value of, or empty */
	String assigned() {
		for (INode node = leaf().orElse(null); node != null; node = node.getParent()) {
			Assignment assignment = node.getGrammarElement() == null ? null : GrammarUtil.containingAssignment(node.getGrammarElement());
			if (assignment != null) {
				return assignment.getFeature();
			}
		}
		return "";
	}

	/** @return a datum of the syntax error at the problem, if it has so many */
	Optional<String> syntaxErrorData(int index) {
		for (INode error : parsed.getSyntaxErrors()) {
			String[] data = error.getSyntaxErrorMessage().getIssueData();
			if (error.getTextRegion().getOffset() == offset() && data != null && data.length > index) {
				return Optional.of(data[index]);
			}
		}
		return Optional.empty();
	}

	/** @return the nearest element of a type around the problem */
	<T extends EObject> Optional<T> enclosing(Class<T> type) {
		Optional<ILeafNode> leaf = leaf();
		for (INode node = leaf.orElse(null); node != null; node = node.getParent()) {
			EObject element = NodeModelUtils.findActualSemanticObjectFor(node);
			for (EObject each = element; each != null; each = each.eContainer()) {
				if (type.isInstance(each)) {
					return Optional.of(type.cast(each));
				}
			}
		}
		return Optional.empty();
	}

	/** @return the scenario around the problem */
	Optional<Scenario> scenario() {
		return enclosing(Scenario.class);
	}

	/** @return the VMs of the scenario around the problem as it stands, those of its fragments too: to look at, not to edit */
	List<VirtualMachine> allVms() {
		return scenario().filter(scenario -> scenario.eContainer() instanceof ScenarioModel).stream()
				.flatMap(scenario -> ScenarioComposer.compose((ScenarioModel) scenario.eContainer()).stream().filter(definition -> definition.written() == scenario))
				.flatMap(definition -> definition.whole().getVms().stream()).toList();
	}

	/** @return the board of the scenario around the problem, if it is known */
	Optional<Board> board() {
		return scenario().flatMap(boards::of);
	}

	/** @return the file of the scenario, if it may lie in a folder */
	Optional<Path> file() {
		return scenario().map(scenario -> scenario.eResource().getURI()).filter(URI::isFile).map(uri -> Path.of(uri.toFileString()));
	}

	/** @return the Service VM around the problem, or the scenario's */
	Optional<ServiceVm> serviceVm() {
		return enclosing(ServiceVm.class).or(() -> enclosing(Scenario.class)
				.flatMap(scenario -> scenario.getVms().stream().filter(ServiceVm.class::isInstance).map(ServiceVm.class::cast).findFirst()));
	}

	/** Makes one fix; nothing comes of it if it changes nothing. Comments stay, whatever it takes away. */
	void fix(String title, Consumer<QuickFix> acceptor, Consumer<BlockEdits> change) {
		BlockEdits edits = new BlockEdits(text);
		change.accept(edits);
		if (!edits.changes().isEmpty()) {
			acceptor.accept(new QuickFix(problem.code(), title, new KeptComments(text, parsed.getRootNode()).in(edits.changes())));
		}
	}

	/** Makes the fix that replaces the covered text. */
	void replaceCovered(String title, Consumer<QuickFix> acceptor, String replacement) {
		fix(title, acceptor, edits -> edits.replaceRegion(offset(), problem.location().length(), replacement));
	}
}
