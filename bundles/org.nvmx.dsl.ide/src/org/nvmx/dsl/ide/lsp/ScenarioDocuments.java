// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentRangeFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.CancelChecker;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.xtext.service.OperationCanceledError;
import org.eclipse.xtext.util.CancelIndicator;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.completion.Completion;
import org.nvmx.dsl.source.ScenarioTexts;
import org.nvmx.dsl.source.TextFileReader.UnreadableTextException;

/**
 * The client's open texts and the questions about them. Answers are computed on worker threads from the text as it was when the question came;
 * problems are published for the newest text only.
 */
final class ScenarioDocuments implements TextDocumentService {

	private final ScenarioLanguageServices services;
	private final Map<String, OpenDocument> documents = new ConcurrentHashMap<>();
	private final ExecutorService validation = Executors.newSingleThreadExecutor(task -> daemon("validation", task));
	private final ExecutorService answers = Executors.newCachedThreadPool(task -> daemon("answers", task));
	private LanguageClient client;

	ScenarioDocuments(ScenarioLanguageServices services) {
		this.services = services.with(this::read);
	}

	/** @return the text as the client has it, or else as it is saved */
	private String read(Path file) throws UnreadableTextException {
		for (OpenDocument document : documents.values()) {
			if (path(document).equals(file)) {
				return document.text();
			}
		}
		return ScenarioTexts.DISK.read(file);
	}

	private static Path path(OpenDocument document) {
		return document.file().toAbsolutePath().normalize();
	}

	void connect(LanguageClient newClient) {
		this.client = newClient;
	}

	void close() {
		validation.shutdownNow();
		answers.shutdown();
	}

	void revalidateAll() {
		documents.values().forEach(this::validate);
	}

	@Override
	public void didOpen(DidOpenTextDocumentParams parameters) {
		var item = parameters.getTextDocument();
		open(new OpenDocument(item.getUri(), item.getVersion(), item.getText()));
	}

	@Override
	public void didChange(DidChangeTextDocumentParams parameters) {
		OpenDocument document = documents.get(parameters.getTextDocument().getUri());
		if (document != null) {
			open(document.changed(parameters.getTextDocument().getVersion(), parameters.getContentChanges()));
		}
	}

	@Override
	public void didClose(DidCloseTextDocumentParams parameters) {
		OpenDocument closed = documents.remove(parameters.getTextDocument().getUri());
		if (closed != null) {
			validateImporters(closed, () -> false);
		}
		client.publishDiagnostics(new PublishDiagnosticsParams(parameters.getTextDocument().getUri(), List.of()));
	}

	@Override
	public void didSave(DidSaveTextDocumentParams parameters) {
		// The text is known already.
	}

	@Override
	public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams parameters) {
		return answer(parameters.getTextDocument().getUri(), Either.forLeft(List.of()), (document, cancel) -> {
			List<Completion> found = services.complete(document.text(), document.file(), document.offset(parameters.getPosition()), cancel);
			List<CompletionItem> items = new ArrayList<>();
			found.forEach(completion -> items.add(new ProtocolItems(document).completion(completion, items.size())));
			return Either.forLeft(items);
		});
	}

	@Override
	public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(DefinitionParams parameters) {
		return answer(parameters.getTextDocument().getUri(), Either.forLeft(List.of()), (document, cancel) -> Either.forLeft(
				services.definition(document.text(), document.file(), document.offset(parameters.getPosition())).map(ProtocolItems::location).stream().toList()));
	}

	@Override
	public CompletableFuture<Hover> hover(HoverParams parameters) {
		return answer(parameters.getTextDocument().getUri(), null, (document, cancel) -> services
				.hover(document.text(), document.file(), document.offset(parameters.getPosition()))
				.map(h -> new Hover(new MarkupContent(MarkupKind.MARKDOWN, h.markdown()), document.range(h.offset(), h.length()))).orElse(null));
	}

	@Override
	public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams parameters) {
		return answer(parameters.getTextDocument().getUri(), List.of(), (document, cancel) -> {
			int start = document.offset(parameters.getRange().getStart());
			int length = document.offset(parameters.getRange().getEnd()) - start;
			List<Diagnostic> shown = parameters.getContext().getDiagnostics();
			return services.quickFixes(document.text(), document.file(), start, length, cancel).stream()
					.map(fix -> new ProtocolItems(document).codeAction(fix, withCode(shown, fix.code())))
					.map(Either::<Command, CodeAction>forRight).toList();
		});
	}

	private static List<Diagnostic> withCode(List<Diagnostic> shown, String code) {
		return shown.stream().filter(d -> d.getCode() != null && d.getCode().isLeft() && d.getCode().getLeft().equals(code)).toList();
	}

	@Override
	public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams parameters) {
		return answer(parameters.getTextDocument().getUri(), List.of(), (document, cancel) -> new ProtocolItems(document)
				.edits(services.format(document.text(), document.file(), 0, document.text().length())));
	}

	@Override
	public CompletableFuture<List<? extends TextEdit>> rangeFormatting(DocumentRangeFormattingParams parameters) {
		return answer(parameters.getTextDocument().getUri(), List.of(), (document, cancel) -> {
			int start = document.offset(parameters.getRange().getStart());
			int end = document.offset(parameters.getRange().getEnd());
			return new ProtocolItems(document).edits(services.format(document.text(), document.file(), start, end - start));
		});
	}

	@Override
	public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(DocumentSymbolParams parameters) {
		return answer(parameters.getTextDocument().getUri(), List.of(), (document, cancel) -> services.outline(document.text(), document.file())
				.stream().map(item -> Either.<SymbolInformation, DocumentSymbol>forRight(new ProtocolItems(document).symbol(item))).toList());
	}

	@Override
	public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams parameters) {
		return answer(parameters.getTextDocument().getUri(), List.of(), (document, cancel) -> services.folds(document.text(), document.file())
				.stream().map(new ProtocolItems(document)::fold).toList());
	}

	@Override
	public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams parameters) {
		return answer(parameters.getTextDocument().getUri(), List.of(), (document, cancel) -> {
			int start = document.offset(parameters.getRange().getStart());
			int end = document.offset(parameters.getRange().getEnd());
			return services.hints(document.text(), document.file()).stream().filter(hint -> hint.offset() >= start && hint.offset() <= end)
					.map(new ProtocolItems(document)::inlayHint).toList();
		});
	}

	@Override
	public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams parameters) {
		return answer(parameters.getTextDocument().getUri(), new SemanticTokens(List.of()), (document, cancel) -> new SemanticTokens(
				new ProtocolItems(document).semanticTokens(services.tokens(document.text(), document.file()))));
	}

	private void open(OpenDocument document) {
		documents.put(document.uri(), document);
		validate(document);
		validateImporters(document, () -> documents.get(document.uri()) != document);
	}

	/** What is imported from a text changes with it. */
	private void validateImporters(OpenDocument changed, CancelIndicator outdated) {
		if (documents.size() > (documents.containsKey(changed.uri()) ? 1 : 0)) {
			validation.execute(() -> documents.values().stream()
					.filter(other -> !outdated.isCanceled() && other != changed && services.imports(other.text(), other.file()).contains(path(changed)))
					.forEach(this::validate));
		}
	}

	private void validate(OpenDocument document) {
		validation.execute(() -> {
			CancelIndicator outdated = () -> documents.get(document.uri()) != document;
			if (outdated.isCanceled()) {
				return;
			}
			try {
				List<Diagnostic> found = services.diagnostics(document.text(), document.file(), outdated).stream()
						.map(new ProtocolItems(document)::diagnostic).toList();
				client.publishDiagnostics(new PublishDiagnosticsParams(document.uri(), found, document.version()));
			} catch (OperationCanceledError e) {
				// A newer text is waiting; its problems are the ones to show.
			}
		});
	}

	/** Answers a question about an open document; about any other there is nothing to say. */
	private <T> CompletableFuture<T> answer(String uri, T unknown, Question<T> question) {
		OpenDocument document = documents.get(uri);
		if (document == null) {
			return CompletableFuture.completedFuture(unknown);
		}
		Function<CancelChecker, T> computation = checker -> question.ask(document, checker::isCanceled);
		return CompletableFutures.computeAsync(answers, computation);
	}

	private interface Question<T> {
		T ask(OpenDocument document, CancelIndicator cancel);
	}

	private static Thread daemon(String name, Runnable task) {
		Thread thread = new Thread(task, "scenario " + name);
		thread.setDaemon(true);
		return thread;
	}
}
