// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import org.eclipse.core.runtime.ListenerList;
import org.eclipse.debug.core.IStreamListener;
import org.eclipse.debug.core.model.IFlushableStreamMonitor;

/** Passes the text of a line on to consoles, and keeps it until the first console is there. */
final class LineMonitor implements IFlushableStreamMonitor {

	private final ListenerList<IStreamListener> listeners = new ListenerList<>();
	private final StringBuilder contents = new StringBuilder();
	private boolean buffered = true;

	/** Adds text that arrived. */
	synchronized void append(String text) {
		if (buffered) {
			contents.append(text);
		}
		listeners.forEach(listener -> listener.streamAppended(text, this));
	}

	@Override
	public synchronized void addListener(IStreamListener listener) {
		listeners.add(listener);
	}

	@Override
	public synchronized void removeListener(IStreamListener listener) {
		listeners.remove(listener);
	}

	@Override
	public synchronized String getContents() {
		return contents.toString();
	}

	@Override
	public synchronized void flushContents() {
		contents.setLength(0);
	}

	@Override
	public synchronized void setBuffered(boolean buffer) {
		buffered = buffer;
	}

	@Override
	public synchronized boolean isBuffered() {
		return buffered;
	}
}
