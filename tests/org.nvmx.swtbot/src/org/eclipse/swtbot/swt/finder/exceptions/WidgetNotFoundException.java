// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.exceptions;

/** No widget turned up in time. */
public class WidgetNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public WidgetNotFoundException(String message) {
		super(message);
	}

	public WidgetNotFoundException(String message, Throwable cause) {
		super(message, cause);
	}
}
