// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.formatting;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.formatting2.FormatterRequest;
import org.eclipse.xtext.formatting2.IFormatter2;
import org.eclipse.xtext.formatting2.regionaccess.IHiddenRegion;
import org.eclipse.xtext.formatting2.regionaccess.ISemanticRegion;
import org.eclipse.xtext.formatting2.regionaccess.ITextRegionAccess;
import org.eclipse.xtext.formatting2.regionaccess.ITextReplacement;
import org.eclipse.xtext.util.ITextRegion;

import com.google.inject.Inject;

/**
 * The one layout: an option to a line, blocks indented by a tab, at most one blank line, top-level blocks apart. It follows from the shape of the
 * grammar, so a new option needs nothing here.
 * <p>
 * Xtext's formatter base class is not used, because it moves comments.
 */
public class ScenarioFormatter implements IFormatter2 {

	@Inject
	private OptionStarts starts;

	@Override
	public List<ITextReplacement> format(FormatterRequest request) {
		ITextRegionAccess access = request.getTextRegionAccess();
		String lineBreak = access.regionForDocument().getText().contains("\r\n") ? "\r\n" : "\n";
		List<ITextReplacement> replacements = new ArrayList<>();
		int depth = 0;
		ISemanticRegion last = null;
		for (ISemanticRegion region : access.regionForRootEObject().getAllSemanticRegions()) {
			boolean close = isKeyword(region, "}");
			int inner = depth;
			depth -= close && depth > 0 ? 1 : 0;
			layOut(region.getPreviousHiddenRegion(), separation(region), depth, inner, lineBreak, request, replacements);
			depth += isKeyword(region, "{") ? 1 : 0;
			last = region;
		}
		if (last != null) {
			layOut(last.getNextHiddenRegion(), Separation.LINE, 0, 0, lineBreak, request, replacements);
		}
		return replacements;
	}

	private static void layOut(IHiddenRegion gap, Separation separation, int depth, int inner, String lineBreak, FormatterRequest request,
			List<ITextReplacement> replacements) {
		String text = new GapLayout(lineBreak).layOut(gap, separation, depth, inner);
		boolean asked = request.getRegions() == null || request.getRegions().isEmpty() || request.getRegions().stream().anyMatch(r -> touches(r, gap));
		if (asked && !text.equals(gap.getText())) {
			replacements.add(gap.replaceWith(text));
		}
	}

	private static boolean touches(ITextRegion region, IHiddenRegion gap) {
		return region.getOffset() <= gap.getEndOffset() && gap.getOffset() <= region.getOffset() + region.getLength();
	}

	private Separation separation(ISemanticRegion region) {
		ISemanticRegion previous = region.getPreviousSemanticRegion();
		if (previous == null) {
			return Separation.LINE_OR_BLANK_LINE;
		}
		if (isKeyword(region, ",") || isKeyword(region, "..") || isKeyword(previous, "..")) {
			return Separation.NONE;
		}
		if (isKeyword(region, "}") || isKeyword(previous, "{")) {
			return Separation.LINE;
		}
		if (starts.isTopLevel(region.getGrammarElement())) {
			return Separation.BLANK_LINE;
		}
		return starts.isOption(region.getGrammarElement()) ? Separation.LINE_OR_BLANK_LINE : Separation.SPACE;
	}

	private static boolean isKeyword(ISemanticRegion region, String keyword) {
		return region.getGrammarElement() instanceof Keyword word && word.getValue().equals(keyword);
	}
}
