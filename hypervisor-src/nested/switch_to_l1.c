/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From L2 to L1, as a VM exit does it: L2's state goes to vmcs12 (SDM 28.3), then
 * the host-state area of vmcs12 becomes the guest state of vmcs01 (SDM 28.5).
 *
 * While L2 ran, vmcs01 kept L1's state as it was at the VM entry, and L1 may have
 * loaded any register before it without an exit: only vmcs01 itself knows. Each
 * field is read, and written if it differs.
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

/* What a VM exit may leave as it was in L2. */
struct l2_leftovers {
	u64 cr0;			/* bits that a VM exit does not change */
	u64 pat, efer;
	bool nmi_blocked;
};

/* Access rights that a VM exit loads (SDM 28.5.2). */
#define AR_DATA		(SEG_TYPE_DATA_RW_ACCESSED | SEG_AR_S | SEG_AR_P | \
			 SEG_AR_DB | SEG_AR_G)
#define AR_CODE		(SEG_TYPE_CODE_RX_ACCESSED | SEG_AR_S | SEG_AR_P | SEG_AR_G)
#define AR_TSS		(SEG_TYPE_TSS_BUSY | SEG_AR_P)

static inline u64 data_rights(u64 selector)
{
	return selector ? AR_DATA : AR_DATA | SEG_AR_UNUSABLE;
}

static inline u64 code_rights(const struct vmcs12 *v)
{
	return AR_CODE | (V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE) ? SEG_AR_L :
								   SEG_AR_DB);
}

#define DATA_SEGMENT(F, seg, base)					\
	F(seg##_SELECTOR, V12(v, HOST_##seg##_SELECTOR))		\
	F(seg##_BASE, base)						\
	F(seg##_LIMIT, FLAT_LIMIT)					\
	F(seg##_AR, data_rights(V12(v, HOST_##seg##_SELECTOR)))

/*
 * The guest fields whose value after an exit follows from vmcs12 alone, and that
 * value: F(field, value). SDM 28.5.1 to 28.5.3.
 */
#define HOST_IMAGE(F)							\
	DATA_SEGMENT(F, ES, 0)						\
	F(CS_SELECTOR, V12(v, HOST_CS_SELECTOR))			\
	F(CS_BASE, 0)							\
	F(CS_LIMIT, FLAT_LIMIT)						\
	F(CS_AR, code_rights(v))					\
	DATA_SEGMENT(F, SS, 0)						\
	DATA_SEGMENT(F, DS, 0)						\
	DATA_SEGMENT(F, FS, V12(v, HOST_FS_BASE))			\
	DATA_SEGMENT(F, GS, V12(v, HOST_GS_BASE))			\
	F(LDTR_SELECTOR, 0)						\
	F(LDTR_AR, SEG_AR_UNUSABLE)					\
	F(TR_SELECTOR, V12(v, HOST_TR_SELECTOR))			\
	F(TR_BASE, V12(v, HOST_TR_BASE))				\
	F(TR_LIMIT, TSS_LIMIT_AFTER_EXIT)				\
	F(TR_AR, AR_TSS)						\
	F(GDTR_BASE, V12(v, HOST_GDTR_BASE))				\
	F(GDTR_LIMIT, TABLE_LIMIT_AFTER_EXIT)				\
	F(IDTR_BASE, V12(v, HOST_IDTR_BASE))				\
	F(IDTR_LIMIT, TABLE_LIMIT_AFTER_EXIT)				\
	F(CR3, V12(v, HOST_CR3))					\
	F(SYSENTER_CS, V12(v, HOST_SYSENTER_CS))			\
	F(SYSENTER_ESP, V12(v, HOST_SYSENTER_ESP))			\
	F(SYSENTER_EIP, V12(v, HOST_SYSENTER_EIP))			\
	F(PENDING_DEBUG, 0)

enum host_image {
#define IMAGE_INDEX(field, value) IMAGE_##field,
	HOST_IMAGE(IMAGE_INDEX)
	IMAGE_COUNT
};
_Static_assert(IMAGE_COUNT == HOST_IMAGE_COUNT, "nested_state.h");

static __attribute__((noinline)) void host_image_build(struct vmcs12_slot *slot)
{
	const struct vmcs12 *v = slot->vmcs12;

#define IMAGE_VALUE(field, value) slot->host_image[IMAGE_##field] = value;
	HOST_IMAGE(IMAGE_VALUE)
	slot->host_image_valid = true;
}

/* What L1 has changed since the last exit, or what another vmcs12 loads. */
static __attribute__((noinline, cold)) void load_field(struct vcpu *vcpu,
						       u32 field, u64 value)
{
	vmcs_write(field, value);
	vcpu->nested.copies.from++;
}

static __attribute__((noinline, cold)) void
load_changed_fields(struct vcpu *vcpu, const struct vmcs12_slot *slot)
{
#define IMAGE_FIELD(field, value) [IMAGE_##field] = VMCS_GUEST_##field,
	static const u16 fields[IMAGE_COUNT] = { HOST_IMAGE(IMAGE_FIELD) };

	for (u32 i = 0; i < IMAGE_COUNT; i++)
		if (vmcs_read(fields[i]) != slot->host_image[i])
			load_field(vcpu, fields[i], slot->host_image[i]);
}

/* As a rule nothing differs: one look at all fields, and one branch. */
static inline __attribute__((always_inline)) void
load_host_image(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	u64 differences = 0;

	if (unlikely(!slot->host_image_valid))
		host_image_build(slot);
#define IMAGE_COMPARE(field, value)					\
	differences |= vmcs_read_fast(VMCS_GUEST_##field) ^		\
		       slot->host_image[IMAGE_##field];
	HOST_IMAGE(IMAGE_COMPARE)
	if (unlikely(differences))
		load_changed_fields(vcpu, slot);
}

static u64 efer_after_exit(const struct vmcs12 *v, u64 l2_efer)
{
	u64 long_mode;

	if (likely(V12_HAS(v, EXIT, LOAD_EFER)))
		return V12(v, HOST_EFER);
	long_mode = V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE) ?
		    EFER_LMA | EFER_LME : 0;
	return (l2_efer & ~(u64)(EFER_LMA | EFER_LME)) | long_mode;
}

/* EFER before CR0: vcpu_set_cr0() derives LMA and IA-32e mode from it. */
static inline void load_control_registers(struct vcpu *vcpu,
					  const struct vmcs12 *v,
					  const struct l2_leftovers *left)
{
	u64 cr0 = (V12(v, HOST_CR0) & CR0_LOADED) | (left->cr0 & ~CR0_LOADED);
	u64 cr4 = V12(v, HOST_CR4);
	u64 efer = efer_after_exit(v, left->efer);

	if (unlikely(efer != vcpu->nested.l1_msrs.efer))
		load_field(vcpu, VMCS_GUEST_EFER, efer);
	/*
	 * In VMX operation the bits that L0 shadows (CR0.PE, NE, PG, CR4.VMXE)
	 * are 1 for L1 too, so that the guest fields are what L1 sees.
	 */
	if (unlikely(cr4 != vmcs_read_fast(VMCS_GUEST_CR4))) {
		vcpu_set_cr4(vcpu, cr4);
		vcpu->nested.copies.from++;
	}
	if (unlikely(cr0 != vmcs_read_fast(VMCS_GUEST_CR0))) {
		vcpu_set_cr0(vcpu, cr0);
		vcpu->nested.copies.from++;
	}
}

/* L1 outside of IA-32e mode; with PAE, PDPTEs come from memory (SDM 28.5.4). */
static bool load_pdptes(struct vcpu *vcpu, const struct vmcs12 *v)
{
	u64 pdptes[PDPTE_COUNT];
	const u64 reserved = GENMASK64(2, 1) | GENMASK64(8, 5) |
			     ~nested_caps.phys_addr_mask;

	if (!(V12(v, HOST_CR4) & CR4_PAE))
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

/* Compared with what they were at the VM entry: vmcs01 has not run since. */
static inline void load_msrs(struct vcpu *vcpu, const struct vmcs12 *v,
			     const struct l2_leftovers *left)
{
	const struct guest_msrs *l1 = &vcpu->nested.l1_msrs;
	u64 pat = V12_HAS(v, EXIT, LOAD_PAT) ? V12(v, HOST_PAT) : left->pat;

	if (unlikely(l1->debugctl))
		load_field(vcpu, VMCS_GUEST_DEBUGCTL, 0);
	if (unlikely(l1->dr7 != DR7_AFTER_EXIT))
		load_field(vcpu, VMCS_GUEST_DR7, DR7_AFTER_EXIT);
	if (unlikely(pat != l1->pat))
		load_field(vcpu, VMCS_GUEST_PAT, pat);
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

/* What vmcs02 saved goes to vmcs12 where the exit controls say so (SDM 28.3.1). */
static inline u32 guest_msrs_save(struct vmcs12_slot *slot)
{
	struct guest_msrs *known = &slot->guest_msrs02;
	struct vmcs12 *v = slot->vmcs12;
	u32 copied = 0;

	guest_msrs_read(known);
	if (V12_HAS(v, EXIT, SAVE_DEBUG)) {
		V12(v, GUEST_DEBUGCTL) = known->debugctl;
		V12(v, GUEST_DR7) = known->dr7;
		copied += 2;
	}
	if (V12_HAS(v, EXIT, SAVE_PAT)) {
		V12(v, GUEST_PAT) = known->pat;
		copied++;
	}
	if (V12_HAS(v, EXIT, SAVE_EFER)) {
		V12(v, GUEST_EFER) = known->efer;
		copied++;
	}
	return copied;
}

/*
 * SDM 28.3.1 and 28.3.4, and the controls that a VM exit changes (28.2): "IA-32e
 * mode guest" becomes LMA, which IA32_EFER in vmcs02 has, too.
 */
static inline void save_l2_state(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	struct vmcs12 *v = slot->vmcs12;
	u64 entry = V12(v, ENTRY_CONTROLS) & ~(u64)ENTRY_IA32E_MODE_GUEST;
	u32 copied = guest_msrs_save(slot) + 1;

	if (slot->guest_msrs02.efer & EFER_LMA)
		entry |= ENTRY_IA32E_MODE_GUEST;
	V12(v, ENTRY_CONTROLS) = entry;
	if (V12_HAS(v, EXIT, SAVE_PREEMPTION_TIMER)) {
		V12(v, PREEMPTION_TIMER) = slot->timer_rest +
					   vmcs_read(VMCS_PREEMPTION_TIMER);
		copied++;
	}
	vcpu->nested.copies.to += copied;
}

static inline void leftovers_read(struct vmcs12_slot *slot, u32 reason,
				  struct l2_leftovers *left)
{
	const struct vmcs12 *v = slot->vmcs12;
	u32 info;

	left->cr0 = vmcs_read_fast(VMCS_GUEST_CR0);
	left->pat = slot->guest_msrs02.pat;
	left->efer = slot->guest_msrs02.efer;
	left->nmi_blocked = false;
	/* SDM 28.5.5: an NMI that exited blocks further ones. */
	if (unlikely(reason == EXIT_REASON_EXCEPTION_NMI)) {
		info = (u32)vmcs_read(VMCS_EXIT_INTR_INFO);
		left->nmi_blocked = (info & INTR_INFO_TYPE_MASK) ==
				    INTR_TYPE_NMI << INTR_INFO_TYPE_SHIFT;
	}
	/* Without virtual NMIs, blocking by NMI is the CPU's, in L2 and in L1. */
	if (!V12_HAS(v, PIN, VIRTUAL_NMIS) &&
	    (vmcs_read(VMCS_GUEST_INTERRUPTIBILITY) & INTERRUPTIBILITY_NMI))
		left->nmi_blocked = true;
}

static __attribute__((noinline)) void pdpte_fields_return(struct vmcs12_slot *slot)
{
	pdpte_fields_write(slot->pdpte_fields12);
	slot->pdpte_fields_borrowed = false;
}

void leave_vmcs02(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	vcpu->nested.in_l2 = false;
	if (unlikely(slot->pdpte_fields_borrowed))
		pdpte_fields_return(slot);
	shadow_vmcs_expose(slot);
	vmcs_load(vcpu->vmcs01.hpa);
	vcpu->loaded = &vcpu->vmcs01;
}

void vmx_abort(struct vcpu *vcpu, struct vmcs12_slot *slot, enum vmx_abort why)
{
	u32 indicator = why;

	if (guest_phys_write(vcpu->vm,
			     GPA(slot->gpa.v + offsetof(struct vmcs12, abort)),
			     &indicator, sizeof(indicator)))
		pr_guest_ratelimited("VMX abort of a vmcs12 outside RAM\n");
	slot->vmcs12->abort = indicator;
	vcpu_stop(vcpu, "VMX abort");
}

/* SDM 28.5; vmcs01 loaded. False: VMX abort. */
static inline __attribute__((always_inline)) bool
load_l1_state(struct vcpu *vcpu, struct vmcs12_slot *slot,
	      const struct l2_leftovers *left)
{
	const struct vmcs12 *v = slot->vmcs12;
	u32 interruptibility = left->nmi_blocked ? INTERRUPTIBILITY_NMI : 0;

	load_control_registers(vcpu, v, left);
	if (unlikely(!V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE)) &&
	    !load_pdptes(vcpu, v)) {
		vmx_abort(vcpu, slot, VMX_ABORT_PDPTE);
		return false;
	}
	load_msrs(vcpu, v, left);
	if (unlikely(V12_HAS(v, EXIT, LOAD_CET) || vcpu->nested.loads_cet01))
		load_cet(vcpu, v);
	load_host_image(vcpu, slot);
	/* These three differ as a rule: L1 was at its VMLAUNCH or VMRESUME. */
	vmcs_write_fast(VMCS_GUEST_RIP, V12(v, HOST_RIP));
	vmcs_write_fast(VMCS_GUEST_RSP, V12(v, HOST_RSP));
	vmcs_write_fast(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	/* Those, the host image, and CR0 and CR4 above. */
	vmcs_accesses_add(IMAGE_COUNT + 2, 3);
	vcpu->nested.copies.from += 2;
	if (unlikely(vcpu->nested.l1_interruptibility != interruptibility))
		load_field(vcpu, VMCS_GUEST_INTERRUPTIBILITY, interruptibility);
	/* Without a VPID of L2, the exit has emptied L1's TLB too (SDM 29.3.3.1). */
	if (unlikely(!V12_HAS2(v, ENABLE_VPID)))
		invvpid(INVVPID_SINGLE_CONTEXT, vcpu->vpid01, GVA(0));
	return true;
}

/* vmcs01 is loaded. SDM 28.5 and 28.6. */
static inline __attribute__((always_inline)) void
enter_l1(struct vcpu *vcpu, struct vmcs12_slot *slot,
	 const struct l2_leftovers *left)
{
	struct vmcs12 *v = slot->vmcs12;

	/* The first abort is the one that L1's region tells. */
	if (unlikely(!load_l1_state(vcpu, slot, left)))
		return;
	if (unlikely(V12(v, EXIT_MSR_LOAD_COUNT)) &&
	    msr_area_load(vcpu, GPA(V12(v, EXIT_MSR_LOAD_ADDR)),
			  (u32)V12(v, EXIT_MSR_LOAD_COUNT)))
		vmx_abort(vcpu, slot, VMX_ABORT_MSR_LOAD);
	vcpu->nested.counters.reflected++;
	slot->reflected++;
}

void leave_l2(struct vcpu *vcpu, struct vmcs12_slot *slot, u32 reason)
{
	struct vmcs12 *v = slot->vmcs12;
	struct l2_leftovers left;

	save_l2_state(vcpu, slot);
	if (unlikely(V12(v, EXIT_MSR_STORE_COUNT)) &&
	    msr_area_store(vcpu, GPA(V12(v, EXIT_MSR_STORE_ADDR)),
			   (u32)V12(v, EXIT_MSR_STORE_COUNT))) {
		vmx_abort(vcpu, slot, VMX_ABORT_MSR_STORE);
		return;
	}
	leftovers_read(slot, reason, &left);
	vmcs_accesses_add(GUEST_MSRS_COUNT + 1, 0);
	leave_vmcs02(vcpu, slot);
	enter_l1(vcpu, slot, &left);
}

/*
 * L2 was never there: what a VM exit leaves alone is still L1's. The list of
 * MSRs may have been loaded in part, though (SDM 27.4).
 */
void abandon_entry(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	struct l2_leftovers left = {
		.pat = vcpu->nested.l1_msrs.pat,
		.efer = vcpu->nested.l1_msrs.efer,
	};

	guest_msrs_read(&slot->guest_msrs02);
	vmcs_accesses_add(GUEST_MSRS_COUNT, 0);
	leave_vmcs02(vcpu, slot);
	left.cr0 = vcpu_get_cr0(vcpu);
	enter_l1(vcpu, slot, &left);
}
