/* SPDX-License-Identifier: BSD-3-Clause */
/* The contract between the two levels of the demo. Read by C and assembler. */
#ifndef NESTED_HELLO_DEMO_H
#define NESTED_HELLO_DEMO_H

/* L2's physical memory, as EPT12 lays it out. L2 maps it one to one. */
#define L2_PML4			0x0000
#define L2_PDPT			0x1000
#define L2_PD			0x2000
#define L2_CODE			0x8000
#define L2_STACK_TOP		0xb000
#define L2_MEMORY_SIZE		0xb000
/* Nothing is mapped here until L2 touches it. */
#define L2_LATE_PAGE		0x200000

/* What L1 makes L2 see. */
#define DEMO_CPUID_LEAF		0x40000000
#define DEMO_PORT		0xe9
#define DEMO_MSR		0x174		/* IA32_SYSENTER_CS */
#define DEMO_MSR_VALUE		0x4c32		/* "L2" */
#define DEMO_LATE_VALUE		0x600d

/* VMCALL: function in RAX, argument in RBX. */
#define DEMO_CALL_CHECK		1	/* RBX: a value L2 computed */
#define DEMO_CALL_DONE		2	/* RBX: the sum of all of them */

#endif
