// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.core.runtime.ILog;
import org.osgi.framework.Bundle;

/**
 * Reads the examples that the build put into a bundle: each is a folder with a scenario below {@value #FOLDER}.
 * Title and description are the heading and the first paragraph of the example's README.md.
 */
final class ExampleCatalog {

	private static final String FOLDER = "examples"; //$NON-NLS-1$
	private static final String README = "README.md"; //$NON-NLS-1$
	private static final String SCENARIO = ".nvmx"; //$NON-NLS-1$

	private final Bundle bundle;

	ExampleCatalog(Bundle bundle) {
		this.bundle = bundle;
	}

	/** @return the examples in the order in which the README of all examples lists them; those that it does not list follow by name */
	List<Example> read() {
		SortedMap<String, SortedMap<String, URL>> byName = new TreeMap<>();
		Enumeration<URL> found = bundle.findEntries(FOLDER, "*", true); //$NON-NLS-1$
		for (URL url : found == null ? List.<URL>of() : Collections.list(found)) {
			String path = url.getPath().substring(url.getPath().indexOf(FOLDER) + FOLDER.length() + 1);
			int slash = path.indexOf('/');
			if (slash > 0 && !path.endsWith("/")) { //$NON-NLS-1$
				byName.computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
						.put(path.substring(slash + 1), url);
			}
		}
		URL overview = bundle.getEntry(FOLDER + "/" + README); //$NON-NLS-1$
		String order = overview == null ? "" : read(overview); //$NON-NLS-1$
		return byName.entrySet().stream()
				.sorted(Comparator.comparingInt(entry -> place(entry.getKey(), order)))
				.filter(entry -> entry.getValue().keySet().stream().anyMatch(file -> file.endsWith(SCENARIO)))
				.map(entry -> example(entry.getKey(), entry.getValue()))
				.toList();
	}

	private static int place(String name, String order) {
		int link = order.indexOf("](" + name + ")"); //$NON-NLS-1$ //$NON-NLS-2$
		return link < 0 ? Integer.MAX_VALUE : link;
	}

	private static Example example(String name, SortedMap<String, URL> files) {
		URL readme = files.get(README);
		List<String> paragraphs = readme == null ? List.of() : List.of(read(readme).strip().split("\\R{2,}")); //$NON-NLS-1$
		String title = paragraphs.isEmpty() ? name : paragraphs.get(0).replaceFirst("^#+\\s*", ""); //$NON-NLS-1$ //$NON-NLS-2$
		String description = paragraphs.size() < 2 ? "" : paragraphs.get(1).replaceAll("\\R", " "); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
		return new Example(name, title, description, files);
	}

	private static String read(URL url) {
		try (InputStream in = url.openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		} catch (IOException e) {
			ILog.get().error("cannot read " + url, e); //$NON-NLS-1$
			return ""; //$NON-NLS-1$
		}
	}
}
