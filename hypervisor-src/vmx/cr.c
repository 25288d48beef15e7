// SPDX-License-Identifier: BSD-3-Clause
/*
 * CR0 and CR4 of L1. The guest fields hold L1's value plus the bits that VMX
 * operation demands of L0; the read shadows hold L1's value.
 */
#include "nvmx/cpu.h"
#include "nvmx/guest_mem.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/printk.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

/* Exit qualification of control-register accesses, SDM vol. 3C table 28-3. */
#define QUAL_CR_MASK		0xfU
#define QUAL_TYPE_SHIFT		4
#define QUAL_TYPE_MASK		3U
#define QUAL_GPR_SHIFT		8
#define QUAL_GPR_MASK		0xfU
#define QUAL_LMSW_SHIFT		16

enum cr_access_type { CR_MOV_TO, CR_MOV_FROM, CR_CLTS, CR_LMSW };

#define CR0_LMSW_BITS		0xfULL	/* PE MP EM TS */
#define PDPTE_COUNT		4
/* PAE paging: bits 2:1 and 8:5 of a PDPTE are reserved, SDM table 4-8. */
#define PDPTE_RESERVED		0x1e6ULL
#define PAE_CR3_MASK		0xffffffe0ULL

static bool uses_pae_paging(u64 cr0, u64 cr4, u64 efer)
{
	return cr0 & CR0_PG && cr4 & CR4_PAE && !(efer & EFER_LME);
}

/* False when a present PDPTE has reserved bits set: the MOV must #GP. */
static bool load_pdptes(struct vcpu *vcpu)
{
	u64 pdpte[PDPTE_COUNT] = { 0 };
	u64 reserved = PDPTE_RESERVED |
		       GENMASK64(63, vmx_msrs.maxphyaddr);
	gpa_t table = GPA(vmcs_read(VMCS_GUEST_CR3) & PAE_CR3_MASK);
	int i;

	if (guest_phys_read(vcpu->vm, table, pdpte, sizeof(pdpte)))
		return false;
	for (i = 0; i < PDPTE_COUNT; i++)
		if (pdpte[i] & PTE_P && pdpte[i] & reserved)
			return false;
	for (i = 0; i < PDPTE_COUNT; i++)
		vmcs_write(VMCS_GUEST_PDPTE0 + 2 * i, pdpte[i]);
	return true;
}

u64 vcpu_get_cr0(struct vcpu *vcpu)
{
	u64 mask = vcpu->nested.in_l2 ? vmcs_read(VMCS_CR0_MASK) : CR0_MASK01;

	return (vmcs_read(VMCS_GUEST_CR0) & ~mask) |
	       (vmcs_read(VMCS_CR0_READ_SHADOW) & mask);
}

u64 vcpu_get_cr4(struct vcpu *vcpu)
{
	u64 mask = vcpu->nested.in_l2 ? vmcs_read(VMCS_CR4_MASK) : CR4_MASK01;

	return (vmcs_read(VMCS_GUEST_CR4) & ~mask) |
	       (vmcs_read(VMCS_CR4_READ_SHADOW) & mask);
}

/* EFER.LMA and "IA-32e mode guest" follow CR0.PG and EFER.LME. */
static void update_long_mode(u64 cr0)
{
	u64 efer = vmcs_read(VMCS_GUEST_EFER);
	u64 entry = vmcs_read(VMCS_ENTRY_CONTROLS);

	if (cr0 & CR0_PG && efer & EFER_LME) {
		efer |= EFER_LMA;
		entry |= ENTRY_IA32E_MODE_GUEST;
	} else {
		efer &= ~EFER_LMA;
		entry &= ~(u64)ENTRY_IA32E_MODE_GUEST;
	}
	vmcs_write(VMCS_GUEST_EFER, efer);
	vmcs_write(VMCS_ENTRY_CONTROLS, entry);
}

void vcpu_set_cr0(struct vcpu *vcpu, u64 value)
{
	/* Unrestricted guest: PE and PG are exempt (SDM vol. 3C 25.6.2). */
	u64 forced = vmx_msrs.cr0_fixed0 & ~(CR0_PE | CR0_PG);

	(void)vcpu;
	vmcs_write(VMCS_GUEST_CR0, (value | forced) & vmx_msrs.cr0_fixed1);
	vmcs_write(VMCS_CR0_READ_SHADOW, value | CR0_ET);
	update_long_mode(value);
}

void vcpu_set_cr4(struct vcpu *vcpu, u64 value)
{
	(void)vcpu;
	vmcs_write(VMCS_GUEST_CR4, value | vmx_msrs.cr4_fixed0);
	vmcs_write(VMCS_CR4_READ_SHADOW, value);
}

/* The #GP conditions of MOV to CR0, SDM vol. 2B "MOV - Move to/from Control". */
static bool cr0_write_valid(struct vcpu *vcpu, u64 old, u64 value)
{
	u64 efer = vmcs_read(VMCS_GUEST_EFER);
	u64 cr4 = vcpu_get_cr4(vcpu);
	bool code64 = vmcs_read(VMCS_GUEST_CS_AR) & SEG_AR_L;

	if (value >> 32 || (value & CR0_PG && !(value & CR0_PE)) ||
	    (value & CR0_NW && !(value & CR0_CD)))
		return false;
	if (!(value & CR0_WP) && cr4 & CR4_CET)
		return false;
	if (value & CR0_PG && !(old & CR0_PG) && efer & EFER_LME &&
	    (!(cr4 & CR4_PAE) || code64))
		return false;
	if (!(value & CR0_PG) && old & CR0_PG &&
	    (cr4 & CR4_PCIDE || (efer & EFER_LMA && code64)))
		return false;
	return nested_cr0_valid(vcpu, value);
}

static bool mov_to_cr0(struct vcpu *vcpu, u64 value)
{
	u64 old = vcpu_get_cr0(vcpu);

	if (!cr0_write_valid(vcpu, old, value))
		return false;
	if (uses_pae_paging(value, vcpu_get_cr4(vcpu),
			    vmcs_read(VMCS_GUEST_EFER)) && !load_pdptes(vcpu))
		return false;
	vcpu_set_cr0(vcpu, value);
	if ((old ^ value) & (CR0_PG | CR0_WP))
		invvpid(INVVPID_SINGLE_CONTEXT, vcpu->vpid01, GVA(0));
	return true;
}

static bool cr4_write_valid(struct vcpu *vcpu, u64 old, u64 value)
{
	u64 efer = vmcs_read(VMCS_GUEST_EFER);

	if (value & ~vmx_msrs.cr4_fixed1)
		return false;
	if (value & CR4_VMXE && !vcpu->vm->nested_on)
		return false;
	if (efer & EFER_LMA && !(value & CR4_PAE))
		return false;
	if (efer & EFER_LMA && (old ^ value) & CR4_LA57)
		return false;
	if (value & CR4_PCIDE && !(old & CR4_PCIDE) &&
	    (!(efer & EFER_LMA) || vmcs_read(VMCS_GUEST_CR3) & 0xfff))
		return false;
	if (value & CR4_CET && !(vcpu_get_cr0(vcpu) & CR0_WP))
		return false;
	return nested_cr4_valid(vcpu, value);
}

static bool mov_to_cr4(struct vcpu *vcpu, u64 value)
{
	const u64 pdpte_bits = CR4_PAE | CR4_PGE | CR4_PSE | CR4_SMEP;
	u64 old = vcpu_get_cr4(vcpu);

	if (!cr4_write_valid(vcpu, old, value))
		return false;
	if ((old ^ value) & pdpte_bits &&
	    uses_pae_paging(vcpu_get_cr0(vcpu), value,
			    vmcs_read(VMCS_GUEST_EFER)) && !load_pdptes(vcpu))
		return false;
	vcpu_set_cr4(vcpu, value);
	if ((old ^ value) & (pdpte_bits | CR4_PCIDE))
		invvpid(INVVPID_SINGLE_CONTEXT, vcpu->vpid01, GVA(0));
	return true;
}

static bool write_lmsw(struct vcpu *vcpu, u64 source)
{
	u64 old = vcpu_get_cr0(vcpu);
	u64 value = (old & ~CR0_LMSW_BITS) | (source & CR0_LMSW_BITS);

	/* LMSW can set PE, never clear it. */
	return mov_to_cr0(vcpu, value | (old & CR0_PE));
}

void handle_cr_access(struct vcpu *vcpu)
{
	u64 qual = vmcs_read(VMCS_EXIT_QUALIFICATION);
	u32 cr = qual & QUAL_CR_MASK;
	u32 gpr = qual >> QUAL_GPR_SHIFT & QUAL_GPR_MASK;
	bool known = true, ok = true;

	switch (qual >> QUAL_TYPE_SHIFT & QUAL_TYPE_MASK) {
	case CR_MOV_TO:
		if (cr == 0)
			ok = mov_to_cr0(vcpu, vcpu_gpr_read(vcpu, gpr));
		else if (cr == 4)
			ok = mov_to_cr4(vcpu, vcpu_gpr_read(vcpu, gpr));
		else
			known = false;
		break;
	case CR_CLTS:
		ok = mov_to_cr0(vcpu, vcpu_get_cr0(vcpu) & ~CR0_TS);
		break;
	case CR_LMSW:
		ok = write_lmsw(vcpu, qual >> QUAL_LMSW_SHIFT);
		break;
	default:	/* MOV from CR3 and CR8 do not exit in vmcs01 */
		known = false;
	}
	if (!known)
		pr_guest_ratelimited("vm%u: unexpected access to CR%u\n",
				     vcpu->vm->id, cr);
	if (known && ok)
		vcpu_skip_instruction(vcpu);
	else
		vcpu_raise_gp(vcpu);
}

/* PKRU is not switched: it is the guest's, and RDPKRU wants CR4.PKE of ours. */
u32 guest_pkru(void)
{
	u64 cr4 = read_cr4();
	u32 pkru, edx;

	write_cr4(cr4 | CR4_PKE);
	asm volatile("rdpkru" : "=a"(pkru), "=d"(edx) : "c"(0));
	write_cr4(cr4);
	return pkru;
}
