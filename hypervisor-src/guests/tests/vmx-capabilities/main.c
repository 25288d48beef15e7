// SPDX-License-Identifier: BSD-3-Clause
/*
 * The VMX capability MSRs, SDM vol. 3D appendix A: what each says by itself,
 * and that they do not contradict each other or the CPU's behaviour.
 */
#include "fixture.h"
#include "nvmx/printk.h"

/* Default1 classes, SDM vol. 3D A.2: bits that are 1 unless a TRUE MSR says else. */
#define PIN_DEFAULT1	(BIT(1) | BIT(2) | BIT(4))
#define PROC_DEFAULT1	(BIT(1) | 7U << 4 | BIT(8) | 15U << 13 | BIT(26))
#define EXIT_DEFAULT1	(0x1ffU | 3U << 10 | 3U << 13 | 3U << 16)
#define ENTRY_DEFAULT1	(0x1ffU | BIT(12))

#define PROC_ACTIVATE_TERTIARY	BIT(17)
#define EXIT_ACTIVATE_SECONDARY	BIT(31)

struct control_msrs {
	u32 plain, true_msr, default1;
};

static const struct control_msrs pin_msrs = {
	MSR_IA32_VMX_PINBASED_CTLS, MSR_IA32_VMX_TRUE_PINBASED_CTLS,
	PIN_DEFAULT1
};
static const struct control_msrs proc_msrs = {
	MSR_IA32_VMX_PROCBASED_CTLS, MSR_IA32_VMX_TRUE_PROCBASED_CTLS,
	PROC_DEFAULT1
};
static const struct control_msrs exit_msrs = {
	MSR_IA32_VMX_EXIT_CTLS, MSR_IA32_VMX_TRUE_EXIT_CTLS, EXIT_DEFAULT1
};
static const struct control_msrs entry_msrs = {
	MSR_IA32_VMX_ENTRY_CTLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, ENTRY_DEFAULT1
};

static u64 bits_of(u64 value, u32 high, u32 low)
{
	return (value & GENMASK64(high, low)) >> low;
}

/* What a capability MSR holds, or the end of the case. */
static u64 capability(u32 msr)
{
	u64 value = 0;

	if (!rdmsr_safe(msr, &value))
		case_abort("RDMSR of 0x%x: %s", msr,
			   vector_name(last_exception.vector));
	return value;
}

CASE(cpuid_shows_vmx, "VMX is announced where software looks for it.",
     "CPUID.1:ECX.VMX = 1, SDM 24.6")
{
	check_u64("CPUID.1:ECX[5]", CPUID_1_ECX_VMX,
		  cpuid(1, 0).ecx & CPUID_1_ECX_VMX);
}

CASE(feature_control_value, "Firmware has allowed VMXON outside of SMX.",
     "IA32_FEATURE_CONTROL has lock (bit 0) and VMX outside SMX (bit 2) set, SDM 24.7")
{
	check_u64("bits 2 and 0", FEATURE_CONTROL_LOCKED |
		  FEATURE_CONTROL_VMX_OUTSIDE_SMX,
		  capability(MSR_IA32_FEATURE_CONTROL) &
		  (FEATURE_CONTROL_LOCKED | FEATURE_CONTROL_VMX_OUTSIDE_SMX));
}

CASE(feature_control_locked, "A locked IA32_FEATURE_CONTROL cannot be written.",
     "#GP(0), value unchanged, SDM 24.7")
{
	u64 before = capability(MSR_IA32_FEATURE_CONTROL);

	check_true("WRMSR faults",
		   !wrmsr_safe(MSR_IA32_FEATURE_CONTROL, before));
	check_u64("vector", VECTOR_GP, last_exception.vector);
	check_u64("error code", 0, last_exception.error_code);
	check_u64("value", before, capability(MSR_IA32_FEATURE_CONTROL));
}

CASE(basic_revision, "The revision identifier has 31 bits.",
     "IA32_VMX_BASIC[31] = 0 and a revision that VMXON takes, SDM A.1")
{
	check_u64("bit 31", 0, capability(MSR_IA32_VMX_BASIC) & BIT64(31));
	fixture_prepare();
	check_result("VMXON", VMSUCCEED, vmx_vmxon(&fixture.vmxon_region));
}

CASE(basic_region_size, "The size of VMCS and VMXON regions.",
     "IA32_VMX_BASIC[44:32] in 1..4096, SDM A.1")
{
	u64 size = bits_of(capability(MSR_IA32_VMX_BASIC), 44, 32);

	check_true("1 to 4096", size >= 1 && size <= PAGE_SIZE);
}

CASE(basic_memory_type, "The memory type for VMCS regions.",
     "IA32_VMX_BASIC[53:50] = 6 (write back), [48] = 0 on Intel 64, SDM A.1")
{
	u64 basic = capability(MSR_IA32_VMX_BASIC);

	check_u64("memory type", MEMTYPE_WB, bits_of(basic, 53, 50));
	check_u64("bit 48", 0, basic & BIT64(48));
}

CASE(basic_true_controls, "The TRUE MSRs exist as IA32_VMX_BASIC[55] says.",
     "bit 55 = 1 and 48DH to 490H readable, SDM A.1")
{
	u32 msr;

	check_u64("bit 55", BASIC_TRUE_CONTROLS,
		  capability(MSR_IA32_VMX_BASIC) & BASIC_TRUE_CONTROLS);
	for (msr = MSR_IA32_VMX_TRUE_PINBASED_CTLS;
	     msr <= MSR_IA32_VMX_TRUE_ENTRY_CTLS; msr++)
		capability(msr);
}

CASE(basic_reserved, "Reserved bits of IA32_VMX_BASIC.",
     "bits 31, 47:45 and 63:57 are 0, SDM A.1")
{
	u64 basic = capability(MSR_IA32_VMX_BASIC);

	check_u64("bits 47:45", 0, bits_of(basic, 47, 45));
	check_u64("bits 63:57", 0, bits_of(basic, 63, 57));
}

static void controls_plain(const void *row)
{
	const struct control_msrs *msrs = row;
	u64 value = capability(msrs->plain);
	u32 must_be_1 = (u32)value, may_be_1 = (u32)(value >> 32);

	check_u64("default1 bits in the low half", msrs->default1,
		  must_be_1 & msrs->default1);
	check_u64("bits that must and must not be 1", 0, must_be_1 & ~may_be_1);
}

static void controls_true(const void *row)
{
	const struct control_msrs *msrs = row;
	u64 plain = capability(msrs->plain), real = capability(msrs->true_msr);

	check_u64("allowed-1 settings (high half)", plain >> 32, real >> 32);
	check_u64("low half, but for the default1 class",
		  (u32)plain & ~msrs->default1, (u32)real & ~msrs->default1);
	check_u64("bits that must and must not be 1", 0,
		  (u32)real & ~(u32)(real >> 32));
}

#define CONTROL_CASES(word, sdm)					\
static const struct test_case case_##word##_plain = {			\
	.name = #word "_plain", .run = controls_plain,			\
	.row = &word##_msrs,						\
	.purpose = "The plain MSR reports the default1 class as fixed to 1.", \
	.expect = "default1 bits 1, low half within high half, SDM " sdm, \
};									\
static const struct test_case case_##word##_true = {			\
	.name = #word "_true", .run = controls_true,			\
	.row = &word##_msrs,						\
	.purpose = "The TRUE MSR differs in the default1 class only.",	\
	.expect = "same high half, low half differs in default1 bits only, SDM " sdm, \
}

CONTROL_CASES(pin, "A.3.1");
CONTROL_CASES(proc, "A.3.2");
CONTROL_CASES(exit, "A.4");
CONTROL_CASES(entry, "A.5");

CASE(true_debug_controls, "VM entries need not load debug controls.",
     "bit 2 of TRUE_EXIT and TRUE_ENTRY is 0 in the low half, SDM A.2")
{
	check_u64("TRUE_EXIT_CTLS[2]", 0, EXIT_SAVE_DEBUG &
		  (u32)capability(MSR_IA32_VMX_TRUE_EXIT_CTLS));
	check_u64("TRUE_ENTRY_CTLS[2]", 0, ENTRY_LOAD_DEBUG &
		  (u32)capability(MSR_IA32_VMX_TRUE_ENTRY_CTLS));
}

CASE(true_cr3_controls, "MOV CR3 need not exit.",
     "bits 15 and 16 of TRUE_PROCBASED are 0 in the low half, SDM A.2")
{
	check_u64("TRUE_PROCBASED_CTLS[16:15]", 0,
		  (PROC_CR3_LOAD_EXITING | PROC_CR3_STORE_EXITING) &
		  (u32)capability(MSR_IA32_VMX_TRUE_PROCBASED_CTLS));
}

CASE(proc2_low_half, "No secondary control is fixed to 1.",
     "IA32_VMX_PROCBASED_CTLS2[31:0] = 0, SDM A.3.3")
{
	NEEDS(PROC, ACTIVATE_SECONDARY);
	check_u64("low half", 0, (u32)capability(MSR_IA32_VMX_PROCBASED_CTLS2));
}

CASE(proc2_dependencies, "A secondary control comes with what it builds on.",
     "unrestricted guest, VM functions and #VE only with EPT; INVPCID and RDTSCP as CPUID says, SDM 25.6.2 and 27.2.1.1")
{
	u32 high;

	NEEDS(PROC, ACTIVATE_SECONDARY);
	high = (u32)(capability(MSR_IA32_VMX_PROCBASED_CTLS2) >> 32);
	if (high & (PROC2_UNRESTRICTED_GUEST | PROC2_ENABLE_PML |
		    PROC2_EPT_VIOLATION_VE))
		check_u64("enable EPT", PROC2_ENABLE_EPT,
			  high & PROC2_ENABLE_EPT);
	check_u64("enable RDTSCP", cpuid(0x80000001, 0).edx & BIT(27) ?
		  PROC2_ENABLE_RDTSCP : 0, high & PROC2_ENABLE_RDTSCP);
	check_u64("enable INVPCID", cpuid(7, 0).ebx & BIT(10) ?
		  PROC2_ENABLE_INVPCID : 0, high & PROC2_ENABLE_INVPCID);
	check_u64("RDRAND exiting", cpuid(1, 0).ecx & BIT(30) ?
		  PROC2_RDRAND_EXITING : 0, high & PROC2_RDRAND_EXITING);
	check_u64("RDSEED exiting", cpuid(7, 0).ebx & BIT(18) ?
		  PROC2_RDSEED_EXITING : 0, high & PROC2_RDSEED_EXITING);
}

CASE_FAULTY(proc3_absent, "Tertiary controls' MSR exists as the primary controls say.",
     "RDMSR 492H: #GP(0) when \"activate tertiary controls\" is not allowed, SDM A.3.4",
	    EMULATOR_FAULT_HIDDEN(
	    "ignore_bad_msrs=1 makes RDMSR of an unknown MSR return 0"))
{
	u64 value;

	case_needs(!control_allowed(WORD_PROC, PROC_ACTIVATE_TERTIARY),
		   "no tertiary controls");
	check_true("RDMSR faults", !rdmsr_safe(MSR_IA32_VMX_PROCBASED_CTLS3,
					       &value));
	check_u64("vector", VECTOR_GP, last_exception.vector);
}

CASE_FAULTY(exit2_absent, "Secondary VM-exit controls' MSR exists as the primary ones say.",
     "RDMSR 493H: #GP(0) when \"activate secondary controls\" is not allowed, SDM A.4.2",
	    EMULATOR_FAULT_HIDDEN(
	    "ignore_bad_msrs=1 makes RDMSR of an unknown MSR return 0"))
{
	u64 value;

	case_needs(!control_allowed(WORD_EXIT, EXIT_ACTIVATE_SECONDARY),
		   "no secondary VM-exit controls");
	check_true("RDMSR faults",
		   !rdmsr_safe(MSR_IA32_VMX_EXIT_CTLS2, &value));
	check_u64("vector", VECTOR_GP, last_exception.vector);
}

CASE(vmfunc_msr, "IA32_VMX_VMFUNC exists with \"enable VM functions\".",
     "readable with that control, #GP(0) without, SDM A.11")
{
	bool present = control_allowed(WORD_PROC2, PROC2_ENABLE_VM_FUNCTIONS);
	u64 value = 0;

	check_text("RDMSR of 491H", present ? "a value" : "#GP",
		   rdmsr_safe(MSR_IA32_VMX_VMFUNC, &value) ? "a value" :
		   vector_name(last_exception.vector));
	check_u64("bits 63:1", 0, value & ~VMFUNC_EPTP_SWITCHING);
}

CASE(misc_reserved, "Reserved bits of IA32_VMX_MISC.",
     "bits 13:9 and 31 are 0, SDM A.6")
{
	u64 misc = capability(MSR_IA32_VMX_MISC);

	check_u64("bits 13:9", 0, bits_of(misc, 13, 9));
	check_u64("bit 31", 0, misc & BIT64(31));
}

CASE(misc_cr3_targets, "The number of CR3-target values.",
     "IA32_VMX_MISC[24:16] is 4, as many as there are fields, SDM A.6")
{
	check_u64("bits 24:16", 4,
		  bits_of(capability(MSR_IA32_VMX_MISC), 24, 16));
}

CASE(misc_store_lma, "Unrestricted guest comes with the saving of LMA.",
     "IA32_VMX_MISC[5] = 1, SDM A.6")
{
	NEEDS(PROC2, UNRESTRICTED_GUEST);
	check_u64("bit 5", MISC_STORE_LMA,
		  capability(MSR_IA32_VMX_MISC) & MISC_STORE_LMA);
}

static void check_fixed(u64 fixed0, u64 fixed1, u64 required, u64 current)
{
	check_u64("required bits of FIXED0", required, fixed0 & required);
	check_u64("bits fixed to both 1 and 0", 0, fixed0 & ~fixed1);
	check_u64("bits of the register fixed to 1, but 0", 0,
		  fixed0 & ~current);
	check_u64("bits of the register fixed to 0, but 1", 0,
		  current & ~fixed1);
}

CASE(cr0_fixed, "The CR0 bits that VMX operation fixes.",
     "PE, NE and PG are fixed to 1; CR0 in VMX operation agrees, SDM A.7")
{
	fixture_vmxon();
	check_fixed(capability(MSR_IA32_VMX_CR0_FIXED0),
		    capability(MSR_IA32_VMX_CR0_FIXED1),
		    CR0_PE | CR0_NE | CR0_PG, read_cr0());
}

CASE(cr4_fixed, "The CR4 bits that VMX operation fixes.",
     "VMXE is fixed to 1; CR4 in VMX operation agrees, SDM A.8")
{
	fixture_vmxon();
	check_fixed(capability(MSR_IA32_VMX_CR4_FIXED0),
		    capability(MSR_IA32_VMX_CR4_FIXED1), CR4_VMXE, read_cr4());
}

CASE(cr4_fixed1_is_cpuid, "CR4 bits that may be 1 are those the CPU has.",
     "CR4_FIXED1 has SMEP, SMAP, PCIDE, FSGSBASE, OSXSAVE, PKE, UMIP exactly as CPUID, SDM A.8")
{
	u64 fixed1 = capability(MSR_IA32_VMX_CR4_FIXED1);
	struct cpuid_regs one = cpuid(1, 0), seven = cpuid(7, 0);

	check_u64("PCIDE", one.ecx & BIT(17) ? CR4_PCIDE : 0,
		  fixed1 & CR4_PCIDE);
	check_u64("OSXSAVE", one.ecx & BIT(26) ? CR4_OSXSAVE : 0,
		  fixed1 & CR4_OSXSAVE);
	check_u64("FSGSBASE", seven.ebx & BIT(0) ? CR4_FSGSBASE : 0,
		  fixed1 & CR4_FSGSBASE);
	check_u64("SMEP", seven.ebx & BIT(7) ? CR4_SMEP : 0,
		  fixed1 & CR4_SMEP);
	check_u64("SMAP", seven.ebx & BIT(20) ? CR4_SMAP : 0,
		  fixed1 & CR4_SMAP);
	check_u64("UMIP", seven.ecx & BIT(2) ? CR4_UMIP : 0,
		  fixed1 & CR4_UMIP);
	check_u64("PKE", seven.ecx & BIT(3) ? CR4_PKE : 0, fixed1 & CR4_PKE);
}

CASE_FAULTY(vmcs_enum, "The highest index of a field.",
     "IA32_VMX_VMCS_ENUM[9:1] = highest index of a field that VMREAD takes, rest 0, SDM A.9",
	    EMULATOR_FAULT_HIDDEN(
	    "VMCS_ENUM names an index that no field has"))
{
	static const u32 encodings[] = {
#define VMCS_FIELD(name, encoding, ...) encoding,
#include "../../../data/vmcs_fields.def"
	};
	u64 value = capability(MSR_IA32_VMX_VMCS_ENUM), ignored = 0;
	u32 i, highest = 0;

	fixture_l2((const void *)(uintptr_t)check_fixed);
	for (i = 0; i < ARRAY_SIZE(encodings); i++) {
		u32 index = (u32)bits_of(encodings[i], 9, 1);

		if (index > highest &&
		    vmx_succeeded(vmx_vmread(encodings[i], &ignored)))
			highest = index;
	}
	check_u64("bits 9:1", highest, bits_of(value, 9, 1));
	check_u64("other bits", 0, value & ~GENMASK64(9, 1));
}

CASE(ept_vpid_cap_exists, "IA32_VMX_EPT_VPID_CAP exists with EPT or VPID.",
     "readable with either control, #GP(0) without, SDM A.10")
{
	bool present = control_allowed(WORD_PROC2, PROC2_ENABLE_EPT) ||
		       control_allowed(WORD_PROC2, PROC2_ENABLE_VPID);
	u64 value;

	check_text("RDMSR of 48CH", present ? "a value" : "#GP",
		   rdmsr_safe(MSR_IA32_VMX_EPT_VPID_CAP, &value) ? "a value" :
		   vector_name(last_exception.vector));
}

CASE(ept_capabilities, "EPT comes with what it cannot do without.",
     "4-level walks, INVEPT with a type, write-back or uncacheable structures, SDM A.10")
{
	u64 cap;

	NEEDS(PROC2, ENABLE_EPT);
	cap = capability(MSR_IA32_VMX_EPT_VPID_CAP);
	check_u64("page-walk length 4", EPTVPID_PAGE_WALK_4,
		  cap & EPTVPID_PAGE_WALK_4);
	check_true("UC or WB", cap & (EPTVPID_MEMTYPE_UC | EPTVPID_MEMTYPE_WB));
	check_true("INVEPT has a type when it exists",
		   !(cap & EPTVPID_INVEPT) ||
		   cap & (EPTVPID_INVEPT_SINGLE | EPTVPID_INVEPT_ALL));
}

CASE(vpid_capabilities, "VPID comes with a way to flush.",
     "INVVPID and at least one type, SDM A.10")
{
	u64 cap;

	NEEDS(PROC2, ENABLE_VPID);
	cap = capability(MSR_IA32_VMX_EPT_VPID_CAP);
	check_u64("INVVPID", EPTVPID_INVVPID, cap & EPTVPID_INVVPID);
	check_true("a type", cap & (EPTVPID_INVVPID_ADDRESS |
				    EPTVPID_INVVPID_SINGLE |
				    EPTVPID_INVVPID_ALL |
				    EPTVPID_INVVPID_SINGLE_GLOBAL));
}

CASE(ept_vpid_reserved, "Reserved bits of IA32_VMX_EPT_VPID_CAP.",
     "bits 5:1, 13:9, 15, 19:18, 24, 31:27, 39:33, 47:44 and 63:54 are 0, SDM A.10")
{
	u64 cap;

	NEEDS(PROC2, ENABLE_EPT);
	cap = capability(MSR_IA32_VMX_EPT_VPID_CAP);
	check_u64("reserved bits", 0, cap &
		  (GENMASK64(5, 1) | GENMASK64(13, 9) | BIT64(15) |
		   GENMASK64(19, 18) | BIT64(24) | GENMASK64(31, 27) |
		   GENMASK64(39, 33) | GENMASK64(47, 44) | GENMASK64(63, 54)));
}

CASE(same_in_vmx_operation, "The MSRs do not change with VMX operation.",
     "480H to 490H read the same before and after VMXON, SDM A")
{
	u64 before[MSR_IA32_VMX_TRUE_ENTRY_CTLS - MSR_IA32_VMX_BASIC + 1];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(before); i++)
		before[i] = capability(MSR_IA32_VMX_BASIC + i);
	fixture_vmxon();
	for (i = 0; i < ARRAY_SIZE(before); i++)
		check_u64("value", before[i],
			  capability(MSR_IA32_VMX_BASIC + i));
}

static void write_faults(const void *row)
{
	const u32 *msr = row;
	u64 value = capability(*msr);
	const char *got = wrmsr_safe(*msr, value) ? "no fault" :
			  vector_name(last_exception.vector);

	check_text("WRMSR of the value read", "#GP", got);
	check_u64("error code", 0, last_exception.error_code);
	check_u64("value after", value, capability(*msr));
}

static void run_write_cases(void)
{
	char name[16];
	u32 msr;
	struct test_case test = {
		.name = name,
		.purpose = "The capability MSRs are read-only.",
		.expect = "#GP(0), value unchanged, SDM A",
		.run = write_faults, .row = &msr,
	};

	for (msr = MSR_IA32_VMX_BASIC; msr <= MSR_IA32_VMX_TRUE_ENTRY_CTLS;
	     msr++) {
		snprintf(name, sizeof(name), "write_%xh", msr);
		report_case(&test);
	}
}

static const struct test_case *const cases[] = {
	&case_cpuid_shows_vmx, &case_feature_control_value,
	&case_feature_control_locked, &case_basic_revision,
	&case_basic_region_size, &case_basic_memory_type,
	&case_basic_true_controls, &case_basic_reserved,
	&case_pin_plain, &case_pin_true, &case_proc_plain, &case_proc_true,
	&case_exit_plain, &case_exit_true, &case_entry_plain, &case_entry_true,
	&case_true_debug_controls, &case_true_cr3_controls,
	&case_proc2_low_half, &case_proc2_dependencies, &case_proc3_absent,
	&case_exit2_absent, &case_vmfunc_msr, &case_misc_reserved,
	&case_misc_cr3_targets, &case_misc_store_lma, &case_cr0_fixed,
	&case_cr4_fixed, &case_cr4_fixed1_is_cpuid, &case_vmcs_enum,
	&case_ept_vpid_cap_exists, &case_ept_capabilities,
	&case_vpid_capabilities, &case_ept_vpid_reserved,
	&case_same_in_vmx_operation,
};

void main(void)
{
	u32 i;

	report_begin("vmx-capabilities", fixture_reset);
	report_area("capabilities");
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		report_case(cases[i]);
	run_write_cases();
	report_area_end();
	report_end();
}
