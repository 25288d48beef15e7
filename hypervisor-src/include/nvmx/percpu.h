/* SPDX-License-Identifier: BSD-3-Clause */
/* Per-CPU data, found through GS in L0 (VM exits load it from HOST_GS_BASE). */
#ifndef NVMX_PERCPU_H
#define NVMX_PERCPU_H

#include "nvmx/types.h"

#define PCPU_MAX		8
#define HOST_STACK_SIZE		16384
#define IST_STACK_SIZE		4096
#define GDT_ENTRIES		5

/* Selectors of L0's GDT. */
#define SELECTOR_CODE		0x08
#define SELECTOR_DATA		0x10
#define SELECTOR_TSS		0x18	/* two entries */

struct vcpu;

/* 64-bit TSS, SDM vol. 3A 7.7. */
struct tss {
	u32 reserved0;
	u64 rsp[3];
	u64 reserved1;
	u64 ist[7];
	u64 reserved2;
	u16 reserved3;
	u16 io_map_base;
} __packed;

/* What has come for the vCPU of a CPU, to be looked at when L0 goes back to it. */
enum pcpu_event {
	PCPU_EVENT_NMI = BIT(0),	/* came while L0 ran */
	PCPU_EVENT_INIT = BIT(1),	/* by L1's order, or blocked (SDM vol. 3C 24.8) */
};

/* VMREADs and VMWRITEs, see vmcs_access.h. */
struct vmcs_accesses {
	u32 reads, writes;
};

struct pcpu {
	struct pcpu *self;		/* gs:0 */
	struct vmcs_accesses vmcs_accesses;
	u32 id;
	u32 apic_id;
	struct vcpu *vcpu;		/* pinned here, or NULL */
	volatile bool online;		/* in VMX root operation, in pcpu_idle() */
	volatile u32 events;		/* enum pcpu_event: for the vCPU, by and by */
	u64 gdt[GDT_ENTRIES] __aligned(16);
	struct tss tss;
	void *vmxon_region;
	u8 ist_stack[3][IST_STACK_SIZE] __aligned(16);
	u8 host_stack[HOST_STACK_SIZE] __aligned(16);
};

/*
 * The host stack. Its last 16 bytes are the vCPU's address, where every VM exit
 * finds it (HOST_RSP points there); what runs outside of exits starts below.
 */
static inline u64 *pcpu_vcpu_slot(struct pcpu *pcpu)
{
	return (u64 *)(void *)(pcpu->host_stack + HOST_STACK_SIZE - 16);
}

extern struct pcpu pcpus[PCPU_MAX];

static inline struct pcpu *this_pcpu(void)
{
	struct pcpu *pcpu;

	asm("mov %%gs:0, %0" : "=r"(pcpu));
	return pcpu;
}

/* By any CPU. */
static inline void pcpu_event_set(struct pcpu *pcpu, enum pcpu_event event)
{
	__atomic_fetch_or(&pcpu->events, event, __ATOMIC_SEQ_CST);
}

static inline void pcpu_event_clear(struct pcpu *pcpu, enum pcpu_event event)
{
	__atomic_fetch_and(&pcpu->events, ~(u32)event, __ATOMIC_SEQ_CST);
}

/* GDT, TSS, GS base and IDT of the CPU that calls. */
void pcpu_init(u32 id);
/* The IDT is one for all CPUs. */
void idt_init(void);
void idt_load(void);
/* The IDT for sleeping with interrupts on: every vector is an interrupt. */
void idt_load_idle(void);
u64 idt_base(void);

#endif
