// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

import org.eclipse.xtext.ide.editor.contentassist.ContentAssistContext;
import org.eclipse.xtext.ide.editor.contentassist.ContentAssistEntry;
import org.eclipse.xtext.ide.editor.contentassist.IIdeContentProposalAcceptor;
import org.eclipse.xtext.ide.editor.contentassist.IdeContentProposalProvider;
import org.eclipse.xtext.ide.editor.contentassist.antlr.ContentAssistContextFactory;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.service.OperationCanceledManager;
import org.eclipse.xtext.util.CancelIndicator;
import org.eclipse.xtext.util.TextRegion;
import org.nvmx.dsl.ide.edit.TextChange;

import com.google.inject.Inject;
import com.google.inject.Provider;

/** What may be written at the cursor, for any editor. */
public final class ScenarioCompletion {

	@Inject
	private Provider<ContentAssistContextFactory> contextFactories;

	@Inject
	private IdeContentProposalProvider provider;

	@Inject
	private ExecutorService executor;

	@Inject
	private OperationCanceledManager canceled;

	/**
	 * @param offset of the cursor
	 * @return the proposals, the most likely first
	 */
	public List<Completion> at(String text, XtextResource resource, int offset, CancelIndicator cancel) {
		ContentAssistContextFactory factory = contextFactories.get();
		factory.setPool(executor);
		ContentAssistContext[] contexts = factory.create(text, new TextRegion(offset, 0), offset, resource);
		canceled.checkCanceled(cancel);
		Collector found = new Collector();
		provider.createProposals(Arrays.asList(contexts), found);
		canceled.checkCanceled(cancel);
		return found.entries.entrySet().stream().sorted(Map.Entry.<ContentAssistEntry, Integer>comparingByValue(Comparator.reverseOrder()))
				.map(entry -> completion(entry.getKey(), offset, stringEnd(resource, offset))).distinct().toList();
	}

	/** @return the end of the string that the cursor is in, or the cursor: a string is replaced with its closing quote */
	private static int stringEnd(XtextResource resource, int offset) {
		ILeafNode leaf = NodeModelUtils.findLeafNodeAtOffset(resource.getParseResult().getRootNode(), offset);
		boolean inside = leaf != null && leaf.getOffset() < offset && leaf.getText().length() > 1 && leaf.getText().startsWith("\"");
		return inside ? leaf.getEndOffset() : offset;
	}

	private static Completion completion(ContentAssistEntry entry, int offset, int stringEnd) {
		int start = offset - entry.getPrefix().length();
		int end = entry.getProposal().startsWith("\"") ? stringEnd : offset;
		List<Completion.Stop> stops = entry.getEditPositions().stream().map(region -> new Completion.Stop(region.getOffset(), region.getLength()))
				.toList();
		return new Completion(text(entry.getLabel(), entry.getProposal()), text(entry.getDescription(), ""), text(entry.getDocumentation(), ""),
				kind(entry), new TextChange(start, end - start, entry.getProposal()), stops);
	}

	private static Completion.Kind kind(ContentAssistEntry entry) {
		return switch (entry.getKind()) {
		case ContentAssistEntry.KIND_KEYWORD -> Completion.Kind.OPTION;
		case ContentAssistEntry.KIND_SNIPPET -> Completion.Kind.BLOCK;
		case ContentAssistEntry.KIND_VALUE, ContentAssistEntry.KIND_ENUM, ContentAssistEntry.KIND_UNIT -> Completion.Kind.VALUE;
		default -> Completion.Kind.TEXT;
		};
	}

	private static String text(String text, String otherwise) {
		return text == null ? otherwise : text;
	}

	private static final class Collector implements IIdeContentProposalAcceptor {

		private final Map<ContentAssistEntry, Integer> entries = new LinkedHashMap<>();

		@Override
		public void accept(ContentAssistEntry entry, int priority) {
			if (entry != null && entry.getProposal() != null) {
				entries.merge(entry, priority, Math::max);
			}
		}

		@Override
		public boolean canAcceptMoreProposals() {
			return true;
		}
	}
}
