/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile L1: whatever it does with VMX, the hypervisor below it must live,
 * keep its memory, and still serve the ordinary guest that follows. It runs
 * under nVMX only: a bare CPU may look into a VMCS region whenever it likes.
 *
 * A step is one hostile act: a VM entry, a VMX instruction, a VMWRITE, or a
 * change of memory. What only builds a VMCS that can be entered is no step.
 *
 * It must not destroy itself, though, or nothing would be left to tell. So a
 * few things stay sane before every VM entry: a host state that the checks let
 * pass is L1's own, the lists of VM exits name harmless MSRs only, EPT is on,
 * and a preemption timer ends an L2 which would run for ever. EPT12 never maps
 * L1's own memory but the sandbox.
 */
#ifndef HOSTILE_H
#define HOSTILE_H

#include "ept.h"
#include "vmx_guest.h"

/* --- random.c: everything of one CPU follows from the seed ------------------ */

struct random {
	u64 state;		/* not 0 */
};

void random_seed(struct random *r, u64 seed);
u64 random64(struct random *r);
/* 0 .. bound - 1 */
u64 random_below(struct random *r, u64 bound);
bool random_one_in(struct random *r, u64 n);

/* --- sandbox.c: the memory that may be played with -------------------------- */

/* L2's memory, as EPT12 lays it out at first; L2 maps 1 GiB one to one. */
#define L2_PML4			0x0000
#define L2_PDPT			0x1000
#define L2_PD			0x2000
#define L2_CODE			0x8000
#define L2_STACK_TOP		0xc000
#define L2_MEMORY_PAGES		12

#define VMCS_COUNT		12	/* more than any cache */
#define BITMAP_PAGES		4
#define MSR_LIST_LENGTH		8

/* An entry of an MSR list, SDM vol. 3C table 25-15. */
struct msr_entry {
	u32 index, reserved;
	u64 value;
};

struct sandbox {
	u8 *l2_memory;
	u64 vmcs[VMCS_COUNT];		/* regions with the right revision */
	u64 vmxon_region;
	u8 *bitmaps;			/* MSR, I/O A, I/O B, spare */
	struct msr_entry *entry_list;	/* what VM entries load: anything */
	struct msr_entry *exit_list;	/* what VM exits store and load */
	/*
	 * Never mapped for L2: Bochs gives up when code is fetched from the
	 * APIC-access page.
	 */
	u64 apic_access_page;
	struct ept ept[2];
	struct l2 l2;
	/*
	 * The current VMCS may hold another host state than L1's, or controls
	 * that L1 would not survive. While a VMCS is current, changes of its
	 * region do not count.
	 */
	bool host_state_lost, controls_lost;
	bool second_cpu;		/* it changes memory, too */
};

extern struct sandbox sandbox;

void sandbox_create(void);
/* L2's code and tables as they were. */
void sandbox_restore_l2(void);
/* EPT12 maps L2's memory again. */
void sandbox_restore_ept(struct ept *ept);
/* The list of VM entries, as no CPU refuses it. */
void sandbox_restore_entry_list(void);
/* A physical address that a sane L1 would never give. */
u64 hostile_address(struct random *r);
/* A page of the sandbox. */
u64 sandbox_page(struct random *r);

/* --- noise.c: what changes under the hypervisor's feet ---------------------- */

enum noise { NOISE_BITMAPS, NOISE_EPT, NOISE_REGIONS, NOISE_LISTS, NOISE_COUNT };

/* Changes memory of one kind; a step. */
void noise_memory(struct random *r, enum noise kind);
/* VMWRITEs of a few fields; their number. */
u64 noise_fields(struct random *r);
/* What the second CPU does until it is told to stop, with a generator of its own. */
void noise_forever(u32 cpu);
extern volatile bool noise_stop;
extern struct random noise_random;
/* What it did. */
extern volatile u64 noise_done[NOISE_COUNT];

/* --- instruction.c ----------------------------------------------------------- */

/* One VMX instruction with operands of all kinds. */
void hostile_instruction(struct random *r);

/* --- entry.c ----------------------------------------------------------------- */

/* A VM entry: plain, or with something in the VMCS that must fail. */
void hostile_entry(struct random *r);
/* Before the first step. */
void create_templates(struct random *r);
/* A current VMCS with an L2 that would run. */
void sane_vmcs(struct random *r);
/* After all that: an ordinary L2 gets all its exits. */
bool ordinary_l2_works(struct random *r);

/* --- outcome.c: how VM entries ended ----------------------------------------- */

enum step { STEP_ENTRY, STEP_INSTRUCTION, STEP_VMWRITE, STEP_MEMORY, STEP_COUNT };

void count_steps(enum step kind, u64 count);
u64 steps_done(void);
void count_instruction(struct vmx_result result);
/* The outcome of a VM entry; true when L2 ran. */
bool count_entry(struct vmx_result result);
void outcome_report(void);
/* False, with a line for each, when an outcome or an exit did not occur. */
bool outcome_complete(void);

/* --- l2.S ---------------------------------------------------------------------- */

extern const u8 l2_programs[], l2_programs_end[];
extern const u64 l2_program_offsets[];
extern const u64 l2_program_count;

#endif
