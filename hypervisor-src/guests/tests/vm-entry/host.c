// SPDX-License-Identifier: BSD-3-Clause
/* Checks on the host-state area, SDM 27.2.2 to 27.2.4. */
#include "entry.h"

#define RPL_1		1
#define TI		4
#define PAT_TYPE_2	2

static void with_pat(void)
{
	NEEDS(EXIT, LOAD_PAT);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_LOAD_PAT);
}

static void with_efer(void)
{
	NEEDS(EXIT, LOAD_EFER);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_LOAD_EFER);
}

#define SELECTOR_ROWS(key, field)					\
	{ key "_rpl", "RPL of the host selector is not 0.", NULL, field, OR, RPL_1 }, \
	{ key "_ti", "TI of the host selector is 1.", NULL, field, OR, TI }
#define CANONICAL_ROW(key, field)					\
	{ key "_non_canonical", "The host address is not canonical.",	\
	  NULL, field, SET, NON_CANONICAL }

static const struct entry_row rows[] = {
	{ "cr0_ne", "A bit that CR0_FIXED0 requires is 0.",
	  NULL, VMCS_HOST_CR0, CLEAR, CR0_NE },
	{ "cr0_pg", "CR0.PG is 0.", NULL, VMCS_HOST_CR0, CLEAR, CR0_PG },
	{ "cr0_upper_half", "A bit that CR0_FIXED1 forbids is 1.",
	  NULL, VMCS_HOST_CR0, OR, BIT64(32) },
	{ "cr4_vmxe", "A bit that CR4_FIXED0 requires is 0.",
	  NULL, VMCS_HOST_CR4, CLEAR, CR4_VMXE },
	{ "cr4_reserved", "A bit that CR4_FIXED1 forbids is 1.",
	  NULL, VMCS_HOST_CR4, OR, BIT64(31) },
	{ "cr4_pae", "A 64-bit host needs CR4.PAE.",
	  NULL, VMCS_HOST_CR4, CLEAR, CR4_PAE },
	{ "cr3_beyond_width", "CR3 beyond the physical-address width.",
	  NULL, VMCS_HOST_CR3, OR, BEYOND_MAXPHYADDR },
	CANONICAL_ROW("sysenter_esp", VMCS_HOST_SYSENTER_ESP),
	CANONICAL_ROW("sysenter_eip", VMCS_HOST_SYSENTER_EIP),
	{ "pat_type_2", "A PAT entry has the reserved type 2.",
	  with_pat, VMCS_HOST_PAT, SET, PAT_TYPE_2 },
	{ "pat_type_8", "A PAT entry has a type above 7.",
	  with_pat, VMCS_HOST_PAT, SET, 8ULL << 56 },
	{ "pat_good", "A PAT of write-back entries.",
	  with_pat, VMCS_HOST_PAT, SET, 0x0606060606060606ULL,
	  .accepted = true },
	{ "pat_not_loaded", "A PAT that is not loaded does not matter.",
	  NULL, VMCS_HOST_PAT, SET, ~0ULL, .accepted = true },
	{ "efer_reserved", "A reserved bit of EFER is 1.",
	  with_efer, VMCS_HOST_EFER, OR, BIT64(1) },
	{ "efer_lma", "EFER.LMA is not the host address-space size.",
	  with_efer, VMCS_HOST_EFER, CLEAR, EFER_LMA },
	{ "efer_lme", "EFER.LME is not the host address-space size.",
	  with_efer, VMCS_HOST_EFER, CLEAR, EFER_LME },
	{ "efer_not_loaded", "An EFER that is not loaded does not matter.",
	  NULL, VMCS_HOST_EFER, SET, ~0ULL, .accepted = true },
	SELECTOR_ROWS("es", VMCS_HOST_ES_SELECTOR),
	SELECTOR_ROWS("cs", VMCS_HOST_CS_SELECTOR),
	SELECTOR_ROWS("ss", VMCS_HOST_SS_SELECTOR),
	SELECTOR_ROWS("ds", VMCS_HOST_DS_SELECTOR),
	SELECTOR_ROWS("fs", VMCS_HOST_FS_SELECTOR),
	SELECTOR_ROWS("gs", VMCS_HOST_GS_SELECTOR),
	SELECTOR_ROWS("tr", VMCS_HOST_TR_SELECTOR),
	{ "cs_null", "The host CS is null.",
	  NULL, VMCS_HOST_CS_SELECTOR, SET, 0 },
	{ "tr_null", "The host TR is null.",
	  NULL, VMCS_HOST_TR_SELECTOR, SET, 0 },
	{ "ss_null", "A 64-bit host's SS may be null.",
	  NULL, VMCS_HOST_SS_SELECTOR, SET, 0, .accepted = true },
	CANONICAL_ROW("fs_base", VMCS_HOST_FS_BASE),
	CANONICAL_ROW("gs_base", VMCS_HOST_GS_BASE),
	CANONICAL_ROW("tr_base", VMCS_HOST_TR_BASE),
	CANONICAL_ROW("gdtr_base", VMCS_HOST_GDTR_BASE),
	CANONICAL_ROW("idtr_base", VMCS_HOST_IDTR_BASE),
	CANONICAL_ROW("rip", VMCS_HOST_RIP),
	{ "address_space_size_0", "A CPU in IA-32e mode has a 64-bit host.",
	  NULL, VMCS_EXIT_CONTROLS, CLEAR, EXIT_HOST_ADDR_SPACE_SIZE },
};

const struct entry_area host_area = {
	"host-state", "SDM 27.2.2 to 27.2.4", VMFAIL_HOST, rows,
	ARRAY_SIZE(rows)
};
