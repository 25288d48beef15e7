// SPDX-License-Identifier: BSD-3-Clause
/* INVEPT and INVVPID as instructions: SDM 31.3. Their effect is tests/ept. */
#include "instructions.h"
#include "nvmx/printk.h"

#define TYPE_COUNT	4	/* of INVVPID; INVEPT has 1 and 2 only */
#define GOOD_VPID	1
#define ERROR_OPERAND	VMFAIL_VALID(VMX_ERR_INVEPT_INVVPID_OPERAND)

struct descriptor {
	u64 low, high;
};

static u64 good_eptp(void)
{
	return fixture.spare_region[2] | MEMTYPE_WB | EPTP_WALK_4;
}

struct invept_row {
	const char *name, *purpose;
	u64 type;
	u64 eptp_xor;
	u64 capability;		/* the case is about this one; 0: about none */
	bool fails;
	struct emulator_fault fault;
};

#define NARROW_TYPE	EMULATOR_FAULT_HIDDEN("only bits 31:0 of the type are looked at")

static const struct invept_row invept_rows[] = {
	{ "invept_type_0", "INVEPT type 0 does not exist.", 0, 0, 0, true },
	{ "invept_single", "Single-context INVEPT.", 1, 0,
	  EPTVPID_INVEPT_SINGLE, false },
	{ "invept_all", "All-context INVEPT.", 2, 0,
	  EPTVPID_INVEPT_ALL, false },
	{ "invept_type_3", "INVEPT type 3 does not exist.", 3, 0, 0, true },
	{ "invept_type_huge", "The type register has 64 bits in 64-bit mode.",
	  BIT64(32) | 2, 0, 0, true, NARROW_TYPE },
	{ "invept_single_bad_memory_type",
	  "Single-context INVEPT of an EPTP with a reserved memory type.",
	  1, MEMTYPE_WB ^ 3, EPTVPID_INVEPT_SINGLE, true },
	{ "invept_single_bad_walk_length",
	  "Single-context INVEPT of an EPTP with page-walk length 3.",
	  1, EPTP_WALK_4 ^ 2ULL << EPTP_WALK_SHIFT, EPTVPID_INVEPT_SINGLE,
	  true },
	{ "invept_single_reserved",
	  "Single-context INVEPT of an EPTP with reserved bits set.",
	  1, BIT64(11), EPTVPID_INVEPT_SINGLE, true },
	{ "invept_single_beyond_width",
	  "Single-context INVEPT of an EPTP beyond the physical-address width.",
	  1, BEYOND_MAXPHYADDR, EPTVPID_INVEPT_SINGLE, true },
	{ "invept_all_ignores_eptp", "All-context INVEPT does not look at the EPTP.",
	  2, BIT64(11), EPTVPID_INVEPT_ALL, false },
};

static void run_invept(const void *data)
{
	const struct invept_row *row = data;
	struct descriptor descriptor = { good_eptp() ^ row->eptp_xor, 0 };

	NEEDS_EPTVPID(INVEPT);
	case_needs(!row->capability ||
		   rdmsr(MSR_IA32_VMX_EPT_VPID_CAP) & row->capability,
		   "the INVEPT type");
	start_with_current();
	check_result("INVEPT", row->fails ? ERROR_OPERAND : VMSUCCEED,
		     vmx_invept(row->type, &descriptor));
}

struct invvpid_row {
	const char *name, *purpose;
	u64 type;
	struct descriptor descriptor;
	bool fails;
	struct emulator_fault fault;
};

static const struct invvpid_row invvpid_rows[] = {
	{ "invvpid_address", "Individual-address INVVPID.", 0,
	  { GOOD_VPID, 0x1000 }, false },
	{ "invvpid_single", "Single-context INVVPID.", 1,
	  { GOOD_VPID, 0 }, false },
	{ "invvpid_all", "All-context INVVPID.", 2, { GOOD_VPID, 0 }, false },
	{ "invvpid_retaining_globals", "Single-context INVVPID, retaining globals.",
	  3, { GOOD_VPID, 0 }, false },
	{ "invvpid_type_4", "INVVPID type 4 does not exist.", 4,
	  { GOOD_VPID, 0 }, true },
	{ "invvpid_type_huge", "The type register has 64 bits in 64-bit mode.",
	  BIT64(32), { GOOD_VPID, 0 }, true, NARROW_TYPE },
	{ "invvpid_address_vpid_0", "Individual-address INVVPID of VPID 0.", 0,
	  { 0, 0x1000 }, true },
	{ "invvpid_single_vpid_0", "Single-context INVVPID of VPID 0.", 1,
	  { 0, 0 }, true },
	{ "invvpid_all_vpid_0", "All-context INVVPID does not look at the VPID.",
	  2, { 0, 0 }, false },
	{ "invvpid_globals_vpid_0", "Retaining-globals INVVPID of VPID 0.", 3,
	  { 0, 0 }, true },
	{ "invvpid_non_canonical", "Individual-address INVVPID of an address that is not canonical.",
	  0, { GOOD_VPID, NON_CANONICAL }, true },
	{ "invvpid_single_any_address", "Single-context INVVPID does not look at the address.",
	  1, { GOOD_VPID, NON_CANONICAL }, false },
	{ "invvpid_reserved", "Reserved bits 63:16 of the INVVPID descriptor.",
	  0, { BIT64(16) | GOOD_VPID, 0x1000 }, true },
};

static void run_invvpid(const void *data)
{
	const struct invvpid_row *row = data;

	NEEDS_EPTVPID(INVVPID);
	case_needs(row->type >= TYPE_COUNT ||
		   rdmsr(MSR_IA32_VMX_EPT_VPID_CAP) &
		   (u64)EPTVPID_INVVPID_ADDRESS << row->type,
		   "the INVVPID type");
	start_with_current();
	check_result("INVVPID", row->fails ? ERROR_OPERAND : VMSUCCEED,
		     vmx_invvpid(row->type, &row->descriptor));
}

CASE(invept_outside, "INVEPT outside of VMX operation.",
     "#UD, SDM 31.3 INVEPT")
{
	struct descriptor descriptor = { 0, 0 };

	fixture_prepare();
	check_result("INVEPT", UD_FAULT, vmx_invept(2, &descriptor));
}

CASE(invvpid_outside, "INVVPID outside of VMX operation.",
     "#UD, SDM 31.3 INVVPID")
{
	struct descriptor descriptor = { GOOD_VPID, 0 };

	fixture_prepare();
	check_result("INVVPID", UD_FAULT, vmx_invvpid(2, &descriptor));
}

CASE(invept_no_current, "A failing INVEPT without a current VMCS.",
     "VMfailInvalid, SDM 31.2")
{
	struct descriptor descriptor = { 0, 0 };

	NEEDS_EPTVPID(INVEPT);
	fixture_vmxon();
	check_result("INVEPT", VMFAIL_INVALID, vmx_invept(0, &descriptor));
}

void run_invalidation_cases(void)
{
	u32 i;

	report_area("invalidation");
	for (i = 0; i < ARRAY_SIZE(invept_rows); i++)
		report_case(&(struct test_case){
			.name = invept_rows[i].name,
			.purpose = invept_rows[i].purpose,
			.expect = invept_rows[i].fails ?
				  "VMfailValid(28), SDM 31.3 INVEPT" :
				  "VMsucceed, SDM 31.3 INVEPT",
			.run = run_invept, .row = &invept_rows[i],
			.fault = invept_rows[i].fault,
		});
	for (i = 0; i < ARRAY_SIZE(invvpid_rows); i++)
		report_case(&(struct test_case){
			.name = invvpid_rows[i].name,
			.purpose = invvpid_rows[i].purpose,
			.expect = invvpid_rows[i].fails ?
				  "VMfailValid(28), SDM 31.3 INVVPID" :
				  "VMsucceed, SDM 31.3 INVVPID",
			.run = run_invvpid, .row = &invvpid_rows[i],
			.fault = invvpid_rows[i].fault,
		});
	report_case(&case_invept_outside);
	report_case(&case_invvpid_outside);
	report_case(&case_invept_no_current);
	report_area_end();
}
