// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EEnum;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.resource.XtextResource;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ScenarioResources;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.source.ScenarioTexts;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.ScenarioPackage;

/** Properties of every text of the language, on models that chance makes along the grammar. A failure names its seed. */
class RandomModelTest {

	private static final int MODELS = 300;
	private static final Path FILE = Path.of("s.nvmx");
	private static final List<String> COMMENTS = List.of("// why\n", "// \"open\n", "// }\n", "//\n", "/* in line */", "/* on\n   two lines */", "/**/", "/* { */");

	private static final ScenarioWriter WRITER = ScenarioWriter.create();
	private static final ScenarioLanguageServices SERVICES = ScenarioLanguageServices.create();

	/** Stimulus: random models. Expect: written and read, each is what it was; written again, its text is the same. */
	@Test
	void readingUndoesWriting() {
		for (int seed = 0; seed < MODELS; seed++) {
			ScenarioModel model = new RandomModel(seed).make();
			String text = WRITER.write(model);
			ScenarioModel again = read(text, seed);
			assertTrue(EcoreUtil.equals(model, again), () -> "reads back as another model: " + Reduced.text(text, RandomModelTest::readsBackAsAnother));
			assertEquals(text, WRITER.write(again), "seed " + seed);
		}
	}

	/** Stimulus: texts of random models, with other blanks and line ends. Expect: the same model. */
	@Test
	void layoutMeansNothing() {
		for (int seed = 0; seed < MODELS; seed++) {
			ScenarioModel model = new RandomModel(seed).make();
			String text = scattered(WRITER.write(model), new Random(seed), List.of());
			assertTrue(EcoreUtil.equals(model, read(text, seed)), "seed " + seed + "\n" + text);
		}
	}

	/** Stimulus: the same with comments anywhere. Expect: formatting keeps each comment, its order, the words and the model, and a second time changes nothing. */
	@Test
	void formattingKeepsCommentsAndIsDoneTheFirstTime() {
		for (int seed = 0; seed < MODELS; seed++) {
			ScenarioModel model = new RandomModel(seed).make();
			String text = scattered(WRITER.write(model), new Random(seed), COMMENTS);
			String formatted = format(text);
			String where = "seed " + seed + "\n" + text + "\nbecomes\n" + formatted;
			assertEquals(Comments.of(text), Comments.of(formatted), where);
			assertEquals(words(text), words(formatted), where);
			assertTrue(EcoreUtil.equals(model, read(formatted, seed)), where);
			assertEquals(formatted, format(formatted), where);
		}
	}

	/** Stimulus: what the writer makes. Expect: it is in the layout already. */
	@Test
	void whatIsWrittenIsInTheLayout() {
		for (int seed = 0; seed < MODELS; seed++) {
			String text = WRITER.write(new RandomModel(seed).make());
			assertEquals(text, format(text), "seed " + seed);
		}
	}

	/** Stimulus: the random models. Expect: every option of the model, set, and every word of every enumeration is in some of them, so that none goes untested. */
	@Test
	void everyOptionIsMade() {
		Set<String> made = new TreeSet<>();
		for (int seed = 0; seed < MODELS; seed++) {
			ScenarioModel model = new RandomModel(seed).make();
			collect(model, made);
			model.eAllContents().forEachRemaining(element -> collect(element, made));
		}
		Set<String> all = new TreeSet<>();
		ScenarioPackage.eINSTANCE.getEClassifiers().forEach(type -> {
			if (type instanceof EClass known) {
				known.getEStructuralFeatures().forEach(feature -> all.add(name(feature)));
			} else if (type instanceof EEnum words) {
				words.getELiterals().forEach(word -> all.add(words.getName() + " " + word.getLiteral()));
			}
		});
		assertTrue(all.size() > 150, () -> "only " + all.size() + " options are known");
		all.removeAll(made);
		assertEquals(Set.of(), all);
	}

	private static void collect(EObject element, Set<String> made) {
		for (EStructuralFeature feature : element.eClass().getEAllStructuralFeatures()) {
			// A required option that has its default counts as unset.
			if (element.eIsSet(feature) || !feature.isMany() && feature.getDefaultValue() != null) {
				made.add(name(feature));
				Object value = element.eGet(feature);
				if (feature.getEType() instanceof EEnum words) {
					(value instanceof List<?> several ? several : List.of(value)).forEach(one -> made.add(words.getName() + " " + one));
				}
			}
		}
	}

	private static String name(EStructuralFeature feature) {
		return feature.getEContainingClass().getName() + "." + feature.getName();
	}

	private static boolean readsBackAsAnother(String text) {
		XtextResource resource = parse(text);
		return resource.getErrors().isEmpty() && !resource.getContents().isEmpty()
				&& !EcoreUtil.equals(resource.getContents().get(0), parse(WRITER.write((ScenarioModel) resource.getContents().get(0))).getContents().get(0));
	}

	private static XtextResource parse(String text) {
		XtextResource resource = RandomModel.ofLanguage(ScenarioResources.class).parse(text, FILE, ScenarioTexts.DISK);
		EcoreUtil.resolveAll(resource);
		return resource;
	}

	private static ScenarioModel read(String text, int seed) {
		XtextResource resource = parse(text);
		assertEquals(List.of(), resource.getErrors(), () -> "seed " + seed + "\n" + text);
		return (ScenarioModel) resource.getContents().get(0);
	}

	private static String format(String text) {
		return TextChange.apply(text, SERVICES.format(text, FILE, 0, text.length()));
	}

	/** @return the words of a text, without comments */
	private static List<String> words(String text) {
		List<String> words = new ArrayList<>();
		for (ILeafNode leaf : parse(text).getParseResult().getRootNode().getLeafNodes()) {
			if (!leaf.isHidden()) {
				words.add(leaf.getText());
			}
		}
		return words;
	}

	/** @return the words of a text with blanks between them, and here and there a comment */
	private static String scattered(String text, Random random, List<String> comments) {
		return words(text).stream().map(word -> blank(random) + (random.nextInt(6) == 0 && !comments.isEmpty() ? comments.get(random.nextInt(comments.size())) + blank(random) : "") + word)
				.collect(Collectors.joining());
	}

	private static String blank(Random random) {
		return List.of(" ", "\n", "\t", "  ", "\n\n", "\r\n", " \n\t").get(random.nextInt(7));
	}
}
