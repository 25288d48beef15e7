// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.quickassist.IQuickFixableAnnotation;
import org.eclipse.jface.text.source.Annotation;
import org.nvmx.model.diagnostic.Severity;
import org.nvmx.ui.internal.language.ScenarioProblem;

/** A problem in text that is not saved yet, so that no marker tells of it. */
public final class ScenarioProblemAnnotation extends Annotation implements IQuickFixableAnnotation {

	private final ScenarioProblem problem;

	ScenarioProblemAnnotation(ScenarioProblem problem) {
		super(type(problem.diagnostic().severity()), false, problem.text());
		this.problem = problem;
	}

	private static String type(Severity severity) {
		return switch (severity) {
		case ERROR -> "org.eclipse.ui.workbench.texteditor.error"; //$NON-NLS-1$
		case WARNING -> "org.eclipse.ui.workbench.texteditor.warning"; //$NON-NLS-1$
		case INFO -> "org.eclipse.ui.workbench.texteditor.info"; //$NON-NLS-1$
		};
	}

	/** @return what is wrong, with its fixes */
	public ScenarioProblem problem() {
		return problem;
	}

	@Override
	public void setQuickFixable(boolean state) {
		// the problem knows its fixes from the start
	}

	@Override
	public boolean isQuickFixableStateSet() {
		return true;
	}

	@Override
	public boolean isQuickFixable() {
		return !problem.fixes().isEmpty();
	}
}
