// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.check.ScenarioXmlCheck;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.DialectInference;
import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.samples.AcrnSchema;
import org.nvmx.acrn.upgrade.ScenarioXmlUpgrade.Upgrade;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.acrn.xml.XmlWriter;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Severity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Scenarios of v2 become scenarios of v3, without the losses of ACRN's own upgrader. */
class ScenarioXmlUpgradeTest {

	private static final String HV = "<hv><FEATURES><SCHEDULER>SCHED_NOOP</SCHEDULER><NVMX_ENABLED>y</NVMX_ENABLED></FEATURES></hv>";
	private static final String SERVICE = "<vm id=\"0\"><vm_type>SOS_VM</vm_type><name>service</name></vm>";

	private static XmlDocument document(String text) {
		return new XmlReader().read(text, "old.xml").document().orElseThrow();
	}

	private static Upgrade upgrade(String hypervisorAndVms, String... launches) {
		List<XmlDocument> launchFiles = List.of(launches).stream().map(launch -> new XmlReader().read(launch, "launch.xml").document().orElseThrow()).toList();
		return new ScenarioXmlUpgrade(Dialect.V3_3).upgrade(document("<acrn-config board=\"b\" scenario=\"s\">" + hypervisorAndVms + "</acrn-config>"), launchFiles);
	}

	private static XmlElement vm(Upgrade upgrade, int index) {
		return upgrade.document().root().children("vm").get(index);
	}

	private static List<String> said(Upgrade upgrade) {
		return upgrade.diagnostics().stream().map(problem -> problem.code() + " " + problem.message()).toList();
	}

	/** Defect 1. Stimulus: the guide's recipe, legacy vUART 0 off and the console on PCI. Expect: console_vuart is PCI, not None. */
	@Test
	void pciConsoleSurvives() {
		Upgrade upgrade = upgrade(HV + "<vm id=\"0\"><vm_type>SOS_VM</vm_type><name>s</name>"
				+ "<legacy_vuart id=\"0\"><type>VUART_LEGACY_PIO</type><base>INVALID_LEGACY_PIO</base></legacy_vuart><console_vuart id=\"0\"><base>PCI_VUART</base></console_vuart></vm>");
		assertEquals(List.of("PCI"), vm(upgrade, 0).children("console_vuart").stream().map(XmlElement::text).toList());
	}

	/** Defect 1, the other branches. Stimulus: a legacy console, and none at all. Expect: the COM port, and None. */
	@Test
	void otherConsolesKeepTheirKind() {
		String vm = "<vm id=\"0\"><vm_type>SOS_VM</vm_type><name>s</name><legacy_vuart id=\"0\"><base>%s</base></legacy_vuart><console_vuart id=\"0\"><base>INVALID_PCI_BASE</base></console_vuart></vm>";
		assertEquals("COM Port 2", vm(upgrade(HV + vm.formatted("SOS_COM2_BASE")), 0).value("console_vuart").orElse(""));
		assertEquals("None", vm(upgrade(HV + vm.formatted("INVALID_COM_BASE")), 0).value("console_vuart").orElse(""));
	}

	/** Stimulus: a console at a COM port and one on PCI, of which v3 has one alone. Expect: the COM port, and the other is named. */
	@Test
	void aSecondConsoleIsNamed() {
		Upgrade upgrade = upgrade(HV + "<vm id=\"0\"><vm_type>SOS_VM</vm_type><name>s</name>"
				+ "<legacy_vuart id=\"0\"><base>SOS_COM1_BASE</base></legacy_vuart><console_vuart id=\"0\"><base>PCI_VUART</base></console_vuart></vm>");
		assertEquals("COM Port 1", vm(upgrade, 0).value("console_vuart").orElse(""));
		assertTrue(said(upgrade).stream().anyMatch(text -> text.contains("PCI_VUART")), said(upgrade)::toString);
	}

	/** Defect 2. Stimulus: the secure world's flag, and the security VM's. Expect: each its own option. */
	@Test
	void secureWorldIsNotTheSecurityVm() {
		String vms = SERVICE + "<vm id=\"1\"><vm_type>POST_STD_VM</vm_type><name>p</name><guest_flags><guest_flag>GUEST_FLAG_%s</guest_flag></guest_flags></vm>";
		XmlElement secureWorld = vm(upgrade(HV + vms.formatted("SECURE_WORLD_ENABLED")), 1);
		assertEquals("y", secureWorld.value("secure_world_support").orElse(""));
		assertTrue(secureWorld.child("security_vm").isEmpty(), "the security VM's option was set");
		XmlElement securityVm = vm(upgrade(HV + vms.formatted("SECURITY_VM")), 1);
		assertEquals("n", securityVm.value("secure_world_support").orElse(""));
		assertEquals("y", securityVm.value("security_vm").orElse(""));
	}

	/** Defect 3. Stimulus: a launch file of v2.6, with uos and a SOS_VM scenario, and one of v2.7. Expect: both are used. */
	@Test
	void launchFilesOfEachReleaseAreUsed() {
		String settings = """
				<acrn-config><%1$s id="1"><vm_name>rt</vm_name><uos_type>PREEMPT-RT LINUX</uos_type><rtos_type>Hard RT</rtos_type><mem_size>2048</mem_size>
				<vbootloader>no</vbootloader><vuart0>Enable</vuart0><usb_xhci>1-2:2-4</usb_xhci><cpu_affinity><pcpu_id>2</pcpu_id></cpu_affinity>
				<passthrough_devices><ethernet>00:1f.6 Ethernet</ethernet><audio/></passthrough_devices>
				<virtio_devices><network>tap_rt,vhost</network><block>./a.img</block><input/><console>@stdio:stdio_port</console></virtio_devices></%1$s></acrn-config>""";
		for (String service : List.of("SOS_VM uos", "SERVICE_VM user_vm")) {
			String[] words = service.split(" ");
			XmlElement vm = vm(upgrade(HV + SERVICE.replace("SOS_VM", words[0]) + "<vm id=\"1\"><vm_type>POST_STD_VM</vm_type></vm>", settings.formatted(words[1])), 1);
			assertEquals("rt RTVM y 2048 n y 2 y", String.join(" ", List.of("name", "vm_type", "lapic_passthrough", "memory/size", "vbootloader", "vuart0",
					"cpu_affinity/pcpu/pcpu_id", "cpu_affinity/pcpu/real_time_vcpu").stream().map(path -> vm.value(path).orElse("-")).toList()));
			assertEquals(List.of("1-2", "2-4"), vm.descendants("usb_xhci/usb_dev").stream().map(XmlElement::text).toList());
			assertEquals(List.of("00:1f.6 Ethernet"), vm.descendants("pci_devs/pci_dev").stream().map(XmlElement::text).toList());
			assertEquals("Kernel based (Virtual Host) tap_rt ./a.img Virtio console stdio", String.join(" ", List.of("network/virtio_framework", "network/interface_name",
					"block", "console/use_type", "console/backend_type").stream().map(path -> vm.value("virtio_devices/" + path).orElse("-")).toList()));
		}
	}

	/** Stimulus: launch settings that fit no VM. Expect: they are reported. */
	@Test
	void launchSettingsWithoutAVmAreReported() {
		assertEquals(List.of("NVMX0807 the launch settings 7 belong to no VM of the scenario"),
				said(upgrade("<hv/>" + SERVICE, "<acrn-config><uos id=\"7\"/></acrn-config>")));
	}

	/** Stimulus: launch settings that v3 does not have, one that no release has, and a second file for the same VM. Expect: each is reported, in its file; gvtd is the graphics device. */
	@Test
	void launchSettingsAreNotLostSilently() {
		String vms = SERVICE + "<vm id=\"1\"><vm_type>POST_STD_VM</vm_type><name>p</name></vm>";
		Upgrade upgrade = upgrade("<hv/>" + vms, """
				<acrn-config><user_vm id="1"><user_vm_type>VXWORKS</user_vm_type><vbootloader>vsbl</vbootloader><gvt_args>64 448 8</gvt_args><poweroff_channel>IOC</poweroff_channel>
				<allow_trigger_s5>y</allow_trigger_s5><sriov><network>02:10.0</network></sriov><ours>1</ours><passthrough_devices><audio>00:1f.3 Audio</audio></passthrough_devices>
				<virtio_devices><network>tap.0,mac=00:16:3d:60:0a:80</network><console>@pty:life</console></virtio_devices></user_vm></acrn-config>""",
				"<acrn-config><user_vm id=\"1\"><mem_size>1</mem_size></user_vm></acrn-config>");
		assertEquals(List.of("NVMX0801 allow_trigger_s5 = 'y'", "NVMX0801 console = 'life'", "NVMX0801 gvt_args = '64 448 8'", "NVMX0801 network = '02:10.0'",
				"NVMX0801 network = 'mac=00:16:3d:60:0a:80'", "NVMX0801 ours = '1'", "NVMX0801 poweroff_channel = 'IOC'", "NVMX0801 user_vm_type = 'VXWORKS'",
				"NVMX0801 vbootloader = 'vsbl'", "NVMX0805 network = 'tap.0' is 'tap_0' now",
				"NVMX0832 the launch settings 1 are for 'p', which has settings already: in launch.xml"), said(upgrade).stream()
						.map(line -> line.replace(" has no counterpart in ACRN v3.3", "")).sorted().toList());
		assertTrue(upgrade.diagnostics().stream().allMatch(problem -> problem.location().file().equals("launch.xml") && problem.location().line() > 0));
		assertEquals("", vm(upgrade, 1).value("memory/size").orElse(""));
		Upgrade graphics = upgrade("<hv/>" + vms, "<acrn-config><uos id=\"1\"><uos_type>YOCTO</uos_type><gvt_args>gvtd</gvt_args></uos></acrn-config>");
		assertEquals(List.of("00:02.0"), vm(graphics, 1).descendants("pci_devs/pci_dev").stream().map(XmlElement::text).toList());
		assertEquals(List.of(), said(graphics));
	}

	/** Defect 4. Stimulus: a list of CPUs of the Service VM. Expect: it is said that v3 cannot say it, and kept as a comment. */
	@Test
	void serviceVmCpusAreNotLostSilently() {
		Upgrade upgrade = upgrade("<hv/><vm id=\"0\"><vm_type>SOS_VM</vm_type><name>s</name>\n<cpu_affinity>\n<pcpu_id>1</pcpu_id><pcpu_id>2</pcpu_id></cpu_affinity></vm>");
		Diagnostic problem = upgrade.diagnostics().get(0);
		assertEquals("old.xml:2:2: warning: the CPUs 1, 2 of the Service VM cannot be written for ACRN v3.3: it gets every CPU that no pre-launched VM has; "
				+ "keep a CPU for the hypervisor's console by giving it to no VM and offlining it in the Service VM [NVMX0806]", problem.toString());
		assertTrue(new XmlWriter().write(upgrade.document()).contains("<!-- CPUs of the Service VM before the upgrade: 1, 2 -->"));
	}

	/** Defect 5. Stimulus: names with blanks, too long, equal after shortening, or missing. Expect: valid and unique names, each change reported. */
	@Test
	void namesBecomeValid() {
		Upgrade upgrade = upgrade("<hv/><vm id=\"0\"><vm_type>SOS_VM</vm_type><name>ACRN SOS VM</name></vm><vm id=\"1\"><vm_type>POST_STD_VM</vm_type></vm>"
				+ "<vm id=\"2\"><vm_type>POST_STD_VM</vm_type><name>a very long name one</name></vm><vm id=\"3\"><vm_type>POST_STD_VM</vm_type><name>a very long name two</name></vm>");
		assertEquals(List.of("ACRN_SOS_VM", "VM1", "a_very_long_nam", "a_very_long_n_2"),
				upgrade.document().root().descendants("vm/name").stream().map(XmlElement::text).toList());
		assertEquals(List.of("NVMX0802 'ACRN SOS VM' is called 'ACRN_SOS_VM' now", "NVMX0802 VM 1 is called 'VM1' now",
				"NVMX0802 'a very long name one' is called 'a_very_long_nam' now", "NVMX0802 'a very long name two' is called 'a_very_long_n_2' now"), said(upgrade));
	}

	/** Defect 6. Stimulus: a Kata VM. Expect: no second Service VM; it is left out and reported. */
	@Test
	void kataIsNoSecondServiceVm() {
		Upgrade upgrade = upgrade("<hv/>" + SERVICE + "<vm id=\"1\"><vm_type>KATA_VM</vm_type></vm>");
		assertEquals(1, upgrade.document().root().children("vm").size());
		assertEquals(List.of("NVMX0803 VM 1 is a Kata container, which ACRN v3.3 does not have"), said(upgrade));
	}

	/** Defect 7. Stimulus: nested virtualization on without a VM's flag. Expect: it does not disappear silently. */
	@Test
	void nestedWithoutAFlagIsReported() {
		assertEquals(List.of("NVMX0808 NVMX_ENABLED is on, but no VM uses it, and ACRN v3.3 switches it on for a VM only"), said(upgrade(HV + SERVICE)));
	}

	/** Defect 8 and the guide. Stimulus: the guide's scenario, complete. Expect: the recipe in v3, which the rules of every dialect accept. */
	@Test
	void guideRecipeSurvives() {
		Upgrade upgrade = upgrade(HV.replace("</hv>", "<DEBUG_OPTIONS><RELEASE>n</RELEASE><SERIAL_CONSOLE>/dev/ttyS0</SERIAL_CONSOLE></DEBUG_OPTIONS></hv>") + """
				<vm id="0"><vm_type>SOS_VM</vm_type><name>ACRN SOS VM</name>
				<cpu_affinity><pcpu_id>1</pcpu_id><pcpu_id>2</pcpu_id><pcpu_id>3</pcpu_id></cpu_affinity>
				<guest_flags><guest_flag>GUEST_FLAG_NVMX_ENABLED</guest_flag><guest_flag>GUEST_FLAG_LAPIC_PASSTHROUGH</guest_flag></guest_flags>
				<legacy_vuart id="0"><type>VUART_LEGACY_PIO</type><base>INVALID_COM_BASE</base><irq>SOS_COM1_IRQ</irq></legacy_vuart>
				<console_vuart id="0"><base>PCI_VUART</base></console_vuart>
				<os_config><name>ACRN Service OS</name><kern_type>KERNEL_BZIMAGE</kern_type><kern_mod>Linux_bzImage</kern_mod><ramdisk_mod/><bootargs>SOS_VM_BOOTARGS</bootargs></os_config>
				<board_private><rootfs>/dev/sda2</rootfs><bootargs>rw  console=ttyS4</bootargs></board_private></vm>""");
		XmlElement vm = vm(upgrade, 0);
		assertEquals("SERVICE_VM STANDARD_VM y y PCI root=/dev/sda2 rw console=ttyS4", String.join(" ", List.of("load_order", "vm_type", "nested_virtualization_support",
				"lapic_passthrough", "console_vuart", "os_config/bootargs").stream().map(path -> vm.value(path).orElse("-")).toList()));
		assertEquals("debug", upgrade.document().root().value("hv/BUILD_TYPE").orElse(""));
		assertEquals(List.of("NVMX0802", "NVMX0806"), upgrade.diagnostics().stream().map(Diagnostic::code).toList());
		assertEquals(List.of(), new ScenarioXmlCheck().check(upgrade.document(), Dialect.V3_3, Optional.empty()));
	}

	/** Stimulus: options that change name and sense. Expect: the same meaning. */
	@Test
	void sensesAreInverted() {
		Upgrade upgrade = upgrade("<hv><FEATURES><RELOC>n</RELOC><ENFORCE_TURNOFF_AC>y</ENFORCE_TURNOFF_AC><ENFORCE_TURNOFF_GP>n</ENFORCE_TURNOFF_GP>"
				+ "<MCE_ON_PSC_DISABLED>n</MCE_ON_PSC_DISABLED></FEATURES><DEBUG_OPTIONS><RELEASE>y</RELEASE><MEM_LOGLEVEL>7</MEM_LOGLEVEL></DEBUG_OPTIONS></hv>" + SERVICE);
		assertEquals("n n y y release 5", String.join(" ", List.of("FEATURES/RELOC_ENABLED", "FEATURES/SPLIT_LOCK_DETECTION_ENABLED",
				"FEATURES/UC_LOCK_DETECTION_ENABLED", "FEATURES/MCE_ON_PSC_ENABLED", "BUILD_TYPE", "DEBUG_OPTIONS/MEM_LOGLEVEL").stream()
				.map(path -> upgrade.document().root().value("hv/" + path).orElse("-")).toList()));
		assertEquals(List.of("NVMX0805 MEM_LOGLEVEL = '7' is '5' now"), said(upgrade));
	}

	/** Stimulus: vUARTs that point at each other, and one that points nowhere. Expect: one connection; the other is reported. */
	@Test
	void vuartsBecomeConnections() {
		String vuart = "<legacy_vuart id=\"1\"><base>%s</base><target_vm_id>%d</target_vm_id><target_uart_id>1</target_uart_id></legacy_vuart>"
				+ "<communication_vuart id=\"2\"><base>PCI_VUART</base><target_vm_id>%d</target_vm_id><target_uart_id>2</target_uart_id></communication_vuart>";
		Upgrade upgrade = upgrade("<hv/>" + SERVICE.replace("</vm>", vuart.formatted("SOS_COM2_BASE", 1, 9) + "</vm>")
				+ "<vm id=\"1\"><vm_type>POST_STD_VM</vm_type><name>p</name>" + vuart.formatted("COM2_BASE", 0, 8) + "</vm>");
		XmlElement connections = upgrade.document().root().descendants("hv/vuart_connections").get(0);
		assertEquals(1, connections.children().size());
		assertEquals(List.of("service", "p"), connections.descendants("vuart_connection/endpoint/vm_name").stream().map(XmlElement::text).toList());
		assertEquals(List.of("0x2F8", "0x2F8"), connections.descendants("vuart_connection/endpoint/io_port").stream().map(XmlElement::text).toList());
		assertEquals(List.of("NVMX0804 vUART 2 of 'service' has no other end: VM 9 has no vUART 2 that points back",
				"NVMX0804 vUART 2 of 'p' has no other end: VM 8 has no vUART 2 that points back"), said(upgrade));
	}

	/** Stimulus: memory of a pre-launched VM in two parts at the usual place, and shared memory by ids. Expect: megabytes, and elements with names. */
	@Test
	void sizesAndRegionsChangeTheirForm() {
		Upgrade upgrade = upgrade("<hv><FEATURES><IVSHMEM><IVSHMEM_ENABLED>y</IVSHMEM_ENABLED><IVSHMEM_REGION>hv:/shm, 2, 0:1</IVSHMEM_REGION></IVSHMEM></FEATURES></hv>"
				+ "<vm id=\"0\"><vm_type>PRE_RT_VM</vm_type><name>p</name><memory><start_hpa>0x100000000</start_hpa><size>0x20000000</size><size_hpa2>0x100000</size_hpa2></memory></vm>"
				+ SERVICE.replace("id=\"0\"", "id=\"1\""));
		assertEquals("513", vm(upgrade, 0).value("memory/size").orElse(""));
		XmlElement region = upgrade.document().root().descendants("hv/FEATURES/IVSHMEM/IVSHMEM_REGION").get(0);
		assertEquals("shm Hypervisor 2 p 00:08.0", String.join(" ", List.of("NAME", "PROVIDED_BY", "IVSHMEM_SIZE", "IVSHMEM_VMS/IVSHMEM_VM/VM_NAME", "IVSHMEM_VMS/IVSHMEM_VM/VBDF")
				.stream().map(path -> region.value(path).orElse("-")).toList()));
		assertEquals(List.of("p", "service"), region.descendants("IVSHMEM_VMS/IVSHMEM_VM/VM_NAME").stream().map(XmlElement::text).toList());
		assertEquals(List.of(), said(upgrade));
	}

	/** Stimulus: memory at chosen places, in one region and in two. Expect: the regions, by megabytes; nothing is lost. */
	@Test
	void chosenPlacesOfMemoryStay() {
		String vm = "<vm id=\"%d\"><vm_type>PRE_STD_VM</vm_type><name>p%d</name><memory><start_hpa>0x120000000</start_hpa><size>0x20000000</size>%s</memory></vm>";
		Upgrade upgrade = upgrade("<hv/>" + vm.formatted(0, 0, "<start_hpa2>0x0</start_hpa2><size_hpa2>0x0</size_hpa2>")
				+ vm.formatted(1, 1, "<start_hpa2>0x200000000</start_hpa2><size_hpa2>0x10000000</size_hpa2>"));
		assertEquals(List.of("0x120000000 512"), regions(vm(upgrade, 0)));
		assertEquals(List.of("0x120000000 512", "0x200000000 256"), regions(vm(upgrade, 1)));
		assertEquals(List.of(), said(upgrade));
	}

	private static List<String> regions(XmlElement vm) {
		assertTrue(vm.descendants("memory/size").isEmpty(), "a size as well");
		return vm.descendants("memory/hpa_region").stream().map(region -> region.value("start_hpa").orElse("-") + " " + region.value("size_hpa").orElse("-")).toList();
	}

	/** Stimulus: a scenario of v3.0 with options that later releases have in another form, of other VMs, or with other defaults. Expect: it means the same in v3.3. */
	@Test
	void laterReleasesOfV3MeanTheSame() {
		XmlDocument old = document("""
				<acrn-config><hv><BUILD_TYPE>debug</BUILD_TYPE><FEATURES><ENFORCE_TURNOFF_AC>n</ENFORCE_TURNOFF_AC></FEATURES><DEBUG_OPTIONS><MEM_LOGLEVEL>3</MEM_LOGLEVEL></DEBUG_OPTIONS>
				<vuart_connections><vuart_connection><name>c</name></vuart_connection></vuart_connections></hv>
				<vm id="0"><load_order>SERVICE_VM</load_order><name>s</name><secure_world_support>y</secure_world_support></vm>
				<vm id="1"><load_order>POST_LAUNCHED_VM</load_order><name>p</name><virtio_devices><gpu>geometry=1920x1080+10+20,geometry=800x600+0+0</gpu></virtio_devices></vm>
				<vm id="2"><load_order>POST_LAUNCHED_VM</load_order><name>q</name><vuart0>n</vuart0><virtio_devices><gpu>no geometry</gpu></virtio_devices></vm></acrn-config>""");
		Upgrade upgrade = new ScenarioXmlUpgrade(Dialect.V3_3).upgrade(old, Dialect.V3_0, List.of());
		XmlElement hv = upgrade.document().root().child("hv").orElseThrow();
		assertEquals("y y n y 3 0 0 legacy", String.join(" ", List.of("FEATURES/SPLIT_LOCK_DETECTION_ENABLED", "FEATURES/UC_LOCK_DETECTION_ENABLED", "FEATURES/MCE_ON_PSC_ENABLED",
				"FEATURES/L1D_VMENTRY_ENABLED", "DEBUG_OPTIONS/MEM_LOGLEVEL", "DEBUG_OPTIONS/NPK_LOGLEVEL", "DEBUG_OPTIONS/CONSOLE_LOGLEVEL", "vuart_connections/vuart_connection/type")
				.stream().map(path -> hv.value(path).orElse("-")).toList()));
		assertEquals(List.of("y", "n"), upgrade.document().root().descendants("vm/vuart0").stream().map(XmlElement::text).toList());
		XmlElement gpu = vm(upgrade, 1).descendants("virtio_devices/gpu").get(0);
		assertEquals("Window", gpu.value("display_type").orElse("-"));
		assertEquals(List.of("1920x1080 10 20", "800x600 0 0"), gpu.descendants("displays/display").stream().map(display -> String.join(" ",
				display.children().stream().map(XmlElement::text).toList())).toList());
		assertEquals(List.of("NVMX0801 secure_world_support = 'y' has no counterpart in ACRN v3.3", "NVMX0801 gpu = 'no geometry' has no counterpart in ACRN v3.3"), said(upgrade));
	}

	/** Stimulus: a scenario of v3.1. Expect: v3.3 needs no word more. */
	@Test
	void whatDidNotChangeIsNotWritten() {
		String text = "<acrn-config><hv><BUILD_TYPE>debug</BUILD_TYPE><FEATURES/></hv><vm id=\"0\"><load_order>POST_LAUNCHED_VM</load_order><name>p</name></vm></acrn-config>";
		Upgrade upgrade = new ScenarioXmlUpgrade(Dialect.V3_3).upgrade(document(text), Dialect.V3_1, List.of());
		assertEquals(text, new XmlWriter().write(upgrade.document()).replaceAll("<\\?[^>]*>|\\n *", ""));
	}

	/** Stimulus: comments and elements that no release knows. Expect: they survive at their place. */
	@Test
	void whatIsNotUnderstoodStays() {
		String text = new XmlWriter().write(upgrade("<!-- a --><hv><!-- b --><FEATURES><!-- c --><RELOC>y</RELOC><OURS x=\"1\"><deep/></OURS></FEATURES></hv>"
				+ SERVICE.replace("</vm>", "<!-- d --><ours>1</ours><guest_flags><!-- e --><guest_flag>0</guest_flag></guest_flags></vm>")).document());
		for (String kept : List.of("<!-- a -->\n  <hv>", "<!-- b -->", "<!-- c -->\n      <RELOC_ENABLED>y</RELOC_ENABLED>", "<OURS x=\"1\">", "<deep/>",
				"<!-- d -->\n    <ours>1</ours>\n    <!-- e -->")) {
			assertTrue(text.contains(kept), kept + " is not in\n" + text);
		}
	}

	/** Stimulus: every scenario of v2.6, with its launch files. Expect: ACRN v3.3's own schema accepts the result, and so do the rules of structure. */
	@Test
	void samplesAreValidAfterwards() {
		AcrnSchema schema = new AcrnSchema(Dialect.V3_3);
		for (Path file : AcrnSamples.scenarios(Dialect.V2_6)) {
			String stem = file.getFileName().toString().replace(".xml", "");
			List<XmlDocument> launches = AcrnSamples.files(Dialect.V2_6).stream()
					.filter(other -> other.getParent().equals(file.getParent()) && other.getFileName().toString().startsWith(stem + "_launch_"))
					.limit(1).map(launch -> new XmlReader().read(launch, launch.toString()).document().orElseThrow()).toList();
			Upgrade upgrade = new ScenarioXmlUpgrade(Dialect.V3_3).upgrade(new XmlReader().read(file, file.toString()).document().orElseThrow(), launches);
			String text = new XmlWriter().write(upgrade.document());
			assertEquals(List.of(), schema.problems(text), () -> file + "\n" + text);
			assertEquals(List.of(), new ScenarioXmlCheck().check(upgrade.document(), Dialect.V3_3, Optional.empty()).stream()
					.filter(problem -> problem.severity() == Severity.ERROR && problem.code().startsWith("NVMX06")).toList(), file.toString());
			assertEquals(Dialect.V3_3, new DialectInference().infer(upgrade.document().root()).dialect());
		}
	}

	/** Stimulus: a document that v3.3's schema cannot accept. Expect: it does not, so the judge above can object. */
	@Test
	void judgeCanObject() {
		assertFalse(new AcrnSchema(Dialect.V3_3).problems("<acrn-config><hv><BUILD_TYPE>x</BUILD_TYPE></hv></acrn-config>").isEmpty());
	}

	/** Stimulus: a target before v3. Expect: a refusal. */
	@Test
	void olderTargetsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new ScenarioXmlUpgrade(Dialect.V2_7));
	}
}
