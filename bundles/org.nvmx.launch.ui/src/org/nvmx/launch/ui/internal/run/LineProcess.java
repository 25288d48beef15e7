// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.DebugEvent;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.osgi.util.NLS;

/**
 * A line of a machine as the Debug and Console views see it: they give each process a console, with a button that ends it.
 * All lines of a machine end together, whichever is terminated.
 */
final class LineProcess extends PlatformObject implements IProcess {

	/** The kind of these processes. */
	private static final String PROCESS_TYPE = "org.nvmx.launch.line"; //$NON-NLS-1$

	private final ILaunch launch;
	private final String label;
	private final LineStreams streams;
	private final Runnable terminateMachine;
	private final Map<String, String> attributes = new ConcurrentHashMap<>();
	private volatile OptionalInt exitValue = OptionalInt.empty();

	/** @param terminateMachine ends the machine and returns when nothing of it is left */
	LineProcess(ILaunch launch, String label, LineStreams streams, Runnable terminateMachine) {
		this.launch = launch;
		this.label = label;
		this.streams = streams;
		this.terminateMachine = terminateMachine;
		attributes.put(IProcess.ATTR_PROCESS_TYPE, PROCESS_TYPE);
		attributes.put(IProcess.ATTR_PROCESS_LABEL, label);
		attributes.put(DebugPlugin.ATTR_LAUNCH_TIMESTAMP, Long.toString(System.currentTimeMillis()));
		launch.addProcess(this);
		fire(DebugEvent.CREATE);
	}

	/** The machine ended. */
	synchronized void ended(int value) {
		if (exitValue.isEmpty()) {
			attributes.put(DebugPlugin.ATTR_TERMINATE_TIMESTAMP, Long.toString(System.currentTimeMillis()));
			exitValue = OptionalInt.of(value);
			fire(DebugEvent.TERMINATE);
		}
	}

	private void fire(int kind) {
		DebugPlugin.getDefault().fireDebugEventSet(new DebugEvent[] { new DebugEvent(this, kind) });
	}

	@Override
	public boolean canTerminate() {
		return !isTerminated();
	}

	@Override
	public boolean isTerminated() {
		return exitValue.isPresent();
	}

	@Override
	public void terminate() {
		if (!isTerminated()) {
			terminateMachine.run();
		}
	}

	@Override
	public int getExitValue() throws DebugException {
		return exitValue.orElseThrow(() -> new DebugException(Status.error(NLS.bind(RunMessages.StillRunning, label))));
	}

	@Override
	public String getLabel() {
		return label;
	}

	@Override
	public ILaunch getLaunch() {
		return launch;
	}

	@Override
	public LineStreams getStreamsProxy() {
		return streams;
	}

	@Override
	public void setAttribute(String key, String value) {
		attributes.put(key, value);
		fire(DebugEvent.CHANGE);
	}

	@Override
	public String getAttribute(String key) {
		return attributes.get(key);
	}

	@Override
	public <T> T getAdapter(Class<T> adapter) {
		if (adapter == ILaunch.class) {
			return adapter.cast(launch);
		}
		return adapter == IProcess.class ? adapter.cast(this) : super.getAdapter(adapter);
	}
}
