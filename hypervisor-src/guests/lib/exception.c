// SPDX-License-Identifier: BSD-3-Clause
#include "context.h"
#include "guest.h"
#include "nvmx/exception.h"

#define EXCEPTION_COUNT		32
#define STUB_SIZE		16
#define GATE_INTERRUPT64	0x8eU
#define GDT_ENTRY_COUNT		8
#define TSS_RSP0		4
#define TSS_AVAILABLE		0x0000890000000000ULL

struct idt_gate {
	u16 offset_low;
	u16 selector;
	u8 ist;
	u8 attributes;
	u16 offset_mid;
	u32 offset_high;
	u32 reserved;
} __packed;

extern const u8 exception_stubs[];
extern const struct extable_entry extable_start[], extable_end[];
extern u64 guest_gdt[];

struct exception_record last_exception;

static struct idt_gate idt[EXCEPTION_COUNT];

/*
 * The VM-exit host state needs a TR that is not null, and exceptions at CPL 3
 * a stack.
 */
u8 guest_tss[104] __aligned(16);
static u8 exception_stack[4096] __aligned(16);

void exception_clear(void)
{
	last_exception = (struct exception_record){ 0 };
}

const char *vector_name(u8 vector)
{
	static const char *const names[] = {
		"#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM",
		"#DF", "vector 9", "#TS", "#NP", "#SS", "#GP", "#PF",
		"vector 15", "#MF", "#AC", "#MC", "#XM", "#VE", "#CP",
	};

	return vector < ARRAY_SIZE(names) ? names[vector] : "vector > 21";
}

static void record(const struct exception_frame *frame)
{
	last_exception = (struct exception_record){
		true, (u8)frame->vector, (u32)frame->error_code,
		frame->vector == VECTOR_PF ? read_cr2() : 0
	};
}

void exception_handle(struct exception_frame *frame)
{
	const struct extable_entry *entry;

	if (context_leaving()) {
		record(frame);
		context_leave();
	}
	for (entry = extable_start; entry < extable_end; entry++) {
		if (entry->insn != frame->rip)
			continue;
		record(frame);
		frame->rip = entry->fixup;
		return;
	}
	guest_fail("unexpected %s, error code 0x%lx, rip 0x%lx, cr2 0x%lx",
		   vector_name((u8)frame->vector), frame->error_code,
		   frame->rip, read_cr2());
}

void exception_idt(struct descriptor_pointer *idtr)
{
	*idtr = (struct descriptor_pointer){ sizeof(idt) - 1, (uintptr_t)idt };
}

void exception_init(void)
{
	struct descriptor_pointer gdtr = {
		GDT_ENTRY_COUNT * sizeof(u64) - 1, (uintptr_t)guest_gdt
	};
	struct descriptor_pointer idtr = { sizeof(idt) - 1, (uintptr_t)idt };
	u64 base = (uintptr_t)guest_tss, rsp0;
	u32 vector;

	for (vector = 0; vector < EXCEPTION_COUNT; vector++) {
		u64 entry = (uintptr_t)exception_stubs + vector * STUB_SIZE;

		idt[vector] = (struct idt_gate){
			(u16)entry, GUEST_SELECTOR_CODE, 0, GATE_INTERRUPT64,
			(u16)(entry >> 16), (u32)(entry >> 32), 0
		};
	}
	rsp0 = (uintptr_t)exception_stack + sizeof(exception_stack);
	memcpy(guest_tss + TSS_RSP0, &rsp0, sizeof(rsp0));
	guest_gdt[GUEST_SELECTOR_TSS / 8] = TSS_AVAILABLE |
		(sizeof(guest_tss) - 1) | (base & 0xffffff) << 16 |
		(base >> 24 & 0xff) << 56;
	guest_gdt[GUEST_SELECTOR_TSS / 8 + 1] = base >> 32;
	asm volatile("lgdt %0" : : "m"(gdtr));
	asm volatile("lidt %0" : : "m"(idtr));
	asm volatile("ltr %w0" : : "r"(GUEST_SELECTOR_TSS));
}

/* As cpu.h promises; the vector and error code are in last_exception. */
bool rdmsr_safe(u32 msr, u64 *value)
{
	u32 low = 0, high = 0;

	exception_clear();
	asm volatile("1: rdmsr\n"
		     "2:\n\t"
		     EXTABLE("1b", "2b")
		     : "+a"(low), "+d"(high) : "c"(msr) : "memory");
	*value = (u64)high << 32 | low;
	return !last_exception.raised;
}

bool wrmsr_safe(u32 msr, u64 value)
{
	exception_clear();
	asm volatile("1: wrmsr\n"
		     "2:\n\t"
		     EXTABLE("1b", "2b")
		     : : "c"(msr), "a"((u32)value), "d"((u32)(value >> 32))
		     : "memory");
	return !last_exception.raised;
}

bool xsetbv_safe(u32 index, u64 value)
{
	exception_clear();
	asm volatile("1: xsetbv\n"
		     "2:\n\t"
		     EXTABLE("1b", "2b")
		     : : "c"(index), "a"((u32)value), "d"((u32)(value >> 32))
		     : "memory");
	return !last_exception.raised;
}
