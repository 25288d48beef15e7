// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.xtext.parser.IParseResult;
import org.nvmx.dsl.ide.board.ScenarioBoards;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.ProblemKind;

import com.google.inject.Inject;
import com.google.inject.Singleton;

/** The quick fixes of each kind of problem. A fix is text in, text changes out: every editor can apply it. */
@Singleton
public final class ScenarioQuickFixes {

	private final Map<String, List<Fixer>> fixers = new HashMap<>();
	/** The codes whose fixes know that a problem may be told at another place than the words that it is about. */
	private final Set<String> ofCompositions = new HashSet<>();
	private final ScenarioBoards boards;

	@Inject
	ScenarioQuickFixes(ScenarioBoards boards, NestedFixes nested, ListFixes lists, TextFixes texts, ReferenceFixes references, CpuFixes cpus, VmFixes vms,
			ConnectionFixes connections, DeviceFixes devices, CacheFixes caches, CompositionFixes compositions) {
		this.boards = boards;
		nested.register(this::register);
		lists.register(this::register);
		texts.register(this::register);
		references.register(this::register);
		cpus.register(this::register);
		vms.register(this::register);
		connections.register(this::register);
		devices.register(this::register);
		caches.register(this::register);
		compositions.register((rule, fixer) -> {
			ofCompositions.add(rule.code());
			register(rule, fixer);
		});
	}

	/** @return the fixes of a problem, the best first; empty where only the author can know */
	public List<QuickFix> of(String text, IParseResult parsed, Diagnostic problem) {
		List<QuickFix> fixes = new ArrayList<>();
		if (!problem.origins().isEmpty() && !ofCompositions.contains(problem.code())) {
			return fixes;
		}
		FixContext context = new FixContext(text, parsed, problem, boards);
		fixers.getOrDefault(problem.code(), List.of()).forEach(fixer -> fixer.propose(context, fixes::add));
		return fixes;
	}

	/** @return whether a kind of problem has fixes at all */
	public boolean has(ProblemKind kind) {
		return fixers.containsKey(kind.code());
	}

	private void register(ProblemKind kind, Fixer fixer) {
		fixers.computeIfAbsent(kind.code(), code -> new ArrayList<>()).add(fixer);
	}
}
