// SPDX-License-Identifier: BSD-3-Clause
/*
 * VMX instructions. The arithmetic flags are all set beforehand, so that a
 * result is seen to clear what the SDM says it clears.
 */
#include "nvmx/exception.h"
#include "nvmx/printk.h"
#include "vmx_guest.h"

#define ARITHMETIC_FLAGS	"0x8d5"	/* OF SF ZF AF PF CF */

#define ALL_ARITHMETIC	(RFLAGS_OF | RFLAGS_SF | RFLAGS_ZF | RFLAGS_AF | \
			 RFLAGS_PF | RFLAGS_CF)

/* One instruction that may fault, then the flags in %0. */
#define VMX_INSN(insn)							\
	"pushfq\n\torq $" ARITHMETIC_FLAGS ", (%%rsp)\n\tpopfq\n"	\
	"1: " insn "\n"							\
	"2: pushfq\n\tpopq %0\n\t"					\
	EXTABLE("1b", "2b")

static struct vmx_result result_from(u64 rflags)
{
	struct vmx_result result = { .rflags = rflags };

	if (last_exception.raised) {
		result.outcome = VMX_FAULTED;
		result.vector = last_exception.vector;
		result.error_code = last_exception.error_code;
	} else if ((rflags & ALL_ARITHMETIC) == RFLAGS_CF) {
		result.outcome = VMX_FAIL_INVALID;
	} else if (rflags & ALL_ARITHMETIC & ~RFLAGS_ZF) {
		/* SDM vol. 3C 31.2: each outcome defines all six flags. */
		result.outcome = VMX_WRONG_FLAGS;
	} else if (rflags & RFLAGS_ZF) {
		u64 error = 0;

		asm volatile("vmread %1, %0" : "=r"(error)
			     : "r"((u64)VMCS_VM_INSTRUCTION_ERROR) : "cc");
		result.outcome = VMX_FAIL_VALID;
		result.error = (u32)error;
	}
	return result;
}

struct vmx_result vmx_vmxon(const u64 *region_pointer)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("vmxon (%1)") : "=&r"(flags)
		     : "r"(region_pointer) : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_vmxoff(void)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("vmxoff") : "=&r"(flags) : : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_vmclear(const u64 *vmcs_pointer)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("vmclear (%1)") : "=&r"(flags)
		     : "r"(vmcs_pointer) : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_vmptrld(const u64 *vmcs_pointer)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("vmptrld (%1)") : "=&r"(flags)
		     : "r"(vmcs_pointer) : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_vmptrst(u64 *vmcs_pointer)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("vmptrst (%1)") : "=&r"(flags)
		     : "r"(vmcs_pointer) : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_vmread(u64 field, u64 *value)
{
	u64 flags, read = *value;

	exception_clear();
	asm volatile(VMX_INSN("vmread %2, %1") : "=&r"(flags), "+&r"(read)
		     : "r"(field) : "cc", "memory");
	*value = read;
	return result_from(flags);
}

struct vmx_result vmx_vmwrite(u64 field, u64 value)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("vmwrite %1, %2") : "=&r"(flags)
		     : "r"(value), "r"(field) : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_vmcall(void)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("vmcall") : "=&r"(flags) : : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_invept(u64 type, const void *descriptor)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("invept (%1), %2") : "=&r"(flags)
		     : "r"(descriptor), "r"(type) : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_invvpid(u64 type, const void *descriptor)
{
	u64 flags;

	exception_clear();
	asm volatile(VMX_INSN("invvpid (%1), %2") : "=&r"(flags)
		     : "r"(descriptor), "r"(type) : "cc", "memory");
	return result_from(flags);
}

struct vmx_result vmx_vmlaunch_after_mov_ss(void)
{
	u64 flags, ss = GUEST_SELECTOR_DATA;

	exception_clear();
	asm volatile("pushfq\n\torq $" ARITHMETIC_FLAGS ", (%%rsp)\n\tpopfq\n\t"
		     "mov %1, %%ss\n"
		     "1: vmlaunch\n"
		     "2: pushfq\n\tpopq %0\n\t"
		     EXTABLE("1b", "2b")
		     : "=&r"(flags) : "r"(ss) : "cc", "memory");
	return result_from(flags);
}

/* l2_entry.S: RFLAGS when the entry failed, 0 after a VM exit. */
u64 l2_entry(struct l2 *l2, u64 launched);

struct vmx_result l2_enter(struct l2 *l2)
{
	struct vmx_result result;

	exception_clear();
	result = result_from(l2_entry(l2, l2->launched));
	if (vmx_succeeded(result) &&
	    !(vmread(VMCS_EXIT_REASON) & EXIT_REASON_ENTRY_FAILURE))
		l2->launched = true;
	return result;
}

bool vmx_succeeded(struct vmx_result result)
{
	return result.outcome == VMX_SUCCEED;
}

/* SDM vol. 3C table 31-1. */
const char *vmx_error_text(u32 error)
{
	static const char *const names[] = {
		[1] = "VMCALL executed in VMX root operation",
		[2] = "VMCLEAR with invalid physical address",
		[3] = "VMCLEAR with VMXON pointer",
		[4] = "VMLAUNCH with non-clear VMCS",
		[5] = "VMRESUME with non-launched VMCS",
		[6] = "VMRESUME after VMXOFF",
		[7] = "VM entry with invalid control field(s)",
		[8] = "VM entry with invalid host-state field(s)",
		[9] = "VMPTRLD with invalid physical address",
		[10] = "VMPTRLD with VMXON pointer",
		[11] = "VMPTRLD with incorrect VMCS revision identifier",
		[12] = "VMREAD/VMWRITE from/to unsupported VMCS component",
		[13] = "VMWRITE to read-only VMCS component",
		[15] = "VMXON executed in VMX root operation",
		[26] = "VM entry with events blocked by MOV SS",
		[28] = "Invalid operand to INVEPT/INVVPID",
	};
	const char *name = error < ARRAY_SIZE(names) ? names[error] : NULL;

	return name ? name : "no error of the SDM";
}

static bool has_error_code(u8 vector)
{
	return vector == VECTOR_DF || vector == VECTOR_AC ||
	       vector == VECTOR_CP ||
	       (vector >= VECTOR_TS && vector <= VECTOR_PF);
}

const char *vmx_result_text(struct vmx_result result, char *buf, size_t size)
{
	switch (result.outcome) {
	case VMX_SUCCEED:
		snprintf(buf, size, "VMsucceed");
		break;
	case VMX_FAIL_INVALID:
		snprintf(buf, size, "VMfailInvalid");
		break;
	case VMX_FAIL_VALID:
		snprintf(buf, size, "VMfailValid(%u: %s)", result.error,
			 vmx_error_text(result.error));
		break;
	case VMX_WRONG_FLAGS:
		snprintf(buf, size, "RFLAGS 0x%lx, no outcome of the SDM",
			 result.rflags);
		break;
	case VMX_FAULTED:
		if (has_error_code(result.vector))
			snprintf(buf, size, "%s(0x%x)",
				 vector_name(result.vector),
				 result.error_code);
		else
			snprintf(buf, size, "%s", vector_name(result.vector));
		break;
	}
	return buf;
}

u64 vmread(u64 field)
{
	char text[32];
	u64 value = 0;
	struct vmx_result result = vmx_vmread(field, &value);

	if (!vmx_succeeded(result))
		guest_fail("VMREAD of field 0x%lx: %s", field,
			   vmx_result_text(result, text, sizeof(text)));
	return value;
}

void vmwrite(u64 field, u64 value)
{
	struct vmx_result result = vmx_vmwrite(field, value);
	char text[32];

	if (!vmx_succeeded(result))
		guest_fail("VMWRITE of 0x%lx to field 0x%lx: %s", value, field,
			   vmx_result_text(result, text, sizeof(text)));
}
