// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.ProblemKind;

/** Collects what rules find in a document. */
final class Findings {

	private final XmlDocument document;
	private final Function<AcrnRule, ProblemKind> words;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	/** @param words the rule in the words of the text that the document stands for */
	Findings(XmlDocument document, Function<AcrnRule, ProblemKind> words) {
		this.document = document;
		this.words = words;
	}

	/** Reports at an element: at its text, or where it has none at its name. */
	void report(AcrnRule rule, XmlElement place, Object... arguments) {
		report(rule, place.textSpan(), arguments);
	}

	void report(AcrnRule rule, XmlSpan place, Object... arguments) {
		Object[] texts = Arrays.stream(arguments).map(String::valueOf).toArray();
		ProblemKind kind = words.apply(rule);
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), document.location(place), kind.message(texts), kind.remedy(texts)));
	}

	/** @return in the order of the document, each once */
	List<Diagnostic> diagnostics() {
		return diagnostics.stream().distinct().sorted(Comparator.comparingInt(diagnostic -> diagnostic.location().offset())).toList();
	}
}
