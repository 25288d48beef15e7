/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VMLAUNCH and VMRESUME of L1 (SDM 27.1 and 31.3). What L1 wrote through an
 * exit is checked by us, rule by rule. What it wrote straight into vmcs02
 * (RESIDENT fields, under VMCS shadowing) is checked by the CPU when it enters
 * vmcs02, which holds those very values; our own rules then only serve to name
 * the one that failed (see exit.c).
 */
#include "nested_internal.h"

static void log_failed(struct vcpu *vcpu, const struct entry_context *ctx,
		       const char *what)
{
	vcpu->nested.failed_check = ctx->failed;
	pr_guest_ratelimited("vmcs12 %llx: %s: not (%s), SDM %s\n",
			     (unsigned long long)vcpu->nested.current->gpa.v, what,
			     ctx->failed, ctx->section);
}

static void entry_context_init(struct vcpu *vcpu, struct entry_context *ctx)
{
	*ctx = (struct entry_context){
		.caps = &nested_caps,
		.l1_long_mode = vcpu->nested.l1_long_mode,
		.vm = vcpu->vm,
		.vmcs12_gpa = vcpu->nested.current->gpa,
		.vmxon_region = vcpu->nested.vmxon_region,
	};
}

/* Errors 7 and 8; false when L1 has been told. vmcs02 is loaded. */
static bool controls_and_host_pass(struct vcpu *vcpu, struct entry_context *ctx)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	enum vmx_error error = VMX_ERR_ENTRY_CONTROLS;

	if (check_controls(ctx, slot->vmcs12)) {
		vcpu->nested.counters.entry_vmfail_controls++;
	} else if (check_host_state(ctx, slot->vmcs12)) {
		error = VMX_ERR_ENTRY_HOST_STATE;
		vcpu->nested.counters.entry_vmfail_host++;
	} else {
		return true;
	}
	log_failed(vcpu, ctx, "VM entry refused");
	leave_vmcs02(vcpu, slot);
	vmx_fail(vcpu, error);
	return false;
}

static bool guest_passes(struct vcpu *vcpu, struct entry_context *ctx)
{
	if (!check_guest_state(ctx, vcpu->nested.current->vmcs12))
		return true;
	log_failed(vcpu, ctx, "VM entry failed");
	vcpu->nested.counters.entry_failed_guest++;
	reflect_entry_failure(vcpu, EXIT_REASON_INVALID_GUEST, ctx->qualification);
	return false;
}

static u32 entry_extras(const struct vmcs12 *v)
{
	return (V12_HAS(v, PIN, PREEMPTION_TIMER) ? EXTRA_TIMER : 0) |
	       (V12_HAS2(v, ENABLE_EPT) ? 0 : EXTRA_PAGING) |
	       (V12(v, ENTRY_MSR_LOAD_COUNT) ? EXTRA_MSR_LIST : 0);
}

/* Everything, from the plain copy in vmcs12. */
static __attribute__((noinline)) bool full_check_passes(struct vcpu *vcpu)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	struct entry_context ctx;

	entry_context_init(vcpu, &ctx);
	slot_sync_resident(vcpu, slot);
	slot->entry_extras = entry_extras(slot->vmcs12);
	if (!controls_and_host_pass(vcpu, &ctx) || !guest_passes(vcpu, &ctx))
		return false;
	/*
	 * An L2 that waits for SIPI (SDM 25.4.2) does so in L0, as soon as this exit
	 * is done with: no other event ends the wait, not even L0's own timer. Only
	 * L1's VMWRITE makes this state, and that exits: such an entry is a full one.
	 */
	if (V12(slot->vmcs12, GUEST_ACTIVITY_STATE) == ACTIVITY_WAIT_SIPI)
		vcpu_state_change(vcpu, VCPU_RUNNING, VCPU_L2_WAIT_SIPI);
	return true;
}

static __attribute__((noinline)) bool event_check_passes(struct vcpu *vcpu)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	struct vmcs12 *v = slot->vmcs12;
	struct entry_context ctx;

	entry_context_init(vcpu, &ctx);
	V12(v, ENTRY_INTR_INFO) = vmcs_read(VMCS_ENTRY_INTR_INFO);
	V12(v, ENTRY_EXCEPTION_EC) = vmcs_read(VMCS_ENTRY_EXCEPTION_EC);
	V12(v, ENTRY_INSTRUCTION_LEN) = vmcs_read(VMCS_ENTRY_INSTRUCTION_LEN);
	V12(v, GUEST_CR0) = vmcs_read(VMCS_GUEST_CR0);
	if (likely(!check_event_injection(&ctx, v)))
		return true;
	vcpu->nested.counters.entry_vmfail_controls++;
	log_failed(vcpu, &ctx, "VM entry refused");
	leave_vmcs02(vcpu, slot);
	vmx_fail(vcpu, VMX_ERR_ENTRY_CONTROLS);
	return false;
}

/* The event to inject may be new at every entry; its rules are error 7's. */
static bool event_passes(struct vcpu *vcpu)
{
	return likely(!(vmcs_read(VMCS_ENTRY_INTR_INFO) & INTR_INFO_VALID)) ||
	       event_check_passes(vcpu);
}

/*
 * An L2 outside of IA-32e mode and without EPT12. With PAE paging its PDPTEs are
 * those in memory (SDM 27.3.2.4), but vmcs02, which has an EPT, takes them from
 * the fields and saves those in use there, also when L2 turns to PAE paging later.
 */
static __attribute__((noinline)) void pdpte_fields_borrow(struct vcpu *vcpu,
							  struct vmcs12_slot *slot)
{
	const struct vmcs12 *v = slot->vmcs12;
	u64 pdptes[PDPTE_COUNT];
	gpa_t table = GPA(V12(v, GUEST_CR3) & 0xffffffe0ULL);

	if (V12_HAS(v, ENTRY, IA32E_MODE_GUEST))
		return;
	pdpte_fields_read(slot->pdpte_fields12);
	slot->pdpte_fields_borrowed = true;
	if (!(V12(v, GUEST_CR4) & CR4_PAE) || !(V12(v, GUEST_CR0) & CR0_PG))
		return;
	if (guest_phys_read(vcpu->vm, table, pdptes, sizeof(pdptes)))
		memset(pdptes, 0, sizeof(pdptes));	/* all not present */
	pdpte_fields_write(pdptes);
}

static bool entry_msrs_load(struct vcpu *vcpu, struct vmcs12 *v)
{
	u32 failed = msr_area_load(vcpu, GPA(V12(v, ENTRY_MSR_LOAD_ADDR)),
				   (u32)V12(v, ENTRY_MSR_LOAD_COUNT));

	if (likely(!failed))
		return true;
	vcpu->nested.counters.entry_failed_msr++;
	/* There is no L2 to wait; a SIPI that has come already finds L1. */
	vcpu_state_change(vcpu, VCPU_L2_WAIT_SIPI, VCPU_RUNNING);
	reflect_entry_failure(vcpu, EXIT_REASON_MSR_LOAD_FAIL, failed);
	return false;
}

static void paging_prepare(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	struct vmcs12 *v = slot->vmcs12;

	V12(v, GUEST_CR0) = vmcs_read(VMCS_GUEST_CR0);
	V12(v, GUEST_CR3) = vmcs_read(VMCS_GUEST_CR3);
	V12(v, GUEST_CR4) = vmcs_read(VMCS_GUEST_CR4);
	vcpu->nested.copies.to += 3;
	pdpte_fields_borrow(vcpu, slot);
}

/* The checks passed; vmcs02 is loaded. */
static inline void enter_l2(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	struct vmcs12 *v = slot->vmcs12;

	if (slot->dirty & DIRTY_CONTROLS)
		vmcs02_write_controls(vcpu, slot);
	vmcs02_write_volatile(vcpu, slot);
	if (unlikely(slot->entry_extras & EXTRA_PAGING))
		paging_prepare(vcpu, slot);
	if (unlikely(slot->entry_extras & EXTRA_MSR_LIST) && !entry_msrs_load(vcpu, v))
		return;
	slot->dirty = 0;
	vcpu->loaded = &slot->vmcs02;
	vcpu->nested.in_l2 = true;
	v->launched = 1;
	vcpu->nested.counters.entries++;
	slot->entries++;
}

static inline void checked_entry(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	bool full = slot->dirty || (slot->entry_extras & EXTRA_MSR_LIST);

	guest_msrs_read(&vcpu->nested.l1_msrs);
	/* And the interruptibility in nested_enter(). */
	vmcs_accesses_add(GUEST_MSRS_COUNT + 1, 0);
	shadow_vmcs_retract(slot);
	vmcs_load(slot->vmcs02.hpa);
	if (unlikely(full) ? full_check_passes(vcpu) : event_passes(vcpu))
		enter_l2(vcpu, slot);
}

static void refuse(struct vcpu *vcpu, enum vmx_error error)
{
	/* The interruptibility. */
	vmcs_accesses_add(1, 0);
	vmx_fail(vcpu, error);
}

void nested_enter(struct vcpu *vcpu, bool launch)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	/* SDM 27.1: a shadow VMCS cannot be entered. */
	if (!slot || unlikely(slot->vmcs12->revision & VMCS_SHADOW_INDICATOR)) {
		vmx_fail_invalid(vcpu);
		return;
	}
	vcpu->nested.l1_interruptibility =
		(u32)vmcs_read_fast(VMCS_GUEST_INTERRUPTIBILITY);
	if (vcpu->nested.l1_interruptibility & INTERRUPTIBILITY_MOV_SS) {
		refuse(vcpu, VMX_ERR_ENTRY_EVENTS_BLOCKED);
		return;
	}
	if (launch == !!slot->vmcs12->launched) {
		refuse(vcpu, launch ? VMX_ERR_VMLAUNCH_NOT_CLEAR :
				      VMX_ERR_VMRESUME_NOT_LAUNCHED);
		return;
	}
	slot->entering_launch = launch;
	slot->last_used = ++vcpu->nested.use_clock;
	checked_entry(vcpu, slot);
}
