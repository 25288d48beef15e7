// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/lapic.h"
#include "smp.h"

#define TRAMPOLINE_PAGE		(SMP_STARTUP_VECTOR * PAGE_SIZE)
#define STACK_SIZE		8192
#define GDT_ENTRY_COUNT		8
#define TSS_SIZE		104
#define TSS_BUSY_BIT		BIT64(41)	/* of the descriptor's type */
#define XAPIC_DEST_SHIFT	24

/* SDM vol. 3A 9.4.4.1; one access to the port takes about 1 us on a PC. */
#define DELAY_PORT		0x80
#define INIT_DELAY_US		10000
#define STARTUP_DELAY_US	200
#define WAIT_LOOPS		20000000

void ap_main(void);

extern const u8 trampoline_start[], trampoline_end[];
extern u64 guest_gdt[];
void *ap_stack_top;

struct cpu {
	u64 gdt[GDT_ENTRY_COUNT] __aligned(16);
	u8 tss[TSS_SIZE] __aligned(16);
	u8 stack[STACK_SIZE] __aligned(16);
	volatile bool online, done;
};

static struct cpu cpus[SMP_CPU_MAX];
static volatile u32 starting;
static void (*volatile starting_entry)(u32 cpu);
static volatile u32 barrier_count, barrier_round;
static u32 boot_apic_id;	/* once a CPU has been started */

void smp_use_x2apic(void)
{
	wrmsr(MSR_IA32_APIC_BASE, rdmsr(MSR_IA32_APIC_BASE) | APIC_BASE_X2APIC);
}

void smp_delay_us(u32 us)
{
	while (us--)
		inb(DELAY_PORT);
}

static bool in_x2apic_mode(void)
{
	return rdmsr(MSR_IA32_APIC_BASE) & APIC_BASE_X2APIC;
}

static u32 own_apic_id(void)
{
	const volatile u32 *apic = (const volatile u32 *)LAPIC_BASE;

	if (in_x2apic_mode())
		return (u32)rdmsr(MSR_X2APIC_APICID);
	return apic[LAPIC_REG_ID / sizeof(u32)] >> XAPIC_DEST_SHIFT;
}

static void send(u32 cpu, u32 command)
{
	volatile u32 *apic = (volatile u32 *)LAPIC_BASE;
	u32 apic_id = boot_apic_id + cpu;

	if (in_x2apic_mode()) {
		wrmsr(MSR_X2APIC_ICR, (u64)apic_id << 32 | command);
		return;
	}
	apic[LAPIC_REG_ICR_HIGH / sizeof(u32)] = apic_id << XAPIC_DEST_SHIFT;
	apic[LAPIC_REG_ICR_LOW / sizeof(u32)] = command;
	while (apic[LAPIC_REG_ICR_LOW / sizeof(u32)] & ICR_PENDING)
		cpu_relax();
}

static bool wait_for(const volatile bool *flag)
{
	u32 i;

	for (i = 0; i < WAIT_LOOPS && !*flag; i++)
		cpu_relax();
	return *flag;
}

void smp_send_init(u32 cpu)
{
	send(cpu, ICR_MODE_INIT | ICR_ASSERT | ICR_LEVEL);
}

void smp_send_startup(u32 cpu, u8 vector)
{
	send(cpu, ICR_MODE_STARTUP | vector);
}

void smp_expect(u32 cpu, void (*entry)(u32 cpu))
{
	memcpy((void *)TRAMPOLINE_PAGE, trampoline_start,
	       (size_t)(trampoline_end - trampoline_start));
	cpus[cpu].online = cpus[cpu].done = false;
	starting = cpu;
	starting_entry = entry;
	ap_stack_top = cpus[cpu].stack + STACK_SIZE;
}

bool smp_start(u32 cpu, void (*entry)(u32 cpu))
{
	boot_apic_id = own_apic_id();
	smp_expect(cpu, entry);
	smp_send_init(cpu);
	smp_delay_us(INIT_DELAY_US);
	smp_send_startup(cpu, SMP_STARTUP_VECTOR);
	smp_delay_us(STARTUP_DELAY_US);
	if (!cpus[cpu].online)
		smp_send_startup(cpu, SMP_STARTUP_VECTOR);
	return smp_wait_online(cpu);
}

bool smp_wait_online(u32 cpu)
{
	return wait_for(&cpus[cpu].online);
}

bool smp_wait_done(u32 cpu)
{
	return wait_for(&cpus[cpu].done);
}

void smp_barrier(u32 count)
{
	u32 round = barrier_round;

	if (__sync_add_and_fetch(&barrier_count, 1) == count) {
		barrier_count = 0;
		barrier_round = round + 1;
	}
	while (barrier_round == round)
		cpu_relax();
}

/* Each CPU has its own TSS, and so its own GDT. */
static void load_tables(struct cpu *cpu)
{
	struct descriptor_pointer gdtr = {
		sizeof(cpu->gdt) - 1, (uintptr_t)cpu->gdt
	};
	struct descriptor_pointer idtr;
	u64 base = (uintptr_t)cpu->tss;
	u64 *tss = &cpu->gdt[GUEST_SELECTOR_TSS / 8];

	memcpy(cpu->gdt, guest_gdt, sizeof(cpu->gdt));
	tss[0] = (tss[0] & ~(0xff0000ffffff0000ULL | TSS_BUSY_BIT)) |
		 (base & 0xffffff) << 16 | (base >> 24 & 0xff) << 56;
	tss[1] = base >> 32;
	asm volatile("lgdt %0" : : "m"(gdtr));
	asm volatile("ltr %w0" : : "r"(GUEST_SELECTOR_TSS));
	/* The IDT is one for all; the boot CPU has filled it. */
	exception_idt(&idtr);
	asm volatile("lidt %0" : : "m"(idtr));
}

void ap_main(void)
{
	u32 id = starting;
	void (*entry)(u32 cpu) = starting_entry;
	struct cpu *cpu = &cpus[id];

	load_tables(cpu);
	cpu->online = true;
	entry(id);
	cpu->done = true;
	cpu_halt_forever();
}
