/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Random vmcs12 contents against the VM-entry checks and the merge.
 * Properties: a failure names its rule; what passes the control check merges
 * into controls that the CPU accepts; pointers stay within MAXPHYADDR.
 */
#include <stdio.h>
#include "fuzz_input.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void check_merge(const struct vmcs12 *v)
{
	struct merge_input in = {
		.caps = &nested_caps, .pin01 = (u32)cpu.msrs.true_pinbased_ctls,
		.proc01 = (u32)cpu.msrs.true_procbased_ctls | PROC_USE_MSR_BITMAPS,
		.proc2_01 = PROC2_ENABLE_EPT | PROC2_ENABLE_VPID,
		.exit01 = EXIT_HOST_ADDR_SPACE_SIZE, .tsc_multiplier01 = BIT64(48),
	};
	struct merged_controls out;

	merge_controls(&in, v, &out);
	MUST(vmx_control_valid(cpu.msrs.true_pinbased_ctls, out.pin));
	MUST(vmx_control_valid(cpu.msrs.true_procbased_ctls, out.proc));
	MUST(vmx_control_valid(cpu.msrs.procbased_ctls2, out.proc2));
	MUST(vmx_control_valid(cpu.msrs.true_exit_ctls, out.exit));
	MUST(vmx_control_valid(cpu.msrs.true_entry_ctls, out.entry));
	/* Dependences that the CPU would refuse (SDM 27.2.1.1). */
	MUST(!(out.pin & PIN_VIRTUAL_NMIS) || (out.pin & PIN_NMI_EXITING));
	MUST(!(out.proc & PROC_NMI_WINDOW_EXITING) || (out.pin & PIN_VIRTUAL_NMIS));
	MUST(!(out.exit & EXIT_SAVE_PREEMPTION_TIMER) ||
	     (out.pin & PIN_PREEMPTION_TIMER));
}

static void run_check(int (*check)(struct entry_context *, const struct vmcs12 *),
		      const struct vmcs12 *v, bool merge)
{
	struct entry_context ctx = {
		.caps = &nested_caps, .vm = &cpu.vm, .l1_long_mode = true,
		.vmcs12_gpa = GPA(GPA_VMCS12), .vmxon_region = GPA(GPA_VMXON),
	};
	int result = check(&ctx, v);

	MUST(!result == !ctx.failed);
	if (!result && merge)
		check_merge(v);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct vmcs12 v;

	if (!cpu.ram) {
		fake_reset();
		fake_start();
	}
	vmcs12_valid(&v);
	while (in.left) {
		unsigned int fid = (unsigned int)take(&in, 1) % FID_COUNT;
		u64 value = take(&in, 8);

		v.f[fid] = (value & 1 ? value >> 1 : v.f[fid] ^ (1ULL << (value >> 1) % 64)) &
			   vmcs_field_mask(fid);
	}
	run_check(check_controls, &v, true);
	run_check(check_host_state, &v, false);
	run_check(check_guest_state, &v, false);
	return 0;
}
