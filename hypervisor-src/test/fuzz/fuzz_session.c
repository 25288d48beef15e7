/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile L1: random VMX instructions with random operands, random field
 * values, writes to its own memory (bitmaps, EPT12, VMCS regions) between them,
 * random exits of L2, INS and OUTS, INIT and start-up IPIs. Properties: the fake
 * CPU's rules hold (it aborts when L0 breaks one), the right VMCS is loaded, L0's
 * pages are unharmed.
 */
#include <stdio.h>
#include "fuzz_input.h"
#include "nvmx/vmx_core.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

/* Places that mean something to VMX, so that random choices often hit. */
static const u64 places[] = {
	GPA_VMXON, GPA_VMCS12, GPA_VMCS12_B, GPA_OPERAND, GPA_MSR_BITMAP,
	GPA_IO_BITMAP_A, GPA_MSR_AREA, GPA_EPT12, GPA_VAPIC, FAKE_RAM_SIZE,
	GPA_VMCS12 + 8, 1ULL << 50, EPTP12_DEFAULT, ~0ULL, 0, 1,
};

static u64 value(struct fuzz_input *in)
{
	u64 kind = take(in, 1);

	if (kind < 128)
		return places[kind % ARRAY_SIZE(places)];
	return take(in, kind < 200 ? 4 : 8);
}

static void step_pointer(struct fuzz_input *in)
{
	static const u32 reasons[] = { EXIT_REASON_VMXON, EXIT_REASON_VMCLEAR,
				       EXIT_REASON_VMPTRLD, EXIT_REASON_VMPTRST };

	*ram_u64(GPA_OPERAND) = value(in);
	l1_insn_memory(reasons[take(in, 1) % 4], GPA_OPERAND, 0);
}

static void step_field(struct fuzz_input *in)
{
	u32 encoding = (u32)take(in, 2);

	if (encoding & 1)
		encoding = vmcs_fields[(encoding >> 1) % FID_COUNT].encoding;
	else
		encoding >>= 1;
	if (take(in, 1) & 1)
		l1_vmwrite(encoding, value(in));
	else
		l1_vmread(encoding);
}

static void step_invalidate(struct fuzz_input *in)
{
	*ram_u64(GPA_OPERAND) = value(in);
	*ram_u64(GPA_OPERAND + 8) = value(in);
	cpu.vcpu.gpr[GPR_RCX] = take(in, 1) % 5;
	l1_insn_memory(take(in, 1) & 1 ? EXIT_REASON_INVEPT : EXIT_REASON_INVVPID,
		       GPA_OPERAND, GPR_RCX);
}

static void step_memory(struct fuzz_input *in)
{
	u64 place = places[take(in, 1) % 9];

	*ram_u64(place + take(in, 2) % 512 * 8) = value(in);
}

static void step_raw(struct fuzz_input *in)
{
	static const u32 reasons[] = {
		EXIT_REASON_VMXOFF, EXIT_REASON_VMCALL, EXIT_REASON_VMFUNC,
		EXIT_REASON_VMREAD, EXIT_REASON_VMWRITE, EXIT_REASON_VMPTRST,
		EXIT_REASON_INVEPT, EXIT_REASON_INVVPID, EXIT_REASON_VMXON,
	};

	cpu.injected = false;
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_INFO, take(in, 4));
	fake_vmexit_write(VMCS_EXIT_QUALIFICATION, value(in));
	cpu.vcpu.gpr[take(in, 1) % GPR_COUNT] = value(in);
	nested_handle_insn(&cpu.vcpu, reasons[take(in, 1) % ARRAY_SIZE(reasons)]);
}

/* INS or OUTS of whoever runs, any segment state and address size. */
static void step_string_io(struct fuzz_input *in)
{
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_INFO, take(in, 4));
	fake_vmexit_write(VMCS_EXIT_QUALIFICATION, (take(in, 4) & ~7ULL) |
			  (1U << take(in, 1) % 3) - 1);
	cpu.vcpu.gpr[GPR_RSI] = value(in);
	cpu.vcpu.gpr[GPR_RDI] = value(in);
	handle_string_io(&cpu.vcpu);
}

static void step_l1(struct fuzz_input *in)
{
	u64 what = take(in, 1);

	if (what < 70)
		l1_insn(what & 1 ? EXIT_REASON_VMLAUNCH : EXIT_REASON_VMRESUME);
	else if (what < 90)
		step_pointer(in);
	else if (what < 200)
		step_field(in);
	else if (what < 220)
		step_invalidate(in);
	else if (what < 245)
		step_memory(in);
	else if (what < 252)
		step_raw(in);
	else
		step_string_io(in);
}

/* L2 exits for anything, with anything in the exit information. */
static void step_l2(struct fuzz_input *in)
{
	u32 reason = (u32)take(in, 1) % 74;

	if (cpu.vcpu.state == VCPU_L2_WAIT_SIPI) {
		/* As pcpu_idle() goes on. */
		cpu.vcpu.state = VCPU_RUNNING;
		nested_startup_ipi(&cpu.vcpu, (u8)reason);
		MUST(cpu.stopped || fake_vmcs01_is_loaded());
		return;
	}
	if (reason == EXIT_REASON_INVALID_GUEST)
		reason |= EXIT_REASON_ENTRY_FAILURE;
	if (reason == 70) {
		fake_vmexit_write(VMCS_VM_INSTRUCTION_ERROR, 7);
		nested_vm_entry_failed(&cpu.vcpu);
		return;
	}
	if (reason == 71) {
		nested_inject_exception(&cpu.vcpu, (u8)take(in, 1) % 32, true, 0);
		return;
	}
	if (reason == 72) {
		bool early = vmcs_read(VMCS_ENTRY_INTR_INFO) & INTR_INFO_VALID;

		MUST(nested_init_signal(&cpu.vcpu) == !early);
		MUST(cpu.stopped || cpu.vcpu.nested.in_l2 == early);
		return;
	}
	if (reason == 73) {
		step_string_io(in);
		return;
	}
	fake_vmexit_write(VMCS_EXIT_INTR_INFO, take(in, 4));
	fake_vmexit_write(VMCS_IDT_VECTORING_INFO, take(in, 4));
	fake_vmexit_write(VMCS_GUEST_PHYSICAL_ADDRESS, value(in) & ((1ULL << 48) - 1));
	fake_vmexit_write(VMCS_GUEST_INTERRUPTIBILITY, take(in, 1) & 0x1f);
	cpu.vcpu.gpr[GPR_RCX] = value(in);
	l2_exit(reason, value(in));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_input in = { data, size };

	fake_reset();
	if (take(&in, 1) & 1) {
		cpu.msrs.procbased_ctls2 &= ~((u64)PROC2_VMCS_SHADOWING << 32);
		cpu.msrs.misc &= ~(u64)MISC_VMWRITE_ANY_FIELD;
	}
	fake_start();
	if (take(&in, 1) & 1) {
		cpu.vcpu.nested.poll_ticks = 100;
		vmcs_write(VMCS_PIN_CONTROLS, vmcs_read(VMCS_PIN_CONTROLS) |
					      PIN_PREEMPTION_TIMER);
	}
	l1_prepare_l2();
	while (in.left && !cpu.stopped) {
		if (cpu.vcpu.nested.in_l2) {
			MUST(fake_vmcs02_is_loaded());
			MUST(vmcs_read(VMCS_HOST_RIP) == 0x100000);
			MUST(vmx_control_valid(cpu.msrs.true_procbased_ctls,
					       (u32)vmcs_read(VMCS_PROC_CONTROLS)));
			step_l2(&in);
		} else {
			MUST(fake_vmcs01_is_loaded());
			MUST(cpu.vcpu.state == VCPU_RUNNING);
			step_l1(&in);
		}
	}
	return 0;
}
