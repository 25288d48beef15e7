/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Loading L1's state at a VM exit: the host-state area of vmcs12 becomes the
 * guest state of vmcs01 (SDM 28.5). While L2 ran, vmcs01 kept L1's state as it
 * was at the VM entry, and L1 may have changed any register before it: all is
 * written, but for what costs more than a VMREAD to change.
 */
#include "nested_internal.h"

/* SDM 28.5.1: the other bits of CR0 keep the value they had in L2. */
#define CR0_LOADED	(CR0_PE | CR0_MP | CR0_EM | CR0_TS | CR0_NE | CR0_WP | \
			 CR0_AM | CR0_PG)
#define DR7_AFTER_EXIT		0x400
#define TABLE_LIMIT_AFTER_EXIT	0xffff
#define TSS_LIMIT_AFTER_EXIT	0x67
#define FLAT_LIMIT		0xffffffff
#define PAE_CR3_MASK		0xffffffe0ULL

/* Access rights that a VM exit loads (SDM 28.5.2). */
#define AR_DATA		(SEG_TYPE_DATA_RW_ACCESSED | SEG_AR_S | SEG_AR_P | \
			 SEG_AR_DB | SEG_AR_G)
#define AR_CODE		(SEG_TYPE_CODE_RX_ACCESSED | SEG_AR_S | SEG_AR_P | SEG_AR_G)
#define AR_TSS		(SEG_TYPE_TSS_BUSY | SEG_AR_P)

static inline __attribute__((always_inline)) void
load_data_segment(u32 step, u64 selector, u64 base)
{
	vmcs_write_fast(VMCS_GUEST_ES_SELECTOR + step, selector);
	vmcs_write_fast(VMCS_GUEST_ES_BASE + step, base);
	vmcs_write_fast(VMCS_GUEST_ES_LIMIT + step, FLAT_LIMIT);
	vmcs_write_fast(VMCS_GUEST_ES_AR + step,
		   selector ? AR_DATA : AR_DATA | SEG_AR_UNUSABLE);
}

/* Distance of a segment's fields from those of ES (SDM 3D appendix B). */
#define STEP(segment)	((segment) * 2)

static void load_segments(const struct vmcs12 *v)
{
	u32 mode = V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE) ? SEG_AR_L : SEG_AR_DB;

	vmcs_write_fast(VMCS_GUEST_CS_SELECTOR, V12(v, HOST_CS_SELECTOR));
	vmcs_write_fast(VMCS_GUEST_CS_BASE, 0);
	vmcs_write_fast(VMCS_GUEST_CS_LIMIT, FLAT_LIMIT);
	vmcs_write_fast(VMCS_GUEST_CS_AR, AR_CODE | mode);
	load_data_segment(STEP(SEG_ES), V12(v, HOST_ES_SELECTOR), 0);
	load_data_segment(STEP(SEG_SS), V12(v, HOST_SS_SELECTOR), 0);
	load_data_segment(STEP(SEG_DS), V12(v, HOST_DS_SELECTOR), 0);
	load_data_segment(STEP(SEG_FS), V12(v, HOST_FS_SELECTOR), V12(v, HOST_FS_BASE));
	load_data_segment(STEP(SEG_GS), V12(v, HOST_GS_SELECTOR), V12(v, HOST_GS_BASE));
	vmcs_write_fast(VMCS_GUEST_TR_SELECTOR, V12(v, HOST_TR_SELECTOR));
	vmcs_write_fast(VMCS_GUEST_TR_BASE, V12(v, HOST_TR_BASE));
	vmcs_write_fast(VMCS_GUEST_TR_LIMIT, TSS_LIMIT_AFTER_EXIT);
	vmcs_write_fast(VMCS_GUEST_TR_AR, AR_TSS);
	vmcs_write_fast(VMCS_GUEST_LDTR_SELECTOR, 0);
	vmcs_write_fast(VMCS_GUEST_LDTR_AR, SEG_AR_UNUSABLE);
	vmcs_write_fast(VMCS_GUEST_GDTR_BASE, V12(v, HOST_GDTR_BASE));
	vmcs_write_fast(VMCS_GUEST_GDTR_LIMIT, TABLE_LIMIT_AFTER_EXIT);
	vmcs_write_fast(VMCS_GUEST_IDTR_BASE, V12(v, HOST_IDTR_BASE));
	vmcs_write_fast(VMCS_GUEST_IDTR_LIMIT, TABLE_LIMIT_AFTER_EXIT);
}

static u64 efer_after_exit(const struct vmcs12 *v, u64 l2_efer)
{
	u64 long_mode = V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE) ?
			EFER_LMA | EFER_LME : 0;

	if (V12_HAS(v, EXIT, LOAD_EFER))
		return V12(v, HOST_EFER);
	return (l2_efer & ~(u64)(EFER_LMA | EFER_LME)) | long_mode;
}

/* EFER before CR0: vcpu_set_cr0() derives LMA and IA-32e mode from it. */
static void load_control_registers(struct vcpu *vcpu, const struct vmcs12 *v,
				   const struct l2_leftovers *left)
{
	u64 cr0 = (V12(v, HOST_CR0) & CR0_LOADED) | (left->cr0 & ~CR0_LOADED);
	u64 cr4 = V12(v, HOST_CR4);
	u64 efer = efer_after_exit(v, left->msrs.efer);

	if (efer != vmcs_read(VMCS_GUEST_EFER))
		vmcs_write(VMCS_GUEST_EFER, efer);
	/*
	 * In VMX operation the bits that L0 shadows (CR0.PE, NE, PG, CR4.VMXE)
	 * are 1 for L1 too, so that the guest fields are what L1 sees.
	 */
	if (cr4 != vmcs_read(VMCS_GUEST_CR4))
		vcpu_set_cr4(vcpu, cr4);
	if (cr0 != vmcs_read(VMCS_GUEST_CR0))
		vcpu_set_cr0(vcpu, cr0);
	vmcs_write_fast(VMCS_GUEST_CR3, V12(v, HOST_CR3));
}

/* A 32-bit L1 with PAE: PDPTEs come from memory (SDM 28.5.4). */
static bool load_pdptes(struct vcpu *vcpu, const struct vmcs12 *v)
{
	u64 pdptes[PDPTE_COUNT];
	const u64 reserved = GENMASK64(2, 1) | GENMASK64(8, 5) |
			     ~nested_caps.phys_addr_mask;

	if (V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE) || !(V12(v, HOST_CR4) & CR4_PAE))
		return true;
	if (guest_phys_read(vcpu->vm, GPA(V12(v, HOST_CR3) & PAE_CR3_MASK), pdptes,
			    sizeof(pdptes)))
		return false;
	for (u32 i = 0; i < PDPTE_COUNT; i++)
		if ((pdptes[i] & PTE_P) && (pdptes[i] & reserved))
			return false;
	pdpte_fields_write(pdptes);
	return true;
}

static void load_msrs(const struct vmcs12 *v, const struct l2_leftovers *left)
{
	u64 pat = V12_HAS(v, EXIT, LOAD_PAT) ? V12(v, HOST_PAT) : left->msrs.pat;

	vmcs_write_fast(VMCS_GUEST_DEBUGCTL, 0);
	vmcs_write_fast(VMCS_GUEST_DR7, DR7_AFTER_EXIT);
	if (pat != vmcs_read(VMCS_GUEST_PAT))
		vmcs_write_fast(VMCS_GUEST_PAT, pat);
	vmcs_write_fast(VMCS_GUEST_SYSENTER_CS, V12(v, HOST_SYSENTER_CS));
	vmcs_write_fast(VMCS_GUEST_SYSENTER_ESP, V12(v, HOST_SYSENTER_ESP));
	vmcs_write_fast(VMCS_GUEST_SYSENTER_EIP, V12(v, HOST_SYSENTER_EIP));
}

/*
 * L0 does not use CET, so what is in the CPU passes from L1 to L2 and back, as
 * it does without "load CET state". Only when vmcs12 loads it does vmcs01 have
 * to; what L1 makes of it later, every exit saves there (SDM 28.3.1).
 */
static __attribute__((noinline)) void load_cet(struct vcpu *vcpu,
					       const struct vmcs12 *v)
{
	u64 entry01 = vmcs_read(VMCS_ENTRY_CONTROLS);

	vcpu->nested.loads_cet01 = V12_HAS(v, EXIT, LOAD_CET);
	if (vcpu->nested.loads_cet01) {
		vmcs_write(VMCS_GUEST_S_CET, V12(v, HOST_S_CET));
		vmcs_write(VMCS_GUEST_SSP, V12(v, HOST_SSP));
		vmcs_write(VMCS_GUEST_SSP_TABLE, V12(v, HOST_SSP_TABLE));
		entry01 |= ENTRY_LOAD_CET;
	} else {
		entry01 &= ~(u64)ENTRY_LOAD_CET;
	}
	vmcs_write(VMCS_ENTRY_CONTROLS, entry01);
}

bool load_l1_state(struct vcpu *vcpu, struct vmcs12_slot *slot,
		   const struct l2_leftovers *left)
{
	const struct vmcs12 *v = slot->vmcs12;

	load_control_registers(vcpu, v, left);
	if (unlikely(!load_pdptes(vcpu, v))) {
		vmx_abort(vcpu, slot, VMX_ABORT_PDPTE);
		return false;
	}
	load_msrs(v, left);
	if (unlikely(V12_HAS(v, EXIT, LOAD_CET) || vcpu->nested.loads_cet01))
		load_cet(vcpu, v);
	load_segments(v);
	vmcs_write_fast(VMCS_GUEST_RIP, V12(v, HOST_RIP));
	vmcs_write_fast(VMCS_GUEST_RSP, V12(v, HOST_RSP));
	vmcs_write_fast(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	vmcs_write_fast(VMCS_GUEST_INTERRUPTIBILITY,
		   left->nmi_blocked ? INTERRUPTIBILITY_NMI : 0);
	vmcs_write_fast(VMCS_GUEST_PENDING_DEBUG, 0);
	/* Without a VPID of L2, the exit has emptied L1's TLB too (SDM 29.3.3.1). */
	if (unlikely(!V12_HAS2(v, ENABLE_VPID)))
		invvpid(INVVPID_SINGLE_CONTEXT, vcpu->vpid01, GVA(0));
	return true;
}
