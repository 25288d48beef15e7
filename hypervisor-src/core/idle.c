// SPDX-License-Identifier: BSD-3-Clause
/*
 * A CPU whose vCPU does not run sleeps until an NMI. The CPU that serves the
 * shell has no vCPU: its local APIC is L0's own, and wakes it periodically to
 * look for input. That is the only time that L0 takes interrupts.
 */
#include "nvmx/cpu.h"
#include "nvmx/idle.h"
#include "nvmx/lapic.h"
#include "nvmx/monitor.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/shell.h"
#include "nvmx/smp.h"
#include "nvmx/vcpu.h"

#define TIMER_VECTOR		0xef
#define SPURIOUS_VECTOR		0xff
/*
 * Bus clocks. The UART's FIFO must not overflow in between: 16 characters take
 * 1.4 ms at 115200 baud, and a clock is at most 100 ns (on the emulator).
 */
#define TIMER_PERIOD		10000

/* The 8259 interrupt controllers, which L1 owns. */
#define PIC_MASTER		0x20
#define PIC_SLAVE		0xa0
#define PIC_EOI			0x20
#define PIC_MASK_OFFSET		1

static void wait_for_timer(void)
{
	static bool timer_runs;

	if (!timer_runs) {
		/* What the firmware left on would come here, for nobody. */
		outb(PIC_MASTER + PIC_MASK_OFFSET, 0xff);
		outb(PIC_SLAVE + PIC_MASK_OFFSET, 0xff);
		lapic_timer_start(TIMER_VECTOR, SPURIOUS_VECTOR, TIMER_PERIOD);
		timer_runs = true;
	}
	idt_load_idle();
	asm volatile("sti; hlt; cli" : : : "memory");
	idt_load();
}

void idle_wait(const struct pcpu *pcpu)
{
	static const volatile u32 never = VCPU_INIT;

	if (pcpu->id != 0) {
		pcpu_sleep(pcpu->vcpu ? &pcpu->vcpu->state : &never,
			   VCPU_STARTING);
		return;
	}
	shell_poll();
	monitor_poll(NULL);
	/* With a vCPU of its own the APIC is the guest's. */
	if (pcpu->vcpu)
		cpu_relax();
	else
		wait_for_timer();
}

void idle_interrupt(u8 vector)
{
	if (vector == SPURIOUS_VECTOR)
		return;
	if (lapic_in_service(vector)) {
		lapic_eoi();
		return;
	}
	/* L1 uses the old controllers, whose line ends at this CPU. */
	pr_guest_ratelimited("legacy interrupt %x came to the shell's CPU; L1 must use the I/O APIC\n",
			     vector);
	outb(PIC_SLAVE, PIC_EOI);
	outb(PIC_MASTER, PIC_EOI);
}
