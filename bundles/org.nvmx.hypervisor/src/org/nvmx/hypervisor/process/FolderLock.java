// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Exclusive use of a folder, among the threads of this virtual machine and among processes. */
public final class FolderLock implements AutoCloseable {

	/** File locks belong to the whole virtual machine, so its threads need one of their own. */
	private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

	private final ReentrantLock threads;
	private final FileChannel channel;
	private final FileLock processes;

	private FolderLock(ReentrantLock threads, FileChannel channel, FileLock processes) {
		this.threads = threads;
		this.channel = channel;
		this.processes = processes;
	}

	/**
	 * Waits until nobody else uses the folder.
	 *
	 * @param folder is made if it does not exist; gets a file {@code .lock} that stays
	 * @throws IOException if the folder cannot be written
	 */
	public static FolderLock acquire(Path folder) throws IOException {
		Files.createDirectories(folder);
		ReentrantLock threads = THREADS.computeIfAbsent(folder.toRealPath(), any -> new ReentrantLock());
		threads.lock();
		FileChannel channel = null;
		try {
			channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			return new FolderLock(threads, channel, channel.lock());
		} catch (IOException e) {
			threads.unlock();
			if (channel != null) {
				channel.close();
			}
			throw e;
		}
	}

	@Override
	public void close() throws IOException {
		try (channel) {
			processes.release();
		} finally {
			threads.unlock();
		}
	}
}
