/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory operands: decoding, segments, L1's paging. */
#include "harness.h"

static struct operand_fault fault;
static u64 linear;

static int locate(u8 segment, u8 address_size, const struct segment_state *seg,
		  bool long_mode, u64 offset, unsigned int size, bool write)
{
	struct insn_info info = { .segment = segment, .address_size = address_size };

	return operand_linear(&info, seg, long_mode, offset, size, write, &linear,
			      &fault);
}

static const struct segment_state flat = { 0, 0xffffffff, 0xc093 };

TEST(insn_info_fields, "decoding of the instruction information (SDM table 28-13)",
     "Expect: every field at its place")
{
	struct insn_info info = insn_info_decode(2 | 5 << 3 | 1 << 7 | 4 << 15 |
						 9 << 18 | 12 << 23 | 14U << 28);

	EXPECT_EQ("scaling", 2, info.scale);
	EXPECT_EQ("reg1", 5, info.reg1);
	EXPECT_EQ("address size", 1, info.address_size);
	EXPECT_EQ("segment", SEG_FS, info.segment);
	EXPECT_EQ("index", 9, info.index);
	EXPECT_EQ("base", 12, info.base);
	EXPECT_EQ("reg2", 14, info.reg2);
	EXPECT_TRUE("memory, index and base", !info.is_register && info.has_index &&
		    info.has_base);
	info = insn_info_decode(BIT(10) | BIT(22) | BIT(27));
	EXPECT_TRUE("register, no index, no base", info.is_register &&
		    !info.has_index && !info.has_base);
}

TEST(linear_64bit, "64-bit mode: base of FS only, canonical addresses",
     "Expect: #SS(0) for SS, #GP(0) otherwise")
{
	struct segment_state fs = { 0x1000, 0, SEG_AR_UNUSABLE };

	EXPECT_EQ("FS", 0, locate(SEG_FS, 2, &fs, true, 0x234, 8, false));
	EXPECT_EQ("address", 0x1234, linear);
	EXPECT_EQ("DS", 0, locate(SEG_DS, 2, &fs, true, 0x234, 8, false));
	EXPECT_EQ("no base", 0x234, linear);
	EXPECT_EQ("non-canonical", (u64)-EFAULT,
		  (u64)locate(SEG_DS, 2, &flat, true, BIT64(47), 8, false));
	EXPECT_EQ("#GP", VECTOR_GP, fault.vector);
	EXPECT_EQ("last byte non-canonical", (u64)-EFAULT,
		  (u64)locate(SEG_SS, 2, &flat, true, BIT64(47) - 4, 8, false));
	EXPECT_EQ("#SS", VECTOR_SS, fault.vector);
	EXPECT_EQ("32-bit address", 0, locate(SEG_DS, 1, &flat, true,
		  BIT64(32) + 5, 8, false));
	EXPECT_EQ("truncated", 5, linear);
}

TEST(linear_limits, "protected mode: limit, expand-down, types",
     "Expect: SDM 3A 5.3 to 5.5")
{
	static const struct { const char *what; struct segment_state seg; u64 offset;
			      bool write, ok; } rows[] = {
		{ "inside", { 0, 0xfff, 0x93 }, 0xff8, true, true },
		{ "last byte outside", { 0, 0xfff, 0x93 }, 0xff9, true, false },
		{ "expand-down inside", { 0, 0xfff, 0x4097 }, 0x1000, true, true },
		{ "expand-down below", { 0, 0xfff, 0x4097 }, 0xfff, true, false },
		{ "expand-down 16-bit top", { 0, 0xfff, 0x97 }, 0xfff9, true, false },
		{ "read-only", { 0, 0xfff, 0x91 }, 0, true, false },
		{ "read-only, read", { 0, 0xfff, 0x91 }, 0, false, true },
		{ "code", { 0, 0xfff, 0x9b }, 0, true, false },
		{ "code, read", { 0, 0xfff, 0x9b }, 0, false, true },
		{ "execute-only", { 0, 0xfff, 0x99 }, 0, false, false },
		{ "unusable", { 0, 0xfff, 0x10093 }, 0, false, false },
		{ "base", { 0xfffff000, 0xffffffff, 0xc093 }, 0x2000, true, true },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		test_context("%s", rows[i].what);
		EXPECT_EQ("allowed", rows[i].ok, !locate(SEG_DS, 1, &rows[i].seg,
			  false, rows[i].offset, 8, rows[i].write));
	}
	EXPECT_EQ("wraps at 4 GiB", 0x1000, linear);
}

TEST(base_index_scale, "VMPTRST to [rbx + rsi * 8 + 0x10]",
     "Expect: the pointer is stored there")
{
	l1_vmxon(GPA(GPA_VMXON));
	cpu.vcpu.gpr[GPR_RBX] = GPA_OPERAND;
	cpu.vcpu.gpr[GPR_RSI] = 4;
	fake_vmexit_write(VMCS_EXIT_QUALIFICATION, 0x10);
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_INFO, 3U | 2U << 7 | SEG_DS << 15 |
			  GPR_RSI << 18 | GPR_RBX << 23);
	nested_handle_insn(&cpu.vcpu, EXIT_REASON_VMPTRST);
	EXPECT_EQ("memory", ~0ULL, *ram_u64(GPA_OPERAND + 0x30));
}

TEST(operand_crosses_pages, "VMPTRLD from an operand across two pages",
     "Expect: read in two pieces")
{
	l1_vmxon(GPA(GPA_VMXON));
	memcpy(cpu.ram + GPA_OPERAND + 0xffc, &(u64){ GPA_VMCS12 }, 8);
	l1_insn_memory(EXIT_REASON_VMPTRLD, GPA_OPERAND + 0xffc, 0);
	EXPECT_STR("VMPTRLD", "VMsucceed", l1_result());
}

TEST(operand_page_fault, "VMPTRST to a read-only page, VMPTRLD from one not present",
     "Expect: #PF with CR2 and error code, RIP not advanced")
{
	u64 *pdpt = ram_u64(FAKE_L1_CR3 + PAGE_SIZE);
	unsigned int skipped;

	l1_vmxon(GPA(GPA_VMXON));
	skipped = cpu.skipped;
	pdpt[0] &= ~PTE_W;
	l1_insn_memory(EXIT_REASON_VMPTRST, GPA_OPERAND, 0);
	EXPECT_STR("read-only", "#PF", l1_result());
	EXPECT_EQ("error code", PFEC_P | PFEC_W, cpu.error_code);
	EXPECT_EQ("CR2", GPA_OPERAND, cpu.cr2);
	pdpt[0] &= ~PTE_P;
	l1_insn_memory(EXIT_REASON_VMPTRLD, GPA_OPERAND, 0);
	EXPECT_STR("not present", "#PF", l1_result());
	EXPECT_EQ("error code", 0, cpu.error_code);
	EXPECT_EQ("RIP", skipped, cpu.skipped);
}

/* --- the page walk itself ------------------------------------------------------ */

static struct paging_state paging;
static struct page_walk_result result;

static int walk_at(u64 address, bool write)
{
	return l1_page_walk(&cpu.vm, &paging, address, write, &result);
}

static void paging_prepare(u64 cr0, u64 cr4, u64 efer)
{
	paging = (struct paging_state){ .cr0 = cr0, .cr4 = cr4, .efer = efer,
					.cr3 = 0x100000,
					.phys_addr_mask = nested_caps.phys_addr_mask };
}

TEST(walk_no_paging, "CR0.PG = 0", "Expect: physical = linear, 32 bits")
{
	paging_prepare(CR0_PE, 0, 0);
	EXPECT_EQ("status", 0, walk_at(0x100001234, true));
	EXPECT_EQ("address", 0x1234, result.gpa.v);
}

TEST(walk_4_level, "4-level paging with 4-KByte, 2-MByte and 1-GByte pages",
     "Expect: addresses; A set on the way, D in the leaf of a write")
{
	paging_prepare(CR0_PE | CR0_PG | CR0_WP, CR4_PAE, EFER_LMA | EFER_LME | EFER_NXE);
	*ram_u64(0x100000) = 0x101000 | PTE_P | PTE_W;
	*ram_u64(0x101000) = 0x102000 | PTE_P | PTE_W;
	*ram_u64(0x101008) = 0x40000000 | PTE_P | PTE_PS;
	*ram_u64(0x102000) = 0x103000 | PTE_P | PTE_W;
	*ram_u64(0x102008) = 0x600000 | PTE_P | PTE_W | PTE_PS;
	*ram_u64(0x103008) = 0x7000 | PTE_P | PTE_W;
	EXPECT_EQ("4K", 0, walk_at(0x1234, true));
	EXPECT_EQ("4K address", 0x7234, result.gpa.v);
	EXPECT_TRUE("A and D", (*ram_u64(0x103008) & (PTE_A | PTE_D)) == (PTE_A | PTE_D));
	EXPECT_TRUE("A above", *ram_u64(0x100000) & PTE_A);
	EXPECT_FALSE("no D above", *ram_u64(0x102000) & PTE_D);
	EXPECT_EQ("2M", 0, walk_at(0x212345, false));
	EXPECT_EQ("2M address", 0x612345, result.gpa.v);
	EXPECT_FALSE("no D by a read", *ram_u64(0x102008) & PTE_D);
	EXPECT_EQ("1G", 0, walk_at(0x40012345, false));
	EXPECT_EQ("1G address", 0x40012345, result.gpa.v);
	EXPECT_EQ("1G is read-only", (u64)-EFAULT, (u64)walk_at(0x40012345, true));
	paging.cr0 &= ~CR0_WP;
	EXPECT_EQ("CR0.WP = 0", 0, walk_at(0x40012345, true));
}

TEST(walk_reserved_bits, "reserved bits in entries", "Expect: #PF with RSVD")
{
	paging_prepare(CR0_PE | CR0_PG, CR4_PAE, EFER_LMA | EFER_LME);
	*ram_u64(0x100000) = 0x101000 | PTE_P | PTE_W | PTE_NX;
	EXPECT_EQ("NX without EFER.NXE", (u64)-EFAULT, (u64)walk_at(0, false));
	EXPECT_EQ("error code", PFEC_P | PFEC_RSVD, result.error_code);
	*ram_u64(0x100000) = 0x101000 | PTE_P | BIT64(50);
	EXPECT_EQ("beyond MAXPHYADDR", (u64)-EFAULT, (u64)walk_at(0, false));
	*ram_u64(0x100000) = 0x101000 | PTE_P | PTE_PS;
	EXPECT_EQ("PS in PML4", (u64)-EFAULT, (u64)walk_at(0, false));
	*ram_u64(0x100000) = 0x101000 | PTE_P;
	*ram_u64(0x101000) = BIT64(20) | PTE_P | PTE_PS;
	EXPECT_EQ("1G base misaligned", (u64)-EFAULT, (u64)walk_at(0, false));
}

TEST(walk_smap, "a user page with CR4.SMAP, with and without RFLAGS.AC",
     "Expect: #PF unless AC is set (SDM 3A 4.6.1)")
{
	paging_prepare(CR0_PE | CR0_PG, CR4_PAE | CR4_SMAP, EFER_LMA | EFER_LME);
	*ram_u64(0x100000) = 0x101000 | PTE_P | PTE_W | PTE_U;
	*ram_u64(0x101000) = PTE_P | PTE_W | PTE_U | PTE_PS;
	EXPECT_EQ("AC = 0", (u64)-EFAULT, (u64)walk_at(0x1000, false));
	EXPECT_EQ("error code", PFEC_P, result.error_code);
	paging.rflags = RFLAGS_AC;
	EXPECT_EQ("AC = 1", 0, walk_at(0x1000, false));
}

TEST(walk_user_mode, "accesses at CPL 3 to user, supervisor and read-only pages",
     "Expect: U needed at every level, W for writes whatever CR0.WP (SDM 3A 4.6.1)")
{
	static const struct { const char *what; u64 flags; bool write; u32 pkru; int error; } rows[] = {
		{ "user page, read", PTE_U, false, 0, -1 },
		{ "user page, write", PTE_U | PTE_W, true, 0, -1 },
		{ "supervisor page", PTE_W, false, 0, PFEC_P | PFEC_U },
		{ "read-only page", PTE_U, true, 0, PFEC_P | PFEC_U | PFEC_W },
		{ "write-disabled key", PTE_U | PTE_W, true, PKRU_WD(0),
		  PFEC_P | PFEC_U | PFEC_W | PFEC_PK },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		test_context("%s", rows[i].what);
		paging_prepare(CR0_PE | CR0_PG, CR4_PAE | CR4_SMAP | CR4_PKE,
			       EFER_LMA | EFER_LME);
		paging.user_mode = true;
		paging.pkru = rows[i].pkru;
		*ram_u64(0x100000) = 0x101000 | PTE_P | PTE_W | PTE_U;
		*ram_u64(0x101000) = PTE_P | PTE_PS | rows[i].flags;
		EXPECT_EQ("status", rows[i].error < 0 ? 0 : (u64)-EFAULT,
			  (u64)walk_at(0x1000, rows[i].write));
		if (rows[i].error >= 0)
			EXPECT_EQ("error code", (u32)rows[i].error, result.error_code);
	}
	paging.pkru = 0;
	*ram_u64(0x100000) &= ~PTE_U;
	EXPECT_EQ("supervisor table", (u64)-EFAULT, (u64)walk_at(0x1000, false));
}

TEST(walk_protection_keys, "user and supervisor pages of key 1 under PKRU (SDM 3A 4.6.2)",
     "Expect: #PF with PK for user pages only; write-disable only with CR0.WP")
{
	static const struct { const char *what; u32 pkru; bool write, wp, user, faults; } rows[] = {
		{ "AD, read", PKRU_AD(1), false, true, true, true },
		{ "AD of another key", PKRU_AD(2), false, true, true, false },
		{ "AD, supervisor page", PKRU_AD(1), true, true, false, false },
		{ "WD, read", PKRU_WD(1), false, true, true, false },
		{ "WD, write", PKRU_WD(1), true, true, true, true },
		{ "WD, write, WP = 0", PKRU_WD(1), true, false, true, false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		u64 user = rows[i].user ? PTE_U : 0;

		test_context("%s", rows[i].what);
		paging_prepare(CR0_PE | CR0_PG | (rows[i].wp ? CR0_WP : 0),
			       CR4_PAE | CR4_PKE, EFER_LMA | EFER_LME);
		paging.pkru = rows[i].pkru;
		*ram_u64(0x100000) = 0x101000 | PTE_P | PTE_W | PTE_U;
		*ram_u64(0x101000) = BIT64(PTE_KEY_SHIFT) | PTE_P | PTE_W | user | PTE_PS;
		EXPECT_EQ("status", rows[i].faults ? (u64)-EFAULT : 0,
			  (u64)walk_at(0x1000, rows[i].write));
		if (rows[i].faults)
			EXPECT_EQ("error code", PFEC_P | PFEC_PK |
				  (rows[i].write ? PFEC_W : 0), result.error_code);
	}
}

TEST(pkru_only_with_pke, "paging state of an L1 with CR4.PKE = 0, then 1",
     "Expect: PKRU counts only with CR4.PKE")
{
	cpu.pkru = PKRU_AD(3);
	l1_paging_state_read(&paging);
	EXPECT_EQ("PKE = 0", 0, paging.pkru);
	vmcs_write(VMCS_GUEST_CR4, vmcs_read(VMCS_GUEST_CR4) | CR4_PKE);
	vmcs_write(VMCS_GUEST_EFER, EFER_LMA | EFER_LME);
	l1_paging_state_read(&paging);
	EXPECT_EQ("PKE = 1", PKRU_AD(3), paging.pkru);
}

TEST(walk_32bit, "32-bit paging: 4-KByte page, 4-MByte page with PSE-36, no PSE",
     "Expect: addresses; without CR4.PSE the PS bit is ignored")
{
	u32 *pd = (u32 *)(cpu.ram + 0x100000), *pt = (u32 *)(cpu.ram + 0x101000);

	paging_prepare(CR0_PE | CR0_PG, CR4_PSE, 0);
	pd[0] = 0x101000 | PTE_P | PTE_W;
	pt[1] = 0x9000 | PTE_P | PTE_W;
	pd[1] = 0x00400000 | 1 << 13 | PTE_P | PTE_W | PTE_PS;
	EXPECT_EQ("4K", 0, walk_at(0x1abc, true));
	EXPECT_EQ("4K address", 0x9abc, result.gpa.v);
	EXPECT_EQ("4M", 0, walk_at(0x412345, true));
	EXPECT_EQ("4M address", BIT64(32) | 0x412345, result.gpa.v);
	paging.cr4 = 0;
	pd[1] = 0x101000 | PTE_P | PTE_W | PTE_PS;
	EXPECT_EQ("no PSE", 0, walk_at(0x401abc, true));
	EXPECT_EQ("no PSE address", 0x9abc, result.gpa.v);
}

TEST(walk_pae, "PAE paging: PDPTEs from the VMCS, 2-MByte page",
     "Expect: address; a PDPTE that is not present is #PF")
{
	paging_prepare(CR0_PE | CR0_PG, CR4_PAE, EFER_NXE);
	paging.pdpte[1] = 0x100000 | PTE_P;
	*ram_u64(0x100008) = 0x600000 | PTE_P | PTE_W | PTE_PS;
	EXPECT_EQ("2M", 0, walk_at(0x40212345, true));
	EXPECT_EQ("address", 0x612345, result.gpa.v);
	EXPECT_EQ("PDPTE 0", (u64)-EFAULT, (u64)walk_at(0x1000, false));
	*ram_u64(0x100008) |= BIT64(62);
	EXPECT_EQ("reserved bit 62", (u64)-EFAULT, (u64)walk_at(0x40212345, true));
}
