// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import org.eclipse.emf.common.util.URI;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.resource.XtextResourceSet;

import org.nvmx.dsl.composition.ImportedFiles;
import org.nvmx.dsl.source.ScenarioTexts;

import com.google.inject.Inject;
import com.google.inject.Provider;

/** Makes parsed resources from text; each has a resource set of its own, so that threads share nothing. */
public final class ScenarioResources {

	@Inject
	private Provider<XtextResourceSet> resourceSets;

	@Inject
	private Provider<XtextResource> resources;

	/**
	 * @param text    any text
	 * @param file    the file that the text belongs to, which need not exist
	 * @param imports where the texts of files that it imports come from
	 */
	public XtextResource parse(String text, Path file, ScenarioTexts imports) {
		XtextResourceSet set = resourceSets.get();
		set.eAdapters().add(new ImportedFiles(set, (imported, at) -> parse(imported, at, set), imports));
		return parse(text, file, set);
	}

	private XtextResource parse(String text, Path file, XtextResourceSet set) {
		XtextResource resource = resources.get();
		resource.setURI(URI.createFileURI(file.toAbsolutePath().normalize().toString()));
		set.getResources().add(resource);
		try {
			resource.reparse(text);
		} catch (IOException e) {
			throw new UncheckedIOException("reading from memory", e);
		}
		return resource;
	}
}
