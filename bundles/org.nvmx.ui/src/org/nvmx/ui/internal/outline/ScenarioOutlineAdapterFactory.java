// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.content.IContentType;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;

/** Gives the Outline view its page for a Generic Editor that shows a scenario. */
public final class ScenarioOutlineAdapterFactory implements IAdapterFactory {

	private static final String CONTENT_TYPE = "org.nvmx.ui.scenario"; //$NON-NLS-1$

	@Override
	public <T> T getAdapter(Object adaptable, Class<T> type) {
		if (type == IContentOutlinePage.class && adaptable instanceof ITextEditor editor && showsScenario(editor)) {
			return type.cast(new ScenarioOutlinePage(editor));
		}
		return null;
	}

	private static boolean showsScenario(ITextEditor editor) {
		IContentType scenario = Platform.getContentTypeManager().getContentType(CONTENT_TYPE);
		return editor.getEditorInput() != null && scenario != null
				&& scenario.isAssociatedWith(editor.getEditorInput().getName());
	}

	@Override
	public Class<?>[] getAdapterList() {
		return new Class<?>[] { IContentOutlinePage.class };
	}
}
