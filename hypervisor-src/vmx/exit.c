// SPDX-License-Identifier: BSD-3-Clause
/*
 * Every VM exit comes here. Exits of L2 go to nested/ first; what is L0's own
 * and all exits of L1 are dispatched below.
 */
#include "nvmx/console.h"
#include "nvmx/cpu.h"
#include "nvmx/exit_trace.h"
#include "nvmx/lapic.h"
#include "nvmx/monitor.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/shell.h"
#include "nvmx/vm.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

/* Without a preemption timer L0's lines are polled every so many exits. */
#define POLL_EXITS	256

void poll_timer_arm(void)
{
	u32 ticks = shell_is_busy() || monitor_is_busy() ? POLL_INTERVAL_BUSY : POLL_INTERVAL;

	/* The timer counts at TSC / 2^MISC[4:0], SDM vol. 3D A.6. */
	vmcs_write(VMCS_PREEMPTION_TIMER, ticks >> (vmx_msrs.misc & 0x1f));
}

const char *exit_reason_name(u32 basic_reason)
{
	static const char *const names[EXIT_REASON_COUNT] = {
#define EXIT_REASON(name, number, decision, key, sdm_name) [number] = #name,
#include "data/exit_reasons.def"
	};
	const char *name = NULL;

	if (basic_reason < EXIT_REASON_COUNT)
		name = names[basic_reason];
	return name ? name : "unknown";
}

static bool same_exit(const struct exit_trace *a, const struct exit_trace *b)
{
	return a->rip == b->rip && a->reason == b->reason && a->l2 == b->l2;
}

void exit_trace_print(const struct vcpu *vcpu)
{
	u32 i, times = 1;

	console_printf("last exits of vm%u vcpu%u, oldest first:\n",
		       vcpu->vm->id, vcpu->id);
	for (i = 0; i < EXIT_TRACE_COUNT; i++) {
		const struct exit_trace *t =
			&vcpu->trace[(vcpu->trace_next + i) % EXIT_TRACE_COUNT];
		const struct exit_trace *next =
			&vcpu->trace[(vcpu->trace_next + i + 1) % EXIT_TRACE_COUNT];

		if (!t->rip && !t->reason)
			continue;
		/* A guest that polls would fill the screen. */
		if (i + 1 < EXIT_TRACE_COUNT && same_exit(t, next)) {
			times++;
			continue;
		}
		console_printf("  %s rip %016lx reason %2u %s%s",
			       t->l2 ? "L2" : "L1", t->rip,
			       t->reason & EXIT_REASON_BASIC_MASK,
			       exit_reason_name(t->reason &
						EXIT_REASON_BASIC_MASK),
			       t->reason & EXIT_REASON_ENTRY_FAILURE ?
			       " (VM-entry failure)" : "");
		if (times > 1)
			console_printf(", %u times", times);
		console_printf("\n");
		times = 1;
	}
}

static inline void trace_exit(struct vcpu *vcpu, u32 reason, bool l2)
{
	struct exit_trace *t =
		&vcpu->trace[vcpu->trace_next++ % EXIT_TRACE_COUNT];
	u32 basic = reason & EXIT_REASON_BASIC_MASK;

	t->reason = reason;
	t->l2 = l2;
	t->rip = vmcs_read_fast(VMCS_GUEST_RIP);
	if (likely(basic < EXIT_REASON_COUNT)) {
		u64 *counters = l2 ? vcpu->counters.l2_exits
				   : vcpu->counters.l1_exits;

		counters[basic]++;
	}
}

/*
 * L1 wrote to its local APIC, which may be an order to start another vCPU. Or
 * it touched memory that does not exist for it: L0's. There is no device to
 * answer, so it gets #GP; if that happened while an event was being delivered,
 * no handler can be reached and the vCPU has shut down.
 */
static void handle_ept_violation(struct vcpu *vcpu)
{
	u64 gpa = vmcs_read(VMCS_GUEST_PHYSICAL_ADDRESS);

	if ((gpa & PAGE_MASK) == LAPIC_BASE && !vcpu->nested.in_l2 &&
	    xapic_page_write(vcpu, gpa & ~PAGE_MASK))
		return;
	pr_guest_ratelimited("vm%u: access to absent memory at %lx, rip %lx\n",
			     vcpu->vm->id, gpa, vmcs_read(VMCS_GUEST_RIP));
	if (vmcs_read(VMCS_IDT_VECTORING_INFO) & INTR_INFO_VALID)
		vcpu_stop(vcpu, "an event was delivered into absent memory");
	else
		vcpu_raise_gp(vcpu);
}

void handle_xsetbv(struct vcpu *vcpu)
{
	u64 value = (u32)vcpu->gpr[GPR_RAX] | vcpu->gpr[GPR_RDX] << 32;

	/* The CPU judges the value; XCR0 is L1's, L0 uses no vector state. */
	if (xsetbv_safe((u32)vcpu->gpr[GPR_RCX], value))
		vcpu_skip_instruction(vcpu);
	else
		vcpu_raise_gp(vcpu);
}

/* vmcs01 itself was refused: L1 drove its own state where no entry is possible. */
static void handle_invalid_guest_state(struct vcpu *vcpu, u32 reason)
{
	pr_guest_ratelimited("vm%u: VM entry of L1 failed, reason %u qualification %lu, rip %lx cr0 %lx cr4 %lx efer %lx\n",
			     vcpu->vm->id, reason & EXIT_REASON_BASIC_MASK,
			     vmcs_read(VMCS_EXIT_QUALIFICATION),
			     vmcs_read(VMCS_GUEST_RIP),
			     vmcs_read(VMCS_GUEST_CR0),
			     vmcs_read(VMCS_GUEST_CR4),
			     vmcs_read(VMCS_GUEST_EFER));
	vcpu_stop(vcpu, "invalid guest state");
}

static inline void count_reflected(struct vcpu *vcpu, u32 reason)
{
	u32 basic = reason & EXIT_REASON_BASIC_MASK;

	if (likely(basic < EXIT_REASON_COUNT))
		vcpu->counters.l2_reflected[basic]++;
}

static bool is_vmx_instruction(u32 reason)
{
	return (reason >= EXIT_REASON_VMCALL && reason <= EXIT_REASON_VMXON) ||
	       reason == EXIT_REASON_INVEPT || reason == EXIT_REASON_INVVPID ||
	       reason == EXIT_REASON_VMFUNC;
}

/* The shell is pCPU 0's; the monitor link wants every vCPU's word. */
static void poll_lines(struct vcpu *vcpu)
{
	if (this_pcpu()->id == 0)
		shell_poll();
	monitor_poll(vcpu);
}

/* Everything but VMX instructions, of L1 or what of L2 is L0's own. */
static void __noinline dispatch_exit(struct vcpu *vcpu, u32 reason)
{
	switch (reason) {
	case EXIT_REASON_CPUID:
		handle_cpuid(vcpu);
		break;
	case EXIT_REASON_RDMSR:
		handle_rdmsr(vcpu);
		break;
	case EXIT_REASON_WRMSR:
		handle_wrmsr(vcpu);
		break;
	case EXIT_REASON_CR_ACCESS:
		handle_cr_access(vcpu);
		break;
	case EXIT_REASON_IO_INSTRUCTION:
		handle_io(vcpu);
		break;
	case EXIT_REASON_XSETBV:
		handle_xsetbv(vcpu);
		break;
	case EXIT_REASON_PREEMPTION_TIMER:
		/* While L2 runs on a timer of L1, that one is for nested/ to arm. */
		if (!nested_timer_is_l1s(vcpu))
			poll_timer_arm();
		poll_lines(vcpu);
		break;
	case EXIT_REASON_INVD:
		/* Throwing caches away would lose L0's own writes. */
		asm volatile("wbinvd");
		vcpu_skip_instruction(vcpu);
		break;
	case EXIT_REASON_TRIPLE_FAULT:
		vcpu_stop(vcpu, "triple fault");
		break;
	case EXIT_REASON_INIT_SIGNAL:
		/*
		 * By no order that L0 has seen; the rest is finish_exit()'s. Bochs
		 * never takes it back, so every entry exits again at once.
		 */
		pcpu_event_set(this_pcpu(), PCPU_EVENT_INIT);
		poll_lines(vcpu);
		break;
	case EXIT_REASON_EPT_VIOLATION:
		handle_ept_violation(vcpu);
		break;
	default:
		if (reason & EXIT_REASON_ENTRY_FAILURE) {
			handle_invalid_guest_state(vcpu, reason);
			break;
		}
		if (!is_vmx_instruction(reason))
			pr_guest_ratelimited("vm%u: exit %u %s is not handled: #UD\n",
					     vcpu->vm->id, reason,
					     exit_reason_name(reason));
		vcpu_raise_ud(vcpu);
	}
	if (unlikely(!vmx_has_preemption_timer()) &&
	    vcpu->trace_next % POLL_EXITS == 0)
		poll_lines(vcpu);
}

/* An NMI that struck while L0 ran belongs to the VM that owns the machine. */
static void forward_nmi(struct vcpu *vcpu)
{
	u64 blocked = INTERRUPTIBILITY_NMI | INTERRUPTIBILITY_STI |
		      INTERRUPTIBILITY_MOV_SS;

	if (vcpu->nested.in_l2 ||
	    vmcs_read(VMCS_GUEST_INTERRUPTIBILITY) & blocked ||
	    vmcs_read(VMCS_ENTRY_INTR_INFO) & INTR_INFO_VALID)
		return;		/* at a later exit */
	pcpu_event_clear(this_pcpu(), PCPU_EVENT_NMI);
	vmcs_write(VMCS_ENTRY_INTR_INFO, VECTOR_NMI | INTR_INFO_VALID |
		   INTR_TYPE_NMI << INTR_INFO_TYPE_SHIFT);
}

static void __noinline take_events(struct vcpu *vcpu, u32 events)
{
	if (events & PCPU_EVENT_INIT)
		init_signal_take(vcpu);
	if ((events & PCPU_EVENT_NMI) && vcpu->state == VCPU_RUNNING)
		forward_nmi(vcpu);
}

static inline void count_transition(struct vcpu *vcpu, bool from_l2)
{
	struct nested_state *nested = &vcpu->nested;
	struct transition_counters *t =
		&nested->transitions[from_l2 * 2 + nested->in_l2];
	struct vmcs_accesses accesses = vmcs_accesses();

	t->count++;
	t->vmreads += accesses.reads;
	t->vmwrites += accesses.writes;
	t->from_vmcs12 += nested->copies.from;
	t->to_vmcs12 += nested->copies.to;
}

static inline u32 finish_exit(struct vcpu *vcpu)
{
	u32 events = this_pcpu()->events;

	if (unlikely(events))
		take_events(vcpu, events);
	return likely(vcpu->state == VCPU_RUNNING) ? VMX_CONTINUE : VMX_STOPPED;
}

u32 vmx_handle_exit(struct vcpu *vcpu)
{
	bool l2 = vcpu->nested.in_l2, counted = l2;
	u32 reason, verdict;

	/* Reason and RIP. */
	vmcs_accesses_start(2);
	vcpu->nested.copies = (struct vmcs12_copies){ 0 };
	reason = (u32)vmcs_read_fast(VMCS_EXIT_REASON);
	trace_exit(vcpu, reason, l2);
	if (l2) {
		if (nested_vmexit(vcpu, reason) == NESTED_EXIT_L0)
			dispatch_exit(vcpu, reason);
		if (!vcpu->nested.in_l2)
			count_reflected(vcpu, reason);
	} else if (is_vmx_instruction(reason) && vcpu->vm->nested_on) {
		nested_handle_insn(vcpu, reason);
		counted = true;
	} else {
		dispatch_exit(vcpu, reason);
	}
	/* An INIT that L0 has kept may yet end L2. */
	verdict = finish_exit(vcpu);
	if (counted)
		count_transition(vcpu, l2);
	return verdict;
}

u32 vmx_handle_entry_failure(struct vcpu *vcpu)
{
	/* entry.S had set this ahead of a VMLAUNCH. */
	if (vmcs_read(VMCS_VM_INSTRUCTION_ERROR) != VMX_ERR_VMLAUNCH_NOT_CLEAR)
		vcpu->loaded->launched = false;
	if (vcpu->nested.in_l2) {
		nested_vm_entry_failed(vcpu);
		return finish_exit(vcpu);
	}
	pr_err("vm%u: VM entry of L1 failed, VM-instruction error %lu\n",
	       vcpu->vm->id, vmcs_read(VMCS_VM_INSTRUCTION_ERROR));
	vcpu_stop(vcpu, "VM entry of L1 failed");
	return finish_exit(vcpu);
}
