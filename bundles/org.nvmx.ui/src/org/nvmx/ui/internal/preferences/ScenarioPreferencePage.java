// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.preferences;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** Settings of the scenario editor. */
public final class ScenarioPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

	public ScenarioPreferencePage() {
		super(GRID);
		setPreferenceStore(new ScopedPreferenceStore(InstanceScope.INSTANCE, ScenarioPreferences.NODE));
	}

	@Override
	protected void createFieldEditors() {
		addField(new BooleanFieldEditor(ScenarioPreferences.CODE_MININGS, PreferenceMessages.CodeMinings, getFieldEditorParent()));
	}

	@Override
	public void init(IWorkbench workbench) {
		// the page needs nothing of the workbench
	}
}
