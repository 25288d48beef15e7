// SPDX-License-Identifier: BSD-3-Clause
/* VM exits of L2: SDM vol. 3C chapters 26 (causes) and 28 (what is saved). */
#include "exits.h"
#include "nvmx/printk.h"

struct running_row {
	const struct exit_row *row;
	bool off;
};

void set_control(enum control_word word, u64 bits)
{
	static const u32 fields[] = {
		[WORD_PIN] = VMCS_PIN_CONTROLS,
		[WORD_PROC] = VMCS_PROC_CONTROLS,
		[WORD_PROC2] = VMCS_PROC2_CONTROLS,
		[WORD_EXIT] = VMCS_EXIT_CONTROLS,
		[WORD_ENTRY] = VMCS_ENTRY_CONTROLS,
	};

	if (word == WORD_PROC2)
		vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
	vmcs_set(fields[word], bits);
}

static void check_row(const struct exit_row *row)
{
	if (!row->trap_like) {
		check_u64("guest RIP", (uintptr_t)row->at,
			  vmread(VMCS_GUEST_RIP));
		check_u64("instruction length", (u64)(row->end - row->at),
			  vmread(VMCS_EXIT_INSTRUCTION_LEN));
	}
	if (row->checks_qualification)
		check_u64("exit qualification", row->qualification,
			  vmread(VMCS_EXIT_QUALIFICATION));
	if (row->info_mask)
		check_u64("instruction information", row->info,
			  vmread(VMCS_EXIT_INSTRUCTION_INFO) & row->info_mask);
	if (row->check)
		row->check();
}

static void run_row(const void *data)
{
	const struct running_row *running = data;
	const struct exit_row *row = running->row;

	case_needs(!row->control || control_allowed(row->word, row->control),
		   row->key);
	fixture_l2(row->code);
	vmwrite(VMCS_PROC2_CONTROLS, 0);
	if (row->prepare)
		row->prepare();
	if (running->off) {
		check_exit(EXIT_REASON_VMCALL);
		check_u64("guest RIP", (uintptr_t)row->end,
			  vmread(VMCS_GUEST_RIP));
		return;
	}
	if (row->control)
		set_control(row->word, row->control);
	check_exit(row->reason);
	check_row(row);
}

static void report_row(const struct exit_area *area, const struct exit_row *row,
		       bool off)
{
	struct running_row running = { row, off };
	char name[48], expect[96];

	snprintf(name, sizeof(name), "%s%s", row->name, off ? "_off" : "");
	if (off)
		snprintf(expect, sizeof(expect), "no exit without %s, %s",
			 row->key, area->section);
	else
		snprintf(expect, sizeof(expect), "exit %s(%u), %s",
			 exit_reason_text(row->reason), row->reason,
			 area->section);
	report_case(&(struct test_case){
		.name = name, .purpose = row->purpose, .expect = expect,
		.run = run_row, .row = &running, .fault = row->fault,
	});
}

void run_exit_area(const struct exit_area *area)
{
	u32 i;

	report_area(area->name);
	for (i = 0; i < area->count; i++) {
		report_row(area, &area->rows[i], false);
		if (area->rows[i].control && !area->rows[i].no_off_case)
			report_row(area, &area->rows[i], true);
	}
	report_area_end();
}

void main(void)
{
	report_begin("vm-exits", fixture_reset);
	run_exit_area(&instructions_area);
	run_exit_area(&vmx_instructions_area);
	run_exit_area(&registers_area);
	run_exit_area(&io_area);
	run_exit_area(&msr_area);
	run_exit_area(&exceptions_area);
	run_other_exit_cases();
	report_end();
}
