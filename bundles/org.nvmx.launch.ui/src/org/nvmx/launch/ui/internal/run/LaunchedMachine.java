// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.osgi.util.NLS;
import org.nvmx.hypervisor.Compiler;
import org.nvmx.hypervisor.HypervisorSources;
import org.nvmx.launch.ui.internal.config.MachineSettings;
import org.nvmx.target.console.SerialConsole;
import org.nvmx.target.doctor.Check;
import org.nvmx.target.run.GuestRun;
import org.nvmx.target.run.ProductChecks;
import org.nvmx.target.run.RunRefusedException;
import org.nvmx.target.run.RunRequest;
import org.nvmx.target.run.RunRequest.Stack;
import org.nvmx.target.run.ScenarioRun;
import org.nvmx.target.run.Verdict;
import org.nvmx.target.session.Ending;
import org.osgi.framework.FrameworkUtil;

/**
 * A machine of a launch, from the check of its scenario to its end. It has one line for itself, with what is done to it, and one
 * for each serial line.
 */
final class LaunchedMachine {

	private static final int PASSED = 0;
	private static final int NOT_PASSED = 1;

	private final ILaunch launch;
	private final MachineSettings settings;
	private final IProgressMonitor monitor;
	private final MachineLog log;
	private final List<LineProcess> lines = new ArrayList<>();
	private final CountDownLatch over = new CountDownLatch(1);
	private volatile GuestRun guest;

	LaunchedMachine(ILaunch launch, MachineSettings settings, IProgressMonitor monitor) {
		this.launch = launch;
		this.settings = settings;
		this.monitor = monitor;
		LineStreams streams = new LineStreams(text -> { });
		this.log = new MachineLog(streams, monitor);
		lines.add(new LineProcess(launch, RunMessages.Machine, streams, this::terminate));
	}

	/** Checks, generates, builds and boots; returns when the machine runs, or will not. */
	void start() throws CoreException {
		log.say(header());
		boolean running = false;
		try {
			guest = new ScenarioRun(request(), ProductChecks.reader(), log).start(monitor);
			guest.session().consoles().forEach(this::open);
			guest.session().ending().whenComplete(this::ended);
			settings.limit().ifPresent(this::limit);
			if (monitor.isCanceled()) {
				terminate();
			}
			running = true;
		} catch (RunRefusedException e) {
			e.missing().stream().map(Check::sentence).forEach(log::complain);
			e.problems().forEach(log::problem);
			ScenarioMarkerLog.show(settings.scenario(), e.problems());
		} catch (OperationCanceledException e) {
			log.complain(RunMessages.Cancelled);
		} finally {
			if (!running) {
				close(NOT_PASSED);
			}
		}
	}

	private String header() {
		Object scenario = settings.scenario().getFullPath();
		return settings.limit()
				.map(limit -> NLS.bind(RunMessages.HeaderLimit,
						new Object[] { scenario, settings.target().id(), settings.cpuModel(), limit.toSeconds() }))
				.orElseGet(() -> NLS.bind(RunMessages.Header,
						new Object[] { scenario, settings.target().id(), settings.cpuModel() }));
	}

	private RunRequest request() throws CoreException {
		IFile scenario = settings.scenario();
		Path state = Platform.getStateLocation(FrameworkUtil.getBundle(LaunchedMachine.class)).toPath();
		Path output = state.resolve("runs").resolve(scenario.getFullPath().makeRelative().removeFileExtension().toString()); //$NON-NLS-1$
		try {
			HypervisorSources sources = HypervisorSources.locate(state.resolve("hypervisor")); //$NON-NLS-1$
			return new RunRequest(Path.of(scenario.getLocation().toOSString()), output, settings.target(), settings.cpuModel(),
					Stack.UNDER_L0, sources, Compiler.GCC);
		} catch (IOException e) {
			throw new CoreException(Status.error(RunMessages.NoSources, e));
		}
	}

	private void open(SerialConsole console) {
		LineStreams streams = new LineStreams(console::send);
		String label = NLS.bind(RunMessages.Line, console.name(), guest.session().consoles().indexOf(console) + 1);
		lines.add(new LineProcess(launch, label, streams, this::terminate));
		console.transcript().listen(streams.getOutputStreamMonitor()::append);
	}

	private void limit(Duration limit) {
		CompletableFuture.delayedExecutor(limit.toSeconds(), TimeUnit.SECONDS).execute(() -> {
			if (over.getCount() > 0) {
				log.complain(NLS.bind(RunMessages.TimeOver, limit.toSeconds()));
				terminate();
			}
		});
	}

	/** Ends the machine, whatever it does; returns when nothing of it is left. */
	private void terminate() {
		GuestRun running = guest;
		if (running == null) {
			monitor.setCanceled(true);
		} else {
			running.close();
		}
		awaitEnd();
	}

	private void awaitEnd() {
		try {
			over.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void ended(Ending ending, Throwable failure) {
		if (failure != null) {
			log.complain(NLS.bind(RunMessages.EndedLeftovers, failure.getMessage()));
		} else {
			log.say(NLS.bind(RunMessages.Ended, ending.duration().toSeconds()));
			if (!ending.complaint().isEmpty()) {
				log.complain(NLS.bind(RunMessages.EndedComplaint, ending.complaint()));
			}
		}
		Verdict verdict = guest.verdict();
		switch (verdict) {
		case PASS -> log.say(NLS.bind(RunMessages.Guest_pass, guest.guest()));
		case FAIL -> log.complain(NLS.bind(RunMessages.Guest_fail, guest.guest()));
		case NONE -> log.complain(NLS.bind(RunMessages.Guest_none, guest.guest()));
		}
		close(verdict == Verdict.PASS ? PASSED : NOT_PASSED);
	}

	private void close(int exitValue) {
		lines.forEach(line -> line.ended(exitValue));
		over.countDown();
	}
}
