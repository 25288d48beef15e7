// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the command which looks for misbehaviour cannot miss it, on mutants of one file and trials that do as they are told. */
class FuzzCommandTest {

	private static final int FIRST = 10;
	private static final int COUNT = 20;

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/** Stimulus: a trial that is content with all. Expect: success, each mutant tried, no file. */
	@Test
	void nothingIsFound() throws Exception {
		assertTrue(run((content, number, work) -> {
		}));
		assertTrue(said("scenario: 20 mutants tried, 0 kinds of misbehaviour found"), out::toString);
		assertEquals(List.of(), kept());
	}

	/** Stimulus: misbehaviour with one mutant. Expect: no success, all mutants tried, its number and its file. */
	@Test
	void misbehaviourIsFound() throws Exception {
		assertFalse(run((content, number, work) -> {
			if (number == 17) {
				throw new MisbehaviourException("a kind", "what happens");
			}
		}));
		assertTrue(said("scenario: 20 mutants tried, 1 kinds of misbehaviour found"), out::toString);
		assertTrue(said("what happens"), out::toString);
		assertEquals(List.of("scenario-17"), kept());
	}

	/** Stimulus: a mutant that cannot be tried, because a file cannot be written. Expect: no success, and the exception with its trace, printed and kept. */
	@Test
	void aTrialThatFails() throws Exception {
		assertFalse(run((content, number, work) -> {
			if (number == 17) {
				throw new IOException("disk full");
			}
		}));
		assertTrue(said("scenario 17: the fuzzer fails: java.lang.IllegalStateException: java.io.IOException: disk full"), out::toString);
		assertTrue(Files.readString(folder.resolve("scenario-17")).contains("FuzzCommandTest.lambda$"), out::toString);
	}

	/** Stimulus: no originals can be made, in any thread. Expect: the same, and that nothing was tried. */
	@Test
	void noFuzzer() throws Exception {
		assertFalse(run(() -> {
			throw new IllegalArgumentException("no model can be made");
		}));
		assertTrue(said("2 times: the fuzzer fails: java.lang.IllegalArgumentException at "), out::toString);
		assertTrue(said("scenario: 0 mutants tried, 1 kinds of misbehaviour found"), out::toString);
		assertTrue(Files.readString(folder.resolve("scenario-10")).contains("FuzzCommandTest.lambda$"), out::toString);
	}

	/** Stimulus: the time is over before the first mutant. Expect: no success. */
	@Test
	void nothingTried() throws Exception {
		FuzzCommand command = command(() -> new Fuzzer(FuzzTarget.SCENARIO, List.of("scenario s\n".getBytes(UTF_8)), (content, number, work) -> {
		}));
		assertFalse(command.run(FIRST, Long.MAX_VALUE, System.nanoTime() - 1));
	}

	private boolean run(Trial trial) throws Exception {
		return run(() -> new Fuzzer(FuzzTarget.SCENARIO, List.of("scenario s\n".getBytes(UTF_8)), trial));
	}

	private boolean run(Supplier<Fuzzer> fuzzers) throws Exception {
		return command(fuzzers).run(FIRST, FIRST + COUNT, Long.MAX_VALUE);
	}

	private FuzzCommand command(Supplier<Fuzzer> fuzzers) {
		return new FuzzCommand(FuzzTarget.SCENARIO, fuzzers, folder, new PrintStream(out, true, UTF_8));
	}

	private boolean said(String part) {
		return out.toString(UTF_8).contains(part);
	}

	private List<String> kept() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).toList();
		}
	}
}
