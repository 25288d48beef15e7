/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by the C and the assembler part of the bench. */
#ifndef NESTED_BENCH_H
#define NESTED_BENCH_H

/* L2's memory, mapped one to one by its own page tables. */
#define L2_PML4			0x0000
#define L2_PDPT			0x1000
#define L2_PD			0x2000
#define L2_CODE			0x8000
#define L2_STACK_TOP		0xc000
#define L2_MEMORY_SIZE		0xc000
/* Where the EPT faults happen; EPT12 maps one page at a time. */
#define L2_FAULT_4K		0x400000
#define L2_FAULT_2M		0x40000000

#define BENCH_PORT		0xe9
#define BENCH_MSR		0x174

#endif
