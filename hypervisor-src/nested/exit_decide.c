/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whose is an exit out of L2: L1's, if L2 on a bare CPU with the controls of
 * vmcs12 would have exited, else L0's own. data/exit_reasons.def is the table;
 * the rules that need more than one control bit are here. Pure.
 */
#include "nested_internal.h"

static bool rule_exception(const struct exit_facts *f)
{
	u32 type = (f->intr_info & INTR_INFO_TYPE_MASK) >> INTR_INFO_TYPE_SHIFT;
	u32 vector = f->intr_info & INTR_INFO_VECTOR_MASK;
	bool intercepted;

	if (type == INTR_TYPE_NMI)
		return V12_HAS(f->v, PIN, NMI_EXITING);
	if (vector > 31)
		return false;
	intercepted = V12(f->v, EXCEPTION_BITMAP) & BIT(vector);
	/* SDM 26.2: for #PF, a mismatch of the error code turns the bit around. */
	if (vector == VECTOR_PF &&
	    (f->intr_ec & V12(f->v, PF_ERROR_CODE_MASK)) !=
	    V12(f->v, PF_ERROR_CODE_MATCH))
		return !intercepted;
	return intercepted;
}

static bool rule_external_interrupt(const struct exit_facts *f)
{
	return !f->l0_takes_interrupts && V12_HAS(f->v, PIN, EXT_INTR_EXITING);
}

/* Exit qualification of control-register accesses, SDM table 28-3. */
#define CR_NUMBER_MASK		0xfU
#define CR_ACCESS_SHIFT		4
#define CR_ACCESS_MASK		3U
#define CR_ACCESS_MOV_FROM	1U

static bool rule_cr_access(const struct exit_facts *f)
{
	u32 cr = f->qualification & CR_NUMBER_MASK;
	u32 access = (f->qualification >> CR_ACCESS_SHIFT) & CR_ACCESS_MASK;
	bool store = access == CR_ACCESS_MOV_FROM;

	switch (cr) {
	case 3:
		return store ? V12_HAS(f->v, PROC, CR3_STORE_EXITING) :
			       V12_HAS(f->v, PROC, CR3_LOAD_EXITING);
	case 8:
		return store ? V12_HAS(f->v, PROC, CR8_STORE_EXITING) :
			       V12_HAS(f->v, PROC, CR8_LOAD_EXITING);
	default:
		/* CR0 and CR4 exit by the masks, which are vmcs12's own. */
		return true;
	}
}

#define IO_PORT_COUNT		0x10000U
#define IO_BITMAP_PORTS		0x8000U	/* in each of A and B */

/* A bitmap that is not in L1's RAM reads as all ones. */
static bool port_intercepted(const struct exit_facts *f, u32 port)
{
	u64 page = port < IO_BITMAP_PORTS ? V12(f->v, IO_BITMAP_A) :
					    V12(f->v, IO_BITMAP_B);
	const u8 *bitmap = guest_phys_map(f->vm, GPA(page));
	u32 bit = port % IO_BITMAP_PORTS;

	return !bitmap || (bitmap[bit / 8] & BIT(bit % 8));
}

static bool rule_io(const struct exit_facts *f)
{
	u32 size = (f->qualification & IO_QUAL_SIZE_MASK) + 1;
	u32 port = (f->qualification >> IO_QUAL_PORT_SHIFT) & (IO_PORT_COUNT - 1);

	if (!V12_HAS(f->v, PROC, USE_IO_BITMAPS))
		return V12_HAS(f->v, PROC, UNCOND_IO_EXITING);
	for (u32 i = 0; i < size; i++) {
		/* SDM 26.1.3: an access that wraps around always exits. */
		if (port + i >= IO_PORT_COUNT || port_intercepted(f, port + i))
			return true;
	}
	return false;
}

static bool msr_intercepted(const struct exit_facts *f, bool write)
{
	int bit = msr_bitmap_bit((u32)f->rcx, write);
	const u8 *bitmap;

	if (!V12_HAS(f->v, PROC, USE_MSR_BITMAPS) || bit < 0)
		return true;
	bitmap = guest_phys_map(f->vm, GPA(V12(f->v, MSR_BITMAP)));
	return !bitmap || (bitmap[bit / 8] & BIT(bit % 8));
}

static bool rule_rdmsr(const struct exit_facts *f)
{
	return msr_intercepted(f, false);
}

static bool rule_wrmsr(const struct exit_facts *f)
{
	return msr_intercepted(f, true);
}

/* Also the exit that L1 injects with type "other event". */
static bool rule_monitor_trap_flag(const struct exit_facts *f)
{
	(void)f;
	return true;	/* L0 never sets it of its own accord */
}

static bool rule_pause(const struct exit_facts *f)
{
	return V12_HAS(f->v, PROC, PAUSE_EXITING) ||
	       V12_HAS2(f->v, PAUSE_LOOP_EXITING);
}

/* SDM 30.4.3: who virtualizes what a write to the APIC does. */
static bool rule_apic_write(const struct exit_facts *f)
{
	return V12_HAS2(f->v, APIC_REGISTER_VIRT) ||
	       V12_HAS2(f->v, VIRTUAL_INTR_DELIVERY);
}

/* exit.c asks EPT12 before it comes here: what is left is EPT01's. */
static bool rule_ept(const struct exit_facts *f)
{
	(void)f;
	return false;
}

static bool rule_invpcid(const struct exit_facts *f)
{
	return V12_HAS2(f->v, ENABLE_INVPCID) && V12_HAS(f->v, PROC, INVLPG_EXITING);
}

/*
 * SDM 26.5.6: a function that is not enabled, or EPTP switching to an entry
 * that is not there or cannot be an EPTP.
 */
static bool rule_vmfunc(const struct exit_facts *f)
{
	u64 eptp;

	if ((u32)f->rax != VMFUNC_NUMBER_EPTP_SWITCHING ||
	    !(V12(f->v, VM_FUNCTION_CONTROLS) & VMFUNC_EPTP_SWITCHING))
		return true;
	return !eptp_list_entry(f->vm, f->v, (u32)f->rcx, &eptp);
}

/* SDM 26.1.3 VMREAD and VMWRITE: bits 14:0 of the operand index the bitmap. */
#define VMCS_BITMAP_BITS	15

static bool vmcs_access_intercepted(const struct exit_facts *f, u64 bitmap_gpa)
{
	const u8 *bitmap;

	if (!V12_HAS2(f->v, VMCS_SHADOWING) || f->field >> VMCS_BITMAP_BITS)
		return true;
	bitmap = guest_phys_map(f->vm, GPA(bitmap_gpa));
	return !bitmap || (bitmap[f->field / 8] & BIT(f->field % 8));
}

static bool rule_vmread(const struct exit_facts *f)
{
	return vmcs_access_intercepted(f, V12(f->v, VMREAD_BITMAP));
}

static bool rule_vmwrite(const struct exit_facts *f)
{
	return vmcs_access_intercepted(f, V12(f->v, VMWRITE_BITMAP));
}

static bool rule_xsaves(const struct exit_facts *f)
{
	return V12_HAS2(f->v, ENABLE_XSAVES) && V12(f->v, XSS_EXIT_BITMAP);
}

/* The key of a CONTROL row names a control; that of a RULE row a function. */
#define DECIDE_ALWAYS(key)	return true
#define DECIDE_NEVER(key)	return false
#define DECIDE_CONTROL(key)	return (control_word(f->v, CONTROL_WORD_##key) & (key))
#define DECIDE_RULE(key)	return rule_##key(f)

/* CONTROL_WORD_<key>: the vmcs12 field that each control is a bit of. */
enum control_word_of {
#define VMX_CONTROL(word, name, bit, ...) \
	CONTROL_WORD_##word##_##name = FID_##word##_CONTROLS,
#define VMX_CAPABILITY(word, name, bit, ...)
#define VMX_HIDDEN(key, why)
#include "../data/vmx_controls.def"
};

static u64 control_word(const struct vmcs12 *v, enum control_word_of fid)
{
	if ((unsigned int)fid == FID_PROC2_CONTROLS)
		return vmcs12_proc2(v);
	return v->f[fid];
}

/* The rows that ask nothing, as one word for the hot path. */
#define MASK_ALWAYS(number)	BIT64((number) & 63) |
#define MASK_NEVER(number)
#define MASK_CONTROL(number)
#define MASK_RULE(number)

const u64 exits_always_l1s =
#define EXIT_REASON(name, number, decision, key, sdm_name) MASK_##decision(number)
#include "../data/exit_reasons.def"
	0;

bool exit_belongs_to_l1(const struct exit_facts *f)
{
	switch (f->reason) {
#define EXIT_REASON(name, number, decision, key, sdm_name)	\
	case (number):						\
		DECIDE_##decision(key);
#include "../data/exit_reasons.def"
	default:
		/* A reason newer than this L0: L1 has not enabled it. */
		return false;
	}
}
