// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.nvmx.dsl.ide.completion.Completion;
import org.nvmx.dsl.ide.edit.TextChange;
import org.nvmx.dsl.ide.explanation.Hint;
import org.nvmx.dsl.ide.folding.Fold;
import org.nvmx.dsl.ide.highlighting.Token;
import org.nvmx.dsl.ide.outline.OutlineItem;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;

/** Says in the protocol's words what the language services have found in a document. */
record ProtocolItems(OpenDocument document) {

	org.eclipse.lsp4j.Diagnostic diagnostic(Diagnostic problem) {
		String advice = problem.remedy().isEmpty() ? "" : "; " + problem.remedy();
		DiagnosticSeverity severity = switch (problem.severity()) {
		case ERROR -> DiagnosticSeverity.Error;
		case WARNING -> DiagnosticSeverity.Warning;
		case INFO -> DiagnosticSeverity.Information;
		};
		org.eclipse.lsp4j.Diagnostic diagnostic = new org.eclipse.lsp4j.Diagnostic(document.range(problem.location().offset(), problem.location().length()),
				problem.message() + advice, severity, "nvmx", problem.code());
		if (!problem.origins().isEmpty()) {
			diagnostic.setRelatedInformation(problem.origins().stream().map(origin -> new DiagnosticRelatedInformation(location(origin), "written here")).toList());
		}
		HelpPages.of(problem.code()).ifPresent(page -> diagnostic.setCodeDescription(new DiagnosticCodeDescription(page.toString())));
		return diagnostic;
	}

	/** @return a place of any file; its range is on one line, since the text of the other file is not at hand */
	static org.eclipse.lsp4j.Location location(Location place) {
		Position start = new Position(Math.max(0, place.line() - 1), Math.max(0, place.column() - 1));
		return new org.eclipse.lsp4j.Location(Path.of(place.file()).toUri().toString(), new Range(start, new Position(start.getLine(), start.getCharacter() + place.length())));
	}

	CompletionItem completion(Completion completion, int rank) {
		CompletionItem item = new CompletionItem(completion.label());
		item.setDetail(completion.description());
		item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, completion.documentation()));
		item.setKind(switch (completion.kind()) {
		case OPTION -> CompletionItemKind.Property;
		case BLOCK -> CompletionItemKind.Snippet;
		case VALUE -> CompletionItemKind.Value;
		case TEXT -> CompletionItemKind.Text;
		});
		item.setSortText(String.format("%04d", rank));
		item.setFilterText(completion.change().newText().lines().findFirst().orElse(completion.label()));
		item.setInsertTextFormat(completion.stops().isEmpty() ? InsertTextFormat.PlainText : InsertTextFormat.Snippet);
		TextChange change = completion.change();
		String text = completion.stops().isEmpty() ? change.newText() : snippet(completion);
		item.setTextEdit(Either.forLeft(new TextEdit(document.range(change.offset(), change.length()), text)));
		return item;
	}

	/** @return the text with the protocol's numbered placeholders */
	private static String snippet(Completion completion) {
		String text = completion.change().newText();
		StringBuilder snippet = new StringBuilder();
		int end = 0;
		int number = 1;
		for (Completion.Stop stop : completion.stops()) {
			int start = stop.offset() - completion.change().offset();
			snippet.append(escaped(text.substring(end, start))).append("${").append(number++).append(':');
			end = start + stop.length();
			snippet.append(escaped(text.substring(start, end))).append('}');
		}
		return snippet.append(escaped(text.substring(end))).toString();
	}

	private static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}");
	}

	CodeAction codeAction(QuickFix fix, List<org.eclipse.lsp4j.Diagnostic> solved) {
		CodeAction action = new CodeAction(fix.title());
		action.setKind(CodeActionKind.QuickFix);
		action.setDiagnostics(solved);
		action.setEdit(new WorkspaceEdit(Map.of(document.uri(), edits(fix.changes()))));
		return action;
	}

	List<TextEdit> edits(List<TextChange> changes) {
		List<TextEdit> edits = new ArrayList<>();
		changes.forEach(c -> edits.add(new TextEdit(document.range(c.offset(), c.length()), c.newText())));
		return edits;
	}

	DocumentSymbol symbol(OutlineItem item) {
		SymbolKind kind = switch (item.kind()) {
		case IMPORT -> SymbolKind.File;
		case SCENARIO, FRAGMENT -> SymbolKind.Module;
		case HYPERVISOR -> SymbolKind.Namespace;
		case PRE_LAUNCHED_VM, SERVICE_VM, POST_LAUNCHED_VM, NESTED_VM -> SymbolKind.Class;
		case KERNEL -> SymbolKind.Package;
		case DISK -> SymbolKind.File;
		case NETWORK -> SymbolKind.Interface;
		};
		List<DocumentSymbol> children = item.children().stream().map(this::symbol).toList();
		return new DocumentSymbol(item.label(), kind, document.range(item.offset(), item.length()),
				document.range(item.nameOffset(), item.nameLength()), item.detail(), children);
	}

	InlayHint inlayHint(Hint hint) {
		InlayHint item = new InlayHint(document.position(hint.offset()), Either.forLeft(hint.summary()));
		item.setPaddingLeft(true);
		item.setTooltip(new MarkupContent(MarkupKind.MARKDOWN, hint.details()));
		return item;
	}

	FoldingRange fold(Fold fold) {
		FoldingRange range = new FoldingRange(document.position(fold.offset()).getLine(),
				document.position(fold.offset() + fold.length() - 1).getLine());
		range.setKind(fold.kind() == Fold.Kind.COMMENT ? FoldingRangeKind.Comment : FoldingRangeKind.Region);
		return range;
	}

	/** @return five numbers for each token, relative to the one before; a token of several lines becomes one for each line */
	List<Integer> semanticTokens(List<Token> tokens) {
		List<Integer> data = new ArrayList<>();
		int line = 0;
		int column = 0;
		for (Token token : tokens.stream().flatMap(t -> lines(t).stream()).sorted(Comparator.comparingInt(Token::offset)).toList()) {
			var position = document.position(token.offset());
			int start = position.getLine() == line ? position.getCharacter() - column : position.getCharacter();
			data.addAll(List.of(position.getLine() - line, start, token.length(), token.style().ordinal(), 0));
			line = position.getLine();
			column = position.getCharacter();
		}
		return data;
	}

	private List<Token> lines(Token token) {
		List<Token> lines = new ArrayList<>();
		int offset = token.offset();
		for (String line : document.text().substring(offset, offset + token.length()).split("(?<=\n)", -1)) {
			int length = line.stripTrailing().length();
			if (length > 0) {
				lines.add(new Token(offset, length, token.style()));
			}
			offset += line.length();
		}
		return lines;
	}
}
