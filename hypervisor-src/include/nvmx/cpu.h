/* SPDX-License-Identifier: BSD-3-Clause */
/* Instructions that touch the real CPU. */
#ifndef NVMX_CPU_H
#define NVMX_CPU_H

#include "nvmx/types.h"

struct cpuid_regs {
	u32 eax, ebx, ecx, edx;
};

struct descriptor_pointer {
	u16 limit;
	u64 base;
} __packed;

static inline struct cpuid_regs cpuid(u32 leaf, u32 subleaf)
{
	struct cpuid_regs r;

	asm volatile("cpuid"
		     : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx)
		     : "a"(leaf), "c"(subleaf));
	return r;
}

static inline u64 rdmsr(u32 msr)
{
	u32 low, high;

	asm volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
	return (u64)high << 32 | low;
}

static inline void wrmsr(u32 msr, u64 value)
{
	asm volatile("wrmsr" : : "c"(msr), "a"((u32)value),
		     "d"((u32)(value >> 32)) : "memory");
}

/* These return false instead of faulting when the instruction gets #GP or #UD. */
bool __must_check rdmsr_safe(u32 msr, u64 *value);
bool __must_check wrmsr_safe(u32 msr, u64 value);
bool __must_check xsetbv_safe(u32 index, u64 value);

static inline u64 rdtsc(void)
{
	u32 low, high;

	asm volatile("rdtsc" : "=a"(low), "=d"(high));
	return (u64)high << 32 | low;
}

#define DEFINE_CR_ACCESS(n)						\
static inline u64 read_cr##n(void)					\
{									\
	u64 value;							\
	asm volatile("mov %%cr" #n ", %0" : "=r"(value));		\
	return value;							\
}									\
static inline void write_cr##n(u64 value)				\
{									\
	asm volatile("mov %0, %%cr" #n : : "r"(value) : "memory");	\
}

DEFINE_CR_ACCESS(0)
DEFINE_CR_ACCESS(2)
DEFINE_CR_ACCESS(3)
DEFINE_CR_ACCESS(4)

static inline u8 inb(u16 port)
{
	u8 value;

	asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline void outb(u16 port, u8 value)
{
	asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline void outl(u16 port, u32 value)
{
	asm volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

static inline void cpu_relax(void)
{
	asm volatile("pause");
}

static inline void __noreturn cpu_halt_forever(void)
{
	for (;;)
		asm volatile("cli; hlt");
}

#endif
