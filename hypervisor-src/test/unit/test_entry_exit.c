/* SPDX-License-Identifier: BSD-3-Clause */
/* VM entries to L2 and VM exits to L1, as L1 sees them (SDM 27, 28). */
#include "harness.h"

static struct vmcs12 *v12(void)
{
	return cpu.vcpu.nested.current->vmcs12;
}

static u64 vmcs02_field(u32 field)
{
	return fake_vmcs_peek(cpu.vcpu.nested.current->vmcs02.hpa, field);
}

static void launch(void)
{
	l1_insn(EXIT_REASON_VMLAUNCH);
}

static void resume(void)
{
	l1_insn(EXIT_REASON_VMRESUME);
}

TEST(launch_enters_l2, "VMLAUNCH of a valid vmcs12",
     "Expect: vmcs02 is loaded, it can be entered, RIP of L1 is not advanced")
{
	unsigned int skipped;

	l1_prepare_l2();
	skipped = cpu.skipped;
	launch();
	EXPECT_TRUE("vmcs02 loaded", fake_vmcs02_is_loaded());
	EXPECT_EQ("RIP of L1", skipped, cpu.skipped);
	EXPECT_EQ("guest RIP", 0x1000, vmcs_read(VMCS_GUEST_RIP));
	EXPECT_EQ("link pointer", ~0ULL, vmcs_read(VMCS_VMCS_LINK_POINTER));
	EXPECT_TRUE("entry is a VMLAUNCH for the CPU", !cpu.vcpu.loaded->launched);
}

TEST(launch_state, "VMRESUME first, VMLAUNCH twice, VMCLEAR and VMLAUNCH again",
     "Expect: VMfailValid(5), VMfailValid(4), success")
{
	l1_prepare_l2();
	resume();
	EXPECT_STR("VMRESUME of a clear VMCS", "VMfailValid(05)", l1_result());
	launch();
	l2_exit(EXIT_REASON_CPUID, 0);
	launch();
	EXPECT_STR("VMLAUNCH of a launched VMCS", "VMfailValid(04)", l1_result());
	resume();
	EXPECT_STR("VMRESUME", "L2 runs", l1_result());
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmclear(GPA(GPA_VMCS12));
	l1_vmptrld(GPA(GPA_VMCS12));
	launch();
	EXPECT_STR("VMLAUNCH after VMCLEAR", "L2 runs", l1_result());
}

TEST(entry_blocked_by_mov_ss, "VMLAUNCH with blocking by MOV SS",
     "Expect: VMfailValid(26)")
{
	l1_prepare_l2();
	vmcs_write(VMCS_GUEST_INTERRUPTIBILITY, INTERRUPTIBILITY_MOV_SS);
	launch();
	EXPECT_STR("VMLAUNCH", "VMfailValid(26)", l1_result());
}

TEST(entry_bad_control, "VMLAUNCH with VPID 0, then with a null host CS",
     "Expect: VMfailValid(7), VMfailValid(8); the rule is named")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_VPID, 0);
	launch();
	EXPECT_STR("VPID 0", "VMfailValid(07)", l1_result());
	EXPECT_TRUE("rule", strstr(cpu.vcpu.nested.failed_check, "VPID"));
	EXPECT_TRUE("L1 runs on", fake_vmcs01_is_loaded());
	EXPECT_EQ("VM-instruction error", 7, l1_vmread(VMCS_VM_INSTRUCTION_ERROR));
	l1_vmwrite(VMCS_VPID, 1);
	l1_vmwrite(VMCS_HOST_CS_SELECTOR, 0);
	launch();
	EXPECT_STR("host CS", "VMfailValid(08)", l1_result());
	EXPECT_EQ("still clear", 0, v12()->launched);
}

TEST(entry_controls_before_host, "both a control and the host state wrong",
     "Expect: error 7, controls come first")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_VPID, 0);
	l1_vmwrite(VMCS_HOST_CS_SELECTOR, 0);
	launch();
	EXPECT_STR("VMLAUNCH", "VMfailValid(07)", l1_result());
}

TEST(entry_bad_guest_state, "VMLAUNCH with bad guest RFLAGS",
     "Expect: exit reason 80000021 to L1 at host RIP, vmcs12 stays clear")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_GUEST_RFLAGS, 0);
	l1_vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | INTR_TYPE_NMI << 8 | 2);
	launch();
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("RIP", 0x200000, vmcs_read(VMCS_GUEST_RIP));
	EXPECT_EQ("reason", EXIT_REASON_INVALID_GUEST | EXIT_REASON_ENTRY_FAILURE,
		  l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("qualification", 0, l1_vmread(VMCS_EXIT_QUALIFICATION));
	EXPECT_TRUE("the event stays valid",
		    l1_vmread(VMCS_ENTRY_INTR_INFO) & INTR_INFO_VALID);
	EXPECT_EQ("launch state", 0, v12()->launched);
}

TEST(entry_failure_keeps_l1_msrs, "an entry failure without PAT and EFER loads at exits",
     "Expect: L1 keeps its own PAT and EFER")
{
	u64 pat, efer;

	l1_prepare_l2();
	pat = vmcs_read(VMCS_GUEST_PAT);
	efer = vmcs_read(VMCS_GUEST_EFER);
	l1_vmwrite(VMCS_EXIT_CONTROLS, (u32)nested_caps.l1.true_exit_ctls |
				       EXIT_HOST_ADDR_SPACE_SIZE);
	l1_vmwrite(VMCS_GUEST_RFLAGS, 0);
	launch();
	EXPECT_EQ("PAT", pat, vmcs_read(VMCS_GUEST_PAT));
	EXPECT_EQ("EFER", efer, vmcs_read(VMCS_GUEST_EFER));
}

TEST(entry_refused_by_cpu, "guest state that only the CPU refuses (written in shadow)",
     "Expect: L1 gets reason 80000021, counted, launch state undone, rule named")
{
	l1_prepare_l2();
	launch();
	vmcs_write(VMCS_GUEST_RFLAGS, 0);
	l2_exit(EXIT_REASON_INVALID_GUEST | EXIT_REASON_ENTRY_FAILURE, 0);
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("reason", EXIT_REASON_INVALID_GUEST | EXIT_REASON_ENTRY_FAILURE,
		  l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("counted", 1, cpu.vcpu.nested.counters.vmcs02_rejected);
	EXPECT_EQ("launch state", 0, v12()->launched);
	EXPECT_TRUE("rule", strstr(cpu.vcpu.nested.failed_check, "RFLAGS"));
}

TEST(entry_vmfail_by_cpu, "the CPU refuses vmcs02 with VMfailValid",
     "Expect: L1 gets VMfailValid(7) and runs on behind its VMLAUNCH")
{
	l1_prepare_l2();
	launch();
	fake_vmexit_write(VMCS_VM_INSTRUCTION_ERROR, 7);
	nested_vm_entry_failed(&cpu.vcpu);
	EXPECT_STR("VMLAUNCH", "VMfailValid(07)", l1_result());
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("launch state", 0, v12()->launched);
}

TEST(exit_loads_host_state, "CPUID in L2 after L1 changed its registers",
     "Expect: L1 continues with the host state of vmcs12 (SDM 28.5)")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_HOST_GS_SELECTOR, 0x20);
	l1_vmwrite(VMCS_HOST_GS_BASE, 0x123456);
	l1_vmwrite(VMCS_HOST_GDTR_BASE, 0x5000);
	l1_vmwrite(VMCS_HOST_SYSENTER_EIP, 0x777);
	vmcs_write(VMCS_GUEST_DR7, 0x401);
	vmcs_write(VMCS_GUEST_GDTR_LIMIT, 0x7f);
	launch();
	EXPECT_EQ("whose", NESTED_EXIT_DONE, l2_exit(EXIT_REASON_CPUID, 0));
	EXPECT_EQ("RIP", 0x200000, vmcs_read(VMCS_GUEST_RIP));
	EXPECT_EQ("RSP", 0x300000, vmcs_read(VMCS_GUEST_RSP));
	EXPECT_EQ("RFLAGS", 2, vmcs_read(VMCS_GUEST_RFLAGS));
	EXPECT_EQ("DR7", 0x400, vmcs_read(VMCS_GUEST_DR7));
	EXPECT_EQ("CS", 8, vmcs_read(VMCS_GUEST_CS_SELECTOR));
	EXPECT_EQ("CS access rights", 0xa09b, vmcs_read(VMCS_GUEST_CS_AR));
	EXPECT_EQ("DS is null", 0x1c093, vmcs_read(VMCS_GUEST_DS_AR));
	EXPECT_EQ("GS base", 0x123456, vmcs_read(VMCS_GUEST_GS_BASE));
	EXPECT_EQ("GS access rights", 0xc093, vmcs_read(VMCS_GUEST_GS_AR));
	EXPECT_EQ("TR access rights", 0x8b, vmcs_read(VMCS_GUEST_TR_AR));
	EXPECT_EQ("TR limit", 0x67, vmcs_read(VMCS_GUEST_TR_LIMIT));
	EXPECT_EQ("LDTR", SEG_AR_UNUSABLE, vmcs_read(VMCS_GUEST_LDTR_AR));
	EXPECT_EQ("GDTR base", 0x5000, vmcs_read(VMCS_GUEST_GDTR_BASE));
	EXPECT_EQ("GDTR limit", 0xffff, vmcs_read(VMCS_GUEST_GDTR_LIMIT));
	EXPECT_EQ("SYSENTER_EIP", 0x777, vmcs_read(VMCS_GUEST_SYSENTER_EIP));
	EXPECT_EQ("reason", EXIT_REASON_CPUID, l1_vmread(VMCS_EXIT_REASON));
}

TEST(exit_saves_guest_msrs, "L2 changes PAT, EFER, DR7; L1 saves them, or not",
     "Expect: vmcs12 follows only with the save controls")
{
	for (int save = 0; save < 2; save++) {
		u32 controls = (u32)nested_caps.l1.true_exit_ctls |
			       EXIT_HOST_ADDR_SPACE_SIZE;

		fake_reset();
		fake_start();
		l1_prepare_l2();
		if (save)
			controls |= EXIT_SAVE_PAT | EXIT_SAVE_EFER | EXIT_SAVE_DEBUG;
		l1_vmwrite(VMCS_EXIT_CONTROLS, controls);
		launch();
		vmcs_write(VMCS_GUEST_PAT, 0x0606060606060606);
		vmcs_write(VMCS_GUEST_EFER, EFER_LMA | EFER_LME | EFER_SCE);
		vmcs_write(VMCS_GUEST_DR7, 0x455);
		l2_exit(EXIT_REASON_CPUID, 0);
		test_context("save %d", save);
		EXPECT_EQ("PAT", save ? 0x0606060606060606 : 0x0007040600070406,
			  l1_vmread(VMCS_GUEST_PAT));
		EXPECT_EQ("EFER", EFER_LMA | EFER_LME | (save ? EFER_SCE : 0),
			  l1_vmread(VMCS_GUEST_EFER));
		EXPECT_EQ("DR7", save ? 0x455 : 0x400, l1_vmread(VMCS_GUEST_DR7));
		EXPECT_EQ("PAT of L1 is L2's without \"load PAT\"",
			  0x0606060606060606, vmcs_read(VMCS_GUEST_PAT));
	}
}

TEST(entry_loads_guest_msrs, "VM entry without \"load EFER\" and \"load PAT\"",
     "Expect: L2 has L1's PAT, and L1's EFER with LMA and LME as IA-32e mode says")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_ENTRY_CONTROLS, (u32)nested_caps.l1.true_entry_ctls |
					ENTRY_IA32E_MODE_GUEST);
	l1_vmwrite(VMCS_GUEST_EFER, 0);
	vmcs_write(VMCS_GUEST_PAT, 0x0101010101010101);
	vmcs_write(VMCS_GUEST_EFER, EFER_LMA | EFER_LME | EFER_SCE);
	launch();
	EXPECT_EQ("PAT", 0x0101010101010101, vmcs_read(VMCS_GUEST_PAT));
	EXPECT_EQ("EFER", EFER_LMA | EFER_LME | EFER_SCE, vmcs_read(VMCS_GUEST_EFER));
}

TEST(entry_32bit_without_load_efer, "a 32-bit L2 with and without paging, EFER not loaded",
     "Expect: LMA = 0; LME = 0 with paging, L1's without (SDM 27.3.2.1)")
{
	for (int paging = 0; paging < 2; paging++) {
		fake_reset();
		fake_start();
		l1_prepare_l2();
		l1_vmwrite(VMCS_ENTRY_CONTROLS, (u32)nested_caps.l1.true_entry_ctls);
		l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
						PROC2_UNRESTRICTED_GUEST);
		l1_vmwrite(VMCS_GUEST_CS_AR, 0xc09b);
		l1_vmwrite(VMCS_GUEST_CR4, CR4_VMXE);
		l1_vmwrite(VMCS_GUEST_CR0, CR0_PE | CR0_NE | (paging ? CR0_PG : 0));
		launch();
		test_context("paging %d", paging);
		EXPECT_STR("VMLAUNCH", "L2 runs", l1_result());
		EXPECT_EQ("EFER", EFER_NXE | (paging ? 0 : EFER_LME),
			  vmcs_read(VMCS_GUEST_EFER));
	}
}

TEST(exit_stores_lma, "L2 leaves IA-32e mode (unrestricted guest), then exits",
     "Expect: \"IA-32e mode guest\" of vmcs12 is cleared (SDM 28.2, MISC[5])")
{
	l1_prepare_l2();
	launch();
	fake_vmexit_write(VMCS_ENTRY_CONTROLS, vmcs_read(VMCS_ENTRY_CONTROLS) &
					       ~(u64)ENTRY_IA32E_MODE_GUEST);
	fake_vmexit_write(VMCS_GUEST_EFER, 0);
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_FALSE("control", l1_vmread(VMCS_ENTRY_CONTROLS) & ENTRY_IA32E_MODE_GUEST);
}

TEST(exit_nmi_blocks_nmi, "an NMI exits to L1",
     "Expect: blocking by NMI in L1 (SDM 28.5.5)")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_PIN_CONTROLS, (u32)nested_caps.l1.true_pinbased_ctls |
				      PIN_NMI_EXITING);
	launch();
	fake_vmexit_write(VMCS_EXIT_INTR_INFO, INTR_INFO_VALID |
			  INTR_TYPE_NMI << INTR_INFO_TYPE_SHIFT | VECTOR_NMI);
	l2_exit(EXIT_REASON_EXCEPTION_NMI, 0);
	EXPECT_EQ("interruptibility", INTERRUPTIBILITY_NMI,
		  vmcs_read(VMCS_GUEST_INTERRUPTIBILITY));
}

TEST(second_entry_is_cheap, "VMRESUME with nothing changed, CPUID exit",
     "Expect: only RIP, RSP and RFLAGS of L1 are written, at most 40 fields copied, every access counted")
{
	const struct vmcs12_copies *copies = &cpu.vcpu.nested.copies;

	l1_prepare_l2();
	launch();
	l2_exit(EXIT_REASON_CPUID, 0);
	resume();
	l2_exit(EXIT_REASON_CPUID, 0);
	cpu.vmreads = cpu.vmwrites = cpu.counted_reads = cpu.counted_writes = 0;
	cpu.vcpu.nested.copies = (struct vmcs12_copies){ 0 };
	resume();
	EXPECT_EQ("VMWRITEs of the entry", 0, cpu.vmwrites);
	EXPECT_EQ("VMREADs of the entry", 7, cpu.vmreads);
	EXPECT_EQ("fields copied by the entry", 0, copies->from + copies->to);
	l2_exit(EXIT_REASON_CPUID, 0);
	/* One VMREAD is the test's, in l2_exit(). */
	EXPECT_EQ("VMWRITEs of the round trip", 3, cpu.vmwrites);
	EXPECT_TRUE("VMREADs of the round trip", cpu.vmreads <= 60);
	EXPECT_TRUE("fields copied by the round trip", copies->from + copies->to <= 40);
	EXPECT_TRUE("some are", copies->from && copies->to);
	EXPECT_EQ("VMREADs that L0 counted", cpu.vmreads, cpu.counted_reads);
	EXPECT_EQ("VMWRITEs that L0 counted", cpu.vmwrites, cpu.counted_writes);
}

TEST(resident_fields_cost_nothing, "L2 changes RIP and RFLAGS, exits; L1 reads them",
     "Expect: L1 sees L2's values though nothing was copied")
{
	l1_prepare_l2();
	launch();
	vmcs_write(VMCS_GUEST_RIP, 0x4444);
	vmcs_write(VMCS_GUEST_RFLAGS, 0x46);
	l2_exit(EXIT_REASON_CPUID, 0x99);
	EXPECT_EQ("RIP", 0x4444, l1_vmread(VMCS_GUEST_RIP));
	EXPECT_EQ("RFLAGS", 0x46, l1_vmread(VMCS_GUEST_RFLAGS));
	EXPECT_EQ("qualification", 0x99, l1_vmread(VMCS_EXIT_QUALIFICATION));
}

TEST(without_shadowing, "a CPU without VMCS shadowing and without MISC[29]",
     "Expect: the same round trip, exit information included")
{
	fake_reset();
	cpu.msrs.misc &= ~(u64)MISC_VMWRITE_ANY_FIELD;
	cpu.msrs.procbased_ctls2 &= ~((u64)PROC2_VMCS_SHADOWING << 32);
	fake_start();
	l1_prepare_l2();
	launch();
	EXPECT_STR("VMLAUNCH", "L2 runs", l1_result());
	vmcs_write(VMCS_GUEST_RIP, 0x4444);
	l2_exit(EXIT_REASON_CPUID, 0x99);
	EXPECT_EQ("reason", EXIT_REASON_CPUID, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("qualification", 0x99, l1_vmread(VMCS_EXIT_QUALIFICATION));
	EXPECT_EQ("RIP", 0x4444, l1_vmread(VMCS_GUEST_RIP));
	resume();
	EXPECT_STR("VMRESUME", "L2 runs", l1_result());
}

TEST(two_l2s_in_turn, "two vmcs12s entered in turn",
     "Expect: each keeps its own guest state and EPTP02")
{
	struct vmcs12 v;

	l1_prepare_l2();
	l1_vmwrite(VMCS_GUEST_RIP, 0xa000);
	launch();
	l2_exit(EXIT_REASON_CPUID, 0);
	vmcs12_valid(&v);
	l1_vmclear(GPA(GPA_VMCS12_B));
	l1_vmptrld(GPA(GPA_VMCS12_B));
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (vmcs_field_visible(fid) && !vmcs_fields[fid].read_only)
			l1_vmwrite(vmcs_fields[fid].encoding, v.f[fid]);
	l1_vmwrite(VMCS_GUEST_RIP, 0xb000);
	launch();
	EXPECT_EQ("B", 0xb000, vmcs_read(VMCS_GUEST_RIP));
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmptrld(GPA(GPA_VMCS12));
	resume();
	EXPECT_EQ("A", 0xa000, vmcs_read(VMCS_GUEST_RIP));
}

TEST(event_checked_each_time, "a bad event written in shadow before VMRESUME",
     "Expect: VMfailValid(7) though nothing else is dirty")
{
	l1_prepare_l2();
	launch();
	l2_exit(EXIT_REASON_CPUID, 0);
	/* What the CPU does for L1 under VMCS shadowing. */
	vmcs_load(cpu.vcpu.nested.current->vmcs02.hpa);
	vmcs_write(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | 1U << INTR_INFO_TYPE_SHIFT);
	vmcs_load(cpu.vcpu.vmcs01.hpa);
	resume();
	EXPECT_STR("VMRESUME", "VMfailValid(07)", l1_result());
}

TEST(vpid_tags, "L2s with VPID 7, 8, 7 and without a VPID",
     "Expect: own tags, stable for 7; without: flushed at every entry")
{
	u64 tag7, tag8;

	l1_prepare_l2();
	launch();
	tag7 = vmcs_read(VMCS_VPID);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmwrite(VMCS_VPID, 8);
	resume();
	tag8 = vmcs_read(VMCS_VPID);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmwrite(VMCS_VPID, 7);
	cpu.invvpid_count = 0;
	resume();
	EXPECT_EQ("7 again", tag7, vmcs_read(VMCS_VPID));
	EXPECT_EQ("no flush", 0, cpu.invvpid_count);
	EXPECT_TRUE("distinct", tag7 != tag8 && tag7 != 1 && tag8 != 1 && tag7 != 7);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	resume();
	EXPECT_EQ("no VPID", FAKE_VPID02_FIRST, vmcs_read(VMCS_VPID));
	EXPECT_EQ("flushed", FAKE_VPID02_FIRST, cpu.invvpid_vpid);
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_EQ("L1 is flushed at the exit", 1, cpu.invvpid_vpid);
}

TEST(no_ept12, "an L2 without EPT",
     "Expect: it runs on EPT01; its EPT violations are L0's")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_VPID);
	launch();
	EXPECT_EQ("EPTP02", cpu.vm.eptp01, vmcs_read(VMCS_EPT_POINTER));
	EXPECT_EQ("whose", NESTED_EXIT_L0, l2_exit(EXIT_REASON_EPT_VIOLATION, 1));
	EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
}

/* A 32-bit L2 without EPT12, on PAE paging or 32-bit paging. */
static void prepare_legacy_l2(u64 cr4)
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_ENTRY_CONTROLS, (u32)nested_caps.l1.true_entry_ctls);
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_VPID);
	l1_vmwrite(VMCS_GUEST_CS_AR, 0xc09b);
	l1_vmwrite(VMCS_GUEST_CR0, CR0_PE | CR0_NE | CR0_PG);
	l1_vmwrite(VMCS_GUEST_CR4, CR4_VMXE | cr4);
	l1_vmwrite(VMCS_GUEST_CR3, GPA_OPERAND);
	for (u32 i = 0; i < PDPTE_COUNT; i++) {
		*ram_u64(GPA_OPERAND + 8 * i) = (0x100000 + i * PAGE_SIZE) | PTE_P;
		l1_vmwrite(VMCS_GUEST_PDPTE0 + 2 * i, 0x1e0 + i);
	}
}

static void expect_pdpte_fields_of_l1(void)
{
	for (u32 i = 0; i < PDPTE_COUNT; i++)
		EXPECT_EQ("field of L1", 0x1e0 + i, l1_vmread(VMCS_GUEST_PDPTE0 + 2 * i));
}

TEST(pdptes_without_ept12, "an L2 with PAE paging and no EPT12: entry, MOV to CR3, exit; a failed entry",
     "Expect: L2 runs on the PDPTEs in memory; L1's fields stay (SDM 27.3.2.4, 28.3.4)")
{
	prepare_legacy_l2(CR4_PAE);
	for (u32 round = 0; round < 2; round++) {
		test_context("entry %u", round);
		*ram_u64(GPA_OPERAND + 8) = (0x200000 + round * PAGE_SIZE) | PTE_P;
		if (round)
			resume();
		else
			launch();
		EXPECT_STR("VM entry", "L2 runs", l1_result());
		EXPECT_EQ("PDPTE0", 0x100001, vmcs_read(VMCS_GUEST_PDPTE0));
		EXPECT_EQ("PDPTE1", (0x200000 + round * PAGE_SIZE) | PTE_P,
			  vmcs_read(VMCS_GUEST_PDPTE1));
		EXPECT_EQ("PDPTE3", 0x103001, vmcs_read(VMCS_GUEST_PDPTE3));
		/* What the CPU saves after MOV to CR3. */
		fake_vmexit_write(VMCS_GUEST_PDPTE0, 0x777001);
		l2_exit(EXIT_REASON_CPUID, 0);
		expect_pdpte_fields_of_l1();
	}
	resume();
	test_context("%s", "failed entry");
	fake_vmexit_write(VMCS_EXIT_REASON, EXIT_REASON_INVALID_GUEST);
	nested_vmexit(&cpu.vcpu, EXIT_REASON_INVALID_GUEST | EXIT_REASON_ENTRY_FAILURE);
	expect_pdpte_fields_of_l1();
}

TEST(pdptes_of_later_pae, "an L2 with 32-bit paging and no EPT12 that turns to PAE paging",
     "Expect: what the CPU saves then is not L1's to see")
{
	prepare_legacy_l2(0);
	launch();
	EXPECT_STR("VM entry", "L2 runs", l1_result());
	fake_vmexit_write(VMCS_GUEST_PDPTE2, 0x777001);
	l2_exit(EXIT_REASON_CPUID, 0);
	expect_pdpte_fields_of_l1();
}

TEST(pdptes_with_ept12, "an L2 with PAE paging and EPT12: entry, MOV to CR3, exit",
     "Expect: the fields are L2's, and L1 sees what was saved (SDM 28.3.4)")
{
	prepare_legacy_l2(CR4_PAE);
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT | PROC2_ENABLE_VPID);
	for (u32 i = 0; i < PDPTE_COUNT; i++)
		l1_vmwrite(VMCS_GUEST_PDPTE0 + 2 * i, (0x300000 + i * PAGE_SIZE) | PTE_P);
	launch();
	EXPECT_EQ("PDPTE2", 0x302001, vmcs_read(VMCS_GUEST_PDPTE2));
	fake_vmexit_write(VMCS_GUEST_PDPTE2, 0x777001);
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_EQ("saved", 0x777001, l1_vmread(VMCS_GUEST_PDPTE2));
}

TEST(event_is_redelivered, "an EPT violation of L0's while an event is delivered",
     "Expect: the event is injected again, L1 sees nothing")
{
	ept12_map(0x5000, 0x20000, PAGE_SIZE, EPT_RWX | (u64)MEMTYPE_WB << 3);
	l1_prepare_l2();
	launch();
	fake_vmexit_write(VMCS_IDT_VECTORING_INFO, INTR_INFO_VALID | 13 |
			  INTR_TYPE_HARD_EXCEPTION << 8 | INTR_INFO_DELIVER_EC);
	fake_vmexit_write(VMCS_IDT_VECTORING_EC, 0x18);
	fake_vmexit_write(VMCS_GUEST_PHYSICAL_ADDRESS, 0x5000);
	l2_exit(EXIT_REASON_EPT_VIOLATION, EPT_QUAL_READ);
	EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
	EXPECT_EQ("event", INTR_INFO_VALID | 13 | INTR_TYPE_HARD_EXCEPTION << 8 |
		  INTR_INFO_DELIVER_EC, vmcs_read(VMCS_ENTRY_INTR_INFO));
	EXPECT_EQ("error code", 0x18, vmcs_read(VMCS_ENTRY_EXCEPTION_EC));
}

TEST(msr_opened_on_demand, "RDMSR in L2 that L1 does not intercept",
     "Expect: no exit to L1; the merged bitmap is open for that MSR only")
{
	const u8 *bitmap;

	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC_CONTROLS, (u32)nested_caps.l1.true_procbased_ctls |
		   PROC_USE_MSR_BITMAPS | PROC_ACTIVATE_SECONDARY);
	l1_vmwrite(VMCS_MSR_BITMAP, GPA_MSR_BITMAP);
	cpu.ram[GPA_MSR_BITMAP + 0x175 / 8] = BIT(0x175 % 8);
	launch();
	bitmap = hpa_to_virt(HPA(vmcs_read(VMCS_MSR_BITMAP)));
	EXPECT_EQ("closed at first", 0xff, bitmap[0x174 / 8]);
	cpu.vcpu.gpr[GPR_RCX] = 0x174;
	EXPECT_EQ("whose", NESTED_EXIT_DONE, l2_exit(EXIT_REASON_RDMSR, 0));
	EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
	EXPECT_FALSE("174 opened", bitmap[0x174 / 8] & BIT(0x174 % 8));
	EXPECT_TRUE("175 stays closed", bitmap[0x175 / 8] & BIT(0x175 % 8));
	cpu.vcpu.gpr[GPR_RCX] = 0x175;
	l2_exit(EXIT_REASON_RDMSR, 0);
	EXPECT_EQ("L1's", EXIT_REASON_RDMSR, l1_vmread(VMCS_EXIT_REASON));
}

TEST(msr_of_l0, "RDMSR in L2 that L0 intercepts and L1 does not",
     "Expect: L0 answers, as it would answer L1")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC_CONTROLS, (u32)nested_caps.l1.true_procbased_ctls |
		   PROC_USE_MSR_BITMAPS | PROC_ACTIVATE_SECONDARY);
	l1_vmwrite(VMCS_MSR_BITMAP, GPA_MSR_BITMAP);
	((u8 *)hpa_to_virt(cpu.vm.msr_bitmap01))[0x3a / 8] = BIT(0x3a % 8);
	launch();
	cpu.vcpu.gpr[GPR_RCX] = 0x3a;
	EXPECT_EQ("whose", NESTED_EXIT_L0, l2_exit(EXIT_REASON_RDMSR, 0));
}

TEST(msr_bitmap_closed_again, "L1 sets a bit in its bitmap after L2 has used the MSR",
     "Expect: closed again at the next entry")
{
	const u8 *bitmap;

	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC_CONTROLS, (u32)nested_caps.l1.true_procbased_ctls |
		   PROC_USE_MSR_BITMAPS | PROC_ACTIVATE_SECONDARY);
	l1_vmwrite(VMCS_MSR_BITMAP, GPA_MSR_BITMAP);
	launch();
	bitmap = hpa_to_virt(HPA(vmcs_read(VMCS_MSR_BITMAP)));
	cpu.vcpu.gpr[GPR_RCX] = 0x174;
	l2_exit(EXIT_REASON_RDMSR, 0);
	EXPECT_FALSE("opened", bitmap[0x174 / 8] & BIT(0x174 % 8));
	l2_exit(EXIT_REASON_CPUID, 0);
	cpu.ram[GPA_MSR_BITMAP + 0x174 / 8] = BIT(0x174 % 8);
	resume();
	EXPECT_TRUE("closed", bitmap[0x174 / 8] & BIT(0x174 % 8));
}

/* Exit qualification of OUT imm8/DX, one byte. */
static u64 out_port(u32 port)
{
	return (u64)port << 16;
}

TEST(io_decisions, "OUT in L2: intercepted by L1, by L0, by nobody",
     "Expect: L1's exit, L0's own, opened on demand")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC_CONTROLS, (u32)nested_caps.l1.true_procbased_ctls |
		   PROC_USE_IO_BITMAPS | PROC_ACTIVATE_SECONDARY);
	l1_vmwrite(VMCS_IO_BITMAP_A, GPA_IO_BITMAP_A);
	l1_vmwrite(VMCS_IO_BITMAP_B, GPA_IO_BITMAP_B);
	cpu.ram[GPA_IO_BITMAP_A + 0xe9 / 8] = BIT(0xe9 % 8);
	((u8 *)hpa_to_virt(cpu.vm.io_bitmap01_b))[0x900 / 8] = 1;
	launch();
	EXPECT_EQ("nobody's", NESTED_EXIT_DONE,
		  l2_exit(EXIT_REASON_IO_INSTRUCTION, out_port(0x80)));
	EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
	EXPECT_EQ("L0's", NESTED_EXIT_L0,
		  l2_exit(EXIT_REASON_IO_INSTRUCTION, out_port(0x8900)));
	l2_exit(EXIT_REASON_IO_INSTRUCTION, out_port(0xe9));
	EXPECT_TRUE("L1's", fake_vmcs01_is_loaded());
}

TEST(msr_areas, "VM entry and exit with MSR areas",
     "Expect: loaded and stored in order (SDM 27.4, 28.4, 28.6)")
{
	u32 *area = (u32 *)(cpu.ram + GPA_MSR_AREA);

	l1_prepare_l2();
	area[0] = FAKE_MSR;
	area[2] = 111;
	area[4] = FAKE_MSR;
	l1_vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, GPA_MSR_AREA);
	l1_vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 1);
	l1_vmwrite(VMCS_EXIT_MSR_STORE_ADDR, GPA_MSR_AREA + 16);
	l1_vmwrite(VMCS_EXIT_MSR_STORE_COUNT, 1);
	launch();
	EXPECT_EQ("loaded", 111, cpu.msr_value);
	cpu.msr_value = 222;
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_EQ("stored", 222, area[6]);
}

TEST(msr_area_fails, "an entry MSR area whose second entry cannot be loaded",
     "Expect: exit reason 80000022, qualification 2")
{
	static const u32 bad[] = { FAKE_MSR_ABSENT, MSR_IA32_FS_BASE, MSR_IA32_GS_BASE,
				   0x808, MSR_IA32_SMM_MONITOR_CTL, 0x8b };
	u32 *area = (u32 *)(cpu.ram + GPA_MSR_AREA);

	l1_prepare_l2();
	area[0] = FAKE_MSR;
	l1_vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, GPA_MSR_AREA);
	l1_vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 2);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		area[4] = bad[i];
		launch();
		test_context("MSR %x", bad[i]);
		EXPECT_EQ("reason", EXIT_REASON_MSR_LOAD_FAIL |
			  EXIT_REASON_ENTRY_FAILURE, l1_vmread(VMCS_EXIT_REASON));
		EXPECT_EQ("qualification", 2, l1_vmread(VMCS_EXIT_QUALIFICATION));
		EXPECT_EQ("launch state", 0, v12()->launched);
	}
}

/* Launches L2 with an area of one MSR that does not exist. */
static void launch_with_bad_msr_area(u32 address, u32 count)
{
	l1_prepare_l2();
	*(u32 *)(cpu.ram + GPA_MSR_AREA) = FAKE_MSR_ABSENT;
	l1_vmwrite(address, GPA_MSR_AREA);
	l1_vmwrite(count, 1);
	launch();
}

/* The next exit to L1 fails with @indicator in L1's VMCS region (SDM 28.7). */
static void expect_abort(u32 indicator)
{
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_STR("stopped", "VMX abort", cpu.stopped);
	EXPECT_EQ("indicator", indicator, *(u32 *)(cpu.ram + GPA_VMCS12 + 4));
}

TEST(vmx_abort_stops_the_vcpu, "an exit MSR-load area that cannot be loaded",
     "Expect: VMX abort 4 in L1's region, the vCPU stops, L0 lives")
{
	launch_with_bad_msr_area(VMCS_EXIT_MSR_LOAD_ADDR, VMCS_EXIT_MSR_LOAD_COUNT);
	expect_abort(VMX_ABORT_MSR_LOAD);
}

TEST(vmx_abort_of_msr_store, "an exit MSR-store area with an MSR that does not exist",
     "Expect: VMX abort 1 in L1's region, SDM 28.4 and 28.7")
{
	launch_with_bad_msr_area(VMCS_EXIT_MSR_STORE_ADDR, VMCS_EXIT_MSR_STORE_COUNT);
	expect_abort(VMX_ABORT_MSR_STORE);
}

TEST(vmx_abort_of_pdptes, "a 32-bit L1 with PAE whose PDPTEs have reserved bits, and a bad MSR-load area",
     "Expect: VMX abort 2: PDPTEs are loaded before MSRs, SDM 28.5.4, 28.6 and 28.7")
{
	struct vmcs12_slot *slot;

	launch_with_bad_msr_area(VMCS_EXIT_MSR_LOAD_ADDR, VMCS_EXIT_MSR_LOAD_COUNT);
	/* What a 32-bit L1 would have entered with. */
	slot = cpu.vcpu.nested.current;
	V12(slot->vmcs12, EXIT_CONTROLS) &= ~(u64)EXIT_HOST_ADDR_SPACE_SIZE;
	V12(slot->vmcs12, HOST_CR4) |= CR4_PAE;
	V12(slot->vmcs12, HOST_CR3) = GPA_OPERAND;
	*ram_u64(GPA_OPERAND) = PTE_P | BIT64(1);
	expect_abort(VMX_ABORT_PDPTE);
}

TEST(preemption_timer_parts, "L1's timer of 250 while L0 polls every 100",
     "Expect: parts of 100, 100, 50; L0 polls twice, then L1 gets its exit")
{
	fake_reset();
	fake_start();
	cpu.vcpu.nested.poll_ticks = 100;
	l1_prepare_l2();
	l1_vmwrite(VMCS_PIN_CONTROLS, (u32)nested_caps.l1.true_pinbased_ctls |
				      PIN_PREEMPTION_TIMER);
	l1_vmwrite(VMCS_PREEMPTION_TIMER, 250);
	launch();
	EXPECT_EQ("first part", 100, vmcs_read(VMCS_PREEMPTION_TIMER));
	EXPECT_EQ("L0 polls", NESTED_EXIT_L0, l2_exit(EXIT_REASON_PREEMPTION_TIMER, 0));
	EXPECT_EQ("second part", 100, vmcs_read(VMCS_PREEMPTION_TIMER));
	EXPECT_EQ("L0 polls", NESTED_EXIT_L0, l2_exit(EXIT_REASON_PREEMPTION_TIMER, 0));
	EXPECT_EQ("last part", 50, vmcs_read(VMCS_PREEMPTION_TIMER));
	l2_exit(EXIT_REASON_PREEMPTION_TIMER, 0);
	EXPECT_TRUE("L1's", fake_vmcs01_is_loaded());
}

TEST(preemption_timer_saved, "an exit with 30 ticks left in the part and 150 behind it",
     "Expect: 180 in vmcs12 with \"save timer\", 250 without")
{
	for (int save = 0; save < 2; save++) {
		fake_reset();
		fake_start();
		cpu.vcpu.nested.poll_ticks = 100;
		l1_prepare_l2();
		l1_vmwrite(VMCS_PIN_CONTROLS, (u32)nested_caps.l1.true_pinbased_ctls |
					      PIN_PREEMPTION_TIMER);
		l1_vmwrite(VMCS_EXIT_CONTROLS, (u32)nested_caps.l1.true_exit_ctls |
			   EXIT_HOST_ADDR_SPACE_SIZE |
			   (save ? EXIT_SAVE_PREEMPTION_TIMER : 0));
		l1_vmwrite(VMCS_PREEMPTION_TIMER, 250);
		launch();
		fake_vmexit_write(VMCS_PREEMPTION_TIMER, 30);
		l2_exit(EXIT_REASON_CPUID, 0);
		EXPECT_EQ("value", save ? 180 : 250, l1_vmread(VMCS_PREEMPTION_TIMER));
	}
}

TEST(l0_timer_is_hidden, "L0's own timer expires in an L2 without one",
     "Expect: L0's exit, L1 sees nothing")
{
	fake_reset();
	fake_start();
	vmcs_write(VMCS_PIN_CONTROLS, (u32)cpu.msrs.true_pinbased_ctls |
				      PIN_PREEMPTION_TIMER);
	cpu.vcpu.nested.poll_ticks = 100;
	l1_prepare_l2();
	launch();
	EXPECT_TRUE("on", vmcs_read(VMCS_PIN_CONTROLS) & PIN_PREEMPTION_TIMER);
	EXPECT_EQ("armed", 100, vmcs_read(VMCS_PREEMPTION_TIMER));
	EXPECT_EQ("whose", NESTED_EXIT_L0, l2_exit(EXIT_REASON_PREEMPTION_TIMER, 0));
	EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
}

TEST(exception_injected_by_l0, "L0 raises #GP in L2: L1 intercepts it, or not",
     "Expect: exit 0 to L1 with the event, or the event goes to L2")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_GP));
	launch();
	nested_inject_exception(&cpu.vcpu, VECTOR_UD, false, 0);
	EXPECT_EQ("#UD goes to L2", VECTOR_UD, cpu.vector);
	EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
	nested_inject_exception(&cpu.vcpu, VECTOR_GP, true, 0x10);
	EXPECT_EQ("reason", EXIT_REASON_EXCEPTION_NMI, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("event", INTR_INFO_VALID | INTR_INFO_DELIVER_EC | VECTOR_GP |
		  INTR_TYPE_HARD_EXCEPTION << 8, l1_vmread(VMCS_EXIT_INTR_INFO));
	EXPECT_EQ("error code", 0x10, l1_vmread(VMCS_EXIT_INTR_EC));
}

TEST(init_exits, "INIT while L2 runs, the last exit of which had met an event",
     "Expect: exit INIT signal(3), qualification 0, no IDT vectoring (SDM 26.2)")
{
	l1_prepare_l2();
	launch();
	vmcs_write(VMCS_GUEST_RIP, 0x1234);
	fake_vmexit_write(VMCS_IDT_VECTORING_INFO, INTR_INFO_VALID | VECTOR_PF |
			  INTR_TYPE_HARD_EXCEPTION << INTR_INFO_TYPE_SHIFT);
	EXPECT_TRUE("taken", nested_init_signal(&cpu.vcpu));
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("exit reason", EXIT_REASON_INIT_SIGNAL, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("qualification", 0, l1_vmread(VMCS_EXIT_QUALIFICATION));
	EXPECT_EQ("IDT vectoring", 0, l1_vmread(VMCS_IDT_VECTORING_INFO));
	EXPECT_EQ("guest RIP", 0x1234, l1_vmread(VMCS_GUEST_RIP));
}

TEST(init_after_event, "INIT while an event is about to be delivered to L2",
     "Expect: not yet; L0's timer ends L2 right after the event")
{
	cpu.vcpu.nested.poll_ticks = 100;
	l1_prepare_l2();
	launch();
	vmcs_write(VMCS_PREEMPTION_TIMER, 100);
	vmcs_write(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | 0x30);
	EXPECT_FALSE("taken", nested_init_signal(&cpu.vcpu));
	EXPECT_TRUE("L2 runs", fake_vmcs02_is_loaded());
	EXPECT_EQ("timer", 0, vmcs_read(VMCS_PREEMPTION_TIMER));
	vmcs_write(VMCS_ENTRY_INTR_INFO, 0);
	EXPECT_TRUE("taken afterwards", nested_init_signal(&cpu.vcpu));
}

TEST(wait_for_sipi, "VM entry with activity state wait-for-SIPI, a SIPI, and the same once more",
     "Expect: the vCPU waits in L0; exit SIPI(4) with the vector, the state saved (SDM 28.3.4)")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_WAIT_SIPI);
	for (u8 vector = 0x9a; vector < 0x9c; vector++) {
		test_context("vector %x", vector);
		if (vector == 0x9a)
			launch();
		else
			resume();
		EXPECT_EQ("vCPU", VCPU_L2_WAIT_SIPI, cpu.vcpu.state);
		EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
		cpu.vcpu.state = VCPU_RUNNING;
		nested_startup_ipi(&cpu.vcpu, vector);
		EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
		EXPECT_EQ("exit reason", EXIT_REASON_SIPI, l1_vmread(VMCS_EXIT_REASON));
		EXPECT_EQ("qualification", vector, l1_vmread(VMCS_EXIT_QUALIFICATION));
		EXPECT_EQ("activity", ACTIVITY_WAIT_SIPI,
			  l1_vmread(VMCS_GUEST_ACTIVITY_STATE));
	}
	l1_vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_ACTIVE);
	resume();
	EXPECT_EQ("an active L2", VCPU_RUNNING, cpu.vcpu.state);
}

TEST(wait_for_sipi_refused, "VM entry with wait-for-SIPI and an event, and in a VM that has just been stopped",
     "Expect: the entry fails; the vCPU stays stopped")
{
	l1_prepare_l2();
	l1_vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_WAIT_SIPI);
	l1_vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID | VECTOR_NMI |
		   INTR_TYPE_NMI << INTR_INFO_TYPE_SHIFT);
	launch();
	EXPECT_EQ("exit reason", EXIT_REASON_INVALID_GUEST | EXIT_REASON_ENTRY_FAILURE,
		  l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("vCPU", VCPU_RUNNING, cpu.vcpu.state);
	l1_vmwrite(VMCS_ENTRY_INTR_INFO, 0);
	cpu.vcpu.state = VCPU_ZOMBIE;
	launch();
	EXPECT_EQ("vCPU of a stopped VM", VCPU_ZOMBIE, cpu.vcpu.state);
}

TEST(reset_in_l2, "the vCPU is reset while L2 runs",
     "Expect: vmcs01 is loaded, not in VMX operation, nothing cached")
{
	l1_prepare_l2();
	launch();
	nested_vcpu_reset(&cpu.vcpu, 5);
	EXPECT_TRUE("vmcs01", fake_vmcs01_is_loaded());
	EXPECT_FALSE("VMX operation", cpu.vcpu.nested.vmxon);
	EXPECT_TRUE("no slot", !slot_find(&cpu.vcpu, GPA(GPA_VMCS12)));
}

TEST(nested_list_line, "nested_format() with one vmcs12, and past the end",
     "Expect: a line with its address and state, then none")
{
	char line[120];

	l1_prepare_l2();
	EXPECT_TRUE("first", nested_format(&cpu.vcpu, 0, line, sizeof(line)));
	EXPECT_TRUE(line, strstr(line, "000000002000") && strstr(line, "current"));
	EXPECT_FALSE("second", nested_format(&cpu.vcpu, 1, line, sizeof(line)));
	launch();
	nested_format(&cpu.vcpu, 0, line, sizeof(line));
	EXPECT_TRUE(line, strstr(line, "running") && strstr(line, "launched"));
	EXPECT_EQ("vmcs02 is not a shadow VMCS now", 0x1000,
		  vmcs02_field(VMCS_GUEST_RIP));
}
