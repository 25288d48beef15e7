// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__USES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__BASE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.nvmx.dsl.composition.ImportPath;
import org.nvmx.dsl.composition.ImportedFiles;
import org.nvmx.dsl.conversion.ScenarioValueConverters;
import org.nvmx.dsl.source.SimilarWords;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.VirtualMachine;

import com.google.inject.Inject;

/** Repairs what a file imports and uses. */
final class CompositionFixes {

	private static final int MAX_FILES = 200;

	private final ScenarioValueConverters converters;

	@Inject
	CompositionFixes(ScenarioValueConverters converters) {
		this.converters = converters;
	}

	void register(BiConsumer<Rule, Fixer> registry) {
		registry.accept(Rule.IMPORT_UNUSED, CompositionFixes::removeImport);
		registry.accept(Rule.IMPORT_TWICE, CompositionFixes::removeImport);
		registry.accept(Rule.IMPORT_PATH, this::writeSlashes);
		registry.accept(Rule.IMPORT_UNREADABLE, this::nameSimilarFile);
		registry.accept(Rule.USES_TWICE, CompositionFixes::removeUse);
		registry.accept(Rule.USES_CYCLE, CompositionFixes::removeUse);
		registry.accept(Rule.LIKE_CYCLE, CompositionFixes::removeLike);
		registry.accept(Rule.FRAGMENTS_DISAGREE, CompositionFixes::decide);
	}

	private static void removeImport(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(Import.class).map(NodeModelUtils::getNode).map(INode::getTextRegion).ifPresent(
				region -> context.fix("Remove the import", acceptor, edits -> edits.removeRegion(region.getOffset(), region.getOffset() + region.getLength())));
	}

	private void writeSlashes(FixContext context, Consumer<QuickFix> acceptor) {
		String path = converters.STRING().toValue(context.covered(), null).replace('\\', '/');
		if (ImportPath.refusal(path).isEmpty()) {
			context.replaceCovered("Write " + path, acceptor, converters.STRING().toString(path));
		}
	}

	/** The file is looked for in the folder that the path names. */
	private void nameSimilarFile(FixContext context, Consumer<QuickFix> acceptor) {
		Optional<Import> clause = context.enclosing(Import.class);
		Optional<Path> importing = clause.flatMap(ImportedFiles::file);
		if (importing.isEmpty() || !context.problem().origins().isEmpty()) {
			return;
		}
		Path wanted = ImportPath.resolve(importing.get(), clause.get().getPath());
		try (Stream<Path> files = Files.list(wanted.getParent())) {
			List<String> names = files.limit(MAX_FILES).map(file -> file.getFileName().toString())
					.filter(name -> name.endsWith(ImportPath.EXTENSION) && !name.equals(importing.get().getFileName().toString())).sorted().toList();
			SimilarWords.nearest(wanted.getFileName().toString(), names).map(name -> ImportPath.between(importing.get(), wanted.resolveSibling(name)))
					.ifPresent(path -> context.replaceCovered("Import " + path, acceptor, converters.STRING().toString(path)));
		} catch (IOException e) {
			// No such folder: nothing is similar.
		}
	}

	private static void removeUse(FixContext context, Consumer<QuickFix> acceptor) {
		if (!context.problem().origins().isEmpty()) {
			return;
		}
		context.enclosing(Definition.class).ifPresent(definition -> remove(context, acceptor, definition, DEFINITION__USES));
	}

	private static void removeLike(FixContext context, Consumer<QuickFix> acceptor) {
		context.enclosing(VirtualMachine.class).ifPresent(vm -> remove(context, acceptor, vm, VIRTUAL_MACHINE__BASE));
	}

	private static void remove(FixContext context, Consumer<QuickFix> acceptor, EObject element, EReference reference) {
		List<INode> nodes = NodeModelUtils.findNodesForFeature(element, reference);
		for (int i = 0; i < nodes.size(); i++) {
			int index = i;
			INode node = nodes.get(i);
			if (node.getTextRegion().getOffset() != context.offset()) {
				continue;
			}
			if (nodes.size() > 1) {
				context.fix("Remove '" + context.covered() + "'", acceptor, edits -> edits.removeValue(element, nodes, index));
			} else {
				int start = keywordBefore(node);
				int end = node.getTextRegion().getOffset() + node.getTextRegion().getLength();
				context.fix("Remove '" + context.text().substring(start, end) + "'", acceptor, edits -> edits.removeRegion(start, end));
			}
		}
	}

	private static int keywordBefore(INode node) {
		INode each = node;
		while (each != null && !(each.getGrammarElement() instanceof Keyword)) {
			each = each.getPreviousSibling();
		}
		return each == null ? node.getTextRegion().getOffset() : each.getTextRegion().getOffset();
	}

	/** The definition says itself what one of the fragments says. */
	private static void decide(FixContext context, Consumer<QuickFix> acceptor) {
		Optional<Definition> definition = context.enclosing(Definition.class);
		for (Location origin : context.problem().origins()) {
			Optional<String> option = context.textOf(origin);
			if (definition.isPresent() && option.isPresent()) {
				String title = "Write '" + option.get().lines().findFirst().orElse("") + "' here";
				context.fix(title, acceptor, edits -> {
					if (definition.get().getHypervisor() == null) {
						edits.addBlock(definition.get(), "hypervisor {\n\t" + option.get() + "\n}");
					} else {
						edits.addOption(definition.get().getHypervisor(), option.get());
					}
				});
			}
		}
	}
}
