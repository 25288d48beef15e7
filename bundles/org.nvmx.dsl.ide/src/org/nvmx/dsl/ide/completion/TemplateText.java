// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.xtext.util.TextRegion;

/**
 * A template with its places filled in by their examples.
 *
 * @param text  what is written
 * @param stops the places, relative to the start of the text
 */
record TemplateText(String text, List<TextRegion> stops) {

	private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

	/**
	 * @param template    with places written as <code>${example}</code>
	 * @param indentation of the line on which the template starts; given to its other lines
	 */
	static TemplateText of(String template, String indentation) {
		Matcher place = PLACE.matcher(template.replace("\n", "\n" + indentation));
		StringBuilder text = new StringBuilder();
		List<TextRegion> stops = new ArrayList<>();
		while (place.find()) {
			place.appendReplacement(text, "");
			stops.add(new TextRegion(text.length(), place.group(1).length()));
			text.append(place.group(1));
		}
		place.appendTail(text);
		return new TemplateText(text.toString(), List.copyOf(stops));
	}

	/** @return the text without its first characters, which are written already */
	TemplateText without(int length) {
		return new TemplateText(text.substring(length), stops.stream().map(s -> new TextRegion(s.getOffset() - length, s.getLength())).toList());
	}
}
