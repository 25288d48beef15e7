/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile L1: whatever it does with VMX, the hypervisor below it must live,
 * keep its memory, and still serve the ordinary guest that follows.
 *
 * It must not destroy itself, though, or nothing would be left to tell. So a
 * few things stay sane before every VM entry: the host state, the lists that
 * are loaded into L1's own MSRs, EPT on, and a preemption timer that ends an L2
 * which would run for ever. EPT12 never maps L1's own memory but the sandbox.
 */
#ifndef HOSTILE_H
#define HOSTILE_H

#include "ept.h"
#include "vmx_guest.h"

/* --- random.c: everything follows from the seed ---------------------------- */

void random_seed(u64 seed);
u64 random64(void);
/* 0 .. bound - 1 */
u64 random_below(u64 bound);
bool random_one_in(u64 n);

/* --- sandbox.c: the memory that may be played with ------------------------- */

/* L2's memory, as EPT12 lays it out at first; L2 maps 1 GiB one to one. */
#define L2_PML4			0x0000
#define L2_PDPT			0x1000
#define L2_PD			0x2000
#define L2_CODE			0x8000
#define L2_STACK_TOP		0xc000
#define L2_MEMORY_PAGES		12

#define VMCS_COUNT		12	/* more than any cache */
#define BITMAP_PAGES		4

struct sandbox {
	u8 *l2_memory;
	u64 vmcs[VMCS_COUNT];		/* regions with the right revision */
	u64 vmxon_region;
	u8 *bitmaps;			/* MSR, I/O A, I/O B, spare */
	u64 *msr_list;			/* entries of harmless MSRs */
	/*
	 * Never mapped for L2: Bochs gives up when code is fetched from the
	 * APIC-access page.
	 */
	u64 apic_access_page;
	struct ept ept[2];
	struct l2 l2;
	/* The current VMCS may hold another host state than L1's. */
	bool host_state_lost;
};

extern struct sandbox sandbox;

void sandbox_create(void);
/* L2's code and tables as they were. */
void sandbox_restore_l2(void);
/* A physical address that a sane L1 would never give. */
u64 hostile_address(void);
/* A page of the sandbox. */
u64 sandbox_page(void);

/* --- noise.c: what changes under the hypervisor's feet --------------------- */

void noise_bitmaps(void);
void noise_ept(void);
void noise_regions(void);
/* VMWRITE of a few fields. */
void noise_fields(void);
/* What a second CPU does until told to stop: bitmaps, EPT12, lists. */
void noise_forever(u32 cpu);
extern volatile bool noise_stop;

/* --- entry.c ---------------------------------------------------------------- */

struct hostile_counts {
	u64 instructions, entries, exits, failures, faults;
	u64 entry_failures;		/* exits with bit 31 */
};

extern struct hostile_counts counts;

/* One VMX instruction with operands of all kinds. */
void hostile_instruction(void);
/* A VM entry with whatever the VMCS holds by now. */
void hostile_entry(void);
/* A current VMCS with an L2 that would run. */
void sane_vmcs(void);
/* After all that: an ordinary L2 gets all its exits. */
bool ordinary_l2_works(void);

/* l2.S */
extern const u8 l2_programs[], l2_programs_end[];
extern const u64 l2_program_offsets[];
extern const u64 l2_program_count;

#endif
