// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.io.File;
import java.nio.file.Path;

import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.text.IDocument;

/** Finds the file behind a document. */
public final class DocumentFile {

	/** Names a document that is no local file: a revision in the history, the other side of a comparison. */
	private static final Path NONE = Path.of("scenario.nvmx"); //$NON-NLS-1$

	private DocumentFile() {
	}

	/** @return the file's path, or a made-up one for a document that is no local file */
	public static Path of(IDocument document) {
		ITextFileBuffer buffer = FileBuffers.getTextFileBufferManager().getTextFileBuffer(document);
		if (buffer == null || buffer.getFileStore() == null) {
			return NONE;
		}
		try {
			File file = buffer.getFileStore().toLocalFile(EFS.NONE, null);
			return file == null ? NONE : file.toPath();
		} catch (CoreException e) {
			ILog.get().log(e.getStatus());
			return NONE;
		}
	}
}
