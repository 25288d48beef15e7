// SPDX-License-Identifier: BSD-3-Clause
/*
 * VM entry, SDM vol. 3C chapter 27: every check on the controls, the host and
 * the guest state, event injection and MSR loading.
 */
#include "entry.h"
#include "ept.h"
#include "nvmx/printk.h"

#define EPT_SPAN	(4 * SIZE_1G)

SNIPPET(l2_vmcall, "vmcall");

struct running_row {
	const struct entry_area *area;
	const struct entry_row *row;
};

static void change_field(const struct entry_row *row)
{
	switch (row->change) {
	case SET:
		vmwrite(row->field, row->value);
		break;
	case OR:
		vmcs_set(row->field, row->value);
		break;
	case CLEAR:
		vmcs_clear_bits(row->field, row->value);
		break;
	case NOTHING:
		break;
	}
}

static void run_row(const void *data)
{
	const struct running_row *running = data;
	const struct entry_row *row = running->row;

	fixture_l2(l2_vmcall);
	if (row->prepare)
		row->prepare();
	change_field(row);
	if (row->accepted) {
		check_exit(EXIT_REASON_VMCALL);
		return;
	}
	switch (running->area->outcome) {
	case VMFAIL_CONTROLS:
		check_entry_vmfail(VMX_ERR_ENTRY_CONTROLS);
		break;
	case VMFAIL_HOST:
		check_entry_vmfail(VMX_ERR_ENTRY_HOST_STATE);
		break;
	case FAILURE_GUEST:
		check_entry_failure(EXIT_REASON_INVALID_GUEST,
				    row->qualification);
		break;
	case FAILURE_MSR:
		check_entry_failure(EXIT_REASON_MSR_LOAD_FAIL,
				    row->qualification);
		break;
	}
}

static void describe(const struct entry_area *area, const struct entry_row *row,
		     char *buf, size_t size)
{
	static const char *const outcomes[] = {
		[VMFAIL_CONTROLS] = "VMfailValid(7)",
		[VMFAIL_HOST] = "VMfailValid(8)",
		[FAILURE_GUEST] = "VM-entry failure, reason 33",
		[FAILURE_MSR] = "VM-entry failure, reason 34",
	};

	if (row->accepted)
		snprintf(buf, size, "L2 runs, %s", area->section);
	else if (area->outcome >= FAILURE_GUEST)
		snprintf(buf, size, "%s qualification %lu, %s",
			 outcomes[area->outcome], row->qualification,
			 area->section);
	else
		snprintf(buf, size, "%s, %s", outcomes[area->outcome],
			 area->section);
}

void run_entry_area(const struct entry_area *area)
{
	char expect[96];
	u32 i;

	report_area(area->name);
	for (i = 0; i < area->count; i++) {
		const struct entry_row *row = &area->rows[i];
		struct running_row running = { area, row };

		describe(area, row, expect, sizeof(expect));
		report_case(&(struct test_case){
			.name = row->name, .purpose = row->rule,
			.expect = expect, .run = run_row, .row = &running,
			.fault = row->fault,
		});
	}
	report_area_end();
}

void with_ept(void)
{
	static struct ept ept;

	NEEDS(PROC2, ENABLE_EPT);
	if (!ept.pml4) {
		ept_create(&ept);
		ept_map_identity(&ept, EPT_SPAN);
	}
	vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
	vmcs_set(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
}

void with_unrestricted_guest(void)
{
	NEEDS(PROC2, UNRESTRICTED_GUEST);
	with_ept();
	vmcs_set(VMCS_PROC2_CONTROLS, PROC2_UNRESTRICTED_GUEST);
}

/* 32-bit paging with 4-MByte pages that map the first 4 GiB one to one. */
static u64 page_directory32(void)
{
	static u32 *directory;
	u32 i;

	if (!directory) {
		directory = page_alloc(1);
		for (i = 0; i < PAGE_SIZE / sizeof(u32); i++)
			directory[i] = i << 22 | (u32)(PTE_P | PTE_W | PTE_U |
						       PTE_PS);
	}
	return phys_of(directory);
}

void with_protected_mode(void)
{
	vmcs_clear_bits(VMCS_ENTRY_CONTROLS, ENTRY_IA32E_MODE_GUEST);
	vmwrite(VMCS_GUEST_CR3, page_directory32());
	vmcs_clear_bits(VMCS_GUEST_CR4, CR4_PAE | CR4_PCIDE);
	vmcs_set(VMCS_GUEST_CR4, CR4_PSE);
	vmcs_clear_bits(VMCS_GUEST_EFER, EFER_LMA | EFER_LME);
	vmcs_clear_bits(VMCS_GUEST_CS_AR, SEG_AR_L);
	vmcs_set(VMCS_GUEST_CS_AR, SEG_AR_DB);
}

void with_virtual_8086(void)
{
	/* SDM 27.3.1.2: base = selector << 4, limit FFFFH, rights F3H. */
	const u32 rights = SEG_AR_P | SEG_AR_DPL_MASK | SEG_AR_S |
			   SEG_TYPE_DATA_RW_ACCESSED;
	u32 i;

	with_protected_mode();
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_VM | RFLAGS_IOPL);
	for (i = 0; i < 6; i++) {
		vmwrite(VMCS_GUEST_ES_SELECTOR + 2 * i, 0x100);
		vmwrite(VMCS_GUEST_ES_BASE + 2 * i, 0x1000);
		vmwrite(VMCS_GUEST_ES_LIMIT + 2 * i, 0xffff);
		vmwrite(VMCS_GUEST_ES_AR + 2 * i, rights);
	}
	vmwrite(VMCS_GUEST_RIP, 0);
}

void with_entry_efer(void)
{
	NEEDS(ENTRY, LOAD_EFER);
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_EFER);
}

void main(void)
{
	report_begin("vm-entry", fixture_reset);
	run_entry_area(&controls_area);
	run_entry_area(&exit_entry_controls_area);
	run_entry_area(&injection_area);
	run_entry_area(&host_area);
	run_entry_area(&guest_registers_area);
	run_entry_area(&guest_segments_area);
	run_entry_area(&guest_state_area);
	run_entry_area(&msr_load_area);
	run_failure_cases();
	report_end();
}
