/* SPDX-License-Identifier: BSD-3-Clause */
/* Checks on the guest-state area (SDM 27.3.1), one row per rule. */
#include "rule_table.h"

#define NON_CANONICAL	BIT64(47)
#define BAD_ADDRESS	BIT64(50)
#define EVENT(type, vector) (INTR_INFO_VALID | (type) << INTR_INFO_TYPE_SHIFT | (vector))
#define ENTRY_32BIT	(0x11fbULL | ENTRY_LOAD_EFER | ENTRY_LOAD_PAT | ENTRY_LOAD_DEBUG)
#define CR0_64BIT	(CR0_PE | CR0_PG | CR0_NE)
#define DATA_AR		0xc093ULL
#define CODE_AR		0xa09bULL	/* L, G */
#define NOT_PRESENT(ar)	((ar) & ~(u64)SEG_AR_P)

#define ENTRY_CET	(0x11fbULL | ENTRY_IA32E_MODE_GUEST | ENTRY_LOAD_EFER | ENTRY_LOAD_PAT | \
			 ENTRY_LOAD_DEBUG | ENTRY_LOAD_CET)

static const struct rule_case register_rules[] = {
	{ "S_CET reserved bit 9", { SET(ENTRY_CONTROLS, ENTRY_CET), SET(GUEST_S_CET, BIT64(9)) }, "s_cet_value_valid" },
	{ "S_CET bitmap address", { SET(ENTRY_CONTROLS, ENTRY_CET), SET(GUEST_S_CET, NON_CANONICAL) }, "GUEST_S_CET" },
	{ "SSP", { SET(ENTRY_CONTROLS, ENTRY_CET), SET(GUEST_SSP, NON_CANONICAL) }, "GUEST_SSP" },
	{ "SSP misaligned", { SET(ENTRY_CONTROLS, ENTRY_CET), SET(GUEST_SSP, 1) }, "SSP_RESERVED" },
	{ "SSP of 64 bits without IA-32e mode", { SET(ENTRY_CONTROLS, ENTRY_32BIT | ENTRY_LOAD_CET), SET(GUEST_EFER, 0), SET(GUEST_SSP, BIT64(32)) }, "ia32e" },
	{ "SSP table", { SET(ENTRY_CONTROLS, ENTRY_CET), SET(GUEST_SSP_TABLE, NON_CANONICAL) }, "GUEST_SSP_TABLE" },
	{ "CET state not loaded", { SET(GUEST_S_CET, BIT64(9)), SET(GUEST_SSP, 3) }, NULL },
	{ "CR0.NE = 0", { SET(GUEST_CR0, CR0_PE | CR0_PG) }, "cr0" },
	{ "CR0 bit 32", { SET(GUEST_CR0, CR0_64BIT | BIT64(32)) }, "cr0" },
	{ "CR0.NW and CD are not checked", { SET(GUEST_CR0, CR0_64BIT | CR0_NW) }, NULL },
	{ "CR0.PG without PE", { SET(GUEST_CR0, CR0_PG | CR0_NE), SET(PROC2_CONTROLS, PROC2_ENABLE_EPT | PROC2_UNRESTRICTED_GUEST) }, "CR0_PE" },
	{ "CR4.VMXE = 0", { SET(GUEST_CR4, CR4_PAE) }, "cr4" },
	{ "CR4.CET without CR0.WP", { SET(GUEST_CR4, CR4_VMXE | CR4_PAE | CR4_CET) }, "CR4_CET" },
	{ "DEBUGCTL reserved bit", { SET(GUEST_DEBUGCTL, BIT64(2)) }, "DEBUGCTL" },
	{ "DEBUGCTL not loaded", { SET(GUEST_DEBUGCTL, BIT64(2)), SET(ENTRY_CONTROLS, 0x11fb | ENTRY_IA32E_MODE_GUEST) }, NULL },
	{ "IA-32e mode without PG", { SET(GUEST_CR0, CR0_PE | CR0_NE), SET(PROC2_CONTROLS, PROC2_ENABLE_EPT | PROC2_UNRESTRICTED_GUEST) }, "ia32e || (cr0" },
	{ "IA-32e mode without PAE", { SET(GUEST_CR4, CR4_VMXE) }, "CR4_PAE" },
	{ "PCIDE without IA-32e mode", { SET(GUEST_CR4, CR4_VMXE | CR4_PCIDE), SET(ENTRY_CONTROLS, ENTRY_32BIT), SET(GUEST_EFER, 0) }, "CR4_PCIDE" },
	{ "CR3 beyond MAXPHYADDR", { SET(GUEST_CR3, BAD_ADDRESS) }, "GUEST_CR3" },
	{ "DR7 bit 32", { SET(GUEST_DR7, BIT64(32)) }, "dr7" },
	{ "SYSENTER_ESP", { SET(GUEST_SYSENTER_ESP, NON_CANONICAL) }, "SYSENTER_ESP" },
	{ "SYSENTER_EIP", { SET(GUEST_SYSENTER_EIP, NON_CANONICAL) }, "SYSENTER_EIP" },
	{ "PAT type 3", { SET(GUEST_PAT, 3) }, "pat" },
	{ "EFER reserved bit", { SET(GUEST_EFER, EFER_LMA | EFER_LME | BIT64(9)) }, "EFER_VALID_BITS" },
	{ "EFER.LMA = 0 in IA-32e mode", { SET(GUEST_EFER, EFER_LME) }, "EFER_LMA" },
	{ "EFER.LME = 0 with PG", { SET(GUEST_EFER, EFER_LMA) }, "EFER_LME" },
	{ "GDTR base", { SET(GUEST_GDTR_BASE, NON_CANONICAL) }, "GDTR_BASE" },
	{ "IDTR base", { SET(GUEST_IDTR_BASE, NON_CANONICAL) }, "IDTR_BASE" },
	{ "GDTR limit 64 KiB", { SET(GUEST_GDTR_LIMIT, 0x10000) }, "GDTR_LIMIT" },
	{ "IDTR limit 64 KiB", { SET(GUEST_IDTR_LIMIT, 0x10000) }, "IDTR_LIMIT" },
	{ "RIP of 64-bit code", { SET(GUEST_RIP, NON_CANONICAL) }, "GUEST_RIP" },
	{ "RIP of compatibility-mode code", { SET(GUEST_RIP, BIT64(32)), SET(GUEST_CS_AR, 0xc09b) }, "GUEST_RIP" },
	{ "RFLAGS bit 1 clear", { SET(GUEST_RFLAGS, BIT64(0)) }, "RFLAGS_FIXED1" },
	{ "RFLAGS bit 3", { SET(GUEST_RFLAGS, 2 | BIT64(3)) }, "RFLAGS_RESERVED" },
	{ "RFLAGS bit 22", { SET(GUEST_RFLAGS, 2 | BIT64(22)) }, "RFLAGS_RESERVED" },
	{ "interrupt with IF = 0", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_EXTERNAL, 32U)) }, "external" },
	{ "interrupt with IF = 1", { SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_EXTERNAL, 32U)), SET(GUEST_RFLAGS, 2 | RFLAGS_IF) }, NULL },
};

TEST(guest_register_rules, "a valid vmcs12 with one guest register wrong (SDM 27.3.1.1, .3, .4)",
     "Expect: the check fails by the rule named, and by no other")
{
	run_rules(check_guest_state, register_rules, ARRAY_SIZE(register_rules));
}

static const struct rule_case segment_rules[] = {
	{ "TR with TI", { SET(GUEST_TR_SELECTOR, 0x1c) }, "TR_SELECTOR" },
	{ "LDTR with TI", { SET(GUEST_LDTR_SELECTOR, 4), SET(GUEST_LDTR_AR, 0x82) }, "LDTR_SELECTOR" },
	{ "SS and CS with different RPL", { SET(GUEST_SS_SELECTOR, 0x13) }, "CS_SELECTOR" },
	{ "TR base", { SET(GUEST_TR_BASE, NON_CANONICAL) }, "TR_BASE" },
	{ "FS base", { SET(GUEST_FS_BASE, NON_CANONICAL) }, "FS_BASE" },
	{ "GS base", { SET(GUEST_GS_BASE, NON_CANONICAL) }, "GS_BASE" },
	{ "LDTR base, unusable", { SET(GUEST_LDTR_BASE, NON_CANONICAL) }, NULL },
	{ "LDTR base", { SET(GUEST_LDTR_BASE, NON_CANONICAL), SET(GUEST_LDTR_AR, 0x82) }, "LDTR_BASE" },
	{ "CS base above 4 GiB", { SET(GUEST_CS_BASE, BIT64(32)) }, "CS_BASE" },
	{ "SS base above 4 GiB", { SET(GUEST_SS_BASE, BIT64(32)) }, "SS_BASE" },
	{ "DS base above 4 GiB", { SET(GUEST_DS_BASE, BIT64(32)) }, "DS_BASE" },
	{ "ES base above 4 GiB", { SET(GUEST_ES_BASE, BIT64(32)) }, "ES_BASE" },
	{ "CS data segment", { SET(GUEST_CS_AR, 0xa093) }, "cs_type_valid" },
	{ "CS not accessed", { SET(GUEST_CS_AR, 0xa09a) }, "cs_type_valid" },
	{ "CS system segment", { SET(GUEST_CS_AR, CODE_AR & ~(u64)SEG_AR_S) }, "SEG_AR_S" },
	{ "CS DPL is not SS DPL", { SET(GUEST_CS_AR, CODE_AR | 0x60) }, "cs_dpl_valid" },
	{ "CS not present", { SET(GUEST_CS_AR, NOT_PRESENT(CODE_AR)) }, "SEG_AR_P" },
	{ "CS reserved bit 8", { SET(GUEST_CS_AR, CODE_AR | BIT64(8)) }, "AR_RESERVED" },
	{ "CS with L and D", { SET(GUEST_CS_AR, CODE_AR | SEG_AR_DB) }, "SEG_AR_DB" },
	{ "CS limit and G = 0", { SET(GUEST_CS_AR, CODE_AR & ~(u64)SEG_AR_G) }, "limit_fits" },
	{ "CS limit and G = 1", { SET(GUEST_CS_LIMIT, 0x1000) }, "limit_fits" },
	{ "SS DPL is not RPL", { SET(GUEST_SS_AR, DATA_AR | 0x60), SET(GUEST_CS_AR, CODE_AR | 0x60) }, "SS_SELECTOR" },
	{ "SS code segment", { SET(GUEST_SS_AR, 0xc09b) }, "ar_type(ar) == 3" },
	{ "SS read-only", { SET(GUEST_SS_AR, 0xc091) }, "ar_type(ar) == 3" },
	{ "SS not present", { SET(GUEST_SS_AR, NOT_PRESENT(DATA_AR)) }, "SEG_AR_P" },
	{ "SS unusable", { SET(GUEST_SS_AR, SEG_AR_UNUSABLE) }, NULL },
	{ "DS not accessed", { SET(GUEST_DS_AR, 0xc092) }, "TYPE_ACCESSED" },
	{ "ES execute-only", { SET(GUEST_ES_AR, 0xc099) }, "TYPE_READABLE" },
	{ "FS system segment", { SET(GUEST_FS_AR, DATA_AR & ~(u64)SEG_AR_S) }, "SEG_AR_S" },
	{ "GS not present", { SET(GUEST_GS_AR, NOT_PRESENT(DATA_AR)) }, "SEG_AR_P" },
	{ "DS with DPL below RPL", { SET(GUEST_DS_SELECTOR, 0x13) }, "seg_selector" },
	{ "DS reserved bit 17", { SET(GUEST_DS_AR, DATA_AR | BIT64(17)) }, "AR_RESERVED" },
	{ "ES limit and G", { SET(GUEST_ES_LIMIT, 0x1000) }, "limit_fits" },
	{ "ES unusable, anything else", { SET(GUEST_ES_AR, SEG_AR_UNUSABLE | 0xf00), SET(GUEST_ES_LIMIT, 1) }, NULL },
	{ "TR available TSS", { SET(GUEST_TR_AR, 0x89) }, "TSS_BUSY" },
	{ "TR 16-bit TSS in IA-32e mode", { SET(GUEST_TR_AR, 0x83) }, "TSS_BUSY" },
	{ "TR code segment", { SET(GUEST_TR_AR, 0x9b) }, "SEG_AR_S" },
	{ "TR not present", { SET(GUEST_TR_AR, 0xb) }, "SEG_AR_P" },
	{ "TR unusable", { SET(GUEST_TR_AR, 0x8b | SEG_AR_UNUSABLE) }, "usable" },
	{ "TR limit and G", { SET(GUEST_TR_LIMIT, 0x100000) }, "limit_fits" },
	{ "LDTR is no LDT", { SET(GUEST_LDTR_AR, 0x83) }, "SEG_TYPE_LDT" },
	{ "LDTR not present", { SET(GUEST_LDTR_AR, 0x2) }, "SEG_AR_P" },
};

TEST(guest_segment_rules, "a valid vmcs12 with one segment wrong (SDM 27.3.1.2)",
     "Expect: the check fails by the rule named, and by no other")
{
	run_rules(check_guest_state, segment_rules, ARRAY_SIZE(segment_rules));
}

static const struct rule_case nonregister_rules[] = {
	{ "activity state 4", { SET(GUEST_ACTIVITY_STATE, 4) }, "activity_supported" },
	{ "HLT at DPL 0", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_HLT) }, NULL },
	{ "shutdown", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_SHUTDOWN) }, NULL },
	{ "HLT with blocking by STI", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_HLT), SET(GUEST_INTERRUPTIBILITY, 1), SET(GUEST_RFLAGS, 2 | RFLAGS_IF) }, "BLOCKED_BY_STI" },
	{ "#GP into HLT", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_HLT), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_HARD_EXCEPTION, 13U)) }, "event_fits_activity" },
	{ "#DB into HLT", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_HLT), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_HARD_EXCEPTION, 1U)) }, NULL },
	{ "NMI into HLT", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_HLT), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_NMI, 2U)) }, NULL },
	{ "interrupt into shutdown", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_SHUTDOWN), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_EXTERNAL, 32U)), SET(GUEST_RFLAGS, 2 | RFLAGS_IF) }, "event_fits_activity" },
	{ "NMI into wait-for-SIPI", { SET(GUEST_ACTIVITY_STATE, ACTIVITY_WAIT_SIPI), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_NMI, 2U)) }, "event_fits_activity" },
	{ "interruptibility bit 5", { SET(GUEST_INTERRUPTIBILITY, BIT(5)) }, "INTERRUPTIBILITY_RESERVED" },
	{ "blocking by STI and MOV SS", { SET(GUEST_INTERRUPTIBILITY, 3), SET(GUEST_RFLAGS, 2 | RFLAGS_IF) }, "sti && mov_ss" },
	{ "blocking by STI with IF = 0", { SET(GUEST_INTERRUPTIBILITY, 1) }, "RFLAGS_IF" },
	{ "interrupt with blocking by MOV SS", { SET(GUEST_INTERRUPTIBILITY, 2), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_EXTERNAL, 32U)), SET(GUEST_RFLAGS, 2 | RFLAGS_IF) }, "external" },
	{ "NMI with blocking by MOV SS", { SET(GUEST_INTERRUPTIBILITY, 2), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_NMI, 2U)) }, "nmi" },
	{ "blocking by SMI", { SET(GUEST_INTERRUPTIBILITY, 4) }, "INTERRUPTIBILITY_SMI" },
	{ "NMI with virtual-NMI blocking", { SET(GUEST_INTERRUPTIBILITY, 8), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_NMI, 2U)), SET(PIN_CONTROLS, 0x16 | PIN_NMI_EXITING | PIN_VIRTUAL_NMIS) }, "VIRTUAL_NMIS" },
	{ "NMI with NMI blocking, no virtual NMIs", { SET(GUEST_INTERRUPTIBILITY, 8), SET(ENTRY_INTR_INFO, EVENT(INTR_TYPE_NMI, 2U)) }, NULL },
	{ "enclave interruption", { SET(GUEST_INTERRUPTIBILITY, BIT(4)) }, "ENCLAVE" },
	{ "pending debug bit 4", { SET(GUEST_PENDING_DEBUG, BIT64(4)) }, "PENDING_DEBUG_RESERVED" },
	{ "MOV SS, TF = 1, BS = 0", { SET(GUEST_INTERRUPTIBILITY, 2), SET(GUEST_RFLAGS, 2 | RFLAGS_TF) }, "single_step" },
	{ "MOV SS, TF = 0, BS = 1", { SET(GUEST_INTERRUPTIBILITY, 2), SET(GUEST_PENDING_DEBUG, BIT64(14)) }, "single_step" },
	{ "MOV SS, TF = 1, BS = 1", { SET(GUEST_INTERRUPTIBILITY, 2), SET(GUEST_RFLAGS, 2 | RFLAGS_TF), SET(GUEST_PENDING_DEBUG, BIT64(14)) }, NULL },
	{ "RTM without bit 12", { SET(GUEST_PENDING_DEBUG, BIT64(16)) }, "ENABLED_BP" },
	{ "link pointer misaligned", { SET(VMCS_LINK_POINTER, 4) }, "PAGE_MASK" },
	{ "link pointer beyond MAXPHYADDR", { SET(VMCS_LINK_POINTER, BAD_ADDRESS) }, "phys_addr_mask" },
	{ "link pointer not RAM", { SET(VMCS_LINK_POINTER, FAKE_RAM_SIZE) }, "guest_phys_read" },
	{ "link pointer to a foreign revision", { SET(VMCS_LINK_POINTER, GPA_OPERAND) }, "VMCS12_REVISION" },
	{ "link pointer to the current VMCS", { SET(VMCS_LINK_POINTER, GPA_VMCS12) }, "vmcs12_gpa" },
	{ "link pointer to another VMCS", { SET(VMCS_LINK_POINTER, GPA_VMCS12_B) }, NULL },
};

TEST(guest_nonregister_rules, "a valid vmcs12 with one non-register field wrong (SDM 27.3.1.5)",
     "Expect: the check fails by the rule named, and by no other")
{
	run_rules(check_guest_state, nonregister_rules, ARRAY_SIZE(nonregister_rules));
}

TEST(guest_link_pointer_qualification, "a bad VMCS link pointer",
     "Expect: exit qualification 4 (SDM 27.8)")
{
	struct entry_context ctx;
	struct vmcs12 v;

	vmcs12_valid(&v);
	context_init(&ctx);
	V12(&v, VMCS_LINK_POINTER) = 4;
	check_guest_state(&ctx, &v);
	EXPECT_EQ("qualification", ENTRY_FAIL_LINK_POINTER, ctx.qualification);
}

/* A 32-bit L2 with PAE paging. */
static void make_pae(struct vmcs12 *v)
{
	vmcs12_valid(v);
	V12(v, ENTRY_CONTROLS) = ENTRY_32BIT;
	V12(v, GUEST_EFER) = 0;
	V12(v, GUEST_CS_AR) = 0xc09b;
}

TEST(guest_pdptes, "PAE paging with a reserved bit in PDPTE 2",
     "Expect: qualification 2, from the fields with EPT, from memory without")
{
	struct entry_context ctx;
	struct vmcs12 v;

	make_pae(&v);
	context_init(&ctx);
	EXPECT_EQ("all not present", 0, check_guest_state(&ctx, &v));
	V12(&v, GUEST_PDPTE2) = PTE_P | BIT64(5);
	EXPECT_EQ("field", (u64)-EINVAL, (u64)check_guest_state(&ctx, &v));
	EXPECT_EQ("qualification", ENTRY_FAIL_PDPTE, ctx.qualification);
	V12(&v, PROC2_CONTROLS) = 0;
	V12(&v, GUEST_CR3) = 0x20020;
	EXPECT_EQ("memory is clean", 0, check_guest_state(&ctx, &v));
	*ram_u64(0x20030) = PTE_P | PTE_W;
	EXPECT_EQ("memory", (u64)-EINVAL, (u64)check_guest_state(&ctx, &v));
}

TEST(guest_vm86, "virtual-8086 segments (SDM 27.3.1.2)",
     "Expect: base = selector * 16, limit ffff, access rights f3")
{
	struct entry_context ctx;
	struct vmcs12 v;

	make_pae(&v);
	context_init(&ctx);
	V12(&v, GUEST_RFLAGS) = RFLAGS_FIXED1 | RFLAGS_VM;
	for (int i = 0; i < 6; i++) {
		v.f[FID_GUEST_ES_SELECTOR + i] = 0x100;
		v.f[FID_GUEST_ES_BASE + i] = 0x1000;
		v.f[FID_GUEST_ES_LIMIT + i] = 0xffff;
		v.f[FID_GUEST_ES_AR + i] = 0xf3;
	}
	EXPECT_EQ("proper", 0, check_guest_state(&ctx, &v));
	for (int i = 0; i < 6; i++) {
		struct vmcs12 bad = v;

		test_context("segment %d", i);
		bad.f[FID_GUEST_ES_BASE + i] = 0x1001;
		EXPECT_EQ("base", (u64)-EINVAL, (u64)check_guest_state(&ctx, &bad));
		bad = v;
		bad.f[FID_GUEST_ES_LIMIT + i] = 0xfffff;
		EXPECT_EQ("limit", (u64)-EINVAL, (u64)check_guest_state(&ctx, &bad));
		bad = v;
		bad.f[FID_GUEST_ES_AR + i] = 0x93;
		EXPECT_EQ("access rights", (u64)-EINVAL,
			  (u64)check_guest_state(&ctx, &bad));
	}
}
