// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import java.util.Optional;

import org.eclipse.jface.text.TextAttribute;
import org.eclipse.swt.SWT;
import org.eclipse.ui.themes.ITheme;
import org.nvmx.dsl.ide.highlighting.Token;

/** What is coloured in a scenario. The colours are the theme's, so the user and the dark theme may change them. */
public enum ScenarioColor {
	KEYWORD("org.nvmx.ui.color.keyword", SWT.BOLD), //$NON-NLS-1$
	CONSTANT("org.nvmx.ui.color.constant", SWT.NORMAL), //$NON-NLS-1$
	NUMBER("org.nvmx.ui.color.number", SWT.NORMAL), //$NON-NLS-1$
	STRING("org.nvmx.ui.color.string", SWT.NORMAL), //$NON-NLS-1$
	COMMENT("org.nvmx.ui.color.comment", SWT.ITALIC); //$NON-NLS-1$

	private final String key;
	private final int style;

	ScenarioColor(String key, int style) {
		this.key = key;
		this.style = style;
	}

	/** @return the key in the theme's colour registry */
	public String key() {
		return key;
	}

	/** @return the look as the theme wants it; on the UI thread */
	TextAttribute attribute(ITheme theme) {
		return new TextAttribute(theme.getColorRegistry().get(key), null, style);
	}

	/** @return the colour of a kind of token; none for names, which are the author's own words */
	static Optional<ScenarioColor> of(Token.Style style) {
		return switch (style) {
		case KEYWORD -> Optional.of(KEYWORD);
		case VALUE -> Optional.of(CONSTANT);
		case NUMBER, UNIT -> Optional.of(NUMBER);
		case STRING -> Optional.of(STRING);
		case COMMENT -> Optional.of(COMMENT);
		case NAME -> Optional.empty();
		};
	}
}
