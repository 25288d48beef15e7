// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;
import org.nvmx.generator.allocation.AllocationPlan;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.CachePolicy;
import org.nvmx.generator.allocation.LoadOrder;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.generator.allocation.acrn.ScenarioXmlPlan;
import org.nvmx.model.quantity.ByteSize;

class ScenarioXmlPlanTest {

	private static final String V3 = """
			<acrn-config>
			  <hv>
			    <FEATURES>
			      <RDT><RDT_ENABLED>y</RDT_ENABLED><CDP_ENABLED>n</CDP_ENABLED><VCAT_ENABLED>y</VCAT_ENABLED></RDT>
			      <IVSHMEM>
			        <IVSHMEM_REGION><NAME>shm</NAME><PROVIDED_BY>Hypervisor</PROVIDED_BY><IVSHMEM_SIZE>4</IVSHMEM_SIZE>
			          <IVSHMEM_VMS><IVSHMEM_VM><VM_NAME>rt</VM_NAME><VBDF>00:0a.0</VBDF></IVSHMEM_VM><IVSHMEM_VM><VM_NAME>user</VM_NAME><VBDF/></IVSHMEM_VM></IVSHMEM_VMS>
			        </IVSHMEM_REGION>
			        <IVSHMEM_REGION><NAME>dm</NAME><PROVIDED_BY>Device Model</PROVIDED_BY><IVSHMEM_SIZE>2</IVSHMEM_SIZE></IVSHMEM_REGION>
			      </IVSHMEM>
			    </FEATURES>
			    <CAPACITIES><MAX_VM_NUM>8</MAX_VM_NUM></CAPACITIES>
			    <MEMORY><HV_RAM_START>0x8000000</HV_RAM_START></MEMORY>
			    <vuart_connections>
			      <vuart_connection><name>log</name><type>pci</type><endpoint><vm_name>rt</vm_name><vbdf>00:11.0</vbdf></endpoint><endpoint><vm_name>sos</vm_name></endpoint></vuart_connection>
			      <vuart_connection><name>cmd</name><type>legacy</type><endpoint><vm_name>user</vm_name><io_port>0x2F8</io_port></endpoint><endpoint><vm_name>sos</vm_name></endpoint></vuart_connection>
			    </vuart_connections>
			    <CACHE_REGION><CACHE_ALLOCATION><CACHE_ID>0x0</CACHE_ID><CACHE_LEVEL>3</CACHE_LEVEL>
			      <POLICY><VM>rt</VM><VCPU>0</VCPU><TYPE>Unified</TYPE><CLOS_MASK>0xf0</CLOS_MASK></POLICY></CACHE_ALLOCATION></CACHE_REGION>
			  </hv>
			  <vm id="0"><load_order>PRE_LAUNCHED_VM</load_order><vm_type>RTVM</vm_type><name>rt</name><virtual_cat_support>y</virtual_cat_support>
			    <cpu_affinity><pcpu><pcpu_id>3</pcpu_id></pcpu><pcpu><pcpu_id>2</pcpu_id></pcpu></cpu_affinity>
			    <memory><hpa_region><start_hpa>0x100000000</start_hpa><size_hpa>512</size_hpa></hpa_region><hpa_region><start_hpa>0x200000000</start_hpa><size_hpa>256</size_hpa></hpa_region></memory>
			    <console_vuart>COM Port 1</console_vuart><pci_devs><pci_dev>01:00.0 Ethernet controller: A network card</pci_dev><pci_dev>nonsense</pci_dev></pci_devs></vm>
			  <vm id="1"><load_order>SERVICE_VM</load_order><name>sos</name><console_vuart>PCI</console_vuart></vm>
			  <vm id="2"><load_order>POST_LAUNCHED_VM</load_order><name>user</name><memory><size>1024</size></memory><console_vuart>None</console_vuart>
			    <secure_world_support>y</secure_world_support></vm>
			</acrn-config>
			""";

	private static final String V2 = """
			<acrn-config board="b" scenario="s"><hv/>
			  <vm id="0"><vm_type>SOS_VM</vm_type><name>ACRN SOS VM</name><cpu_affinity><pcpu_id>1</pcpu_id><pcpu_id>2</pcpu_id></cpu_affinity>
			    <memory><size>CONFIG_SOS_RAM_SIZE</size></memory>
			    <legacy_vuart id="0"><base>INVALID_COM_BASE</base></legacy_vuart><legacy_vuart id="1"><base>SOS_COM2_BASE</base></legacy_vuart>
			    <console_vuart id="0"><base>PCI_VUART</base></console_vuart><communication_vuart id="2"><base>PCI_VUART</base></communication_vuart></vm>
			  <vm id="1"><vm_type>PRE_STD_VM</vm_type><memory><size>0x20000000</size><size_hpa2>0x10000000</size_hpa2></memory></vm>
			  <vm id="2"><vm_type>POST_STD_VM</vm_type></vm>
			</acrn-config>
			""";

	private static AllocationPlan plan(String text, Dialect dialect) {
		return ScenarioXmlPlan.of(new ScenarioXml(new XmlReader().read(text, "scenario.xml").document().orElseThrow(), dialect), Optional.of(ExampleBoard.BOARD));
	}

	private static PlannedVm vm(AllocationPlan plan, int index) {
		return plan.vms().get(index);
	}

	private static List<String> devices(PlannedVm vm) {
		return vm.devices().stream().map(device -> device.kind() + " " + device.name() + device.written().map(address -> " at " + address).orElse("")).toList();
	}

	private static List<String> vuarts(PlannedVm vm) {
		return vm.vuarts().stream().map(vuart -> vuart.use() + " " + vuart.name() + (vuart.port().isPresent() ? " at 0x" + Integer.toHexString(vuart.port().getAsInt()) : "")).toList();
	}

	@Test
	void aVmOfV3() {
		PlannedVm rt = vm(plan(V3, Dialect.V3_3), 0);
		assertAll(() -> assertEquals(LoadOrder.PRE_LAUNCHED, rt.order()), () -> assertEquals(List.of(3, 2), rt.cpus()),
				() -> assertEquals(ByteSize.valueOf("768 MiB"), rt.memory().orElseThrow()),
				() -> assertEquals(List.of("VUART log #1 at 00:11.0", "PASSTHROUGH 01:00.0"), devices(rt)),
				() -> assertEquals(List.of("CONSOLE console at 0x3f8", "POWER_OFF power-off"), vuarts(rt)));
	}

	@Test
	void theServiceVmOfV3() {
		PlannedVm service = vm(plan(V3, Dialect.V3_3), 1);
		assertAll(() -> assertEquals(Optional.empty(), service.memory()), () -> assertEquals(List.of("CONSOLE_VUART console", "VUART log #1"), devices(service)),
				() -> assertEquals(List.of("CONNECTION cmd #2", "POWER_OFF power-off of rt", "POWER_OFF power-off of user"), vuarts(service)));
	}

	@Test
	void aUserVmOfV3() {
		PlannedVm user = vm(plan(V3, Dialect.V3_3), 2);
		assertAll(() -> assertTrue(user.secureWorld()), () -> assertEquals(List.of("CONNECTION cmd #2 at 0x2f8", "POWER_OFF power-off"), vuarts(user)));
	}

	@Test
	void theHypervisorOfV3() {
		AllocationPlan plan = plan(V3, Dialect.V3_3);
		assertAll(() -> assertEquals(8, plan.maxVms()), () -> assertEquals(0x8000000L, plan.hypervisorStart().getAsLong()), () -> assertEquals(Set.of("rt"), plan.vcatVms()),
				() -> assertEquals("[shm 4 MiB {rt=Optional[00:0a.0], user=Optional.empty}]",
						plan.regions().stream().map(region -> region.name() + " " + region.size() + " " + region.vms()).toList().toString()),
				() -> assertEquals(List.of("L3 0x0 rt 0 240"), plan.policies().stream().map(ScenarioXmlPlanTest::text).toList()));
	}

	private static String text(CachePolicy policy) {
		return policy.cache() + " " + policy.vm() + " " + policy.vcpu() + " " + policy.mask();
	}

	@Test
	void policiesCountWithRdtAlone() {
		assertEquals(List.of(), plan(V3.replace("<RDT_ENABLED>y", "<RDT_ENABLED>n"), Dialect.V3_3).policies());
	}

	@Test
	void vmsOfV2() {
		AllocationPlan plan = plan(V2, Dialect.V2_6);
		assertAll(() -> assertEquals(List.of("ACRN SOS VM", "VM 1", "VM 2"), plan.vms().stream().map(PlannedVm::name).toList()),
				() -> assertEquals(List.of(1, 2), vm(plan, 0).cpus()), () -> assertEquals(ByteSize.valueOf("768 MiB"), vm(plan, 1).memory().orElseThrow()),
				() -> assertEquals(List.of("CONSOLE_VUART console 0", "VUART 2"), devices(vm(plan, 0))),
				() -> assertEquals(List.of("CONNECTION 1 at 0x2f8"), vuarts(vm(plan, 0))));
	}

	@Test
	void vmsOfOneNameStayTwo() {
		AllocationPlan plan = plan(V3.replace("<name>user</name>", "<name>rt</name>"), Dialect.V3_3);
		assertEquals(List.of("rt", "sos", "rt (VM 2, 3)"), plan.vms().stream().map(PlannedVm::name).toList());
	}

	@Test
	void everySectionHasSomethingToSay() {
		AllocationReport report = ScenarioAllocator.allocate(plan(V3, Dialect.V3_3));
		assertEquals(List.of("CPUs", "Memory", "PCI addresses in the VMs", "Memory of virtual PCI devices", "Legacy vUARTs", "Cache classes of service"),
				report.sections().stream().map(AllocationReport.Section::title).toList());
	}

	@Test
	void theScenarioFitsTheBoard() {
		assertEquals(List.of(), ScenarioAllocator.allocate(plan(V3, Dialect.V3_3)).problems());
	}

	@Test
	void aScenarioThatNeedsMoreThanTheBoardHas() {
		assertEquals(List.of("the VMs need 4864 MiB and the hypervisor 68 MiB, more than the 2015 MiB of the board"),
				ScenarioAllocator.allocate(plan(V3.replace("<size>1024", "<size>4096"), Dialect.V3_3)).problems().stream().map(problem -> problem.message()).toList());
	}

	/** Expect: a report for every mutant that is still XML, and nothing thrown. */
	@Test
	void mutants() {
		long seed = Long.getLong("nvmx.test.seed", 99);
		Random random = new Random(seed);
		String[] values = {"", "-1", "0x", "0xffffffffffffffff", "99999999999", "y", "COM Port 9", "00:1f.7", "ff:ff.9", "PCI", "rt", "legacy"};
		int read = 0;
		for (int round = 0; round < 2000; round++) {
			StringBuilder text = new StringBuilder(random.nextBoolean() ? V3 : V2);
			for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
				int start = text.indexOf(">", random.nextInt(text.length())) + 1;
				int end = text.indexOf("<", start);
				if (start > 0 && end >= start) {
					text.replace(start, end, values[random.nextInt(values.length)]);
				}
			}
			Optional<XmlDocument> document = new XmlReader().read(text.toString(), "scenario.xml").document();
			if (document.isPresent()) {
				read++;
				AllocationPlan plan = ScenarioXmlPlan.of(new ScenarioXml(document.get(), random.nextBoolean() ? Dialect.V3_3 : Dialect.V2_6), Optional.of(ExampleBoard.BOARD));
				assertTrue(ScenarioAllocator.allocate(plan).toText().contains("Memory"), "seed " + seed + " round " + round);
			}
		}
		assertTrue(read > 1000, "mutants that were XML: " + read);
	}
}
