// SPDX-License-Identifier: BSD-3-Clause
/* Registers and segments saved and loaded, SDM 28.3 and 28.5. */
#include "state.h"

SNIPPET(l2_segments, "mov $0x10, %eax\n\tmov %eax, %es\n\txor %eax, %eax\n\tmov %eax, %fs\n\tvmcall");
SNIPPET(l2_lgdt, "lgdt l2_gdtr(%rip)\n\tvmcall");
SNIPPET(l2_flags, "std\n\tstc\n\tvmcall");
SNIPPET(l2_sti_vmcall, "sti\n\tvmcall");
SNIPPET(l2_mov_ss, "mov %ss, %eax\n\tmov %eax, %ss\n\tvmcall");
SNIPPET(l2_cr, "mov %cr0, %rax\n\tor $8, %eax\n\tmov %rax, %cr0\n\tmov $0x5550, %eax\n\tmov %rax, %cr2\n\tvmcall");
SNIPPET(l2_dr, "mov $0x7000, %eax\n\tmov %rax, %dr0\n\tvmcall");
SNIPPET(l2_rsp, "lea -64(%rsp), %rsp\n\tvmcall");
SNIPPET(l2_nop, "nop\n\tvmcall");

struct descriptor_pointer l2_gdtr = { 0x1234, 0x56789000 };

CASE(rip_rsp_rflags, "RIP, RSP and RFLAGS of L2 at the exit.",
     "saved as L2 left them; L1 has the host fields and RFLAGS 2, SDM 28.3.3, 28.5.3")
{
	u64 rsp;

	state_l2(l2_rsp);
	rsp = vmread(VMCS_GUEST_RSP);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest RSP", rsp - 64, vmread(VMCS_GUEST_RSP));
	check_u64("guest RIP", (uintptr_t)l2_rsp + 5, vmread(VMCS_GUEST_RIP));
}

CASE(rflags, "RFLAGS of L2 with DF and CF set.",
     "saved with DF and CF; DF is 0 in L1, SDM 28.3.3, 28.5.3")
{
	u64 flags;

	state_l2(l2_flags);
	check_exit(EXIT_REASON_VMCALL);
	asm volatile("pushfq\n\tpopq %0" : "=r"(flags));
	check_u64("guest RFLAGS", RFLAGS_FIXED1 | RFLAGS_DF | RFLAGS_CF,
		  vmread(VMCS_GUEST_RFLAGS));
	check_u64("DF and IF in L1", 0, flags & (RFLAGS_DF | RFLAGS_IF));
}

CASE(segments, "L2 loads ES and makes FS null.",
     "selectors saved, FS unusable; L1 has the host selectors, SDM 28.3.2, 28.5.2")
{
	u16 es, fs;

	state_l2(l2_segments);
	/* L2's GDT is L1's for this. */
	asm volatile("sgdt %0" : "=m"(l2_gdtr));
	vmwrite(VMCS_GUEST_GDTR_BASE, l2_gdtr.base);
	vmwrite(VMCS_GUEST_ES_SELECTOR, 0);
	vmwrite(VMCS_GUEST_ES_AR, SEG_AR_UNUSABLE);
	check_exit(EXIT_REASON_VMCALL);
	asm volatile("mov %%es, %0\n\tmov %%fs, %1" : "=r"(es), "=r"(fs));
	check_u64("guest ES", 0x10, vmread(VMCS_GUEST_ES_SELECTOR));
	check_u64("guest ES, unusable", 0,
		  vmread(VMCS_GUEST_ES_AR) & SEG_AR_UNUSABLE);
	check_u64("guest ES limit", 0xffffffff, vmread(VMCS_GUEST_ES_LIMIT));
	check_u64("guest FS", 0, vmread(VMCS_GUEST_FS_SELECTOR));
	check_u64("guest FS, unusable", SEG_AR_UNUSABLE,
		  vmread(VMCS_GUEST_FS_AR) & SEG_AR_UNUSABLE);
	check_u64("ES in L1", GUEST_SELECTOR_DATA, es);
	check_u64("FS in L1", 0, fs);
}

CASE(gdtr, "L2 executes LGDT.",
     "saved; L1 has the host base and limit FFFFH, SDM 28.3.2, 28.5.2")
{
	struct descriptor_pointer before, after;

	state_l2(l2_lgdt);
	asm volatile("sgdt %0" : "=m"(before));
	l2_gdtr = (struct descriptor_pointer){ 0x1234, 0x56789000 };
	check_exit(EXIT_REASON_VMCALL);
	asm volatile("sgdt %0" : "=m"(after));
	check_u64("guest GDTR base", 0x56789000, vmread(VMCS_GUEST_GDTR_BASE));
	check_u64("guest GDTR limit", 0x1234, vmread(VMCS_GUEST_GDTR_LIMIT));
	check_u64("GDTR base in L1", before.base, after.base);
	check_u64("GDTR limit in L1", 0xffff, after.limit);
}

CASE(tr_ldtr_idtr, "TR, LDTR and IDTR in L1 after an exit.",
     "host TR, null LDTR, IDTR limit FFFFH, SDM 28.5.2")
{
	struct descriptor_pointer idtr;
	u16 tr, ldtr;

	state_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	asm volatile("str %0\n\tsldt %1" : "=r"(tr), "=r"(ldtr));
	asm volatile("sidt %0" : "=m"(idtr));
	check_u64("TR", GUEST_SELECTOR_TSS, tr);
	check_u64("LDTR", 0, ldtr);
	check_u64("IDTR limit", 0xffff, idtr.limit);
}

CASE(control_registers, "L2 sets CR0.TS and CR2.",
     "CR0 saved and the host's loaded; CR2 is shared, SDM 28.3.1, 28.5.1")
{
	u64 cr0, cr2;

	state_l2(l2_cr);
	check_exit(EXIT_REASON_VMCALL);
	cr2 = read_cr2();
	cr0 = read_cr0();
	check_u64("guest CR0.TS", CR0_TS, vmread(VMCS_GUEST_CR0) & CR0_TS);
	check_u64("CR0.TS in L1", 0, cr0 & CR0_TS);
	check_u64("CR2 in L1", 0x5550, cr2);
}

CASE(cr2_reaches_l2, "CR2 that L1 sets before the entry.",
     "L2 keeps it, SDM 27.3.2.1")
{
	u64 cr2;

	state_l2(l2_vmcall);
	asm volatile("mov %0, %%cr2" : : "r"(0x1110ULL));
	check_exit(EXIT_REASON_VMCALL);
	cr2 = read_cr2();
	check_u64("CR2 after", 0x1110, cr2);
}

CASE(debug_registers, "L2 writes DR0.",
     "shared with L1: no field holds it, SDM 28.5.1")
{
	u64 dr0;

	state_l2(l2_dr);
	asm volatile("mov %0, %%dr0" : : "r"(0ULL));
	check_exit(EXIT_REASON_VMCALL);
	asm volatile("mov %%dr0, %0" : "=r"(dr0));
	check_u64("DR0 in L1", 0x7000, dr0);
}

CASE(host_control_registers, "Host fields for CR0 and CR4.",
     "L1 has them after the exit: CR0.TS, CR4.TSD, SDM 28.5.1")
{
	u64 cr0, cr4;

	state_l2(l2_vmcall);
	vmwrite(VMCS_HOST_CR0, read_cr0() | CR0_TS);
	vmwrite(VMCS_HOST_CR4, read_cr4() | CR4_TSD);
	check_exit(EXIT_REASON_VMCALL);
	cr0 = read_cr0();
	cr4 = read_cr4();
	check_u64("CR0.TS", CR0_TS, cr0 & CR0_TS);
	check_u64("CR4.TSD", CR4_TSD, cr4 & CR4_TSD);
}

CASE(blocking_by_sti, "An exit in the shadow of STI.",
     "interruptibility: blocking by STI, SDM 28.3.4")
{
	state_l2(l2_sti_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("interruptibility", INTERRUPTIBILITY_STI,
		  vmread(VMCS_GUEST_INTERRUPTIBILITY));
}

CASE(blocking_by_mov_ss, "An exit in the shadow of MOV SS.",
     "interruptibility: blocking by MOV SS, SDM 28.3.4")
{
	struct descriptor_pointer gdtr;

	state_l2(l2_mov_ss);
	asm volatile("sgdt %0" : "=m"(gdtr));
	vmwrite(VMCS_GUEST_GDTR_BASE, gdtr.base);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("interruptibility", INTERRUPTIBILITY_MOV_SS,
		  vmread(VMCS_GUEST_INTERRUPTIBILITY));
}

CASE(blocking_ends, "An entry with blocking by STI, one instruction later an exit.",
     "interruptibility 0, SDM 28.3.4")
{
	state_l2(l2_nop);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, INTERRUPTIBILITY_STI);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("interruptibility", 0, vmread(VMCS_GUEST_INTERRUPTIBILITY));
}

CASE(ia32e_mode_guest_saved, "The control \"IA-32e mode guest\" after an exit.",
     "EFER.LMA of L2 (1), SDM 28.2, when IA32_VMX_MISC[5] is 1")
{
	NEEDS_MISC(STORE_LMA);
	state_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("VM-entry control 9", ENTRY_IA32E_MODE_GUEST,
		  vmread(VMCS_ENTRY_CONTROLS) & ENTRY_IA32E_MODE_GUEST);
}

static const struct test_case *const cases[] = {
	&case_rip_rsp_rflags, &case_rflags, &case_segments, &case_gdtr,
	&case_tr_ldtr_idtr, &case_control_registers, &case_cr2_reaches_l2,
	&case_debug_registers, &case_host_control_registers,
	&case_blocking_by_sti, &case_blocking_by_mov_ss,
	&case_blocking_ends, &case_ia32e_mode_guest_saved,
};

void run_register_cases(void)
{
	report_cases("registers", cases, ARRAY_SIZE(cases));
}
