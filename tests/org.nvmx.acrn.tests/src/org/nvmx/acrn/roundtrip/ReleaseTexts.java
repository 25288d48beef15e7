// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlReader;

/** A scenario for each release, complete and in the words of that release, with options that the releases have in different forms. */
final class ReleaseTexts {

	private ReleaseTexts() {
	}

	static XmlDocument of(Dialect dialect) {
		return new XmlReader().read(dialect.isV3() ? v3(dialect) : v2(dialect), dialect + ".xml").document().orElseThrow();
	}

	private static String when(boolean condition, String text) {
		return condition ? text : "";
	}

	private static String v2(Dialect dialect) {
		boolean newest = dialect == Dialect.V2_7;
		boolean early = dialect == Dialect.V2_4;
		String service = newest ? "SERVICE_VM" : "SOS_VM";
		String port = newest ? "SERVICE_VM" : "SOS";
		return "<acrn-config board=\"b\" scenario=\"every_option\"><hv>"
				+ "<DEBUG_OPTIONS><RELEASE>n</RELEASE><SERIAL_CONSOLE>/dev/ttyS" + (newest ? 5 : 1) + "</SERIAL_CONSOLE><MEM_LOGLEVEL>5</MEM_LOGLEVEL><NPK_LOGLEVEL>4</NPK_LOGLEVEL>"
				+ "<CONSOLE_LOGLEVEL>3</CONSOLE_LOGLEVEL><LOG_DESTINATION>3</LOG_DESTINATION><LOG_BUF_SIZE>0x40000</LOG_BUF_SIZE></DEBUG_OPTIONS>"
				+ "<FEATURES><RELOC>n</RELOC><SCHEDULER>" + (newest ? "SCHED_PRIO" : "SCHED_IORR") + "</SCHEDULER><MULTIBOOT2>y</MULTIBOOT2><ENFORCE_TURNOFF_AC>n</ENFORCE_TURNOFF_AC>"
				+ when(dialect.compareTo(Dialect.V2_6) >= 0, "<ENFORCE_TURNOFF_GP>n</ENFORCE_TURNOFF_GP><SECURITY_VM_FIXUP>y</SECURITY_VM_FIXUP>")
				+ "<RDT><RDT_ENABLED>y</RDT_ENABLED><CDP_ENABLED>n</CDP_ENABLED>" + when(newest, "<VCAT_ENABLED>y</VCAT_ENABLED>")
				+ "<CLOS_MASK>0xf</CLOS_MASK><CLOS_MASK>0xf0</CLOS_MASK><MBA_DELAY>0</MBA_DELAY><MBA_DELAY>10</MBA_DELAY></RDT>"
				+ when(!early, "<NVMX_ENABLED>n</NVMX_ENABLED>")
				+ "<HYPERV_ENABLED>n</HYPERV_ENABLED><IOMMU_ENFORCE_SNP>y</IOMMU_ENFORCE_SNP><ACPI_PARSE_ENABLED>y</ACPI_PARSE_ENABLED><L1D_VMENTRY_ENABLED>n</L1D_VMENTRY_ENABLED>"
				+ "<MCE_ON_PSC_DISABLED>n</MCE_ON_PSC_DISABLED><IVSHMEM><IVSHMEM_ENABLED>y</IVSHMEM_ENABLED><IVSHMEM_REGION>hv:/shm, 4, 0:2</IVSHMEM_REGION></IVSHMEM>"
				+ (early ? "<PSRAM><PSRAM_ENABLED>n</PSRAM_ENABLED></PSRAM>" : "<SSRAM><SSRAM_ENABLED>n</SSRAM_ENABLED></SSRAM>") + "</FEATURES>"
				+ "<MEMORY><STACK_SIZE>0x4000</STACK_SIZE>" + when(!newest, "<HV_RAM_SIZE>0x8000000</HV_RAM_SIZE><HV_RAM_START/>") + when(newest, "<HV_RAM_START>0x800000</HV_RAM_START>")
				+ "<LOW_RAM_SIZE>0x20000</LOW_RAM_SIZE>" + when(early, "<UOS_RAM_SIZE>0x200000000</UOS_RAM_SIZE><SOS_RAM_SIZE>0x400000000</SOS_RAM_SIZE>")
				+ "<PLATFORM_RAM_SIZE>0x480000000</PLATFORM_RAM_SIZE></MEMORY>"
				+ "<CAPACITIES><IOMMU_BUS_NUM>0x80</IOMMU_BUS_NUM><MAX_IR_ENTRIES>512</MAX_IR_ENTRIES><MAX_IOAPIC_NUM>2</MAX_IOAPIC_NUM>"
				+ when(newest, "<MAX_VM_NUM>7</MAX_VM_NUM>") + when(!newest, "<MAX_KATA_VM_NUM>1</MAX_KATA_VM_NUM>")
				+ when(dialect == Dialect.V2_6, "<MAX_EFI_MMAP_ENTRIES>300</MAX_EFI_MMAP_ENTRIES>")
				+ "<MAX_PCI_DEV_NUM>97</MAX_PCI_DEV_NUM><MAX_IOAPIC_LINES>119</MAX_IOAPIC_LINES><MAX_PT_IRQ_ENTRIES>64</MAX_PT_IRQ_ENTRIES>"
				+ "<MAX_MSIX_TABLE_NUM/><MAX_EMULATED_MMIO>32</MAX_EMULATED_MMIO></CAPACITIES>"
				+ "<MISC_CFG><GPU_SBDF>0x00000018</GPU_SBDF><UEFI_OS_LOADER_NAME>loader.efi</UEFI_OS_LOADER_NAME></MISC_CFG></hv>"
				+ "<vm id=\"0\"><vm_type>SAFETY_VM</vm_type><name>PRE LAUNCHED</name><guest_flags><guest_flag>GUEST_FLAG_LAPIC_PASSTHROUGH</guest_flag>"
				+ when(newest, "<guest_flag>GUEST_FLAG_VCAT_ENABLED</guest_flag>") + "</guest_flags>"
				+ "<cpu_affinity><pcpu_id>3</pcpu_id></cpu_affinity><clos><vcpu_clos>1</vcpu_clos></clos><epc_section><base>0x70000000</base><size>0x100000</size></epc_section>"
				+ "<memory><start_hpa>0x120000000</start_hpa><size>0x20000000</size><start_hpa2>0x200000000</start_hpa2><size_hpa2>0x10000000</size_hpa2></memory>"
				+ when(newest, "<priority>PRIO_HIGH</priority>")
				+ "<os_config><name>Zephyr</name><kern_type>" + (dialect.compareTo(Dialect.V2_6) >= 0 ? "KERNEL_RAWIMAGE" : "KERNEL_ZEPHYR")
				+ "</kern_type><kern_mod>Zephyr_Image</kern_mod><ramdisk_mod/><bootargs>reboot=acpi</bootargs><kern_load_addr>0x8000</kern_load_addr><kern_entry_addr>0x8000</kern_entry_addr></os_config>"
				+ legacy(0, "COM1", "COM1_IRQ", "") + legacy(1, "COM2", newest ? "0" : "6", "<target_vm_id>1</target_vm_id><target_uart_id>1</target_uart_id>")
				+ "<console_vuart id=\"0\"><base>INVALID_PCI_BASE</base></console_vuart>" + communication(2, 2, 3)
				+ "<mmio_resources><TPM2>n</TPM2><p2sb>y</p2sb></mmio_resources><pt_intx>(14, 0) (15, 1)</pt_intx>"
				+ "<pci_devs><pci_dev>00:17.0 SATA controller: Intel Corporation Device a0d3 (rev 20)</pci_dev></pci_devs></vm>"
				+ "<vm id=\"1\"><vm_type>" + service + "</vm_type><name>ACRN Service VM</name><guest_flags><guest_flag>0</guest_flag></guest_flags>"
				+ "<cpu_affinity><pcpu_id>0</pcpu_id><pcpu_id>1</pcpu_id></cpu_affinity><clos><vcpu_clos>0</vcpu_clos><vcpu_clos>0</vcpu_clos></clos>"
				+ "<memory><start_hpa>0</start_hpa>" + when(early, "<size>CONFIG_SOS_RAM_SIZE</size>") + "</memory>" + when(newest, "<priority>PRIO_LOW</priority>")
				+ "<os_config><name>ACRN Service OS</name><kern_type>KERNEL_BZIMAGE</kern_type><kern_mod>Linux_bzImage</kern_mod><ramdisk_mod/><bootargs>"
				+ (newest ? "SERVICE_VM_OS_BOOTARGS" : "SOS_VM_BOOTARGS") + "</bootargs></os_config>"
				+ legacy(0, port + (newest ? "_COM3" : "_COM1"), port + (newest ? "_COM3_IRQ" : "_COM1_IRQ"), "")
				+ legacy(1, port + "_COM2", port + "_COM2_IRQ", "<target_vm_id>0</target_vm_id><target_uart_id>1</target_uart_id>")
				+ "<console_vuart id=\"0\"><base>INVALID_PCI_BASE</base></console_vuart>" + communicationOff()
				+ "<pci_devs><pci_dev/></pci_devs><board_private><rootfs>/dev/nvme0n1p3</rootfs><bootargs>rw console=ttyS0</bootargs></board_private></vm>"
				+ "<vm id=\"2\"><vm_type>POST_RT_VM</vm_type><name>rt</name><cpu_affinity><pcpu_id>2</pcpu_id></cpu_affinity><clos><vcpu_clos>0</vcpu_clos></clos>"
				+ when(newest, "<priority>PRIO_LOW</priority>")
				+ legacy(0, "INVALID_COM", "COM1_IRQ", "") + legacy(1, "INVALID_COM", "COM2_IRQ", "") + "<console_vuart id=\"0\"><base>PCI_VUART</base></console_vuart>"
				+ communication(3, 0, 2) + when(!early, "<PTM>y</PTM>") + "</vm>"
				+ when(!newest, "<vm id=\"3\"><vm_type>KATA_VM</vm_type><name>kata</name><cpu_affinity><pcpu_id>0</pcpu_id></cpu_affinity><clos><vcpu_clos>0</vcpu_clos></clos>"
						+ legacy(0, "INVALID_COM", "COM1_IRQ", "") + legacy(1, "INVALID_COM", "COM2_IRQ", "")
						+ "<console_vuart id=\"0\"><base>INVALID_PCI_BASE</base></console_vuart>" + communicationOff() + "</vm>")
				+ "</acrn-config>";
	}

	private static String legacy(int id, String port, String irq, String target) {
		return "<legacy_vuart id=\"" + id + "\"><type>VUART_LEGACY_PIO</type><base>" + port + "_BASE</base><irq>" + irq + "</irq>" + target + "</legacy_vuart>";
	}

	private static String communication(int id, int vm, int vuart) {
		return "<communication_vuart id=\"" + id + "\"><base>PCI_VUART</base><target_vm_id>" + vm + "</target_vm_id><target_uart_id>" + vuart + "</target_uart_id></communication_vuart>";
	}

	private static String communicationOff() {
		return "<communication_vuart id=\"1\"><base>INVALID_PCI_BASE</base><target_vm_id>0</target_vm_id><target_uart_id>1</target_uart_id></communication_vuart>";
	}

	private static String v3(Dialect dialect) {
		boolean first = dialect == Dialect.V3_0;
		boolean policies = dialect.compareTo(Dialect.V3_2) >= 0;
		boolean schedulers = dialect.compareTo(Dialect.V3_3) >= 0;
		String gpu = policies ? "<gpu><display_type>Window</display_type><displays><display><window_resolutions>1280x720</window_resolutions>"
				+ "<horizontal_offset>100</horizontal_offset><vertical_offset>50</vertical_offset></display></displays></gpu>" : "<gpu>geometry=1280x720+100+50</gpu>";
		return "<acrn-config><hv><BUILD_TYPE>release</BUILD_TYPE>"
				+ "<DEBUG_OPTIONS><SERIAL_CONSOLE>/dev/ttyS7</SERIAL_CONSOLE><MEM_LOGLEVEL>5</MEM_LOGLEVEL><NPK_LOGLEVEL>0</NPK_LOGLEVEL><CONSOLE_LOGLEVEL>3</CONSOLE_LOGLEVEL>"
				+ when(schedulers, "<CONSOLE_VM>1</CONSOLE_VM>") + "</DEBUG_OPTIONS>"
				+ "<FEATURES><RELOC_ENABLED>n</RELOC_ENABLED><SCHEDULER>SCHED_PRIO</SCHEDULER><MULTIBOOT2_ENABLED>y</MULTIBOOT2_ENABLED>"
				+ when(schedulers, "<SERVICE_VM_SUPERVISOR_ENABLED>y</SERVICE_VM_SUPERVISOR_ENABLED>")
				+ (first ? "<ENFORCE_TURNOFF_AC>n</ENFORCE_TURNOFF_AC><ENFORCE_TURNOFF_GP>n</ENFORCE_TURNOFF_GP>"
						: "<SPLIT_LOCK_DETECTION_ENABLED>y</SPLIT_LOCK_DETECTION_ENABLED><UC_LOCK_DETECTION_ENABLED>y</UC_LOCK_DETECTION_ENABLED>")
				+ "<SECURITY_VM_FIXUP>y</SECURITY_VM_FIXUP><KEEP_IRQ_DISABLED>y</KEEP_IRQ_DISABLED>"
				+ "<RDT><RDT_ENABLED>y</RDT_ENABLED><CDP_ENABLED>n</CDP_ENABLED><VCAT_ENABLED>y</VCAT_ENABLED></RDT><HYPERV_ENABLED>n</HYPERV_ENABLED>"
				+ "<IOMMU_ENFORCE_SNP>y</IOMMU_ENFORCE_SNP><ACPI_PARSE_ENABLED>y</ACPI_PARSE_ENABLED><L1D_VMENTRY_ENABLED>y</L1D_VMENTRY_ENABLED>"
				+ (first ? "<MCE_ON_PSC_DISABLED>y</MCE_ON_PSC_DISABLED>" : "<MCE_ON_PSC_ENABLED>n</MCE_ON_PSC_ENABLED>")
				+ when(schedulers, "<VUART_RX_BUF_SIZE>512</VUART_RX_BUF_SIZE><VUART_TX_BUF_SIZE>16384</VUART_TX_BUF_SIZE><VUART_TIMER_PCPU>1</VUART_TIMER_PCPU>")
				+ "<IVSHMEM><IVSHMEM_REGION><NAME>shm</NAME><PROVIDED_BY>Device Model</PROVIDED_BY><IVSHMEM_SIZE>4</IVSHMEM_SIZE>"
				+ when(schedulers, "<IVSHMEM_REGION_ID>7</IVSHMEM_REGION_ID>")
				+ "<IVSHMEM_VMS><IVSHMEM_VM><VM_NAME>pre</VM_NAME><VBDF>00:08.0</VBDF></IVSHMEM_VM><IVSHMEM_VM><VM_NAME>post</VM_NAME><VBDF>00:09.0</VBDF></IVSHMEM_VM></IVSHMEM_VMS>"
				+ "</IVSHMEM_REGION></IVSHMEM>" + when(policies, "<CPU_PERFORMANCE_POLICY>Nominal</CPU_PERFORMANCE_POLICY>") + "</FEATURES>"
				+ "<vuart_connections><vuart_connection><name>line</name>" + when(!first, "<type>legacy</type>")
				+ "<endpoint><vm_name>pre</vm_name><io_port>0x2F8</io_port></endpoint><endpoint><vm_name>service</vm_name><io_port>0x9200</io_port></endpoint></vuart_connection></vuart_connections>"
				+ "<MEMORY><STACK_SIZE>0x4000</STACK_SIZE><HV_RAM_START>0x800000</HV_RAM_START></MEMORY>"
				+ "<CAPACITIES><MAX_VM_NUM>17</MAX_VM_NUM><MAX_IOAPIC_NUM>2</MAX_IOAPIC_NUM>" + when(!first, "<MAX_PCI_BUS_NUM>8</MAX_PCI_BUS_NUM>")
				+ "<MAX_PCI_DEV_NUM>97</MAX_PCI_DEV_NUM><MAX_IOAPIC_LINES>119</MAX_IOAPIC_LINES><MAX_PT_IRQ_ENTRIES>64</MAX_PT_IRQ_ENTRIES><MAX_MSIX_TABLE_NUM/>"
				+ "<MAX_EMULATED_MMIO>32</MAX_EMULATED_MMIO></CAPACITIES><MISC_CFG><GPU_SBDF>0x00000018</GPU_SBDF></MISC_CFG>"
				+ when(!first, "<HIDDEN_PDEV_REGION><HIDDEN_PDEV>00:1f.1</HIDDEN_PDEV></HIDDEN_PDEV_REGION>")
				+ "<CACHE_REGION><CACHE_ALLOCATION><CACHE_ID>0x1</CACHE_ID><CACHE_LEVEL>2</CACHE_LEVEL><POLICY><VM>pre</VM><VCPU>0</VCPU><TYPE>Unified</TYPE><CLOS_MASK>0xf</CLOS_MASK></POLICY>"
				+ "</CACHE_ALLOCATION></CACHE_REGION></hv>"
				+ "<vm id=\"0\"><load_order>PRE_LAUNCHED_VM</load_order><name>pre</name><vm_type>STANDARD_VM</vm_type><console_vuart>COM Port 1</console_vuart>"
				+ "<memory><hpa_region><start_hpa>0x120000000</start_hpa><size_hpa>512</size_hpa></hpa_region></memory>" + when(policies, "<own_pcpu>y</own_pcpu>")
				+ "<cpu_affinity><pcpu><pcpu_id>3</pcpu_id></pcpu></cpu_affinity><lapic_passthrough>y</lapic_passthrough><virtual_cat_support>y</virtual_cat_support>"
				+ when(schedulers, "<virtual_thermal_monitor>y</virtual_thermal_monitor>") + "<virtual_cat_number>2</virtual_cat_number>"
				+ when(dialect == Dialect.V3_4, "<stateless>y</stateless>") + "<epc_section><base>0x70000000</base><size>0x100000</size></epc_section><priority>PRIO_HIGH</priority>"
				+ when(schedulers, "<bvt_weight>2</bvt_weight><bvt_warp_value>-5</bvt_warp_value>") + "<companion_vmid>2</companion_vmid>"
				+ "<os_config><kern_type>KERNEL_RAWIMAGE</kern_type><kern_mod>Zephyr_Image</kern_mod><bootargs>reboot=acpi</bootargs><kern_load_addr>0x8000</kern_load_addr></os_config>"
				+ "<mmio_resources><p2sb>y</p2sb></mmio_resources><pt_intx>(14, 0)</pt_intx><pci_devs><pci_dev>00:17.0 SATA controller: x (rev 20)</pci_dev></pci_devs></vm>"
				+ "<vm id=\"1\"><load_order>SERVICE_VM</load_order><name>service</name><vm_type>STANDARD_VM</vm_type><console_vuart>PCI</console_vuart>"
				+ "<os_config><kern_type>KERNEL_BZIMAGE</kern_type><kern_mod>Linux_bzImage</kern_mod><bootargs>root=/dev/sda2 rw</bootargs></os_config></vm>"
				+ "<vm id=\"2\"><load_order>POST_LAUNCHED_VM</load_order><name>post</name><vm_type>RTVM</vm_type><console_vuart>COM Port 4</console_vuart><os_type>Windows OS</os_type>"
				+ "<vuart0>n</vuart0><vbootloader>n</vbootloader><memory><size>1024</size></memory><cpu_affinity><pcpu><pcpu_id>1</pcpu_id><real_time_vcpu>y</real_time_vcpu></pcpu></cpu_affinity>"
				+ "<usb_xhci><usb_dev>1-2</usb_dev></usb_xhci><secure_world_support>y</secure_world_support><priority>PRIO_LOW</priority><PTM>y</PTM>"
				+ when(schedulers, "<customized_parameters>--x y</customized_parameters>")
				+ "<virtio_devices>" + gpu + "<console>" + when(!first, "<use_type>Virtio console</use_type><backend_type>stdio</backend_type>") + "</console>"
				+ "<network><interface_name>tap0</interface_name></network><block>./a.img</block><vsock>5</vsock></virtio_devices></vm></acrn-config>";
	}
}
