// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.eclipse.core.resources.IMarker;
import org.eclipse.jface.text.ISynchronizable;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.eclipse.ui.texteditor.MarkerAnnotation;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.ui.internal.language.ScenarioProblem;
import org.nvmx.ui.internal.project.ScenarioMarkers;

/**
 * Makes the annotations of an editor say what is wrong with the text now. Markers tell of the text that was built last:
 * one that still holds stays the only annotation of its problem, one that no longer does is hidden until the next build.
 */
final class ProblemAnnotations {

	private final IAnnotationModel model;

	ProblemAnnotations(IAnnotationModel model) {
		this.model = model;
	}

	void show(List<ScenarioProblem> problems) {
		Object lock = model instanceof ISynchronizable synchronizable ? synchronizable.getLockObject() : model;
		synchronized (lock == null ? model : lock) {
			List<ScenarioProblem> open = new ArrayList<>(problems);
			List<Annotation> outdated = new ArrayList<>();
			for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
				Annotation annotation = all.next();
				if (annotation instanceof ScenarioProblemAnnotation) {
					outdated.add(annotation);
				} else if (annotation instanceof MarkerAnnotation marked && ScenarioMarkers.isOurs(marked.getMarker())) {
					boolean holds = open.removeIf(problem -> tellsOf(marked, problem));
					marked.markDeleted(!holds);
				}
			}
			replace(outdated, open);
		}
	}

	private boolean tellsOf(MarkerAnnotation annotation, ScenarioProblem problem) {
		IMarker marker = annotation.getMarker();
		Position position = model.getPosition(annotation);
		Location location = problem.diagnostic().location();
		return problem.diagnostic().code().equals(ScenarioMarkers.code(marker))
				&& problem.text().equals(marker.getAttribute(IMarker.MESSAGE, null))
				&& position != null && position.offset == location.offset();
	}

	private void replace(List<Annotation> outdated, List<ScenarioProblem> problems) {
		Map<Annotation, Position> added = new HashMap<>();
		for (ScenarioProblem problem : problems) {
			Location location = problem.diagnostic().location();
			added.put(new ScenarioProblemAnnotation(problem), new Position(location.offset(), location.length()));
		}
		if (model instanceof IAnnotationModelExtension bulk) {
			bulk.replaceAnnotations(outdated.toArray(Annotation[]::new), added);
		} else {
			outdated.forEach(model::removeAnnotation);
			added.forEach(model::addAnnotation);
		}
	}
}
