// SPDX-License-Identifier: BSD-3-Clause
/* I/O instructions and MSRs, by control or bitmap: SDM 25.6.4, 25.6.9, 26.1.3. */
#include "exits.h"

/* A port that nobody uses, and its exit qualification (SDM table 28-5). */
#define IO_QUAL(port, size, in)						\
	((u64)(port) << IO_QUAL_PORT_SHIFT | ((size) - 1) | ((in) ? IO_QUAL_IN : 0))
#define BITMAP_PORTS		0x8000

STIMULUS(out_imm_8, "", "outb %al, $0xe0");
STIMULUS(in_imm_8, "", "inb $0xe0, %al");
STIMULUS(in_dx_16, "mov $0x4e0, %edx", "inw %dx, %ax");
STIMULUS(out_dx_32, "mov $0x4e0, %edx", "outl %eax, %dx");
STIMULUS(outs_rep, "mov $0x4e0, %edx\n\tmov $3, %ecx\n\tmov $io_buffer, %esi",
	 "rep outsb");
STIMULUS(ins_word, "mov $0x4e0, %edx\n\tmov $io_buffer, %edi", "insw");
STIMULUS(outs_fs, "mov $0x4e0, %edx\n\tmov $io_buffer - 0x1000, %esi",
	 "outsw %fs:(%rsi), %dx");
STIMULUS(outs_address32, "mov $0x4e0, %edx\n\tmov $0xdead0000, %esi\n\t"
	 "shl $32, %rsi\n\tor $io_buffer, %rsi\n\tmov $3, %ecx",
	 "addr32 rep outsl");
STIMULUS(ins_backwards, "mov $0x4e0, %edx\n\tmov $io_buffer + 8, %edi\n\t"
	 "mov $5, %ecx\n\tstd", "rep insl");
STIMULUS(out_high, "mov $0x9000, %edx", "outb %al, %dx");
STIMULUS(out_wrap, "mov $0xffff, %edx", "outw %ax, %dx");
STIMULUS(out_32_straddle, "mov $0x4dd, %edx", "outl %eax, %dx");
STIMULUS(rdmsr_low, "mov $0x174, %ecx", "rdmsr");
STIMULUS(wrmsr_low, "mov $0x174, %ecx\n\txor %eax, %eax\n\txor %edx, %edx",
	 "wrmsr");
STIMULUS(rdmsr_high, "mov $0xc0000082, %ecx", "rdmsr");
STIMULUS(wrmsr_high, "mov $0xc0000082, %ecx\n\txor %eax, %eax\n\txor %edx, %edx",
	 "wrmsr");
STIMULUS(rdmsr_outside, "mov $0x40000000, %ecx", "rdmsr");

u8 io_buffer[16];

static u8 bitmaps[2][PAGE_SIZE] __aligned(4096);

static void clear_bitmaps(void)
{
	memset(bitmaps, 0, sizeof(bitmaps));
}

static void set_bit8(u8 *bitmap, u32 bit)
{
	bitmap[bit / 8] |= (u8)(1U << bit % 8);
}

static void io_bitmaps(void)
{
	clear_bitmaps();
	vmwrite(VMCS_IO_BITMAP_A, phys_of(bitmaps[0]));
	vmwrite(VMCS_IO_BITMAP_B, phys_of(bitmaps[1]));
	set_control(WORD_PROC, PROC_USE_IO_BITMAPS);
}

static void hit_4e0(void)
{
	io_bitmaps();
	set_bit8(bitmaps[0], 0x4e0);
}

static void hit_9000(void)
{
	io_bitmaps();
	set_bit8(bitmaps[1], 0x9000 - BITMAP_PORTS);
}

static void all_but_4e0(void)
{
	io_bitmaps();
	memset(bitmaps, 0xff, sizeof(bitmaps));
	bitmaps[0][0x4e0 / 8] = 0;
	/* Bitmaps win over unconditional I/O exiting. */
	set_control(WORD_PROC, PROC_UNCOND_IO_EXITING);
}

/* SDM 3D A.1: only then is there instruction information. */
static void with_ins_outs_info(void)
{
	case_needs(rdmsr(MSR_IA32_VMX_BASIC) & BASIC_INS_OUTS_INFO,
		   "BASIC_INS_OUTS_INFO");
}

#define FS_BASE		0x1000

static void with_fs_base(void)
{
	with_ins_outs_info();
	vmwrite(VMCS_GUEST_FS_BASE, FS_BASE);
}

static void check_linear(u64 address)
{
	check_u64("guest-linear address", address, vmread(VMCS_GUEST_LINEAR_ADDRESS));
}

/* SDM 25.9.4: used by SMIs alone. The region of the VMCS was all zeroes. */
static void check_smi_fields_unused(void)
{
	check_u64("I/O RCX", 0, vmread(VMCS_IO_RCX));
	check_u64("I/O RSI", 0, vmread(VMCS_IO_RSI));
	check_u64("I/O RDI", 0, vmread(VMCS_IO_RDI));
	check_u64("I/O RIP", 0, vmread(VMCS_IO_RIP));
}

static void check_outs_fs(void)
{
	check_linear((uintptr_t)io_buffer);
	check_u64("RSI of L2", (uintptr_t)io_buffer - FS_BASE,
		  fixture.l2.gpr[GPR_RSI]);
	check_smi_fields_unused();
}

static void check_outs_address32(void)
{
	check_linear((uintptr_t)io_buffer);
	check_u64("RSI of L2", 0xdead000000000000 | (uintptr_t)io_buffer,
		  fixture.l2.gpr[GPR_RSI]);
	check_u64("RCX of L2", 3, fixture.l2.gpr[GPR_RCX]);
}

static void check_ins_backwards(void)
{
	check_linear((uintptr_t)io_buffer + 8);
	check_u64("RDI of L2", (uintptr_t)io_buffer + 8, fixture.l2.gpr[GPR_RDI]);
	check_u64("RCX of L2", 5, fixture.l2.gpr[GPR_RCX]);
	check_u64("DF of L2", RFLAGS_DF, vmread(VMCS_GUEST_RFLAGS) & RFLAGS_DF);
	check_smi_fields_unused();
}

static void check_outs(void)
{
	check_linear((uintptr_t)io_buffer);
	check_u64("RCX of L2", 3, fixture.l2.gpr[GPR_RCX]);
}

static void check_ins(void)
{
	check_linear((uintptr_t)io_buffer);
}

static const struct exit_row io_rows[] = {
	{ INSN(out_imm_8), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0xe0, 1, 0) | IO_QUAL_IMMEDIATE),
	  .purpose = "OUT of a byte, port in the instruction." },
	{ INSN(in_imm_8), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0xe0, 1, 1) | IO_QUAL_IMMEDIATE),
	  .purpose = "IN of a byte, port in the instruction." },
	{ INSN(in_dx_16), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0x4e0, 2, 1)), .purpose = "IN of a word, port in DX." },
	{ INSN(out_dx_32), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0x4e0, 4, 0)),
	  .purpose = "OUT of a doubleword, port in DX." },
	{ INSN(outs_rep), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0x4e0, 1, 0) | IO_QUAL_STRING | IO_QUAL_REP),
	  INFO(7U << 7 | 7U << 15, INFO_ADDRESS_64 | INFO_SEGMENT_DS),
	  .prepare = with_ins_outs_info, .check = check_outs,
	  .purpose = "REP OUTS: linear address and information." },
	{ INSN(ins_word), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0x4e0, 2, 1) | IO_QUAL_STRING),
	  INFO(7U << 7, INFO_ADDRESS_64), .check = check_ins,
	  .purpose = "INS of a word." },
	{ INSN(outs_fs), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0x4e0, 2, 0) | IO_QUAL_STRING),
	  INFO(7U << 7 | 7U << 15, INFO_ADDRESS_64 | INFO_SEGMENT_FS),
	  .prepare = with_fs_base, .check = check_outs_fs,
	  .purpose = "OUTS with an FS override: the base is in the linear address." },
	{ INSN(outs_address32), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0x4e0, 4, 0) | IO_QUAL_STRING | IO_QUAL_REP),
	  INFO(7U << 7 | 7U << 15, INFO_ADDRESS_32 | INFO_SEGMENT_DS),
	  .prepare = with_ins_outs_info, .check = check_outs_address32,
	  .purpose = "REP OUTS with a 32-bit address size: ESI alone is in the linear address." },
	{ INSN(ins_backwards), BY(PROC, UNCOND_IO_EXITING), REASON(IO_INSTRUCTION),
	  QUALIFICATION(IO_QUAL(0x4e0, 4, 1) | IO_QUAL_STRING | IO_QUAL_REP),
	  INFO(7U << 7, INFO_ADDRESS_64), .check = check_ins_backwards,
	  .purpose = "REP INS with RFLAGS.DF: nothing has moved yet." },
	{ .name = "bitmap_a_hit", .code = in_dx_16, .at = in_dx_16_at,
	  .end = in_dx_16_end, REASON(IO_INSTRUCTION), .prepare = hit_4e0,
	  BY(PROC, USE_IO_BITMAPS), .no_off_case = true,
	  QUALIFICATION(IO_QUAL(0x4e0, 2, 1)),
	  .purpose = "A port whose bit in bitmap A is 1." },
	{ .name = "bitmap_a_miss", .code = in_imm_8, .trap_like = true,
	  BY(PROC, USE_IO_BITMAPS), .no_off_case = true, REASON(VMCALL),
	  .prepare = hit_4e0, .purpose = "A port whose bit in bitmap A is 0: no exit." },
	{ .name = "bitmap_straddle", .code = out_32_straddle,
	  .at = out_32_straddle_at, .end = out_32_straddle_end,
	  BY(PROC, USE_IO_BITMAPS), .no_off_case = true,
	  REASON(IO_INSTRUCTION), .prepare = hit_4e0,
	  QUALIFICATION(IO_QUAL(0x4dd, 4, 0)),
	  .purpose = "An access one of whose ports has its bit set." },
	{ .name = "bitmap_b_hit", .code = out_high, .at = out_high_at,
	  .end = out_high_end, BY(PROC, USE_IO_BITMAPS), .no_off_case = true,
	  REASON(IO_INSTRUCTION), .prepare = hit_9000,
	  QUALIFICATION(IO_QUAL(0x9000, 1, 0)),
	  .purpose = "A port whose bit in bitmap B is 1." },
	{ .name = "bitmap_b_miss", .code = out_high, .trap_like = true,
	  BY(PROC, USE_IO_BITMAPS), .no_off_case = true, REASON(VMCALL),
	  .prepare = hit_4e0, .purpose = "A port whose bit in bitmap B is 0: no exit." },
	{ .name = "bitmap_wraps", .code = out_wrap, .at = out_wrap_at,
	  .end = out_wrap_end, BY(PROC, USE_IO_BITMAPS), .no_off_case = true,
	  REASON(IO_INSTRUCTION), .prepare = io_bitmaps,
	  QUALIFICATION(IO_QUAL(0xffff, 2, 0)),
	  .purpose = "An access that wraps around port FFFFH always exits." },
	{ .name = "bitmap_beats_unconditional", .code = in_dx_16, .trap_like = true,
	  BY(PROC, USE_IO_BITMAPS), .no_off_case = true, REASON(VMCALL),
	  .prepare = all_but_4e0,
	  .purpose = "With bitmaps, unconditional I/O exiting is ignored." },
};

const struct exit_area io_area = {
	"exit-io", "SDM 26.1.3 and 28.2.1", io_rows, ARRAY_SIZE(io_rows)
};

static void msr_bitmap(void)
{
	clear_bitmaps();
	vmwrite(VMCS_MSR_BITMAP, phys_of(bitmaps[0]));
	set_control(WORD_PROC, PROC_USE_MSR_BITMAPS);
}

/* The four quarters of the bitmap, SDM 25.6.9. */
static void hit_read_low(void)
{
	msr_bitmap();
	set_bit8(bitmaps[0], 0x174);
}

static void hit_read_high(void)
{
	msr_bitmap();
	set_bit8(bitmaps[0] + 1024, 0x82);
}

static void hit_write_low(void)
{
	msr_bitmap();
	set_bit8(bitmaps[0] + 2048, 0x174);
}

static void hit_write_high(void)
{
	msr_bitmap();
	set_bit8(bitmaps[0] + 3072, 0x82);
}

#define MSR_ALWAYS(insn, exit)						\
	{ INSN(insn), REASON(exit), QUALIFICATION(0),			\
	  .purpose = "Without MSR bitmaps every access exits." }
#define MSR_HIT(case_name, insn, exit, prepared)			\
	{ .name = case_name, .code = insn, .at = insn##_at, .end = insn##_end, \
	  BY(PROC, USE_MSR_BITMAPS), .no_off_case = true, REASON(exit),	\
	  .prepare = prepared, .purpose = "The bit in the bitmap is 1." }
#define MSR_MISS(case_name, insn, prepared)				\
	{ .name = case_name, .code = insn, .trap_like = true,		\
	  BY(PROC, USE_MSR_BITMAPS), .no_off_case = true, REASON(VMCALL), \
	  .prepare = prepared,						\
	  .purpose = "The bit in the bitmap is 0, others are 1: no exit." }

static const struct exit_row msr_rows[] = {
	MSR_ALWAYS(rdmsr_low, RDMSR), MSR_ALWAYS(wrmsr_low, WRMSR),
	MSR_ALWAYS(rdmsr_high, RDMSR), MSR_ALWAYS(wrmsr_high, WRMSR),
	MSR_HIT("bitmap_read_low", rdmsr_low, RDMSR, hit_read_low),
	MSR_MISS("bitmap_read_low_miss", rdmsr_low, hit_write_low),
	MSR_HIT("bitmap_read_high", rdmsr_high, RDMSR, hit_read_high),
	MSR_MISS("bitmap_read_high_miss", rdmsr_high, hit_write_high),
	MSR_HIT("bitmap_write_low", wrmsr_low, WRMSR, hit_write_low),
	MSR_MISS("bitmap_write_low_miss", wrmsr_low, hit_read_low),
	MSR_HIT("bitmap_write_high", wrmsr_high, WRMSR, hit_write_high),
	MSR_MISS("bitmap_write_high_miss", wrmsr_high, hit_read_high),
	{ .name = "bitmap_outside", .code = rdmsr_outside,
	  .at = rdmsr_outside_at, .end = rdmsr_outside_end,
	  BY(PROC, USE_MSR_BITMAPS), .no_off_case = true, REASON(RDMSR),
	  .prepare = msr_bitmap,
	  .purpose = "An MSR outside of the bitmap's ranges always exits." },
};

const struct exit_area msr_area = {
	"exit-msr", "SDM 25.6.9 and 26.1.3", msr_rows, ARRAY_SIZE(msr_rows)
};
