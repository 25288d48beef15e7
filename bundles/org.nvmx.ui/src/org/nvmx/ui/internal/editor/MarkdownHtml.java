// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the Markdown of the language services into the HTML that the platform's pop-ups show without a browser: paragraphs, bold,
 * code as bold, line breaks, list items.
 */
final class MarkdownHtml {

	private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*|`(.+?)`"); //$NON-NLS-1$
	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$"); //$NON-NLS-1$
	private static final Pattern ITEM = Pattern.compile("(?m)^[*-] "); //$NON-NLS-1$

	private MarkdownHtml() {
	}

	/** @return the text as HTML */
	static String of(String markdown) {
		String html = markdown.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
		html = HEADING.matcher(html).replaceAll("<b>$1</b>"); //$NON-NLS-1$
		html = BOLD.matcher(html).replaceAll(match -> Matcher.quoteReplacement("<b>" + content(match.group(1), match.group(2)) + "</b>")); //$NON-NLS-1$ //$NON-NLS-2$
		html = ITEM.matcher(html).replaceAll("\u2022 "); //$NON-NLS-1$
		return html.replaceAll("\\R{2,}", "<br><br>").replaceAll("\\R", "<br>"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
	}

	private static String content(String bold, String code) {
		return bold != null ? bold : code;
	}
}
