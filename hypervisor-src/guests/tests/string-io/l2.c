// SPDX-License-Identifier: BSD-3-Clause
/* INS and OUTS of an L2 at a port that L1 lets it use. */
#include "ept.h"
#include "string_io.h"

#define IDENTITY_END	(2 * SIZE_1G)
/* Guest-physical and linear, beyond what is mapped one to one. */
#define L2_WINDOW	0xc0000000ULL
#define QUAL_MASK	(GENMASK64(5, 0) | GENMASK64(8, 7))

SNIPPET(l2_rep_outsb, "rep outsb\n\tvmcall");
SNIPPET(l2_rep_insb, "rep insb\n\tvmcall");

static u8 bytes[8] = { 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28 };
static struct ept ept;

static void start_l2(const u8 *code, u64 address)
{
	fixture_l2(code);
	string_set_scratch(GUARD_BYTE);
	fixture.l2.gpr[GPR_RDX] = SCRATCH_PORT;
	fixture.l2.gpr[GPR_RCX] = 4;
	fixture.l2.gpr[GPR_RSI] = address;
	fixture.l2.gpr[GPR_RDI] = address;
}

static void with_ept(void)
{
	NEEDS(PROC2, ENABLE_EPT);
	if (!ept.pml4) {
		ept_create(&ept);
		ept_map_identity(&ept, IDENTITY_END);
	}
	*ept_entry(&ept, NGPA(L2_WINDOW), SIZE_1G) = 0;
	vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
	vmcs_set(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
}

CASE(outsb_no_exit, "REP OUTSB of an L2 whose I/O does not exit.",
     "no exit; the bytes go out, SDM 26.1.3")
{
	start_l2(l2_rep_outsb, phys_of(bytes));
	check_exit(EXIT_REASON_VMCALL);
	check_u64("scratch register", 0x24, string_scratch());
	check_u64("RSI of L2", phys_of(bytes) + 4, fixture.l2.gpr[GPR_RSI]);
	check_u64("RCX of L2", 0, fixture.l2.gpr[GPR_RCX]);
}

CASE(insb_no_exit, "REP INSB of an L2 on an EPT, whose I/O does not exit.",
     "no exit; the bytes come to where the EPT maps the page, SDM 29.3")
{
	static u8 page[PAGE_SIZE] __aligned(4096);

	memset(page, 1, sizeof(page));
	start_l2(l2_rep_insb, L2_WINDOW + 16);
	with_ept();
	ept_map(&ept, NGPA(L2_WINDOW), GPA(phys_of(page)), PAGE_SIZE, EPT_RWX_WB);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("the first byte", GUARD_BYTE, page[16]);
	check_u64("the last byte", GUARD_BYTE, page[19]);
	check_u64("the byte behind", 1, page[20]);
}

static void check_violation(u64 access)
{
	check_exit(EXIT_REASON_EPT_VIOLATION);
	check_u64("exit qualification", access | EPT_QUAL_GLA_VALID |
		  EPT_QUAL_GLA_TRANSLATED,
		  vmread(VMCS_EXIT_QUALIFICATION) & QUAL_MASK);
	check_u64("guest-physical address", L2_WINDOW + 16,
		  vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	check_u64("guest-linear address", L2_WINDOW + 16,
		  vmread(VMCS_GUEST_LINEAR_ADDRESS));
	check_u64("scratch register", GUARD_BYTE, string_scratch());
	check_u64("RCX of L2", 4, fixture.l2.gpr[GPR_RCX]);
}

CASE(outsb_ept_violation, "REP OUTSB of an L2 from a page that its EPT lacks.",
     "exit EPT violation(48) for a read, nothing goes out, SDM 28.2.1")
{
	start_l2(l2_rep_outsb, L2_WINDOW + 16);
	with_ept();
	check_violation(EPT_QUAL_READ);
	check_u64("guest RIP", (uintptr_t)l2_rep_outsb, vmread(VMCS_GUEST_RIP));
}

CASE(outsb_page_fault, "OUTSB of an L2 from an address that its page tables lack, #PF intercepted.",
     "exit Exception or NMI(0): #PF, the address in the qualification, SDM 28.2.1")
{
	window_map(0);
	start_l2(l2_rep_outsb, window_address(PAGE_ABSENT, 4));
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_PF));
	check_exit(EXIT_REASON_EXCEPTION_NMI);
	check_u64("interruption information", INTR_INFO_VALID | INTR_INFO_DELIVER_EC |
		  INTR_TYPE_HARD_EXCEPTION << INTR_INFO_TYPE_SHIFT | VECTOR_PF,
		  vmread(VMCS_EXIT_INTR_INFO));
	check_u64("error code", 0, vmread(VMCS_EXIT_INTR_EC));
	check_u64("exit qualification", window_address(PAGE_ABSENT, 4),
		  vmread(VMCS_EXIT_QUALIFICATION));
	check_u64("scratch register", GUARD_BYTE, string_scratch());
}

static const struct test_case *const cases[] = {
	&case_outsb_no_exit, &case_insb_no_exit, &case_outsb_ept_violation,
	&case_outsb_page_fault,
};

void run_l2_cases(void)
{
	report_cases("string-l2", cases, ARRAY_SIZE(cases));
}
