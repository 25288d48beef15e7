// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.check;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.scenario.VmXml;
import org.nvmx.acrn.upgrade.SharedMemoryText;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;

/** Checks launch files of v2, which have the settings of post-launched VMs, by the rules of v2's tools. */
public final class LaunchXmlCheck {

	private static final int MEGABYTE_SHIFT = 20;
	private static final String ENABLE = "Enable";

	/** @return whether the root is that of a launch file */
	public static boolean isLaunchFile(XmlDocument document) {
		return document.root().name().equals("acrn-config") && !settings(document).isEmpty();
	}

	private static List<XmlElement> settings(XmlDocument document) {
		return document.root().children().stream().filter(child -> child.name().equals("uos") || child.name().equals("user_vm")).toList();
	}

	/**
	 * @param scenario that the launch file belongs to; without it the rules that need it are left out
	 * @param board    without it the rule about memory is left out
	 * @return the problems in the order of the document
	 */
	public List<Diagnostic> check(XmlDocument document, Optional<XmlDocument> scenario, Optional<Board> board) {
		Findings findings = new Findings(document, rule -> rule);
		Optional<ScenarioXml> known = scenario.map(xml -> new ScenarioXml(xml, new DialectInference().infer(xml.root()).dialect()));
		long memory = board.map(BoardFacts::new).map(BoardFacts::memory).orElse(0L) >> MEGABYTE_SHIFT;
		Set<String> devices = new HashSet<>();
		for (XmlElement vm : settings(document)) {
			alone(vm, memory, devices, findings);
			known.ifPresent(xml -> withScenario(vm, xml, findings));
		}
		return findings.diagnostics();
	}

	private static void alone(XmlElement vm, long memory, Set<String> devices, Findings findings) {
		vm.child("mem_size").ifPresent(size -> {
			OptionalLong megabytes = CapacityRules.number(size);
			if (memory > 0 && megabytes.isPresent() && megabytes.getAsLong() >= memory) {
				findings.report(AcrnRule.LAUNCH_MEMORY, size, size.text(), memory);
			}
		});
		List<XmlElement> given = vm.descendants("passthrough_devices").stream().flatMap(group -> group.children().stream()).filter(device -> !device.text().isEmpty()).toList();
		given.stream().filter(device -> !devices.add(device.text().split("\\s", 2)[0])).forEach(device -> findings.report(AcrnRule.LAUNCH_DEVICE_TWICE, device, device.text()));
		boolean audio = given.stream().anyMatch(device -> device.name().equals("audio"));
		given.stream().filter(device -> device.name().equals("audio_codec") && !audio).forEach(device -> findings.report(AcrnRule.LAUNCH_CODEC_ALONE, device));
		if (isEnabled(vm, "vuart0") && isEnabled(vm, "console_vuart")) {
			findings.report(AcrnRule.LAUNCH_TWO_CONSOLES, vm.child("console_vuart").orElseThrow());
		}
	}

	private static boolean isEnabled(XmlElement vm, String option) {
		return vm.value(option).orElse("").equals(ENABLE);
	}

	private static void withScenario(XmlElement settings, ScenarioXml scenario, Findings findings) {
		List<String> regions = scenario.all("hv/FEATURES/IVSHMEM/IVSHMEM_REGION").stream().flatMap(region -> SharedMemoryText.of(region.text()).stream()).map(SharedMemoryText::name).toList();
		for (XmlElement region : settings.descendants("shm_regions/shm_region")) {
			SharedMemoryText.of(region.text()).filter(text -> !regions.contains(text.name()))
					.ifPresent(text -> findings.report(AcrnRule.LAUNCH_REGION_UNKNOWN, region, text.name()));
		}
		Optional<XmlElement> vm = vm(settings, scenario).map(VmXml::element);
		if (vm.isEmpty()) {
			return;
		}
		if (isEnabled(settings, "console_vuart") && vm.get().children("console_vuart").stream().noneMatch(LaunchXmlCheck::isOn)) {
			findings.report(AcrnRule.LAUNCH_VUART_OFF, settings.child("console_vuart").orElseThrow(), "console_vuart 0");
		}
		for (XmlElement line : settings.descendants("communication_vuarts/communication_vuart")) {
			Stream<XmlElement> lines = vm.get().children("communication_vuart").stream().filter(known -> known.attribute("id").equals(Optional.of(line.text())));
			if (!line.text().isEmpty() && lines.noneMatch(LaunchXmlCheck::isOn)) {
				findings.report(AcrnRule.LAUNCH_VUART_OFF, line, "communication_vuart " + line.text());
			}
		}
		String ptm = vm.get().value("PTM").orElse("n");
		settings.child("enable_ptm").filter(option -> option.text().equals("y") && !ptm.equals("y")).ifPresent(option -> findings.report(AcrnRule.LAUNCH_PTM_DIFFERS, option));
	}

	private static boolean isOn(XmlElement vuart) {
		return vuart.value("base").orElse("").equals("PCI_VUART");
	}

	/** Launch files count VMs from the Service VM on. */
	private static Optional<VmXml> vm(XmlElement settings, ScenarioXml scenario) {
		OptionalInt service = scenario.vms(VmKind.svc).stream().findFirst().map(VmXml::id).orElse(OptionalInt.empty());
		Optional<Integer> number = settings.attribute("id").filter(id -> id.matches("[0-9]{1,4}")).map(Integer::valueOf);
		return number.filter(id -> service.isPresent())
				.flatMap(id -> scenario.vms().stream().filter(vm -> vm.id().isPresent() && vm.id().getAsInt() == service.getAsInt() + id).findFirst());
	}
}
