// SPDX-License-Identifier: BSD-3-Clause
/* Checks on non-register state and PDPTEs, SDM 27.3.1.5 and 27.3.1.6. */
#include "entry.h"

#define ALL_DEBUG_RESERVED	GENMASK64(63, 17)
#define PENDING_BS		BIT64(14)

static void hlt_state(void)
{
	NEEDS_MISC(ACTIVITY_HLT);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_HLT);
}

static void hlt_at_cpl3(void)
{
	hlt_state();
	vmcs_set(VMCS_GUEST_CS_AR, SEG_AR_DPL_MASK);
	vmcs_set(VMCS_GUEST_SS_AR, SEG_AR_DPL_MASK);
	vmcs_set(VMCS_GUEST_CS_SELECTOR, 3);
	vmcs_set(VMCS_GUEST_SS_SELECTOR, 3);
}

static void hlt_with_sti(void)
{
	hlt_state();
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, INTERRUPTIBILITY_STI);
}

static void hlt_with_pf(void)
{
	hlt_state();
	vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | INTR_INFO_DELIVER_EC |
		INTR_TYPE_HARD_EXCEPTION << INTR_INFO_TYPE_SHIFT | VECTOR_PF);
}

static void shutdown_with_interrupt(void)
{
	NEEDS_MISC(ACTIVITY_SHUTDOWN);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_SHUTDOWN);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | 0x20);
}

static void wait_for_sipi_with_nmi(void)
{
	NEEDS_MISC(ACTIVITY_WAIT_SIPI);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_WAIT_SIPI);
	vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID |
		INTR_TYPE_NMI << INTR_INFO_TYPE_SHIFT | VECTOR_NMI);
}

static void with_interrupts(void)
{
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
}

static void inject_interrupt(void)
{
	with_interrupts();
	vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | 0x20);
}

static void inject_nmi(void)
{
	vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID |
		INTR_TYPE_NMI << INTR_INFO_TYPE_SHIFT | VECTOR_NMI);
}

static void inject_virtual_nmi(void)
{
	NEEDS(PIN, VIRTUAL_NMIS);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_NMI_EXITING | PIN_VIRTUAL_NMIS);
	inject_nmi();
}

static void sti_with_tf(void)
{
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF | RFLAGS_TF);
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, INTERRUPTIBILITY_STI);
}

static void sti_without_tf(void)
{
	with_interrupts();
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, INTERRUPTIBILITY_STI);
}

static u32 *spare_words(void)
{
	return (u32 *)(uintptr_t)fixture.spare_region[0];
}

static void link_wrong_revision(void)
{
	spare_words()[0] ^= 1;
	vmwrite(VMCS_VMCS_LINK_POINTER, fixture.spare_region[0]);
}

static void link_shadow_without_shadowing(void)
{
	spare_words()[0] |= VMCS_SHADOW_INDICATOR;
	vmwrite(VMCS_VMCS_LINK_POINTER, fixture.spare_region[0]);
}

static void link_itself(void)
{
	vmwrite(VMCS_VMCS_LINK_POINTER, fixture.l2.vmcs);
}

static void link_good(void)
{
	vmx_vmclear(&fixture.spare_region[0]);
	vmwrite(VMCS_VMCS_LINK_POINTER, fixture.spare_region[0]);
}

/* PAE paging: four PDPTEs that map the first GiB each. */
static u64 *pae_tables(void)
{
	static u64 *pdpt, *directory;
	u32 i;

	if (!pdpt) {
		pdpt = page_alloc(1);
		directory = page_alloc(1);
		for (i = 0; i < 512; i++)
			directory[i] = i * SIZE_2M | PTE_P | PTE_W | PTE_PS;
	}
	for (i = 0; i < 4; i++)
		pdpt[i] = phys_of(directory) | PTE_P;
	return pdpt;
}

static void with_pae(void)
{
	with_protected_mode();
	vmcs_set(VMCS_GUEST_CR4, CR4_PAE);
	vmwrite(VMCS_GUEST_CR3, phys_of(pae_tables()));
}

static void pae_reserved_in_memory(void)
{
	with_pae();
	pae_tables()[3] |= PTE_W;
}

static void with_pae_and_ept(void)
{
	const u64 *pdpt;
	u32 i;

	with_ept();
	with_pae();
	pdpt = pae_tables();
	for (i = 0; i < 4; i++)
		vmwrite(VMCS_GUEST_PDPTE0 + 2 * i, pdpt[i]);
}

static const struct entry_row rows[] = {
	{ "activity_4", "Activity state 4 does not exist.",
	  NULL, VMCS_GUEST_ACTIVITY_STATE, SET, 4 },
	{ "activity_upper_bits", "The activity state has 32 bits.",
	  NULL, VMCS_GUEST_ACTIVITY_STATE, SET, BIT(31) },
	{ "hlt_cpl3", "The HLT state needs DPL 0 of SS.", hlt_at_cpl3 },
	{ "hlt_sti", "The HLT state excludes blocking by STI.", hlt_with_sti },
	{ "hlt_pf", "In the HLT state no #PF is injected.", hlt_with_pf,
	  .fault = EMULATOR_FAULT_HIDDEN("the event is not checked against the state") },
	{ "shutdown_interrupt", "In the shutdown state no interrupt is injected.",
	  shutdown_with_interrupt },
	{ "wait_for_sipi_nmi", "In the wait-for-SIPI state nothing is injected.",
	  wait_for_sipi_with_nmi },
	{ "interruptibility_reserved_5", "Bit 5 of the interruptibility state is reserved.",
	  NULL, VMCS_GUEST_INTERRUPTIBILITY, SET, BIT(5) },
	{ "interruptibility_reserved_31", "Bit 31 of the interruptibility state is reserved.",
	  NULL, VMCS_GUEST_INTERRUPTIBILITY, SET, BIT(31) },
	{ "sti_and_mov_ss", "Blocking by STI and by MOV SS exclude each other.",
	  with_interrupts, VMCS_GUEST_INTERRUPTIBILITY, SET,
	  INTERRUPTIBILITY_STI | INTERRUPTIBILITY_MOV_SS },
	{ "sti_without_if", "Blocking by STI needs RFLAGS.IF.",
	  NULL, VMCS_GUEST_INTERRUPTIBILITY, SET, INTERRUPTIBILITY_STI },
	{ "interrupt_with_sti", "No external interrupt while STI blocks.",
	  inject_interrupt, VMCS_GUEST_INTERRUPTIBILITY, SET,
	  INTERRUPTIBILITY_STI },
	{ "interrupt_with_mov_ss", "No external interrupt while MOV SS blocks.",
	  inject_interrupt, VMCS_GUEST_INTERRUPTIBILITY, SET,
	  INTERRUPTIBILITY_MOV_SS },
	{ "nmi_with_mov_ss", "No NMI while MOV SS blocks.",
	  inject_nmi, VMCS_GUEST_INTERRUPTIBILITY, SET,
	  INTERRUPTIBILITY_MOV_SS },
	{ "virtual_nmi_blocked", "With virtual NMIs, no NMI while NMIs are blocked.",
	  inject_virtual_nmi, VMCS_GUEST_INTERRUPTIBILITY, SET,
	  INTERRUPTIBILITY_NMI,
	  .fault = EMULATOR_FAULT_HIDDEN("the event is not checked against the state") },
	{ "smi_outside_smm", "Blocking by SMI needs SMM.",
	  NULL, VMCS_GUEST_INTERRUPTIBILITY, SET, INTERRUPTIBILITY_SMI },
	{ "pending_debug_reserved", "Reserved bits of the pending debug exceptions.",
	  NULL, VMCS_GUEST_PENDING_DEBUG, SET, ALL_DEBUG_RESERVED },
	{ "pending_debug_reserved_4", "Bit 4 of the pending debug exceptions.",
	  NULL, VMCS_GUEST_PENDING_DEBUG, SET, BIT(4) },
	{ "pending_bs_missing", "STI blocks and TF is 1: BS must be 1.",
	  sti_with_tf,
	  .fault = EMULATOR_FAULT_HIDDEN("BS is not checked") },
	{ "pending_bs_spurious", "STI blocks and TF is 0: BS must be 0.",
	  sti_without_tf, VMCS_GUEST_PENDING_DEBUG, SET, PENDING_BS,
	  .fault = EMULATOR_FAULT_HIDDEN("BS is not checked") },
	{ "link_misaligned", "The link pointer is not page-aligned.",
	  NULL, VMCS_VMCS_LINK_POINTER, SET, 0x10,
	  .qualification = ENTRY_FAIL_LINK_POINTER },
	{ "link_beyond_width", "The link pointer beyond the physical-address width.",
	  NULL, VMCS_VMCS_LINK_POINTER, SET, BEYOND_MAXPHYADDR,
	  .qualification = ENTRY_FAIL_LINK_POINTER },
	{ "link_revision", "The linked VMCS has another revision.",
	  link_wrong_revision, .qualification = ENTRY_FAIL_LINK_POINTER },
	{ "link_shadow_bit", "Without VMCS shadowing the linked VMCS is no shadow.",
	  link_shadow_without_shadowing,
	  .qualification = ENTRY_FAIL_LINK_POINTER },
	{ "link_itself", "The link pointer is not the current VMCS.",
	  link_itself, .qualification = ENTRY_FAIL_LINK_POINTER },
	{ "link_good", "The link pointer names another VMCS region.",
	  link_good, .accepted = true },
	{ "pae", "PAE paging, PDPTEs in memory.", with_pae, .accepted = true },
	{ "pae_pdpte_in_memory", "A PDPTE in memory has a reserved bit set.",
	  pae_reserved_in_memory, .qualification = ENTRY_FAIL_PDPTE },
	{ "pae_ept", "PAE paging with EPT, PDPTEs in the VMCS.",
	  with_pae_and_ept, .accepted = true },
	{ "pae_pdpte0", "PDPTE0 in the VMCS has a reserved bit set.",
	  with_pae_and_ept, VMCS_GUEST_PDPTE0, OR, PTE_W,
	  .qualification = ENTRY_FAIL_PDPTE },
	{ "pae_pdpte3", "PDPTE3 in the VMCS has a reserved bit set.",
	  with_pae_and_ept, VMCS_GUEST_PDPTE3, OR, BIT64(5),
	  .qualification = ENTRY_FAIL_PDPTE },
	{ "pae_pdpte_beyond_width", "PDPTE2 beyond the physical-address width.",
	  with_pae_and_ept, VMCS_GUEST_PDPTE2, OR, BEYOND_MAXPHYADDR,
	  .qualification = ENTRY_FAIL_PDPTE },
	{ "pae_pdpte_not_present", "A PDPTE that is not present is not checked.",
	  with_pae_and_ept, VMCS_GUEST_PDPTE3, SET, ~1ULL, .accepted = true },
};

const struct entry_area guest_state_area = {
	"guest-state", "SDM 27.3.1.5 and 27.3.1.6", FAILURE_GUEST, rows,
	ARRAY_SIZE(rows)
};
