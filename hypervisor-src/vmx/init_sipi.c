// SPDX-License-Identifier: BSD-3-Clause
/*
 * INIT and start-up IPIs of L1. Its local APICs are passed through, but these
 * two commands would reset CPUs that L0 runs on, so writes to the interrupt
 * command register are looked at first: x2APIC by the MSR bitmap, xAPIC by a
 * write-protected page. A vCPU that is not started waits in L0 (pcpu_idle());
 * nothing is sent to it but the NMI that wakes L0.
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

static struct spinlock icr_lock;

static struct vcpu *vcpu_by_apic_id(const struct vm *vm, u32 apic_id)
{
	u32 i;

	for (i = 0; i < vm->vcpu_count; i++)
		if (pcpus[vm->vcpus[i]->pcpu].apic_id == apic_id)
			return vm->vcpus[i];
	return NULL;
}

/* An INIT for a vCPU that runs is a real one: it exits with reason 3. */
static void send_init(struct vcpu *target)
{
	if (target->state != VCPU_RUNNING)
		return;
	if (target->id == 0 || target->nested.vmxon) {
		/* VMX operation blocks INIT (SDM vol. 3C 23.8). */
		pr_guest_ratelimited("vm%u: INIT for vcpu%u ignored\n",
				     target->vm->id, target->id);
		return;
	}
	lapic_send(pcpus[target->pcpu].apic_id,
		   ICR_MODE_INIT | ICR_ASSERT | ICR_LEVEL);
	smp_revive(target->pcpu);
}

static void send_startup(struct vcpu *target, u8 vector)
{
	if (target->state != VCPU_INIT)
		return;		/* only a CPU in wait-for-SIPI listens */
	target->start.kind = VCPU_START_SIPI;
	target->start.vector = vector;
	target->state = VCPU_RUNNING;
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

/*
 * On a real CPU the exit has consumed the INIT. Bochs keeps it pending for
 * ever, so that every later entry exits again, until the CPU leaves VMX
 * operation: then it is reset at once, and the vCPU that sent the INIT starts it
 * again, in L0 (smp_revive()). This code suits both.
 */
void handle_init_signal(struct vcpu *vcpu)
{
	struct pcpu *pcpu = this_pcpu();

	nested_vcpu_reset(vcpu, vcpu->nested.feature_control);
	vcpu->state = VCPU_INIT;
	vmcs_clear(vcpu->vmcs01.hpa);
	vcpu->vmcs01.launched = false;
	pcpu->online = false;
	pcpu->resetting = true;
	asm volatile("vmxoff" : : : "cc", "memory");
	vmx_enable();
	pcpu->resetting = false;
	pcpu->online = true;
}
