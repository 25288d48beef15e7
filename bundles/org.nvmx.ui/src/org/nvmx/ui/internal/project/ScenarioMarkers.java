// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.nvmx.dsl.ide.quickfix.QuickFix;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.ui.internal.language.ScenarioProblem;

/** The markers that the scenario builder owns: it alone makes and deletes them. */
public final class ScenarioMarkers {

	/** The marker type. */
	public static final String TYPE = "org.nvmx.ui.problem"; //$NON-NLS-1$
	/** The attribute with the problem's stable code. */
	public static final String CODE = "code"; //$NON-NLS-1$

	private static final String FIXES = "fixes"; //$NON-NLS-1$
	private static final String SEPARATOR = "\n"; //$NON-NLS-1$

	private ScenarioMarkers() {
	}

	/** Replaces the markers of a file. */
	static void replace(IResource file, List<ScenarioProblem> problems) throws CoreException {
		delete(file);
		for (ScenarioProblem problem : problems) {
			file.createMarker(TYPE, attributes(problem));
		}
	}

	/** Deletes the markers of a file, or of everything inside a folder or project. */
	static void delete(IResource resource) throws CoreException {
		resource.deleteMarkers(TYPE, true, IResource.DEPTH_INFINITE);
	}

	private static Map<String, Object> attributes(ScenarioProblem problem) {
		Location location = problem.diagnostic().location();
		Map<String, Object> attributes = new HashMap<>();
		attributes.put(IMarker.MESSAGE, problem.text());
		attributes.put(IMarker.SEVERITY, severity(problem.diagnostic().severity()));
		attributes.put(CODE, problem.diagnostic().code());
		attributes.put(FIXES, problem.fixes().stream().map(QuickFix::title).collect(Collectors.joining(SEPARATOR)));
		if (location.line() > 0) {
			attributes.put(IMarker.LINE_NUMBER, location.line());
			attributes.put(IMarker.CHAR_START, location.offset());
			attributes.put(IMarker.CHAR_END, location.offset() + location.length());
		}
		return attributes;
	}

	private static int severity(Severity severity) {
		return switch (severity) {
		case ERROR -> IMarker.SEVERITY_ERROR;
		case WARNING -> IMarker.SEVERITY_WARNING;
		case INFO -> IMarker.SEVERITY_INFO;
		};
	}

	/** @return whether the scenario builder made the marker */
	public static boolean isOurs(IMarker marker) {
		try {
			return TYPE.equals(marker.getType());
		} catch (CoreException e) {
			return false; // deleted meanwhile
		}
	}

	/** @return the problem's stable code, empty if the marker has none */
	public static String code(IMarker marker) {
		return marker.getAttribute(CODE, ""); //$NON-NLS-1$
	}

	/** @return the labels of the problem's quick fixes, best first */
	public static List<String> fixes(IMarker marker) {
		String labels = marker.getAttribute(FIXES, ""); //$NON-NLS-1$
		return labels.isEmpty() ? List.of() : List.of(labels.split(SEPARATOR));
	}
}
