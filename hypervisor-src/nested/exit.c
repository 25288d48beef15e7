/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Exits out of L2. Most are L1's and are reflected as the CPU recorded them;
 * the rest L0 settles without L1 noticing: missing EPT02 entries, bitmap words
 * not merged yet, L0's own timer and interrupts.
 */
#include "nested_internal.h"

/* What deciding needs; the VMREADs are only made for reasons that look. */
static void facts_read(struct vcpu *vcpu, u32 reason, struct exit_facts *f)
{
	*f = (struct exit_facts){
		.v = vcpu->nested.current->vmcs12,
		.reason = reason,
		.vm = vcpu->vm,
		.l0_takes_interrupts = vcpu->nested.current->l0_takes_interrupts,
	};
	switch (reason) {
	case EXIT_REASON_EXCEPTION_NMI:
		f->intr_info = (u32)vmcs_read(VMCS_EXIT_INTR_INFO);
		f->intr_ec = (u32)vmcs_read(VMCS_EXIT_INTR_EC);
		break;
	case EXIT_REASON_CR_ACCESS:
	case EXIT_REASON_IO_INSTRUCTION:
		f->qualification = vmcs_read(VMCS_EXIT_QUALIFICATION);
		break;
	case EXIT_REASON_RDMSR:
	case EXIT_REASON_WRMSR:
		f->rcx = vcpu->gpr[GPR_RCX];
		break;
	case EXIT_REASON_VMFUNC:
		f->rax = vcpu->gpr[GPR_RAX];
		f->rcx = vcpu->gpr[GPR_RCX];
		break;
	case EXIT_REASON_VMREAD:
	case EXIT_REASON_VMWRITE:
		if (V12_HAS2(f->v, VMCS_SHADOWING))
			f->field = insn_field_operand(vcpu);
		break;
	default:
		break;
	}
}

/*
 * L0 goes back into L2 although an event was being delivered: the event is
 * injected again (SDM 28.2.4 and 27.6).
 */
static void redeliver_event(void)
{
	u64 info = vmcs_read(VMCS_IDT_VECTORING_INFO);
	u32 type = (info & INTR_INFO_TYPE_MASK) >> INTR_INFO_TYPE_SHIFT;

	if (likely(!(info & INTR_INFO_VALID)))
		return;
	vmcs_write(VMCS_ENTRY_INTR_INFO, info & ~(u64)INTR_INFO_NMI_UNBLOCKING);
	if (info & INTR_INFO_DELIVER_EC)
		vmcs_write(VMCS_ENTRY_EXCEPTION_EC, vmcs_read(VMCS_IDT_VECTORING_EC));
	if (type >= INTR_TYPE_SOFT_INTERRUPT && type <= INTR_TYPE_SOFT_EXCEPTION)
		vmcs_write(VMCS_ENTRY_INSTRUCTION_LEN,
			   vmcs_read(VMCS_EXIT_INSTRUCTION_LEN));
	if (type == INTR_TYPE_NMI)
		vmcs_write(VMCS_GUEST_INTERRUPTIBILITY,
			   vmcs_read(VMCS_GUEST_INTERRUPTIBILITY) &
			   ~(u64)INTERRUPTIBILITY_NMI);
}

/* An IRET that unblocked NMIs faulted and will run again (SDM 28.2.3). */
static void restore_nmi_blocking(u64 qualification)
{
	if ((qualification & EPT_QUAL_NMI_UNBLOCKING) &&
	    !(vmcs_read(VMCS_IDT_VECTORING_INFO) & INTR_INFO_VALID))
		vmcs_write(VMCS_GUEST_INTERRUPTIBILITY,
			   vmcs_read(VMCS_GUEST_INTERRUPTIBILITY) |
			   INTERRUPTIBILITY_NMI);
}

static enum nested_exit handle_ept(struct vcpu *vcpu, u32 reason)
{
	ngpa_t ngpa = NGPA(vmcs_read(VMCS_GUEST_PHYSICAL_ADDRESS));
	u64 qualification = reason == EXIT_REASON_EPT_VIOLATION ?
			    vmcs_read(VMCS_EXIT_QUALIFICATION) : EPT_QUAL_READ;

	switch (nested_ept_fault(vcpu, ngpa, &qualification)) {
	case EPT_FAULT_FIXED:
		restore_nmi_blocking(qualification);
		redeliver_event();
		vcpu->nested.counters.l0_exits++;
		break;
	case EPT_FAULT_CONVERTIBLE:
		if (virtualization_exception_deliver(vcpu, qualification, ngpa,
					vmcs_read(VMCS_GUEST_LINEAR_ADDRESS)))
			break;
		/* fall through */
	case EPT_FAULT_VIOLATION:
		reflect_ept(vcpu, EXIT_REASON_EPT_VIOLATION, qualification);
		break;
	case EPT_FAULT_LOG_FULL:
		reflect_ept(vcpu, EXIT_REASON_PML_FULL,
			    qualification & EPT_QUAL_NMI_UNBLOCKING);
		break;
	case EPT_FAULT_MISCONFIG:
		reflect_ept(vcpu, EXIT_REASON_EPT_MISCONFIG, 0);
		break;
	}
	return NESTED_EXIT_DONE;
}

/* True when L2 may do the access itself now: it is simply run again. */
static bool open_msr(struct vcpu *vcpu, bool write)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	int bit = msr_bitmap_bit((u32)vcpu->gpr[GPR_RCX], write);
	const u64 *l1 = guest_phys_map(vcpu->vm, GPA(V12(slot->vmcs12, MSR_BITMAP)));

	return bit >= 0 && l1 && lazy_bitmap_open(&slot->msr_bitmap, l1, (u32)bit);
}

#define IO_BITMAP_PORTS		0x8000U
#define IO_PORT_MASK		0xffffU

static const u64 zero_bitmap[PAGE_SIZE / sizeof(u64)];

/* Without a bitmap of L1 only L0's own counts. */
static const u64 *l1_io_bitmap(struct vcpu *vcpu, const struct vmcs12 *v, bool b)
{
	if (!V12_HAS(v, PROC, USE_IO_BITMAPS))
		return zero_bitmap;
	return guest_phys_map(vcpu->vm, GPA(b ? V12(v, IO_BITMAP_B) :
						V12(v, IO_BITMAP_A)));
}

static bool open_io(struct vcpu *vcpu)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	u64 qualification = vmcs_read(VMCS_EXIT_QUALIFICATION);
	u32 size = (qualification & IO_QUAL_SIZE_MASK) + 1;
	u32 port = (qualification >> IO_QUAL_PORT_SHIFT) & IO_PORT_MASK;

	for (u32 i = 0; i < size; i++) {
		bool b = port + i >= IO_BITMAP_PORTS;
		struct lazy_bitmap *bitmap = b ? &slot->io_bitmap_b :
						 &slot->io_bitmap_a;
		const u64 *l1 = l1_io_bitmap(vcpu, slot->vmcs12, b);

		if (!l1 || !lazy_bitmap_open(bitmap, l1,
					     (port + i) % IO_BITMAP_PORTS))
			return false;
	}
	return true;
}

/* An exit that is not L1's. */
static enum nested_exit handle_own(struct vcpu *vcpu, u32 reason)
{
	bool settled = false;

	vcpu->nested.counters.l0_exits++;
	switch (reason) {
	case EXIT_REASON_RDMSR:
	case EXIT_REASON_WRMSR:
		settled = open_msr(vcpu, reason == EXIT_REASON_WRMSR);
		break;
	case EXIT_REASON_IO_INSTRUCTION:
		settled = open_io(vcpu);
		break;
	case EXIT_REASON_VMREAD:
	case EXIT_REASON_VMWRITE:
		insn_linked_vmcs(vcpu, reason);
		settled = true;
		break;
	case EXIT_REASON_VMFUNC:
		vm_function_switch_eptp(vcpu);
		settled = true;
		break;
	default:
		redeliver_event();
	}
	return settled ? NESTED_EXIT_DONE : NESTED_EXIT_L0;
}

/* The CPU refused the guest state of vmcs02: name the rule, tell L1. */
static __attribute__((noinline)) void handle_entry_failure(struct vcpu *vcpu,
							   u32 reason)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	struct entry_context ctx = {
		.caps = &nested_caps, .vm = vcpu->vm, .vmcs12_gpa = slot->gpa,
		.vmxon_region = vcpu->nested.vmxon_region,
	};

	vcpu->nested.counters.vmcs02_rejected++;
	slot_sync_resident(vcpu, slot);
	vcpu->nested.failed_check = "none of ours: the CPU alone refused";
	if (check_guest_state(&ctx, slot->vmcs12))
		vcpu->nested.failed_check = ctx.failed;
	pr_guest_ratelimited("vmcs12 %llx: VM entry failed in the CPU, reason %u: not (%s)\n",
			     (unsigned long long)slot->gpa.v,
			     reason & EXIT_REASON_BASIC_MASK,
			     vcpu->nested.failed_check);
	slot->dirty = DIRTY_ALL;
	reflect_entry_failure(vcpu, reason & EXIT_REASON_BASIC_MASK,
			      vmcs_read(VMCS_EXIT_QUALIFICATION));
}

static bool timer_goes_on(struct vcpu *vcpu, u32 reason)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	return reason == EXIT_REASON_PREEMPTION_TIMER &&
	       V12_HAS(slot->vmcs12, PIN, PREEMPTION_TIMER) && slot->timer_rest;
}

bool nested_timer_is_l1s(const struct vcpu *vcpu)
{
	return vcpu->nested.in_l2 &&
	       V12_HAS(vcpu->nested.current->vmcs12, PIN, PREEMPTION_TIMER);
}

static __attribute__((noinline)) enum nested_exit
decide_exit(struct vcpu *vcpu, u32 reason)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	struct exit_facts facts;

	if ((reason == EXIT_REASON_EPT_VIOLATION ||
	     reason == EXIT_REASON_EPT_MISCONFIG) && V12_HAS2(slot->vmcs12, ENABLE_EPT))
		return handle_ept(vcpu, reason);
	if (unlikely(timer_goes_on(vcpu, reason))) {
		redeliver_event();
		preemption_timer_arm(vcpu, slot);
		return NESTED_EXIT_L0;
	}
	facts_read(vcpu, reason, &facts);
	if (!exit_belongs_to_l1(&facts))
		return handle_own(vcpu, reason);
	reflect_exit(vcpu, reason);
	return NESTED_EXIT_DONE;
}

enum nested_exit nested_vmexit(struct vcpu *vcpu, u32 reason)
{
	if (unlikely(reason & EXIT_REASON_ENTRY_FAILURE)) {
		handle_entry_failure(vcpu, reason);
		return NESTED_EXIT_DONE;
	}
	reason &= EXIT_REASON_BASIC_MASK;
	if (exit_is_always_l1s(reason)) {
		reflect_exit(vcpu, reason);
		return NESTED_EXIT_DONE;
	}
	return decide_exit(vcpu, reason);
}

void nested_vm_entry_failed(struct vcpu *vcpu)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	enum vmx_error error = (enum vmx_error)vmcs_read(VMCS_VM_INSTRUCTION_ERROR);

	vcpu->nested.counters.vmcs02_rejected++;
	pr_guest_ratelimited("vmcs12 %llx: the CPU refused vmcs02, error %u\n",
			     (unsigned long long)slot->gpa.v, (u32)error);
	if (error != VMX_ERR_ENTRY_HOST_STATE)
		error = VMX_ERR_ENTRY_CONTROLS;
	if (slot->entering_launch)
		slot->vmcs12->launched = 0;
	slot->dirty = DIRTY_ALL;
	/* The list of MSRs was loaded, which may have changed them. */
	guest_msrs_read(&slot->guest_msrs02);
	vmcs_accesses_add(GUEST_MSRS_COUNT, 0);
	leave_vmcs02(vcpu, slot);
	vmx_fail(vcpu, error);
}

bool nested_init_signal(struct vcpu *vcpu)
{
	if (vmcs_read(VMCS_ENTRY_INTR_INFO) & INTR_INFO_VALID) {
		/* Ahead of L2's next instruction; L1's timer runs in short parts anyway. */
		if (vcpu->nested.poll_ticks && !nested_timer_is_l1s(vcpu))
			vmcs_write(VMCS_PREEMPTION_TIMER, 0);
		return false;
	}
	reflect_synthetic(vcpu, EXIT_REASON_INIT_SIGNAL, 0, 0, 0);
	return true;
}

void nested_startup_ipi(struct vcpu *vcpu, u8 vector)
{
	if (!vcpu->nested.in_l2)
		return;
	/* The saved state is still to wait (SDM 28.3.4): look again before an entry. */
	vcpu->nested.current->dirty |= DIRTY_GUEST;
	reflect_synthetic(vcpu, EXIT_REASON_SIPI, vector, 0, 0);
}

void inject_into_l2(struct vcpu *vcpu, const struct operand_fault *fault)
{
	struct exit_facts facts = {
		.v = vcpu->nested.current->vmcs12,
		.reason = EXIT_REASON_EXCEPTION_NMI,
		.intr_info = INTR_INFO_VALID | fault->vector |
			     INTR_TYPE_HARD_EXCEPTION << INTR_INFO_TYPE_SHIFT |
			     (fault->has_error_code ? INTR_INFO_DELIVER_EC : 0),
		.intr_ec = fault->error_code,
	};

	if (exit_belongs_to_l1(&facts))
		reflect_synthetic(vcpu, EXIT_REASON_EXCEPTION_NMI, fault->address,
				  facts.intr_info, fault->error_code);
	else if (fault->vector == VECTOR_PF)
		vcpu_inject_page_fault(vcpu, GVA(fault->address), fault->error_code);
	else
		vcpu_inject_exception(vcpu, fault->vector, fault->has_error_code,
				      fault->error_code);
}

void nested_inject_exception(struct vcpu *vcpu, u8 vector, bool has_error_code,
			     u32 error_code)
{
	inject_into_l2(vcpu, &(struct operand_fault){
		.vector = vector, .has_error_code = has_error_code,
		.error_code = error_code });
}
