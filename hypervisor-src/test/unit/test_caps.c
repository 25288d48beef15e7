/* SPDX-License-Identifier: BSD-3-Clause */
/* Capability MSRs of L1 (SDM 3D appendix A). */
#include "harness.h"

static u64 read_msr(u32 msr)
{
	u64 value = 0;

	EXPECT_EQ("RDMSR works", 1, nested_msr_read(&cpu.vcpu, msr, &value));
	return value;
}

TEST(caps_basic, "RDMSR of IA32_VMX_BASIC",
     "Expect: our revision, 4096 bytes, write-back, TRUE controls; bit 31 clear")
{
	u64 basic = read_msr(MSR_IA32_VMX_BASIC);

	EXPECT_EQ("revision", VMCS12_REVISION, basic & 0xffffffff);
	EXPECT_EQ("region size", 4096, (basic >> 32) & 0x1fff);
	EXPECT_EQ("dual-monitor treatment", 0, basic & BIT64(49));
	EXPECT_EQ("memory type", MEMTYPE_WB, (basic >> 50) & 0xf);
	EXPECT_TRUE("TRUE controls", basic & BASIC_TRUE_CONTROLS);
}

TEST(caps_controls_are_subset, "each control MSR against the CPU's",
     "Expect: must-be-1 bits the same, may-be-1 bits a subset that holds them")
{
	static const u32 msrs[] = {
		MSR_IA32_VMX_PINBASED_CTLS, MSR_IA32_VMX_PROCBASED_CTLS,
		MSR_IA32_VMX_EXIT_CTLS, MSR_IA32_VMX_ENTRY_CTLS,
		MSR_IA32_VMX_PROCBASED_CTLS2, MSR_IA32_VMX_TRUE_PINBASED_CTLS,
		MSR_IA32_VMX_TRUE_PROCBASED_CTLS, MSR_IA32_VMX_TRUE_EXIT_CTLS,
		MSR_IA32_VMX_TRUE_ENTRY_CTLS,
	};
	const u64 phys[] = {
		cpu.msrs.pinbased_ctls, cpu.msrs.procbased_ctls,
		cpu.msrs.exit_ctls, cpu.msrs.entry_ctls,
		cpu.msrs.procbased_ctls2, cpu.msrs.true_pinbased_ctls,
		cpu.msrs.true_procbased_ctls, cpu.msrs.true_exit_ctls,
		cpu.msrs.true_entry_ctls,
	};

	for (size_t i = 0; i < ARRAY_SIZE(msrs); i++) {
		u64 l1 = read_msr(msrs[i]);

		test_context("MSR %x", msrs[i]);
		EXPECT_EQ("must be 1", (u32)phys[i], (u32)l1);
		EXPECT_EQ("not on the CPU", 0, (l1 >> 32) & ~(phys[i] >> 32));
		EXPECT_EQ("must be 1 but may not", 0, (u32)l1 & ~(l1 >> 32));
	}
}

TEST(caps_hidden_controls, "controls that data/vmx_controls.def does not expose",
     "Expect: their allowed-1 bits are 0")
{
	u64 pin = read_msr(MSR_IA32_VMX_TRUE_PINBASED_CTLS) >> 32;
	u64 proc2 = read_msr(MSR_IA32_VMX_PROCBASED_CTLS2) >> 32;

	EXPECT_FALSE("posted interrupts", pin & PIN_POSTED_INTERRUPTS);
	EXPECT_FALSE("ENCLS exiting", proc2 & PROC2_ENCLS_EXITING);
	EXPECT_TRUE("EPT", proc2 & PROC2_ENABLE_EPT);
	EXPECT_TRUE("VPID", proc2 & PROC2_ENABLE_VPID);
	EXPECT_TRUE("unrestricted guest", proc2 & PROC2_UNRESTRICTED_GUEST);
}

TEST(caps_true_controls_relax_cr3, "TRUE and plain processor-based controls",
     "Expect: CR3 exiting must be 1 in the plain MSR only (SDM A.3.2)")
{
	EXPECT_TRUE("plain", read_msr(MSR_IA32_VMX_PROCBASED_CTLS) &
			     PROC_CR3_LOAD_EXITING);
	EXPECT_FALSE("TRUE", read_msr(MSR_IA32_VMX_TRUE_PROCBASED_CTLS) &
			     PROC_CR3_LOAD_EXITING);
}

TEST(caps_vmcs_enum, "RDMSR of IA32_VMX_VMCS_ENUM",
     "Expect: the highest index of any field that VMREAD accepts")
{
	u64 highest = 0;

	l1_prepare_l2();
	for (u32 encoding = 0; encoding < 0x8000; encoding += 2) {
		l1_vmread(encoding);
		if (!strcmp(l1_result(), "VMsucceed") && (encoding & 0x3fe) > highest)
			highest = encoding & 0x3fe;
	}
	EXPECT_EQ("bits 9:1", highest, read_msr(MSR_IA32_VMX_VMCS_ENUM));
}

TEST(caps_ept_vpid_reserved_bits, "a CPU that reports reserved EPT_VPID_CAP bits",
     "Expect: L1 sees defined bits only")
{
	const u64 defined = EPTVPID_EXECUTE_ONLY | EPTVPID_PAGE_WALK_4 |
		EPTVPID_MEMTYPE_UC | EPTVPID_MEMTYPE_WB | EPTVPID_PAGE_2M |
		EPTVPID_PAGE_1G | EPTVPID_INVEPT | EPTVPID_ACCESSED_DIRTY |
		EPTVPID_INVEPT_SINGLE | EPTVPID_INVEPT_ALL | EPTVPID_INVVPID |
		0xfULL << 40;

	EXPECT_EQ("value", defined & cpu.msrs.ept_vpid_cap,
		  read_msr(MSR_IA32_VMX_EPT_VPID_CAP));
}

TEST(caps_absent_msrs, "RDMSR of VMX MSRs that L1's CPU has not got",
     "Expect: #GP(0)")
{
	u64 value;

	EXPECT_EQ("PROCBASED_CTLS3", (u64)-EINVAL, (u64)nested_msr_read(
		  &cpu.vcpu, MSR_IA32_VMX_PROCBASED_CTLS3, &value));
	EXPECT_EQ("EXIT_CTLS2", (u64)-EINVAL, (u64)nested_msr_read(
		  &cpu.vcpu, MSR_IA32_VMX_EXIT_CTLS2, &value));
	EXPECT_EQ("an MSR that is not VMX's", 0, nested_msr_read(&cpu.vcpu,
		  MSR_IA32_EFER, &value));
}

TEST(caps_no_secondary_controls, "a CPU without secondary controls",
     "Expect: PROCBASED_CTLS2 and EPT_VPID_CAP are #GP(0)")
{
	u64 value;

	cpu.msrs.procbased_ctls &= ~((u64)PROC_ACTIVATE_SECONDARY << 32);
	nested_cpu_init(&cpu.msrs);
	EXPECT_EQ("PROCBASED_CTLS2", (u64)-EINVAL, (u64)nested_msr_read(
		  &cpu.vcpu, MSR_IA32_VMX_PROCBASED_CTLS2, &value));
	EXPECT_EQ("EPT_VPID_CAP", (u64)-EINVAL, (u64)nested_msr_read(
		  &cpu.vcpu, MSR_IA32_VMX_EPT_VPID_CAP, &value));
}

TEST(caps_no_true_msrs, "a CPU without TRUE capability MSRs (BASIC[55] = 0)",
     "Expect: they are #GP(0)")
{
	u64 value;

	cpu.msrs.basic &= ~(u64)BASIC_TRUE_CONTROLS;
	nested_cpu_init(&cpu.msrs);
	for (u32 msr = MSR_IA32_VMX_TRUE_PINBASED_CTLS;
	     msr <= MSR_IA32_VMX_TRUE_ENTRY_CTLS; msr++)
		EXPECT_EQ("RDMSR", (u64)-EINVAL,
			  (u64)nested_msr_read(&cpu.vcpu, msr, &value));
}

TEST(caps_writes_fault, "WRMSR of every VMX capability MSR", "Expect: #GP(0)")
{
	for (u32 msr = MSR_IA32_VMX_BASIC; msr <= MSR_IA32_VMX_VMFUNC; msr++)
		EXPECT_EQ("WRMSR", (u64)-EINVAL,
			  (u64)nested_msr_write(&cpu.vcpu, msr, 0));
}

TEST(caps_feature_control_locked, "WRMSR of a locked IA32_FEATURE_CONTROL",
     "Expect: #GP(0), the value stays 5")
{
	EXPECT_EQ("WRMSR", (u64)-EINVAL, (u64)nested_msr_write(&cpu.vcpu,
		  MSR_IA32_FEATURE_CONTROL, 5));
	EXPECT_EQ("value", 5, read_msr(MSR_IA32_FEATURE_CONTROL));
}

TEST(caps_feature_control_unlocked, "WRMSR of an unlocked IA32_FEATURE_CONTROL",
     "Expect: taken once; reserved bits are #GP(0)")
{
	nested_vcpu_reset(&cpu.vcpu, 0);
	EXPECT_EQ("reserved", (u64)-EINVAL, (u64)nested_msr_write(&cpu.vcpu,
		  MSR_IA32_FEATURE_CONTROL, BIT64(63)));
	EXPECT_EQ("lock and enable", 1, nested_msr_write(&cpu.vcpu,
		  MSR_IA32_FEATURE_CONTROL, 5));
	EXPECT_EQ("again", (u64)-EINVAL, (u64)nested_msr_write(&cpu.vcpu,
		  MSR_IA32_FEATURE_CONTROL, 1));
}

TEST(caps_fixed_bits_in_vmx_operation, "MOV to CR0 and CR4 in VMX operation",
     "Expect: fixed bits are enforced between VMXON and VMXOFF only")
{
	EXPECT_TRUE("CR4 without VMXE before", nested_cr4_valid(&cpu.vcpu, 0));
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_FALSE("CR4 without VMXE", nested_cr4_valid(&cpu.vcpu, 0));
	EXPECT_FALSE("CR0 without PG", nested_cr0_valid(&cpu.vcpu, CR0_PE | CR0_NE));
	EXPECT_TRUE("CR0 as it must be", nested_cr0_valid(&cpu.vcpu,
		    CR0_PE | CR0_NE | CR0_PG));
	l1_insn(EXIT_REASON_VMXOFF);
	EXPECT_TRUE("CR0 after VMXOFF", nested_cr0_valid(&cpu.vcpu, 0));
}
