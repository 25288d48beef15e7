/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Writing vmcs02. RESIDENT fields are there already; what is left falls in
 * three groups: constants (once per slot), controls (when L1 changed any), and
 * what must be right at every entry. vmcs02 is loaded throughout; what is
 * needed from vmcs01 was read before.
 *
 * A field that neither the CPU changes (SDM 28.2, 28.3) nor anybody else in L0
 * writes is kept: it is written only when the value is another than the last.
 */
#include "nested_internal.h"

#define LINK_POINTER_NONE	(~0ULL)

/* Host state: whatever brings L0 back for vmcs01 does so for vmcs02. */
static const u16 host_fields[] = {
	VMCS_HOST_ES_SELECTOR, VMCS_HOST_CS_SELECTOR, VMCS_HOST_SS_SELECTOR,
	VMCS_HOST_DS_SELECTOR, VMCS_HOST_FS_SELECTOR, VMCS_HOST_GS_SELECTOR,
	VMCS_HOST_TR_SELECTOR, VMCS_HOST_PAT, VMCS_HOST_EFER,
	VMCS_HOST_SYSENTER_CS, VMCS_HOST_CR0, VMCS_HOST_CR3, VMCS_HOST_CR4,
	VMCS_HOST_FS_BASE, VMCS_HOST_GS_BASE, VMCS_HOST_TR_BASE,
	VMCS_HOST_GDTR_BASE, VMCS_HOST_IDTR_BASE, VMCS_HOST_SYSENTER_ESP,
	VMCS_HOST_SYSENTER_EIP, VMCS_HOST_RSP, VMCS_HOST_RIP,
};

enum kept {
	KEPT_PIN, KEPT_PROC, KEPT_PROC2, KEPT_EXIT, KEPT_EXCEPTION_BITMAP,
	KEPT_TSC_OFFSET, KEPT_TSC_MULTIPLIER, KEPT_XSS_EXIT_BITMAP,
	KEPT_PF_MASK, KEPT_PF_MATCH, KEPT_CR3_TARGETS, KEPT_VIRTUAL_APIC,
	KEPT_TPR_THRESHOLD, KEPT_APIC_ACCESS, KEPT_PLE_GAP, KEPT_PLE_WINDOW,
	KEPT_COUNT
};
_Static_assert(KEPT_COUNT == VMCS02_KEPT_COUNT, "nested_state.h");
_Static_assert(KEPT_COUNT <= 32, "kept_valid has 32 bits");

static const u16 kept_fields[KEPT_COUNT] = {
	[KEPT_PIN] = VMCS_PIN_CONTROLS,
	[KEPT_PROC] = VMCS_PROC_CONTROLS,
	[KEPT_PROC2] = VMCS_PROC2_CONTROLS,
	[KEPT_EXIT] = VMCS_EXIT_CONTROLS,
	[KEPT_EXCEPTION_BITMAP] = VMCS_EXCEPTION_BITMAP,
	[KEPT_TSC_OFFSET] = VMCS_TSC_OFFSET,
	[KEPT_TSC_MULTIPLIER] = VMCS_TSC_MULTIPLIER,
	[KEPT_XSS_EXIT_BITMAP] = VMCS_XSS_EXIT_BITMAP,
	[KEPT_PF_MASK] = VMCS_PF_ERROR_CODE_MASK,
	[KEPT_PF_MATCH] = VMCS_PF_ERROR_CODE_MATCH,
	[KEPT_CR3_TARGETS] = VMCS_CR3_TARGET_COUNT,
	[KEPT_VIRTUAL_APIC] = VMCS_VIRTUAL_APIC_ADDR,
	[KEPT_TPR_THRESHOLD] = VMCS_TPR_THRESHOLD,
	[KEPT_APIC_ACCESS] = VMCS_APIC_ACCESS_ADDR,
	[KEPT_PLE_GAP] = VMCS_PLE_GAP,
	[KEPT_PLE_WINDOW] = VMCS_PLE_WINDOW,
};

static void keep(struct vcpu *vcpu, struct vmcs12_slot *slot, enum kept which,
		 u64 value)
{
	if ((slot->kept_valid & BIT(which)) && slot->kept[which] == value)
		return;
	vmcs_write(kept_fields[which], value);
	slot->kept[which] = value;
	slot->kept_valid |= BIT(which);
	vcpu->nested.copies.from++;
}

static bool phys_has_proc2(u64 control)
{
	return (nested_caps.phys.procbased_ctls2 >> 32) & control;
}

void vmcs02_write_constants(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	u64 host[ARRAY_SIZE(host_fields)];

	vmcs_load(vcpu->vmcs01.hpa);
	for (size_t i = 0; i < ARRAY_SIZE(host_fields); i++)
		host[i] = vmcs_read(host_fields[i]);
	vmcs_load(slot->vmcs02.hpa);
	for (size_t i = 0; i < ARRAY_SIZE(host_fields); i++)
		vmcs_write(host_fields[i], host[i]);
	vmcs_write(VMCS_VMCS_LINK_POINTER, LINK_POINTER_NONE);
	/* L0 walks the MSR areas itself. */
	vmcs_write(VMCS_EXIT_MSR_STORE_COUNT, 0);
	vmcs_write(VMCS_EXIT_MSR_LOAD_COUNT, 0);
	vmcs_write(VMCS_ENTRY_MSR_LOAD_COUNT, 0);
	if (phys_has_proc2(PROC2_ENABLE_VM_FUNCTIONS))
		vmcs_write(VMCS_VM_FUNCTION_CONTROLS, 0);
	vmcs_write(VMCS_MSR_BITMAP, virt_to_hpa(slot->msr_bitmap.merged).v);
	vmcs_write(VMCS_IO_BITMAP_A, virt_to_hpa(slot->io_bitmap_a.merged).v);
	vmcs_write(VMCS_IO_BITMAP_B, virt_to_hpa(slot->io_bitmap_b.merged).v);
	slot->kept_valid = 0;
	slot->eptp02 = 0;
	slot->vpid02 = 0;
	slot->translation = 0;
	slot->guest_msrs02 = (struct guest_msrs){ 0 };
	vmcs_write(VMCS_GUEST_DEBUGCTL, 0);
	vmcs_write(VMCS_GUEST_DR7, 0);
	vmcs_write(VMCS_GUEST_PAT, 0);
	vmcs_write(VMCS_GUEST_EFER, 0);
	slot->constant_written = true;
}

/* vmcs01 must be loaded. */
static void merge_input_read(struct merge_input *in)
{
	*in = (struct merge_input){
		.caps = &nested_caps,
		.pin01 = (u32)vmcs_read(VMCS_PIN_CONTROLS),
		.proc01 = (u32)vmcs_read(VMCS_PROC_CONTROLS),
		.proc2_01 = (u32)vmcs_read(VMCS_PROC2_CONTROLS),
		.exit01 = (u32)vmcs_read(VMCS_EXIT_CONTROLS),
		.entry01 = (u32)vmcs_read(VMCS_ENTRY_CONTROLS),
		.exception_bitmap01 = (u32)vmcs_read(VMCS_EXCEPTION_BITMAP),
		.tsc_offset01 = vmcs_read(VMCS_TSC_OFFSET),
	};
	if (phys_has_proc2(PROC2_USE_TSC_SCALING))
		in->tsc_multiplier01 = vmcs_read(VMCS_TSC_MULTIPLIER);
	if (phys_has_proc2(PROC2_ENABLE_XSAVES) &&
	    (in->proc2_01 & PROC2_ENABLE_XSAVES))
		in->xss_exit_bitmap01 = vmcs_read(VMCS_XSS_EXIT_BITMAP);
}

static void write_merged(struct vcpu *vcpu, struct vmcs12_slot *slot,
			 const struct merged_controls *m)
{
	keep(vcpu, slot, KEPT_PIN, m->pin);
	keep(vcpu, slot, KEPT_PROC, m->proc);
	keep(vcpu, slot, KEPT_PROC2, m->proc2);
	keep(vcpu, slot, KEPT_EXIT, m->exit);
	/* Not kept: every VM exit stores LMA in "IA-32e mode guest" (SDM 28.2). */
	vmcs_write(VMCS_ENTRY_CONTROLS, m->entry);
	vcpu->nested.copies.from++;
	keep(vcpu, slot, KEPT_EXCEPTION_BITMAP, m->exception_bitmap);
	keep(vcpu, slot, KEPT_TSC_OFFSET, m->tsc_offset);
	if (phys_has_proc2(PROC2_USE_TSC_SCALING))
		keep(vcpu, slot, KEPT_TSC_MULTIPLIER, m->tsc_multiplier);
	if (phys_has_proc2(PROC2_ENABLE_XSAVES))
		keep(vcpu, slot, KEPT_XSS_EXIT_BITMAP, m->xss_exit_bitmap);
}

/* Addresses were checked by check_controls(); a lost race ends as address 0. */
static u64 translate_page(struct vcpu *vcpu, u64 gpa)
{
	hpa_t hpa;

	return gpa_to_hpa(vcpu->vm, GPA(gpa), &hpa, PAGE_SIZE) ? hpa.v : 0;
}

static void write_copies(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	const struct vmcs12 *v = slot->vmcs12;

	keep(vcpu, slot, KEPT_PF_MASK, V12(v, PF_ERROR_CODE_MASK));
	keep(vcpu, slot, KEPT_PF_MATCH, V12(v, PF_ERROR_CODE_MATCH));
	keep(vcpu, slot, KEPT_CR3_TARGETS, V12(v, CR3_TARGET_COUNT));
	if (V12_HAS(v, PROC, USE_TPR_SHADOW)) {
		keep(vcpu, slot, KEPT_VIRTUAL_APIC,
		     translate_page(vcpu, V12(v, VIRTUAL_APIC_ADDR)));
		keep(vcpu, slot, KEPT_TPR_THRESHOLD, V12(v, TPR_THRESHOLD));
	}
	if (V12_HAS2(v, VIRTUALIZE_APIC_ACCESSES))
		keep(vcpu, slot, KEPT_APIC_ACCESS,
		     translate_page(vcpu, V12(v, APIC_ACCESS_ADDR)));
	if (V12_HAS2(v, PAUSE_LOOP_EXITING)) {
		keep(vcpu, slot, KEPT_PLE_GAP, V12(v, PLE_GAP));
		keep(vcpu, slot, KEPT_PLE_WINDOW, V12(v, PLE_WINDOW));
	}
}

void vmcs02_write_controls(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	const struct vmcs12 *v = slot->vmcs12;
	struct merge_input in;
	struct merged_controls merged;

	vmcs_load(vcpu->vmcs01.hpa);
	merge_input_read(&in);
	vmcs_load(slot->vmcs02.hpa);
	merge_controls(&in, v, &merged);
	slot->l0_takes_interrupts = in.pin01 & PIN_EXT_INTR_EXITING;
	write_merged(vcpu, slot, &merged);
	write_copies(vcpu, slot);
	lazy_bitmap_reset(&slot->msr_bitmap);
	lazy_bitmap_reset(&slot->io_bitmap_a);
	lazy_bitmap_reset(&slot->io_bitmap_b);
	if (vcpu->nested.poll_ticks && !V12_HAS(v, PIN, PREEMPTION_TIMER))
		vmcs_write(VMCS_PREEMPTION_TIMER, vcpu->nested.poll_ticks);
}

void pdpte_fields_read(u64 pdptes[PDPTE_COUNT])
{
	pdptes[0] = vmcs_read(VMCS_GUEST_PDPTE0);
	pdptes[1] = vmcs_read(VMCS_GUEST_PDPTE1);
	pdptes[2] = vmcs_read(VMCS_GUEST_PDPTE2);
	pdptes[3] = vmcs_read(VMCS_GUEST_PDPTE3);
}

void pdpte_fields_write(const u64 pdptes[PDPTE_COUNT])
{
	vmcs_write(VMCS_GUEST_PDPTE0, pdptes[0]);
	vmcs_write(VMCS_GUEST_PDPTE1, pdptes[1]);
	vmcs_write(VMCS_GUEST_PDPTE2, pdptes[2]);
	vmcs_write(VMCS_GUEST_PDPTE3, pdptes[3]);
}

static void refresh_bitmap(struct vcpu *vcpu, struct lazy_bitmap *bitmap, u64 gpa)
{
	const u64 *l1;

	if (!bitmap->open_count)
		return;
	l1 = guest_phys_map(vcpu->vm, GPA(gpa));
	if (l1)
		lazy_bitmap_refresh(bitmap, l1);
	else
		lazy_bitmap_reset(bitmap);
}

static void refresh_bitmaps(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	const struct vmcs12 *v = slot->vmcs12;

	refresh_bitmap(vcpu, &slot->msr_bitmap, V12(v, MSR_BITMAP));
	/* What was opened without bitmaps of L1 depends on L0's alone. */
	if (!V12_HAS(v, PROC, USE_IO_BITMAPS))
		return;
	refresh_bitmap(vcpu, &slot->io_bitmap_a, V12(v, IO_BITMAP_A));
	refresh_bitmap(vcpu, &slot->io_bitmap_b, V12(v, IO_BITMAP_B));
}

__attribute__((noinline)) void vmcs02_write_translation(struct vcpu *vcpu,
							struct vmcs12_slot *slot)
{
	const struct vmcs12 *v = slot->vmcs12;
	u64 eptp02 = vcpu->vm->eptp01;
	bool flush;
	u16 vpid02;

	if (V12_HAS2(v, ENABLE_EPT))
		eptp02 = nested_ept_activate(vcpu, slot);
	if (eptp02 != slot->eptp02) {
		vmcs_write(VMCS_EPT_POINTER, eptp02);
		slot->eptp02 = eptp02;
	}
	vpid02 = vpid02_for(vcpu, v, &flush);
	if (vpid02 != slot->vpid02) {
		vmcs_write(VMCS_VPID, vpid02);
		slot->vpid02 = vpid02;
	}
	if (flush)
		invvpid(INVVPID_SINGLE_CONTEXT, vpid02, GVA(0));
	/* Without a VPID12 the flush is due at every entry. */
	slot->translation = V12_HAS2(v, ENABLE_VPID) ? vcpu->nested.translation : 0;
}

/*
 * L0 may poll by the same timer: L1's value is then run down in parts no longer
 * than L0's interval.
 */
bool preemption_timer_arm(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	u32 part = slot->timer_rest, limit = vcpu->nested.poll_ticks;
	bool left = slot->timer_rest;

	if (limit && part > limit)
		part = limit;
	vmcs_write(VMCS_PREEMPTION_TIMER, part);
	slot->timer_rest -= part;
	return left;
}

/*
 * IA32_EFER when "load IA32_EFER" is 0 (SDM 27.3.2.1): L1's, with LMA, and LME
 * if paging is on, following "IA-32e mode guest".
 */
static u64 efer_not_loaded(const struct vmcs12 *v, u64 efer, u64 guest_cr0)
{
	bool ia32e = V12_HAS(v, ENTRY, IA32E_MODE_GUEST);

	efer &= ~EFER_LMA;
	if (ia32e)
		return efer | EFER_LMA | EFER_LME;
	return guest_cr0 & CR0_PG ? efer & ~EFER_LME : efer;
}

static inline void write_if_changed(struct vcpu *vcpu, u32 field, u64 *known,
				    u64 wanted)
{
	if (likely(*known == wanted))
		return;
	vmcs_write(field, wanted);
	*known = wanted;
	vcpu->nested.copies.from++;
}

/* What the entry loads: vmcs12's, or L1's own. */
static inline void guest_msrs_write(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	const struct vmcs12 *v = slot->vmcs12;
	const struct guest_msrs *l1 = &vcpu->nested.l1_msrs;
	struct guest_msrs *known = &slot->guest_msrs02;
	bool debug12 = V12_HAS(v, ENTRY, LOAD_DEBUG);
	u64 efer = V12(v, GUEST_EFER);

	/* CR0 is RESIDENT: only now, with vmcs02 loaded, can it be looked at. */
	if (!V12_HAS(v, ENTRY, LOAD_EFER))
		efer = efer_not_loaded(v, l1->efer, vmcs_read(VMCS_GUEST_CR0));
	write_if_changed(vcpu, VMCS_GUEST_DEBUGCTL, &known->debugctl,
			 debug12 ? V12(v, GUEST_DEBUGCTL) : l1->debugctl);
	write_if_changed(vcpu, VMCS_GUEST_DR7, &known->dr7,
			 debug12 ? V12(v, GUEST_DR7) : l1->dr7);
	write_if_changed(vcpu, VMCS_GUEST_PAT, &known->pat,
			 V12_HAS(v, ENTRY, LOAD_PAT) ? V12(v, GUEST_PAT) : l1->pat);
	write_if_changed(vcpu, VMCS_GUEST_EFER, &known->efer, efer);
}

static __attribute__((noinline)) void write_rarely(struct vcpu *vcpu,
						   struct vmcs12_slot *slot)
{
	if (slot->dirty || slot->translation != vcpu->nested.translation)
		vmcs02_write_translation(vcpu, slot);
	refresh_bitmaps(vcpu, slot);
	if (slot->entry_extras & EXTRA_TIMER) {
		slot->timer_rest = (u32)V12(slot->vmcs12, PREEMPTION_TIMER);
		preemption_timer_arm(vcpu, slot);
		vcpu->nested.copies.from++;
	}
}

void vmcs02_write_volatile(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	guest_msrs_write(vcpu, slot);
	if (unlikely(slot->dirty ||
		     slot->translation != vcpu->nested.translation ||
		     (slot->msr_bitmap.open_count | slot->io_bitmap_a.open_count |
		      slot->io_bitmap_b.open_count) ||
		     (slot->entry_extras & EXTRA_TIMER)))
		write_rarely(vcpu, slot);
}
