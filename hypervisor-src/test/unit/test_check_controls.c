/* SPDX-License-Identifier: BSD-3-Clause */
/* Checks on controls and host state (SDM 27.2), one row per rule. */
#include "rule_table.h"

#define PIN	0x16ULL			/* must-be-1 bits of the fake CPU */
#define PROC	(0x04006172ULL | PROC_ACTIVATE_SECONDARY)
#define EPT	(PROC2_ENABLE_EPT)
#define EVENT(type, vector) (INTR_INFO_VALID | (type) << INTR_INFO_TYPE_SHIFT | (vector))
#define BAD_ADDRESS	BIT64(50)
#define NON_CANONICAL	BIT64(47)

static const struct rule_case control_rules[] = {
	{ "pin-based: must-be-1 bit clear", { SET(PIN_CONTROLS, 0) }, "PIN_CONTROLS" },
	{ "pin-based: posted interrupts", { SET(PIN_CONTROLS, PIN | PIN_POSTED_INTERRUPTS) }, "PIN_CONTROLS" },
	{ "processor-based: must-be-1 bit clear", { SET(PROC_CONTROLS, 0) }, "PROC_CONTROLS" },
	{ "processor-based: reserved bit 0", { SET(PROC_CONTROLS, PROC | 1) }, "PROC_CONTROLS" },
	{ "secondary: hidden control", { SET(PROC2_CONTROLS, EPT | PROC2_ENCLS_EXITING) }, "PROC2_CONTROLS" },
	{ "secondary: ignored while not activated", { SET(PROC2_CONTROLS, ~0U), SET(PROC_CONTROLS, 0x04006172) }, NULL },
	{ "CR3-target count 5", { SET(CR3_TARGET_COUNT, 5) }, "CR3_TARGET_COUNT" },
	{ "CR3-target count 4", { SET(CR3_TARGET_COUNT, 4) }, NULL },
	{ "I/O bitmap A misaligned", { SET(PROC_CONTROLS, PROC | PROC_USE_IO_BITMAPS), SET(IO_BITMAP_A, 1) }, "IO_BITMAP" },
	{ "I/O bitmap B too high", { SET(PROC_CONTROLS, PROC | PROC_USE_IO_BITMAPS), SET(IO_BITMAP_B, BAD_ADDRESS) }, "IO_BITMAP" },
	{ "I/O bitmap unused", { SET(IO_BITMAP_A, 1) }, NULL },
	{ "MSR bitmap misaligned", { SET(PROC_CONTROLS, PROC | PROC_USE_MSR_BITMAPS), SET(MSR_BITMAP, 8) }, "MSR_BITMAP" },
	{ "virtual-APIC page misaligned", { SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, 8) }, "VIRTUAL_APIC_ADDR" },
	{ "virtual-APIC page not RAM", { SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, FAKE_RAM_SIZE) }, "gpa_to_hpa" },
	{ "TPR threshold bit 4", { SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, GPA_VAPIC), SET(TPR_THRESHOLD, 16) }, "~TPR_THRESHOLD_MASK" },
	{ "TPR threshold above VTPR", { SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, GPA_VAPIC), SET(TPR_THRESHOLD, 1) }, "vtpr >> 4" },
	{ "TPR threshold without TPR shadow", { SET(TPR_THRESHOLD, 1) }, NULL },
	{ "TPR threshold above VTPR, APIC accesses virtualized", { SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, GPA_VAPIC), SET(TPR_THRESHOLD, 1), SET(PROC2_CONTROLS, EPT | PROC2_VIRTUALIZE_APIC_ACCESSES), SET(APIC_ACCESS_ADDR, GPA_APIC_ACCESS) }, NULL },
	{ "APIC-access page misaligned", { SET(PROC2_CONTROLS, EPT | PROC2_VIRTUALIZE_APIC_ACCESSES), SET(APIC_ACCESS_ADDR, 8) }, "APIC_ACCESS_ADDR" },
	{ "APIC-access page that L1 has not", { SET(PROC2_CONTROLS, EPT | PROC2_VIRTUALIZE_APIC_ACCESSES), SET(APIC_ACCESS_ADDR, FAKE_RAM_SIZE) }, "gpa_to_hpa" },
	{ "APIC-access page without a TPR shadow", { SET(PROC2_CONTROLS, EPT | PROC2_VIRTUALIZE_APIC_ACCESSES), SET(APIC_ACCESS_ADDR, GPA_APIC_ACCESS) }, NULL },
	{ "x2APIC mode without a TPR shadow", { SET(PROC2_CONTROLS, EPT | PROC2_VIRTUALIZE_X2APIC) }, "USE_TPR_SHADOW" },
	{ "APIC registers without a TPR shadow", { SET(PROC2_CONTROLS, EPT | PROC2_APIC_REGISTER_VIRT) }, "USE_TPR_SHADOW" },
	{ "virtual interrupts without a TPR shadow", { SET(PROC2_CONTROLS, EPT | PROC2_VIRTUAL_INTR_DELIVERY) }, "USE_TPR_SHADOW" },
	{ "x2APIC mode with APIC accesses", { SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, GPA_VAPIC), SET(PROC2_CONTROLS, EPT | PROC2_VIRTUALIZE_X2APIC | PROC2_VIRTUALIZE_APIC_ACCESSES), SET(APIC_ACCESS_ADDR, GPA_APIC_ACCESS) }, "VIRTUALIZE_X2APIC" },
	{ "virtual interrupts without external-interrupt exiting", { SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, GPA_VAPIC), SET(PROC2_CONTROLS, EPT | PROC2_VIRTUAL_INTR_DELIVERY) }, "EXT_INTR_EXITING" },
	{ "virtual interrupts: no limit on the TPR threshold", { SET(PIN_CONTROLS, PIN | PIN_EXT_INTR_EXITING), SET(PROC_CONTROLS, PROC | PROC_USE_TPR_SHADOW), SET(VIRTUAL_APIC_ADDR, GPA_VAPIC), SET(PROC2_CONTROLS, EPT | PROC2_VIRTUAL_INTR_DELIVERY), SET(TPR_THRESHOLD, 0x1f) }, NULL },
	{ "PML without EPT", { SET(PROC2_CONTROLS, PROC2_ENABLE_PML) }, "ENABLE_PML" },
	{ "PML log misaligned", { SET(PROC2_CONTROLS, EPT | PROC2_ENABLE_PML), SET(PML_ADDRESS, 8) }, "PML_ADDRESS" },
	{ "PML index beyond the log", { SET(PROC2_CONTROLS, EPT | PROC2_ENABLE_PML), SET(GUEST_PML_INDEX, 512) }, NULL },
	{ "#VE area misaligned", { SET(PROC2_CONTROLS, EPT | PROC2_EPT_VIOLATION_VE), SET(VE_INFO_ADDR, 2) }, "VE_INFO_ADDR" },
	{ "#VE area beyond MAXPHYADDR", { SET(PROC2_CONTROLS, EPT | PROC2_EPT_VIOLATION_VE), SET(VE_INFO_ADDR, BAD_ADDRESS) }, "VE_INFO_ADDR" },
	{ "virtual NMIs without NMI exiting", { SET(PIN_CONTROLS, PIN | PIN_VIRTUAL_NMIS) }, "NMI_EXITING" },
	{ "NMI window without virtual NMIs", { SET(PROC_CONTROLS, PROC | PROC_NMI_WINDOW_EXITING) }, "NMI_WINDOW" },
	{ "VPID 0", { SET(VPID, 0) }, "VPID" },
	{ "VPID 0 without VPIDs", { SET(VPID, 0), SET(PROC2_CONTROLS, EPT) }, NULL },
	{ "EPTP memory type WC", { SET(EPT_POINTER, GPA_EPT12 | MEMTYPE_WC | EPTP_WALK_4) }, "eptp_valid" },
	{ "EPTP page walk of 5", { SET(EPT_POINTER, GPA_EPT12 | MEMTYPE_WB | 4 << EPTP_WALK_SHIFT) }, "eptp_valid" },
	{ "EPTP reserved bit 7", { SET(EPT_POINTER, EPTP12_DEFAULT | BIT64(7)) }, "eptp_valid" },
	{ "EPTP beyond MAXPHYADDR", { SET(EPT_POINTER, EPTP12_DEFAULT | BAD_ADDRESS) }, "eptp_valid" },
	{ "EPTP with A/D flags", { SET(EPT_POINTER, EPTP12_DEFAULT | EPTP_ACCESSED_DIRTY) }, NULL },
	{ "unrestricted guest without EPT", { SET(PROC2_CONTROLS, PROC2_UNRESTRICTED_GUEST) }, "UNRESTRICTED_GUEST" },
	{ "VM-exit: reserved", { SET(EXIT_CONTROLS, 0) }, "EXIT_CONTROLS" },
	{ "save timer without the timer", { SET(EXIT_CONTROLS, 0x36dfb | EXIT_HOST_ADDR_SPACE_SIZE | EXIT_SAVE_PREEMPTION_TIMER) }, "PREEMPTION_TIMER" },
	{ "MSR-store area misaligned", { SET(EXIT_MSR_STORE_COUNT, 1), SET(EXIT_MSR_STORE_ADDR, 8) }, "EXIT_MSR_STORE" },
	{ "MSR-store area ends too high", { SET(EXIT_MSR_STORE_COUNT, 2), SET(EXIT_MSR_STORE_ADDR, BIT64(48) - 16) }, "EXIT_MSR_STORE" },
	{ "MSR-load area too high (exit)", { SET(EXIT_MSR_LOAD_COUNT, 1), SET(EXIT_MSR_LOAD_ADDR, BAD_ADDRESS) }, "EXIT_MSR_LOAD" },
	{ "MSR areas unused", { SET(EXIT_MSR_STORE_ADDR, 8), SET(EXIT_MSR_LOAD_ADDR, 8), SET(ENTRY_MSR_LOAD_ADDR, 8) }, NULL },
	{ "VM-entry: reserved", { SET(ENTRY_CONTROLS, 0) }, "ENTRY_CONTROLS" },
	{ "VM-entry: entry to SMM", { SET(ENTRY_CONTROLS, 0x11fb | ENTRY_ENTRY_TO_SMM) }, "ENTRY_CONTROLS" },
	{ "MSR-load area misaligned (entry)", { SET(ENTRY_MSR_LOAD_COUNT, 1), SET(ENTRY_MSR_LOAD_ADDR, 4) }, "ENTRY_MSR_LOAD" },
	{ "event of type 1", { SET(ENTRY_INTR_INFO, EVENT(1U, 32)) }, "type != 1" },
	{ "event not valid", { SET(ENTRY_INTR_INFO, 0x7fffffff) }, NULL },
	{ "NMI with vector 3", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_NMI, 3U)) }, "event_vector_valid" },
	{ "exception with vector 32", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_HARD_EXCEPTION, 32U)) }, "event_vector_valid" },
	{ "other event with vector 1", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_OTHER, 1U)) }, "event_vector_valid" },
	{ "other event: pending MTF", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_OTHER, 0U)) }, NULL },
	{ "#GP without error code, BASIC[56] = 1", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_HARD_EXCEPTION, 13U)) }, NULL },
	{ "error code with an interrupt", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_EXTERNAL, 32U) | INTR_INFO_DELIVER_EC) }, "deliver_error_code_valid" },
	{ "error code in real mode", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_HARD_EXCEPTION, 13U) | INTR_INFO_DELIVER_EC), SET(GUEST_CR0, CR0_NE) }, "deliver_error_code_valid" },
	{ "event: reserved bit 12", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_EXTERNAL, 32U) | BIT(12)) }, "INTR_INFO_RESERVED" },
	{ "error code with bit 16", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_HARD_EXCEPTION, 13U) | INTR_INFO_DELIVER_EC), SET(ENTRY_EXCEPTION_EC, BIT(16)) }, "EXCEPTION_EC" },
	{ "software interrupt of 16 bytes", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_SOFT_INTERRUPT, 32U)), SET(ENTRY_INSTRUCTION_LEN, 16) }, "INSTRUCTION_LENGTH_MAX" },
	{ "software exception of 0 bytes, MISC[30] = 1", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_SOFT_EXCEPTION, 3U)) }, NULL },
};

TEST(control_rules, "a valid vmcs12 with one control wrong (SDM 27.2.1)",
     "Expect: the check fails by the rule named, and by no other")
{
	run_rules(check_controls, control_rules, ARRAY_SIZE(control_rules));
}

#define EXIT_32BIT	(0x36dfbULL | EXIT_LOAD_EFER | EXIT_LOAD_PAT)

#define EXIT_CET	(0x36dfbULL | EXIT_HOST_ADDR_SPACE_SIZE | EXIT_LOAD_CET)

static const struct rule_case host_rules[] = {
	{ "S_CET reserved bit 6", { SET(EXIT_CONTROLS, EXIT_CET), SET(HOST_S_CET, BIT64(6)) }, "s_cet_value_valid" },
	{ "S_CET with SUPPRESS and TRACKER", { SET(EXIT_CONTROLS, EXIT_CET), SET(HOST_S_CET, GENMASK64(11, 10)) }, "s_cet_value_valid" },
	{ "S_CET bitmap address", { SET(EXIT_CONTROLS, EXIT_CET), SET(HOST_S_CET, NON_CANONICAL) }, "HOST_S_CET" },
	{ "SSP", { SET(EXIT_CONTROLS, EXIT_CET), SET(HOST_SSP, NON_CANONICAL) }, "HOST_SSP" },
	{ "SSP misaligned", { SET(EXIT_CONTROLS, EXIT_CET), SET(HOST_SSP, 2) }, "SSP_RESERVED" },
	{ "SSP table", { SET(EXIT_CONTROLS, EXIT_CET), SET(HOST_SSP_TABLE, NON_CANONICAL) }, "HOST_SSP_TABLE" },
	{ "CET state not loaded", { SET(HOST_S_CET, BIT64(6)), SET(HOST_SSP, 3) }, NULL },
	{ "CR0.PG = 0", { SET(HOST_CR0, CR0_PE | CR0_NE) }, "HOST_CR0" },
	{ "CR0 bit 32", { SET(HOST_CR0, BIT64(32) | CR0_PE | CR0_PG | CR0_NE) }, "HOST_CR0" },
	{ "CR4.VMXE = 0", { SET(HOST_CR4, CR4_PAE) }, "HOST_CR4" },
	{ "CR4 reserved bit 31", { SET(HOST_CR4, CR4_PAE | CR4_VMXE | BIT64(31)) }, "HOST_CR4" },
	{ "CR4.CET without CR0.WP", { SET(HOST_CR4, CR4_PAE | CR4_VMXE | CR4_CET), SET(HOST_CR0, CR0_PE | CR0_NE | CR0_PG) }, "CR4_CET" },
	{ "CR3 beyond MAXPHYADDR", { SET(HOST_CR3, BAD_ADDRESS) }, "HOST_CR3" },
	{ "SYSENTER_ESP", { SET(HOST_SYSENTER_ESP, NON_CANONICAL) }, "SYSENTER_ESP" },
	{ "SYSENTER_EIP", { SET(HOST_SYSENTER_EIP, NON_CANONICAL) }, "SYSENTER_EIP" },
	{ "PAT type 2", { SET(HOST_PAT, 2) }, "HOST_PAT" },
	{ "PAT type 7 in PA7", { SET(HOST_PAT, 7ULL << 56) }, NULL },
	{ "PAT type 8", { SET(HOST_PAT, 8ULL << 56) }, "HOST_PAT" },
	{ "EFER reserved bit", { SET(HOST_EFER, EFER_LMA | EFER_LME | BIT64(1)) }, "HOST_EFER" },
	{ "EFER.LME = 0 with a 64-bit host", { SET(HOST_EFER, EFER_LMA) }, "long_mode_bits" },
	{ "EFER not loaded", { SET(EXIT_CONTROLS, 0x36dfb | EXIT_HOST_ADDR_SPACE_SIZE), SET(HOST_EFER, ~0ULL) }, NULL },
	{ "ES with RPL 1", { SET(HOST_ES_SELECTOR, 0x11) }, "HOST_ES" },
	{ "CS with TI", { SET(HOST_CS_SELECTOR, 0xc) }, "HOST_CS" },
	{ "SS with RPL 3", { SET(HOST_SS_SELECTOR, 0x13) }, "HOST_SS" },
	{ "DS with TI", { SET(HOST_DS_SELECTOR, 0x14) }, "HOST_DS" },
	{ "FS with RPL 2", { SET(HOST_FS_SELECTOR, 0x12) }, "HOST_FS" },
	{ "GS with TI", { SET(HOST_GS_SELECTOR, 0x14) }, "HOST_GS" },
	{ "TR with RPL 1", { SET(HOST_TR_SELECTOR, 0x19) }, "HOST_TR" },
	{ "CS null", { SET(HOST_CS_SELECTOR, 0) }, "HOST_CS_SELECTOR" },
	{ "TR null", { SET(HOST_TR_SELECTOR, 0) }, "HOST_TR_SELECTOR" },
	{ "SS null, 64-bit host", { SET(HOST_SS_SELECTOR, 0) }, NULL },
	{ "FS base", { SET(HOST_FS_BASE, NON_CANONICAL) }, "HOST_FS_BASE" },
	{ "GS base", { SET(HOST_GS_BASE, NON_CANONICAL) }, "HOST_GS_BASE" },
	{ "TR base", { SET(HOST_TR_BASE, NON_CANONICAL) }, "HOST_TR_BASE" },
	{ "GDTR base", { SET(HOST_GDTR_BASE, NON_CANONICAL) }, "HOST_GDTR_BASE" },
	{ "IDTR base", { SET(HOST_IDTR_BASE, NON_CANONICAL) }, "HOST_IDTR_BASE" },
	{ "32-bit host under a 64-bit L1", { SET(EXIT_CONTROLS, EXIT_32BIT), SET(HOST_EFER, 0) }, "l1_long_mode" },
	{ "CR4.PAE = 0, 64-bit host", { SET(HOST_CR4, CR4_VMXE) }, "CR4_PAE" },
	{ "RIP, 64-bit host", { SET(HOST_RIP, NON_CANONICAL) }, "HOST_RIP" },
};

TEST(host_rules, "a valid vmcs12 with one host-state field wrong (SDM 27.2.2 to 27.2.4)",
     "Expect: the check fails by the rule named, and by no other")
{
	run_rules(check_host_state, host_rules, ARRAY_SIZE(host_rules));
}

TEST(host_rules_32bit_l1, "address-space size for a 32-bit L1 (SDM 27.2.4)",
     "Expect: a 64-bit host or guest, PCIDE and a 64-bit RIP are refused")
{
	struct entry_context ctx;
	struct vmcs12 v;

	vmcs12_valid(&v);
	context_init(&ctx);
	ctx.l1_long_mode = false;
	EXPECT_EQ("64-bit guest", (u64)-EINVAL, (u64)check_host_state(&ctx, &v));
	V12(&v, ENTRY_CONTROLS) &= ~(u64)ENTRY_IA32E_MODE_GUEST;
	EXPECT_EQ("64-bit host", (u64)-EINVAL, (u64)check_host_state(&ctx, &v));
	V12(&v, EXIT_CONTROLS) = EXIT_32BIT;
	V12(&v, HOST_EFER) = 0;
	EXPECT_EQ("32-bit host", 0, check_host_state(&ctx, &v));
	V12(&v, HOST_SS_SELECTOR) = 0;
	EXPECT_EQ("SS null", (u64)-EINVAL, (u64)check_host_state(&ctx, &v));
	V12(&v, HOST_SS_SELECTOR) = 0x10;
	V12(&v, HOST_CR4) |= CR4_PCIDE;
	EXPECT_EQ("PCIDE", (u64)-EINVAL, (u64)check_host_state(&ctx, &v));
	V12(&v, HOST_CR4) &= ~CR4_PCIDE;
	V12(&v, HOST_RIP) = BIT64(32);
	EXPECT_EQ("RIP", (u64)-EINVAL, (u64)check_host_state(&ctx, &v));
}
