// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.IGrammarAccess;
import org.eclipse.xtext.nodemodel.INode;

import com.google.inject.Inject;
import com.google.inject.Singleton;

/** A name: a bare word where that is possible, else quoted. A bare word may start with ^, Xtext's way of writing a keyword as a name. */
@Singleton
final class NameConverter extends TextConverter<String> {

	private static final Pattern WORD = Pattern.compile("[a-zA-Z_][a-zA-Z_0-9]*");

	private final StringConverter strings;
	private final Set<String> keywords;

	@Inject
	NameConverter(IGrammarAccess grammar, StringConverter strings) {
		this.strings = strings;
		this.keywords = GrammarUtil.getAllKeywords(grammar.getGrammar());
	}

	@Override
	protected String convert(String text, INode node) {
		if (text.startsWith("\"") || text.startsWith("'")) {
			return strings.convert(text, node);
		}
		return text.startsWith("^") ? text.substring(1) : text;
	}

	@Override
	public String toString(String value) {
		return WORD.matcher(value).matches() && !keywords.contains(value) ? value : strings.toString(value);
	}
}
