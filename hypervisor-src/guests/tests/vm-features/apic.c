// SPDX-License-Identifier: BSD-3-Clause
/* APIC virtualization, SDM chapter 30. */
#include "features.h"
#include "l2_idt.h"

#define REG_ID		0x020
#define REG_TPR		0x080
#define REG_EOI		0x0b0
#define REG_ISR		0x100
#define REG_ICR_LOW	0x300
#define ACCESS_READ	0ULL
#define ACCESS_WRITE	BIT64(12)
#define X2APIC_TPR	0x808
#define INTERRUPT	0x61

SNIPPET(l2_rdmsr_rax, "rdmsr\n\tvmcall");
/* Only 32-bit accesses are virtualized, SDM 30.4.2. */
SNIPPET(l2_read32, "mov (%rdi), %eax\n\tvmcall");
SNIPPET(l2_eoi, "movl $0, (%rdi)\n\tvmcall");
SNIPPET(l2_sti_nops, "sti\n\tnop\n\tnop\n\tvmcall");

static u8 *virtual_apic(void)
{
	return clear_page(0);
}

static u32 *reg(u8 *apic, u32 offset)
{
	return (u32 *)(void *)(apic + offset);
}

/* L2's APIC is at a page of ours; RDI points into it. */
static void access_l2(const u8 *code, u32 offset)
{
	NEEDS(PROC2, VIRTUALIZE_APIC_ACCESSES);
	fixture_l2(code);
	set_proc2(PROC2_VIRTUALIZE_APIC_ACCESSES);
	vmwrite(VMCS_APIC_ACCESS_ADDR, phys_of(clear_page(1)));
	fixture.l2.gpr[GPR_RDI] = phys_of(clear_page(1)) + offset;
}

static u8 *with_tpr_shadow(void)
{
	u8 *apic = virtual_apic();

	NEEDS(PROC, USE_TPR_SHADOW);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TPR_SHADOW);
	vmwrite(VMCS_VIRTUAL_APIC_ADDR, phys_of(apic));
	vmwrite(VMCS_TPR_THRESHOLD, 0);
	return apic;
}

CASE(access_read, "L2 reads the APIC-access page.",
     "exit APIC access(44), offset and type 0 in the qualification, SDM 30.4, table 28-6")
{
	access_l2(l2_read32, REG_ID);
	check_exit(EXIT_REASON_APIC_ACCESS);
	check_u64("exit qualification", ACCESS_READ | REG_ID,
		  vmread(VMCS_EXIT_QUALIFICATION));
}

CASE(access_write, "L2 writes the APIC-access page.",
     "exit APIC access(44), offset and type 1 in the qualification, SDM 30.4, table 28-6")
{
	access_l2(l2_write, REG_ICR_LOW);
	check_exit(EXIT_REASON_APIC_ACCESS);
	check_u64("exit qualification", ACCESS_WRITE | REG_ICR_LOW,
		  vmread(VMCS_EXIT_QUALIFICATION));
}

CASE(access_tpr, "L2 reads the TPR of the APIC-access page, TPR shadow on.",
     "no exit, the virtual TPR, SDM 30.4.2")
{
	u8 *apic;

	access_l2(l2_read32, REG_TPR);
	apic = with_tpr_shadow();
	*reg(apic, REG_TPR) = 0x30;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", 0x30, (u32)fixture.l2.gpr[GPR_RAX]);
}

CASE(access_tpr_write, "L2 writes the TPR of the APIC-access page, TPR shadow on.",
     "no exit, the virtual TPR is written, SDM 30.4.3")
{
	u8 *apic;

	access_l2(l2_write, REG_TPR);
	apic = with_tpr_shadow();
	fixture.l2.gpr[GPR_RSI] = 0x50;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("virtual TPR", 0x50, *reg(apic, REG_TPR));
}

CASE(access_through_ept, "The APIC-access page is reached through EPT.",
     "exit APIC access(44), SDM 30.4.1")
{
	NEEDS(PROC2, VIRTUALIZE_APIC_ACCESSES);
	ept_l2(l2_read32);
	map_window(&ept, clear_page(1), EPT_RWX_WB);
	set_proc2(PROC2_VIRTUALIZE_APIC_ACCESSES);
	vmwrite(VMCS_APIC_ACCESS_ADDR, phys_of(clear_page(1)));
	fixture.l2.gpr[GPR_RDI] = WINDOW + REG_ID;
	check_exit(EXIT_REASON_APIC_ACCESS);
	check_u64("exit qualification", ACCESS_READ | REG_ID,
		  vmread(VMCS_EXIT_QUALIFICATION));
}

static u8 *with_register_virtualization(void)
{
	u8 *apic = with_tpr_shadow();

	NEEDS(PROC2, APIC_REGISTER_VIRT);
	set_proc2(PROC2_APIC_REGISTER_VIRT);
	return apic;
}

CASE(register_read, "L2 reads the APIC id, APIC-register virtualization on.",
     "no exit, the value of the virtual-APIC page, SDM 30.4.2")
{
	u8 *apic;

	access_l2(l2_read32, REG_ID);
	apic = with_register_virtualization();
	*reg(apic, REG_ID) = 0x5000000;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", 0x5000000, (u32)fixture.l2.gpr[GPR_RAX]);
}

CASE(register_write, "L2 writes the ICR, APIC-register virtualization on.",
     "exit APIC write(56) after the write to the virtual-APIC page, SDM 30.4.3")
{
	u8 *apic;

	access_l2(l2_write, REG_ICR_LOW);
	apic = with_register_virtualization();
	fixture.l2.gpr[GPR_RSI] = 0x4321;
	check_exit(EXIT_REASON_APIC_WRITE);
	check_u64("exit qualification", REG_ICR_LOW,
		  vmread(VMCS_EXIT_QUALIFICATION));
	check_u64("virtual ICR", 0x4321, *reg(apic, REG_ICR_LOW));
}

CASE(x2apic_tpr, "Virtualize x2APIC mode: L2 reads MSR 808H.",
     "no exit, the virtual TPR, SDM 30.5")
{
	u8 *apic;

	NEEDS(PROC2, VIRTUALIZE_X2APIC);
	NEEDS(PROC, USE_MSR_BITMAPS);
	fixture_l2(l2_rdmsr_rax);
	apic = with_tpr_shadow();
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_MSR_BITMAPS);
	vmwrite(VMCS_MSR_BITMAP, phys_of(clear_page(2)));
	set_proc2(PROC2_VIRTUALIZE_X2APIC);
	*reg(apic, REG_TPR) = 0x20;
	fixture.l2.gpr[GPR_RCX] = X2APIC_TPR;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", 0x20, fixture.l2.gpr[GPR_RAX]);
}

static u8 *delivery_l2(const u8 *code, u64 rvi)
{
	u8 *apic;

	NEEDS(PROC2, VIRTUAL_INTR_DELIVERY);
	access_l2(code, REG_EOI);
	l2_idt_install();
	apic = with_tpr_shadow();
	vmcs_set(VMCS_PIN_CONTROLS, PIN_EXT_INTR_EXITING);
	set_proc2(PROC2_VIRTUAL_INTR_DELIVERY);
	vmwrite(VMCS_EOI_EXIT_BITMAP0, 0);
	vmwrite(VMCS_EOI_EXIT_BITMAP1, 0);
	vmwrite(VMCS_EOI_EXIT_BITMAP2, 0);
	vmwrite(VMCS_EOI_EXIT_BITMAP3, 0);
	vmwrite(VMCS_GUEST_INTR_STATUS, rvi);
	return apic;
}

CASE(virtual_interrupt, "Virtual-interrupt delivery: RVI is set, L2 enables interrupts.",
     "L2's handler runs without an exit, RVI moves to SVI and the ISR, SDM 30.2.2")
{
	u8 *apic = delivery_l2(l2_sti_nops, INTERRUPT);

	*reg(apic, 0x200 + INTERRUPT / 32 * 0x10) = BIT(INTERRUPT % 32);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("vector that L2's handler got", INTERRUPT,
		  fixture.l2.gpr[GPR_RAX]);
	check_u64("guest interrupt status", (u64)INTERRUPT << 8,
		  vmread(VMCS_GUEST_INTR_STATUS));
	check_u64("virtual ISR", BIT(INTERRUPT % 32),
		  *reg(apic, REG_ISR + INTERRUPT / 32 * 0x10));
}

CASE(eoi, "Virtual-interrupt delivery: L2 writes EOI.",
     "no exit, SVI and the ISR are cleared, SDM 30.1.4")
{
	u8 *apic = delivery_l2(l2_eoi, (u64)INTERRUPT << 8);

	*reg(apic, REG_ISR + INTERRUPT / 32 * 0x10) = BIT(INTERRUPT % 32);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest interrupt status", 0, vmread(VMCS_GUEST_INTR_STATUS));
	check_u64("virtual ISR", 0,
		  *reg(apic, REG_ISR + INTERRUPT / 32 * 0x10));
}

CASE(eoi_exit, "Virtual-interrupt delivery: L2 writes EOI of a vector in the EOI-exit bitmap.",
     "exit Virtualized EOI(45) with the vector, SDM 30.1.4")
{
	u8 *apic = delivery_l2(l2_eoi, (u64)INTERRUPT << 8);

	*reg(apic, REG_ISR + INTERRUPT / 32 * 0x10) = BIT(INTERRUPT % 32);
	vmwrite(VMCS_EOI_EXIT_BITMAP1, BIT64(INTERRUPT - 64));
	check_exit(EXIT_REASON_VIRTUALIZED_EOI);
	check_u64("exit qualification", INTERRUPT,
		  vmread(VMCS_EXIT_QUALIFICATION));
}

CASE(wide_read, "L2 reads 64 bits at the TPR, TPR shadow on.",
     "exit APIC access(44): only 32-bit reads are virtualized, SDM 30.4.2")
{
	access_l2(l2_read, REG_TPR);
	with_tpr_shadow();
	check_exit(EXIT_REASON_APIC_ACCESS);
}

static const struct test_case *const cases[] = {
	&case_access_read, &case_access_write, &case_access_tpr,
	&case_access_tpr_write, &case_access_through_ept, &case_wide_read,
	&case_register_read, &case_register_write, &case_x2apic_tpr, &case_virtual_interrupt,
	&case_eoi, &case_eoi_exit,
};

void run_apic_cases(void)
{
	report_cases("apic-virtualization", cases, ARRAY_SIZE(cases));
}
