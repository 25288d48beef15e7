// SPDX-License-Identifier: BSD-3-Clause
/*
 * What an exit of L2 costs, in ticks of the TSC, seen by a minimal L1. On the
 * emulator a tick is an instruction, so the figures are repeatable.
 */
#include "bench.h"
#include "ept.h"
#include "vmx_guest.h"

#define ROUNDS		1000
#define FAULT_ROUNDS	64
#define COMPUTE_ROUNDS	1000000
#define PER_MILLE	1000

extern const u8 l2_cpuid[], l2_vmcall[], l2_out[], l2_rdmsr[], l2_hlt[];
extern const u8 l2_touch[], l2_refault[], l2_compute[], l2_programs_end[];
extern u8 lean_stack_top[];

u64 lean_run(u64 rounds, u64 reason, u64 first, u64 step);
void lean_exit(void);

static struct l2 l2;
static struct ept ept12;
static bool failed;

static u8 *l2_memory;

static void build_l2_memory(void)
{
	u64 *pdpt, *pd;
	u64 i;

	l2_memory = page_alloc(L2_MEMORY_SIZE / PAGE_SIZE);
	*(u64 *)(l2_memory + L2_PML4) = L2_PDPT | PTE_P | PTE_W;
	pdpt = (u64 *)(l2_memory + L2_PDPT);
	pd = (u64 *)(l2_memory + L2_PD);
	pdpt[0] = L2_PD | PTE_P | PTE_W;
	for (i = 1; i < 4; i++)
		pdpt[i] = i * SIZE_1G | PTE_P | PTE_W | PTE_PS;
	for (i = 0; i < SIZE_1G / SIZE_2M; i++)
		pd[i] = i * SIZE_2M | PTE_P | PTE_W | PTE_PS;
}

/* A new VMCS and a new EPT12, with @program loaded. */
static void create_l2(const u8 *program)
{
	memcpy(l2_memory + L2_CODE, program, (u64)(l2_programs_end - program));
	ept_create(&ept12);
	ept_map_range(&ept12, NGPA(0), GPA(phys_of(l2_memory)), L2_MEMORY_SIZE,
		      EPT_RWX_WB);
	l2_create(&l2);
	l2_setup_host(&l2);
	l2_setup_guest64(L2_PML4, L2_CODE, L2_STACK_TOP);
	l2_setup_controls(0, PROC_HLT_EXITING | PROC_UNCOND_IO_EXITING,
			  PROC2_ENABLE_EPT | PROC2_ENABLE_VPID,
			  EXIT_SAVE_EFER | EXIT_LOAD_EFER, ENTRY_LOAD_EFER);
	vmwrite(VMCS_VPID, 1);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept12));
}

static void report(const char *name, u64 ticks, u64 rounds, bool ok)
{
	printf("bench %-14s %6lu ticks per exit of L2%s\n", name,
	       ticks / rounds, ok ? "" : " (FAILED)");
	failed |= !ok;
}

static void measure(const char *name, const u8 *program, u64 reason)
{
	u64 start, exits;

	create_l2(program);
	vmwrite(VMCS_HOST_RIP, (uintptr_t)lean_exit);
	vmwrite(VMCS_HOST_RSP, phys_of(lean_stack_top));
	/* Twice: the first run fills caches and tables. */
	lean_run(ROUNDS, reason, 0, 0);
	vmx_vmclear(&l2.vmcs);
	vmx_vmptrld(&l2.vmcs);
	vmwrite(VMCS_GUEST_RIP, L2_CODE);
	start = rdtsc();
	exits = lean_run(ROUNDS, reason, 0, 0);
	report(name, rdtsc() - start, ROUNDS, exits == ROUNDS);
}

/* L2 touches one page after the other; L1 maps each when it faults. */
static void measure_fault(const char *name, u64 first, u64 size)
{
	u64 target = size == PAGE_SIZE ? phys_of(l2_memory) : 0;
	u64 start, i, faults = 0;

	create_l2(l2_touch);
	/* The tables above are there; only the leaf is missing. */
	for (i = 0; i < FAULT_ROUNDS; i++)
		ept_entry(&ept12, NGPA(first + i * size), size);
	l2.gpr[GPR_R12] = FAULT_ROUNDS;
	l2.gpr[GPR_R13] = first;
	l2.gpr[GPR_R14] = size;
	start = rdtsc();
	while (vmx_succeeded(l2_enter(&l2)) &&
	       vmread(VMCS_EXIT_REASON) == EXIT_REASON_EPT_VIOLATION) {
		u64 at = vmread(VMCS_GUEST_PHYSICAL_ADDRESS);

		ept_map(&ept12, NGPA(ALIGN_DOWN(at, size)), GPA(target), size,
			EPT_RWX_WB);
		faults++;
	}
	report(name, rdtsc() - start, FAULT_ROUNDS, faults == FAULT_ROUNDS);
}

/* L1 drops its EPT's translations at every exit; L2 touches a page again. */
static void measure_invept(void)
{
	u64 descriptor[2] = { 0 };
	u64 start, exits = 0;

	create_l2(l2_refault);
	ept_map(&ept12, NGPA(L2_FAULT_4K), GPA(phys_of(l2_memory)), PAGE_SIZE,
		EPT_RWX_WB);
	descriptor[0] = ept_pointer(&ept12);
	l2.gpr[GPR_R12] = ROUNDS;
	l2.gpr[GPR_R13] = L2_FAULT_4K;
	start = rdtsc();
	while (vmx_succeeded(l2_enter(&l2)) &&
	       vmread(VMCS_EXIT_REASON) == EXIT_REASON_CPUID) {
		vmx_invept(1, descriptor);	/* single context */
		l2_skip_instruction();
		exits++;
	}
	report("invept+refault", rdtsc() - start, ROUNDS, exits == ROUNDS);
}

static u64 compute_here(void)
{
	u64 start = rdtsc(), rounds = COMPUTE_ROUNDS, sum = 0;

	asm volatile("1: addq %0, %1\n\tdecq %0\n\tjnz 1b"
		     : "+r"(rounds), "+r"(sum) : : "cc");
	return rdtsc() - start;
}

static void measure_compute(void)
{
	u64 here = compute_here(), start, there;

	create_l2(l2_compute);
	vmwrite(VMCS_HOST_RIP, (uintptr_t)lean_exit);
	vmwrite(VMCS_HOST_RSP, phys_of(lean_stack_top));
	start = rdtsc();
	lean_run(COMPUTE_ROUNDS, EXIT_REASON_CPUID, 0, 0);
	there = rdtsc() - start;
	printf("bench %-14s %6lu per mille of L1's time\n", "compute",
	       there * PER_MILLE / here);
}

void main(void)
{
	vmx_start();
	build_l2_memory();
	measure("cpuid", l2_cpuid, EXIT_REASON_CPUID);
	measure("vmcall", l2_vmcall, EXIT_REASON_VMCALL);
	measure("out", l2_out, EXIT_REASON_IO_INSTRUCTION);
	measure("rdmsr", l2_rdmsr, EXIT_REASON_RDMSR);
	measure("hlt", l2_hlt, EXIT_REASON_HLT);
	measure_fault("ept fault 4K", L2_FAULT_4K, PAGE_SIZE);
	measure_fault("ept fault 2M", L2_FAULT_2M, SIZE_2M);
	measure_invept();
	measure_compute();
	vmx_vmxoff();
	printf("nested-bench: %s\n", failed ? "FAIL" : "PASS");
}
