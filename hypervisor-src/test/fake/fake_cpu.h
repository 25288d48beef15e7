/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A CPU, a VM and L1's memory for the host tests. The CPU obeys what nested/
 * must rely on (current VMCS, launch state, shadow indicator only while clear)
 * and stops the test when nested/ breaks one of these rules.
 */
#ifndef FAKE_CPU_H
#define FAKE_CPU_H

#include "nested/nested_internal.h"

#define FAKE_RAM_SIZE		(8UL << 20)	/* L1's RAM: 0 to here */
#define FAKE_MMIO_BASE		(1UL << 32)	/* 1 GiB passed through, type UC */
#define FAKE_ROM_BASE		(1UL << 33)	/* 2 MiB that EPT01 maps read-only */
#define FAKE_VPID02_FIRST	100
#define FAKE_L1_CR3		(FAKE_RAM_SIZE - 2 * PAGE_SIZE)

struct fake_cpu {
	struct vmx_msrs msrs;
	struct vm vm;
	struct vcpu vcpu;
	u8 *ram;			/* aligned to 2 MiB */
	u64 leaf01;			/* size of EPT01's leaves over RAM */

	/* What L0 did to L1. */
	bool injected;
	u8 vector;
	bool has_error_code;
	u32 error_code;
	u64 cr2;
	unsigned int skipped;		/* vcpu_skip_instruction() */
	unsigned int advanced;		/* vcpu_advance_rip(), by way of the former, too */
	const char *stopped;		/* vcpu_stop() */
	u32 pkru;
	u64 msr_value;			/* one MSR that L1 may read and write */
	u32 port_value;			/* last written to a port, or what is read */
	u16 port;			/* last used */
	u32 port_size;
	unsigned int port_accesses;

	/* What L0 did to the CPU. */
	unsigned int vmreads, vmwrites;
	unsigned int counted_reads, counted_writes;	/* by L0's own count */
	unsigned int invept_count, invvpid_count;
	u64 invept_eptp;
	u16 invvpid_vpid;
	enum invvpid_type invvpid_type;
};

extern struct fake_cpu cpu;

#define FAKE_MSR		0x12345		/* exists, any value */
#define FAKE_MSR_ABSENT		0x12346		/* #GP */
#define FAKE_MSR_PAT		0x277		/* in the loaded VMCS */

/* A new machine: capabilities of the emulator's tigerlake, vmcs01 loaded. */
void fake_reset(void);
/* The same with other capabilities: change cpu.msrs, then this. */
void fake_start(void);
void fake_vmcs_forget_all(void);
void fake_default_msrs(struct vmx_msrs *msrs);

bool fake_vmcs01_is_loaded(void);
/* The vmcs02 of the current vmcs12 is loaded. */
bool fake_vmcs02_is_loaded(void);
/* A field of any VMCS, loaded or not. */
u64 fake_vmcs_peek(hpa_t vmcs, u32 field);
void fake_vmcs_poke(hpa_t vmcs, u32 field, u64 value);

/* What the CPU itself stores in the current VMCS at a VM exit. */
void fake_vmexit_write(u32 field, u64 value);

/* L1 executes an instruction: exit fields as the CPU would fill them in. */
void l1_insn_memory(u32 reason, u64 operand_gpa, unsigned int reg2);
void l1_insn_register(u32 reason, unsigned int reg1, unsigned int reg2);
void l1_insn(u32 reason);
/* RFLAGS of vmcs01 after the last instruction, as a word. */
const char *l1_result(void);

/* The instructions, in a form that tests can read. */
void l1_vmxon(gpa_t region);
void l1_vmclear(gpa_t region);
void l1_vmptrld(gpa_t region);
void l1_vmwrite(u32 encoding, u64 value);
u64 l1_vmread(u32 encoding);

/* vmcs12 whose every check passes: a 64-bit L2 with EPT. */
void vmcs12_valid(struct vmcs12 *v);
/* VMXON, VMCLEAR, VMPTRLD, and VMWRITE of all that vmcs12_valid() sets. */
void l1_prepare_l2(void);
/* An exit of L2: vmcs02 gets @reason and @qualification, nested_vmexit() runs. */
enum nested_exit l2_exit(u32 reason, u64 qualification);

/* Places in L1's RAM. */
#define GPA_VMXON	0x1000
#define GPA_VMCS12	0x2000
#define GPA_VMCS12_B	0x3000
#define GPA_OPERAND	0x4000
#define GPA_MSR_BITMAP	0x5000
#define GPA_IO_BITMAP_A	0x6000
#define GPA_IO_BITMAP_B	0x7000
#define GPA_MSR_AREA	0x8000
#define GPA_EPT12	0x10000		/* PML4, then further tables */
#define GPA_VAPIC	0x9000
#define GPA_APIC_ACCESS	0xa000
#define GPA_PML		0xb000
#define GPA_VE_AREA	0xc000

u64 *ram_u64(u64 gpa);
/* One EPT12 mapping of @size bytes; builds tables behind GPA_EPT12. */
void ept12_map(u64 ngpa, u64 gpa, u64 size, u64 attr);
#define EPTP12_DEFAULT	(GPA_EPT12 | MEMTYPE_WB | EPTP_WALK_4)

#endif
