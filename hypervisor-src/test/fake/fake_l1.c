/* SPDX-License-Identifier: BSD-3-Clause */
/* L1: its VMX instructions, a vmcs12 that passes every check, and its EPT12. */
#include <string.h>
#include "fake_cpu.h"

#define INSN_LENGTH	4
#define OPERAND_REG1	GPR_RBX
#define OPERAND_REG2	GPR_RCX

/* Instruction information, SDM table 28-13: 64-bit address, DS, no index, no base. */
static u32 info_memory(unsigned int reg2)
{
	return 2U << 7 | SEG_DS << 15 | BIT(22) | BIT(27) | reg2 << 28;
}

static u32 info_register(unsigned int reg1, unsigned int reg2)
{
	return reg1 << 3 | BIT(10) | reg2 << 28;
}

static void run_insn(u32 reason, u32 info, u64 displacement)
{
	cpu.injected = false;
	fake_vmexit_write(VMCS_EXIT_REASON, reason);
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_INFO, info);
	fake_vmexit_write(VMCS_EXIT_QUALIFICATION, displacement);
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_LEN, INSN_LENGTH);
	nested_handle_insn(&cpu.vcpu, reason);
}

void l1_insn_memory(u32 reason, u64 operand_gpa, unsigned int reg2)
{
	run_insn(reason, info_memory(reg2), operand_gpa);
}

void l1_insn_register(u32 reason, unsigned int reg1, unsigned int reg2)
{
	run_insn(reason, info_register(reg1, reg2), 0);
}

void l1_insn(u32 reason)
{
	run_insn(reason, 0, 0);
}

const char *l1_result(void)
{
	static char text[] = "VMfailValid(00)";
	u64 rflags;
	u32 error;

	if (cpu.injected)
		return cpu.vector == VECTOR_UD ? "#UD" : cpu.vector == VECTOR_GP ? "#GP" :
		       cpu.vector == VECTOR_SS ? "#SS" : "#PF";
	if (cpu.vcpu.nested.in_l2)
		return "L2 runs";
	rflags = vmcs_read(VMCS_GUEST_RFLAGS);
	if (rflags & RFLAGS_CF)
		return "VMfailInvalid";
	if (!(rflags & RFLAGS_ZF))
		return "VMsucceed";
	error = (u32)V12(cpu.vcpu.nested.current->vmcs12, VM_INSTRUCTION_ERROR);
	text[12] = (char)('0' + error / 10);
	text[13] = (char)('0' + error % 10);
	return text;
}

static void pointer_insn(u32 reason, gpa_t region)
{
	*ram_u64(GPA_OPERAND) = region.v;
	l1_insn_memory(reason, GPA_OPERAND, 0);
}

void l1_vmxon(gpa_t region)
{
	pointer_insn(EXIT_REASON_VMXON, region);
}

void l1_vmclear(gpa_t region)
{
	pointer_insn(EXIT_REASON_VMCLEAR, region);
}

void l1_vmptrld(gpa_t region)
{
	pointer_insn(EXIT_REASON_VMPTRLD, region);
}

void l1_vmwrite(u32 encoding, u64 value)
{
	cpu.vcpu.gpr[OPERAND_REG1] = value;
	cpu.vcpu.gpr[OPERAND_REG2] = encoding;
	l1_insn_register(EXIT_REASON_VMWRITE, OPERAND_REG1, OPERAND_REG2);
}

u64 l1_vmread(u32 encoding)
{
	cpu.vcpu.gpr[OPERAND_REG1] = 0xdeadbeef;
	cpu.vcpu.gpr[OPERAND_REG2] = encoding;
	l1_insn_register(EXIT_REASON_VMREAD, OPERAND_REG1, OPERAND_REG2);
	return cpu.vcpu.gpr[OPERAND_REG1];
}

static void valid_segments(struct vmcs12 *v)
{
	const u32 data = SEG_TYPE_DATA_RW_ACCESSED | SEG_AR_S | SEG_AR_P |
			 SEG_AR_DB | SEG_AR_G;

	for (int i = 0; i < 6; i++) {
		v->f[FID_GUEST_ES_SELECTOR + i] = 0x10;
		v->f[FID_GUEST_ES_LIMIT + i] = 0xffffffff;
		v->f[FID_GUEST_ES_AR + i] = data;
	}
	V12(v, GUEST_CS_SELECTOR) = 0x8;
	V12(v, GUEST_CS_AR) = SEG_TYPE_CODE_RX_ACCESSED | SEG_AR_S | SEG_AR_P |
			      SEG_AR_L | SEG_AR_G;
	V12(v, GUEST_TR_SELECTOR) = 0x18;
	V12(v, GUEST_TR_LIMIT) = 0x67;
	V12(v, GUEST_TR_AR) = SEG_TYPE_TSS_BUSY | SEG_AR_P;
	V12(v, GUEST_LDTR_AR) = SEG_AR_UNUSABLE;
}

static void valid_controls(struct vmcs12 *v)
{
	V12(v, PIN_CONTROLS) = (u32)nested_caps.l1.true_pinbased_ctls;
	V12(v, PROC_CONTROLS) = (u32)nested_caps.l1.true_procbased_ctls |
				PROC_HLT_EXITING | PROC_ACTIVATE_SECONDARY;
	V12(v, PROC2_CONTROLS) = PROC2_ENABLE_EPT | PROC2_ENABLE_VPID;
	V12(v, VPID) = 7;
	V12(v, EPT_POINTER) = EPTP12_DEFAULT;
	V12(v, EXIT_CONTROLS) = (u32)nested_caps.l1.true_exit_ctls |
				EXIT_HOST_ADDR_SPACE_SIZE | EXIT_SAVE_EFER |
				EXIT_LOAD_EFER | EXIT_LOAD_PAT | EXIT_SAVE_PAT |
				EXIT_SAVE_DEBUG;
	V12(v, ENTRY_CONTROLS) = (u32)nested_caps.l1.true_entry_ctls |
				 ENTRY_IA32E_MODE_GUEST | ENTRY_LOAD_EFER |
				 ENTRY_LOAD_PAT | ENTRY_LOAD_DEBUG;
}

static void valid_host(struct vmcs12 *v)
{
	V12(v, HOST_CR0) = CR0_PE | CR0_PG | CR0_NE | CR0_ET | CR0_WP;
	V12(v, HOST_CR3) = FAKE_L1_CR3;
	V12(v, HOST_CR4) = CR4_VMXE | CR4_PAE;
	V12(v, HOST_CS_SELECTOR) = 0x8;
	V12(v, HOST_SS_SELECTOR) = 0x10;
	V12(v, HOST_TR_SELECTOR) = 0x18;
	V12(v, HOST_PAT) = 0x0007040600070406ULL;
	V12(v, HOST_EFER) = EFER_LMA | EFER_LME | EFER_NXE;
	V12(v, HOST_RIP) = 0x200000;
	V12(v, HOST_RSP) = 0x300000;
}

void vmcs12_valid(struct vmcs12 *v)
{
	memset(v, 0, sizeof(*v));
	v->revision = VMCS12_REVISION;
	valid_controls(v);
	valid_host(v);
	valid_segments(v);
	V12(v, GUEST_CR0) = CR0_PE | CR0_PG | CR0_NE | CR0_ET;
	V12(v, GUEST_CR4) = CR4_VMXE | CR4_PAE;
	V12(v, GUEST_EFER) = EFER_LMA | EFER_LME;
	V12(v, GUEST_PAT) = 0x0007040600070406ULL;
	V12(v, GUEST_DR7) = 0x400;
	V12(v, GUEST_RFLAGS) = RFLAGS_FIXED1;
	V12(v, GUEST_RIP) = 0x1000;
	V12(v, VMCS_LINK_POINTER) = ~0ULL;
}

void l1_prepare_l2(void)
{
	struct vmcs12 v;

	vmcs12_valid(&v);
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmclear(GPA(GPA_VMCS12));
	l1_vmptrld(GPA(GPA_VMCS12));
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (vmcs_field_visible(fid) && !vmcs_fields[fid].read_only)
			l1_vmwrite(vmcs_fields[fid].encoding, v.f[fid]);
}

enum nested_exit l2_exit(u32 reason, u64 qualification)
{
	fake_vmexit_write(VMCS_EXIT_REASON, reason);
	fake_vmexit_write(VMCS_EXIT_QUALIFICATION, qualification);
	/* A VM exit clears the valid bit of the event to inject (SDM 27.8.3). */
	if (!(reason & EXIT_REASON_ENTRY_FAILURE))
		fake_vmexit_write(VMCS_ENTRY_INTR_INFO, vmcs_read(VMCS_ENTRY_INTR_INFO) &
						 ~(u64)INTR_INFO_VALID);
	return nested_vmexit(&cpu.vcpu, reason);
}

/* Tables are taken one after another behind the PML4. */
void ept12_map(u64 ngpa, u64 gpa, u64 size, u64 attr)
{
	static u64 next_table;
	u64 table = GPA_EPT12;

	if (!*ram_u64(GPA_EPT12 + 0xff8)) {
		/* The last entry of the PML4 marks a fresh tree. */
		next_table = GPA_EPT12 + PAGE_SIZE;
		*ram_u64(GPA_EPT12 + 0xff8) = 1ULL << 52;
	}
	for (unsigned int shift = 39;; shift -= 9) {
		u64 *entry = ram_u64(table + (ngpa >> shift) % 512 * 8);

		if (size == 1ULL << shift) {
			*entry = gpa | attr | (shift > 12 ? EPT_LEAF : 0);
			return;
		}
		if (!*entry) {
			*entry = next_table | EPT_RWX;
			next_table += PAGE_SIZE;
		}
		table = *entry & EPT_ADDR_MASK;
	}
}
