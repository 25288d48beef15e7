// SPDX-License-Identifier: BSD-3-Clause
/*
 * What L0 needs from the CPU, as a table: one line per capability on the
 * console, and a refusal that says which one is missing.
 */
#include "nvmx/console.h"
#include "nvmx/cpu.h"
#include "nvmx/msr.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

struct vmx_msrs vmx_msrs;

struct requirement {
	const u64 *msr;
	u64 bits;		/* in the MSR as it is */
	bool optional;
	const char *name;
};

/* Allowed-1 settings are in the high half, SDM vol. 3D A.2. */
#define ALLOWED1(control)	((u64)(control) << 32)

static const struct requirement requirements[] = {
	{ &vmx_msrs.basic, BASIC_TRUE_CONTROLS, false, "TRUE capability MSRs" },
	{ &vmx_msrs.basic, BASIC_INS_OUTS_INFO, false,
	  "instruction information for INS and OUTS" },
	{ &vmx_msrs.true_procbased_ctls, ALLOWED1(PROC_USE_MSR_BITMAPS), false,
	  "MSR bitmaps" },
	{ &vmx_msrs.true_procbased_ctls, ALLOWED1(PROC_USE_IO_BITMAPS), false,
	  "I/O bitmaps" },
	{ &vmx_msrs.true_procbased_ctls, ALLOWED1(PROC_ACTIVATE_SECONDARY),
	  false, "secondary processor-based controls" },
	{ &vmx_msrs.procbased_ctls2, ALLOWED1(PROC2_ENABLE_EPT), false, "EPT" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_PAGE_WALK_4 | EPTVPID_MEMTYPE_WB,
	  false, "EPT page walk of 4 levels, write-back" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_PAGE_2M, false, "EPT 2-MB pages" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_INVEPT | EPTVPID_INVEPT_ALL, false,
	  "INVEPT" },
	{ &vmx_msrs.procbased_ctls2, ALLOWED1(PROC2_UNRESTRICTED_GUEST), false,
	  "unrestricted guest" },
	{ &vmx_msrs.procbased_ctls2, ALLOWED1(PROC2_ENABLE_VPID), false,
	  "VPID" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_INVVPID | EPTVPID_INVVPID_SINGLE,
	  false, "INVVPID, single context" },
	{ &vmx_msrs.true_exit_ctls, ALLOWED1(EXIT_HOST_ADDR_SPACE_SIZE), false,
	  "64-bit host" },
	{ &vmx_msrs.true_exit_ctls, ALLOWED1(EXIT_SAVE_EFER | EXIT_LOAD_EFER),
	  false, "EFER saved and loaded at VM exits" },
	{ &vmx_msrs.true_entry_ctls, ALLOWED1(ENTRY_LOAD_EFER), false,
	  "EFER loaded at VM entries" },
	{ &vmx_msrs.true_exit_ctls, ALLOWED1(EXIT_SAVE_PAT | EXIT_LOAD_PAT),
	  false, "PAT saved and loaded at VM exits" },
	{ &vmx_msrs.true_entry_ctls, ALLOWED1(ENTRY_LOAD_PAT), false,
	  "PAT loaded at VM entries" },
	{ &vmx_msrs.true_pinbased_ctls, ALLOWED1(PIN_PREEMPTION_TIMER), true,
	  "VMX-preemption timer" },
	{ &vmx_msrs.true_exit_ctls, ALLOWED1(EXIT_SAVE_PREEMPTION_TIMER), true,
	  "VMX-preemption timer saved at VM exits" },
	{ &vmx_msrs.procbased_ctls2, ALLOWED1(PROC2_VMCS_SHADOWING), true,
	  "VMCS shadowing" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_PAGE_1G, true, "EPT 1-GB pages" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_EXECUTE_ONLY, true,
	  "EPT execute-only pages" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_ACCESSED_DIRTY, true,
	  "EPT accessed and dirty flags" },
	{ &vmx_msrs.ept_vpid_cap, EPTVPID_INVEPT_SINGLE, true,
	  "INVEPT, single context" },
};

bool cpu_has_vmx(void)
{
	return cpuid(0, 0).eax >= 1 && cpuid(1, 0).ecx & CPUID_1_ECX_VMX;
}

bool vmx_has_preemption_timer(void)
{
	return vmx_msrs.true_pinbased_ctls & ALLOWED1(PIN_PREEMPTION_TIMER) &&
	       vmx_msrs.true_exit_ctls & ALLOWED1(EXIT_SAVE_PREEMPTION_TIMER);
}

bool vmx_has_ept_1g_pages(void)
{
	return vmx_msrs.ept_vpid_cap & EPTVPID_PAGE_1G;
}

static void read_optional_msrs(void)
{
	u64 secondary;

	if (vmx_msrs.basic & BASIC_TRUE_CONTROLS) {
		vmx_msrs.true_pinbased_ctls =
			rdmsr(MSR_IA32_VMX_TRUE_PINBASED_CTLS);
		vmx_msrs.true_procbased_ctls =
			rdmsr(MSR_IA32_VMX_TRUE_PROCBASED_CTLS);
		vmx_msrs.true_exit_ctls = rdmsr(MSR_IA32_VMX_TRUE_EXIT_CTLS);
		vmx_msrs.true_entry_ctls = rdmsr(MSR_IA32_VMX_TRUE_ENTRY_CTLS);
	} else {
		vmx_msrs.true_pinbased_ctls = vmx_msrs.pinbased_ctls;
		vmx_msrs.true_procbased_ctls = vmx_msrs.procbased_ctls;
		vmx_msrs.true_exit_ctls = vmx_msrs.exit_ctls;
		vmx_msrs.true_entry_ctls = vmx_msrs.entry_ctls;
	}
	if (!(vmx_msrs.procbased_ctls & ALLOWED1(PROC_ACTIVATE_SECONDARY)))
		return;
	secondary = rdmsr(MSR_IA32_VMX_PROCBASED_CTLS2);
	vmx_msrs.procbased_ctls2 = secondary;
	if (secondary & ALLOWED1(PROC2_ENABLE_EPT | PROC2_ENABLE_VPID))
		vmx_msrs.ept_vpid_cap = rdmsr(MSR_IA32_VMX_EPT_VPID_CAP);
	if (secondary & ALLOWED1(PROC2_ENABLE_VM_FUNCTIONS))
		vmx_msrs.vmfunc = rdmsr(MSR_IA32_VMX_VMFUNC);
}

static void read_msrs(void)
{
	vmx_msrs.basic = rdmsr(MSR_IA32_VMX_BASIC);
	vmx_msrs.pinbased_ctls = rdmsr(MSR_IA32_VMX_PINBASED_CTLS);
	vmx_msrs.procbased_ctls = rdmsr(MSR_IA32_VMX_PROCBASED_CTLS);
	vmx_msrs.exit_ctls = rdmsr(MSR_IA32_VMX_EXIT_CTLS);
	vmx_msrs.entry_ctls = rdmsr(MSR_IA32_VMX_ENTRY_CTLS);
	vmx_msrs.misc = rdmsr(MSR_IA32_VMX_MISC);
	vmx_msrs.cr0_fixed0 = rdmsr(MSR_IA32_VMX_CR0_FIXED0);
	vmx_msrs.cr0_fixed1 = rdmsr(MSR_IA32_VMX_CR0_FIXED1);
	vmx_msrs.cr4_fixed0 = rdmsr(MSR_IA32_VMX_CR4_FIXED0);
	vmx_msrs.cr4_fixed1 = rdmsr(MSR_IA32_VMX_CR4_FIXED1);
	vmx_msrs.vmcs_enum = rdmsr(MSR_IA32_VMX_VMCS_ENUM);
	vmx_msrs.maxphyaddr = 36;	/* when leaf 80000008H is missing */
	if (cpuid(0x80000000, 0).eax >= 0x80000008)
		vmx_msrs.maxphyaddr = cpuid(0x80000008, 0).eax & 0xff;
	read_optional_msrs();
}

/*
 * The firmware decides whether VMX may be used, and locks its decision
 * (SDM vol. 3C 24.7). Where it did not decide, we do.
 */
static bool feature_control_check(void)
{
	u64 value = rdmsr(MSR_IA32_FEATURE_CONTROL);

	if (!(value & FEATURE_CONTROL_LOCKED)) {
		value |= FEATURE_CONTROL_LOCKED |
			 FEATURE_CONTROL_VMX_OUTSIDE_SMX;
		if (!wrmsr_safe(MSR_IA32_FEATURE_CONTROL, value))
			return false;
	}
	vmx_msrs.feature_control = value;
	return value & FEATURE_CONTROL_VMX_OUTSIDE_SMX;
}

static bool is_present(const struct requirement *r)
{
	return (*r->msr & r->bits) == r->bits;
}

/* All of them: at level debug when nothing is wrong, else where it is seen. */
static void print_requirements(enum log_level level)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(requirements); i++) {
		const struct requirement *r = &requirements[i];

		printk(level, "vmx: %-8s %s\n", is_present(r) ? "ok" :
		       r->optional ? "absent" : "MISSING", r->name);
	}
}

void vmx_caps_print(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(requirements); i++) {
		const struct requirement *r = &requirements[i];

		console_printf("%-8s %s%s\n", is_present(r) ? "ok" : "absent",
			       r->name, r->optional ? " (optional)" : "");
	}
}

bool vmx_caps_check(void)
{
	u32 needed = 0, missing = 0, absent = 0;
	size_t i;

	if (!feature_control_check()) {
		pr_err("nVMX: the firmware has disabled VMX (IA32_FEATURE_CONTROL is locked without it); enable VT-x in the firmware setup\n");
		return false;
	}
	read_msrs();
	for (i = 0; i < ARRAY_SIZE(requirements); i++) {
		const struct requirement *r = &requirements[i];

		needed += !r->optional;
		missing += !r->optional && !is_present(r);
		absent += r->optional && !is_present(r);
	}
	print_requirements(missing ? LOG_ERR : LOG_DBG);
	if (missing)
		pr_err("nVMX: this CPU's VMX lacks what is marked MISSING above; a CPU with EPT and unrestricted guest (2010 or later) is needed\n");
	else
		pr_info("vmx: all %u capabilities that nVMX needs are there, and %u of %u optional ones\n",
			needed, (u32)ARRAY_SIZE(requirements) - needed - absent,
			(u32)ARRAY_SIZE(requirements) - needed);
	return !missing;
}
