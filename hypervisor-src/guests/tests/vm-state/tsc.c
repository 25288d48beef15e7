// SPDX-License-Identifier: BSD-3-Clause
/* TSC offset and scaling, SDM 25.6.5 and 26.3. */
#include "state.h"

#define OFFSET		BIT64(40)
#define HALF		BIT64(47)	/* multipliers have 48 fraction bits */
#define DOUBLE		BIT64(49)

SNIPPET(l2_rdtscp, "rdtscp\n\tshl $32, %rdx\n\tmov %eax, %eax\n\tor %rdx, %rax\n\tvmcall");

static u64 before, after;

static void run_l2(void)
{
	before = rdtsc();
	check_exit(EXIT_REASON_VMCALL);
	after = rdtsc();
}

/* What L2 read lies between @low and @high. */
static void check_between(u64 low, u64 high)
{
	u64 value = fixture.l2.gpr[GPR_RAX];

	if (value < low || value > high)
		check_fail("a TSC in the range of L1's", "0x%lx not in 0x%lx..0x%lx",
			   value, low, high);
	else
		check_true("in range", true);
}

CASE(no_offset, "RDTSC of L2 without TSC offsetting.",
     "L1's TSC, the offset field does not matter, SDM 26.3")
{
	state_l2(l2_rdtsc);
	vmwrite(VMCS_TSC_OFFSET, OFFSET);
	run_l2();
	check_between(before, after);
}

CASE(offset, "RDTSC of L2 with TSC offsetting.",
     "L1's TSC + offset, SDM 26.3")
{
	NEEDS(PROC, USE_TSC_OFFSETTING);
	state_l2(l2_rdtsc);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TSC_OFFSETTING);
	vmwrite(VMCS_TSC_OFFSET, OFFSET);
	run_l2();
	check_between(before + OFFSET, after + OFFSET);
}

CASE(negative_offset, "RDTSC of L2 with a negative offset.",
     "L1's TSC - 4096, SDM 26.3")
{
	NEEDS(PROC, USE_TSC_OFFSETTING);
	state_l2(l2_rdtsc);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TSC_OFFSETTING);
	vmwrite(VMCS_TSC_OFFSET, -4096ULL);
	run_l2();
	check_between(before - 4096, after - 4096);
}

CASE(rdmsr_of_tsc, "RDMSR of IA32_TIME_STAMP_COUNTER by L2, no exit.",
     "with the offset like RDTSC, SDM 26.3")
{
	NEEDS(PROC, USE_TSC_OFFSETTING);
	state_l2(l2_rdmsr);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TSC_OFFSETTING);
	vmwrite(VMCS_TSC_OFFSET, OFFSET);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_TIME_STAMP_COUNTER;
	run_l2();
	check_between(before + OFFSET, after + OFFSET);
}

CASE(rdtscp, "RDTSCP of L2.",
     "with the offset, and IA32_TSC_AUX in ECX, SDM 26.3")
{
	NEEDS(PROC, USE_TSC_OFFSETTING);
	NEEDS(PROC2, ENABLE_RDTSCP);
	state_l2(l2_rdtscp);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TSC_OFFSETTING |
		 PROC_ACTIVATE_SECONDARY);
	vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_RDTSCP);
	vmwrite(VMCS_TSC_OFFSET, OFFSET);
	wrmsr(MSR_IA32_TSC_AUX, 0x77);
	run_l2();
	wrmsr(MSR_IA32_TSC_AUX, 0);
	check_between(before + OFFSET, after + OFFSET);
	check_u64("RCX of L2", 0x77, fixture.l2.gpr[GPR_RCX]);
}

static void scaled(u64 multiplier)
{
	NEEDS(PROC, USE_TSC_OFFSETTING);
	NEEDS(PROC2, USE_TSC_SCALING);
	state_l2(l2_rdtsc);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TSC_OFFSETTING |
		 PROC_ACTIVATE_SECONDARY);
	vmwrite(VMCS_PROC2_CONTROLS, PROC2_USE_TSC_SCALING);
	vmwrite(VMCS_TSC_OFFSET, OFFSET);
	vmwrite(VMCS_TSC_MULTIPLIER, multiplier);
	run_l2();
}

CASE(twice, "TSC scaling with multiplier 2.0.",
     "2 * L1's TSC + offset, SDM 26.3")
{
	scaled(DOUBLE);
	check_between(2 * before + OFFSET, 2 * after + OFFSET);
}

CASE(half, "TSC scaling with multiplier 0.5.",
     "L1's TSC / 2 + offset, SDM 26.3")
{
	scaled(HALF);
	check_between(before / 2 + OFFSET, after / 2 + OFFSET);
}

static const struct test_case *const cases[] = {
	&case_no_offset, &case_offset, &case_negative_offset, &case_rdmsr_of_tsc,
	&case_rdtscp, &case_twice, &case_half,
};

void run_tsc_cases(void)
{
	report_cases("tsc", cases, ARRAY_SIZE(cases));
}
