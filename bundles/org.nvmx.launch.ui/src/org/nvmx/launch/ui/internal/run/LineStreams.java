// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import java.io.IOException;

import org.eclipse.debug.core.model.IStreamsProxy2;

/** The two directions of a line, as consoles want them. */
final class LineStreams implements IStreamsProxy2 {

	/** Where typed text goes. */
	@FunctionalInterface
	interface Input {
		void write(String text) throws IOException;
	}

	private final LineMonitor output = new LineMonitor();
	private final LineMonitor errors = new LineMonitor();
	private final Input input;

	LineStreams(Input input) {
		this.input = input;
	}

	@Override
	public LineMonitor getOutputStreamMonitor() {
		return output;
	}

	@Override
	public LineMonitor getErrorStreamMonitor() {
		return errors;
	}

	@Override
	public void write(String text) throws IOException {
		input.write(text);
	}

	@Override
	public void closeInputStream() {
		// a serial line has no end of file
	}
}
