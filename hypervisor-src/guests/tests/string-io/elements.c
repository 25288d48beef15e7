// SPDX-License-Identifier: BSD-3-Clause
/* What moves, and where the registers are then. */
#include "context.h"
#include "string_io.h"

#define HIGH_GARBAGE	0xdead000000000000ULL
#define SEGMENT_BASE	0x1000
/* Below 64 KBytes, where nobody is. */
#define LOW_BUFFER	0x7000

SNIPPET(outsb_insn, "outsb\n\tret");
SNIPPET(insb_insn, "insb\n\tret");
SNIPPET(insw_insn, "insw\n\tret");
SNIPPET(insl_insn, "insl\n\tret");
SNIPPET(rep_outsb, "rep outsb\n\tret");
SNIPPET(rep_insb, "rep insb\n\tret");
SNIPPET(rep_insw, "rep insw\n\tret");
SNIPPET(outsb_fs, "outsb %fs:(%rsi), %dx\n\tret");
SNIPPET(outsb_cs, "outsb %cs:(%rsi), %dx\n\tret");
SNIPPET(insb_fs, ".byte 0x64\n\tinsb\n\tret");
SNIPPET(rep_outsb_address32, "addr32 rep outsb\n\tret");
SNIPPET(rep_insb_address32, "addr32 rep insb\n\tret");

static u8 buffer[32] __aligned(16);

static u64 at(u32 index)
{
	return (uintptr_t)&buffer[index];
}

static void start(void)
{
	u32 i;

	for (i = 0; i < sizeof(buffer); i++)
		buffer[i] = (u8)(0x10 + i);
	string_set_scratch(GUARD_BYTE);
}

static void check_registers(const struct string_registers *registers, u64 rcx,
			    u64 rsi, u64 rdi)
{
	check_u64("RCX", rcx, registers->rcx);
	check_u64("RSI", rsi, registers->rsi);
	check_u64("RDI", rdi, registers->rdi);
}

/* Bytes outside of [@from, @to) are still what start() made them. */
static void check_others_untouched(u32 from, u32 to)
{
	u32 i;

	for (i = 0; i < sizeof(buffer); i++)
		if (i < from || i >= to)
			check_u64("a byte beside the destination", 0x10 + i, buffer[i]);
}

CASE(outsb, "OUTSB.", "the byte at RSI goes out, RSI + 1, SDM 2B OUTS")
{
	struct string_registers r = { .rcx = 9, .rsi = at(4), .rdi = 5 };

	start();
	string_run(outsb_insn, &r);
	check_u64("scratch register", 0x14, string_scratch());
	check_registers(&r, 9, at(5), 5);
}

CASE(insb, "INSB.", "a byte comes to RDI, RDI + 1, SDM 2A INS")
{
	struct string_registers r = { .rcx = 9, .rsi = 5, .rdi = at(4) };

	start();
	string_run(insb_insn, &r);
	check_u64("memory", GUARD_BYTE, buffer[4]);
	check_others_untouched(4, 5);
	check_registers(&r, 9, 5, at(5));
}

CASE(outsb_backwards, "OUTSB with RFLAGS.DF = 1.", "RSI - 1, SDM 2B OUTS")
{
	struct string_registers r = { .rsi = at(4), .backwards = true };

	start();
	string_run(outsb_insn, &r);
	check_u64("scratch register", 0x14, string_scratch());
	check_registers(&r, 0, at(3), 0);
}

CASE(insw, "INSW.", "two bytes are written, RDI + 2, SDM 2A INS")
{
	struct string_registers r = { .rdi = at(4) };

	start();
	string_run(insw_insn, &r);
	check_others_untouched(4, 6);
	check_true("the second byte is another one", buffer[5] != 0x15);
	check_registers(&r, 0, 0, at(6));
}

CASE(insl, "INSD with RFLAGS.DF = 1.", "four bytes are written, RDI - 4, SDM 2A INS")
{
	struct string_registers r = { .rdi = at(8), .backwards = true };

	start();
	string_run(insl_insn, &r);
	check_others_untouched(8, 12);
	check_true("the fourth byte is another one", buffer[11] != 0x1b);
	check_registers(&r, 0, 0, at(4));
}

CASE(outsb_repeated, "REP OUTSB of five bytes.",
     "the fifth is the last to go out, RSI + 5, RCX 0, SDM 2B OUTS")
{
	struct string_registers r = { .rcx = 5, .rsi = at(2) };

	start();
	string_run(rep_outsb, &r);
	check_u64("scratch register", 0x16, string_scratch());
	check_registers(&r, 0, at(7), 0);
}

CASE(insb_repeated, "REP INSB of five bytes, backwards.",
     "five bytes are written, RDI - 5, RCX 0, SDM 2A INS")
{
	struct string_registers r = { .rcx = 5, .rdi = at(9), .backwards = true };
	u32 i;

	start();
	string_run(rep_insb, &r);
	for (i = 5; i < 10; i++)
		check_u64("memory", GUARD_BYTE, buffer[i]);
	check_others_untouched(5, 10);
	check_registers(&r, 0, 0, at(4));
}

CASE(insw_repeated, "REP INSW of three words.",
     "six bytes are written, RDI + 6, SDM 2A INS")
{
	struct string_registers r = { .rcx = 3, .rdi = at(9) };

	start();
	string_run(rep_insw, &r);
	check_others_untouched(9, 15);
	check_true("the sixth byte is another one", buffer[14] != 0x1e);
	check_registers(&r, 0, 0, at(15));
}

CASE(count_0, "REP OUTSB and REP INSB with RCX = 0.",
     "nothing moves, no register changes, SDM 2B REP")
{
	struct string_registers r = { .rsi = at(2), .rdi = at(3) };

	start();
	string_run(rep_outsb, &r);
	string_run(rep_insb, &r);
	check_u64("scratch register", GUARD_BYTE, string_scratch());
	check_others_untouched(0, 0);
	check_registers(&r, 0, at(2), at(3));
}

CASE(count_0_address32, "REP INSB with a 32-bit address size, ECX = 0, RCX not.",
     "nothing moves: the count has the address size, SDM 2B REP")
{
	struct string_registers r = { .rcx = HIGH_GARBAGE, .rdi = at(3) };

	start();
	string_run(rep_insb_address32, &r);
	check_others_untouched(0, 0);
	check_u64("EDI", (u32)at(3), (u32)r.rdi);
}

CASE(outsb_address32, "REP OUTSB with a 32-bit address size and garbage in the upper halves.",
     "ESI and ECX count; the upper halves become 0, SDM 1 3.4.1.1")
{
	struct string_registers r = { .rcx = HIGH_GARBAGE | 3, .rsi = HIGH_GARBAGE | at(2) };

	start();
	string_run(rep_outsb_address32, &r);
	check_u64("scratch register", 0x14, string_scratch());
	check_registers(&r, 0, at(5), 0);
}

CASE(insb_address32, "REP INSB with a 32-bit address size and garbage in the upper halves.",
     "EDI and ECX count; the upper halves become 0, SDM 1 3.4.1.1")
{
	struct string_registers r = { .rcx = HIGH_GARBAGE | 2, .rdi = HIGH_GARBAGE | at(2) };

	start();
	string_run(rep_insb_address32, &r);
	check_u64("memory", GUARD_BYTE, buffer[3]);
	check_others_untouched(2, 4);
	check_registers(&r, 0, 0, at(4));
}

CASE(outsb_fs_override, "OUTSB with an FS override.",
     "the base of FS is added, SDM 2B OUTS")
{
	struct string_registers r = { .rsi = at(4) - SEGMENT_BASE };

	start();
	wrmsr(MSR_IA32_FS_BASE, SEGMENT_BASE);
	string_run(outsb_fs, &r);
	wrmsr(MSR_IA32_FS_BASE, 0);
	check_u64("scratch register", 0x14, string_scratch());
	check_registers(&r, 0, at(5) - SEGMENT_BASE, 0);
}

CASE(outsb_cs_override, "OUTSB with a CS override in 64-bit mode.",
     "ignored, SDM 1 3.4.4")
{
	struct string_registers r = { .rsi = at(4) };

	start();
	string_run(outsb_cs, &r);
	check_u64("scratch register", 0x14, string_scratch());
}

CASE(insb_fs_override, "INSB with an FS prefix.",
     "ignored: the destination is always in ES, SDM 2A INS")
{
	struct string_registers r = { .rdi = at(4) };

	start();
	wrmsr(MSR_IA32_FS_BASE, SEGMENT_BASE);
	string_run(insb_fs, &r);
	wrmsr(MSR_IA32_FS_BASE, 0);
	check_u64("memory", GUARD_BYTE, buffer[4]);
}

SNIPPET(stepped_outsb, "mov %rdi, %rsi\n\tmov $3, %ecx\n\tmov $0x3ff, %edx\n\t"
	"pushfq\n\torq $0x100, (%rsp)\n\tpopfq\n\trep outsb\n\tint3");

CASE(single_step, "REP OUTSB of three bytes with RFLAGS.TF.",
     "#DB after the first byte: a trap between two elements, SDM 2B REP")
{
	start();
	context_run_until_fault(stepped_outsb, GUEST_SELECTOR_CODE, GUEST_SELECTOR_DATA,
				at(2));
	check_text("exception", vector_name(VECTOR_DB), vector_name(last_exception.vector));
	check_u64("scratch register", 0x12, string_scratch());
}

/* Compatibility mode: results in memory, as CONTEXT leaves no registers. */
u32 compatible_esi, compatible_ecx, compatible_edi;

#define SNIPPET_COMPATIBLE(name, text)					\
	SNIPPET(name, ".code32\n\tmov $0x3ff, %edx\n\t" text "\n\t"	\
		"mov %esi, compatible_esi\n\tmov %ecx, compatible_ecx\n\t" \
		"mov %edi, compatible_edi\n\tint3\n\t.code64")
SNIPPET_COMPATIBLE(compatible_outs16,
	"mov $0xaaaa7000, %esi\n\tmov $0xbbbb0003, %ecx\n\taddr16 rep outsb");
SNIPPET_COMPATIBLE(compatible_outs16_wraps,
	"mov $0xaaaaffff, %esi\n\tmov $1, %ecx\n\taddr16 rep outsb");
SNIPPET_COMPATIBLE(compatible_ins16,
	"mov $0xaaaa7000, %edi\n\tmov $0xbbbb0003, %ecx\n\taddr16 rep insb");
SNIPPET_COMPATIBLE(compatible_outs32,
	"mov $0x7000, %esi\n\tmov $3, %ecx\n\trep outsb");

static void run_compatible(const u8 *code)
{
	u8 *low = (u8 *)(uintptr_t)LOW_BUFFER;
	u32 i;

	start();
	for (i = 0; i < sizeof(buffer); i++)
		low[i] = (u8)(0x40 + i);
	context_run_until_fault(code, GUEST_SELECTOR_CODE32, GUEST_SELECTOR_DATA, 0);
	check_text("the code ended", vector_name(VECTOR_BP),
		   vector_name(last_exception.vector));
}

CASE(outsb_address16, "REP OUTSB with a 16-bit address size in compatibility mode.",
     "SI and CX count; bits 31:16 stay, SDM 1 3.4.1.1")
{
	run_compatible(compatible_outs16);
	check_u64("scratch register", 0x42, string_scratch());
	check_u64("ESI", 0xaaaa7003, compatible_esi);
	check_u64("ECX", 0xbbbb0000, compatible_ecx);
}

CASE(outsb_address16_wraps, "OUTSB at SI = FFFFH.",
     "SI becomes 0, bits 31:16 stay, SDM 1 3.4.1.1")
{
	run_compatible(compatible_outs16_wraps);
	check_u64("ESI", 0xaaaa0000, compatible_esi);
}

CASE(insb_address16, "REP INSB with a 16-bit address size in compatibility mode.",
     "DI and CX count; bits 31:16 stay, SDM 1 3.4.1.1")
{
	const u8 *low = (const u8 *)(uintptr_t)LOW_BUFFER;

	run_compatible(compatible_ins16);
	check_u64("the last byte", GUARD_BYTE, low[2]);
	check_u64("the byte behind it", 0x43, low[3]);
	check_u64("EDI", 0xaaaa7003, compatible_edi);
	check_u64("ECX", 0xbbbb0000, compatible_ecx);
}

CASE(outsb_compatibility_mode, "REP OUTSB in compatibility mode.",
     "ESI and ECX count, SDM 2B OUTS")
{
	run_compatible(compatible_outs32);
	check_u64("scratch register", 0x42, string_scratch());
	check_u64("ESI", 0x7003, compatible_esi);
	check_u64("ECX", 0, compatible_ecx);
}

static const struct test_case *const cases[] = {
	&case_outsb, &case_insb, &case_outsb_backwards, &case_insw, &case_insl,
	&case_outsb_repeated, &case_insb_repeated, &case_insw_repeated,
	&case_count_0, &case_count_0_address32, &case_outsb_address32,
	&case_insb_address32, &case_outsb_fs_override, &case_outsb_cs_override,
	&case_insb_fs_override, &case_single_step, &case_outsb_address16,
	&case_outsb_address16_wraps, &case_insb_address16,
	&case_outsb_compatibility_mode,
};

void run_element_cases(void)
{
	report_cases("string-elements", cases, ARRAY_SIZE(cases));
}
