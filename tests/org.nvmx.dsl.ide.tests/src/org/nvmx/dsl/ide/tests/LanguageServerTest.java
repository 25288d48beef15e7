// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioCheck;
import org.nvmx.dsl.ide.ScenarioLanguageServer;
import org.nvmx.dsl.ide.ScenarioLanguageServices;
import org.nvmx.dsl.ide.lsp.ScenarioServer;
import org.nvmx.model.explanation.Explanation;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.model.scenario.VirtualMachine;

/** Speaks the protocol with a server over pipes, as an editor does. */
class LanguageServerTest {

	private static final long SECONDS = 60;
	private static final String BROKEN = "scenario s\nhypervisor {\n\tnested virtualization on\n\tscheduler bvt\n}\n";

	private final ExecutorService threads = Executors.newCachedThreadPool();
	private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
	private final String uri = Path.of("mit Umläuten", "scenario.nvmx").toAbsolutePath().toUri().toString();
	private final ScenarioServer server = new ScenarioServer(ScenarioLanguageServices.create(LanguageServerTest::explainConsoles, ScenarioCheck.NONE));
	private PipedOutputStream toServer;
	private PipedOutputStream toClient;
	private LanguageServer remote;

	@BeforeEach
	void connect() throws Exception {
		toServer = new PipedOutputStream();
		toClient = new PipedOutputStream();
		PipedInputStream atServer = new PipedInputStream(toServer, 1 << 16);
		PipedInputStream atClient = new PipedInputStream(toClient, 1 << 16);
		ScenarioLanguageServer.start(server, atServer, toClient, threads);
		var launcher = LSPLauncher.createClientLauncher(new Client(), atClient, toServer, threads, consumer -> consumer);
		launcher.startListening();
		remote = launcher.getRemoteProxy();
		remote.initialize(new InitializeParams()).get(SECONDS, TimeUnit.SECONDS);
	}

	@AfterEach
	void disconnect() throws Exception {
		toServer.close();
		toClient.close();
		threads.shutdown();
		assertTrue(threads.awaitTermination(SECONDS, TimeUnit.SECONDS), "both sides end when the streams are closed");
	}

	@Test
	void problemsArePublishedAndFollowTheText() throws Exception {
		PublishDiagnosticsParams first = open(BROKEN);
		assertEquals(List.of("NVMX0101 3:11", "NVMX0111 2:23"), codes(first));
		change(2, new TextDocumentContentChangeEvent(new Range(new Position(3, 11), new Position(3, 14)), "noop"));
		assertEquals(List.of("NVMX0111 2:23"), codes(awaitVersion(2)));
		remote.getTextDocumentService().didClose(new DidCloseTextDocumentParams(document()));
		assertEquals(List.of(), codes(published.poll(SECONDS, TimeUnit.SECONDS)));
	}

	/** Expect: a problem's code leads to its help page, if this host has the page. */
	@Test
	void aCodeLeadsToItsHelpPage(@TempDir Path pages) throws Exception {
		Path page = Files.writeString(pages.resolve("NVMX0101.md"), "# NVMX0101");
		System.setProperty("org.nvmx.rulePages", pages.toString());
		try {
			List<org.eclipse.lsp4j.Diagnostic> problems = open(BROKEN).getDiagnostics();
			assertEquals(page.toUri().toString(), problems.get(1).getCodeDescription().getHref());
			assertNull(problems.get(0).getCodeDescription(), "a page that is not there");
		} finally {
			System.clearProperty("org.nvmx.rulePages");
		}
	}

	@Test
	void completionComesAsSnippets() throws Exception {
		open("scenario s\nhypervisor {\n\tsched\n}\n");
		List<CompletionItem> items = remote.getTextDocumentService().completion(new CompletionParams(document(), new Position(2, 6)))
				.get(SECONDS, TimeUnit.SECONDS).getLeft();
		assertEquals(List.of("scheduler"), items.stream().map(CompletionItem::getLabel).toList());
		TextEdit edit = items.get(0).getTextEdit().getLeft();
		assertEquals("scheduler ${1:noop}", edit.getNewText());
		assertEquals(InsertTextFormat.Snippet, items.get(0).getInsertTextFormat());
		assertEquals(new Range(new Position(2, 1), new Position(2, 6)), edit.getRange());
	}

	@Test
	void hoverExplainsAWord() throws Exception {
		open(BROKEN);
		var hover = remote.getTextDocumentService().hover(new HoverParams(document(), new Position(3, 3))).get(SECONDS, TimeUnit.SECONDS);
		assertTrue(hover.getContents().getRight().getValue().contains("hv.FEATURES.SCHEDULER"), hover.toString());
		assertEquals(new Range(new Position(3, 1), new Position(3, 10)), hover.getRange());
	}

	@Test
	void inlayHintsStandBehindWhatTheyAreAbout() throws Exception {
		open("scenario s\nservice vm a {\n\tconsole vuart pci // ä\n\tconsole vuart pci\n}\n");
		List<InlayHint> hints = remote.getTextDocumentService()
				.inlayHint(new InlayHintParams(document(), new Range(new Position(0, 0), new Position(5, 0)))).get(SECONDS, TimeUnit.SECONDS);
		// Expect: one hint, behind the value that holds
		assertEquals(List.of("where a's console is"), hints.stream().map(hint -> hint.getLabel().getLeft()).toList());
		assertEquals(new Position(3, 18), hints.get(0).getPosition());
		assertEquals("- why", hints.get(0).getTooltip().getRight().getValue());
		// Expect: no hints outside of the part that the editor shows
		assertEquals(List.of(), remote.getTextDocumentService()
				.inlayHint(new InlayHintParams(document(), new Range(new Position(0, 0), new Position(1, 0)))).get(SECONDS, TimeUnit.SECONDS));
	}

	private static List<Explanation> explainConsoles(Scenario scenario, Path file) {
		return scenario.getVms().stream().filter(VirtualMachine::isSetConsoleVuart)
				.map(vm -> new Explanation(vm, Optional.of(ScenarioPackage.Literals.VIRTUAL_MACHINE__CONSOLE_VUART), "where " + vm.getName() + "'s console is", "- why"))
				.toList();
	}

	@Test
	void aCodeActionSolvesTheProblem() throws Exception {
		List<Diagnostic> problems = open(BROKEN).getDiagnostics();
		var actions = remote.getTextDocumentService()
				.codeAction(new CodeActionParams(document(), problems.get(1).getRange(), new CodeActionContext(problems))).get(SECONDS, TimeUnit.SECONDS);
		var action = actions.get(0).getRight();
		assertEquals("Set the scheduler to noop", action.getTitle());
		assertEquals(List.of("NVMX0101"), action.getDiagnostics().stream().map(d -> d.getCode().getLeft()).toList());
		assertEquals(List.of(new TextEdit(new Range(new Position(3, 11), new Position(3, 14)), "noop")), action.getEdit().getChanges().get(uri));
	}

	@Test
	void formattingChangesWhiteSpaceOnly() throws Exception {
		open("scenario s\n\nhypervisor {scheduler   noop\n}\n");
		var edits = remote.getTextDocumentService().formatting(new DocumentFormattingParams(document(), new FormattingOptions(4, false)))
				.get(SECONDS, TimeUnit.SECONDS);
		assertEquals(List.of(new TextEdit(new Range(new Position(2, 12), new Position(2, 12)), "\n\t"),
				new TextEdit(new Range(new Position(2, 21), new Position(2, 24)), " ")), edits);
	}

	@Test
	void symbolsAndColoursCoverTheText() throws Exception {
		open(BROKEN);
		var symbols = remote.getTextDocumentService().documentSymbol(new DocumentSymbolParams(document())).get(SECONDS, TimeUnit.SECONDS);
		assertEquals("s", symbols.get(0).getRight().getName());
		assertEquals("hypervisor", symbols.get(0).getRight().getChildren().get(0).getName());
		var tokens = remote.getTextDocumentService().semanticTokensFull(new SemanticTokensParams(document())).get(SECONDS, TimeUnit.SECONDS);
		assertEquals(List.of(0, 0, 8, 0, 0, 0, 9, 1, 1, 0, 1, 0, 10, 0, 0), tokens.getData().subList(0, 15));
	}

	/** Stimulus: a scenario and the file that it imports are open, and the latter is edited. Expect: the scenario's problems follow, with their places there. */
	@Test
	void anEditOfAnImportedFileIsSeenInTheScenario() throws Exception {
		Path guests = Path.of("mit Umläuten", "guests.nvmx").toAbsolutePath();
		String guestsUri = guests.toUri().toString();
		remote.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(guestsUri, "nvmx", 1, "fragment f\npost-launched vm a { cpus 2..3 }\n")));
		assertEquals(List.of(), codes(awaitVersion(1)));
		assertEquals(List.of(), codes(open("import \"guests.nvmx\"\nscenario s uses f\n")));
		remote.getTextDocumentService().didChange(new DidChangeTextDocumentParams(new VersionedTextDocumentIdentifier(guestsUri, 2),
				List.of(new TextDocumentContentChangeEvent(new Range(new Position(1, 29), new Position(1, 30)), "1"))));
		PublishDiagnosticsParams ofGuests = awaitVersion(2);
		assertEquals(List.of("NVMX0303 1:26"), codes(ofGuests));
		PublishDiagnosticsParams ofScenario = awaitVersion(1);
		assertEquals(uri, ofScenario.getUri());
		assertEquals(List.of("NVMX0303 1:16"), codes(ofScenario));
		Diagnostic problem = ofScenario.getDiagnostics().get(0);
		assertEquals("The range 2..1 is empty (guests.nvmx:2:27); write 1..2", problem.getMessage().getLeft());
		assertEquals(new Location(guestsUri, new Range(new Position(1, 26), new Position(1, 30))), problem.getRelatedInformation().get(0).getLocation());
		var definition = remote.getTextDocumentService().definition(new DefinitionParams(document(), new Position(1, 16))).get(SECONDS, TimeUnit.SECONDS);
		assertEquals(List.of(new Location(guestsUri, new Range(new Position(0, 9), new Position(0, 10)))), definition.getLeft());
		remote.getTextDocumentService().didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(guestsUri)));
		// Expect: what is not open is looked for on the disk, where it is not
		List<PublishDiagnosticsParams> both = List.of(published.poll(SECONDS, TimeUnit.SECONDS), published.poll(SECONDS, TimeUnit.SECONDS));
		assertEquals(List.of("NVMX0008 1:16", "NVMX0031 0:7"), codes(both.stream().filter(each -> each.getUri().equals(uri)).findFirst().orElseThrow()));
	}

	@Test
	void aQuestionAboutAnUnknownDocumentHasAnEmptyAnswer() throws Exception {
		var items = remote.getTextDocumentService().completion(new CompletionParams(document(), new Position(0, 0))).get(SECONDS, TimeUnit.SECONDS);
		assertEquals(List.of(), items.getLeft());
	}

	@Test
	void theClientEndsTheServer() throws Exception {
		remote.shutdown().get(SECONDS, TimeUnit.SECONDS);
		remote.exit();
		assertEquals(0, server.whenExited().get(SECONDS, TimeUnit.SECONDS));
	}

	private PublishDiagnosticsParams open(String text) throws InterruptedException {
		remote.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "nvmx", 1, text)));
		return awaitVersion(1);
	}

	private void change(int version, TextDocumentContentChangeEvent event) {
		remote.getTextDocumentService().didChange(new DidChangeTextDocumentParams(new VersionedTextDocumentIdentifier(uri, version), List.of(event)));
	}

	private PublishDiagnosticsParams awaitVersion(int version) throws InterruptedException {
		PublishDiagnosticsParams next = published.poll(SECONDS, TimeUnit.SECONDS);
		assertEquals(version, next == null ? null : next.getVersion(), "version of the published problems");
		return next;
	}

	private TextDocumentIdentifier document() {
		return new TextDocumentIdentifier(uri);
	}

	private static List<String> codes(PublishDiagnosticsParams problems) {
		return problems.getDiagnostics().stream().map(d -> d.getCode().getLeft() + " " + d.getRange().getStart().getLine() + ":"
				+ d.getRange().getStart().getCharacter()).sorted().toList();
	}

	private final class Client implements LanguageClient {

		@Override
		public void publishDiagnostics(PublishDiagnosticsParams problems) {
			published.add(problems);
		}

		@Override
		public void telemetryEvent(Object object) {
			throw new AssertionError("unexpected telemetry");
		}

		@Override
		public void showMessage(MessageParams message) {
			throw new AssertionError(message.getMessage());
		}

		@Override
		public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams request) {
			throw new AssertionError(request.getMessage());
		}

		@Override
		public void logMessage(MessageParams message) {
			throw new AssertionError(message.getMessage());
		}
	}
}
