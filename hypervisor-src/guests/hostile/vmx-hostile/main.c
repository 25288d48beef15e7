// SPDX-License-Identifier: BSD-3-Clause
#include "hostile.h"
#include "nvmx/printk.h"

#define DEFAULT_STEPS	20000
#define DEFAULT_SEED	1
#define REPORTS		10

/* Pages of the sandbox. */
#define L2_CODE		(SANDBOX)
#define L2_PML4		(SANDBOX + 0x1000)
#define L2_PDPT		(SANDBOX + 0x2000)
#define L2_PD		(SANDBOX + 0x3000)
#define L2_STACK	(SANDBOX + 0x5000)

struct ept sandbox_ept;

static u64 random_state, steps;

SNIPPET(l2_code, "mov %rax, (%rdi)\n\tmov (%rsi), %rax\n\tcpuid\n\trdtsc\n\tvmcall");

void random_seed(u64 seed)
{
	random_state = seed * 0x9e3779b97f4a7c15ULL | 1;
}

/* xorshift64* */
u64 random64(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * 0x2545f4914f6cdd1dULL;
}

u32 random_below(u32 limit)
{
	return (u32)(random64() >> 32) % limit;
}

bool random_chance(u32 one_in)
{
	return !random_below(one_in);
}

u64 random_variant(u64 value)
{
	static const u64 boundaries[] = {
		0, 1, 0x7f, 0xff, 0xfff, 0x1000, 0xffff, 0x80000000,
		0xffffffff, 0x100000000ULL, 0x7fffffffffffULL,
		0x800000000000ULL, 0xffff800000000000ULL, ~0ULL
	};

	switch (random_below(4)) {
	case 0:
		return boundaries[random_below(ARRAY_SIZE(boundaries))];
	case 1:
		return random64() >> random_below(64);
	default:
		value ^= BIT64(random_below(64) >> random_below(3));
		return random_chance(2) ? value :
		       value ^ BIT64(random_below(32));
	}
}

static void build_sandbox(void)
{
	u64 *pd = (u64 *)L2_PD, i;

	memset((void *)L2_PML4, 0, L2_STACK - L2_PML4);
	memcpy((void *)L2_CODE, l2_code, 64);
	*(u64 *)L2_PML4 = L2_PDPT | PTE_P | PTE_W | PTE_A;
	*(u64 *)L2_PDPT = L2_PD | PTE_P | PTE_W | PTE_A;
	for (i = 0; i < 512; i++)
		pd[i] = i * SIZE_2M | PTE_P | PTE_W | PTE_PS | PTE_A | PTE_D;
}

static void build_ept(void)
{
	const u64 read_only = (EPT_READ | EPT_EXEC) |
			      (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT;
	u64 address;

	if (sandbox_ept.pml4)
		return;
	ept_create(&sandbox_ept);
	for (address = 0; address < SIZE_1G / 2; address += SIZE_2M)
		ept_map(&sandbox_ept, NGPA(address), GPA(address), SIZE_2M,
			address == SANDBOX ? EPT_RWX_WB : read_only);
}

void sandbox_l2(void)
{
	NEEDS(PROC2, ENABLE_EPT);
	build_sandbox();
	build_ept();
	fixture_l2_controls((const void *)L2_CODE, 0,
			    PROC_HLT_EXITING | PROC_UNCOND_IO_EXITING,
			    PROC2_ENABLE_EPT, 0, 0);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&sandbox_ept));
	vmwrite(VMCS_GUEST_CR3, L2_PML4);
	vmwrite(VMCS_GUEST_RSP, L2_STACK);
	fixture.l2.gpr[GPR_RDI] = SANDBOX + 0x8000;
	fixture.l2.gpr[GPR_RSI] = SANDBOX + 0x9000;
	vmx_invept(2, (u64[2]){ 0, 0 });
}

void check_outcome_known(struct vmx_result result)
{
	char text[96];

	if (result.outcome == VMX_WRONG_FLAGS ||
	    (result.outcome == VMX_FAIL_VALID &&
	     !strcmp(vmx_error_text(result.error), "no error of the SDM")))
		case_abort("%s", vmx_result_text(result, text, sizeof(text)));
}

static void repeat(void (*step)(void), const char *what)
{
	u64 i;

	for (i = 0; i < steps; i++) {
		if (i % (steps / REPORTS + 1) == 0)
			printf("%s: step %lu of %lu\n", what, i, steps);
		step();
	}
	check_u64("steps", steps, i);
}

CASE(instructions, "Random VMX instructions with random operands.",
     "each ends as the SDM says some instruction may, L1 lives")
{
	sandbox_l2();
	repeat(step_instructions, "instructions");
}

CASE(fields, "L2s with random guest state and controls.",
     "each entry fails or exits, L1 lives")
{
	sandbox_l2();
	repeat(step_fields, "fields");
}

CASE(ept, "Random EPT12 tables, with and without INVEPT.",
     "each access works or exits, L1 lives")
{
	sandbox_l2();
	repeat(step_ept, "ept");
}

CASE(ordinary_l2, "An ordinary L2 afterwards.",
     "exits CPUID(10) and VMCALL(18)")
{
	sandbox_l2();
	fixture.l2.gpr[GPR_RAX] = 0x1234;
	check_exit(EXIT_REASON_CPUID);
	check_u64("what L2 wrote", 0x1234, *(u64 *)(SANDBOX + 0x8000));
	l2_skip_instruction();
	check_exit(EXIT_REASON_VMCALL);
}

static const struct test_case *const cases[] = {
	&case_ordinary_l2, &case_instructions, &case_fields, &case_ept,
	&case_ordinary_l2,
};

void main(void)
{
	u64 seed = guest_cmdline_number("seed=", DEFAULT_SEED);

	steps = guest_cmdline_number("steps=", DEFAULT_STEPS);
	random_seed(seed);
	printf("vmx-hostile: seed %lu, %lu steps\n", seed, steps);
	report_begin("vmx-hostile", fixture_reset);
	report_cases("hostile", cases, ARRAY_SIZE(cases));
	report_end();
}
