// SPDX-License-Identifier: BSD-3-Clause
#include "context.h"
#include "fixture.h"
#include "nvmx/printk.h"

#define TEXT_MAX	128
#define STACK_SIZE	4096
#define GUARD_TICKS	2000000
#define PIC_MASTER_MASK	0x21
#define PIC_SLAVE_MASK	0xa1
#define PIC_MASK_ALL	0xff
#define MISC_TIMER_SHIFT_MASK	0x1f

struct fixture fixture;

static u8 l2_stack[STACK_SIZE] __aligned(16);
static u64 start_cr0, start_cr4, start_efer, start_pat;

static u64 region(void)
{
	return phys_of(page_alloc(1));
}

static void create_once(void)
{
	u32 i;

	/* The firmware's timer would interrupt an L2 that allows it. */
	outb(PIC_MASTER_MASK, PIC_MASK_ALL);
	outb(PIC_SLAVE_MASK, PIC_MASK_ALL);
	start_cr0 = read_cr0();
	start_cr4 = read_cr4();
	start_efer = rdmsr(MSR_IA32_EFER);
	start_pat = rdmsr(MSR_IA32_PAT);
	fixture.vmxon_region = region();
	fixture.l2.vmcs = region();
	for (i = 0; i < ARRAY_SIZE(fixture.spare_region); i++)
		fixture.spare_region[i] = region();
	fixture.revision = (u32)(rdmsr(MSR_IA32_VMX_BASIC) &
				 VMX_BASIC_REVISION_MASK);
}

static void clear_region(u64 address)
{
	u32 *words = memset((void *)(uintptr_t)address, 0, PAGE_SIZE);

	*words = fixture.revision;
}

/* A case may end with NMIs blocked; IRET unblocks them. */
static void unblock_nmis(void)
{
	struct context here;

	if (!context_save(&here))
		context_restore(&here, 1);
}

void fixture_reset(void)
{
	u32 i;

	if (!fixture.vmxon_region)
		create_once();
	asm volatile("cli");
	unblock_nmis();
	vmx_vmxoff();		/* #UD when not in VMX operation */
	write_cr0(start_cr0);
	write_cr4(start_cr4);
	wrmsr(MSR_IA32_EFER, start_efer);
	wrmsr(MSR_IA32_PAT, start_pat);
	fixture.guarded = false;
	memset(&fixture.l2.gpr, 0, sizeof(fixture.l2.gpr));
	fixture.l2.launched = false;
	clear_region(fixture.vmxon_region);
	clear_region(fixture.l2.vmcs);
	for (i = 0; i < ARRAY_SIZE(fixture.spare_region); i++)
		clear_region(fixture.spare_region[i]);
}

void fixture_prepare(void)
{
	u64 control = rdmsr(MSR_IA32_FEATURE_CONTROL);

	case_needs(cpuid(1, 0).ecx & CPUID_1_ECX_VMX, "CPUID_VMX");
	if (!(control & FEATURE_CONTROL_LOCKED))
		wrmsr(MSR_IA32_FEATURE_CONTROL, control |
		      FEATURE_CONTROL_LOCKED | FEATURE_CONTROL_VMX_OUTSIDE_SMX);
	write_cr0((read_cr0() | rdmsr(MSR_IA32_VMX_CR0_FIXED0)) &
		  rdmsr(MSR_IA32_VMX_CR0_FIXED1));
	write_cr4((read_cr4() | CR4_VMXE | rdmsr(MSR_IA32_VMX_CR4_FIXED0)) &
		  rdmsr(MSR_IA32_VMX_CR4_FIXED1));
}

static void must_succeed(const char *what, struct vmx_result result)
{
	char text[TEXT_MAX];

	if (!vmx_succeeded(result))
		case_abort("%s: %s", what,
			   vmx_result_text(result, text, sizeof(text)));
}

void fixture_vmxon(void)
{
	fixture_prepare();
	must_succeed("VMXON", vmx_vmxon(&fixture.vmxon_region));
}

bool control_allowed(enum control_word word, u64 bits)
{
	static const u32 msrs[] = {
		[WORD_PIN] = MSR_IA32_VMX_TRUE_PINBASED_CTLS,
		[WORD_PROC] = MSR_IA32_VMX_TRUE_PROCBASED_CTLS,
		[WORD_PROC2] = MSR_IA32_VMX_PROCBASED_CTLS2,
		[WORD_EXIT] = MSR_IA32_VMX_TRUE_EXIT_CTLS,
		[WORD_ENTRY] = MSR_IA32_VMX_TRUE_ENTRY_CTLS,
	};

	return (rdmsr(msrs[word]) >> 32 & bits) == bits;
}

void fixture_guard(void)
{
	u64 shift = rdmsr(MSR_IA32_VMX_MISC) & MISC_TIMER_SHIFT_MASK;

	if (!control_allowed(WORD_PIN, PIN_PREEMPTION_TIMER))
		return;
	vmcs_set(VMCS_PIN_CONTROLS, PIN_PREEMPTION_TIMER);
	vmwrite(VMCS_PREEMPTION_TIMER, GUARD_TICKS >> shift);
	fixture.guarded = true;
}

static void make_current(struct l2 *l2, const void *code)
{
	must_succeed("VMCLEAR", vmx_vmclear(&l2->vmcs));
	must_succeed("VMPTRLD", vmx_vmptrld(&l2->vmcs));
	l2->launched = false;
	l2_setup_host(l2);
	l2_setup_guest64(read_cr3(), (uintptr_t)code,
			 (uintptr_t)l2_stack + STACK_SIZE);
}

void fixture_l2_controls(const void *code, u64 pin, u64 proc, u64 proc2,
			 u64 exit, u64 entry)
{
	fixture_vmxon();
	make_current(&fixture.l2, code);
	l2_setup_controls(pin, proc, proc2, exit, entry);
	fixture_guard();
}

void fixture_another_l2(struct l2 *l2, const void *code)
{
	make_current(l2, code);
	l2_setup_controls(0, 0, 0, 0, 0);
	fixture_guard();
}

void fixture_l2(const void *code)
{
	fixture_l2_controls(code, 0, 0, 0, 0, 0);
}

void vmcs_set(u64 field, u64 bits)
{
	vmwrite(field, vmread(field) | bits);
}

void vmcs_clear_bits(u64 field, u64 bits)
{
	vmwrite(field, vmread(field) & ~bits);
}

static const char *exit_text(u32 reason, u64 qualification, char *buf,
			     size_t size)
{
	u32 basic = reason & EXIT_REASON_BASIC_MASK;

	if (reason & EXIT_REASON_ENTRY_FAILURE)
		snprintf(buf, size, "%s(%u) qualification %lu",
			 exit_reason_text(basic), basic, qualification);
	else
		snprintf(buf, size, "exit %s(%u)", exit_reason_text(basic),
			 basic);
	return buf;
}

const char *outcome_text(struct vmx_result result, char *buf, size_t size)
{
	if (!vmx_succeeded(result))
		return vmx_result_text(result, buf, size);
	return exit_text((u32)vmread(VMCS_EXIT_REASON),
			 vmread(VMCS_EXIT_QUALIFICATION), buf, size);
}

static void check_outcome(const char *expected)
{
	char got[TEXT_MAX];
	struct vmx_result result = l2_enter(&fixture.l2);

	outcome_text(result, got, sizeof(got));
	check_text("VM entry", expected, got);
	/* Fields of an exit that did not happen say nothing. */
	if (strcmp(expected, got))
		case_abort("%s", got);
}

void check_exit(u32 basic_reason)
{
	char expected[TEXT_MAX];

	check_outcome(exit_text(basic_reason, 0, expected, sizeof(expected)));
}

void check_entry_vmfail(u32 error)
{
	char expected[TEXT_MAX];

	check_outcome(vmx_result_text(VMFAIL_VALID(error), expected,
				      sizeof(expected)));
}

void check_entry_failure(u32 basic_reason, u64 qualification)
{
	char expected[TEXT_MAX];

	check_outcome(exit_text(basic_reason | EXIT_REASON_ENTRY_FAILURE,
				qualification, expected, sizeof(expected)));
}
