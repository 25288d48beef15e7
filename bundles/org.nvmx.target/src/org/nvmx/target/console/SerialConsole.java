// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One serial line of a machine. We listen and the emulator connects: the port is ours before the emulator starts, so no other program
 * can take it in between, and the emulator listens to nobody.
 */
public final class SerialConsole implements AutoCloseable {

	private static final Duration CLOSING = Duration.ofSeconds(2);

	private final String name;
	private final ServerSocket server;
	private final Thread thread;
	private final Transcript transcript = new Transcript();
	private final CompletableFuture<Socket> connection = new CompletableFuture<>();

	/**
	 * Starts to listen on a free port of the loopback interface.
	 *
	 * @param name what users call it: L0, L1
	 * @throws IOException if no port can be had
	 */
	public SerialConsole(String name) throws IOException {
		this.name = name;
		this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.thread = Thread.ofVirtual().name("console " + name).start(this::serve);
	}

	/** @return what users call it */
	public String name() {
		return name;
	}

	/** @return the TCP port on the loopback interface that the emulator shall connect to */
	public int port() {
		return server.getLocalPort();
	}

	/** @return what has been said on it */
	public Transcript transcript() {
		return transcript;
	}

	/** @return completed when the emulator is connected, or exceptionally when the console is closed before */
	public CompletableFuture<Void> connected() {
		return connection.thenApply(socket -> null);
	}

	/**
	 * Sends keystrokes. Nothing happens while no emulator is connected.
	 *
	 * @throws IOException if the emulator has gone
	 */
	public void send(String keys) throws IOException {
		Socket socket = connection.isCompletedExceptionally() ? null : connection.getNow(null);
		if (socket != null) {
			socket.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
		}
	}

	/** The first one that connects is the emulator; the port is closed behind it. */
	private void serve() {
		try (Socket socket = accept()) {
			connection.complete(socket);
			read(socket.getInputStream());
		} catch (IOException e) {
			connection.completeExceptionally(e);
		} finally {
			transcript.end();
		}
	}

	private Socket accept() throws IOException {
		try (server) {
			return server.accept();
		}
	}

	/** A character may be cut by the end of a read, and a guest may send anything: what is not UTF-8 becomes U+FFFD. */
	private void read(InputStream in) throws IOException {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
				.onUnmappableCharacter(CodingErrorAction.REPLACE);
		byte[] buffer = new byte[4096];
		ByteBuffer bytes = ByteBuffer.allocate(2 * buffer.length);
		CharBuffer chars = CharBuffer.allocate(bytes.capacity());
		for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
			bytes.put(buffer, 0, count).flip();
			decoder.decode(bytes, chars, false);
			bytes.compact();
			transcript.append(chars.flip().toString());
			chars.clear();
		}
	}

	/**
	 * Waits until all that the emulator sent has been read; the connection of a process that has ended gives it and then ends.
	 *
	 * @param patience in case somebody else holds the connection
	 */
	public void drain(Duration patience) {
		if (connection.isDone() && !connection.isCompletedExceptionally()) {
			transcript.awaitEnd(patience);
		}
	}

	/** Returns when the port is free: it stays open until the thread that waits at it has noticed. */
	@Override
	public void close() throws IOException {
		server.close();
		if (connection.isDone() && !connection.isCompletedExceptionally()) {
			connection.join().close();
		}
		try {
			thread.join(CLOSING);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
