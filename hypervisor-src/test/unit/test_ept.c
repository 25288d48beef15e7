/* SPDX-License-Identifier: BSD-3-Clause */
/* EPT12: its walk, and its composition with EPT01 (SDM 29.3). */
#include "harness.h"

#define WB	((u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT)
#define UC	((u64)MEMTYPE_UC << EPT_MEMTYPE_SHIFT)
#define RWX_WB	(EPT_RWX | WB)
#define L2_PAGE	0x123000ULL

static struct ept_walk walk;

static enum ept_walk_status do_walk(u64 ngpa, u64 access)
{
	return ept12_walk(&cpu.vm, &nested_caps, EPTP12_DEFAULT, NGPA(ngpa), access,
			  &walk);
}

/* An access that L2 makes: the walk, then what it leaves behind. */
static void do_access(u64 eptp, u64 ngpa, u64 access)
{
	EXPECT_EQ("status", EPT_WALK_OK, ept12_walk(&cpu.vm, &nested_caps, eptp,
						    NGPA(ngpa), access, &walk));
	EXPECT_TRUE("commit", ept12_commit(&cpu.vm, NULL, &walk, NGPA(ngpa), access));
}

TEST(ept_walk_4k, "a 4-KByte mapping", "Expect: its address, type and size")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB | EPT_IGNORE_PAT);
	EXPECT_EQ("status", EPT_WALK_OK, do_walk(L2_PAGE + 0x45, EPT_READ));
	EXPECT_EQ("address", 0x20045, walk.gpa.v);
	EXPECT_EQ("size", PAGE_SIZE, walk.leaf_size);
	EXPECT_EQ("type", MEMTYPE_WB, walk.memtype);
	EXPECT_TRUE("ignore PAT", walk.ignore_pat);
	EXPECT_EQ("rights", EPT_RWX, walk.perms);
}

TEST(ept_walk_large, "2-MByte and 1-GByte mappings", "Expect: whole offsets")
{
	ept12_map(SIZE_1G, 0x400000, SIZE_2M, RWX_WB);
	ept12_map(4 * SIZE_1G, SIZE_1G, SIZE_1G, RWX_WB);
	EXPECT_EQ("2M", EPT_WALK_OK, do_walk(SIZE_1G + 0x12345, EPT_READ));
	EXPECT_EQ("2M address", 0x412345, walk.gpa.v);
	EXPECT_EQ("1G", EPT_WALK_OK, do_walk(4 * SIZE_1G + 0x2345678, EPT_READ));
	EXPECT_EQ("1G address", SIZE_1G + 0x2345678, walk.gpa.v);
	EXPECT_EQ("1G size", SIZE_1G, walk.leaf_size);
}

TEST(ept_walk_rights, "each access against each set of rights",
     "Expect: a violation exactly when a right is missing; perms = the rights")
{
	static const u64 rights[] = { 1, 3, 4, 5, 7 };

	for (size_t i = 0; i < ARRAY_SIZE(rights); i++) {
		ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, rights[i] | WB);
		for (u64 access = 1; access <= 4; access <<= 1) {
			test_context("rights %llu access %llu",
				     (unsigned long long)rights[i],
				     (unsigned long long)access);
			EXPECT_EQ("status", access & rights[i] ? EPT_WALK_OK :
				  EPT_WALK_VIOLATION, do_walk(L2_PAGE, access));
			EXPECT_EQ("perms", rights[i], walk.perms);
		}
	}
}

TEST(ept_walk_and_of_levels, "rights missing in an upper level",
     "Expect: the AND of all levels counts")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	*ram_u64(GPA_EPT12) &= ~(u64)EPT_WRITE;
	EXPECT_EQ("write", EPT_WALK_VIOLATION, do_walk(L2_PAGE, EPT_WRITE));
	EXPECT_EQ("perms", EPT_READ | EPT_EXEC, walk.perms);
}

TEST(ept_walk_not_present, "an address that is not mapped",
     "Expect: a violation with no rights")
{
	EXPECT_EQ("status", EPT_WALK_VIOLATION, do_walk(L2_PAGE, EPT_READ));
	EXPECT_EQ("perms", 0, walk.perms);
}

TEST(ept_walk_beyond_48_bits, "an address of 49 bits", "Expect: a violation")
{
	EXPECT_EQ("status", EPT_WALK_VIOLATION, do_walk(BIT64(48), EPT_READ));
}

TEST(ept_misconfigurations, "entries with what SDM 29.3.3.1 forbids",
     "Expect: misconfiguration; the same bits in a not-present entry are fine")
{
	static const struct { u64 entry; int level; } bad[] = {
		{ EPT_WRITE | WB, 1 }, { EPT_WRITE | EPT_EXEC | WB, 1 },
		{ EPT_RWX | 2ULL << 3, 1 }, { EPT_RWX | 3ULL << 3, 1 },
		{ EPT_RWX | 7ULL << 3, 1 }, { EPT_RWX | BIT64(50) | WB, 1 },
		{ EPT_RWX | EPT_LEAF, 4 }, { EPT_RWX | BIT64(3), 4 },
		{ EPT_RWX | BIT64(3), 3 }, { EPT_RWX | BIT64(6), 2 },
		{ EPT_RWX | EPT_LEAF | BIT64(12) | WB, 2 },
		{ EPT_RWX | EPT_LEAF | BIT64(29) | WB, 3 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		test_context("entry %llx level %d", (unsigned long long)bad[i].entry,
			     bad[i].level);
		EXPECT_TRUE("misconfigured", ept_entry_misconfigured(&nested_caps,
			    bad[i].entry, bad[i].level));
		EXPECT_FALSE("not present", ept_entry_misconfigured(&nested_caps,
			     bad[i].entry & ~(u64)EPT_RWX, bad[i].level));
	}
	EXPECT_FALSE("execute-only", ept_entry_misconfigured(&nested_caps,
		     EPT_EXEC | WB, 1));
}

TEST(ept_misconfig_without_features, "execute-only and large leaves on a CPU without",
     "Expect: misconfiguration")
{
	cpu.msrs.ept_vpid_cap &= ~(u64)(EPTVPID_EXECUTE_ONLY | EPTVPID_PAGE_1G |
					EPTVPID_PAGE_2M);
	nested_cpu_init(&cpu.msrs);
	EXPECT_TRUE("execute-only", ept_entry_misconfigured(&nested_caps,
		    EPT_EXEC | WB, 1));
	EXPECT_TRUE("1 GByte", ept_entry_misconfigured(&nested_caps,
		    RWX_WB | EPT_LEAF, 3));
	EXPECT_TRUE("2 MByte", ept_entry_misconfigured(&nested_caps,
		    RWX_WB | EPT_LEAF, 2));
}

TEST(ept_table_outside_ram, "EPT12 with a table where L1 has no RAM",
     "Expect: misconfiguration, for all ones are read")
{
	*ram_u64(GPA_EPT12) = FAKE_RAM_SIZE | EPT_RWX;
	EXPECT_EQ("status", EPT_WALK_MISCONFIG, do_walk(0, EPT_READ));
}

TEST(ept_accessed_dirty, "a read, then a write, with A/D flags on and off",
     "Expect: accessed everywhere, dirty in the leaf by the write; none when off")
{
	u64 *leaf = ram_u64(GPA_EPT12 + 3 * PAGE_SIZE + 0x123 * 8);
	const u64 eptp = EPTP12_DEFAULT | EPTP_ACCESSED_DIRTY;

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	do_access(EPTP12_DEFAULT, L2_PAGE, EPT_WRITE);
	EXPECT_EQ("off", 0, *leaf & (EPT_ACCESSED | EPT_DIRTY));
	do_access(eptp, L2_PAGE, EPT_READ);
	EXPECT_EQ("read", EPT_ACCESSED, *leaf & (EPT_ACCESSED | EPT_DIRTY));
	EXPECT_TRUE("PML4", *ram_u64(GPA_EPT12) & EPT_ACCESSED);
	EXPECT_FALSE("may be written without a fault", walk.dirty);
	do_access(eptp, L2_PAGE, EPT_WRITE);
	EXPECT_TRUE("write", *leaf & EPT_DIRTY);
	EXPECT_FALSE("PML4 is never dirty", *ram_u64(GPA_EPT12) & EPT_DIRTY);
}

TEST(ept_convertible, "violations by entries with and without \"suppress #VE\"",
     "Expect: convertible when the last entry used has bit 63 clear (SDM 26.5.7.1)")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, EPT_READ | WB);
	EXPECT_EQ("read-only", EPT_WALK_VIOLATION, do_walk(L2_PAGE, EPT_WRITE));
	EXPECT_TRUE("convertible", walk.convertible);
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, EPT_READ | WB | EPT_SUPPRESS_VE);
	EXPECT_EQ("suppressed", EPT_WALK_VIOLATION, do_walk(L2_PAGE, EPT_WRITE));
	EXPECT_FALSE("convertible", walk.convertible);
	EXPECT_EQ("absent table", EPT_WALK_VIOLATION, do_walk(SIZE_1G, EPT_READ));
	EXPECT_TRUE("convertible", walk.convertible);
	EXPECT_EQ("beyond 48 bits", EPT_WALK_VIOLATION, do_walk(BIT64(48), EPT_READ));
	EXPECT_FALSE("convertible", walk.convertible);
}

TEST(memtype_rules, "combinations of memory types (SDM 3A table 12-6)",
     "Expect: WB yields, UC wins, open pairs are UC")
{
	EXPECT_EQ("WB over WB", MEMTYPE_WB, memtype_combine(MEMTYPE_WB, MEMTYPE_WB));
	EXPECT_EQ("WC over WB", MEMTYPE_WC, memtype_combine(MEMTYPE_WC, MEMTYPE_WB));
	EXPECT_EQ("WB over WT", MEMTYPE_WT, memtype_combine(MEMTYPE_WB, MEMTYPE_WT));
	EXPECT_EQ("UC over WB", MEMTYPE_UC, memtype_combine(MEMTYPE_UC, MEMTYPE_WB));
	EXPECT_EQ("WB over UC", MEMTYPE_UC, memtype_combine(MEMTYPE_WB, MEMTYPE_UC));
	EXPECT_EQ("WC over WT", MEMTYPE_UC, memtype_combine(MEMTYPE_WC, MEMTYPE_WT));
}

/* --- composition: L2 runs, its violations are handled -------------------------- */

static u64 eptp02;

static void run_l2(void)
{
	l1_prepare_l2();
	l1_insn(EXIT_REASON_VMLAUNCH);
	EXPECT_STR("VMLAUNCH", "L2 runs", l1_result());
	eptp02 = vmcs_read(VMCS_EPT_POINTER);
}

/* What the CPU would find in EPT02. */
static u64 entry02(u64 ngpa, u64 *size)
{
	u64 *table = hpa_to_virt(HPA(eptp02 & EPT_ADDR_MASK));

	for (unsigned int shift = 39;; shift -= 9) {
		u64 entry = table[(ngpa >> shift) % 512];

		*size = 1ULL << shift;
		if (shift == 12 || (entry & EPT_LEAF) || !(entry & EPT_RWX))
			return entry;
		table = hpa_to_virt(HPA(entry & EPT_ADDR_MASK));
	}
}

static void l2_touches(u64 ngpa, u64 access)
{
	fake_vmexit_write(VMCS_GUEST_PHYSICAL_ADDRESS, ngpa);
	l2_exit(EXIT_REASON_EPT_VIOLATION, access | EPT_QUAL_GLA_VALID |
					   EPT_QUAL_GLA_TRANSLATED);
}

static u64 hpa_of(u64 gpa)
{
	return virt_to_hpa(cpu.ram + gpa).v;
}

TEST(ept_compose_4k, "L2 touches a page that EPT12 maps",
     "Expect: L0 maps it to L1's memory, L1 sees no exit")
{
	u64 size;

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	run_l2();
	l2_touches(L2_PAGE + 8, EPT_READ);
	EXPECT_TRUE("still in L2", cpu.vcpu.nested.in_l2);
	EXPECT_EQ("EPT02", hpa_of(0x20000) | RWX_WB, entry02(L2_PAGE, &size));
	EXPECT_EQ("size", PAGE_SIZE, size);
}

TEST(ept_compose_sizes, "2-MByte leaves in both, in EPT12 only, in EPT01 only",
     "Expect: a 2-MByte leaf, then 4-KByte leaves")
{
	u64 size;

	ept12_map(0, 0x400000, SIZE_2M, RWX_WB);
	ept12_map(SIZE_1G, 0x20000, PAGE_SIZE, RWX_WB);
	run_l2();
	l2_touches(0x1234, EPT_READ);
	EXPECT_EQ("both", hpa_of(0x400000) | RWX_WB | EPT_LEAF, entry02(0, &size));
	EXPECT_EQ("both: size", SIZE_2M, size);
	l2_touches(SIZE_1G, EPT_READ);
	entry02(SIZE_1G, &size);
	EXPECT_EQ("EPT01 only: size", PAGE_SIZE, size);
	cpu.leaf01 = PAGE_SIZE;
	nested_ept_invalidate_all(&cpu.vcpu);
	l2_touches(0x1234, EPT_READ);
	EXPECT_EQ("EPT12 only", hpa_of(0x401000) | RWX_WB, entry02(0x1234, &size));
	EXPECT_EQ("EPT12 only: size", PAGE_SIZE, size);
}

TEST(ept_compose_rights, "EPT12 allows less than EPT01, and EPT01 less than EPT12",
     "Expect: the AND of both")
{
	u64 size;

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, EPT_READ | WB);
	ept12_map(SIZE_1G, FAKE_ROM_BASE, PAGE_SIZE, RWX_WB);
	run_l2();
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_EQ("EPT12 read-only", EPT_READ, entry02(L2_PAGE, &size) & EPT_RWX);
	l2_touches(SIZE_1G, EPT_READ);
	EXPECT_EQ("EPT01 read-only", EPT_READ, entry02(SIZE_1G, &size) & EPT_RWX);
}

TEST(ept_compose_memory_type, "WB in EPT12 over UC in EPT01", "Expect: UC")
{
	u64 size;

	ept12_map(L2_PAGE, FAKE_MMIO_BASE, PAGE_SIZE, RWX_WB);
	run_l2();
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_EQ("EPT02", FAKE_MMIO_BASE | EPT_RWX | UC, entry02(L2_PAGE, &size));
}

TEST(ept_compose_nothing_behind, "EPT12 maps an address where L1 has nothing",
     "Expect: L2 goes on on a page of L0's own that is nobody's memory")
{
	u64 size;

	ept12_map(L2_PAGE, BIT64(40), PAGE_SIZE, RWX_WB);
	run_l2();
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_TRUE("still in L2", cpu.vcpu.nested.in_l2);
	EXPECT_EQ("counted", 1, cpu.vcpu.nested.counters.ept_sink_mappings);
	EXPECT_TRUE("mapped", entry02(L2_PAGE, &size) & EPT_RWX);
}

TEST(ept_violation_reflected, "L2 writes a page that EPT12 maps read-only",
     "Expect: exit 48 to L1, qualification: write, readable, linear address valid")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, EPT_READ | EPT_EXEC | WB);
	run_l2();
	l2_touches(L2_PAGE, EPT_WRITE);
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("reason", EXIT_REASON_EPT_VIOLATION, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("address", L2_PAGE, l1_vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	EXPECT_EQ("qualification", EPT_QUAL_WRITE | (EPT_READ | EPT_EXEC) << 3 |
		  EPT_QUAL_GLA_VALID | EPT_QUAL_GLA_TRANSLATED,
		  l1_vmread(VMCS_EXIT_QUALIFICATION));
}

TEST(ept_misconfig_reflected, "L2 touches a page with a misconfigured entry",
     "Expect: exit 49 to L1")
{
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, EPT_WRITE | WB);
	run_l2();
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_EQ("reason", EXIT_REASON_EPT_MISCONFIG, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("address", L2_PAGE, l1_vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
}

TEST(ept_rights_raised, "L1 raises rights in EPT12 without INVEPT, L2 faults",
     "Expect: EPT02 follows (SDM 29.4.3.1: the violation dropped the old entry)")
{
	u64 size;

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, EPT_READ | WB);
	run_l2();
	l2_touches(L2_PAGE, EPT_READ);
	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	l2_touches(L2_PAGE, EPT_WRITE);
	EXPECT_EQ("EPT02", hpa_of(0x20000) | RWX_WB, entry02(L2_PAGE, &size));
}

TEST(ept_dirty_on_demand, "A/D flags on: L2 reads, then writes",
     "Expect: EPT02 is read-only until the write, which sets dirty in EPT12")
{
	u64 *leaf = ram_u64(GPA_EPT12 + 3 * PAGE_SIZE + 0x123 * 8);
	u64 size;

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	l1_prepare_l2();
	l1_vmwrite(VMCS_EPT_POINTER, EPTP12_DEFAULT | EPTP_ACCESSED_DIRTY);
	l1_insn(EXIT_REASON_VMLAUNCH);
	eptp02 = vmcs_read(VMCS_EPT_POINTER);
	EXPECT_TRUE("EPTP02 asks for A/D", eptp02 & EPTP_ACCESSED_DIRTY);
	l2_touches(L2_PAGE, EPT_READ);
	EXPECT_FALSE("writable", entry02(L2_PAGE, &size) & EPT_WRITE);
	EXPECT_FALSE("dirty", *leaf & EPT_DIRTY);
	l2_touches(L2_PAGE, EPT_WRITE);
	EXPECT_TRUE("writable", entry02(L2_PAGE, &size) & EPT_WRITE);
	EXPECT_TRUE("dirty", *leaf & EPT_DIRTY);
}

static void l1_invept(u64 type, u64 eptp)
{
	*ram_u64(GPA_OPERAND) = eptp;
	cpu.vcpu.gpr[GPR_RCX] = type;
	l1_insn_memory(EXIT_REASON_INVEPT, GPA_OPERAND, GPR_RCX);
}

TEST(invept_single_is_precise, "INVEPT of one EPTP while two have trees",
     "Expect: that tree is emptied, the other untouched")
{
	const u64 other = 0x40000 | MEMTYPE_WB | EPTP_WALK_4;
	u64 size, eptp_a, eptp_b;

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	memcpy(cpu.ram + 0x40000, cpu.ram + GPA_EPT12, PAGE_SIZE);
	run_l2();
	eptp_a = eptp02;
	l2_touches(L2_PAGE, EPT_READ);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_vmwrite(VMCS_EPT_POINTER, other);
	l1_insn(EXIT_REASON_VMRESUME);
	eptp_b = eptp02 = vmcs_read(VMCS_EPT_POINTER);
	EXPECT_TRUE("two trees", eptp_a != eptp_b);
	l2_touches(L2_PAGE, EPT_READ);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_invept(INVEPT_SINGLE_CONTEXT, other);
	EXPECT_EQ("invalidated on the CPU", eptp_b, cpu.invept_eptp);
	EXPECT_FALSE("B", entry02(L2_PAGE, &size));
	eptp02 = eptp_a;
	EXPECT_TRUE("A", entry02(L2_PAGE, &size));
	l1_invept(INVEPT_ALL_CONTEXT, 0);
	EXPECT_FALSE("A after all-context", entry02(L2_PAGE, &size));
}

TEST(ept_tree_survives_exits, "L2 exits and resumes without INVEPT",
     "Expect: the same EPTP02 with the same entries")
{
	u64 size;

	ept12_map(L2_PAGE, 0x20000, PAGE_SIZE, RWX_WB);
	run_l2();
	l2_touches(L2_PAGE, EPT_READ);
	l2_exit(EXIT_REASON_CPUID, 0);
	l1_insn(EXIT_REASON_VMRESUME);
	EXPECT_EQ("EPTP02", eptp02, vmcs_read(VMCS_EPT_POINTER));
	EXPECT_TRUE("entry", entry02(L2_PAGE, &size));
}

TEST(ept_pool_is_bounded, "L2 touches one page in each of 2000 GiB",
     "Expect: L0 gives trees up and goes on; every touched page is mapped at once")
{
	u64 size;

	for (u64 i = 0; i < 500; i++)
		*ram_u64(0x100000 + i * 8) = 0x20000 | RWX_WB;
	/* One table for all: PML4[n] -> PDPT -> PD -> PT. */
	*ram_u64(0x103000) = 0x100000 | EPT_RWX;
	for (u64 i = 0; i < 512; i++)
		*ram_u64(0x102000 + i * 8) = 0x103000 | EPT_RWX;
	for (u64 i = 0; i < 8; i++)
		*ram_u64(GPA_EPT12 + i * 8) = 0x102000 | EPT_RWX;
	run_l2();
	for (u64 i = 0; i < 2000; i++) {
		l2_touches(i * SIZE_1G, EPT_READ);
		test_context("GiB %llu", (unsigned long long)i);
		EXPECT_TRUE("in L2", cpu.vcpu.nested.in_l2);
		EXPECT_TRUE("mapped", entry02(i * SIZE_1G, &size) & EPT_RWX);
	}
	EXPECT_TRUE("trees were given up", cpu.vcpu.nested.counters.ept_roots_dropped);
}

TEST(ept_many_roots, "L1 uses 40 EPTPs in turn",
     "Expect: every entry succeeds, the pool does not run dry")
{
	l1_prepare_l2();
	for (u64 i = 0; i < 40; i++) {
		test_context("EPTP %llu", (unsigned long long)i);
		l1_vmwrite(VMCS_EPT_POINTER, (0x100000 + i * PAGE_SIZE) |
			   MEMTYPE_WB | EPTP_WALK_4);
		l1_insn(i ? EXIT_REASON_VMRESUME : EXIT_REASON_VMLAUNCH);
		EXPECT_STR("entry", "L2 runs", l1_result());
		l2_exit(EXIT_REASON_CPUID, 0);
	}
}
