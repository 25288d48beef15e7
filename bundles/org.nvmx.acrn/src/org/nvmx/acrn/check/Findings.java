// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlSpan;
import org.nvmx.model.diagnostic.Diagnostic;

/** Collects what rules find in a document. */
final class Findings {

	private final XmlDocument document;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	Findings(XmlDocument document) {
		this.document = document;
	}

	/** Reports at an element: at its text, or where it has none at its name. */
	void report(AcrnRule rule, XmlElement place, Object... arguments) {
		report(rule, place.textSpan(), arguments);
	}

	void report(AcrnRule rule, XmlSpan place, Object... arguments) {
		Object[] texts = Arrays.stream(arguments).map(String::valueOf).toArray();
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), document.location(place), rule.message(texts), rule.remedy(texts)));
	}

	/** @return in the order of the document, each once */
	List<Diagnostic> diagnostics() {
		return diagnostics.stream().distinct().sorted(Comparator.comparingInt(diagnostic -> diagnostic.location().offset())).toList();
	}
}
