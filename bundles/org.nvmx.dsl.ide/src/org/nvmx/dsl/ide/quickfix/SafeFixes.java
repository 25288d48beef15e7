// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.diagnostic.Severity;

/**
 * Mends a text without asking: what has exactly one fix that says what the scenario says already, or the only thing that ACRN takes. Whose address, name
 * or CPU it is to be is the author's choice, and never made here.
 */
public final class SafeFixes {

	private static final Set<ProblemKind> SAFE = Set.of(Rule.FLAG_TWICE, Rule.CPU_RANGE_REVERSED, Rule.PATH_EMPTY, Rule.CONTROL_CHARACTER, AcrnRule.PCPU_TWICE,
			AcrnRule.SHARED_MEMORY_VM_TWICE, AcrnRule.SCHEDULING_UNUSED, AcrnRule.CDP_NOT_ON_BOARD, AcrnRule.PRE_RTVM_WITHOUT_LAPIC, AcrnRule.PRE_AFTER_SERVICE,
			AcrnRule.POST_BEFORE_SERVICE, AcrnRule.TOO_MANY_VMS, AcrnRule.TOO_FEW_PCI_BUSES);
	/** A fix that led to a problem which the next one mends the other way round would never end. */
	private static final int LIMIT = 200;

	/**
	 * What came of it.
	 *
	 * @param text    with the fixes
	 * @param applied for each fix the line that tells of it, in the order in which they were made
	 */
	public record Result(String text, List<String> applied) {
	}

	private final Function<String, List<Diagnostic>> problems;
	private final BiFunction<String, Diagnostic, List<QuickFix>> fixes;

	/**
	 * @param problems of a text
	 * @param fixes    of a problem of a text
	 */
	public SafeFixes(Function<String, List<Diagnostic>> problems, BiFunction<String, Diagnostic, List<QuickFix>> fixes) {
		this.problems = problems;
		this.fixes = fixes;
	}

	/** @return whether problems of a kind are mended */
	public static boolean isSafe(ProblemKind kind) {
		return SAFE.stream().anyMatch(safe -> safe.code().equals(kind.code()));
	}

	/** Makes fixes until none is left that mends its problem and brings no error. */
	public Result apply(String original) {
		String text = original;
		List<String> applied = new ArrayList<>();
		Optional<Step> step = next(text);
		while (step.isPresent() && applied.size() < LIMIT) {
			text = step.get().text();
			applied.add(step.get().report());
			step = next(text);
		}
		return new Result(text, applied);
	}

	private record Step(String text, String report) {
	}

	private Optional<Step> next(String text) {
		List<Diagnostic> found = problems.apply(text);
		return found.stream().filter(SafeFixes::isSafe).flatMap(problem -> step(text, found, problem).stream()).findFirst();
	}

	private static boolean isSafe(Diagnostic problem) {
		return SAFE.stream().anyMatch(safe -> safe.code().equals(problem.code()));
	}

	private Optional<Step> step(String text, List<Diagnostic> found, Diagnostic problem) {
		List<QuickFix> choice = fixes.apply(text, problem);
		if (choice.size() != 1) {
			return Optional.empty();
		}
		String fixed = TextChange.apply(text, choice.get(0).changes());
		List<Diagnostic> left = problems.apply(fixed);
		boolean mended = count(left, problem.code()) < count(found, problem.code());
		return mended && errors(left) <= errors(found) ? Optional.of(new Step(fixed, problem.location() + ": " + choice.get(0).title() + " [" + problem.code() + "]"))
				: Optional.empty();
	}

	private static long count(List<Diagnostic> problems, String code) {
		return problems.stream().filter(problem -> problem.code().equals(code)).count();
	}

	private static long errors(List<Diagnostic> problems) {
		return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
	}
}
