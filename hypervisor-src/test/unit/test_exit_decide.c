/* SPDX-License-Identifier: BSD-3-Clause */
/* Whose is an exit of L2: the table of data/exit_reasons.def and its rules. */
#include "harness.h"

static struct vmcs12 v;
static struct exit_facts facts;

static bool l1s(u32 reason)
{
	facts.reason = reason;
	facts.v = &v;
	facts.vm = &cpu.vm;
	return exit_belongs_to_l1(&facts);
}

static void prepare(void)
{
	memset(&v, 0, sizeof(v));
	memset(&facts, 0, sizeof(facts));
}

TEST(decide_unconditional, "exits that no control can suppress (SDM 26.1.2)",
     "Expect: L1's, with all controls 0")
{
	static const u32 reasons[] = {
		EXIT_REASON_TRIPLE_FAULT, EXIT_REASON_INIT_SIGNAL, EXIT_REASON_SIPI,
		EXIT_REASON_TASK_SWITCH, EXIT_REASON_CPUID, EXIT_REASON_GETSEC,
		EXIT_REASON_INVD, EXIT_REASON_VMCALL, EXIT_REASON_VMCLEAR,
		EXIT_REASON_VMLAUNCH, EXIT_REASON_VMPTRLD, EXIT_REASON_VMPTRST,
		EXIT_REASON_VMREAD, EXIT_REASON_VMRESUME, EXIT_REASON_VMWRITE,
		EXIT_REASON_VMXOFF, EXIT_REASON_VMXON, EXIT_REASON_INVEPT,
		EXIT_REASON_INVVPID, EXIT_REASON_XSETBV,
	};

	prepare();
	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++) {
		test_context("reason %u", reasons[i]);
		EXPECT_TRUE("L1's", l1s(reasons[i]));
	}
}

TEST(decide_by_control, "exits that one control of vmcs12 asks for",
     "Expect: L1's with the control, L0's own without")
{
	static const struct { u32 reason; unsigned int fid; u64 control; } rows[] = {
		{ EXIT_REASON_HLT, FID_PROC_CONTROLS, PROC_HLT_EXITING },
		{ EXIT_REASON_INVLPG, FID_PROC_CONTROLS, PROC_INVLPG_EXITING },
		{ EXIT_REASON_RDPMC, FID_PROC_CONTROLS, PROC_RDPMC_EXITING },
		{ EXIT_REASON_RDTSC, FID_PROC_CONTROLS, PROC_RDTSC_EXITING },
		{ EXIT_REASON_RDTSCP, FID_PROC_CONTROLS, PROC_RDTSC_EXITING },
		{ EXIT_REASON_MOV_DR, FID_PROC_CONTROLS, PROC_MOV_DR_EXITING },
		{ EXIT_REASON_MWAIT, FID_PROC_CONTROLS, PROC_MWAIT_EXITING },
		{ EXIT_REASON_MONITOR, FID_PROC_CONTROLS, PROC_MONITOR_EXITING },
		{ EXIT_REASON_PAUSE, FID_PROC_CONTROLS, PROC_PAUSE_EXITING },
		{ EXIT_REASON_INTERRUPT_WINDOW, FID_PROC_CONTROLS, PROC_INTR_WINDOW_EXITING },
		{ EXIT_REASON_NMI_WINDOW, FID_PROC_CONTROLS, PROC_NMI_WINDOW_EXITING },
		{ EXIT_REASON_TPR_BELOW, FID_PROC_CONTROLS, PROC_USE_TPR_SHADOW },
		{ EXIT_REASON_IO_INSTRUCTION, FID_PROC_CONTROLS, PROC_UNCOND_IO_EXITING },
		{ EXIT_REASON_WBINVD, FID_PROC2_CONTROLS, PROC2_WBINVD_EXITING },
		{ EXIT_REASON_GDTR_IDTR, FID_PROC2_CONTROLS, PROC2_DESC_TABLE_EXITING },
		{ EXIT_REASON_LDTR_TR, FID_PROC2_CONTROLS, PROC2_DESC_TABLE_EXITING },
		{ EXIT_REASON_RDRAND, FID_PROC2_CONTROLS, PROC2_RDRAND_EXITING },
		{ EXIT_REASON_RDSEED, FID_PROC2_CONTROLS, PROC2_RDSEED_EXITING },
		{ EXIT_REASON_PREEMPTION_TIMER, FID_PIN_CONTROLS, PIN_PREEMPTION_TIMER },
		{ EXIT_REASON_EXTERNAL_INTERRUPT, FID_PIN_CONTROLS, PIN_EXT_INTR_EXITING },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		prepare();
		test_context("reason %u", rows[i].reason);
		EXPECT_FALSE("without", l1s(rows[i].reason));
		V12(&v, PROC_CONTROLS) = PROC_ACTIVATE_SECONDARY;
		v.f[rows[i].fid] |= rows[i].control;
		EXPECT_TRUE("with", l1s(rows[i].reason));
	}
}

TEST(decide_secondary_not_activated, "WBINVD exiting set, secondary controls not activated",
     "Expect: L0's own")
{
	prepare();
	V12(&v, PROC2_CONTROLS) = PROC2_WBINVD_EXITING;
	EXPECT_FALSE("L1's", l1s(EXIT_REASON_WBINVD));
}

TEST(decide_interrupt_of_l0, "an external interrupt when L0 takes interrupts",
     "Expect: L0's own, whatever L1 asks")
{
	prepare();
	V12(&v, PIN_CONTROLS) = PIN_EXT_INTR_EXITING;
	facts.l0_takes_interrupts = true;
	EXPECT_FALSE("L1's", l1s(EXIT_REASON_EXTERNAL_INTERRUPT));
}

TEST(decide_exceptions, "exceptions against the bitmap, NMI against its control",
     "Expect: L1's exactly when intercepted")
{
	prepare();
	V12(&v, EXCEPTION_BITMAP) = BIT(VECTOR_UD);
	facts.intr_info = INTR_INFO_VALID | INTR_TYPE_HARD_EXCEPTION << 8 | VECTOR_UD;
	EXPECT_TRUE("#UD", l1s(EXIT_REASON_EXCEPTION_NMI));
	facts.intr_info = INTR_INFO_VALID | INTR_TYPE_HARD_EXCEPTION << 8 | VECTOR_GP;
	EXPECT_FALSE("#GP", l1s(EXIT_REASON_EXCEPTION_NMI));
	facts.intr_info = INTR_INFO_VALID | INTR_TYPE_NMI << 8 | VECTOR_NMI;
	EXPECT_FALSE("NMI", l1s(EXIT_REASON_EXCEPTION_NMI));
	V12(&v, PIN_CONTROLS) = PIN_NMI_EXITING;
	EXPECT_TRUE("NMI, intercepted", l1s(EXIT_REASON_EXCEPTION_NMI));
}

TEST(decide_page_fault_mask, "#PF with error-code mask and match (SDM 26.2)",
     "Expect: bitmap bit on a match, its opposite otherwise")
{
	prepare();
	facts.intr_info = INTR_INFO_VALID | INTR_TYPE_HARD_EXCEPTION << 8 | VECTOR_PF;
	V12(&v, PF_ERROR_CODE_MASK) = PFEC_W;
	V12(&v, PF_ERROR_CODE_MATCH) = PFEC_W;
	V12(&v, EXCEPTION_BITMAP) = BIT(VECTOR_PF);
	facts.intr_ec = PFEC_W | PFEC_P;
	EXPECT_TRUE("match, bit 1", l1s(EXIT_REASON_EXCEPTION_NMI));
	facts.intr_ec = PFEC_P;
	EXPECT_FALSE("mismatch, bit 1", l1s(EXIT_REASON_EXCEPTION_NMI));
	V12(&v, EXCEPTION_BITMAP) = 0;
	EXPECT_TRUE("mismatch, bit 0", l1s(EXIT_REASON_EXCEPTION_NMI));
}

TEST(decide_control_registers, "CR accesses (SDM table 28-3)",
     "Expect: CR0 and CR4 always L1's, CR3 and CR8 by their controls")
{
	prepare();
	facts.qualification = 0;
	EXPECT_TRUE("MOV to CR0", l1s(EXIT_REASON_CR_ACCESS));
	facts.qualification = 4;
	EXPECT_TRUE("MOV to CR4", l1s(EXIT_REASON_CR_ACCESS));
	facts.qualification = 3;
	EXPECT_FALSE("MOV to CR3", l1s(EXIT_REASON_CR_ACCESS));
	V12(&v, PROC_CONTROLS) = PROC_CR3_LOAD_EXITING | PROC_CR8_STORE_EXITING;
	EXPECT_TRUE("MOV to CR3", l1s(EXIT_REASON_CR_ACCESS));
	facts.qualification = 3 | 1 << 4;
	EXPECT_FALSE("MOV from CR3", l1s(EXIT_REASON_CR_ACCESS));
	facts.qualification = 8 | 1 << 4;
	EXPECT_TRUE("MOV from CR8", l1s(EXIT_REASON_CR_ACCESS));
	facts.qualification = 8;
	EXPECT_FALSE("MOV to CR8", l1s(EXIT_REASON_CR_ACCESS));
}

TEST(decide_io_edges, "I/O across the two bitmaps and around port ffff (SDM 26.1.3)",
     "Expect: any intercepted byte counts; wrapping around always exits")
{
	prepare();
	V12(&v, PROC_CONTROLS) = PROC_USE_IO_BITMAPS;
	V12(&v, IO_BITMAP_A) = GPA_IO_BITMAP_A;
	V12(&v, IO_BITMAP_B) = GPA_IO_BITMAP_B;
	facts.qualification = 0x7fffULL << 16 | 1;
	EXPECT_FALSE("7fff word, free", l1s(EXIT_REASON_IO_INSTRUCTION));
	cpu.ram[GPA_IO_BITMAP_B] = 1;
	EXPECT_TRUE("7fff word, 8000 intercepted", l1s(EXIT_REASON_IO_INSTRUCTION));
	facts.qualification = 0xffffULL << 16 | 1;
	EXPECT_TRUE("ffff word", l1s(EXIT_REASON_IO_INSTRUCTION));
	facts.qualification = 0xffffULL << 16;
	EXPECT_FALSE("ffff byte", l1s(EXIT_REASON_IO_INSTRUCTION));
	V12(&v, IO_BITMAP_A) = FAKE_RAM_SIZE;
	facts.qualification = 0;
	EXPECT_TRUE("bitmap not in RAM", l1s(EXIT_REASON_IO_INSTRUCTION));
}

TEST(decide_msrs, "RDMSR and WRMSR against L1's bitmap",
     "Expect: by bit; always L1's without bitmaps or outside its ranges")
{
	prepare();
	facts.rcx = 0x174;
	EXPECT_TRUE("no bitmaps", l1s(EXIT_REASON_RDMSR));
	V12(&v, PROC_CONTROLS) = PROC_USE_MSR_BITMAPS;
	V12(&v, MSR_BITMAP) = GPA_MSR_BITMAP;
	EXPECT_FALSE("free", l1s(EXIT_REASON_RDMSR));
	cpu.ram[GPA_MSR_BITMAP + 2048 + 0x174 / 8] = BIT(0x174 % 8);
	EXPECT_FALSE("read", l1s(EXIT_REASON_RDMSR));
	EXPECT_TRUE("write", l1s(EXIT_REASON_WRMSR));
	facts.rcx = 0x4000;
	EXPECT_TRUE("outside", l1s(EXIT_REASON_RDMSR));
}

TEST(decide_unknown, "a reason that this L0 does not know", "Expect: L0's own")
{
	prepare();
	EXPECT_FALSE("200", l1s(200));
	EXPECT_FALSE("35, which the SDM leaves out", l1s(35));
}
