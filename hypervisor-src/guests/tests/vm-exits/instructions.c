// SPDX-License-Identifier: BSD-3-Clause
/* Instructions that exit by themselves or by a control, SDM 26.1.2, 26.1.3. */
#include "exits.h"

#define INVPCID_ALL	2

STIMULUS(cpuid_insn, "mov $1, %eax", "cpuid");
STIMULUS(invd_insn, "", "invd");
STIMULUS(vmcall_insn, "", "vmcall");
STIMULUS(xsetbv_insn, "xor %ecx, %ecx\n\txor %edx, %edx\n\tmov $1, %eax",
	 "xsetbv");
STIMULUS(hlt, "", "hlt");
STIMULUS(invlpg, "mov $0x12345000, %eax", "invlpg 0x678(%rax)");
STIMULUS(rdpmc, "xor %ecx, %ecx", "rdpmc");
STIMULUS(rdtsc_insn, "", "rdtsc");
STIMULUS(rdtscp, "", "rdtscp");
STIMULUS(monitor, "lea operand(%rip), %rax\n\txor %ecx, %ecx\n\txor %edx, %edx",
	 "monitor");
STIMULUS(mwait, "xor %eax, %eax\n\txor %ecx, %ecx", "mwait");
STIMULUS(mwait_armed, "lea operand(%rip), %rax\n\txor %ecx, %ecx\n\txor %edx, %edx\n\t"
	 "monitor\n\txor %eax, %eax", "mwait");
STIMULUS(pause_insn, "", "pause");
STIMULUS(wbinvd_insn, "", "wbinvd");
STIMULUS(rdrand_rbx, "", "rdrand %rbx");
STIMULUS(rdrand_r9d, "", "rdrand %r9d");
STIMULUS(rdseed_rsi, "", "rdseed %rsi");
STIMULUS(invpcid, "mov $2, %edx\n\tlea operand(%rip), %rbx\n\txor %ecx, %ecx",
	 "invpcid (%rbx,%rcx,4), %rdx");
STIMULUS(sgdt, "lea operand(%rip), %rbx\n\txor %ecx, %ecx",
	 "sgdt (%rbx,%rcx,4)");
STIMULUS(sidt, "lea operand(%rip), %rbx\n\txor %ecx, %ecx",
	 "sidt (%rbx,%rcx,4)");
STIMULUS(lgdt, "lea operand(%rip), %rbx\n\txor %ecx, %ecx",
	 "lgdt 16(%rbx,%rcx,4)");
STIMULUS(lidt, "lea operand(%rip), %rbx\n\txor %ecx, %ecx",
	 "lidt 16(%rbx,%rcx,4)");
STIMULUS(sldt, "", "sldt %ebx");
STIMULUS(str, "", "str %ebx");
STIMULUS(lldt, "xor %ebx, %ebx", "lldt %bx");
STIMULUS(ltr_insn, "mov $0x18, %ebx", "ltr %bx");

/* What memory operands are: zeroes. */
u64 operand[8];

static void with_osxsave(void)
{
	case_needs(rdmsr(MSR_IA32_VMX_CR4_FIXED1) & CR4_OSXSAVE, "CR4.OSXSAVE");
	vmcs_set(VMCS_GUEST_CR4, CR4_OSXSAVE);
}

static void with_rdtscp(void)
{
	NEEDS(PROC2, ENABLE_RDTSCP);
	set_control(WORD_PROC2, PROC2_ENABLE_RDTSCP);
}

static void with_invpcid(void)
{
	NEEDS(PROC2, ENABLE_INVPCID);
	set_control(WORD_PROC2, PROC2_ENABLE_INVPCID);
}

/* The L2's own tables are used by nobody: any value may be loaded. */
#define DESCRIPTOR_INFO(number)						\
	INFO(INFO_MEMORY_MASK & ~BIT(10) ? INFO_MEMORY_MASK | 3U << 28 : 0, \
	     INFO_MEMORY | INFO_IDENTITY(number))
#define SELECTOR_INFO(number)						\
	INFO(15U << 3 | INFO_REGISTER | 3U << 28,			\
	     INFO_REG1(GPR_RBX) | INFO_REGISTER | INFO_IDENTITY(number))
#define DISPLACEMENT(value)	QUALIFICATION(value)

static const struct exit_row rows[] = {
	{ INSN(cpuid_insn), REASON(CPUID), QUALIFICATION(0),
	  .purpose = "CPUID always exits." },
	{ INSN(invd_insn), REASON(INVD), QUALIFICATION(0),
	  .purpose = "INVD always exits." },
	{ INSN(vmcall_insn), REASON(VMCALL), QUALIFICATION(0),
	  .purpose = "VMCALL always exits." },
	{ INSN(xsetbv_insn), REASON(XSETBV), .prepare = with_osxsave,
	  .purpose = "XSETBV always exits." },
	{ INSN(hlt), BY(PROC, HLT_EXITING), REASON(HLT), QUALIFICATION(0),
	  .no_off_case = true, .purpose = "HLT." },
	{ INSN(invlpg), BY(PROC, INVLPG_EXITING), REASON(INVLPG),
	  QUALIFICATION(0x12345678), .purpose = "INVLPG, its address." },
	{ INSN(rdpmc), BY(PROC, RDPMC_EXITING), REASON(RDPMC),
	  .no_off_case = true, .purpose = "RDPMC." },
	{ INSN(rdtsc_insn), BY(PROC, RDTSC_EXITING), REASON(RDTSC),
	  QUALIFICATION(0), .purpose = "RDTSC." },
	{ INSN(rdtscp), BY(PROC, RDTSC_EXITING), REASON(RDTSCP),
	  .prepare = with_rdtscp, .purpose = "RDTSCP, by RDTSC exiting." },
	{ INSN(monitor), BY(PROC, MONITOR_EXITING), REASON(MONITOR),
	  .purpose = "MONITOR." },
	{ INSN(mwait), BY(PROC, MWAIT_EXITING), REASON(MWAIT),
	  QUALIFICATION(0), .no_off_case = true,
	  .purpose = "MWAIT without an armed monitor." },
	{ INSN(mwait_armed), BY(PROC, MWAIT_EXITING), REASON(MWAIT),
	  QUALIFICATION(1), .no_off_case = true,
	  .fault = EMULATOR_FAULT_SHOWS("MONITOR never arms the monitor"),
	  .purpose = "MWAIT with an armed monitor: bit 0 of the qualification." },
	{ INSN(pause_insn), BY(PROC, PAUSE_EXITING), REASON(PAUSE),
	  .purpose = "PAUSE." },
	{ INSN(wbinvd_insn), BY(PROC2, WBINVD_EXITING), REASON(WBINVD),
	  .purpose = "WBINVD." },
	{ INSN(rdrand_rbx), BY(PROC2, RDRAND_EXITING), REASON(RDRAND),
	  INFO(15U << 3 | 3U << 11, INFO_REG1(GPR_RBX) | INFO_OPERAND_64),
	  .purpose = "RDRAND of a 64-bit register." },
	{ INSN(rdrand_r9d), BY(PROC2, RDRAND_EXITING), REASON(RDRAND),
	  INFO(15U << 3 | 3U << 11, INFO_REG1(GPR_R9) | 1U << 11),
	  .purpose = "RDRAND of a 32-bit register." },
	{ INSN(rdseed_rsi), BY(PROC2, RDSEED_EXITING), REASON(RDSEED),
	  INFO(15U << 3 | 3U << 11, INFO_REG1(GPR_RSI) | INFO_OPERAND_64),
	  .purpose = "RDSEED." },
	{ INSN(invpcid), BY(PROC, INVLPG_EXITING), REASON(INVPCID),
	  .prepare = with_invpcid, DISPLACEMENT(0),
	  INFO(INFO_MEMORY_MASK | 15U << 28, INFO_MEMORY | INFO_REG2(GPR_RDX)),
	  .purpose = "INVPCID, by INVLPG exiting." },
	{ INSN(sgdt), BY(PROC2, DESC_TABLE_EXITING), REASON(GDTR_IDTR),
	  DESCRIPTOR_INFO(0), DISPLACEMENT(0), .purpose = "SGDT." },
	{ INSN(sidt), BY(PROC2, DESC_TABLE_EXITING), REASON(GDTR_IDTR),
	  DESCRIPTOR_INFO(1), DISPLACEMENT(0), .purpose = "SIDT." },
	{ INSN(lgdt), BY(PROC2, DESC_TABLE_EXITING), REASON(GDTR_IDTR),
	  DESCRIPTOR_INFO(2), DISPLACEMENT(16), .purpose = "LGDT." },
	{ INSN(lidt), BY(PROC2, DESC_TABLE_EXITING), REASON(GDTR_IDTR),
	  DESCRIPTOR_INFO(3), DISPLACEMENT(16), .purpose = "LIDT." },
	{ INSN(sldt), BY(PROC2, DESC_TABLE_EXITING), REASON(LDTR_TR),
	  SELECTOR_INFO(0), .purpose = "SLDT." },
	{ INSN(str), BY(PROC2, DESC_TABLE_EXITING), REASON(LDTR_TR),
	  SELECTOR_INFO(1), .purpose = "STR." },
	{ INSN(lldt), BY(PROC2, DESC_TABLE_EXITING), REASON(LDTR_TR),
	  SELECTOR_INFO(2), .purpose = "LLDT." },
	{ INSN(ltr_insn), BY(PROC2, DESC_TABLE_EXITING), REASON(LDTR_TR),
	  SELECTOR_INFO(3), .no_off_case = true, .purpose = "LTR." },
};

const struct exit_area instructions_area = {
	"exit-instructions", "SDM 26.1.2 and 26.1.3", rows, ARRAY_SIZE(rows)
};

/* VMX instructions of L2 exit before anything else is looked at. */
#define MEMORY_SETUP	"mov $0x1000, %ebx\n\tmov $3, %ecx"
#define MEMORY		"0x24(%rbx,%rcx,4)"

STIMULUS(vmxon_insn, MEMORY_SETUP, "vmxon " MEMORY);
STIMULUS(vmclear_insn, MEMORY_SETUP, "vmclear " MEMORY);
STIMULUS(vmptrld_insn, MEMORY_SETUP, "vmptrld " MEMORY);
STIMULUS(vmptrst_insn, MEMORY_SETUP, "vmptrst " MEMORY);
STIMULUS(vmread_memory, MEMORY_SETUP, "vmread %r10, " MEMORY);
STIMULUS(vmwrite_memory, MEMORY_SETUP, "vmwrite " MEMORY ", %r11");
STIMULUS(vmread_register, "", "vmread %rdx, %r12");
STIMULUS(vmwrite_register, "", "vmwrite %rsi, %rdi");
STIMULUS(vmptrst_negative, MEMORY_SETUP, "vmptrst -8(%rbx,%rcx,4)");
STIMULUS(vmptrst_no_base, MEMORY_SETUP, "vmptrst 0x1234(,%rcx,4)");
STIMULUS(vmptrst_no_index, MEMORY_SETUP, "vmptrst 8(%rbx)");
STIMULUS(vmptrst_fs, MEMORY_SETUP, "vmptrst %fs:8(%rbx)");
STIMULUS(vmptrst_address32, MEMORY_SETUP, "vmptrst 8(%ebx)");
STIMULUS(vmlaunch_insn, "", "vmlaunch");
STIMULUS(vmresume_insn, "", "vmresume");
STIMULUS(vmxoff_insn, "", "vmxoff");
STIMULUS(invept_insn, MEMORY_SETUP, "invept " MEMORY ", %r8");
STIMULUS(invvpid_insn, MEMORY_SETUP, "invvpid " MEMORY ", %rbp");

#define MEMORY_EXIT	QUALIFICATION(0x24),				\
			INFO(INFO_MEMORY_MASK & ~BIT(10), INFO_MEMORY)
#define MEMORY_REG2(reg)						\
	QUALIFICATION(0x24),						\
	INFO((INFO_MEMORY_MASK & ~BIT(10)) | 15U << 28,			\
	     INFO_MEMORY | INFO_REG2(reg))
#define REGISTERS(rm, reg)						\
	INFO(15U << 3 | BIT(10) | 15U << 28,				\
	     INFO_REG1(rm) | INFO_REGISTER | INFO_REG2(reg))
#define NO_INDEX_MASK	(7U << 7 | 7U << 15 | BIT(22) | 15U << 23 | BIT(27))
#define NO_BASE		BIT(27)

static const struct exit_row vmx_rows[] = {
	{ INSN(vmxon_insn), REASON(VMXON), MEMORY_EXIT, .purpose = "VMXON in L2." },
	{ INSN(vmclear_insn), REASON(VMCLEAR), MEMORY_EXIT, .purpose = "VMCLEAR in L2." },
	{ INSN(vmptrld_insn), REASON(VMPTRLD), MEMORY_EXIT, .purpose = "VMPTRLD in L2." },
	{ INSN(vmptrst_insn), REASON(VMPTRST), MEMORY_EXIT, .purpose = "VMPTRST in L2." },
	{ INSN(vmread_memory), REASON(VMREAD), MEMORY_REG2(GPR_R10),
	  .purpose = "VMREAD to memory in L2." },
	{ INSN(vmwrite_memory), REASON(VMWRITE), MEMORY_REG2(GPR_R11),
	  .purpose = "VMWRITE from memory in L2." },
	{ INSN(vmread_register), REASON(VMREAD), REGISTERS(GPR_R12, GPR_RDX),
	  .purpose = "VMREAD to a register in L2." },
	{ INSN(vmwrite_register), REASON(VMWRITE), REGISTERS(GPR_RSI, GPR_RDI),
	  .purpose = "VMWRITE from a register in L2." },
	{ INSN(vmptrst_negative), REASON(VMPTRST), QUALIFICATION(-8ULL),
	  .purpose = "A negative displacement is sign-extended." },
	{ INSN(vmptrst_no_base), REASON(VMPTRST), QUALIFICATION(0x1234),
	  INFO(3U | 7U << 7 | 15U << 18 | BIT(22) | BIT(27),
	       INFO_SCALE_4 | INFO_ADDRESS_64 | INFO_INDEX(GPR_RCX) | NO_BASE),
	  .purpose = "An operand without a base." },
	{ INSN(vmptrst_no_index), REASON(VMPTRST), QUALIFICATION(8),
	  INFO(NO_INDEX_MASK, INFO_ADDRESS_64 | INFO_SEGMENT_DS |
	       INFO_NO_INDEX | INFO_BASE(GPR_RBX)),
	  .purpose = "An operand without an index." },
	{ INSN(vmptrst_fs), REASON(VMPTRST), QUALIFICATION(8),
	  INFO(NO_INDEX_MASK, INFO_ADDRESS_64 | INFO_SEGMENT_FS | INFO_NO_INDEX |
	       INFO_BASE(GPR_RBX)),
	  .purpose = "An operand with a segment override." },
	{ INSN(vmptrst_address32), REASON(VMPTRST), QUALIFICATION(8),
	  INFO(NO_INDEX_MASK, INFO_ADDRESS_32 | INFO_SEGMENT_DS | INFO_NO_INDEX |
	       INFO_BASE(GPR_RBX)),
	  .purpose = "An operand with 32-bit addresses." },
	{ INSN(vmlaunch_insn), REASON(VMLAUNCH), .purpose = "VMLAUNCH in L2." },
	{ INSN(vmresume_insn), REASON(VMRESUME), .purpose = "VMRESUME in L2." },
	{ INSN(vmxoff_insn), REASON(VMXOFF), .purpose = "VMXOFF in L2." },
	{ INSN(invept_insn), REASON(INVEPT), MEMORY_REG2(GPR_R8),
	  .purpose = "INVEPT in L2." },
	{ INSN(invvpid_insn), REASON(INVVPID), MEMORY_REG2(GPR_RBP),
	  .purpose = "INVVPID in L2." },
};

const struct exit_area vmx_instructions_area = {
	"exit-vmx-instructions", "SDM 26.1.2 and 28.2.5", vmx_rows,
	ARRAY_SIZE(vmx_rows)
};
