// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.nvmx.dsl.ide.lsp.ScenarioServer;

/** The language server for other editors: the Language Server Protocol on standard input and output. */
public final class ScenarioLanguageServer {

	private ScenarioLanguageServer() {
	}

	/** Serves one client until it says exit or closes the stream, then ends the process: exit code 0 after a shutdown request, else 1. */
	public static void serve(ScenarioLanguageServices services) throws InterruptedException, ExecutionException {
		OutputStream out = System.out;
		// Whatever a library prints must not get between the messages.
		System.setOut(System.err);
		ScenarioServer server = new ScenarioServer(services);
		ExecutorService threads = Executors.newCachedThreadPool();
		Future<Void> listening = start(server, System.in, out, threads);
		server.whenExited().thenAccept(System::exit);
		listening.get();
		System.exit(server.exitCode());
	}

	/** @return done when the client has closed the stream */
	public static Future<Void> start(ScenarioServer server, InputStream in, OutputStream out, ExecutorService threads) {
		Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(server, in, out, threads, consumer -> consumer);
		server.connect(launcher.getRemoteProxy());
		return launcher.startListening();
	}
}
