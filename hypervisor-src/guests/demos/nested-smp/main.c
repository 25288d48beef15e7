// SPDX-License-Identifier: BSD-3-Clause
/*
 * A hypervisor on several CPUs: each has VMX operation, an EPT and an L2 of its
 * own, and all L2s run at the same time. Then a CPU is reset by INIT and starts
 * once more. The argument "cpus=N" tells how many CPUs there are (2 without
 * it), "x2apic" how the boot CPU sends its commands.
 */
#include "demo.h"
#include "ept.h"
#include "smp.h"
#include "vmx_guest.h"

#define LARGE_PAGES	512
#define EXIT_LIMIT	10000
/* What L1 adds to CPUID's answers on each CPU. */
#define ANSWER(cpu)	(7 + (cpu))

struct cpu_work {
	struct l2 l2;
	struct ept ept12;
	u64 vmxon_region;
	u64 *page;		/* what every demo page shows */
	u64 cpuid_exits, ept_exits, sum;
	bool prepared, finished;
};

static struct cpu_work work[SMP_CPU_MAX];
static u32 cpu_count;

extern const u8 l2_code[];

static u32 count_from_arguments(void)
{
	char word[] = "cpus=0";
	u32 count;

	for (count = 1; count <= SMP_CPU_MAX; count++) {
		word[sizeof(word) - 2] = (char)('0' + count);
		if (guest_has_argument(word))
			return count;
	}
	return 2;
}

/* On the boot CPU, for every CPU: the page pool is not to be shared. */
static void allocate(u32 cpu)
{
	struct cpu_work *w = &work[cpu];
	u64 i;

	w->vmxon_region = vmx_region_alloc();
	w->l2.vmcs = vmx_region_alloc();
	w->page = page_alloc(1);
	*w->page = 1000 + cpu;
	ept_create(&w->ept12);
	/* L2 runs in L1's image, on L1's page tables. */
	for (i = 0; i < LARGE_PAGES; i++)
		ept_map(&w->ept12, NGPA(i * SIZE_2M), GPA(i * SIZE_2M), SIZE_2M,
			EPT_RWX_WB);
	ept_entry(&w->ept12, NGPA(DEMO_PAGES_START), PAGE_SIZE);
}

static void prepare_l2(struct cpu_work *w)
{
	vmx_prepare_cpu();
	if (!vmx_succeeded(vmx_vmxon(&w->vmxon_region)) ||
	    !vmx_succeeded(vmx_vmclear(&w->l2.vmcs)) ||
	    !vmx_succeeded(vmx_vmptrld(&w->l2.vmcs)))
		return;
	l2_setup_host(&w->l2);
	l2_setup_guest64(read_cr3(), (uintptr_t)l2_code, 0);
	l2_setup_controls(0, 0, PROC2_ENABLE_EPT,
			  EXIT_SAVE_EFER | EXIT_LOAD_EFER, ENTRY_LOAD_EFER);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&w->ept12));
	w->prepared = true;
}

static void fill_page(struct cpu_work *w)
{
	u64 at = vmread(VMCS_GUEST_PHYSICAL_ADDRESS) & PAGE_MASK;

	ept_map(&w->ept12, NGPA(at), GPA(phys_of(w->page)), PAGE_SIZE,
		EPT_READ | (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT);
	w->ept_exits++;
}

/* Runs the L2 of this CPU until it says that it is done. */
static void run_l2(u32 cpu, struct cpu_work *w)
{
	u32 i;

	for (i = 0; i < EXIT_LIMIT && vmx_succeeded(l2_enter(&w->l2)); i++) {
		switch (vmread(VMCS_EXIT_REASON)) {
		case EXIT_REASON_CPUID:
			w->l2.gpr[GPR_RBX] = w->l2.gpr[GPR_RAX] * ANSWER(cpu);
			w->cpuid_exits++;
			l2_skip_instruction();
			break;
		case EXIT_REASON_EPT_VIOLATION:
			fill_page(w);
			break;
		case EXIT_REASON_VMCALL:
			w->sum = w->l2.gpr[GPR_RBX];
			w->finished = true;
			return;
		default:
			return;
		}
	}
}

static void cpu_main(u32 cpu)
{
	struct cpu_work *w = &work[cpu];

	prepare_l2(w);
	smp_barrier(cpu_count);		/* all are ready */
	if (w->prepared)
		run_l2(cpu, w);
	vmx_vmclear(&w->l2.vmcs);
	vmx_vmxoff();
	smp_barrier(cpu_count);		/* all are done */
}

static u64 expected_sum(u32 cpu)
{
	u64 cpuid_sum = (u64)DEMO_CPUID_ROUNDS * (DEMO_CPUID_ROUNDS + 1) / 2;

	return cpuid_sum * ANSWER(cpu) + DEMO_PAGES * (1000ULL + cpu);
}

static bool report(u32 cpu)
{
	struct cpu_work *w = &work[cpu];

	printf("CPU %u: its L2 exited %lu times for CPUID and %lu times for memory, sum %lu%s\n",
	       cpu, w->cpuid_exits, w->ept_exits, w->sum,
	       w->finished ? "" : " (not finished)");
	return w->finished && w->sum == expected_sum(cpu) &&
	       w->cpuid_exits == DEMO_CPUID_ROUNDS &&
	       w->ept_exits == DEMO_PAGES;
}

static void say_hello(u32 cpu)
{
	printf("CPU %u: here I am again, CR4.VMXE is %u\n", cpu,
	       read_cr4() & CR4_VMXE ? 1 : 0);
}

static bool restart(u32 cpu)
{
	printf("nested-smp: CPU %u gets INIT and start-up IPIs once more\n", cpu);
	return smp_start(cpu, say_hello) && smp_wait_done(cpu);
}

void main(void)
{
	bool ok = true;
	u32 cpu;

	cpu_count = count_from_arguments();
	printf("nested-smp: a hypervisor on %u CPUs, each with an L2\n",
	       cpu_count);
	if (guest_has_argument("x2apic"))
		smp_use_x2apic();
	for (cpu = 0; cpu < cpu_count; cpu++)
		allocate(cpu);
	for (cpu = 1; cpu < cpu_count; cpu++) {
		if (!smp_start(cpu, cpu_main))
			guest_fail("CPU %u did not start", cpu);
		printf("nested-smp: CPU %u has started\n", cpu);
	}
	cpu_main(0);
	for (cpu = 0; cpu < cpu_count; cpu++)
		ok &= report(cpu);
	for (cpu = 1; cpu < cpu_count; cpu++)
		ok &= smp_wait_done(cpu) && restart(cpu);
	printf("nested-smp: %s\n", ok ? "PASS" : "FAIL");
}
