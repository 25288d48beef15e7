// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.xml.XmlElement;

/** Devices that v3's device model emulates. */
final class VirtioRules implements RuleGroup {

	private static final int MAX_FULL_SCREENS = 4;
	private static final int MAX_WINDOWS = 2;
	private static final List<String> WINDOW_OPTIONS = List.of("window_resolutions", "horizontal_offset", "vertical_offset");

	@Override
	public void check(ScenarioXml scenario, Optional<BoardFacts> board, Findings findings) {
		if (!scenario.dialect().isV3()) {
			return;
		}
		Set<String> cids = new HashSet<>();
		for (XmlElement cid : scenario.all("vm/virtio_devices/vsock")) {
			if (!cid.text().isEmpty() && !cids.add(cid.text())) {
				findings.report(AcrnRule.VSOCK_CID_TWICE, cid, cid.text());
			}
		}
		displays(scenario, findings);
	}

	private static void displays(ScenarioXml scenario, Findings findings) {
		List<XmlElement> fullScreens = new ArrayList<>();
		List<XmlElement> windows = new ArrayList<>();
		for (XmlElement gpu : scenario.all("vm/virtio_devices/gpu")) {
			boolean full = gpu.value("display_type").orElse("").equals("Full screen");
			(full ? fullScreens : windows).addAll(gpu.descendants("displays/display"));
		}
		Set<String> monitors = new HashSet<>();
		for (XmlElement display : fullScreens) {
			Optional<XmlElement> monitor = display.child("monitor_id").filter(id -> !id.text().isEmpty());
			if (monitor.isEmpty()) {
				findings.report(AcrnRule.GPU_WITHOUT_MONITOR, display.span());
			} else if (!monitors.add(monitor.get().text())) {
				findings.report(AcrnRule.MONITOR_TWICE, monitor.get(), monitor.get().text());
			}
		}
		for (XmlElement display : windows) {
			WINDOW_OPTIONS.stream().filter(option -> display.value(option).orElse("").isEmpty())
					.forEach(option -> findings.report(AcrnRule.GPU_WINDOW_INCOMPLETE, display.child(option).orElse(display).span(), option));
		}
		tooMany(fullScreens, "full-screen", MAX_FULL_SCREENS, findings);
		tooMany(windows, "window", MAX_WINDOWS, findings);
	}

	private static void tooMany(List<XmlElement> displays, String what, int limit, Findings findings) {
		if (displays.size() > limit) {
			findings.report(AcrnRule.TOO_MANY_DISPLAYS, displays.get(limit).span(), displays.size(), what, limit);
		}
	}
}
