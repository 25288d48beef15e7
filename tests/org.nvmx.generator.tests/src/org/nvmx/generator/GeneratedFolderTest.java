// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.generator.GeneratedFolder.Update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The folder holds what was generated last, and everything that somebody else put there. */
class GeneratedFolderTest {

	private static final Artifact HEADER = new Artifact("hypervisor/nvmx_config.h", "one\n", false);
	private static final Artifact SCRIPT = new Artifact("nested/launch_a.sh", "#!/bin/sh\n", true);

	@TempDir
	Path temporary;
	private Path folder;
	private GeneratedFolder generated;

	@BeforeEach
	void makeFolder() {
		folder = temporary.resolve("Übung 1/generated");
		generated = new GeneratedFolder(folder);
	}

	/** Stimulus: a first update. Expect: the files, with their permissions. */
	@Test
	void writesEverythingAtFirst() throws IOException {
		Update update = generated.update(List.of(HEADER, SCRIPT));
		assertEquals(List.of(HEADER.path(), SCRIPT.path()), update.written());
		assertEquals("one\n", text(HEADER));
		assertTrue(Files.isExecutable(folder.resolve(SCRIPT.path())), "the script is executable");
		assertFalse(Files.isExecutable(folder.resolve(HEADER.path())), "the header is not executable");
	}

	/** Stimulus: the same update again. Expect: nothing is touched, not even a time stamp. */
	@Test
	void repeatingTouchesNothing() throws IOException {
		generated.update(List.of(HEADER, SCRIPT));
		FileTime old = FileTime.fromMillis(1_000_000);
		for (Path file : files()) {
			Files.setLastModifiedTime(file, old);
		}
		Update update = generated.update(List.of(HEADER, SCRIPT));
		assertEquals(new Update(List.of(), List.of(), List.of(), List.of()), update);
		for (Path file : files()) {
			assertEquals(old, Files.getLastModifiedTime(file), file + " was written again");
		}
	}

	/** Stimulus: one artifact changed, one gone. Expect: only the changed one is written, the other is removed with its folder. */
	@Test
	void removesWhatIsNoLongerNeeded() throws IOException {
		generated.update(List.of(HEADER, SCRIPT));
		Update update = generated.update(List.of(new Artifact(HEADER.path(), "two\n", false)));
		assertEquals(new Update(List.of(HEADER.path()), List.of(SCRIPT.path()), List.of(), List.of()), update);
		assertEquals("two\n", text(HEADER));
		assertFalse(Files.exists(folder.resolve("nested")), "the empty folder is gone");
		generated.update(List.of());
		assertEquals(List.of(), files());
	}

	/** Stimulus: a file in the same folder that was not generated. Expect: it stays, and so does the folder. */
	@Test
	void neverRemovesAForeignFile() throws IOException {
		generated.update(List.of(SCRIPT));
		Path notes = Files.writeString(folder.resolve("nested/notes.txt"), "mine");
		generated.update(List.of());
		assertEquals(List.of(notes), files());
	}

	/** Stimulus: somebody's file, link or folder where an artifact should lie. Expect: it stays, and the update says what it left out. */
	@Test
	void neverOverwritesAForeignFile() throws IOException {
		Path foreign = folder.resolve(HEADER.path());
		Files.createDirectories(foreign.getParent());
		Files.writeString(foreign, "mine");
		Path outside = Files.writeString(temporary.resolve("outside"), "mine too");
		Files.createDirectories(folder.resolve("a"));
		Files.createSymbolicLink(folder.resolve("a/link"), outside);
		Files.createDirectories(folder.resolve("a/folder"));
		Update update = generated.update(List.of(HEADER, new Artifact("a/link", "x", false), new Artifact("a/folder", "x", false), new Artifact("hypervisor/nvmx_config.h/below", "x", false)));
		assertEquals(List.of(HEADER.path(), "a/link", "a/folder", "hypervisor/nvmx_config.h/below"), update.refused());
		assertEquals("mine", text(HEADER));
		assertEquals("mine too", Files.readString(outside));
	}

	/** Stimulus: a folder on the way is a link out of the generated folder. Expect: nothing is written or removed behind it. */
	@Test
	void doesNotFollowALinkOut() throws IOException {
		generated.update(List.of(HEADER));
		Path outside = Files.createDirectories(temporary.resolve("outside"));
		Files.move(folder.resolve("hypervisor"), outside.resolve("hypervisor"));
		Files.createSymbolicLink(folder.resolve("hypervisor"), outside.resolve("hypervisor"));
		assertEquals(List.of(HEADER.path()), generated.update(List.of(new Artifact(HEADER.path(), "two\n", false))).refused());
		generated.update(List.of());
		assertEquals("one\n", Files.readString(outside.resolve("hypervisor/nvmx_config.h")));
	}

	/** Stimulus: a generated file was edited, twice. Expect: each edit is kept beside the new text. */
	@Test
	void keepsEdits() throws IOException {
		generated.update(List.of(HEADER));
		Files.writeString(folder.resolve(HEADER.path()), "edited");
		assertEquals(List.of(HEADER.path() + ".edited"), generated.update(List.of(HEADER)).preserved());
		Files.writeString(folder.resolve(HEADER.path()), "edited again");
		assertEquals(List.of(HEADER.path() + ".edited2"), generated.update(List.of()).preserved());
		assertEquals("edited", Files.readString(folder.resolve(HEADER.path() + ".edited")));
		assertEquals("edited again", Files.readString(folder.resolve(HEADER.path() + ".edited2")));
	}

	/** Stimulus: a generated file that was made read-only. Expect: it is replaced as a whole, for the folder may be written to. */
	@Test
	void replacesAReadOnlyFile() throws IOException {
		generated.update(List.of(HEADER));
		assertTrue(folder.resolve(HEADER.path()).toFile().setReadOnly());
		assertEquals(List.of(HEADER.path()), generated.update(List.of(new Artifact(HEADER.path(), "two\n", false))).written());
		assertEquals("two\n", text(HEADER));
	}

	/** Stimulus: a generated file was replaced by a link. Expect: neither the link nor the file behind it is touched, now or at the end. */
	@Test
	void doesNotWriteThroughALinkInPlaceOfAGeneratedFile() throws IOException {
		generated.update(List.of(HEADER));
		Path outside = Files.writeString(temporary.resolve("outside"), "mine");
		Files.delete(folder.resolve(HEADER.path()));
		Path link = Files.createSymbolicLink(folder.resolve(HEADER.path()), outside);
		assertEquals(List.of(HEADER.path()), generated.update(List.of(new Artifact(HEADER.path(), "two\n", false))).refused());
		assertEquals(List.of(), generated.update(List.of()).removed());
		assertTrue(Files.isSymbolicLink(link), "the link is gone");
		assertEquals("mine", Files.readString(outside));
	}

	/** Stimulus: a generated file was replaced by a folder with something in it. Expect: both stay, now and at the end. */
	@Test
	void keepsAFolderInPlaceOfAGeneratedFile() throws IOException {
		generated.update(List.of(HEADER));
		Files.delete(folder.resolve(HEADER.path()));
		Files.createDirectories(folder.resolve(HEADER.path()));
		Path notes = Files.writeString(folder.resolve(HEADER.path()).resolve("notes"), "mine");
		assertEquals(List.of(HEADER.path()), generated.update(List.of(HEADER)).refused());
		assertEquals(List.of(), generated.update(List.of()).removed());
		assertEquals("mine", Files.readString(notes));
	}

	/** Stimulus: a file where the folder should be. Expect: an error, and the file as it was. */
	@Test
	void aFileInPlaceOfTheFolderIsAnError() throws IOException {
		Files.createDirectories(folder.getParent());
		Files.writeString(folder, "mine");
		assertThrows(IOException.class, () -> generated.update(List.of(HEADER)));
		assertEquals("mine", Files.readString(folder));
	}

	/** Stimulus: the manifest is lost or damaged. Expect: equal files are taken over, others are left alone. */
	@Test
	void survivesALostManifest() throws IOException {
		generated.update(List.of(HEADER, SCRIPT));
		Files.write(folder.resolve(".nvmx-generated"), new byte[] { (byte) 0xff, 0, 'x' });
		Update update = generated.update(List.of(HEADER, new Artifact(SCRIPT.path(), "new", true)));
		assertEquals(List.of(SCRIPT.path()), update.refused());
		assertEquals(List.of(HEADER.path()), generated.update(List.of()).removed());
	}

	/** Stimulus: a manifest that lists files outside. Expect: they stay. */
	@Test
	void doesNotBelieveAForgedManifest() throws IOException {
		Path victim = Files.writeString(temporary.resolve("victim"), "");
		Files.createDirectories(folder);
		String emptyFile = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
		Files.writeString(folder.resolve(".nvmx-generated"), emptyFile + "  ../../victim\n" + emptyFile + "  " + victim + "\n");
		assertEquals(List.of(), generated.update(List.of()).removed());
		assertTrue(Files.exists(victim), "the file outside was removed");
	}

	/** Stimulus: an artifact whose path leaves the folder. Expect: it cannot even be made. */
	@Test
	void pathsStayInside() {
		for (String path : List.of("", "/a", "a//b", "../a", "a/..", "a/./b", "a\\b", "a\nb")) {
			assertThrows(IllegalArgumentException.class, () -> new Artifact(path, "", false), "'" + path + "' was accepted");
		}
	}

	private String text(Artifact artifact) throws IOException {
		return Files.readString(folder.resolve(artifact.path()));
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}
}
