// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.CanonicalXml;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;

/** Options that are more than one element: what is read of ACRN's XML, what is written, and what a release cannot say. */
class OptionGroupTest {

	private static Scenario source(String text) {
		return ScenarioReader.create().read(text, Path.of("test.nvmx")).scenario().orElseThrow();
	}

	private static XmlDocument document(String xml) {
		return new XmlReader().read(xml, "s.xml").document().orElseThrow();
	}

	private static String language(Scenario scenario) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(scenario);
		return ScenarioWriter.create().write(model);
	}

	private static void assertContains(String text, String part) {
		assertTrue(text.contains(part), () -> part + "\nis not in\n" + text);
	}

	private static List<String> losses(Dialect dialect, String text) {
		return new ScenarioXmlExport(dialect).export(source(text), ModelSource.NONE).diagnostics().stream().map(problem -> problem.code() + " " + problem.message()).toList();
	}

	/** Stimulus: v2's lines of text and its ends of vUARTs. Expect: they read as options of the language; the numbers of VMs are references. */
	@Test
	void v2IsReadable() {
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document("""
				<acrn-config board="b" scenario="s"><hv><FEATURES><RDT><CLOS_MASK>0xf0</CLOS_MASK></RDT><IVSHMEM>
				<IVSHMEM_ENABLED>y</IVSHMEM_ENABLED><IVSHMEM_REGION>dm:/r1, 2, 0 : 1</IVSHMEM_REGION></IVSHMEM></FEATURES></hv>
				<vm id="0"><vm_type>PRE_STD_VM</vm_type><name>pre</name><cpu_affinity><pcpu_id>1</pcpu_id></cpu_affinity><clos><vcpu_clos>1</vcpu_clos></clos>
				<memory><start_hpa>0x100000000</start_hpa><size>0x20000000</size></memory>
				<legacy_vuart id="1"><base>COM2_BASE</base><irq>7</irq><target_vm_id>1</target_vm_id><target_uart_id>0</target_uart_id></legacy_vuart>
				<communication_vuart id="2"><base>PCI_VUART</base><target_vm_id>1</target_vm_id><target_uart_id>1</target_uart_id></communication_vuart>
				<pci_devs><pci_dev>00:17.0 SATA
				 controller</pci_dev></pci_devs><mmio_resources><TPM2>y</TPM2></mmio_resources><pt_intx>(9, 1), (10,2)</pt_intx></vm>
				<vm id="1"><vm_type>SOS_VM</vm_type><name>sos</name></vm></acrn-config>
				"""), Dialect.V2_6);
		assertEquals(List.of(), read.diagnostics());
		String text = language(read.scenario());
		assertContains(text, """
					cpus 1
					legacy vuart 1 COM2 irq 7 to vm sos vuart 0
					console vuart off
					communication vuart 2 pci to vm sos
					clos 1
					memory 512 MiB
					pci device 00:17.0 "SATA controller"
					mmio devices tpm2
					interrupt 9 as 1
					interrupt 10 as 2
				""");
		assertContains(text, "clos masks 0xf0");
		assertContains(text, """
				shared memory r1 {
					by device-model
					size 2 MiB
					vm pre
					vm sos
				}
				""");
	}

	/** Stimulus: names and addresses that lead nowhere, and texts of other forms. Expect: each is named where it stands, and nothing of it is in the scenario. */
	@Test
	void whatIsNotUnderstoodIsNamed() {
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document("""
				<acrn-config scenario="s"><hv><vuart_connections><vuart_connection><name>c</name><endpoint><vm_name>a</vm_name></endpoint>
				<endpoint><vm_name>gone</vm_name></endpoint></vuart_connection></vuart_connections></hv>
				<vm id="0"><load_order>PRE_LAUNCHED_VM</load_order><name>a</name><pci_devs><pci_dev>SATA</pci_dev></pci_devs><pt_intx>(1;2)</pt_intx>
				<companion_vmid>7</companion_vmid><usb_xhci><usb_dev>1-1</usb_dev></usb_xhci></vm></acrn-config>
				"""), Dialect.V3_3);
		assertEquals(List.of("1:74 hv/vuart_connections/vuart_connection/name = 'c' is not imported",
				"1:101 hv/vuart_connections/vuart_connection/endpoint/vm_name = 'a' is not imported",
				"2:20 hv/vuart_connections/vuart_connection/endpoint/vm_name = 'gone' is not imported",
				"3:85 vm/pci_devs/pci_dev = 'SATA' is not imported", "3:119 vm/pt_intx = '(1;2)' is not imported",
				"4:17 vm/companion_vmid = '7' is not imported", "4:54 vm/usb_xhci/usb_dev = '1-1' is not imported"),
				read.diagnostics().stream().map(problem -> problem.location().line() + ":" + problem.location().column() + " "
						+ problem.message().replaceFirst(" is not imported.*", " is not imported")).toList());
		assertEquals(List.of(), read.scenario().getVuartConnections());
	}

	private static final String CONNECTED = """
			scenario s on board "b"
			pre-launched vm a { legacy vuart 0 COM1 legacy vuart 1 off console vuart off }
			service vm b { legacy vuart 0 COM1 legacy vuart 1 off console vuart off }
			vuart connection one over legacy { vm a port 0x3e8 vm b }
			vuart connection two { vm a vm b }
			shared memory r { size 4 MiB vm a vm b }
			""";

	/** Stimulus: connections of the scenario, for v2. Expect: each VM has its end, which leads to the other one's. */
	@Test
	void connectionsBecomeEndsInV2() {
		String xml = new ScenarioXmlExport(Dialect.V2_6).export(source(CONNECTED));
		assertContains(xml, """
				    <legacy_vuart id="1">
				      <type>VUART_LEGACY_PIO</type>
				      <base>COM3_BASE</base>
				      <irq>COM3_IRQ</irq>
				      <target_vm_id>1</target_vm_id>
				      <target_uart_id>1</target_uart_id>
				    </legacy_vuart>
				""");
		assertContains(xml, """
				      <base>SOS_COM2_BASE</base>
				      <irq>SOS_COM2_IRQ</irq>
				      <target_vm_id>0</target_vm_id>
				      <target_uart_id>1</target_uart_id>
				""");
		assertContains(xml, """
				    <communication_vuart id="2">
				      <base>PCI_VUART</base>
				      <target_vm_id>1</target_vm_id>
				      <target_uart_id>2</target_uart_id>
				    </communication_vuart>
				""");
		assertContains(xml, "<IVSHMEM_ENABLED>y</IVSHMEM_ENABLED>\n        <IVSHMEM_REGION>hv:/r, 4, 0:1</IVSHMEM_REGION>");
		assertEquals(List.of(), losses(Dialect.V2_6, CONNECTED));
	}

	/** Stimulus: the same for v3. Expect: what was not chosen is the first that is free, as ACRN's tools give it. */
	@Test
	void v3GetsPortsAndAddresses() {
		String xml = new ScenarioXmlExport(Dialect.V3_3).export(source(CONNECTED));
		assertContains(xml, """
				        <name>one</name>
				        <type>legacy</type>
				        <endpoint>
				          <vm_name>a</vm_name>
				          <io_port>0x3E8</io_port>
				          <vbdf>00:11.0</vbdf>
				        </endpoint>
				        <endpoint>
				          <vm_name>b</vm_name>
				          <io_port>0x9200</io_port>
				          <vbdf>00:11.0</vbdf>
				""");
		assertContains(xml, "<io_port>0x9208</io_port>\n          <vbdf>00:10.0</vbdf>");
		assertContains(xml, "<VM_NAME>a</VM_NAME>\n              <VBDF>00:08.0</VBDF>");
	}

	/** Stimulus: two ends of v2 that lead to each other, for v3. Expect: a connection. */
	@Test
	void endsBecomeAConnectionInV3() {
		String text = """
				scenario s
				service vm a { legacy vuart 1 COM2 to vm b communication vuart 2 pci to vm b vuart 3 }
				post-launched vm b { legacy vuart 1 COM2 to vm a communication vuart 3 pci to vm a vuart 2 }
				""";
		String xml = new ScenarioXmlExport(Dialect.V3_3).export(source(text));
		assertEquals(2, xml.split("<vuart_connection>", -1).length - 1, xml);
		assertContains(xml, "<type>pci</type>\n        <endpoint>\n          <vm_name>a</vm_name>");
		assertEquals(List.of(), losses(Dialect.V3_3, text));
	}

	/** Stimulus: ends that lead nowhere. Expect: v2 has them as they are, v3 says that they are no connection. */
	@Test
	void endsThatLeadNowhereAreNoConnection() {
		String text = "scenario s service vm a { legacy vuart 1 COM2 communication vuart 2 pci }";
		assertContains(new ScenarioXmlExport(Dialect.V2_6).export(source(text)), "<communication_vuart id=\"2\">\n      <base>PCI_VUART</base>");
		assertEquals(List.of("NVMX0804", "NVMX0804"), losses(Dialect.V3_3, text).stream().map(line -> line.substring(0, 8)).toList());
	}

	/** Stimulus: options of v3 for v2.6. Expect: each that v2.6 does not have is said, with what is lost. */
	@Test
	void v2SaysWhatItDoesNotHave() {
		assertEquals(List.of("NVMX0801 vm.vm_type (v3), part of the kind (v2) = 'tee' has no counterpart in ACRN v2.6",
				"NVMX0801 vm.cpu_affinity.pcpu.real_time_vcpu (v3) = 'on' has no counterpart in ACRN v2.6",
				"NVMX0801 vm.memory.size = '1 GiB' has no counterpart in ACRN v2.6",
				"NVMX0801 hv.CACHE_REGION.CACHE_ALLOCATION (v3) = '0x1 2 a unified 0xf' has no counterpart in ACRN v2.6",
				"NVMX0801 hv.HIDDEN_PDEV_REGION.HIDDEN_PDEV (from v3.1 on) = '00:1d.0' has no counterpart in ACRN v2.6",
				"NVMX0801 hv.vuart_connections.vuart_connection (v3), vm.communication_vuart (v2) = 'two: a to b' has no counterpart in ACRN v2.6",
				"NVMX0801 endpoint.vbdf = '00:11.0' has no counterpart in ACRN v2.6",
				"NVMX0801 IVSHMEM_REGION.IVSHMEM_REGION_ID = '7' has no counterpart in ACRN v2.6",
				"NVMX0801 hv.DEBUG_OPTIONS.CONSOLE_VM (from v3.3 on) = 'b' has no counterpart in ACRN v2.6",
				"NVMX0801 vm.companion_vmid = 'b' has no counterpart in ACRN v2.6",
				"NVMX0801 vm.pci_devs.pci_dev = '01:00.0 Bridge: x' has no counterpart in ACRN v2.6",
				"NVMX0801 vm.virtio_devices = 'gpu window 1 0 0' has no counterpart in ACRN v2.6",
				"NVMX0801 vm.virtio_devices = 'vsock 5' has no counterpart in ACRN v2.6"),
				losses(Dialect.V2_6, """
						scenario s
						hypervisor { console vm b hidden devices 00:1d.0 cache 0x1 level 2 { vm a cpu 0 unified mask 0xf } }
						pre-launched vm a { type tee cpus 1 realtime memory 1 GiB host memory 0x200000000 size 1 GiB companion vm b }
						service vm b { }
						post-launched vm c { memory 1 GiB pci device 01:00.0 "Bridge: x" virtio gpu window { screen monitor 1 left 0 top 0 } virtio vsock 5 }
						vuart connection one over legacy { vm a vm b }
						vuart connection two over legacy { vm a vm b }
						vuart connection three { vm a at 00:11.0 vm b }
						shared memory r { id "7" vm a vm b }
						"""));
	}

	/** Stimulus: options of v2 for v3.3. Expect: the same. */
	@Test
	void v3SaysWhatItDoesNotHave() {
		assertEquals(List.of("NVMX0801 vm.os_config.name (v2) = 'Zephyr' has no counterpart in ACRN v3.3",
				"NVMX0805 hpa_region.size_hpa = '4097 KiB' is '5 MiB' now",
				"NVMX0801 hv.FEATURES.RDT.CLOS_MASK (v2) = '0xf0, 0xf' has no counterpart in ACRN v3.3",
				"NVMX0801 hv.FEATURES.RDT.MBA_DELAY (v2) = '10' has no counterpart in ACRN v3.3",
				"NVMX0801 vm.clos.vcpu_clos (v2) = '1' has no counterpart in ACRN v3.3",
				"NVMX0801 vm.legacy_vuart.irq (v2) = '3' has no counterpart in ACRN v3.3",
				"NVMX0765 3 MiB is no size of a shared memory region"),
				losses(Dialect.V3_3, """
						scenario s
						hypervisor { clos masks 0xf0, 0xf bandwidth delays 10 }
						pre-launched vm a { cpus 1 clos 1 host memory 0x200000000 size 4097 KiB legacy vuart 0 COM1 irq 3 kernel raw "z" { os "Zephyr" } }
						service vm b { }
						shared memory r { size 3 MiB vm a vm b }
						"""));
	}

	/** Stimulus: a console at a port, which v2 has as legacy vUART 0. Expect: both generations have it there; one that contradicts the vUART is named. */
	@Test
	void aConsoleIsAtItsPort() {
		String text = "scenario s service vm a { console vuart COM2 %s }";
		assertContains(new ScenarioXmlExport(Dialect.V2_6).export(source(text.formatted(""))), "<base>SOS_COM2_BASE</base>");
		assertContains(new ScenarioXmlExport(Dialect.V3_3).export(source(text.formatted(""))), "<console_vuart>COM Port 2</console_vuart>");
		assertEquals(List.of(), losses(Dialect.V3_3, text.formatted("legacy vuart 0 COM2")));
		assertEquals(List.of("NVMX0801 console_vuart = 'COM2' has no counterpart in ACRN v3.3"),
				losses(Dialect.V3_3, text.formatted("legacy vuart 0 COM1")));
	}

	/** Stimulus: a console on PCI, and nothing said of legacy vUART 0. Expect: v2 has both, v3 the one that is written; of two that are written, one is named. */
	@Test
	void aConsoleOnPciIsTheOneOfV3() {
		String text = "scenario s service vm a { console vuart pci %s }";
		assertContains(new ScenarioXmlExport(Dialect.V2_6).export(source(text.formatted(""))), "<base>SOS_COM1_BASE</base>");
		assertContains(new ScenarioXmlExport(Dialect.V3_3).export(source(text.formatted(""))), "<console_vuart>PCI</console_vuart>");
		assertEquals(List.of(), losses(Dialect.V3_3, text.formatted("")));
		assertContains(new ScenarioXmlExport(Dialect.V3_3).export(source(text.formatted("legacy vuart 0 COM1"))), "<console_vuart>COM Port 1</console_vuart>");
		assertEquals(List.of("NVMX0801 console_vuart = 'PCI_VUART' has no counterpart in ACRN v3.3"), losses(Dialect.V3_3, text.formatted("legacy vuart 0 COM1")));
	}

	/** Stimulus: a console and a scheduler that came with v2.7, and a raw image, for older releases. Expect: what they do not take is said, and the file is theirs. */
	@Test
	void valuesOfLaterReleasesAreNamed() {
		String text = "scenario s hypervisor { serial console \"/dev/ttyS5\" scheduler prio } service vm a { kernel raw \"z\" }";
		assertEquals(List.of("NVMX0801 SERIAL_CONSOLE = '/dev/ttyS5' has no counterpart in ACRN v2.5", "NVMX0801 SCHEDULER = 'SCHED_PRIO' has no counterpart in ACRN v2.5"),
				losses(Dialect.V2_5, text));
		String xml = new ScenarioXmlExport(Dialect.V2_5).export(source(text));
		assertContains(xml, "<SERIAL_CONSOLE>/dev/ttyS0</SERIAL_CONSOLE>");
		assertContains(xml, "<SCHEDULER>SCHED_BVT</SCHEDULER>");
		assertContains(xml, "<kern_type>KERNEL_ZEPHYR</kern_type>");
		assertEquals(List.of(), losses(Dialect.V2_7, text));
	}

	/** Stimulus: interrupts that are another port's. Expect: they are read as numbers, and each release gets its word for them; the Service VM's are the machine's. */
	@Test
	void interruptsOfOtherPortsAreKept() {
		String vuarts = "<legacy_vuart id=\"0\"><base>COM1_BASE</base><irq>COM3_IRQ</irq></legacy_vuart><legacy_vuart id=\"1\"><base>COM2_BASE</base><irq>COM2_IRQ</irq></legacy_vuart>";
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document("<acrn-config board=\"b\" scenario=\"s\"><hv/><vm id=\"0\"><vm_type>PRE_STD_VM</vm_type>" + vuarts
				+ "</vm><vm id=\"1\"><vm_type>SOS_VM</vm_type>" + vuarts.replace("COM", "SOS_COM") + "</vm></acrn-config>"), Dialect.V2_6);
		assertEquals(List.of("vm/legacy_vuart/irq = 'SOS_COM3_IRQ'"), read.diagnostics().stream().map(problem -> problem.message().replaceFirst(" is not imported.*", "")).toList());
		assertContains(language(read.scenario()), "legacy vuart 0 COM1 irq 6\n\tlegacy vuart 1 COM2\n");
		assertContains(new ScenarioXmlExport(Dialect.V2_6).export(read.scenario()), "<irq>6</irq>");
		assertContains(new ScenarioXmlExport(Dialect.V2_7).export(read.scenario()), "<irq>COM3_IRQ</irq>");
		assertEquals(List.of("NVMX0801 vm.legacy_vuart.irq (v2) = '6' has no counterpart in ACRN v2.7"),
				losses(Dialect.V2_7, "scenario s service vm a { legacy vuart 0 COM1 irq 6 }"));
	}

	/** Stimulus: a post-launched VM's settings, for v2. Expect: a launch file in the words of the release. */
	@Test
	void v2HasALaunchFile() {
		String text = """
				scenario s on board "b"
				service vm sos { }
				post-launched vm w { guest flags RT, LAPIC_PASSTHROUGH memory 2 GiB pci device 00:1f.3 "Audio device: a" pci device 00:02.0 uefi boot off stdio vuart on
					virtio network "tap0" vhost virtio console pty virtio console port tty "/dev/ttyS3" }
				""";
		for (Dialect dialect : List.of(Dialect.V2_6, Dialect.V2_7)) {
			ScenarioExport export = new ScenarioXmlExport(dialect).export(source(text), ModelSource.NONE);
			String launch = new XmlWriter().write(export.launch().orElseThrow());
			String vm = dialect == Dialect.V2_7 ? "user_vm" : "uos";
			assertContains(launch, "<acrn-config board=\"b\" scenario=\"s\" " + vm + "_launcher=\"1\">\n  <" + vm + " id=\"1\">\n    <" + vm + "_type>PREEMPT-RT LINUX<");
			assertContains(launch, "<rtos_type>Hard RT</rtos_type>\n    <mem_size>2048</mem_size>\n    <gvt_args>gvtd</gvt_args>\n    <vbootloader>no</vbootloader>\n"
					+ "    <vuart0>Enable</vuart0>");
			assertContains(launch, "<audio>00:1f.3 Audio device: a</audio>");
			assertContains(launch, """
					      <network>tap0,vhost</network>
					      <console>@pty:pty_port</console>
					      <console>tty:tty_port=/dev/ttyS3</console>
					""");
			assertEquals(List.of(), export.diagnostics());
		}
		assertEquals(List.of("NVMX0801 vm.vuart0 = 'on' has no counterpart in ACRN v2.6", "NVMX0801 vm.vbootloader = 'off' has no counterpart in ACRN v2.6",
				"NVMX0801 vm.memory.size = '2 GiB' has no counterpart in ACRN v2.6"),
				losses(Dialect.V2_6, "scenario s post-launched vm w { memory 2 GiB uefi boot off stdio vuart on }"));
	}

	private static final String LAUNCHED = """
			<acrn-config board="b" scenario="s"><hv/><vm id="0"><vm_type>SOS_VM</vm_type></vm>
			<vm id="1"><vm_type>POST_STD_VM</vm_type><name>w</name><cpu_affinity><pcpu_id>2</pcpu_id></cpu_affinity></vm></acrn-config>
			""";

	private static XmlDocument launch(String file, String text) {
		return new XmlReader().read(text, file).document().orElseThrow();
	}

	private static List<String> said(ScenarioXmlImport.Import read) {
		return read.diagnostics().stream().map(problem -> problem.location().file() + ":" + problem.location().line() + ":" + problem.location().column() + " " + problem.code())
				.toList();
	}

	/** Stimulus: a launch file with an unknown VM, and with elements, attributes and texts that are no settings. Expect: each is named, in the launch file. */
	@Test
	void launchFilesSayWhatIsNotRead() {
		XmlDocument launch = launch("l.xml", """
				<acrn-config ours="1" uos_launcher="2"><uos id="1" ours="2"><ours/><poweroff_channel>never</poweroff_channel>
				<mem_size desc="MiB">lots</mem_size><virtio_devices><network>t,mac=1</network><input>/dev/input/event3</input></virtio_devices></uos>
				<uos id="4"/></acrn-config>
				""");
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document(LAUNCHED), Dialect.V2_6, List.of(launch));
		assertEquals(List.of("l.xml:1:14 NVMX0813", "l.xml:1:62 NVMX0813", "l.xml:1:86 NVMX0813", "l.xml:1:52 NVMX0813", "l.xml:2:22 NVMX0813", "l.xml:2:62 NVMX0813",
				"l.xml:3:2 NVMX0807").stream().sorted().toList(), said(read).stream().sorted().toList());
		assertContains(language(read.scenario()), "virtio input \"/dev/input/event3\"");
	}

	/** Stimulus: each setting that v2's launch files alone have. Expect: words of the language, and the same launch file again. */
	@Test
	void settingsOfV2GoBothWays() {
		String settings = """
				<acrn-config board="b" scenario="s" user_vm_launcher="1"><user_vm id="1"><user_vm_type>VXWORKS</user_vm_type><vm_name>w</vm_name><rtos_type>no</rtos_type>
				<mem_size>1024</mem_size><gvt_args>64 448 8</gvt_args><vbootloader>vsbl</vbootloader><vuart0>Disable</vuart0><poweroff_channel>vuart1(pty)</poweroff_channel>
				<allow_trigger_s5>y</allow_trigger_s5><enable_ptm>n</enable_ptm><usb_xhci/><cpu_affinity><pcpu_id>1</pcpu_id><pcpu_id>3</pcpu_id></cpu_affinity><shm_regions/>
				<console_vuart>Disable</console_vuart><communication_vuarts/><passthrough_devices><usb_xdci/><audio/><audio_codec>00:1f.4 Signal processing controller: x</audio_codec>
				<ipu/><ipu_i2c/><cse/><wifi>02:00.0 Ethernet controller: y</wifi><bluetooth/><sd_card/><ethernet/><sata/><nvme/><gpu>00:02.0 VGA</gpu></passthrough_devices>
				<sriov><gpu>00:02.1</gpu><network>02:10.0</network></sriov>
				<virtio_devices><network>t,vhost,mac=00:16:3d:60:0a:80</network><console>@pty:life</console></virtio_devices></user_vm></acrn-config>""";
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document(LAUNCHED.replace("SOS_VM", "SERVICE_VM")), Dialect.V2_7, List.of(launch("l.xml", settings)));
		assertEquals(List.of(), said(read));
		String text = language(read.scenario());
		for (String words : List.of("guest os \"VXWORKS\"", "gvt-g \"64 448 8\"", "slim-boot on", "power-off over vuart1-pty", "machine-shutdown on", "launch-cpus 1, 3",
				"pci device 00:1f.4 \"Signal processing controller: x\" as \"audio_codec\"", "pci device 02:00.0 \"Ethernet controller: y\" as \"wifi\"",
				"pci device 00:02.0 \"VGA\" as \"gpu\"", "sr-iov gpu \"00:02.1\"", "sr-iov network \"02:10.0\"", "virtio network \"t\" vhost mac 00:16:3d:60:0a:80",
				"virtio console pty as \"life\"")) {
			assertContains(text, words);
		}
		assertEquals(CanonicalXml.of(launch("l.xml", settings)), CanonicalXml.of(new ScenarioXmlExport(Dialect.V2_7).export(source(text), ModelSource.NONE).launch().orElseThrow()));
		assertEquals(List.of("uos_type", "vbootloader", "poweroff_channel", "allow_trigger_s5", "gvt_args", "cpu_affinity.pcpu_id", "sriov", "virtio_devices.network",
				"virtio_devices.console"), losses(Dialect.V3_3, text).stream().map(line -> line.replaceFirst("NVMX0801 (uos|user_vm)\\.(\\S+) .*", "$2")).toList());
		assertEquals(1, losses(Dialect.V2_6, text).stream().filter(line -> line.contains("user_vm.sriov")).count(), losses(Dialect.V2_6, text).toString());
	}

	/** Stimulus: two launch files with settings of one VM. Expect: the first ones are read, the others named, in their file. */
	@Test
	void launchFilesAreAlternatives() {
		String settings = "<acrn-config><uos id=\"1\"><mem_size>%d</mem_size></uos></acrn-config>";
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document(LAUNCHED), Dialect.V2_6,
				List.of(launch("one.xml", settings.formatted(512)), launch("two.xml", "\n" + settings.formatted(256))));
		assertEquals(List.of("two.xml:2:15 NVMX0832"), said(read));
		assertContains(read.diagnostics().get(0).message(), "'w', which has settings already: in one.xml");
		assertContains(language(read.scenario()), "memory 512 MiB");
	}

	/** Stimulus: a launch file of another board, another scenario and another VM. Expect: each is named, at its place. */
	@Test
	void launchFilesOfOtherScenariosAreNoticed() {
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document(LAUNCHED), Dialect.V2_6,
				List.of(launch("l.xml", "<acrn-config board=\"c\" scenario=\"t\"><uos id=\"1\"><vm_name>x</vm_name></uos></acrn-config>")));
		assertEquals(List.of("NVMX0833 @board = 'c' in the launch file, but 'b' in the scenario", "NVMX0833 @scenario = 't' in the launch file, but 's' in the scenario",
				"NVMX0833 vm_name = 'x' in the launch file, but 'w' in the scenario"), read.diagnostics().stream().map(problem -> problem.code() + " " + problem.message()).toList());
	}

	/** Stimulus: a launch file with comments and elements of somebody else, and a scenario of it that changed. Expect: the change alone, all else at its place. */
	@Test
	void launchFilesAreKept() {
		String settings = """
				<!-- first --><acrn-config uos_launcher="1"><!-- second --><uos id="1" ours="1"><uos_type desc="type">YOCTO</uos_type><ours><deep/></ours>
				<mem_size desc="MiB">512</mem_size><!-- third --><virtio_devices><block>./a.img</block></virtio_devices></uos></acrn-config>
				""";
		XmlDocument launch = launch("l.xml", settings);
		XmlDocument origin = document(LAUNCHED);
		String text = language(new ScenarioXmlImport().read(origin, Dialect.V2_6, List.of(launch)).scenario());
		assertEquals(new XmlWriter().write(launch), onto(text, origin, launch));
		assertEquals(new XmlWriter().write(launch).replace("512<", "1024<").replace("./a.img", "./b.img"),
				onto(text.replace("512 MiB", "1 GiB").replace("./a.img", "./b.img"), origin, launch));
		String more = onto(text.replace("post-launched vm w", "post-launched vm v {\n\tmemory 64 MiB\n}\n\npost-launched vm w").replace("vm v", "vm \"v\""), origin, launch);
		assertContains(more, "<uos id=\"2\"");
		assertContains(more, "<!-- third -->");
	}

	private static String onto(String text, XmlDocument origin, XmlDocument launch) {
		return new XmlWriter().write(new ScenarioXmlExport(Dialect.V2_6).export(source(text), ModelSource.NONE, origin, Dialect.V2_6, Optional.of(launch)).launch().orElseThrow());
	}

	/** Stimulus: comments of a launch file. Expect: they are counted, for they stay in the file. */
	@Test
	void commentsOfLaunchFilesAreCounted() {
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document(LAUNCHED), Dialect.V2_6,
				List.of(launch("l.xml", "<!-- a --><acrn-config><!-- b --><uos id=\"1\"><!-- c --></uos></acrn-config>")));
		assertEquals(List.of("NVMX0812 the launch file has 3 comments, which are not imported"),
				read.diagnostics().stream().map(problem -> problem.code() + " " + problem.message()).toList());
	}

	/** Stimulus: attributes and empty elements that the release does not have, and ids with gaps. Expect: each is named, at its place. */
	@Test
	void attributesAndIdsAreNotLostInSilence() {
		ScenarioXmlImport.Import read = new ScenarioXmlImport().read(document("""
				<acrn-config board="b" scenario="s" ours="1"><hv><FEATURES><RELOC desc="d" ours="2">y</RELOC><OURS/></FEATURES></hv>
				<vm id="1"><vm_type>SOS_VM</vm_type></vm><vm id="4" ours="3"><vm_type>POST_STD_VM</vm_type></vm></acrn-config>
				"""), Dialect.V2_6);
		assertEquals(List.of("NVMX0811 @ours = '1'", "NVMX0811 hv/FEATURES/OURS = ''", "NVMX0811 hv/FEATURES/RELOC/@ours = '2'", "NVMX0811 vm/@ours = '3'",
				"NVMX0831 the VM with the id 1 is number 0 of the scenario, and an export gives it this id",
				"NVMX0831 the VM with the id 4 is number 1 of the scenario, and an export gives it this id"),
				read.diagnostics().stream().map(problem -> problem.code() + " " + problem.message().replaceFirst(" is not imported.*", "")).sorted().toList());
	}
}
