// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.eclipse.core.resources.IMarker;
import org.eclipse.jface.text.ISynchronizable;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.AnnotationModelEvent;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.eclipse.jface.text.source.IAnnotationModelListener;
import org.eclipse.jface.text.source.IAnnotationModelListenerExtension;
import org.eclipse.ui.texteditor.MarkerAnnotation;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.ui.internal.language.ScenarioProblem;
import org.nvmx.ui.internal.project.ScenarioMarkers;

/**
 * Makes the annotations of an editor say what is wrong with the text now. Markers tell of the text that was built last:
 * one that still holds stays the only annotation of its problem, one that no longer does is hidden until the next build.
 */
final class ProblemAnnotations implements IAnnotationModelListener, IAnnotationModelListenerExtension {

	private final IAnnotationModel model;
	private volatile List<ScenarioProblem> problems = List.of();
	private volatile BooleanSupplier upToDate = () -> false;

	private final Runnable built;

	private ProblemAnnotations(IAnnotationModel model, Runnable built) {
		this.model = model;
		this.built = built;
	}

	/** @param built is told when a build has brought markers */
	static ProblemAnnotations of(IAnnotationModel model, Runnable built) {
		ProblemAnnotations annotations = new ProblemAnnotations(model, built);
		model.addAnnotationModelListener(annotations);
		return annotations;
	}

	boolean isOf(IAnnotationModel other) {
		return model == other;
	}

	void close() {
		model.removeAnnotationModelListener(this);
	}

	/**
	 * @param found what is wrong with the text
	 * @param holds whether the editor still has that text
	 */
	void show(List<ScenarioProblem> found, BooleanSupplier holds) {
		problems = found;
		upToDate = holds;
		show();
	}

	@Override
	public void modelChanged(IAnnotationModel changed) {
		// the platform calls the other one
	}

	/** A build that ends after the check of the same text brings markers for problems that are shown already. */
	@Override
	public void modelChanged(AnnotationModelEvent event) {
		boolean ours = Stream.of(event.getAddedAnnotations())
				.anyMatch(added -> added instanceof MarkerAnnotation marked && ScenarioMarkers.isOurs(marked.getMarker()));
		if (ours && upToDate.getAsBoolean()) {
			show();
			built.run();
		}
	}

	private void show() {
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
