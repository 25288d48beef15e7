// SPDX-License-Identifier: BSD-3-Clause
/*
 * INIT and start-up IPIs of L1. Its local APICs are passed through, but these
 * two commands would reset CPUs that L0 runs on, so writes to the interrupt
 * command register are looked at first: x2APIC by the MSR bitmap, xAPIC by a
 * write-protected page. Nothing is sent: INIT is an event of the target's pCPU,
 * taken when that has its next VM exit, which L0's timer makes come soon. A vCPU
 * that is not started waits in L0 (pcpu_idle()) until the NMI that wakes L0.
 */
#include "nvmx/cpu.h"
#include "nvmx/lapic.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/smp.h"
#include "nvmx/spinlock.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx_core.h"

/* Reserved bits of the x2APIC's ICR, SDM vol. 3A figure 11-28. */
#define X2APIC_ICR_RESERVED	0xfff32000ULL

/* Until then the target has had an exit, by L0's timer at the latest. */
#define INIT_WAIT_TICKS		(2 * POLL_INTERVAL)

static struct spinlock icr_lock;

static struct vcpu *vcpu_by_apic_id(const struct vm *vm, u32 apic_id)
{
	u32 i;

	for (i = 0; i < vm->vcpu_count; i++)
		if (pcpus[vm->vcpus[i]->pcpu].apic_id == apic_id)
			return vm->vcpus[i];
	return NULL;
}

static void send_init(struct vcpu *target)
{
	/* A CPU that waits for SIPI has been reset already. */
	if (target->state != VCPU_INIT && target->state != VCPU_ZOMBIE)
		pcpu_event_set(&pcpus[target->pcpu], PCPU_EVENT_INIT);
}

static void send_startup(struct vcpu *target, u8 vector)
{
	enum vcpu_state waiting = target->state;

	/* Only a CPU in wait-for-SIPI listens. */
	if (waiting != VCPU_INIT && waiting != VCPU_L2_WAIT_SIPI)
		return;
	target->start.kind = waiting == VCPU_INIT ? VCPU_START_SIPI : VCPU_START_L2_SIPI;
	target->start.vector = vector;
	/* Not RUNNING: its pCPU may be on its way to pcpu_idle() only now. */
	if (vcpu_state_change(target, waiting, VCPU_STARTING))
		smp_wake(target->pcpu);
}

static void deliver(struct vcpu *target, u32 command)
{
	if ((command & ICR_MODE_MASK) == ICR_MODE_STARTUP)
		send_startup(target, (u8)(command & ICR_VECTOR_MASK));
	else
		send_init(target);
}

static bool is_init_or_startup(u32 command)
{
	u32 mode = command & ICR_MODE_MASK;

	return mode == ICR_MODE_INIT || mode == ICR_MODE_STARTUP;
}

/* Is there an INIT that @target is going to take soon? */
static bool init_under_way(const struct vcpu *target)
{
	const struct nested_state *nested = &target->nested;

	return (pcpus[target->pcpu].events & PCPU_EVENT_INIT) &&
	       target->state == VCPU_RUNNING && (!nested->vmxon || nested->in_l2);
}

/*
 * On a real machine an INIT that was sent has arrived. Here the sender waits
 * for it, but not for ever: two CPUs may send one to each other.
 */
static void wait_for_init(const struct vcpu *target)
{
	u64 start = rdtsc();

	while (init_under_way(target) && !this_pcpu()->events &&
	       rdtsc() - start < INIT_WAIT_TICKS)
		cpu_relax();
}

/* @command is INIT or start-up. */
static void icr_deliver(struct vcpu *vcpu, u32 destination, u32 command)
{
	u32 shorthand = command & ICR_SHORTHAND_MASK;
	struct vcpu *target;
	u32 i;

	/* The de-assert that old code sends after INIT does nothing. */
	if ((command & ICR_MODE_MASK) == ICR_MODE_INIT &&
	    command & ICR_LEVEL && !(command & ICR_ASSERT))
		return;
	spin_lock(&icr_lock);
	if (shorthand == ICR_SHORTHAND_OTHERS) {
		for (i = 0; i < vcpu->vm->vcpu_count; i++)
			if (vcpu->vm->vcpus[i] != vcpu)
				deliver(vcpu->vm->vcpus[i], command);
	} else if (!shorthand && !(command & ICR_LOGICAL)) {
		target = vcpu_by_apic_id(vcpu->vm, destination);
		if (target && target != vcpu)
			deliver(target, command);
	} else {
		pr_guest_ratelimited("vm%u: INIT or SIPI with ICR %x is not supported\n",
				     vcpu->vm->id, command);
	}
	spin_unlock(&icr_lock);
	for (i = 0; i < vcpu->vm->vcpu_count; i++)
		if (vcpu->vm->vcpus[i] != vcpu)
			wait_for_init(vcpu->vm->vcpus[i]);
}

int x2apic_icr_write(struct vcpu *vcpu, u64 value)
{
	u32 command = (u32)value;

	if (!lapic_in_x2apic_mode() || command & X2APIC_ICR_RESERVED)
		return -EINVAL;
	if (is_init_or_startup(command))
		icr_deliver(vcpu, (u32)(value >> 32), command);
	else
		wrmsr(MSR_X2APIC_ICR, value);
	return 0;
}

bool xapic_page_write(struct vcpu *vcpu, u64 offset)
{
	volatile u32 *apic = (volatile u32 *)LAPIC_BASE;
	struct mmio_store store;

	if (!mmio_store_decode(vcpu, &store))
		return false;
	if (offset == LAPIC_REG_ICR_LOW && is_init_or_startup(store.value))
		icr_deliver(vcpu, apic[LAPIC_REG_ICR_HIGH / sizeof(u32)] >>
				  ICR_XAPIC_DEST_SHIFT, store.value);
	else
		apic[offset / sizeof(u32)] = store.value;
	vcpu_advance_rip(vcpu, store.length);
	return true;
}

/* SDM vol. 3A 9.4.3 and table 10-1: the boot processor goes on, others wait. */
static void reset_by_init(struct vcpu *vcpu)
{
	nested_vcpu_reset(vcpu, vcpu->nested.feature_control);
	lapic_reset();
	if (vcpu->id == 0)
		vmcs01_set_reset_vector_entry(vcpu);
	else
		vcpu_state_change(vcpu, VCPU_RUNNING, VCPU_INIT);
}

void init_signal_take(struct vcpu *vcpu)
{
	struct pcpu *pcpu = this_pcpu();

	if (vcpu->state != VCPU_RUNNING)
		return;		/* wait-for-SIPI blocks INIT (SDM vol. 3C 27.7.2) */
	if (vcpu->nested.in_l2) {
		if (nested_init_signal(vcpu))
			pcpu_event_clear(pcpu, PCPU_EVENT_INIT);
		return;
	}
	if (vcpu->nested.vmxon)
		return;		/* until VMXOFF, or until the next VM entry */
	pcpu_event_clear(pcpu, PCPU_EVENT_INIT);
	reset_by_init(vcpu);
}
