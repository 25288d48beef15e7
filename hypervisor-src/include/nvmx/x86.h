/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Architectural bits of the processor, by their SDM names. Constants only: the
 * instructions that touch the real CPU are in cpu.h, so that this header also
 * serves the host tests.
 */
#ifndef NVMX_X86_H
#define NVMX_X86_H

#include "nvmx/types.h"

/* Control registers, SDM vol. 3A 2.5. */
#define CR0_PE		BIT64(0)
#define CR0_MP		BIT64(1)
#define CR0_EM		BIT64(2)
#define CR0_TS		BIT64(3)
#define CR0_ET		BIT64(4)
#define CR0_NE		BIT64(5)
#define CR0_WP		BIT64(16)
#define CR0_AM		BIT64(18)
#define CR0_NW		BIT64(29)
#define CR0_CD		BIT64(30)
#define CR0_PG		BIT64(31)

#define CR4_VME		BIT64(0)
#define CR4_PVI		BIT64(1)
#define CR4_TSD		BIT64(2)
#define CR4_DE		BIT64(3)
#define CR4_PSE		BIT64(4)
#define CR4_PAE		BIT64(5)
#define CR4_MCE		BIT64(6)
#define CR4_PGE		BIT64(7)
#define CR4_PCE		BIT64(8)
#define CR4_OSFXSR	BIT64(9)
#define CR4_OSXMMEXCPT	BIT64(10)
#define CR4_UMIP	BIT64(11)
#define CR4_LA57	BIT64(12)
#define CR4_VMXE	BIT64(13)
#define CR4_SMXE	BIT64(14)
#define CR4_FSGSBASE	BIT64(16)
#define CR4_PCIDE	BIT64(17)
#define CR4_OSXSAVE	BIT64(18)
#define CR4_SMEP	BIT64(20)
#define CR4_SMAP	BIT64(21)
#define CR4_PKE		BIT64(22)
#define CR4_CET		BIT64(23)
#define CR4_PKS		BIT64(24)

/* RFLAGS, SDM vol. 1 3.4.3. */
#define RFLAGS_CF	BIT64(0)
#define RFLAGS_FIXED1	BIT64(1)
#define RFLAGS_PF	BIT64(2)
#define RFLAGS_AF	BIT64(4)
#define RFLAGS_ZF	BIT64(6)
#define RFLAGS_SF	BIT64(7)
#define RFLAGS_TF	BIT64(8)
#define RFLAGS_IF	BIT64(9)
#define RFLAGS_DF	BIT64(10)
#define RFLAGS_OF	BIT64(11)
#define RFLAGS_IOPL	(3ULL << 12)
#define RFLAGS_NT	BIT64(14)
#define RFLAGS_RF	BIT64(16)
#define RFLAGS_VM	BIT64(17)
#define RFLAGS_AC	BIT64(18)

/* Exception vectors, SDM vol. 3A 6.15. */
enum x86_vector {
	VECTOR_DE = 0,
	VECTOR_DB = 1,
	VECTOR_NMI = 2,
	VECTOR_BP = 3,
	VECTOR_OF = 4,
	VECTOR_BR = 5,
	VECTOR_UD = 6,
	VECTOR_NM = 7,
	VECTOR_DF = 8,
	VECTOR_TS = 10,
	VECTOR_NP = 11,
	VECTOR_SS = 12,
	VECTOR_GP = 13,
	VECTOR_PF = 14,
	VECTOR_MF = 16,
	VECTOR_AC = 17,
	VECTOR_MC = 18,
	VECTOR_XM = 19,
	VECTOR_VE = 20,
	VECTOR_CP = 21,
};

/* Page-fault error code, SDM vol. 3A 4.7. */
#define PFEC_P		BIT(0)
#define PFEC_W		BIT(1)
#define PFEC_U		BIT(2)
#define PFEC_RSVD	BIT(3)
#define PFEC_I		BIT(4)
#define PFEC_PK		BIT(5)

/* PKRU, SDM 3A 4.6.2: two bits for each protection key. */
#define PKRU_AD(key)	(1U << (2 * (key)))
#define PKRU_WD(key)	(2U << (2 * (key)))

/* Paging-structure entries, SDM vol. 3A 4.5. */
#define PTE_P		BIT64(0)
#define PTE_W		BIT64(1)
#define PTE_U		BIT64(2)
#define PTE_PWT		BIT64(3)
#define PTE_PCD		BIT64(4)
#define PTE_A		BIT64(5)
#define PTE_D		BIT64(6)
#define PTE_PS		BIT64(7)
#define PTE_G		BIT64(8)
#define PTE_NX		BIT64(63)
#define PTE_KEY_SHIFT	59		/* protection key, bits 62:59 */
#define PTE_KEY_MASK	GENMASK64(62, PTE_KEY_SHIFT)
#define PTE_ADDR_MASK	GENMASK64(51, 12)

/*
 * General registers in the order of the instruction encoding (SDM vol. 2A
 * table 2-2), which is also that of the exit qualification and of the
 * VM-exit instruction information.
 */
enum x86_gpr {
	GPR_RAX = 0,
	GPR_RCX = 1,
	GPR_RDX = 2,
	GPR_RBX = 3,
	GPR_RSP = 4,
	GPR_RBP = 5,
	GPR_RSI = 6,
	GPR_RDI = 7,
	GPR_R8 = 8,
	GPR_R9 = 9,
	GPR_R10 = 10,
	GPR_R11 = 11,
	GPR_R12 = 12,
	GPR_R13 = 13,
	GPR_R14 = 14,
	GPR_R15 = 15,
	GPR_COUNT = 16,
};

/* Segment access rights as the VMCS stores them, SDM vol. 3C table 25-2. */
#define SEG_AR_TYPE_MASK	0xfU
#define SEG_AR_S		BIT(4)
#define SEG_AR_DPL_SHIFT	5
#define SEG_AR_DPL_MASK		(3U << SEG_AR_DPL_SHIFT)
#define SEG_AR_P		BIT(7)
#define SEG_AR_AVL		BIT(12)
#define SEG_AR_L		BIT(13)
#define SEG_AR_DB		BIT(14)
#define SEG_AR_G		BIT(15)
#define SEG_AR_UNUSABLE		BIT(16)

/* Segment types, SDM vol. 3A tables 3-1 and 3-2. */
#define SEG_TYPE_DATA_RW_ACCESSED	0x3U
#define SEG_TYPE_CODE_RX_ACCESSED	0xbU
#define SEG_TYPE_LDT			0x2U
#define SEG_TYPE_TSS_BUSY		0xbU

/* CPUID feature bits that L0 looks at, SDM vol. 2A CPUID. */
#define CPUID_1_ECX_VMX			BIT(5)
#define CPUID_1_ECX_SMX			BIT(6)
#define CPUID_1_ECX_X2APIC		BIT(21)
#define CPUID_1_ECX_TSC_DEADLINE	BIT(24)
#define CPUID_1_ECX_XSAVE		BIT(26)
#define CPUID_1_ECX_OSXSAVE		BIT(27)
#define CPUID_1_ECX_HYPERVISOR		BIT(31)
#define CPUID_1_EDX_MSR			BIT(5)
#define CPUID_7_ECX_PKU			BIT(3)
#define CPUID_7_ECX_OSPKE		BIT(4)
#define CPUID_80000001_EDX_1GB_PAGES	BIT(26)
#define CPUID_80000001_EDX_LM		BIT(29)

#define XCR0_X87			BIT64(0)

#endif
