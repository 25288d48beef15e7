// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/cpu.h"
#include "nvmx/msr.h"
#include "nvmx/percpu.h"

#define DESCRIPTOR_CODE64	0x00af9b000000ffffULL
#define DESCRIPTOR_DATA		0x00cf93000000ffffULL
#define DESCRIPTOR_TSS64	0x0000890000000000ULL	/* available, present */

struct pcpu pcpus[PCPU_MAX];

static void set_tss_descriptor(u64 *entry, u64 base, u32 limit)
{
	entry[0] = DESCRIPTOR_TSS64 | (limit & 0xffff) |
		   (base & 0xffffff) << 16 | (base >> 24 & 0xff) << 56;
	entry[1] = base >> 32;
}

void pcpu_init(u32 id)
{
	struct pcpu *pcpu = &pcpus[id];
	struct descriptor_pointer gdtr = {
		sizeof(pcpu->gdt) - 1, (uintptr_t)pcpu->gdt
	};
	int i;

	pcpu->self = pcpu;
	pcpu->id = id;
	pcpu->apic_id = cpuid(1, 0).ebx >> 24;
	for (i = 0; i < 3; i++)
		pcpu->tss.ist[i] = (uintptr_t)pcpu->ist_stack[i] +
				   IST_STACK_SIZE;
	pcpu->tss.io_map_base = sizeof(pcpu->tss);
	pcpu->gdt[SELECTOR_CODE / 8] = DESCRIPTOR_CODE64;
	pcpu->gdt[SELECTOR_DATA / 8] = DESCRIPTOR_DATA;
	set_tss_descriptor(&pcpu->gdt[SELECTOR_TSS / 8],
			   (uintptr_t)&pcpu->tss, sizeof(pcpu->tss) - 1);
	asm volatile("lgdt %0" : : "m"(gdtr));
	asm volatile("pushq %0\n\t"
		     "leaq 1f(%%rip), %%rax\n\t"
		     "pushq %%rax\n\t"
		     "lretq\n"
		     "1:\n\t"
		     "mov %1, %%ds\n\tmov %1, %%es\n\tmov %1, %%ss\n\t"
		     "mov %2, %%fs\n\tmov %2, %%gs"
		     : : "i"(SELECTOR_CODE), "r"(SELECTOR_DATA), "r"(0)
		     : "rax", "memory");
	asm volatile("ltr %w0" : : "r"(SELECTOR_TSS));
	wrmsr(MSR_IA32_GS_BASE, (uintptr_t)pcpu);
	idt_load();
}
