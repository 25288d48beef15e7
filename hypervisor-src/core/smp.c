// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/acpi.h"
#include "nvmx/boot_info.h"
#include "nvmx/cpu.h"
#include "nvmx/idle.h"
#include "nvmx/lapic.h"
#include "nvmx/machine.h"
#include "nvmx/monitor.h"
#include "nvmx/nested.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/smp.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"
#include "nvmx/vmx_core.h"

#define CONVENTIONAL_END	0xa0000
/* SDM vol. 3A 9.4.4.1: 10 ms after INIT, 200 us after a start-up IPI. */
#define INIT_DELAY_US		10000
#define STARTUP_DELAY_US	200
#define STARTUP_TRIES		50
#define DELAY_PORT		0x80	/* one access takes about 1 us */

void ap_main(void);

extern const u8 trampoline_start[], trampoline_end[];
/* Where the CPU that starts next finds its stack, see boot/trampoline.S. */
void *ap_stack_top;

static u64 trampoline_page;
static u32 pcpu_count = 1;
/* The CPU that is being started; they come one at a time. */
static volatile u32 starting_id;

u32 smp_count(void)
{
	return pcpu_count;
}

int smp_reserve_trampoline(void)
{
	trampoline_page = boot_memory_find_top(PAGE_SIZE, CONVENTIONAL_END);
	if (!trampoline_page || !boot_memory_reserve(trampoline_page, PAGE_SIZE))
		return -ENOMEM;
	memcpy((void *)(uintptr_t)trampoline_page, trampoline_start,
	       (size_t)(trampoline_end - trampoline_start));
	return 0;
}

static void delay_us(u32 us)
{
	while (us--)
		inb(DELAY_PORT);
}

static bool wait_online(const struct pcpu *pcpu, u32 us)
{
	for (; us && !pcpu->online; us--)
		inb(DELAY_PORT);
	return pcpu->online;
}

/* Start-up IPIs until the CPU has arrived in pcpu_idle(). */
static bool send_startups(struct pcpu *pcpu)
{
	u32 vector = (u32)(trampoline_page / PAGE_SIZE);
	u32 i;

	starting_id = pcpu->id;
	ap_stack_top = pcpu_vcpu_slot(pcpu);
	for (i = 0; i < STARTUP_TRIES && !pcpu->online; i++) {
		lapic_send(pcpu->apic_id, ICR_MODE_STARTUP | vector);
		wait_online(pcpu, STARTUP_DELAY_US * (i + 1));
	}
	return pcpu->online;
}

static void start_cpu(u32 id, u32 apic_id)
{
	struct pcpu *pcpu = &pcpus[id];

	pcpu->id = id;
	pcpu->apic_id = apic_id;
	lapic_send(apic_id, ICR_MODE_INIT | ICR_ASSERT | ICR_LEVEL);
	delay_us(INIT_DELAY_US);
	if (!send_startups(pcpu))
		pr_err("nVMX: pCPU %u (APIC %u) did not start\n", id, apic_id);
}

void smp_start_all(void)
{
	u32 apic_ids[PCPU_MAX];
	u32 count = acpi_cpus(apic_ids, PCPU_MAX);
	u32 self = lapic_id(), i;

	pcpus[0].apic_id = self;
	pcpus[0].online = true;
	for (i = 0; i < count; i++)
		if (apic_ids[i] != self && pcpu_count < PCPU_MAX)
			start_cpu(pcpu_count++, apic_ids[i]);
	pr_info("nVMX: %u CPU%s\n", pcpu_count, pcpu_count > 1 ? "s" : "");
}

void smp_wake(u32 id)
{
	if (pcpus[id].apic_id != this_pcpu()->apic_id)
		lapic_send(pcpus[id].apic_id, ICR_MODE_NMI | ICR_ASSERT);
}

/* A CPU that came from the trampoline. */
void ap_main(void)
{
	struct pcpu *pcpu = &pcpus[starting_id];

	pcpu_init(pcpu->id);
	vmx_enable();
	vcpu_create_here();
	pcpu->online = true;
	pcpu_idle();
}

static void run_vcpu(struct pcpu *pcpu, struct vcpu *vcpu)
{
	switch (vcpu->start.kind) {
	case VCPU_START_MULTIBOOT:
		vcpu_load_vmcs(vcpu, &vcpu->vmcs01);
		vmcs01_set_multiboot_entry(vcpu, vcpu->start.eip,
					   vcpu->start.eax, vcpu->start.ebx);
		break;
	case VCPU_START_SIPI:
		vcpu_load_vmcs(vcpu, &vcpu->vmcs01);
		vmcs01_set_startup_entry(vcpu, vcpu->start.vector);
		break;
	case VCPU_START_L2_SIPI:
		nested_startup_ipi(vcpu, vcpu->start.vector);
		break;
	}
	vmx_run(vcpu, pcpu_vcpu_slot(pcpu));
}

void pcpu_idle(void)
{
	struct pcpu *pcpu = this_pcpu();

	for (;;) {
		struct vcpu *vcpu = pcpu->vcpu;

		pcpu_event_clear(pcpu, PCPU_EVENT_NMI);
		if (vcpu && vcpu_state_change(vcpu, VCPU_STARTING, VCPU_RUNNING))
			run_vcpu(pcpu, vcpu);
		if (hv_config.exit_when_idle && vm0.state == VM_OFF) {
			monitor_farewell();
			machine_shutdown(MACHINE_OK);
		}
		idle_wait(pcpu);
	}
}
