// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.lsp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.SemanticTokensLegend;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageClientAware;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.highlighting.Token;

/** The life of a server for one client. What it knows about texts is in {@link ScenarioLanguageServices}. */
public final class ScenarioServer implements LanguageServer, LanguageClientAware {

	private final ScenarioDocuments documents;
	private final CompletableFuture<Integer> exited = new CompletableFuture<>();
	private volatile boolean shutDown;

	public ScenarioServer(ScenarioLanguageServices services) {
		this.documents = new ScenarioDocuments(services);
	}

	/** @return completed with the exit code when the client has said exit */
	public CompletableFuture<Integer> whenExited() {
		return exited;
	}

	/** @return 0 after a shutdown request, else 1, as the protocol says */
	public int exitCode() {
		return shutDown ? 0 : 1;
	}

	@Override
	public void connect(LanguageClient client) {
		documents.connect(client);
	}

	@Override
	public CompletableFuture<InitializeResult> initialize(InitializeParams parameters) {
		ServerCapabilities capabilities = new ServerCapabilities();
		capabilities.setTextDocumentSync(TextDocumentSyncKind.Incremental);
		capabilities.setCompletionProvider(new CompletionOptions(false, List.of("\"")));
		capabilities.setHoverProvider(true);
		capabilities.setDefinitionProvider(true);
		capabilities.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
		capabilities.setDocumentFormattingProvider(true);
		capabilities.setDocumentRangeFormattingProvider(true);
		capabilities.setDocumentSymbolProvider(true);
		capabilities.setFoldingRangeProvider(true);
		capabilities.setInlayHintProvider(true);
		capabilities.setSemanticTokensProvider(new SemanticTokensWithRegistrationOptions(new SemanticTokensLegend(tokenTypes(), List.of()), true));
		return CompletableFuture.completedFuture(new InitializeResult(capabilities, new ServerInfo("nVMX Studio")));
	}

	/** The protocol's own names, so that every colour theme knows them. */
	private static List<String> tokenTypes() {
		return Arrays.stream(Token.Style.values()).map(style -> switch (style) {
		case NAME -> "class";
		case UNIT -> "type";
		case VALUE -> "enumMember";
		default -> style.name().toLowerCase(Locale.ROOT);
		}).toList();
	}

	@Override
	public CompletableFuture<Object> shutdown() {
		shutDown = true;
		documents.close();
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void exit() {
		exited.complete(exitCode());
	}

	@Override
	public void setTrace(SetTraceParams parameters) {
		// Clients may ask for traces; there are none.
	}

	@Override
	public TextDocumentService getTextDocumentService() {
		return documents;
	}

	@Override
	public WorkspaceService getWorkspaceService() {
		return new WorkspaceService() {
			@Override
			public void didChangeConfiguration(DidChangeConfigurationParams parameters) {
				// There is nothing to configure.
			}

			@Override
			public void didChangeWatchedFiles(DidChangeWatchedFilesParams parameters) {
				documents.revalidateAll();
			}
		};
	}
}
