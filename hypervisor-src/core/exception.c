// SPDX-License-Identifier: BSD-3-Clause
/* IDT, and what to do with an exception while L0 runs. */
#include "nvmx/cpu.h"
#include "nvmx/exception.h"
#include "nvmx/percpu.h"
#include "nvmx/smp.h"
#include "nvmx/x86.h"

#define EXCEPTION_COUNT		32
#define VECTOR_COUNT		256
#define STUB_SIZE		16
#define GATE_INTERRUPT64	0x8eU	/* present, DPL 0, SDM vol. 3A 6.14.1 */

struct idt_gate {
	u16 offset_low;
	u16 selector;
	u8 ist;
	u8 attributes;
	u16 offset_mid;
	u32 offset_high;
	u32 reserved;
} __packed;

extern const u8 exception_stubs[], interrupt_stubs[];
extern const u8 pcpu_sleep_end[];
extern const struct extable_entry extable_start[], extable_end[];

static struct idt_gate idt[EXCEPTION_COUNT];
/* Of a CPU that sleeps with interrupts on: there, vectors 0 to 31 are not exceptions. */
static struct idt_gate idle_idt[VECTOR_COUNT];

static struct idt_gate gate(const u8 *stubs, u32 vector)
{
	u64 entry = (uintptr_t)stubs + vector * STUB_SIZE;

	return (struct idt_gate){
		.offset_low = (u16)entry,
		.selector = SELECTOR_CODE,
		.attributes = GATE_INTERRUPT64,
		.offset_mid = (u16)(entry >> 16),
		.offset_high = (u32)(entry >> 32),
	};
}

void idt_init(void)
{
	u32 vector;

	for (vector = 0; vector < EXCEPTION_COUNT; vector++)
		idt[vector] = gate(exception_stubs, vector);
	for (vector = 0; vector < VECTOR_COUNT; vector++)
		idle_idt[vector] = gate(interrupt_stubs, vector);
	/* These may strike while RSP is unusable. */
	idt[VECTOR_NMI].ist = 1;
	idt[VECTOR_DF].ist = 2;
	idt[VECTOR_MC].ist = 3;
	idle_idt[VECTOR_NMI] = idt[VECTOR_NMI];
	idle_idt[VECTOR_MC] = idt[VECTOR_MC];
}

void idt_load_idle(void)
{
	struct descriptor_pointer idtr = {
		sizeof(idle_idt) - 1, (uintptr_t)idle_idt
	};

	asm volatile("lidt %0" : : "m"(idtr));
}

void idt_load(void)
{
	struct descriptor_pointer idtr = { sizeof(idt) - 1, (uintptr_t)idt };

	asm volatile("lidt %0" : : "m"(idtr));
}

u64 idt_base(void)
{
	return (uintptr_t)idt;
}

void exception_handle(struct exception_frame *frame)
{
	const struct extable_entry *entry;

	if (frame->vector == VECTOR_NMI) {
		pcpu_event_set(this_pcpu(), PCPU_EVENT_NMI);
		/* Do not fall asleep after what should have woken us. */
		if (frame->rip >= (uintptr_t)pcpu_sleep &&
		    frame->rip < (uintptr_t)pcpu_sleep_end)
			frame->rip = (uintptr_t)pcpu_sleep_end;
		return;
	}
	for (entry = extable_start; entry < extable_end; entry++) {
		if (entry->insn == frame->rip) {
			frame->rip = entry->fixup;
			return;
		}
	}
	panic_exception(frame);
}

const char *exception_name(u64 vector)
{
	static const char *const names[] = {
		"#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM",
		"#DF", "vector 9", "#TS", "#NP", "#SS", "#GP", "#PF",
		"vector 15", "#MF", "#AC", "#MC", "#XM", "#VE", "#CP",
	};

	return vector < ARRAY_SIZE(names) ? names[vector] : "exception";
}

bool rdmsr_safe(u32 msr, u64 *value)
{
	u32 low = 0, high = 0;
	bool ok = false;

	asm volatile("1: rdmsr\n\t"
		     "movb $1, %0\n"
		     "2:\n\t"
		     EXTABLE("1b", "2b")
		     : "+q"(ok), "+a"(low), "+d"(high) : "c"(msr));
	*value = (u64)high << 32 | low;
	return ok;
}

bool wrmsr_safe(u32 msr, u64 value)
{
	bool ok = false;

	asm volatile("1: wrmsr\n\t"
		     "movb $1, %0\n"
		     "2:\n\t"
		     EXTABLE("1b", "2b")
		     : "+q"(ok)
		     : "c"(msr), "a"((u32)value), "d"((u32)(value >> 32))
		     : "memory");
	return ok;
}

bool xsetbv_safe(u32 index, u64 value)
{
	bool ok = false;

	asm volatile("1: xsetbv\n\t"
		     "movb $1, %0\n"
		     "2:\n\t"
		     EXTABLE("1b", "2b")
		     : "+q"(ok)
		     : "c"(index), "a"((u32)value), "d"((u32)(value >> 32))
		     : "memory");
	return ok;
}
