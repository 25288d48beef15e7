// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.filebuffers.ITextFileBufferManager;
import org.eclipse.core.filebuffers.LocationKind;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.IPath;
import org.nvmx.dsl.source.ScenarioTexts;
import org.nvmx.dsl.source.TextFileReader.UnreadableTextException;

/** The texts of files as their editors have them. */
final class EditedTexts {

	private EditedTexts() {
	}

	/** @return the text of an open editor, saved or not, or else of the file; see {@link ScenarioTexts} */
	static String read(Path file) throws UnreadableTextException {
		Optional<String> edited = edited(file);
		return edited.isPresent() ? edited.get() : ScenarioTexts.DISK.read(file);
	}

	private static Optional<String> edited(Path file) {
		ITextFileBufferManager buffers = FileBuffers.getTextFileBufferManager();
		Stream<ITextFileBuffer> ofResources = Arrays.stream(ResourcesPlugin.getWorkspace().getRoot().findFilesForLocationURI(file.toUri()))
				.map(resource -> buffers.getTextFileBuffer(resource.getFullPath(), LocationKind.IFILE));
		Stream<ITextFileBuffer> ofFiles = Stream.of(IPath.fromPath(file)).map(path -> buffers.getTextFileBuffer(path, LocationKind.LOCATION));
		return Stream.concat(ofResources, ofFiles).filter(buffer -> buffer != null && buffer.getDocument() != null).map(buffer -> buffer.getDocument().get())
				.findFirst();
	}
}
