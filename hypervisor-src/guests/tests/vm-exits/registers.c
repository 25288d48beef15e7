// SPDX-License-Identifier: BSD-3-Clause
/* Control and debug registers, SDM 26.1.3, 26.3 and tables 28-3, 28-4. */
#include "exits.h"

/* Exit qualification of control-register accesses. */
#define CR_QUAL(cr, access, reg)	((cr) | (access) << 4 | (u64)(reg) << 8)
#define ACCESS_TO		0
#define ACCESS_FROM		1
#define ACCESS_CLTS		2
#define ACCESS_LMSW		3
#define LMSW_MEMORY		BIT64(6)
#define LMSW_SOURCE(value)	((u64)(value) << 16)
#define DR_QUAL(dr, from, reg)	((dr) | (u64)(from) << 4 | (u64)(reg) << 8)
#define SHADOW			0x60000011ULL	/* CR0: PE ET NW CD */

STIMULUS(mov_to_cr0, "mov %cr0, %rdx\n\txor $8, %rdx", "mov %rdx, %cr0");
STIMULUS(mov_to_cr4, "mov %cr4, %r9\n\txor $4, %r9", "mov %r9, %cr4");
STIMULUS(mov_to_cr3, "mov %cr3, %rsi", "mov %rsi, %cr3");
STIMULUS(mov_from_cr3, "", "mov %cr3, %r13");
STIMULUS(mov_to_cr8, "xor %edi, %edi", "mov %rdi, %cr8");
STIMULUS(mov_from_cr8, "", "mov %cr8, %r15");
STIMULUS(clts_insn, "", "clts");
STIMULUS(lmsw, "mov $9, %eax", "lmsw %ax");
STIMULUS(lmsw_memory, "lea lmsw_operand(%rip), %rbx", "lmsw (%rbx)");
STIMULUS(mov_to_dr7, "mov $0x400, %r10d", "mov %r10, %dr7");
STIMULUS(mov_from_dr0, "", "mov %dr0, %rbp");
STIMULUS(mov_from_cr0, "mov %cr0, %rax", "mov %cr0, %rbx");
STIMULUS(smsw, "smsw %rax", "mov %rax, %rax");
STIMULUS(mov_from_cr4, "mov %cr4, %rax", "nop");

u16 lmsw_operand = 9;

static void own_cr0_ts(void)
{
	vmwrite(VMCS_CR0_MASK, CR0_TS);
}

static void own_cr0_ts_set(void)
{
	vmwrite(VMCS_CR0_MASK, CR0_TS);
	vmwrite(VMCS_CR0_READ_SHADOW, CR0_TS);
}

static void own_cr4_tsd(void)
{
	vmwrite(VMCS_CR4_MASK, CR4_TSD);
}

static void cr3_target(void)
{
	vmcs_set(VMCS_PROC_CONTROLS, PROC_CR3_LOAD_EXITING);
	vmwrite(VMCS_CR3_TARGET_VALUE2, read_cr3());
	vmwrite(VMCS_CR3_TARGET_COUNT, 3);
}

static void cr3_target_not_counted(void)
{
	vmcs_set(VMCS_PROC_CONTROLS, PROC_CR3_LOAD_EXITING);
	vmwrite(VMCS_CR3_TARGET_VALUE2, read_cr3());
	vmwrite(VMCS_CR3_TARGET_COUNT, 2);
}

static void shadow_cr0(void)
{
	vmwrite(VMCS_CR0_MASK, ~0ULL);
	vmwrite(VMCS_CR0_READ_SHADOW, SHADOW);
}

static void check_shadow_cr0(void)
{
	check_u64("CR0 as L2 reads it", SHADOW, fixture.l2.gpr[GPR_RAX]);
}

static void check_shadow_msw(void)
{
	check_u64("SMSW as L2 reads it", SHADOW & 0xffff,
		  fixture.l2.gpr[GPR_RAX] & 0xffff);
}

static void shadow_cr4(void)
{
	vmwrite(VMCS_CR4_MASK, CR4_VMXE | CR4_DE);
	vmwrite(VMCS_CR4_READ_SHADOW, CR4_DE);
}

static void check_shadow_cr4(void)
{
	check_u64("CR4 as L2 reads it", (vmread(VMCS_GUEST_CR4) & ~CR4_VMXE) |
		  CR4_DE, fixture.l2.gpr[GPR_RAX]);
}

static void check_cr0_ts(void)
{
	check_u64("guest CR0.TS", CR0_TS, vmread(VMCS_GUEST_CR0) & CR0_TS);
}

static const struct exit_row rows[] = {
	{ INSN(mov_to_cr0), REASON(CR_ACCESS), .prepare = own_cr0_ts,
	  QUALIFICATION(CR_QUAL(0, ACCESS_TO, GPR_RDX)),
	  .purpose = "MOV to CR0 that changes a bit of the mask." },
	{ .name = "mov_to_cr0_unmasked", .code = mov_to_cr0, .trap_like = true,
	  REASON(VMCALL), .check = check_cr0_ts,
	  .purpose = "MOV to CR0 that changes no bit of the mask: no exit." },
	{ .name = "mov_to_cr0_as_shadow", .code = mov_to_cr0, .trap_like = true,
	  REASON(CR_ACCESS), .prepare = own_cr0_ts_set,
	  .purpose = "MOV to CR0 that differs from the read shadow in the mask." },
	{ INSN(mov_to_cr4), REASON(CR_ACCESS), .prepare = own_cr4_tsd,
	  QUALIFICATION(CR_QUAL(4, ACCESS_TO, GPR_R9)),
	  .purpose = "MOV to CR4 that changes a bit of the mask." },
	{ INSN(mov_to_cr3), BY(PROC, CR3_LOAD_EXITING), REASON(CR_ACCESS),
	  QUALIFICATION(CR_QUAL(3, ACCESS_TO, GPR_RSI)),
	  .purpose = "MOV to CR3." },
	{ .name = "mov_to_cr3_target", .code = mov_to_cr3, .trap_like = true,
	  REASON(VMCALL), .prepare = cr3_target,
	  .purpose = "MOV to CR3 of a CR3-target value: no exit." },
	{ .name = "mov_to_cr3_not_counted", .code = mov_to_cr3, .trap_like = true,
	  REASON(CR_ACCESS), .prepare = cr3_target_not_counted,
	  .purpose = "A CR3-target value beyond the count does not matter." },
	{ INSN(mov_from_cr3), BY(PROC, CR3_STORE_EXITING), REASON(CR_ACCESS),
	  QUALIFICATION(CR_QUAL(3, ACCESS_FROM, GPR_R13)),
	  .purpose = "MOV from CR3." },
	{ INSN(mov_to_cr8), BY(PROC, CR8_LOAD_EXITING), REASON(CR_ACCESS),
	  QUALIFICATION(CR_QUAL(8, ACCESS_TO, GPR_RDI)),
	  .purpose = "MOV to CR8." },
	{ INSN(mov_from_cr8), BY(PROC, CR8_STORE_EXITING), REASON(CR_ACCESS),
	  QUALIFICATION(CR_QUAL(8, ACCESS_FROM, GPR_R15)),
	  .purpose = "MOV from CR8." },
	{ INSN(clts_insn), REASON(CR_ACCESS), .prepare = own_cr0_ts_set,
	  QUALIFICATION(CR_QUAL(0, ACCESS_CLTS, 0)),
	  .purpose = "CLTS with TS in the mask and 1 in the shadow." },
	{ .name = "clts_shadow_0", .code = clts_insn, .trap_like = true,
	  REASON(VMCALL), .prepare = own_cr0_ts,
	  .purpose = "CLTS with TS in the mask and 0 in the shadow: no exit." },
	{ INSN(lmsw), REASON(CR_ACCESS), .prepare = own_cr0_ts,
	  QUALIFICATION(CR_QUAL(0, ACCESS_LMSW, 0) | LMSW_SOURCE(9)),
	  .purpose = "LMSW of a register: the source is in the qualification." },
	{ INSN(lmsw_memory), REASON(CR_ACCESS), .prepare = own_cr0_ts,
	  QUALIFICATION(CR_QUAL(0, ACCESS_LMSW, 0) | LMSW_MEMORY |
			LMSW_SOURCE(9)),
	  .purpose = "LMSW of memory." },
	{ INSN(mov_to_dr7), BY(PROC, MOV_DR_EXITING), REASON(MOV_DR),
	  QUALIFICATION(DR_QUAL(7, 0, GPR_R10)), .purpose = "MOV to DR7." },
	{ INSN(mov_from_dr0), BY(PROC, MOV_DR_EXITING), REASON(MOV_DR),
	  QUALIFICATION(DR_QUAL(0, 1, GPR_RBP)), .purpose = "MOV from DR0." },
	{ .name = "read_cr0_shadow", .code = mov_from_cr0, .trap_like = true,
	  REASON(VMCALL), .prepare = shadow_cr0, .check = check_shadow_cr0,
	  .purpose = "MOV from CR0 returns the read shadow where masked." },
	{ .name = "smsw_shadow", .code = smsw, .trap_like = true,
	  REASON(VMCALL), .prepare = shadow_cr0, .check = check_shadow_msw,
	  .purpose = "SMSW returns the read shadow where masked." },
	{ .name = "read_cr4_shadow", .code = mov_from_cr4, .trap_like = true,
	  REASON(VMCALL), .prepare = shadow_cr4, .check = check_shadow_cr4,
	  .purpose = "MOV from CR4 returns the read shadow where masked." },
};

const struct exit_area registers_area = {
	"exit-registers", "SDM 26.1.3 and 26.3", rows, ARRAY_SIZE(rows)
};
