/* SPDX-License-Identifier: BSD-3-Clause */
/* vmcs02's controls and bitmaps from vmcs01 and vmcs12. */
#include "harness.h"

static struct merge_input input;
static struct merged_controls merged;
static struct vmcs12 v;

static void prepare(void)
{
	vmcs12_valid(&v);
	input = (struct merge_input){
		.caps = &nested_caps,
		.pin01 = (u32)cpu.msrs.true_pinbased_ctls,
		.proc01 = (u32)cpu.msrs.true_procbased_ctls | PROC_USE_IO_BITMAPS |
			  PROC_USE_MSR_BITMAPS | PROC_ACTIVATE_SECONDARY,
		.proc2_01 = PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
			    PROC2_UNRESTRICTED_GUEST,
		.exit01 = (u32)cpu.msrs.true_exit_ctls | EXIT_HOST_ADDR_SPACE_SIZE,
		.tsc_multiplier01 = BIT64(48),
	};
}

static void merge(void)
{
	merge_controls(&input, &v, &merged);
}

TEST(merge_exits_of_either, "an exit that only L0 or only L1 wants",
     "Expect: vmcs02 exits for both (rule OR)")
{
	prepare();
	input.proc01 |= PROC_MOV_DR_EXITING;
	V12(&v, PROC_CONTROLS) |= PROC_RDTSC_EXITING;
	merge();
	EXPECT_TRUE("L0's MOV DR", merged.proc & PROC_MOV_DR_EXITING);
	EXPECT_TRUE("L1's RDTSC", merged.proc & PROC_RDTSC_EXITING);
}

TEST(merge_l1_only, "controls that are L1's alone", "Expect: vmcs12's setting")
{
	prepare();
	V12(&v, PROC_CONTROLS) &= ~(u64)PROC_HLT_EXITING;
	input.proc01 |= PROC_HLT_EXITING;
	merge();
	EXPECT_FALSE("HLT exiting", merged.proc & PROC_HLT_EXITING);
	EXPECT_FALSE("unrestricted guest", merged.proc2 & PROC2_UNRESTRICTED_GUEST);
	EXPECT_TRUE("IA-32e mode", merged.entry & ENTRY_IA32E_MODE_GUEST);
}

TEST(merge_always, "what L0 cannot do without",
     "Expect: EPT, VPID, secondary controls, 64-bit host, PAT and EFER switching")
{
	prepare();
	V12(&v, PROC2_CONTROLS) = 0;
	V12(&v, EXIT_CONTROLS) = (u32)nested_caps.l1.true_exit_ctls;
	V12(&v, ENTRY_CONTROLS) = (u32)nested_caps.l1.true_entry_ctls;
	merge();
	EXPECT_EQ("secondary", PROC2_ENABLE_EPT | PROC2_ENABLE_VPID, merged.proc2);
	EXPECT_TRUE("activate secondary", merged.proc & PROC_ACTIVATE_SECONDARY);
	EXPECT_TRUE("64-bit host", merged.exit & EXIT_HOST_ADDR_SPACE_SIZE);
	EXPECT_TRUE("EFER", merged.entry & ENTRY_LOAD_EFER);
	EXPECT_TRUE("PAT", merged.exit & EXIT_SAVE_PAT);
}

TEST(merge_secondary_not_activated, "secondary controls set but not activated",
     "Expect: they do not count")
{
	prepare();
	V12(&v, PROC_CONTROLS) &= ~(u64)PROC_ACTIVATE_SECONDARY;
	V12(&v, PROC2_CONTROLS) = PROC2_WBINVD_EXITING;
	merge();
	EXPECT_FALSE("WBINVD exiting", merged.proc2 & PROC2_WBINVD_EXITING);
}

/* A small generator: the same sequence every time. */
static u64 random_state;

static u64 random64(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

TEST(merge_property_valid, "100000 random pairs of vmcs01 and vmcs12 controls",
     "Expect: the CPU accepts every merged word, and no exit of L1 is lost")
{
	prepare();
	random_state = 1;
	for (int i = 0; i < 100000; i++) {
		u64 exits12;

		input.pin01 = (u32)random64();
		input.proc01 = (u32)random64();
		input.proc2_01 = (u32)random64();
		input.exit01 = (u32)random64();
		V12(&v, PIN_CONTROLS) = (u32)random64();
		V12(&v, PROC_CONTROLS) = (u32)random64() &
					 (nested_caps.l1.true_procbased_ctls >> 32);
		V12(&v, PROC2_CONTROLS) = (u32)random64() &
					  (nested_caps.l1.procbased_ctls2 >> 32);
		V12(&v, EXIT_CONTROLS) = (u32)random64();
		V12(&v, ENTRY_CONTROLS) = (u32)random64();
		V12(&v, EXCEPTION_BITMAP) = (u32)random64();
		merge();
		test_context("round %d", i);
		EXPECT_TRUE("pin", vmx_control_valid(cpu.msrs.true_pinbased_ctls, merged.pin));
		EXPECT_TRUE("proc", vmx_control_valid(cpu.msrs.true_procbased_ctls, merged.proc));
		EXPECT_TRUE("proc2", vmx_control_valid(cpu.msrs.procbased_ctls2, merged.proc2));
		EXPECT_TRUE("exit", vmx_control_valid(cpu.msrs.true_exit_ctls, merged.exit));
		EXPECT_TRUE("entry", vmx_control_valid(cpu.msrs.true_entry_ctls, merged.entry));
		exits12 = V12(&v, PROC_CONTROLS) & (PROC_HLT_EXITING | PROC_INVLPG_EXITING |
			PROC_MWAIT_EXITING | PROC_RDPMC_EXITING | PROC_RDTSC_EXITING |
			PROC_CR3_LOAD_EXITING | PROC_CR3_STORE_EXITING |
			PROC_MOV_DR_EXITING | PROC_MONITOR_EXITING | PROC_PAUSE_EXITING);
		EXPECT_EQ("exits of L1 that are missing", 0, exits12 & ~merged.proc);
		EXPECT_EQ("exceptions of L1 that are missing", 0,
			  V12(&v, EXCEPTION_BITMAP) & ~merged.exception_bitmap);
	}
}

static u64 scaled(u64 t, u64 multiplier)
{
	return (u64)(((unsigned __int128)t * multiplier) >> 48);
}

TEST(merge_tsc, "TSC offsets and multipliers of both levels",
     "Expect: L2's TSC = L1's TSC times m12 plus o12 (SDM 26.3)")
{
	const u64 t = 1000000;
	u64 tsc1, tsc2;

	prepare();
	input.proc01 |= PROC_USE_TSC_OFFSETTING;
	input.proc2_01 |= PROC2_USE_TSC_SCALING;
	input.tsc_multiplier01 = BIT64(48) / 2;
	input.tsc_offset01 = -5000ULL;
	V12(&v, PROC_CONTROLS) |= PROC_USE_TSC_OFFSETTING;
	V12(&v, PROC2_CONTROLS) |= PROC2_USE_TSC_SCALING;
	V12(&v, TSC_MULTIPLIER) = BIT64(48) * 4;
	V12(&v, TSC_OFFSET) = 77;
	merge();
	tsc1 = scaled(t, input.tsc_multiplier01) + input.tsc_offset01;
	tsc2 = scaled(tsc1, V12(&v, TSC_MULTIPLIER)) + 77;
	EXPECT_EQ("TSC of L2", tsc2, scaled(t, merged.tsc_multiplier) + merged.tsc_offset);
	EXPECT_TRUE("scaling on", merged.proc2 & PROC2_USE_TSC_SCALING);
}

TEST(merge_tsc_without_l1, "L0 offsets the TSC, L1 does not",
     "Expect: L2 sees L1's TSC")
{
	prepare();
	input.proc01 |= PROC_USE_TSC_OFFSETTING;
	input.tsc_offset01 = 123;
	V12(&v, TSC_OFFSET) = 999;
	merge();
	EXPECT_TRUE("offsetting on", merged.proc & PROC_USE_TSC_OFFSETTING);
	EXPECT_EQ("offset", 123, merged.tsc_offset);
}

TEST(merge_io_controls, "L1 with bitmaps, with unconditional exiting, with neither",
     "Expect: merged bitmap, unconditional, L0's bitmap")
{
	prepare();
	V12(&v, PROC_CONTROLS) |= PROC_USE_IO_BITMAPS | PROC_UNCOND_IO_EXITING;
	merge();
	EXPECT_EQ("bitmaps win", PROC_USE_IO_BITMAPS, merged.proc &
		  (PROC_USE_IO_BITMAPS | PROC_UNCOND_IO_EXITING));
	V12(&v, PROC_CONTROLS) &= ~(u64)PROC_USE_IO_BITMAPS;
	merge();
	EXPECT_EQ("unconditional", PROC_UNCOND_IO_EXITING, merged.proc &
		  (PROC_USE_IO_BITMAPS | PROC_UNCOND_IO_EXITING));
	V12(&v, PROC_CONTROLS) &= ~(u64)PROC_UNCOND_IO_EXITING;
	merge();
	EXPECT_EQ("L0's bitmap", PROC_USE_IO_BITMAPS, merged.proc &
		  (PROC_USE_IO_BITMAPS | PROC_UNCOND_IO_EXITING));
}

TEST(merge_without_msr_bitmap, "L1 without MSR bitmaps",
     "Expect: vmcs02 without, so that every RDMSR and WRMSR exits")
{
	prepare();
	merge();
	EXPECT_FALSE("MSR bitmaps", merged.proc & PROC_USE_MSR_BITMAPS);
}

TEST(merge_preemption_timer, "the timer of L0, of L1, of both and of none",
     "Expect: on when either runs, and its value is then saved")
{
	for (int i = 0; i < 4; i++) {
		prepare();
		input.pin01 |= i & 1 ? PIN_PREEMPTION_TIMER : 0;
		V12(&v, PIN_CONTROLS) |= i & 2 ? PIN_PREEMPTION_TIMER : 0;
		merge();
		test_context("case %d", i);
		EXPECT_EQ("timer", i != 0, !!(merged.pin & PIN_PREEMPTION_TIMER));
		EXPECT_EQ("saved", i != 0, !!(merged.exit & EXIT_SAVE_PREEMPTION_TIMER));
	}
}

/* --- bitmaps --------------------------------------------------------------- */

static u64 page02[512], l0_page[512], l1_page[512];
static struct lazy_bitmap bitmap;

static void bitmap_prepare(void)
{
	memset(l0_page, 0, sizeof(l0_page));
	memset(l1_page, 0, sizeof(l1_page));
	bitmap = (struct lazy_bitmap){ .merged = page02, .l0 = l0_page, .words = 512,
				       .open_count = LAZY_BITMAP_OPEN_MAX };
	lazy_bitmap_reset(&bitmap);
}

TEST(bitmap_starts_closed, "a merged bitmap before L2 needed anything",
     "Expect: all ones")
{
	bitmap_prepare();
	for (int i = 0; i < 512; i++)
		EXPECT_EQ("word", ~0ULL, page02[i]);
}

TEST(bitmap_open, "bits that L0, L1, both or neither intercept",
     "Expect: only the last is opened, and its word is the OR of both")
{
	bitmap_prepare();
	l0_page[1] = BIT64(0);
	l1_page[1] = BIT64(1);
	EXPECT_FALSE("L0's", lazy_bitmap_open(&bitmap, l1_page, 64));
	EXPECT_FALSE("L1's", lazy_bitmap_open(&bitmap, l1_page, 65));
	EXPECT_TRUE("neither's", lazy_bitmap_open(&bitmap, l1_page, 66));
	EXPECT_EQ("word", 3, page02[1]);
}

TEST(bitmap_refresh, "L1 changes its bitmap between two entries",
     "Expect: the open word follows")
{
	bitmap_prepare();
	EXPECT_TRUE("opened", lazy_bitmap_open(&bitmap, l1_page, 0));
	l1_page[0] = ~0ULL;
	lazy_bitmap_refresh(&bitmap, l1_page);
	EXPECT_EQ("word", ~0ULL, page02[0]);
	l1_page[0] = 0;
	lazy_bitmap_refresh(&bitmap, l1_page);
	EXPECT_EQ("word", 0, page02[0]);
}

TEST(bitmap_property, "random bitmaps, random openings, refreshes",
     "Expect: no bit of vmcs02 is ever 0 where L0's or L1's is 1")
{
	random_state = 7;
	bitmap_prepare();
	for (int round = 0; round < 2000; round++) {
		for (int i = 0; i < 8; i++)
			l1_page[random64() % 512] = random64() & random64();
		l0_page[random64() % 512] = random64() & random64() & random64();
		lazy_bitmap_refresh(&bitmap, l1_page);
		for (int i = 0; i < 8; i++)
			lazy_bitmap_open(&bitmap, l1_page, (u32)(random64() % 32768));
		for (int i = 0; i < 512; i++)
			EXPECT_EQ("open bits that are intercepted", 0,
				  (l0_page[i] | l1_page[i]) & ~page02[i]);
	}
}

TEST(msr_bitmap_places, "MSRs at the edges of the four parts (SDM 25.6.9)",
     "Expect: read low, read high, write low, write high; others always exit")
{
	EXPECT_EQ("read 0", 0, msr_bitmap_bit(0, false));
	EXPECT_EQ("read 1fff", 0x1fff, msr_bitmap_bit(0x1fff, false));
	EXPECT_EQ("read c0000000", 1024 * 8, msr_bitmap_bit(0xc0000000, false));
	EXPECT_EQ("write 0", 2048 * 8, msr_bitmap_bit(0, true));
	EXPECT_EQ("write c0001fff", 4096 * 8 - 1, msr_bitmap_bit(0xc0001fff, true));
	EXPECT_EQ("2000", (u64)-1, (u64)msr_bitmap_bit(0x2000, false));
	EXPECT_EQ("c0002000", (u64)-1, (u64)msr_bitmap_bit(0xc0002000, true));
	EXPECT_EQ("bfffffff", (u64)-1, (u64)msr_bitmap_bit(0xbfffffff, true));
}
