// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.nvmx.model.diagnostic.Diagnostic;

/** The logs are those of gcc 12, clang 14, GNU ld 2.40 and lld 14, as they printed them. */
class BuildLogTest {

	/** Expect: errors at their line and column, notes as information, and neither source excerpts nor make's own last words. */
	@Test
	void readsGcc() {
		assertProblems("""
				core/b.c: In function ‘f’:
				core/b.c:1:22: error: ‘undeclared’ undeclared (first use in this function)
				    1 | int f(void) { return undeclared; }
				      |                      ^~~~~~~~~~
				core/b.c:1:22: note: each undeclared identifier is reported only once for each function it appears in
				core/b.c: In function ‘g’:
				core/b.c:5:17: error: expected ‘;’ before ‘}’ token
				    5 |         return x
				      |                 ^
				      |                 ;
				cc1: all warnings being treated as errors
				make: *** [Makefile:1: b.o] Error 1
				""", """
				core/b.c:1:22: error: ‘undeclared’ undeclared (first use in this function); correct the line [NVMX0921]
				core/b.c:1:22: info: each undeclared identifier is reported only once for each function it appears in [NVMX0921]
				core/b.c:5:17: error: expected ‘;’ before ‘}’ token; correct the line [NVMX0921]
				""");
	}

	/** Expect: a fatal error is an error. */
	@Test
	void readsAMissingHeader() {
		assertProblems("""
				core/a.c:1:10: fatal error: nope.h: No such file or directory
				    1 | #include "nope.h"
				      |          ^~~~~~~~
				compilation terminated.
				make: *** [Makefile:1: a.o] Error 1
				""", """
				core/a.c:1:10: error: nope.h: No such file or directory; correct the line [NVMX0921]
				""");
	}

	/** Expect: the same kind of lines, without the excerpts. */
	@Test
	void readsClang() {
		assertProblems("""
				core/b.c:5:10: error: expected ';' after return statement
				        return x
				                ^
				                ;
				core/g.c:2:6: warning: unused variable 'y' [-Wunused-variable]
				        int y;
				            ^
				1 warning and 1 error generated.
				make: *** [Makefile:1: b.o] Error 1
				""", """
				core/b.c:5:10: error: expected ';' after return statement; correct the line [NVMX0921]
				core/g.c:2:6: warning: unused variable 'y' [-Wunused-variable]; correct the line [NVMX0921]
				""");
	}

	/** Expect: the assembler gives no column, so the line's first. */
	@Test
	void readsTheAssembler() {
		assertProblems("""
				core/e.S: Assembler messages:
				core/e.S:2: Error: no such instruction: `foo %ebx'
				make: *** [Makefile:2: e.o] Error 1
				""", """
				core/e.S:2:1: error: no such instruction: `foo %ebx'; correct the line [NVMX0921]
				""");
	}

	/** Expect: the place of the use, and the name; not the line that only announces the function. */
	@Test
	void readsGnuLd() {
		assertProblems("""
				ld: d.o: in function `twice':
				/src/core/d.c:1: multiple definition of `twice'; c.o:/src/core/c.c:7: first defined here
				ld: c.o: in function `_start':
				/src/core/c.c:5: undefined reference to `missing'
				make: *** [Makefile:3: l] Error 1
				""", """
				/src/core/d.c:1:1: error: multiple definition of `twice'; c.o:/src/core/c.c:7: first defined here; define the name once, in a file that the Makefile builds [NVMX0922]
				/src/core/c.c:5:1: error: undefined reference to `missing'; define the name once, in a file that the Makefile builds [NVMX0922]
				""");
	}

	/** Expect: the place that follows the message; the one in parentheses, which names the folder, too. */
	@Test
	void readsLld() {
		assertProblems("""
				ld.lld: error: duplicate symbol: twice
				>>> defined at c.c:7 (/src/core/c.c:7)
				>>>            c.o:(twice)
				>>> defined at d.c:1 (/src/core/d.c:1)
				>>>            d.o:(.text+0x0)
				make: *** [Makefile:4: ll] Error 1
				""", """
				/src/core/c.c:7:1: error: duplicate symbol: twice; define the name once, in a file that the Makefile builds [NVMX0922]
				""");
	}

	/** Expect: an error of the linker that has no place is not lost. */
	@Test
	void readsALinkerErrorWithoutAPlace() {
		assertProblems("""
				ld: warning: nvmx.elf has a LOAD segment with RWX permissions
				ld: cannot open linker script file nvmx.lds: No such file or directory
				make: *** [Makefile:3: l] Error 1
				""", """
				linker: error: cannot open linker script file nvmx.lds: No such file or directory; define the name once, in a file that the Makefile builds [NVMX0922]
				""");
	}

	/** Expect: make's own words where nothing else explains the end. */
	@Test
	void readsMake() {
		assertProblems("""
				sh: 1: nm: not found
				make: *** [Makefile:88: symbols.S] Error 127
				""", """
				Makefile: error: make stops: [Makefile:88: symbols.S] Error 127; read the lines above it in the build's output [NVMX0923]
				""");
	}

	/** Expect: nothing from a build without problems, and one line for what two compilations say alike. */
	@Test
	void keepsSilentAboutAGoodBuildAndDropsRepetitions() {
		assertProblems("  CC      core/a.c\n  LD      nvmx.elf\n", "");
		assertProblems("a.h:1:1: warning: w\na.h:1:1: warning: w\n", "a.h:1:1: warning: w; correct the line [NVMX0921]\n");
	}

	/** Expect: files are called what the caller calls them. */
	@Test
	void translatesFileNames() {
		var problems = new BuildLog(file -> file.replace("/link/", "/a b/")).problems(java.util.List.of("/link/c.c:1:2: error: e"));
		assertEquals("/a b/c.c:1:2", problems.get(0).location().toString());
	}

	private static void assertProblems(String log, String expected) {
		String got = new BuildLog(file -> file).problems(log.lines().toList()).stream().map(Diagnostic::toString).map(line -> line + "\n")
				.collect(Collectors.joining());
		assertEquals(expected, got);
	}
}
