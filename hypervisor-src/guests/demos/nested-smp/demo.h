/* SPDX-License-Identifier: BSD-3-Clause */
/* Shared by the two levels of the demo. Read by C and assembler. */
#ifndef NESTED_SMP_DEMO_H
#define NESTED_SMP_DEMO_H

#define DEMO_CPUID_ROUNDS	500
#define DEMO_PAGES		16
/* L2's linear addresses are L1's, but these pages are EPT12's to fill. */
#define DEMO_PAGES_START	0x40000000

#endif
