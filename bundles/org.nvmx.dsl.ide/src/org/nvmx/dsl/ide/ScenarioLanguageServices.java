// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.util.CancelIndicator;
import org.eclipse.xtext.util.TextRegion;
import org.nvmx.dsl.ComposedFile;
import org.nvmx.dsl.ScenarioCheck;
import org.nvmx.dsl.ScenarioDiagnostics;
import org.nvmx.dsl.ScenarioResources;
import org.nvmx.dsl.composition.ImportedFiles;
import org.nvmx.dsl.formatting.ScenarioLayout;
import org.nvmx.dsl.ide.completion.Completion;
import org.nvmx.dsl.ide.completion.ScenarioCompletion;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.ide.explanation.Hint;
import org.nvmx.dsl.ide.explanation.ScenarioExplanations;
import org.nvmx.dsl.ide.folding.Fold;
import org.nvmx.dsl.ide.folding.ScenarioFolds;
import org.nvmx.dsl.ide.highlighting.ScenarioTokens;
import org.nvmx.dsl.ide.highlighting.Token;
import org.nvmx.dsl.ide.definition.WrittenDefinitions;
import org.nvmx.dsl.ide.hover.BoardHovers;
import org.nvmx.dsl.ide.hover.CompositionHovers;
import org.nvmx.dsl.ide.hover.Hover;
import org.nvmx.dsl.ide.hover.ProblemHover;
import org.nvmx.dsl.ide.hover.ScenarioHovers;
import org.nvmx.dsl.ide.outline.OutlineItem;
import org.nvmx.dsl.ide.outline.ScenarioOutline;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.dsl.ide.quickfix.SafeFixes;
import org.nvmx.dsl.ide.quickfix.ScenarioQuickFixes;
import org.nvmx.dsl.source.ScenarioTexts;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.ProblemKind;
import org.nvmx.model.explanation.ExplanationSource;
import org.nvmx.model.scenario.ScenarioModel;

import com.google.inject.Inject;
import com.google.inject.Injector;

/**
 * What an editor asks about a text, without any editor's types. Offsets are UTF-16 units from the start of the text. Everything may be called on
 * any text and from any thread, and ends early with {@link org.eclipse.xtext.service.OperationCanceledError}, or the platform's
 * OperationCanceledException, when the indicator says so.
 * <p>
 * The file names the diagnostics' locations and resolves the scenario's relative paths; it need not exist.
 */
public final class ScenarioLanguageServices {

	private static final String IMPORT = "import";

	@Inject
	private ScenarioResources resources;

	@Inject
	private ScenarioDiagnostics diagnostics;

	@Inject
	private ScenarioCompletion completion;

	@Inject
	private ScenarioQuickFixes quickFixes;

	@Inject
	private ScenarioHovers hovers;

	@Inject
	private BoardHovers boardHovers;
	@Inject
	private CompositionHovers compositionHovers;
	@Inject
	private WrittenDefinitions definitions;

	@Inject
	private ScenarioOutline outline;

	@Inject
	private ScenarioTokens tokens;

	@Inject
	private ScenarioFolds folds;

	@Inject
	private ScenarioLayout layout;

	private ScenarioExplanations explanations = new ScenarioExplanations(ExplanationSource.NONE);
	private ScenarioCheck check = ScenarioCheck.NONE;
	private ScenarioTexts texts = ScenarioTexts.DISK;

	/** @return the services for programs that have no injector of their own, without explanations and checks beyond the language's rules */
	public static ScenarioLanguageServices create() {
		return create(ExplanationSource.NONE, ScenarioCheck.NONE);
	}

	/**
	 * @param source what hovers and hints say about decisions; the rest is set up once for all services
	 * @param check  looks at scenarios beyond the language's rules
	 */
	public static ScenarioLanguageServices create(ExplanationSource source, ScenarioCheck check) {
		return create(new ScenarioExplanations(source), check, ScenarioTexts.DISK);
	}

	private static ScenarioLanguageServices create(ScenarioExplanations explanations, ScenarioCheck check, ScenarioTexts texts) {
		ScenarioLanguageServices services = Standalone.INJECTOR.getInstance(ScenarioLanguageServices.class);
		services.explanations = explanations;
		services.check = check;
		services.texts = texts;
		return services;
	}

	/** @return the same services, which take the texts of imported files from an editor */
	public ScenarioLanguageServices with(ScenarioTexts imported) {
		return create(explanations, check, imported);
	}

	/** @return whether problems of a kind have quick fixes in a scenario; where one applies depends on the text */
	public static boolean hasQuickFix(ProblemKind kind) {
		return Standalone.INJECTOR.getInstance(ScenarioQuickFixes.class).has(kind);
	}

	/** @return the problems of the text, in its order */
	public List<Diagnostic> diagnostics(String text, Path file, CancelIndicator cancel) {
		return diagnostics.of(composed(text, file), check, cancel);
	}

	private XtextResource parse(String text, Path file) {
		return resources.parse(text, file, texts);
	}

	private ComposedFile composed(String text, Path file) {
		return composed(parse(text, file), text, file);
	}

	private static ComposedFile composed(XtextResource resource, String text, Path file) {
		return new ComposedFile(resource, new SourceText(file.toString(), text));
	}

	/** @return the files that the text depends on because it imports them, or because they are imported by those; absolute, whether they exist or not */
	public Set<Path> imports(String text, Path file) {
		if (!text.contains(IMPORT)) {
			return Set.of(); // asked of every open text at every keystroke
		}
		return parse(text, file).getContents().stream().filter(ScenarioModel.class::isInstance).map(ScenarioModel.class::cast).findFirst()
				.map(ImportedFiles::allBehind).orElse(Set.of());
	}

	/** @return where the fragment, VM or file that is named at the offset is written */
	public Optional<Location> definition(String text, Path file, int offset) {
		return definitions.at(parse(text, file), new SourceText(file.toString(), text), offset);
	}

	/** @return what may be written at the offset, the most likely first */
	public List<Completion> complete(String text, Path file, int offset, CancelIndicator cancel) {
		return completion.at(text, parse(text, file), offset, cancel);
	}

	/** @return the fixes of a problem of this very text, the best first */
	public List<QuickFix> quickFixes(String text, Path file, Diagnostic problem) {
		return quickFixes.of(text, parse(text, file).getParseResult(), problem);
	}

	/**
	 * Mends what has exactly one fix that needs no choice.
	 *
	 * @return the text as it is where it has errors of syntax
	 */
	public SafeFixes.Result fixSafely(String text, Path file) {
		XtextResource resource = parse(text, file);
		if (resource.getParseResult() == null || resource.getParseResult().hasSyntaxErrors()) {
			return new SafeFixes.Result(text, List.of());
		}
		return new SafeFixes(changed -> diagnostics(changed, file, CancelIndicator.NullImpl), (changed, problem) -> quickFixes(changed, file, problem)).apply(text);
	}

	/** @return the fixes of all problems that touch a part of the text */
	public List<QuickFix> quickFixes(String text, Path file, int offset, int length, CancelIndicator cancel) {
		XtextResource resource = parse(text, file);
		return diagnostics.of(composed(resource, text, file), check, cancel).stream().filter(d -> touches(d, offset, length))
				.flatMap(d -> quickFixes.of(text, resource.getParseResult(), d).stream()).distinct().toList();
	}

	/** @return what the word at the offset means, what was decided about the element that it introduces, and why what is wrong there is wrong */
	public Optional<Hover> hover(String text, Path file, int offset) {
		XtextResource resource = parse(text, file);
		ComposedFile composed = composed(resource, text, file);
		Optional<Hover> word = boardHovers.addTo(hovers.at(resource.getParseResult(), offset), resource.getParseResult(), offset);
		Optional<Hover> parts = compositionHovers.addTo(word, resource, composed, offset);
		Optional<Hover> meaning = explanations.addTo(parts, resource, composed, file, offset);
		List<Diagnostic> wrong = diagnostics.of(composed, check, CancelIndicator.NullImpl).stream()
				.filter(problem -> isAt(problem, offset)).toList();
		return new ProblemHover(this::kind).addTo(meaning, wrong);
	}

	private Optional<ProblemKind> kind(String code) {
		return Rule.ofCode(code).map(ProblemKind.class::cast).or(() -> check.kind(code));
	}

	/** @return what was decided about the text's elements and the text does not say, in its order; none if the text has syntax errors */
	public List<Hint> hints(String text, Path file) {
		XtextResource resource = parse(text, file);
		return explanations.hints(resource, composed(resource, text, file), file);
	}

	/** @return the structure of the text */
	public List<OutlineItem> outline(String text, Path file) {
		return outline.of(parse(text, file));
	}

	/** @return the coloured parts of the text, in its order */
	public List<Token> tokens(String text, Path file) {
		return tokens.of(parse(text, file).getParseResult());
	}

	/** @return the parts that may be collapsed */
	public List<Fold> folds(String text, Path file) {
		return folds.of(parse(text, file).getParseResult());
	}

	/**
	 * @param offset start of the part to lay out; 0 with the text's length lays out everything
	 * @return changes of white space alone; none if the text has syntax errors
	 */
	public List<TextChange> format(String text, Path file, int offset, int length) {
		return layout.replacements(parse(text, file), new TextRegion(offset, length)).stream()
				.map(r -> new TextChange(r.getOffset(), r.getLength(), r.getReplacementText())).toList();
	}

	private static boolean isAt(Diagnostic problem, int offset) {
		int start = problem.location().offset();
		return start <= offset && offset < start + problem.location().length();
	}

	private static boolean touches(Diagnostic problem, int offset, int length) {
		int start = problem.location().offset();
		return start <= offset + length && offset <= start + problem.location().length();
	}

	private static final class Standalone {
		private static final Injector INJECTOR = new ScenarioIdeSetup().createInjectorAndDoEMFRegistration();
	}
}
