// SPDX-License-Identifier: BSD-3-Clause
/* Checks on the VM-execution, VM-exit and VM-entry controls, SDM 27.2.1. */
#include "entry.h"

#define PAGE_MISALIGNED		0x10
#define AREA_MISALIGNED		0x8
#define SECTION_EXECUTION	"SDM 27.2.1.1"
#define SECTION_EXIT_ENTRY	"SDM 27.2.1.2 and 27.2.1.3"

static void *page(void)
{
	static void *one;

	if (!one)
		one = page_alloc(1);
	return one;
}

static void set_proc2(u64 bits)
{
	vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
	vmcs_set(VMCS_PROC2_CONTROLS, bits);
}

static void with_secondary(void)
{
	NEEDS(PROC, ACTIVATE_SECONDARY);
	set_proc2(0);
}

static void with_io_bitmaps(void)
{
	NEEDS(PROC, USE_IO_BITMAPS);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_IO_BITMAPS);
	vmwrite(VMCS_IO_BITMAP_A, phys_of(page()));
	vmwrite(VMCS_IO_BITMAP_B, phys_of(page()));
}

static void with_msr_bitmaps(void)
{
	NEEDS(PROC, USE_MSR_BITMAPS);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_MSR_BITMAPS);
	vmwrite(VMCS_MSR_BITMAP, phys_of(page()));
}

static void with_tpr_shadow(void)
{
	NEEDS(PROC, USE_TPR_SHADOW);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TPR_SHADOW);
	vmwrite(VMCS_VIRTUAL_APIC_ADDR, phys_of(page()));
	vmwrite(VMCS_TPR_THRESHOLD, 0);
}

static void with_apic_accesses(void)
{
	NEEDS(PROC2, VIRTUALIZE_APIC_ACCESSES);
	set_proc2(PROC2_VIRTUALIZE_APIC_ACCESSES);
	vmwrite(VMCS_APIC_ACCESS_ADDR, phys_of(page()));
}

static void with_both_apics(void)
{
	NEEDS(PROC2, VIRTUALIZE_X2APIC);
	with_tpr_shadow();
	with_apic_accesses();
	set_proc2(PROC2_VIRTUALIZE_X2APIC);
}

static void x2apic_alone(void)
{
	NEEDS(PROC2, VIRTUALIZE_X2APIC);
	set_proc2(PROC2_VIRTUALIZE_X2APIC);
}

static void register_virt_alone(void)
{
	NEEDS(PROC2, APIC_REGISTER_VIRT);
	set_proc2(PROC2_APIC_REGISTER_VIRT);
}

static void intr_delivery_alone(void)
{
	NEEDS(PROC2, VIRTUAL_INTR_DELIVERY);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_EXT_INTR_EXITING);
	set_proc2(PROC2_VIRTUAL_INTR_DELIVERY);
}

static void intr_delivery_no_exiting(void)
{
	NEEDS(PROC2, VIRTUAL_INTR_DELIVERY);
	with_tpr_shadow();
	set_proc2(PROC2_VIRTUAL_INTR_DELIVERY);
	vmcs_clear_bits(VMCS_PIN_CONTROLS, PIN_EXT_INTR_EXITING);
}

static void with_nmi_exiting(void)
{
	NEEDS(PIN, VIRTUAL_NMIS);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_NMI_EXITING);
}

static void with_virtual_nmis(void)
{
	with_nmi_exiting();
	vmcs_set(VMCS_PIN_CONTROLS, PIN_VIRTUAL_NMIS);
}

static void with_vpid(void)
{
	NEEDS(PROC2, ENABLE_VPID);
	set_proc2(PROC2_ENABLE_VPID);
}

static void without_supervisor_shadow(void)
{
	case_needs(!(rdmsr(MSR_IA32_VMX_EPT_VPID_CAP) &
		     EPTVPID_SUPERVISOR_SHADOW),
		   "a CPU without supervisor shadow-stack control");
	with_ept();
}

static void unrestricted_alone(void)
{
	NEEDS(PROC2, UNRESTRICTED_GUEST);
	set_proc2(PROC2_UNRESTRICTED_GUEST);
}

static void pml_alone(void)
{
	NEEDS(PROC2, ENABLE_PML);
	vmwrite(VMCS_PML_ADDRESS, phys_of(page()));
	set_proc2(PROC2_ENABLE_PML);
}

static void with_pml(void)
{
	NEEDS(PROC2, ENABLE_PML);
	with_ept();
	pml_alone();
}

static void ve_alone(void)
{
	NEEDS(PROC2, EPT_VIOLATION_VE);
	vmwrite(VMCS_VE_INFO_ADDR, phys_of(page()));
	set_proc2(PROC2_EPT_VIOLATION_VE);
}

static void with_ve(void)
{
	NEEDS(PROC2, EPT_VIOLATION_VE);
	with_ept();
	ve_alone();
}

static void with_shadowing(void)
{
	NEEDS(PROC2, VMCS_SHADOWING);
	set_proc2(PROC2_VMCS_SHADOWING);
	vmwrite(VMCS_VMREAD_BITMAP, phys_of(page()));
	vmwrite(VMCS_VMWRITE_BITMAP, phys_of(page()));
}

static void with_functions(void)
{
	NEEDS(PROC2, ENABLE_VM_FUNCTIONS);
	with_ept();
	set_proc2(PROC2_ENABLE_VM_FUNCTIONS);
	vmwrite(VMCS_VM_FUNCTION_CONTROLS, VMFUNC_EPTP_SWITCHING);
	vmwrite(VMCS_EPTP_LIST_ADDR, phys_of(page()));
}

static void switching_without_ept(void)
{
	with_functions();
	vmcs_clear_bits(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
}

static void with_tsc_scaling(void)
{
	NEEDS(PROC2, USE_TSC_SCALING);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TSC_OFFSETTING);
	vmwrite(VMCS_TSC_MULTIPLIER, BIT64(48));
	set_proc2(PROC2_USE_TSC_SCALING);
}

static const struct entry_row control_rows[] = {
	{ "pin_required_0", "A pin-based control that must be 1 is 0.",
	  NULL, VMCS_PIN_CONTROLS, CLEAR, BIT(1) },
	{ "pin_unsupported_1", "A pin-based control that must be 0 is 1.",
	  NULL, VMCS_PIN_CONTROLS, OR, BIT(31) },
	{ "proc_required_0", "A processor-based control that must be 1 is 0.",
	  NULL, VMCS_PROC_CONTROLS, CLEAR, BIT(1) },
	{ "proc_unsupported_1", "A processor-based control that must be 0 is 1.",
	  NULL, VMCS_PROC_CONTROLS, OR, BIT(0) },
	{ "proc2_unsupported_1", "A secondary control that must be 0 is 1.",
	  with_secondary, VMCS_PROC2_CONTROLS, OR, BIT(31) },
	{ "proc2_not_activated", "Secondary controls that are not activated do not matter.",
	  NULL, VMCS_PROC2_CONTROLS, SET, 0xffffffff, .accepted = true },
	{ "cr3_target_count_5", "More CR3-target values than MISC[24:16].",
	  NULL, VMCS_CR3_TARGET_COUNT, SET, 5 },
	{ "cr3_target_count_4", "As many CR3-target values as there are.",
	  NULL, VMCS_CR3_TARGET_COUNT, SET, 4, .accepted = true },
	{ "io_bitmap_a_misaligned", "I/O bitmap A is not page-aligned.",
	  with_io_bitmaps, VMCS_IO_BITMAP_A, OR, PAGE_MISALIGNED },
	{ "io_bitmap_a_beyond_width", "I/O bitmap A beyond the physical-address width.",
	  with_io_bitmaps, VMCS_IO_BITMAP_A, OR, BEYOND_MAXPHYADDR },
	{ "io_bitmap_b_misaligned", "I/O bitmap B is not page-aligned.",
	  with_io_bitmaps, VMCS_IO_BITMAP_B, OR, PAGE_MISALIGNED },
	{ "io_bitmap_b_beyond_width", "I/O bitmap B beyond the physical-address width.",
	  with_io_bitmaps, VMCS_IO_BITMAP_B, OR, BEYOND_MAXPHYADDR },
	{ "io_bitmap_unused", "Without I/O bitmaps their addresses do not matter.",
	  NULL, VMCS_IO_BITMAP_A, SET, ~0ULL, .accepted = true },
	{ "msr_bitmap_misaligned", "The MSR bitmap is not page-aligned.",
	  with_msr_bitmaps, VMCS_MSR_BITMAP, OR, PAGE_MISALIGNED },
	{ "msr_bitmap_beyond_width", "The MSR bitmap beyond the physical-address width.",
	  with_msr_bitmaps, VMCS_MSR_BITMAP, OR, BEYOND_MAXPHYADDR },
	{ "msr_bitmap_unused", "Without MSR bitmaps their address does not matter.",
	  NULL, VMCS_MSR_BITMAP, SET, ~0ULL, .accepted = true },
	{ "tpr_shadow", "The TPR shadow with a good virtual-APIC page.",
	  with_tpr_shadow, .accepted = true },
	{ "virtual_apic_misaligned", "The virtual-APIC page is not page-aligned.",
	  with_tpr_shadow, VMCS_VIRTUAL_APIC_ADDR, OR, PAGE_MISALIGNED },
	{ "virtual_apic_beyond_width", "The virtual-APIC page beyond the physical-address width.",
	  with_tpr_shadow, VMCS_VIRTUAL_APIC_ADDR, OR, BEYOND_MAXPHYADDR },
	{ "tpr_threshold_reserved", "Bits 31:4 of the TPR threshold are not 0.",
	  with_tpr_shadow, VMCS_TPR_THRESHOLD, SET, 0x10 },
	{ "tpr_threshold_above_vtpr", "The TPR threshold is above VTPR[7:4].",
	  with_tpr_shadow, VMCS_TPR_THRESHOLD, SET, 1 },
	{ "x2apic_without_tpr_shadow", "Virtualize x2APIC mode needs the TPR shadow.",
	  x2apic_alone },
	{ "register_virt_without_tpr_shadow", "APIC-register virtualization needs the TPR shadow.",
	  register_virt_alone },
	{ "intr_delivery_without_tpr_shadow", "Virtual-interrupt delivery needs the TPR shadow.",
	  intr_delivery_alone },
	{ "intr_delivery_without_exiting", "Virtual-interrupt delivery needs external-interrupt exiting.",
	  intr_delivery_no_exiting },
	{ "virtual_nmis_without_nmi_exiting", "Virtual NMIs need NMI exiting.",
	  with_virtual_nmis, VMCS_PIN_CONTROLS, CLEAR, PIN_NMI_EXITING },
	{ "virtual_nmis", "Virtual NMIs with NMI exiting.",
	  with_virtual_nmis, .accepted = true },
	{ "nmi_window_without_virtual_nmis", "NMI-window exiting needs virtual NMIs.",
	  with_nmi_exiting, VMCS_PROC_CONTROLS, OR, PROC_NMI_WINDOW_EXITING },
	{ "apic_access_misaligned", "The APIC-access page is not page-aligned.",
	  with_apic_accesses, VMCS_APIC_ACCESS_ADDR, OR, PAGE_MISALIGNED },
	{ "apic_access_beyond_width", "The APIC-access page beyond the physical-address width.",
	  with_apic_accesses, VMCS_APIC_ACCESS_ADDR, OR, BEYOND_MAXPHYADDR },
	{ "x2apic_and_apic_accesses", "Virtualize x2APIC mode excludes APIC accesses.",
	  with_both_apics },
	{ "vpid_0", "VPID 0 belongs to VMX root operation.",
	  with_vpid, VMCS_VPID, SET, 0 },
	{ "vpid_1", "Another VPID.", with_vpid, VMCS_VPID, SET, 1,
	  .accepted = true },
	{ "vpid_unused", "Without VPIDs the field does not matter.",
	  NULL, VMCS_VPID, SET, 0, .accepted = true },
	{ "ept", "EPT with a good EPTP.", with_ept, .accepted = true },
	{ "eptp_memory_type", "The EPTP has a reserved memory type.",
	  with_ept, VMCS_EPT_POINTER, OR, 1 },
	{ "eptp_walk_length", "The EPTP has a page-walk length of 3.",
	  with_ept, VMCS_EPT_POINTER, CLEAR, 1ULL << EPTP_WALK_SHIFT },
	{ "eptp_reserved_7", "Bit 7 of the EPTP is 1.",
	  without_supervisor_shadow, VMCS_EPT_POINTER, OR, BIT64(7) },
	{ "eptp_reserved_11", "Bit 11 of the EPTP is 1.",
	  with_ept, VMCS_EPT_POINTER, OR, BIT64(11) },
	{ "eptp_beyond_width", "The EPTP beyond the physical-address width.",
	  with_ept, VMCS_EPT_POINTER, OR, BEYOND_MAXPHYADDR },
	{ "unrestricted_without_ept", "Unrestricted guest needs EPT.",
	  unrestricted_alone },
	{ "pml_without_ept", "PML needs EPT.", pml_alone },
	{ "pml_misaligned", "The PML log is not page-aligned.",
	  with_pml, VMCS_PML_ADDRESS, OR, PAGE_MISALIGNED },
	{ "ve_misaligned", "The #VE information area is not page-aligned.",
	  with_ve, VMCS_VE_INFO_ADDR, OR, PAGE_MISALIGNED },
	{ "vmread_bitmap_misaligned", "The VMREAD bitmap is not page-aligned.",
	  with_shadowing, VMCS_VMREAD_BITMAP, OR, PAGE_MISALIGNED },
	{ "vmwrite_bitmap_misaligned", "The VMWRITE bitmap is not page-aligned.",
	  with_shadowing, VMCS_VMWRITE_BITMAP, OR, PAGE_MISALIGNED },
	{ "function_unsupported", "A VM function that does not exist is enabled.",
	  with_functions, VMCS_VM_FUNCTION_CONTROLS, OR, BIT64(63) },
	{ "eptp_switching_without_ept", "EPTP switching needs EPT.",
	  switching_without_ept },
	{ "eptp_list_misaligned", "The EPTP list is not page-aligned.",
	  with_functions, VMCS_EPTP_LIST_ADDR, OR, PAGE_MISALIGNED },
	{ "tsc_scaling", "TSC scaling with multiplier 1.0.",
	  with_tsc_scaling, .accepted = true },
	{ "tsc_multiplier_0", "TSC scaling with multiplier 0.",
	  with_tsc_scaling, VMCS_TSC_MULTIPLIER, SET, 0 },
};

const struct entry_area controls_area = {
	"execution-controls", SECTION_EXECUTION, VMFAIL_CONTROLS,
	control_rows, ARRAY_SIZE(control_rows)
};

static void without_timer(void)
{
	NEEDS(EXIT, SAVE_PREEMPTION_TIMER);
	vmcs_clear_bits(VMCS_PIN_CONTROLS, PIN_PREEMPTION_TIMER);
}

static void with_exit_store(void)
{
	vmwrite(VMCS_EXIT_MSR_STORE_ADDR, phys_of(page()));
	vmwrite(VMCS_EXIT_MSR_STORE_COUNT, 1);
	*(u64 *)page() = MSR_IA32_SYSENTER_CS;
}

static void with_exit_load(void)
{
	vmwrite(VMCS_EXIT_MSR_LOAD_ADDR, phys_of(page()));
	vmwrite(VMCS_EXIT_MSR_LOAD_COUNT, 1);
	*(u64 *)page() = MSR_IA32_SYSENTER_CS;
}

static void with_entry_load(void)
{
	vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(page()));
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 1);
	*(u64 *)page() = MSR_IA32_SYSENTER_CS;
}

#define ADDRESS_ROWS(key, words, prepared, field)			\
	{ key, words " with one good entry.", prepared, .accepted = true }, \
	{ key "_misaligned", words " is not aligned to 16 bytes.",	\
	  prepared, field, OR, AREA_MISALIGNED },			\
	{ key "_beyond_width", words " beyond the physical-address width.", \
	  prepared, field, OR, BEYOND_MAXPHYADDR }

static const struct entry_row exit_entry_rows[] = {
	{ "exit_required_0", "A VM-exit control that must be 1 is 0.",
	  NULL, VMCS_EXIT_CONTROLS, CLEAR, BIT(0) },
	{ "exit_unsupported_1", "A VM-exit control that must be 0 is 1.",
	  NULL, VMCS_EXIT_CONTROLS, OR, BIT(26) },
	{ "save_timer_without_timer", "Saving the preemption timer needs the timer.",
	  without_timer, VMCS_EXIT_CONTROLS, OR, EXIT_SAVE_PREEMPTION_TIMER },
	ADDRESS_ROWS("exit_msr_store", "The VM-exit MSR-store area",
		     with_exit_store, VMCS_EXIT_MSR_STORE_ADDR),
	ADDRESS_ROWS("exit_msr_load", "The VM-exit MSR-load area",
		     with_exit_load, VMCS_EXIT_MSR_LOAD_ADDR),
	{ "exit_msr_areas_unused", "Without entries the areas' addresses do not matter.",
	  NULL, VMCS_EXIT_MSR_STORE_ADDR, SET, ~0ULL, .accepted = true },
	{ "entry_required_0", "A VM-entry control that must be 1 is 0.",
	  NULL, VMCS_ENTRY_CONTROLS, CLEAR, BIT(0) },
	{ "entry_unsupported_1", "A VM-entry control that must be 0 is 1.",
	  NULL, VMCS_ENTRY_CONTROLS, OR, BIT(31) },
	{ "entry_to_smm", "Entry to SMM from outside of SMM.",
	  NULL, VMCS_ENTRY_CONTROLS, OR, ENTRY_ENTRY_TO_SMM,
	  .fault = EMULATOR_FAULT_HIDDEN("the control is found with the guest state") },
	{ "deactivate_dual_monitor", "Deactivating dual-monitor treatment outside of SMM.",
	  NULL, VMCS_ENTRY_CONTROLS, OR, ENTRY_DEACTIVATE_DUAL },
	ADDRESS_ROWS("entry_msr_load", "The VM-entry MSR-load area",
		     with_entry_load, VMCS_ENTRY_MSR_LOAD_ADDR),
};

const struct entry_area exit_entry_controls_area = {
	"exit-entry-controls", SECTION_EXIT_ENTRY, VMFAIL_CONTROLS,
	exit_entry_rows, ARRAY_SIZE(exit_entry_rows)
};
