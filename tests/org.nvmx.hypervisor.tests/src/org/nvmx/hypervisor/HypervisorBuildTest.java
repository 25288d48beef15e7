// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HypervisorBuildTest {

	@TempDir
	Path folder;

	private final List<String> log = new ArrayList<>();
	private final IProgressMonitor monitor = new NullProgressMonitor();
	private SourceTree tree;

	@BeforeEach
	void createSources() throws IOException {
		tree = SourceTree.create(folder);
	}

	/** Expect: built with both compilers, in folders that make itself cannot name. */
	@Test
	void buildsInFoldersWithBlanksAndUmlauts() throws IOException {
		for (Compiler compiler : Compiler.values()) {
			HypervisorBuild.Result result = tree.build(compiler).build(log::add, monitor);
			assertEquals(List.of(), result.problems());
			assertTrue(Files.size(result.hypervisor()) > 0);
		}
		assertTrue(log.get(0).startsWith("gcc "), log::toString);
	}

	/** Expect: a second build compiles nothing; a changed configuration compiles again. */
	@Test
	void buildsOnlyWhatChanged() throws IOException {
		tree.build(Compiler.GCC).build(log::add, monitor);
		log.clear();
		tree.build(Compiler.GCC).build(log::add, monitor);
		assertTrue(log.stream().noneMatch(line -> line.startsWith("gcc ")), log::toString);
		Path header = tree.configuration().resolve("nvmx_config.h");
		Files.setLastModifiedTime(header, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 2000));
		tree.build(Compiler.GCC).build(log::add, monitor);
		assertTrue(log.stream().anyMatch(line -> line.startsWith("gcc ")), log::toString);
	}

	/** Expect: the problem is told at the file under its real name, and the result says failed. */
	@Test
	void tellsErrorsAtTheRealFile() throws IOException {
		tree.writeMain("int main(void)\n{\n\treturn x;\n}\n");
		HypervisorBuild.Result result = tree.build(Compiler.CLANG).build(log::add, monitor);
		assertTrue(result.failed());
		assertEquals(tree.main() + ":3:9: error: use of undeclared identifier 'x'; correct the line [NVMX0921]", result.problems().get(0).toString());
	}

	/** Expect: one problem that names the folder. */
	@Test
	void tellsThatThereAreNoSources() throws IOException {
		HypervisorSources nothing = new HypervisorSources(folder.resolve("nothing"));
		HypervisorBuild.Result result = new HypervisorBuild(nothing, tree.configuration(), tree.output(), Compiler.GCC).build(log::add, monitor);
		assertEquals(List.of(nothing.folder() + ": error: There is no Makefile in this folder; choose a folder that holds the hypervisor's Makefile"
				+ " [NVMX0924]"), result.problems().stream().map(Object::toString).toList());
	}

	/** Expect: an output folder that is a file is a problem, not an exception. */
	@Test
	void tellsThatTheOutputCannotBeWritten() throws IOException {
		Files.createFile(tree.output());
		HypervisorBuild.Result result = tree.build(Compiler.GCC).build(log::add, monitor);
		assertEquals("NVMX0925", result.problems().get(0).code());
	}

	/** Expect: the build ends at once, and so does what it started. */
	@Test
	void endsWhenCancelled() throws IOException {
		Files.writeString(tree.sources().folder().resolve("Makefile"), "$(info begun)\nall: ; sleep 4242\n");
		assertThrows(OperationCanceledException.class, () -> tree.build(Compiler.GCC).build(line -> monitor.setCanceled(true), monitor));
		assertFalse(ProcessHandle.allProcesses().anyMatch(process -> process.info().commandLine().orElse("").contains("sleep 4242")));
	}

	/** Expect: the links by which make reached the folders are gone. */
	@Test
	void leavesNoTemporaryFile() throws IOException {
		tree.build(Compiler.GCC).build(log::add, monitor);
		try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			assertEquals(List.of(), temporary.filter(file -> file.getFileName().toString().startsWith("nvmx-make-")).filter(this::leadsToUs).toList());
		}
	}

	private boolean leadsToUs(Path links) {
		try (Stream<Path> entries = Files.list(links)) {
			return entries.anyMatch(link -> link.toFile().getAbsolutePath().contains(folder.toString()));
		} catch (IOException e) {
			return false;
		}
	}
}
