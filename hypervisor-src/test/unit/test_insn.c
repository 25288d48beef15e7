/* SPDX-License-Identifier: BSD-3-Clause */
/* VMX instructions of L1: conventions and error numbers (SDM 31.2 to 31.4). */
#include "harness.h"

TEST(result_flags, "the three result conventions on RFLAGS with all flags set",
     "Expect: CF PF AF ZF SF OF replaced, all others kept (SDM 31.2)")
{
	const u64 others = ~(RFLAGS_CF | RFLAGS_PF | RFLAGS_AF | RFLAGS_ZF |
			     RFLAGS_SF | RFLAGS_OF);

	EXPECT_EQ("VMsucceed", others, vmx_result_rflags(~0ULL, 0));
	EXPECT_EQ("VMfailInvalid", others | RFLAGS_CF,
		  vmx_result_rflags(~0ULL, RFLAGS_CF));
	EXPECT_EQ("VMfailValid", others | RFLAGS_ZF,
		  vmx_result_rflags(~0ULL, RFLAGS_ZF));
}

TEST(vmxon_succeeds, "VMXON with a proper region", "Expect: VMsucceed, RIP advanced")
{
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("VMXON", "VMsucceed", l1_result());
	EXPECT_TRUE("in VMX operation", cpu.vcpu.nested.vmxon);
	EXPECT_EQ("RIP advanced", 1, cpu.skipped);
}

TEST(vmxon_bad_regions, "VMXON with a misaligned, too high, absent or foreign region",
     "Expect: VMfailInvalid")
{
	const u64 bad[] = { GPA_VMXON + 8, BIT64(50), FAKE_RAM_SIZE,
			    GPA_OPERAND + 0x1000 };

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		test_context("region %llx", (unsigned long long)bad[i]);
		l1_vmxon(GPA(bad[i]));
		EXPECT_STR("VMXON", "VMfailInvalid", l1_result());
	}
}

TEST(vmxon_shadow_bit, "VMXON with bit 31 of the revision word set",
     "Expect: VMfailInvalid")
{
	*(u32 *)(cpu.ram + GPA_VMXON) = VMCS12_REVISION | VMCS_SHADOW_INDICATOR;
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("VMXON", "VMfailInvalid", l1_result());
}

TEST(vmxon_undefined, "VMXON with CR4.VMXE = 0, CR0.PE = 0, VM86, compatibility mode",
     "Expect: #UD")
{
	vmcs_write(VMCS_GUEST_CR4, CR4_PAE);
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("CR4.VMXE = 0", "#UD", l1_result());
	vmcs_write(VMCS_GUEST_CR4, CR4_PAE | CR4_VMXE);
	vmcs_write(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1 | RFLAGS_VM);
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("virtual-8086 mode", "#UD", l1_result());
	vmcs_write(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	vmcs_write(VMCS_GUEST_CS_AR, SEG_AR_P | SEG_AR_S | SEG_AR_DB | 0xb);
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("compatibility mode", "#UD", l1_result());
}

TEST(vmxon_without_the_flag, "VMXON in a VM without nested virtualization",
     "Expect: #UD")
{
	cpu.vm.nested_on = false;
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("VMXON", "#UD", l1_result());
}

TEST(vmxon_protection, "VMXON at CPL 3, with IA32_FEATURE_CONTROL or CR0.NE wrong",
     "Expect: #GP(0)")
{
	vmcs_write(VMCS_GUEST_SS_AR, vmcs_read(VMCS_GUEST_SS_AR) | SEG_AR_DPL_MASK);
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("CPL 3", "#GP", l1_result());
	vmcs_write(VMCS_GUEST_SS_AR, vmcs_read(VMCS_GUEST_SS_AR) &
				     ~(u64)SEG_AR_DPL_MASK);
	cpu.vcpu.nested.feature_control = FEATURE_CONTROL_LOCKED;
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("VMX disabled by firmware", "#GP", l1_result());
	cpu.vcpu.nested.feature_control = 5;
	vmcs_write(VMCS_GUEST_CR0, CR0_PE | CR0_PG);
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("CR0.NE = 0", "#GP", l1_result());
}

TEST(vmxon_twice, "VMXON in VMX operation without and with a current VMCS",
     "Expect: VMfailInvalid, then VMfailValid(15)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("no current VMCS", "VMfailInvalid", l1_result());
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmxon(GPA(GPA_VMXON));
	EXPECT_STR("current VMCS", "VMfailValid(15)", l1_result());
}

TEST(insns_outside_vmx_operation, "every VMX instruction before VMXON", "Expect: #UD")
{
	static const u32 reasons[] = {
		EXIT_REASON_VMXOFF, EXIT_REASON_VMCLEAR, EXIT_REASON_VMPTRLD,
		EXIT_REASON_VMPTRST, EXIT_REASON_VMREAD, EXIT_REASON_VMWRITE,
		EXIT_REASON_VMLAUNCH, EXIT_REASON_VMRESUME, EXIT_REASON_INVEPT,
		EXIT_REASON_INVVPID, EXIT_REASON_VMCALL, EXIT_REASON_VMFUNC,
	};

	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++) {
		test_context("exit reason %u", reasons[i]);
		l1_insn_memory(reasons[i], GPA_OPERAND, 0);
		EXPECT_STR("result", "#UD", l1_result());
	}
	EXPECT_EQ("RIP not advanced", 0, cpu.skipped);
}

TEST(insns_at_cpl3, "VMX instructions at CPL 3 in VMX operation", "Expect: #GP(0)")
{
	static const u32 reasons[] = {
		EXIT_REASON_VMXOFF, EXIT_REASON_VMCLEAR, EXIT_REASON_VMREAD,
		EXIT_REASON_VMLAUNCH, EXIT_REASON_INVEPT, EXIT_REASON_VMXON,
	};

	l1_vmxon(GPA(GPA_VMXON));
	vmcs_write(VMCS_GUEST_SS_AR, vmcs_read(VMCS_GUEST_SS_AR) | SEG_AR_DPL_MASK);
	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++) {
		test_context("exit reason %u", reasons[i]);
		l1_insn_memory(reasons[i], GPA_OPERAND, 0);
		EXPECT_STR("result", "#GP", l1_result());
	}
}

TEST(insns_without_vmcs, "VMREAD, VMWRITE, VMLAUNCH, VMRESUME without a current VMCS",
     "Expect: VMfailInvalid")
{
	static const u32 reasons[] = { EXIT_REASON_VMREAD, EXIT_REASON_VMWRITE,
				       EXIT_REASON_VMLAUNCH, EXIT_REASON_VMRESUME };

	l1_vmxon(GPA(GPA_VMXON));
	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++) {
		test_context("exit reason %u", reasons[i]);
		l1_insn_register(reasons[i], GPR_RAX, GPR_RCX);
		EXPECT_STR("result", "VMfailInvalid", l1_result());
	}
}

TEST(vmclear_errors, "VMCLEAR of a bad address and of the VMXON region",
     "Expect: VMfailValid(2) and VMfailValid(3)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmclear(GPA(GPA_VMCS12 + 1));
	EXPECT_STR("misaligned", "VMfailValid(02)", l1_result());
	l1_vmclear(GPA(BIT64(51)));
	EXPECT_STR("beyond MAXPHYADDR", "VMfailValid(02)", l1_result());
	l1_vmclear(GPA(GPA_VMXON));
	EXPECT_STR("VMXON region", "VMfailValid(03)", l1_result());
}

TEST(vmptrld_errors, "VMPTRLD of a bad address, the VMXON region, a foreign revision",
     "Expect: VMfailValid(9), (10), (11)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmptrld(GPA(GPA_VMCS12 + 0x800));
	EXPECT_STR("misaligned", "VMfailValid(09)", l1_result());
	l1_vmptrld(GPA(GPA_VMXON));
	EXPECT_STR("VMXON region", "VMfailValid(10)", l1_result());
	*(u32 *)(cpu.ram + GPA_VMCS12_B) = VMCS12_REVISION + 1;
	l1_vmptrld(GPA(GPA_VMCS12_B));
	EXPECT_STR("revision", "VMfailValid(11)", l1_result());
	l1_vmptrld(GPA(FAKE_RAM_SIZE));
	EXPECT_STR("no RAM", "VMfailValid(11)", l1_result());
}

TEST(vmptrst_stores_pointer, "VMPTRST without and with a current VMCS",
     "Expect: all ones, then its address")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_insn_memory(EXIT_REASON_VMPTRST, GPA_OPERAND, 0);
	EXPECT_EQ("no current VMCS", ~0ULL, *ram_u64(GPA_OPERAND));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_insn_memory(EXIT_REASON_VMPTRST, GPA_OPERAND, 0);
	EXPECT_EQ("current VMCS", GPA_VMCS12, *ram_u64(GPA_OPERAND));
}

TEST(vmclear_current, "VMCLEAR of the current VMCS",
     "Expect: no current VMCS is left")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmclear(GPA(GPA_VMCS12));
	EXPECT_STR("VMCLEAR", "VMsucceed", l1_result());
	EXPECT_TRUE("no current VMCS", !cpu.vcpu.nested.current);
}

TEST(fields_survive_vmclear, "VMWRITE, VMCLEAR, VMPTRLD, VMREAD of every field",
     "Expect: every field keeps its value through L1's memory")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (vmcs_field_visible(fid))
			l1_vmwrite(vmcs_fields[fid].encoding,
				   0x0123456789abcdefULL * (fid + 1));
	l1_vmclear(GPA(GPA_VMCS12));
	l1_vmptrld(GPA(GPA_VMCS12));
	for (unsigned int fid = 0; fid < FID_COUNT; fid++) {
		if (!vmcs_field_visible(fid))
			continue;
		test_context("%s", vmcs_fields[fid].sdm_name);
		EXPECT_EQ("value", (0x0123456789abcdefULL * (fid + 1)) &
			  vmcs_field_mask(fid), l1_vmread(vmcs_fields[fid].encoding));
	}
}

TEST(many_vmcs12, "more vmcs12s in use than are cached, values read back in turn",
     "Expect: none is ever lost, L1 cannot tell which are cached")
{
	enum { COUNT = 3 * NESTED_SLOT_COUNT, FIRST = 0x100000 };

	l1_vmxon(GPA(GPA_VMXON));
	for (u64 i = 0; i < COUNT; i++) {
		*(u32 *)(cpu.ram + FIRST + i * PAGE_SIZE) = VMCS12_REVISION;
		l1_vmclear(GPA(FIRST + i * PAGE_SIZE));
		l1_vmptrld(GPA(FIRST + i * PAGE_SIZE));
		l1_vmwrite(VMCS_GUEST_RIP, 1000 + i);
		l1_vmwrite(VMCS_EPT_POINTER, 2000 + i);
		l1_vmwrite(VMCS_HOST_RSP, 3000 + i);
	}
	for (u64 i = 0; i < COUNT; i++) {
		test_context("vmcs12 %llu", (unsigned long long)i);
		l1_vmptrld(GPA(FIRST + i * PAGE_SIZE));
		EXPECT_EQ("guest RIP", 1000 + i, l1_vmread(VMCS_GUEST_RIP));
		EXPECT_EQ("EPTP", 2000 + i, l1_vmread(VMCS_EPT_POINTER));
		EXPECT_EQ("host RSP", 3000 + i, l1_vmread(VMCS_HOST_RSP));
	}
	EXPECT_TRUE("some were evicted", cpu.vcpu.nested.counters.slot_evictions);
}

TEST(vmread_unsupported, "VMREAD and VMWRITE of encodings that are no field of L1",
     "Expect: VMfailValid(12), the destination is not written")
{
	static const u64 bad[] = {
		VMCS_POSTED_INTR_VECTOR, 0x0806 | 0x8000, 0x7ffe, 0x2034, 0x6830,
		VMCS_GUEST_ES_SELECTOR | VMCS_ENCODING_HIGH,
		VMCS_GUEST_RIP | VMCS_ENCODING_HIGH, 0x3ffff,
	};

	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		test_context("encoding %llx", (unsigned long long)bad[i]);
		EXPECT_EQ("destination", 0xdeadbeef, l1_vmread((u32)bad[i]));
		EXPECT_STR("VMREAD", "VMfailValid(12)", l1_result());
		l1_vmwrite((u32)bad[i], 1);
		EXPECT_STR("VMWRITE", "VMfailValid(12)", l1_result());
	}
}

TEST(vmread_high_encoding_bits, "VMREAD with bits 63:32 of the encoding set, 64-bit mode",
     "Expect: VMfailValid(12)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	cpu.vcpu.gpr[GPR_RCX] = VMCS_GUEST_RIP | BIT64(32);
	l1_insn_register(EXIT_REASON_VMREAD, GPR_RBX, GPR_RCX);
	EXPECT_STR("VMREAD", "VMfailValid(12)", l1_result());
}

TEST(every_encoding, "VMREAD of all 32768 encodings",
     "Expect: exactly the visible fields succeed, 64-bit ones twice")
{
	unsigned int want = 0, got = 0;

	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (vmcs_field_visible(fid))
			want += vmcs_fields[fid].width == WIDTH_W64 ? 2 : 1;
	for (u32 encoding = 0; encoding < 0x8000; encoding++) {
		l1_vmread(encoding);
		got += !strcmp(l1_result(), "VMsucceed");
	}
	EXPECT_EQ("encodings that work", want, got);
}

TEST(vmwrite_read_only, "VMWRITE of a read-only field, MISC[29] 1 and 0",
     "Expect: VMsucceed, then VMfailValid(13)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmwrite(VMCS_EXIT_REASON, 77);
	EXPECT_STR("MISC[29] = 1", "VMsucceed", l1_result());
	EXPECT_EQ("value", 77, l1_vmread(VMCS_EXIT_REASON));
	fake_reset();
	cpu.msrs.misc &= ~(u64)MISC_VMWRITE_ANY_FIELD;
	fake_start();
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmwrite(VMCS_EXIT_REASON, 77);
	EXPECT_STR("MISC[29] = 0", "VMfailValid(13)", l1_result());
}

TEST(high_half_access, "VMWRITE and VMREAD of the high half of a 64-bit field",
     "Expect: bits 63:32 only (SDM 25.11.2)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmwrite(VMCS_TSC_OFFSET, 0x1111111122222222);
	EXPECT_EQ("high half", 0x11111111,
		  l1_vmread(VMCS_TSC_OFFSET | VMCS_ENCODING_HIGH));
	l1_vmwrite(VMCS_TSC_OFFSET | VMCS_ENCODING_HIGH, 0x33333333);
	EXPECT_EQ("whole field", 0x3333333322222222, l1_vmread(VMCS_TSC_OFFSET));
}

TEST(vmwrite_32bit_mode, "VMWRITE and VMREAD of a 64-bit field by a 32-bit L1",
     "Expect: a full access clears the high half; VMREAD gives the low half")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmwrite(VMCS_TSC_OFFSET, 0x1111111122222222);
	vmcs_write(VMCS_GUEST_EFER, 0);
	vmcs_write(VMCS_GUEST_CS_AR, SEG_AR_P | SEG_AR_S | SEG_AR_DB | 0xb);
	l1_vmwrite(VMCS_TSC_OFFSET, 0x5555555544444444);
	EXPECT_EQ("low half", 0x44444444, l1_vmread(VMCS_TSC_OFFSET));
	EXPECT_EQ("high half", 0,
		  l1_vmread(VMCS_TSC_OFFSET | VMCS_ENCODING_HIGH));
}

TEST(vmwrite_narrow_field, "VMWRITE of all ones to a 16-bit and a 32-bit field",
     "Expect: high bits of the source are ignored")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmwrite(VMCS_GUEST_ES_SELECTOR, ~0ULL);
	l1_vmwrite(VMCS_HOST_CS_SELECTOR, ~0ULL);
	l1_vmwrite(VMCS_EXCEPTION_BITMAP, ~0ULL);
	EXPECT_EQ("guest ES selector", 0xffff, l1_vmread(VMCS_GUEST_ES_SELECTOR));
	EXPECT_EQ("host CS selector", 0xffff, l1_vmread(VMCS_HOST_CS_SELECTOR));
	EXPECT_EQ("exception bitmap", 0xffffffff, l1_vmread(VMCS_EXCEPTION_BITMAP));
}

TEST(vmxoff_forgets, "VMXOFF, then VMXON and VMREAD",
     "Expect: no current VMCS, but the vmcs12 is in L1's memory")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_vmwrite(VMCS_GUEST_RIP, 0x1234);
	l1_insn(EXIT_REASON_VMXOFF);
	EXPECT_STR("VMXOFF", "VMsucceed", l1_result());
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmread(VMCS_GUEST_RIP);
	EXPECT_STR("VMREAD", "VMfailInvalid", l1_result());
	l1_vmptrld(GPA(GPA_VMCS12));
	EXPECT_EQ("guest RIP", 0x1234, l1_vmread(VMCS_GUEST_RIP));
}

TEST(vmcall_of_l1, "VMCALL by L1 in VMX root operation",
     "Expect: VMfailValid(1)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	l1_insn(EXIT_REASON_VMCALL);
	EXPECT_STR("VMCALL", "VMfailValid(01)", l1_result());
}

TEST(vmcall_compatibility_mode, "VMCALL by L1 in compatibility mode, CPL 3",
     "Expect: #UD, which comes before #GP (the CPU has not checked the mode)")
{
	l1_vmxon(GPA(GPA_VMXON));
	vmcs_write(VMCS_GUEST_CS_AR, SEG_AR_P | SEG_AR_S | SEG_AR_DB | 0xb);
	vmcs_write(VMCS_GUEST_SS_AR, vmcs_read(VMCS_GUEST_SS_AR) | SEG_AR_DPL_MASK);
	l1_insn(EXIT_REASON_VMCALL);
	EXPECT_STR("VMCALL", "#UD", l1_result());
}

TEST(vmfunc_of_l1, "VMFUNC by L1 in VMX root operation", "Expect: #UD at any CPL")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_insn(EXIT_REASON_VMFUNC);
	EXPECT_STR("VMFUNC", "#UD", l1_result());
}

TEST(invept_types, "INVEPT with types 0, 3, and a bad EPTP",
     "Expect: VMfailValid(28); types 1 and 2 succeed")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	*ram_u64(GPA_OPERAND) = EPTP12_DEFAULT;
	for (u64 type = 0; type <= 3; type++) {
		cpu.vcpu.gpr[GPR_RCX] = type;
		l1_insn_memory(EXIT_REASON_INVEPT, GPA_OPERAND, GPR_RCX);
		test_context("type %llu", (unsigned long long)type);
		EXPECT_STR("INVEPT", type == 1 || type == 2 ? "VMsucceed" :
			   "VMfailValid(28)", l1_result());
	}
	cpu.vcpu.gpr[GPR_RCX] = 1;
	*ram_u64(GPA_OPERAND) = GPA_EPT12;	/* page-walk length 1 */
	l1_insn_memory(EXIT_REASON_INVEPT, GPA_OPERAND, GPR_RCX);
	EXPECT_STR("bad EPTP", "VMfailValid(28)", l1_result());
}

TEST(invvpid_types, "INVVPID with every type and bad descriptors",
     "Expect: 0 to 3 succeed, 4 and bad descriptors are VMfailValid(28)")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	*ram_u64(GPA_OPERAND) = 7;
	*ram_u64(GPA_OPERAND + 8) = 0x1000;
	for (u64 type = 0; type <= 4; type++) {
		cpu.vcpu.gpr[GPR_RCX] = type;
		l1_insn_memory(EXIT_REASON_INVVPID, GPA_OPERAND, GPR_RCX);
		test_context("type %llu", (unsigned long long)type);
		EXPECT_STR("INVVPID", type <= 3 ? "VMsucceed" : "VMfailValid(28)",
			   l1_result());
	}
	cpu.vcpu.gpr[GPR_RCX] = INVVPID_INDIVIDUAL_ADDRESS;
	*ram_u64(GPA_OPERAND + 8) = BIT64(47);
	l1_insn_memory(EXIT_REASON_INVVPID, GPA_OPERAND, GPR_RCX);
	EXPECT_STR("non-canonical", "VMfailValid(28)", l1_result());
	*ram_u64(GPA_OPERAND + 8) = 0;
	*ram_u64(GPA_OPERAND) = 0;
	l1_insn_memory(EXIT_REASON_INVVPID, GPA_OPERAND, GPR_RCX);
	EXPECT_STR("VPID 0", "VMfailValid(28)", l1_result());
	*ram_u64(GPA_OPERAND) = BIT64(16) | 1;
	l1_insn_memory(EXIT_REASON_INVVPID, GPA_OPERAND, GPR_RCX);
	EXPECT_STR("reserved bits", "VMfailValid(28)", l1_result());
}

TEST(shadowing_follows_current, "VMPTRLD and VMCLEAR with VMCS shadowing on the CPU",
     "Expect: vmcs01 links to the vmcs02 of the current vmcs12, or to none")
{
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	EXPECT_EQ("link pointer", cpu.vcpu.nested.current->vmcs02.hpa.v,
		  vmcs_read(VMCS_VMCS_LINK_POINTER));
	EXPECT_TRUE("control", vmcs_read(VMCS_PROC2_CONTROLS) & PROC2_VMCS_SHADOWING);
	l1_vmclear(GPA(GPA_VMCS12));
	EXPECT_EQ("link pointer", ~0ULL, vmcs_read(VMCS_VMCS_LINK_POINTER));
	EXPECT_FALSE("control", vmcs_read(VMCS_PROC2_CONTROLS) & PROC2_VMCS_SHADOWING);
}

TEST(shadow_bitmaps, "the VMREAD and VMWRITE bitmaps for L1",
     "Expect: only visible resident fields are open, none that L0 must see")
{
	static u8 vmread_map[PAGE_SIZE], vmwrite_map[PAGE_SIZE];

	shadow_bitmaps_fill(vmread_map, vmwrite_map);
	for (u32 encoding = 0; encoding < 0x8000; encoding++) {
		int fid = vmcs_field_lookup(encoding);
		bool reads = !(vmread_map[encoding / 8] & BIT(encoding % 8));
		bool writes = !(vmwrite_map[encoding / 8] & BIT(encoding % 8));
		bool resident = fid >= 0 && vmcs_field_visible((unsigned int)fid) &&
				vmcs_field_resident((unsigned int)fid);

		test_context("encoding %x", encoding);
		EXPECT_FALSE("open though L0 must see it", (reads || writes) && !resident);
		EXPECT_FALSE("written but not read", writes && !reads);
	}
	EXPECT_FALSE("guest RIP", vmwrite_map[VMCS_GUEST_RIP / 8] &
				  BIT(VMCS_GUEST_RIP % 8));
	EXPECT_TRUE("EPTP", vmread_map[VMCS_EPT_POINTER / 8] &
			    BIT(VMCS_EPT_POINTER % 8));
}
