// SPDX-License-Identifier: BSD-3-Clause
/*
 * VMCS shadowing for L2: SDM vol. 3C 25.10, 26.1.3 and 31.3 (VMREAD, VMWRITE).
 * L2 works on the VMCS that the VMCS link pointer names, as far as the two
 * bitmaps let it. What VM entry checks of the bitmaps is in vm-entry.
 */
#include "ept.h"
#include "fixture.h"

#define MARK		0x1234
#define OTHER_MARK	0x4321
#define WINDOW		0xc0000000ULL
#define IDENTITY_END	(2 * SIZE_1G)
#define NO_LINK		(~0ULL)
#define NO_SUCH_FIELD	0x7ffe		/* SDM 3D B has no such index */
#define BEYOND_BITMAP	BIT64(15)

/* RDI: the field; RBX: RFLAGS afterwards. */
SNIPPET(l2_vmread, "vmread %rdi, %rax\n\tpushfq\n\tpop %rbx\n\tvmcall");
SNIPPET(l2_vmread_memory, "vmread %rdi, (%rsi)\n\tpushfq\n\tpop %rbx\n\tvmcall");
SNIPPET(l2_vmwrite, "vmwrite %rsi, %rdi\n\tpushfq\n\tpop %rbx\n\tvmcall");
SNIPPET(l2_vmwrite_memory, "vmwrite (%rsi), %rdi\n\tpushfq\n\tpop %rbx\n\tvmcall");

static u8 vmread_bitmap[PAGE_SIZE] __aligned(4096);
static u8 vmwrite_bitmap[PAGE_SIZE] __aligned(4096);
static u64 operand[PAGE_SIZE / sizeof(u64)] __aligned(4096);

static void current(u64 *region)
{
	if (!vmx_succeeded(vmx_vmptrld(region)))
		case_abort("VMPTRLD of %lx failed", *region);
}

/* The shadow VMCS with @value in @field, not active. */
static void fill_shadow(u64 field, u64 value)
{
	u64 *region = &fixture.spare_region[0];

	*(u32 *)(uintptr_t)*region |= VMCS_SHADOW_INDICATOR;
	vmx_vmclear(region);
	current(region);
	if (field)
		vmwrite(field, value);
	vmx_vmclear(region);
	current(&fixture.l2.vmcs);
}

/* L2 at @code with RDI = @field; nothing in the bitmaps. */
static void shadowed_l2(const u8 *code, u64 field, u64 value, u64 proc2)
{
	NEEDS(PROC2, VMCS_SHADOWING);
	fixture_l2_controls(code, 0, 0, PROC2_VMCS_SHADOWING | proc2, 0, 0);
	memset(vmread_bitmap, 0, PAGE_SIZE);
	memset(vmwrite_bitmap, 0, PAGE_SIZE);
	vmwrite(VMCS_VMREAD_BITMAP, phys_of(vmread_bitmap));
	vmwrite(VMCS_VMWRITE_BITMAP, phys_of(vmwrite_bitmap));
	fill_shadow(field, value);
	vmwrite(VMCS_VMCS_LINK_POINTER, fixture.spare_region[0]);
	fixture.l2.gpr[GPR_RDI] = field;
}

static void check_flags(u64 expected)
{
	check_u64("CF and ZF in L2", expected,
		  fixture.l2.gpr[GPR_RBX] & (RFLAGS_CF | RFLAGS_ZF));
}

static u64 shadow_field(u64 field)
{
	u64 value;

	vmx_vmclear(&fixture.spare_region[0]);
	current(&fixture.spare_region[0]);
	value = vmread(field);
	current(&fixture.l2.vmcs);
	return value;
}

struct field_row {
	u64 field;
};

static void run_read(const void *data)
{
	const struct field_row *row = data;

	shadowed_l2(l2_vmread, row->field, MARK, 0);
	check_exit(EXIT_REASON_VMCALL);
	check_flags(0);
	check_u64("what L2 read", MARK, fixture.l2.gpr[GPR_RAX]);
}

static void run_write(const void *data)
{
	const struct field_row *row = data;

	shadowed_l2(l2_vmwrite, row->field, OTHER_MARK, 0);
	fixture.l2.gpr[GPR_RSI] = MARK;
	check_exit(EXIT_REASON_VMCALL);
	check_flags(0);
	check_u64("the field of the shadow VMCS", MARK, shadow_field(row->field));
}

static const struct field_row guest_rip = { VMCS_GUEST_RIP };
static const struct field_row host_rip = { VMCS_HOST_RIP };
static const struct field_row es_selector = { VMCS_GUEST_ES_SELECTOR };
static const struct field_row tsc_offset = { VMCS_TSC_OFFSET };

#define ACCESS_CASE(access, id, text)					\
	static const struct test_case case_##access##_##id = {		\
		.name = #access "_" #id,				\
		.purpose = "L2 " text " of the linked VMCS.",		\
		.expect = "the shadow VMCS's field, no exit, VMsucceed, SDM 31.3", \
		.run = run_##access, .row = &id,			\
	}
ACCESS_CASE(read, guest_rip, "VMREADs a guest-state field");
ACCESS_CASE(read, host_rip, "VMREADs a host-state field");
ACCESS_CASE(read, es_selector, "VMREADs a 16-bit field");
ACCESS_CASE(read, tsc_offset, "VMREADs a control field");
ACCESS_CASE(write, guest_rip, "VMWRITEs a guest-state field");
ACCESS_CASE(write, host_rip, "VMWRITEs a host-state field");
ACCESS_CASE(write, tsc_offset, "VMWRITEs a control field");

CASE(own_field_untouched, "L2 writes a field of the linked VMCS.",
     "the same field of its own VMCS stays, SDM 25.10")
{
	shadowed_l2(l2_vmwrite, VMCS_HOST_SYSENTER_EIP, OTHER_MARK, 0);
	fixture.l2.gpr[GPR_RSI] = MARK;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("the current VMCS's field", 0, vmread(VMCS_HOST_SYSENTER_EIP));
	check_u64("the shadow VMCS's", MARK, shadow_field(VMCS_HOST_SYSENTER_EIP));
}

CASE(vmread_bitmap_bit, "The field's bit in the VMREAD bitmap alone is 1.",
     "VMREAD exits (23), VMWRITE does not, SDM 25.6.15")
{
	shadowed_l2(l2_vmread, VMCS_GUEST_RIP, MARK, 0);
	vmread_bitmap[VMCS_GUEST_RIP / 8] = 1U << VMCS_GUEST_RIP % 8;
	check_exit(EXIT_REASON_VMREAD);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_vmwrite);
	fixture_guard();
	check_exit(EXIT_REASON_VMCALL);
}

CASE(vmwrite_bitmap_bit, "The field's bit in the VMWRITE bitmap alone is 1.",
     "VMWRITE exits (25), VMREAD does not, SDM 25.6.15")
{
	shadowed_l2(l2_vmwrite, VMCS_GUEST_RIP, MARK, 0);
	vmwrite_bitmap[VMCS_GUEST_RIP / 8] = 1U << VMCS_GUEST_RIP % 8;
	check_exit(EXIT_REASON_VMWRITE);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_vmread);
	fixture_guard();
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", MARK, fixture.l2.gpr[GPR_RAX]);
}

/* L2 reads by an encoding that no field has. */
static void absent_field_l2(u64 encoding)
{
	shadowed_l2(l2_vmread, 0, 0, 0);
	fixture.l2.gpr[GPR_RDI] = encoding;
}

CASE(beyond_bitmap, "An encoding with bit 15.", "exit VMREAD(23), SDM 26.1.3")
{
	absent_field_l2(BEYOND_BITMAP);
	check_exit(EXIT_REASON_VMREAD);
}

CASE(control_off, "Clear bitmaps, but VMCS shadowing is 0.",
     "exit VMREAD(23), SDM 26.1.3")
{
	shadowed_l2(l2_vmread, VMCS_GUEST_RIP, MARK, 0);
	vmcs_clear_bits(VMCS_PROC2_CONTROLS, PROC2_VMCS_SHADOWING);
	vmwrite(VMCS_VMCS_LINK_POINTER, NO_LINK);
	check_exit(EXIT_REASON_VMREAD);
}

CASE(no_link, "L2 reads and there is no linked VMCS.", "VMfailInvalid, SDM 31.3")
{
	shadowed_l2(l2_vmread, VMCS_GUEST_RIP, MARK, 0);
	vmwrite(VMCS_VMCS_LINK_POINTER, NO_LINK);
	check_exit(EXIT_REASON_VMCALL);
	check_flags(RFLAGS_CF);
}

CASE(no_such_field, "L2 reads a field that does not exist.",
     "VMfailValid(12), SDM 31.3")
{
	absent_field_l2(NO_SUCH_FIELD);
	check_exit(EXIT_REASON_VMCALL);
	check_flags(RFLAGS_ZF);
}

CASE(memory_operands, "VMREAD to memory, then VMWRITE from memory.",
     "the words of L2's memory, SDM 31.3")
{
	shadowed_l2(l2_vmread_memory, VMCS_GUEST_RIP, MARK, 0);
	operand[0] = 0;
	fixture.l2.gpr[GPR_RSI] = (uintptr_t)operand;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", MARK, operand[0]);
	operand[0] = OTHER_MARK;
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_vmwrite_memory);
	fixture_guard();
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 wrote", OTHER_MARK, shadow_field(VMCS_GUEST_RIP));
}

static void behind_ept(u64 rights)
{
	static struct ept ept;
	u64 address, descriptor[2] = { 0, 0 };

	NEEDS(PROC2, ENABLE_EPT);
	if (!ept.pml4) {
		ept_create(&ept);
		for (address = 0; address < IDENTITY_END; address += SIZE_2M)
			ept_map(&ept, NGPA(address), GPA(address), SIZE_2M,
				EPT_RWX_WB);
	}
	*ept_entry(&ept, NGPA(WINDOW), SIZE_1G) = 0;
	ept_map(&ept, NGPA(WINDOW), GPA(phys_of(operand)), PAGE_SIZE,
		rights | (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT);
	shadowed_l2(l2_vmread_memory, VMCS_GUEST_RIP, MARK, PROC2_ENABLE_EPT);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
	descriptor[0] = ept_pointer(&ept);
	vmx_invept(1, descriptor);
	operand[1] = 0;
	fixture.l2.gpr[GPR_RSI] = WINDOW + sizeof(u64);
}

CASE(operand_behind_ept, "VMREAD to memory that EPT maps elsewhere.",
     "the word arrives where EPT says, SDM 29.3")
{
	behind_ept(EPT_RWX);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", MARK, operand[1]);
}

CASE(operand_violates_ept, "VMREAD to memory that EPT makes read-only.",
     "exit EPT violation(48): write, readable, SDM table 28-7")
{
	behind_ept(EPT_READ);
	check_exit(EXIT_REASON_EPT_VIOLATION);
	check_u64("write, and what EPT allows",
		  EPT_QUAL_WRITE | EPT_READ << EPT_QUAL_ALLOWED_SHIFT,
		  vmread(VMCS_EXIT_QUALIFICATION) &
		  (EPT_RWX | EPT_RWX << EPT_QUAL_ALLOWED_SHIFT));
	check_u64("guest-physical address", WINDOW + sizeof(u64),
		  vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	check_u64("guest RIP", (uintptr_t)l2_vmread_memory, vmread(VMCS_GUEST_RIP));
}

CASE_FAULTY(enter_shadow, "VMLAUNCH while the current VMCS is a shadow VMCS.",
	    "VMfailInvalid, SDM 27.1",
	    EMULATOR_FAULT_HIDDEN("the controls are checked first"))
{
	char got[64];

	shadowed_l2(l2_vmread, VMCS_GUEST_RIP, MARK, 0);
	current(&fixture.spare_region[0]);
	check_text("VMLAUNCH", "VMfailInvalid",
		   vmx_result_text(l2_enter(&fixture.l2), got, sizeof(got)));
}

CASE(link_not_shadow, "VMCS shadowing with a link to an ordinary VMCS.",
     "VM-entry failure(33) qualification 4, SDM 27.3.1.5")
{
	shadowed_l2(l2_vmread, VMCS_GUEST_RIP, MARK, 0);
	vmx_vmclear(&fixture.spare_region[1]);
	vmwrite(VMCS_VMCS_LINK_POINTER, fixture.spare_region[1]);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_LINK_POINTER);
}

static const struct test_case *const cases[] = {
	&case_read_guest_rip, &case_read_host_rip, &case_read_es_selector,
	&case_read_tsc_offset, &case_write_guest_rip, &case_write_host_rip,
	&case_write_tsc_offset, &case_own_field_untouched,
	&case_vmread_bitmap_bit, &case_vmwrite_bitmap_bit, &case_beyond_bitmap,
	&case_control_off, &case_no_link, &case_no_such_field,
	&case_memory_operands, &case_operand_behind_ept,
	&case_operand_violates_ept, &case_enter_shadow, &case_link_not_shadow,
};

void main(void)
{
	report_begin("vmcs-shadowing", fixture_reset);
	report_cases("vmcs-shadowing", cases, ARRAY_SIZE(cases));
	report_end();
}
