// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Tries mutants of files, each by its number: the same number is the same mutant, whatever was tried before. A trial that takes too long is
 * misbehaviour like an exception, and its thread is left behind.
 */
final class Fuzzer {

	/** What takes longer hangs: the slowest trial takes a second on an idle machine. */
	private static final int LIMIT_SECONDS = 60;
	private static final String HANGS = "hangs";

	private final FuzzTarget target;
	private final List<byte[]> originals;
	private final Trial trial;
	private ExecutorService worker = newWorker();

	/**
	 * A mutant that makes the product misbehave.
	 *
	 * @param target  what kind of file it is
	 * @param number  of the mutant
	 * @param content of the file, reduced to what it takes
	 * @param reason  the kind of misbehaviour, the same for the same cause
	 * @param message what happened
	 */
	record Finding(FuzzTarget target, long number, byte[] content, String reason, String message) {

		@Override
		public String toString() {
			return target + " " + number + ": " + message + "\n--- the reduced file:\n" + new String(content, UTF_8) + "\n---";
		}
	}

	Fuzzer(FuzzTarget target) {
		this(target, target.originals(), target.trial());
	}

	Fuzzer(FuzzTarget target, List<byte[]> originals, Trial trial) {
		this.target = target;
		this.originals = originals;
		this.trial = trial;
	}

	private static ExecutorService newWorker() {
		return Executors.newSingleThreadExecutor(task -> {
			Thread thread = new Thread(task, "trial");
			thread.setDaemon(true);
			return thread;
		});
	}

	byte[] mutant(long number) {
		Random random = new Random(number * 0x9E3779B97F4A7C15L);
		random.nextLong(); // the first values of near seeds are near
		return target.mutant(originals.get(random.nextInt(originals.size())).clone(), random);
	}

	/**
	 * @param known kinds of misbehaviour that need no smaller file any more
	 * @return what is wrong with a mutant, reduced
	 * @throws IllegalStateException if it could not be tried, which says nothing of the product
	 */
	Optional<Finding> attempt(long number, Set<String> known) {
		byte[] content = mutant(number);
		Optional<MisbehaviourException> wrong = run(content, number);
		if (wrong.isEmpty()) {
			return Optional.empty();
		}
		String kind = wrong.get().kind();
		if (known.contains(kind) || kind.equals(HANGS)) { // each smaller file would take as long
			return Optional.of(new Finding(target, number, content, kind, wrong.get().getMessage()));
		}
		byte[] reduced = new Reduction(candidate -> run(candidate, number).filter(again -> again.kind().equals(kind)).isPresent()).of(content);
		return Optional.of(new Finding(target, number, reduced, kind, run(reduced, number).orElse(wrong.get()).getMessage()));
	}

	private Optional<MisbehaviourException> run(byte[] content, long number) {
		Future<Optional<MisbehaviourException>> running = worker.submit(() -> inFolder(content, number));
		try {
			return running.get(LIMIT_SECONDS, TimeUnit.SECONDS);
		} catch (TimeoutException hangs) {
			worker.shutdownNow();
			worker = newWorker();
			return Optional.of(new MisbehaviourException(HANGS, "takes more than " + LIMIT_SECONDS + " s"));
		} catch (ExecutionException e) {
			throw new IllegalStateException(e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(e);
		}
	}

	private Optional<MisbehaviourException> inFolder(byte[] content, long number) throws IOException {
		Path folder = Files.createTempDirectory("trial");
		try {
			LoggedErrors.clear();
			trial.run(content, number, folder);
			LoggedErrors.check();
			return Optional.empty();
		} catch (MisbehaviourException wrong) {
			return Optional.of(wrong);
		} catch (RuntimeException | Error thrown) {
			return Optional.of(new MisbehaviourException("trial", thrown));
		} finally {
			try (Stream<Path> files = Files.walk(folder)) {
				files.sorted(Comparator.reverseOrder()).forEach(Fuzzer::delete);
			}
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
