// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.reconciler.MonoReconciler;

/** Colours a scenario and shows its problems while it is being written, in the background and a moment after the last key. */
public final class ScenarioReconciler extends MonoReconciler {

	private static final int DELAY_MILLISECONDS = 300;

	private final ScenarioReconcilingStrategy strategy;

	public ScenarioReconciler() {
		this(new ScenarioReconcilingStrategy());
	}

	private ScenarioReconciler(ScenarioReconcilingStrategy strategy) {
		super(strategy, false);
		this.strategy = strategy;
		setDelay(DELAY_MILLISECONDS);
	}

	@Override
	public void install(ITextViewer viewer) {
		strategy.show(viewer);
		super.install(viewer);
	}

	@Override
	public void uninstall() {
		strategy.close();
		super.uninstall();
	}
}
