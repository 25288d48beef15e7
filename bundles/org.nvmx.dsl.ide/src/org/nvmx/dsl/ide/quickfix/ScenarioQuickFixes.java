// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.xtext.parser.IParseResult;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;

import com.google.inject.Inject;
import com.google.inject.Singleton;

/** The quick fixes of each rule. A fix is text in, text changes out: every editor can apply it. */
@Singleton
public final class ScenarioQuickFixes {

	private final Map<Rule, List<Fixer>> fixers = new EnumMap<>(Rule.class);

	@Inject
	ScenarioQuickFixes(NestedFixes nested, ListFixes lists, TextFixes texts) {
		nested.register(this::register);
		lists.register(this::register);
		texts.register(this::register);
	}

	/** @return the fixes of a problem, the best first; empty where only the author can know */
	public List<QuickFix> of(String text, IParseResult parsed, Diagnostic problem) {
		List<QuickFix> fixes = new ArrayList<>();
		Optional<Rule> rule = Rule.ofCode(problem.code());
		FixContext context = new FixContext(text, parsed, problem);
		rule.map(fixers::get).ifPresent(all -> all.forEach(fixer -> fixer.propose(context, fixes::add)));
		return fixes;
	}

	/** @return whether a rule has fixes at all */
	public boolean has(Rule rule) {
		return fixers.containsKey(rule);
	}

	private void register(Rule rule, Fixer fixer) {
		fixers.computeIfAbsent(rule, r -> new ArrayList<>()).add(fixer);
	}
}
