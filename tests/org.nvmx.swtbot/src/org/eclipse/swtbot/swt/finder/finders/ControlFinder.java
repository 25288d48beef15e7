// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.finders;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Widget;

/** Looks for visible controls below a widget, in the order in which they were created. In the UI thread. */
public final class ControlFinder {

	/** @return the visible controls of the type that fulfil the predicate */
	public <T extends Control> List<T> findControls(Widget parent, Class<T> type, Predicate<T> predicate) {
		List<T> found = new ArrayList<>();
		collect(parent, type, predicate, found);
		return found;
	}

	private <T extends Control> void collect(Widget widget, Class<T> type, Predicate<T> predicate, List<T> found) {
		if (type.isInstance(widget) && ((Control) widget).isVisible() && predicate.test(type.cast(widget))) {
			found.add(type.cast(widget));
		}
		if (widget instanceof Composite composite) {
			for (Control child : composite.getChildren()) {
				collect(child, type, predicate, found);
			}
		}
	}

	/** @return the text of the label that stands just before the control among its siblings, or null */
	public String labelOf(Control control) {
		Control[] siblings = control.getParent().getChildren();
		for (int i = 1; i < siblings.length; i++) {
			if (siblings[i] == control && siblings[i - 1] instanceof Label label) {
				return withoutMnemonic(label.getText());
			}
		}
		return null;
	}

	/** @return the text as the user reads it: without mnemonic and accelerator */
	public static String withoutMnemonic(String text) {
		return text.replace("&", "").split("\t")[0];
	}
}
