// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.devicemodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.generator.Artifact;
import org.nvmx.generator.ScenarioText;
import org.nvmx.generator.devicemodel.ServiceVmMock.Run;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.Cpu;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.quantity.ApicId;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.Scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A post-launched VM becomes a script that starts it with acrn-dm. The scripts are run, and what they run is compared word by word. */
class DeviceModelScriptTest {

	private static final String LOGGERS = "--logger_setting console,level=4;kmsg,level=3;disk,level=5";

	@TempDir
	private Path folder;
	private ServiceVmMock machine;

	@BeforeEach
	void setUp() throws IOException {
		machine = new ServiceVmMock(folder);
	}

	/** @return CPUs 0 to 3 with the APIC ids 0, 2, 4, 6; an Ethernet card, an xHCI controller, two display controllers */
	private static Board board() {
		Board board = BoardFactory.eINSTANCE.createBoard();
		for (int id = 0; id < 4; id++) {
			Cpu cpu = BoardFactory.eINSTANCE.createCpu();
			cpu.setCpuId(id);
			cpu.setApicId(new ApicId(2 * id));
			board.getCpus().add(cpu);
		}
		for (String text : List.of("00:02.0 30000", "00:14.0 c0330", "02:00.0 20000", "03:00.0 30000")) {
			PciDevice device = BoardFactory.eINSTANCE.createPciDevice();
			device.setAddress(PciAddress.valueOf(text.split(" ")[0]));
			device.setClassCode(Integer.parseInt(text.split(" ")[1], 16));
			board.getPciDevices().add(device);
		}
		return board;
	}

	private static List<Artifact> scripts(Scenario scenario, Optional<Board> board) {
		return new DeviceModelScriptGenerator().generate(scenario, board, Dialect.V3_3);
	}

	/** @param options of the post-launched VM {@code user} behind a Service VM */
	private static String script(String options) {
		return script("scenario s service vm sos {}", options);
	}

	private static String script(String before, String options) {
		return scripts(ScenarioText.parse(before + "\npost-launched vm user {\n" + options + "\n}"), Optional.of(board())).get(0).text();
	}

	/** Checks by bash, too, that the script is one. */
	private Run run(String script) throws IOException, InterruptedException {
		Path file = Files.writeString(folder.resolve("syntax.sh"), script);
		Process check = new ProcessBuilder("/bin/bash", "-n", file.toString()).redirectErrorStream(true).start();
		String said = new String(check.getInputStream().readAllBytes());
		assertEquals(0, check.waitFor(), said);
		return machine.run(script, folder);
	}

	private void assertCommand(String expected, String script) throws IOException, InterruptedException {
		assertWords(Arrays.asList(expected.split(" ")), script);
	}

	private void assertWords(List<String> expected, String script) throws IOException, InterruptedException {
		Run run = run(script);
		assertEquals(List.of(expected), run.callsOf("acrn-dm"), run.said());
		assertEquals(0, run.status(), run.said());
	}

	/** Stimulus: a VM that says nothing. Expect: what ACRN gives it anyway, and no parameter that it does not need. */
	@Test
	void aVmWithoutSettings() throws Exception {
		assertCommand("-m 1024M --ovmf /usr/share/acrn/bios/OVMF.fd -s 1:0,lpc -s 0:0,hostbridge " + LOGGERS + " user", script(""));
	}

	/** Stimulus: a VM with all that a VM can have. Expect: ACRN's order, and ACRN's slots. */
	@Test
	void everythingStandsInAcrnsOrder() throws Exception {
		machine.file("/sys/class/net/enp2s0/address", "00:11:22:33:44:55\n");
		for (String device : List.of("00:02.0", "00:14.0", "02:00.0")) {
			machine.file("/sys/bus/pci/devices/0000:" + device + "/driver_override", "").file("/sys/bus/pci/drivers/pci-stub/0000:" + device, "");
		}
		Files.createFile(folder.resolve("a.img"));
		assertCommand("--windows --cpu_affinity 2,4 -m 4096M --ovmf /usr/share/acrn/bios/OVMF.fd -s 1:0,lpc -l com1,stdio -s 0:0,hostbridge "
				+ "-s 9,ivshmem,dm:/mine,4 -s 8,ivshmem,hv:/ours,2 -s 3,uart,vuart_idx:0 -s 16,uart,vuart_idx:2 -s 4,xhci,1-2,2-4 "
				+ "-s 5,virtio-input,/dev/input/event3,kbd -s 6,virtio-console,@stdio:stdio_port -s 7,virtio-console,socket:life=/run/life.sock:client "
				+ "-s 10,virtio-net,tap=tap0,vhost,mac_seed=00:11:22:33:44:55-user -s 11,virtio-blk,./a.img "
				+ "-s 12,virtio-gpu,geometry=1920x1080+10+20 -s 13,vhost-vsock,cid=5 -s 2,passthru,0/2/0 -s 14,passthru,0/14/0,d3hot_reset --intr_monitor 10000,10,1,100 "
				+ "-s 15,passthru,2/0/0,enable_ptm " + LOGGERS + " --debugexit user",
				script("""
						scenario s
						shared memory ours { size 2 MiB vm sos vm user }
						shared memory mine { by device-model size 4 MiB vm user }
						vuart connection first over legacy { vm sos vm user }
						vuart connection second { vm sos vm user }
						service vm sos {}
						""", """
						windows on
						cpus 2, 1
						memory 4 GiB
						stdio vuart on
						legacy vuart 0 off
						console vuart pci
						ptm on
						usb "1-2", "2-4 Mouse"
						virtio block "./a.img"
						virtio network "tap0" vhost
						virtio console
						virtio console port client "/run/life.sock"
						virtio input "/dev/input/event3" id "kbd"
						virtio gpu window { screen resolution "1920x1080" left 10 top 20 }
						virtio vsock 5
						pci device 00:02.0
						pci device 00:14.0
						pci device 02:00.0
						device model arguments "--debugexit"
						"""));
	}

	/** Stimulus: a VM with deadlines. Expect: polled queues, no LPC bridge, and its CPUs taken from the Service VM by their APIC ids. */
	@Test
	void aRealTimeVmTakesItsCpus() throws Exception {
		machine.file("/proc/cpuinfo", """
				processor	: 0
				initial apicid	: 4
				apicid		: 0

				processor	: 1
				apicid		: 2

				processor	: 2
				apicid		: 4
				""");
		for (int cpu = 0; cpu < 3; cpu++) {
			machine.file("/sys/devices/system/cpu/cpu" + cpu + "/online", "1\n");
		}
		machine.file("/sys/devices/virtual/misc/acrn_hsm/remove_cpu", "");
		assertCommand("--cpu_affinity 4,6 -m 1024M --ssram -s 0:0,hostbridge --virtio_poll 1000000 -s 3,virtio-console,@pty:pty_port -s 4,virtio-console,pty:pty_port "
				+ "--rtvm --lapic_pt " + LOGGERS + " user", script("scenario s hypervisor { software sram on } service vm sos {}", """
						type realtime
						guest flags RT, LAPIC_PASSTHROUGH
						cpus 2..3
						uefi boot off
						virtio console pty
						virtio console port pty
						"""));
		assertEquals("1 1 0 2", (machine.text("/sys/devices/system/cpu/cpu0/online") + machine.text("/sys/devices/system/cpu/cpu1/online")
				+ machine.text("/sys/devices/system/cpu/cpu2/online") + machine.text("/sys/devices/virtual/misc/acrn_hsm/remove_cpu")).strip().replace("\n", " "));
	}

	/** Stimulus: each reason to have CPUs alone, and none. Expect: a CPU is taken for a reason only. */
	@Test
	void cpusAreTakenForAReasonOnly() {
		assertFalse(script("cpus 1").contains("take_cpu"));
		assertTrue(script("cpus 1\nown cpus on").contains("\ntake_cpu 2\n"));
		assertTrue(script("scenario s hypervisor { scheduler noop } service vm sos {}", "cpus 1").contains("\ntake_cpu 2\n"));
	}

	/** Stimulus: CPU 0 of the Service VM for a VM alone. Expect: the script says why not, and starts nothing. */
	@Test
	void theServiceVmKeepsItsFirstCpu() throws Exception {
		machine.file("/proc/cpuinfo", "processor\t: 0\napicid\t\t: 0\n");
		Run run = run(script("cpus 0\nown cpus on"));
		assertEquals("launch.sh: the VM needs the CPU with APIC id 0 for itself, but it is CPU 0 of the Service VM, which always needs it\n", run.said());
		assertEquals(List.of(), run.callsOf("acrn-dm"));
		assertEquals(1, run.status());
	}

	/** Stimulus: names and paths with what a shell treats specially. Expect: acrn-dm gets them as they were written, and nothing of them is run. */
	@Test
	void whatTheScenarioSaysReachesTheDeviceModelUnchanged() throws Exception {
		String nasty = "it's $HOME \"q\" ; * `touch hacked` $(touch hacked) #ü&| --x";
		machine.file("/sys/class/net/eth0/address", "aa:bb:cc:dd:ee:ff");
		Files.createDirectory(folder.resolve(" d"));
		Files.createFile(folder.resolve(" d/" + nasty));
		String text = "\"" + nasty.replace("\"", "\\\"") + "\"";
		List<String> expected = new ArrayList<>(Arrays.asList(("-m 1024M --ovmf /usr/share/acrn/bios/OVMF.fd -s 1:0,lpc -s 0:0,hostbridge "
				+ "-s").split(" ")));
		expected.addAll(List.of("3,virtio-input," + nasty, "-s", "4,virtio-console,@file:file_port=" + nasty, "-s",
				"5,virtio-net,tap=-t " + nasty + ",mac_seed=aa:bb:cc:dd:ee:ff-user", "-s", "6,virtio-blk, d/" + nasty));
		expected.addAll(Arrays.asList(LOGGERS.split(" ")));
		expected.addAll(List.of("--a=b c", "$HOME", "it's", "user"));
		assertWords(expected, script("virtio block \" d/" + text.substring(1) + "\nvirtio network \"-t " + text.substring(1) + "\nvirtio console file " + text
				+ "\nvirtio input " + text + "\ndevice model arguments \"--a='b c' $HOME it\\\\'s\""));
		assertTrue(Files.notExists(folder.resolve("hacked")), "a name was run as a command");
	}

	/** Stimulus: names of VMs with blanks and worse. Expect: the name that the scenario's XML for ACRN 3 has, and comments of one line. */
	@Test
	void theVmIsCalledAsTheHypervisorCallsIt() throws Exception {
		Scenario scenario = ScenarioText.parse("scenario s service vm sos {} post-launched vm \"my VM\\n$(touch hacked)\" {} post-launched vm \"-rf\" {}");
		List<Artifact> scripts = scripts(scenario, Optional.empty());
		assertEquals(List.of("acrn/launch_user_vm_id1.sh", "acrn/launch_user_vm_id2.sh"), scripts.stream().map(Artifact::path).toList());
		assertTrue(scripts.stream().allMatch(Artifact::executable));
		List<String> first = run(scripts.get(0).text()).callsOf("acrn-dm").get(0);
		assertEquals("my_VM_touch_hac", first.get(first.size() - 1));
		List<String> second = run(scripts.get(1).text()).callsOf("acrn-dm").get(0);
		assertEquals(List.of("--", "-rf"), second.subList(second.size() - 2, second.size()));
		assertTrue(Files.notExists(folder.resolve("hacked")), "a name was run as a command");
	}

	/** Stimulus: disks on a partition, which the VM is started with. Expect: one mount, paths below it, and nothing left when the VM has ended. */
	@Test
	void partitionsAreMountedAndUnmounted() throws Exception {
		Path partition = Files.createFile(folder.resolve("sda3"));
		String block = "virtio block \"/dev/../" + partition + ":%s\"\n";
		Run run = run(script(block.formatted("./a/b c.img") + block.formatted("/d.img")));
		assertEquals(0, run.status(), run.said());
		String mounted = run.callsOf("mount").get(0).get(2);
		assertEquals(List.of(List.of("--", "/dev/../" + partition, mounted)), run.callsOf("mount"));
		assertEquals(List.of("3,virtio-blk," + mounted + "/./a/b c.img", "4,virtio-blk," + mounted + "/d.img"),
				run.callsOf("acrn-dm").get(0).stream().filter(word -> word.contains("virtio-blk")).toList());
		assertEquals(List.of(List.of(mounted)), run.callsOf("umount"));
		assertTrue(Files.notExists(Path.of(mounted)), mounted + " is left");
	}

	/** Stimulus: a tap device that is there, one that is not, and an end of the VM with an error. Expect: one is made, joined and removed; the script ends as the VM did. */
	@Test
	void tapDevicesAreMadeAndRemoved() throws Exception {
		machine.command("ip", "case \"$*\" in 'link show dev new') exit 1;; esac").command("acrn-dm", "exit 3");
		Run run = run(script("virtio network \"old\"\nvirtio network \"new\""));
		assertEquals(List.of("link show dev old", "link show dev new", "tuntap add dev new mode tap", "link show dev acrn-br0", "link set dev new master acrn-br0",
				"link set dev new up", "link delete dev new"), run.callsOf("ip").stream().map(words -> String.join(" ", words)).toList());
		assertEquals(3, run.status());
		assertTrue(run.said().endsWith("launch.sh: warning: the device model ended with status 3\n"), run.said());
	}

	/** Stimulus: each thing that the VM needs, missing. Expect: a sentence that names it, no VM, and what was made is removed again. */
	@Test
	void whatIsMissingIsSaidInWords() throws Exception {
		assertRefused("there is no ./a.img, which the VM has as a disk", "virtio block \"./a.img\"");
		assertRefused("there is no partition /dev/none, which the VM has a disk on", "virtio block \"/dev/none:a\"");
		assertRefused("there is no PCI device 0000:02:00.0 in the Service VM", "virtio network \"t\"\npci device 02:00.0");
		machine.command("ip", "case \"$*\" in *tuntap*|'link show'*) exit 1;; esac");
		assertRefused("cannot make the tap device t", "virtio network \"t\"");
		machine.without("acrn-dm");
		assertRefused("there is no acrn-dm, the device model of ACRN: install it in the Service VM", "");
		machine.command("id", "echo 1000");
		assertRefused("only root can start a VM", "");
	}

	private void assertRefused(String message, String options) throws IOException, InterruptedException {
		Run run = run(script(options));
		assertTrue(run.said().endsWith("launch.sh: " + message + "\n"), run.said());
		assertEquals(1, run.status());
		assertEquals(List.of(), run.callsOf("acrn-dm"));
		assertEquals(run.callsOf("ip").stream().filter(words -> words.get(0).equals("tuntap")).count() - (message.contains("tap device") ? 1 : 0),
				run.callsOf("ip").stream().filter(words -> words.get(1).equals("delete")).count(), run.calls().toString());
	}

	/** Stimulus: a PCI device with a driver. Expect: it is taken from the driver for pci-stub alone, and the script says when pci-stub does not take it. */
	@Test
	void devicesAreTakenFromTheirDriver() throws Exception {
		String device = "/sys/bus/pci/devices/0000:02:00.0/";
		machine.file(device + "driver_override", "").file(device + "driver/unbind", "").file("/sys/bus/pci/drivers_probe", "");
		assertRefused("pci-stub did not take the PCI device 0000:02:00.0: is the module pci_stub loaded?", "pci device 02:00.0");
		assertEquals("pci-stub 0000:02:00.0 0000:02:00.0", (machine.text(device + "driver_override") + machine.text(device + "driver/unbind")
				+ machine.text("/sys/bus/pci/drivers_probe")).strip().replace("\n", " "));
	}

	/** Stimulus: an input device by name and place, plugged in and not. Expect: its event file, and a warning. */
	@Test
	void inputDevicesAreFound() throws Exception {
		String options = "virtio input \"Device name: Logitech USB, Device physical path: usb-0000:00:14.0-1/input0\" id \"m 1\"";
		machine.file("/sys/class/input/event4/device/name", "Logitech USB\n").file("/sys/class/input/event4/device/phys", "elsewhere\n")
				.file("/sys/class/input/event7/device/name", "Logitech USB\n").file("/sys/class/input/event7/device/phys", "usb-0000:00:14.0-1/input0\n");
		assertTrue(run(script(options)).callsOf("acrn-dm").get(0).contains("3,virtio-input,/dev/input/event7,m 1"));
		Run run = run(script(options.replace("Logitech", "Other")));
		assertTrue(run.said().contains("warning: there is no input device 'Other USB' at 'usb-0000:00:14.0-1/input0': the VM starts without it\n"), run.said());
		assertFalse(String.join(" ", run.callsOf("acrn-dm").get(0)).contains("virtio-input"));
	}

	/** Stimulus: a display controller that is not at 00:02.0. Expect: it is where drivers look for it, and its interrupts are not delayed. */
	@Test
	void theDisplayControllerIsWhereDriversLook() throws Exception {
		machine.file("/sys/bus/pci/devices/0000:03:00.0/x", "").file("/sys/bus/pci/drivers/pci-stub/0000:03:00.0", "");
		String words = String.join(" ", run(script("pci device 03:00.0")).callsOf("acrn-dm").get(0));
		assertTrue(words.contains("-s 2,passthru,3/0/0 --logger"), words);
	}

	/** Stimulus: a scenario whose board is not known. Expect: no APIC ids are made up, and a VM that needs its CPUs alone says what is to be done. */
	@Test
	void withoutABoardNothingIsMadeUp() throws Exception {
		Scenario scenario = ScenarioText.parse("scenario s service vm sos {} post-launched vm user { cpus 1..2 own cpus on }");
		String script = scripts(scenario, Optional.empty()).get(0).text();
		Run run = run(script);
		assertFalse(run.callsOf("acrn-dm").get(0).contains("--cpu_affinity"));
		assertTrue(run.said().startsWith("launch.sh: warning: the VM needs the CPUs 1,2 of the board for itself"), run.said());
		assertTrue(script.contains("# The APIC ids of the VM's CPUs 1,2 are not known"), script);
	}

	/** Expect: the ids by which scenario, device model and Linux know the CPUs; a CPU of a pre-launched VM is none of the Service VM's. */
	@Test
	void theCpusAreListed() {
		assertTrue(script("scenario s pre-launched vm p { cpus 1 } service vm sos {}", "cpus 2").contains("""
				#
				#   CPU  APIC id  in the Service VM
				#   0    0        0
				#   1    2        -
				#   2    4        1
				#   3    6        2
				#
				"""));
	}

	/** Stimulus: no Service VM, and no post-launched VM. Expect: no script. */
	@Test
	void somebodyMustStartTheVm() {
		assertEquals(List.of(), scripts(ScenarioText.parse("scenario s post-launched vm user {}"), Optional.empty()));
		assertEquals(List.of(), scripts(ScenarioText.parse("scenario s service vm sos {}"), Optional.empty()));
	}
}
