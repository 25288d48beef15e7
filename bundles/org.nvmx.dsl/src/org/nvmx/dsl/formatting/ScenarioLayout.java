// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.formatting;

import java.util.List;

import org.eclipse.xtext.formatting2.FormatterRequest;
import org.eclipse.xtext.formatting2.IFormatter2;
import org.eclipse.xtext.formatting2.regionaccess.ITextReplacement;
import org.eclipse.xtext.formatting2.regionaccess.TextRegionAccessBuilder;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.util.ITextRegion;

import com.google.inject.Inject;
import com.google.inject.Provider;

/** Lays a parsed text out anew. */
public final class ScenarioLayout {

	@Inject
	private Provider<FormatterRequest> requests;

	@Inject
	private Provider<IFormatter2> formatters;

	@Inject
	private Provider<TextRegionAccessBuilder> regions;

	/**
	 * @param part the part of the text to lay out
	 * @return the replacements of white space, in the order of the text; empty if nothing changes, or if the text has syntax errors, where the
	 *         layout would be a guess
	 */
	public List<ITextReplacement> replacements(XtextResource resource, ITextRegion part) {
		if (resource.getParseResult() == null || resource.getParseResult().hasSyntaxErrors() || resource.getContents().isEmpty()) {
			return List.of();
		}
		FormatterRequest request = requests.get();
		request.addRegion(part);
		request.setAllowIdentityEdits(false);
		request.setTextRegionAccess(regions.get().forNodeModel(resource).create());
		return formatters.get().format(request);
	}
}
