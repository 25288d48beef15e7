// SPDX-License-Identifier: BSD-3-Clause
/* L1 and L2 outside of IA-32e mode. */
#include "legacy.h"

#define PDE_COUNT	1024
#define SIZE_4M		(1U << 22)

u32 legacy_page_directory[PDE_COUNT] __aligned(4096);
static u8 l2_stack[256] __aligned(16);

void legacy_paging_init(void)
{
	u32 i;

	for (i = 0; i < PDE_COUNT; i++)
		legacy_page_directory[i] = i * SIZE_4M | PTE_P | PTE_W | PTE_U |
					   PTE_PS;
}

void legacy_l2(const void *code)
{
	fixture_l2(code);
	vmcs_clear_bits(VMCS_ENTRY_CONTROLS, ENTRY_IA32E_MODE_GUEST |
					     ENTRY_LOAD_EFER);
	vmwrite(VMCS_GUEST_CR3, phys_of(legacy_page_directory));
	vmwrite(VMCS_GUEST_CR4, (read_cr4() & ~CR4_PAE) | CR4_PSE | CR4_VMXE);
	vmwrite(VMCS_GUEST_EFER, 0);
	vmwrite(VMCS_GUEST_CS_SELECTOR, LEGACY_SELECTOR_CODE);
	vmwrite(VMCS_GUEST_CS_AR, SEG_AR_S | SEG_AR_P | SEG_AR_G | SEG_AR_DB |
				  SEG_TYPE_CODE_RX_ACCESSED);
	vmwrite(VMCS_GUEST_RSP, phys_of(l2_stack) + sizeof(l2_stack));
}

void main(void)
{
	legacy_paging_init();
	report_begin("legacy-mode", fixture_reset);
	run_legacy_l1_cases();
	run_task_switch_cases();
	run_string_io_cases();
	run_pdpte_cases();
	report_end();
}
