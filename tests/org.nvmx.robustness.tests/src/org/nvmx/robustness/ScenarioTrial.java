// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.eclipse.xtext.util.CancelIndicator;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.completion.Completion;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.generator.allocation.scenario.AllocationExplanations;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.target.run.ProductChecks;

/**
 * A file that may be a scenario: checked, exported, explained and generated from by the commands, and asked about by an editor. What the examples import is beside it, and it is
 * imported itself, in the place of that.
 */
final class ScenarioTrial implements Trial {

	private static final int PLACES = 3;
	private static final String EXAMPLE = "fragments";
	private static final String IMPORTED = "guests.nvmx";

	private final byte[] imported = Examples.content(EXAMPLE, IMPORTED);
	private final byte[] importing = Examples.content(EXAMPLE, "fragments.nvmx");

	private final ScenarioLanguageServices services = ScenarioLanguageServices.create(new AllocationExplanations(), ProductChecks.all());

	@Override
	public void run(byte[] content, long seed, Path folder) throws MisbehaviourException, IOException {
		Random random = new Random(seed);
		Files.write(folder.resolve(IMPORTED), imported);
		Path file = Files.write(folder.resolve("it.nvmx"), content);
		String text = new String(content, UTF_8);
		String read = text.startsWith("\uFEFF") ? text.substring(1) : text;
		CommandCall.check(file, read);
		Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
		CommandCall.of(folder.resolve("exported"), "export", file, "--dialect", dialect.release(), "-o", folder.resolve("exported"));
		CommandCall.of(null, "explain", file);
		CommandCall.of(folder.resolve("generated"), "generate", file, "-o", folder.resolve("generated"));
		if (!Arrays.equals(content, Files.readAllBytes(file))) {
			throw new MisbehaviourException("the file is changed", "a command has changed the file that it read");
		}
		edit(read, file, random);
		inPlaceOfTheImported(content, Files.createDirectory(folder.resolve("other")));
	}

	private void inPlaceOfTheImported(byte[] content, Path folder) throws MisbehaviourException, IOException {
		Files.write(folder.resolve(IMPORTED), content);
		Path file = Files.write(folder.resolve("importing.nvmx"), importing);
		CommandCall.check(file, new String(importing, UTF_8));
		CommandCall.of(null, "explain", file);
	}

	private void edit(String text, Path file, Random random) throws MisbehaviourException {
		List<Diagnostic> problems = asked("diagnostics", () -> services.diagnostics(text, file, CancelIndicator.NullImpl));
		for (int i = 0; i < PLACES; i++) {
			int offset = random.nextInt(text.length() + 1);
			asked("hover", () -> services.hover(text, file, offset));
			List<Completion> completions = asked("completion", () -> services.complete(text, file, offset, CancelIndicator.NullImpl));
			if (!completions.isEmpty()) {
				Completion chosen = completions.get(random.nextInt(completions.size()));
				inside("completion", text, List.of(chosen.change()));
			}
			if (!problems.isEmpty()) {
				Diagnostic problem = problems.get(random.nextInt(problems.size()));
				for (QuickFix fix : asked("quick fixes", () -> services.quickFixes(text, file, problem))) {
					inside("quick fix " + fix.code(), text, fix.changes());
					Comments.check("quick fix " + fix.code() + " " + fix.title(), text, TextChange.apply(text, fix.changes()));
				}
			}
		}
		asked("outline", () -> services.outline(text, file));
		asked("tokens", () -> services.tokens(text, file));
		asked("folds", () -> services.folds(text, file));
		asked("hints", () -> services.hints(text, file));
		int from = random.nextInt(text.length() + 1);
		int length = random.nextInt(text.length() - from + 1);
		inside("format", text, asked("format", () -> services.format(text, file, from, length)));
		String formatted = TextChange.apply(text, asked("format", () -> services.format(text, file, 0, text.length())));
		if (!formatted.replaceAll("\\s", "").equals(text.replaceAll("\\s", ""))) {
			throw new MisbehaviourException("the formatter changes words", formatted);
		}
		String again = TextChange.apply(formatted, asked("format", () -> services.format(formatted, file, 0, formatted.length())));
		if (!again.equals(formatted)) {
			throw new MisbehaviourException("the formatter is not done the first time", "once:\n" + formatted + "\ntwice:\n" + again);
		}
	}

	private interface Question<T> {
		T ask();
	}

	private static <T> T asked(String job, Question<T> question) throws MisbehaviourException {
		try {
			return question.ask();
		} catch (RuntimeException | Error thrown) {
			throw new MisbehaviourException(job, thrown);
		}
	}

	private static void inside(String job, String text, List<TextChange> changes) throws MisbehaviourException {
		int end = 0;
		for (TextChange change : changes) {
			if (change.offset() < end || change.length() < 0 || change.offset() + change.length() > text.length()) {
				throw new MisbehaviourException(job + " changes what is not there", job + ": " + changes + " in " + text.length() + " letters");
			}
			end = change.offset() + change.length();
		}
	}
}
