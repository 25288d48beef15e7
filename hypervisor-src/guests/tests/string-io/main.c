// SPDX-License-Identifier: BSD-3-Clause
/* INS and OUTS of L1, and of an L2 whose I/O L1 does not want (SDM 2A INS, 2B OUTS). */
#include "string_io.h"

extern u64 guest_pml4[];

void string_run(const u8 *code, struct string_registers *registers)
{
	u64 flags = RFLAGS_FIXED1 | (registers->backwards ? RFLAGS_DF : 0);

	exception_clear();
	asm volatile("push %[flags]\n\t"
		     "popfq\n\t"
		     "call *%[code]\n\t"
		     "cld"
		     : "+c"(registers->rcx), "+S"(registers->rsi),
		       "+D"(registers->rdi)
		     : [flags] "r"(flags), [code] "r"(code), "d"(SCRATCH_PORT)
		     : "memory", "cc");
}

u64 window_address(enum window_page page, u64 offset)
{
	return WINDOW + page * PAGE_SIZE + offset;
}

void window_map(u64 pte_flags)
{
	static u64 *pdpt, *pd, *table;
	u32 page;

	if (!table) {
		pdpt = page_alloc(1);
		pd = page_alloc(1);
		table = page_alloc(1);
		for (page = 0; page < PAGE_COUNT; page++)
			table[page] = phys_of(page_alloc(1));
	}
	for (page = 0; page < PAGE_COUNT; page++)
		table[page] = (table[page] & PTE_ADDR_MASK) | pte_flags |
			      (page == PAGE_ABSENT ? 0 : PTE_P) |
			      (page == PAGE_READ_ONLY ? 0 : PTE_W);
	*pd = phys_of(table) | PTE_P | PTE_W | PTE_U;
	*pdpt = phys_of(pd) | PTE_P | PTE_W | PTE_U;
	guest_pml4[WINDOW >> 39] = phys_of(pdpt) | PTE_P | PTE_W | PTE_U;
	write_cr3(read_cr3());
}

void string_set_scratch(u8 value)
{
	outb(SCRATCH_PORT, value);
}

u8 string_scratch(void)
{
	return inb(SCRATCH_PORT);
}

void main(void)
{
	report_begin("string-io", fixture_reset);
	run_element_cases();
	run_fault_cases();
	run_l2_cases();
	report_end();
}
