// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import org.eclipse.emf.common.notify.impl.AdapterImpl;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.source.ScenarioTexts;
import org.nvmx.dsl.source.TextFileReader.UnreadableTextException;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.ScenarioModel;

/**
 * The files that a file imports, and those that they import, each parsed once and only when somebody asks for it. They belong to one resource set and
 * live as long as it.
 */
public final class ImportedFiles extends AdapterImpl {

	/** More than a person keeps in mind; a loop of programs that write imports ends here. */
	static final int MAX_FILES = 64;
	/** UTF-16 units of all imported files together. */
	static final int MAX_CHARACTERS = 16 << 20;

	/**
	 * What is behind an import.
	 *
	 * @param model     the file's model, if there is one
	 * @param rule      the rule that is broken, if there is none
	 * @param arguments of the rule
	 */
	record Outcome(Optional<ScenarioModel> model, Optional<Rule> rule, List<Object> arguments) {

		private static Outcome of(ScenarioModel model) {
			return new Outcome(Optional.of(model), Optional.empty(), List.of());
		}

		private static Outcome refused(Rule rule, Object... arguments) {
			return new Outcome(Optional.empty(), Optional.of(rule), List.of(arguments));
		}
	}

	private final ResourceSet resources;
	private final ScenarioTexts texts;
	private final BiFunction<String, Path, XtextResource> parser;
	private final Map<Path, Outcome> files = Collections.synchronizedMap(new LinkedHashMap<>());
	private final Map<Definition, UsedFragments> used = new ConcurrentHashMap<>();
	private int characters;

	/**
	 * @param parser makes a resource of the set from a text and its file
	 * @param texts  of imported files
	 */
	public ImportedFiles(ResourceSet resources, BiFunction<String, Path, XtextResource> parser, ScenarioTexts texts) {
		this.resources = resources;
		this.parser = parser;
		this.texts = texts;
	}

	@Override
	public boolean isAdapterForType(Object type) {
		return type == ImportedFiles.class;
	}

	private static Optional<ImportedFiles> of(EObject element) {
		Resource resource = element.eResource();
		return resource == null || resource.getResourceSet() == null ? Optional.empty()
				: Optional.ofNullable((ImportedFiles) EcoreUtil.getAdapter(resource.getResourceSet().eAdapters(), ImportedFiles.class));
	}

	/** @return the models of the files that a file imports, in the order of the imports; those that cannot be read are left out */
	public static List<ScenarioModel> importedBy(ScenarioModel model) {
		return model.getImports().stream().flatMap(each -> behind(each).model().stream()).distinct().toList();
	}

	/** @return the model of an imported file, if it can be read */
	public static Optional<ScenarioModel> model(Import clause) {
		return behind(clause).model();
	}

	static Outcome behind(Import clause) {
		String written = clause.getPath();
		Optional<Path> importing = file(clause);
		if (written == null || written.isEmpty() || importing.isEmpty()) {
			return new Outcome(Optional.empty(), Optional.empty(), List.of()); // has another problem, or is no file
		}
		return ImportPath.refusal(written).map(reason -> Outcome.refused(Rule.IMPORT_PATH, written, reason))
				.or(() -> of(clause).map(files -> files.open(ImportPath.resolve(importing.get(), written), written)))
				.orElseGet(() -> new Outcome(Optional.empty(), Optional.empty(), List.of()));
	}

	/** @return the file of an element, absolute; empty for a text that is no file */
	public static Optional<Path> file(EObject element) {
		Resource resource = element.eResource();
		return resource == null || !resource.getURI().isFile() ? Optional.empty() : Optional.of(Path.of(resource.getURI().toFileString()));
	}

	/** @return what a definition uses; worked out once, since every reference to a VM asks for it */
	static UsedFragments usedBy(Definition definition) {
		Optional<ImportedFiles> files = of(definition);
		UsedFragments known = files.map(all -> all.used.get(definition)).orElse(null);
		if (known != null) {
			return known;
		}
		UsedFragments found = UsedFragments.of(definition);
		files.ifPresent(all -> all.used.put(definition, found));
		return found;
	}

	/** @return every file that the model's file depends on, whether it exists or not; all of them are read */
	public static Set<Path> allBehind(ScenarioModel model) {
		Map<Path, Boolean> found = new LinkedHashMap<>();
		collect(model, found);
		return found.keySet();
	}

	private static void collect(ScenarioModel model, Map<Path, Boolean> found) {
		for (Import each : model.getImports()) {
			Optional<Path> file = file(each).filter(importing -> each.getPath() != null && ImportPath.refusal(each.getPath()).isEmpty())
					.map(importing -> ImportPath.resolve(importing, each.getPath()));
			if (file.isPresent() && found.put(file.get(), true) == null) {
				behind(each).model().ifPresent(imported -> collect(imported, found));
			}
		}
	}

	private Outcome open(Path file, String written) {
		Outcome known = files.get(file);
		if (known == null) {
			known = own(file).map(Outcome::of).orElseGet(() -> read(file, written));
			files.put(file, known);
		}
		return known;
	}

	/** A file that imports itself, over others perhaps. */
	private Optional<ScenarioModel> own(Path file) {
		return resources.getResources().stream().filter(resource -> resource.getURI().isFile() && Path.of(resource.getURI().toFileString()).equals(file))
				.findFirst().flatMap(ImportedFiles::model);
	}

	private Outcome read(Path file, String written) {
		if (files.size() >= MAX_FILES) {
			return Outcome.refused(Rule.COMPOSITION_LIMIT, MAX_FILES, "imported files");
		}
		try {
			if (Files.exists(file) && !Files.isDirectory(file) && !Files.isRegularFile(file)) {
				return Outcome.refused(Rule.IMPORT_UNREADABLE, written, "it is not a file"); // reading a pipe would wait for ever
			}
			String text = texts.read(file);
			characters += text.length();
			if (characters > MAX_CHARACTERS) {
				return Outcome.refused(Rule.COMPOSITION_LIMIT, MAX_CHARACTERS, "characters in imported files");
			}
			return model(parser.apply(text, file)).map(Outcome::of).orElseGet(() -> Outcome.refused(Rule.IMPORT_UNREADABLE, written, "it is empty"));
		} catch (UnreadableTextException e) {
			String reason = e.rule() == Rule.FILE_UNREADABLE ? e.reason() : e.getMessage();
			return Outcome.refused(Rule.IMPORT_UNREADABLE, written, reason);
		}
	}

	private static Optional<ScenarioModel> model(Resource resource) {
		return resource.getContents().stream().filter(ScenarioModel.class::isInstance).map(ScenarioModel.class::cast).findFirst();
	}
}
