/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Fields that have not changed are not written again. Property, over random
 * runs of L1 and L2 on more vmcs12s than are cached: the VMCSs of the CPU hold
 * what they would hold if every field were written every time.
 */
#include "harness.h"

#define ROUNDS		1500
#define VMCS12_COUNT	(NESTED_SLOT_COUNT + 2)
#define GPA_VMCS12S	0x40000
#define POISON		0x5a5a5a5a5a5a5a5aULL

static u64 random_state;

/* xorshift64* (Vigna 2016) */
static u64 random64(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * 0x2545f4914f6cdd1dULL;
}

static u64 below(u64 bound)
{
	return (random64() >> 16) % bound;
}

static bool one_in(u64 n)
{
	return !below(n);
}

static u64 canonical(void)
{
	return (u64)((s64)(random64() << 17) >> 17);
}

static u64 pat(void)
{
	static const u64 values[] = {
		0x0007040600070406ULL, 0x0706050401000000ULL, 0,
	};

	return values[below(ARRAY_SIZE(values))];
}

static struct vmcs12_slot *slot(void)
{
	return cpu.vcpu.nested.current;
}

/* --- what L1 writes -------------------------------------------------------- */

static u64 v12_field(u32 field)
{
	return slot()->vmcs12->f[vmcs_field_lookup(field)];
}

static void toggle(u32 field, u64 bits)
{
	l1_vmwrite(field, v12_field(field) ^ bits);
}

static void write_host_field(void)
{
	static const u32 selectors[] = {
		VMCS_HOST_ES_SELECTOR, VMCS_HOST_CS_SELECTOR,
		VMCS_HOST_SS_SELECTOR, VMCS_HOST_DS_SELECTOR,
		VMCS_HOST_FS_SELECTOR, VMCS_HOST_GS_SELECTOR,
		VMCS_HOST_TR_SELECTOR,
	};
	static const u32 addresses[] = {
		VMCS_HOST_FS_BASE, VMCS_HOST_GS_BASE, VMCS_HOST_TR_BASE,
		VMCS_HOST_GDTR_BASE, VMCS_HOST_IDTR_BASE,
		VMCS_HOST_SYSENTER_ESP, VMCS_HOST_SYSENTER_EIP, VMCS_HOST_RIP,
	};
	u32 field;

	switch (below(8)) {
	case 0:
	case 1:
		field = selectors[below(ARRAY_SIZE(selectors))];
		/* SDM 27.2.3: neither CS nor TR is null. */
		l1_vmwrite(field, (field == VMCS_HOST_CS_SELECTOR ||
				   field == VMCS_HOST_TR_SELECTOR ? 1 : 0) * 8 +
				  below(4) * 8);
		break;
	case 2:
	case 3:
		l1_vmwrite(addresses[below(ARRAY_SIZE(addresses))], canonical());
		break;
	case 4:
		l1_vmwrite(VMCS_HOST_CR0, CR0_PE | CR0_PG | CR0_NE | CR0_ET |
			   (random64() & (CR0_WP | CR0_TS | CR0_MP | CR0_AM)));
		break;
	case 5:
		l1_vmwrite(VMCS_HOST_CR3, below(1 << 20) << PAGE_SHIFT);
		l1_vmwrite(VMCS_HOST_SYSENTER_CS, random64() & 0xffff);
		l1_vmwrite(VMCS_HOST_RSP, random64());
		break;
	case 6:
		l1_vmwrite(VMCS_HOST_CR4, CR4_VMXE | CR4_PAE |
			   (one_in(2) ? CR4_OSXSAVE : 0));
		l1_vmwrite(VMCS_HOST_PAT, pat());
		break;
	default:
		l1_vmwrite(VMCS_HOST_EFER, EFER_LMA | EFER_LME |
			   (one_in(2) ? EFER_NXE : 0));
	}
}

static void write_control(void)
{
	switch (below(12)) {
	case 0:
		toggle(VMCS_EXIT_CONTROLS, EXIT_LOAD_EFER);
		break;
	case 1:
		toggle(VMCS_EXIT_CONTROLS, one_in(2) ? EXIT_LOAD_PAT : EXIT_SAVE_PAT);
		break;
	case 2:
		toggle(VMCS_EXIT_CONTROLS, one_in(2) ? EXIT_SAVE_DEBUG : EXIT_SAVE_EFER);
		break;
	case 3:
		toggle(VMCS_ENTRY_CONTROLS, one_in(2) ? ENTRY_LOAD_PAT : ENTRY_LOAD_DEBUG);
		break;
	case 4:
		l1_vmwrite(VMCS_EXCEPTION_BITMAP, random64() & 0xffffffff);
		break;
	case 5:
		toggle(VMCS_PROC_CONTROLS, PROC_USE_TSC_OFFSETTING);
		l1_vmwrite(VMCS_TSC_OFFSET, random64());
		break;
	case 6:
		toggle(VMCS_PROC_CONTROLS, one_in(2) ? PROC_HLT_EXITING :
						       PROC_INTR_WINDOW_EXITING);
		break;
	case 7:
		l1_vmwrite(VMCS_PF_ERROR_CODE_MASK, below(32));
		l1_vmwrite(VMCS_PF_ERROR_CODE_MATCH, below(32));
		break;
	case 8:
		toggle(VMCS_PROC2_CONTROLS, PROC2_PAUSE_LOOP_EXITING);
		l1_vmwrite(VMCS_PLE_GAP, below(100));
		l1_vmwrite(VMCS_PLE_WINDOW, below(100));
		break;
	case 9:
		toggle(VMCS_PROC_CONTROLS, PROC_USE_TPR_SHADOW);
		l1_vmwrite(VMCS_VIRTUAL_APIC_ADDR, GPA_VAPIC);
		/* SDM 27.2.1.1: not above the priority in the virtual APIC page. */
		l1_vmwrite(VMCS_TPR_THRESHOLD, 0);
		break;
	case 10:
		l1_vmwrite(VMCS_VPID, 1 + below(NESTED_VPID_COUNT + 2));
		break;
	default:
		l1_vmwrite(VMCS_CR3_TARGET_COUNT, below(5));
	}
}

static void write_guest_field(void)
{
	switch (below(4)) {
	case 0:
		l1_vmwrite(VMCS_GUEST_PAT, pat());
		break;
	case 1:
		l1_vmwrite(VMCS_GUEST_DR7, 0x400 | below(256));
		break;
	case 2:
		l1_vmwrite(VMCS_GUEST_DEBUGCTL, one_in(2));
		break;
	default:
		l1_vmwrite(VMCS_GUEST_RIP, below(1 << 30));
	}
}

/* --- what L1 and L2 load without an exit ------------------------------------ */

static void scribble(hpa_t vmcs, const u32 *fields, size_t count, u64 chance)
{
	for (size_t i = 0; i < count; i++)
		if (one_in(chance))
			fake_vmcs_poke(vmcs, fields[i], random64());
}

static void l1_loads_registers(void)
{
	static const u32 fields[] = {
		VMCS_GUEST_ES_SELECTOR, VMCS_GUEST_ES_BASE, VMCS_GUEST_ES_LIMIT,
		VMCS_GUEST_ES_AR, VMCS_GUEST_CS_SELECTOR, VMCS_GUEST_CS_BASE,
		VMCS_GUEST_CS_LIMIT, VMCS_GUEST_SS_SELECTOR, VMCS_GUEST_SS_BASE,
		VMCS_GUEST_SS_LIMIT, VMCS_GUEST_DS_SELECTOR, VMCS_GUEST_DS_BASE,
		VMCS_GUEST_DS_LIMIT, VMCS_GUEST_FS_SELECTOR, VMCS_GUEST_FS_BASE,
		VMCS_GUEST_FS_LIMIT, VMCS_GUEST_FS_AR, VMCS_GUEST_GS_SELECTOR,
		VMCS_GUEST_GS_BASE, VMCS_GUEST_GS_LIMIT, VMCS_GUEST_GS_AR,
		VMCS_GUEST_LDTR_SELECTOR, VMCS_GUEST_LDTR_AR,
		VMCS_GUEST_TR_SELECTOR, VMCS_GUEST_TR_BASE, VMCS_GUEST_TR_LIMIT,
		VMCS_GUEST_TR_AR, VMCS_GUEST_GDTR_BASE, VMCS_GUEST_GDTR_LIMIT,
		VMCS_GUEST_IDTR_BASE, VMCS_GUEST_IDTR_LIMIT,
		VMCS_GUEST_SYSENTER_CS, VMCS_GUEST_SYSENTER_ESP,
		VMCS_GUEST_SYSENTER_EIP, VMCS_GUEST_DR7, VMCS_GUEST_DEBUGCTL,
		VMCS_GUEST_RIP, VMCS_GUEST_RSP, VMCS_GUEST_PENDING_DEBUG,
	};
	hpa_t vmcs01 = cpu.vcpu.vmcs01.hpa;

	scribble(vmcs01, fields, ARRAY_SIZE(fields), 12);
	if (one_in(4))
		fake_vmcs_poke(vmcs01, VMCS_GUEST_PAT, pat());
	if (one_in(4))
		fake_vmcs_poke(vmcs01, VMCS_GUEST_EFER, EFER_LMA | EFER_LME |
			       (one_in(2) ? EFER_NXE : 0));
	if (one_in(4))
		fake_vmcs_poke(vmcs01, VMCS_GUEST_CR0, CR0_PE | CR0_PG | CR0_NE |
			       CR0_ET | (random64() & (CR0_TS | CR0_MP)));
	if (one_in(4))
		fake_vmcs_poke(vmcs01, VMCS_GUEST_CR4, CR4_VMXE | CR4_PAE |
			       (one_in(2) ? CR4_OSXSAVE : 0));
	if (one_in(8))
		fake_vmcs_poke(vmcs01, VMCS_GUEST_INTERRUPTIBILITY,
			       one_in(2) ? INTERRUPTIBILITY_STI :
					   INTERRUPTIBILITY_NMI);
}

static void l2_loads_registers(void)
{
	static const u32 fields[] = {
		VMCS_GUEST_RIP, VMCS_GUEST_RSP, VMCS_GUEST_CR3, VMCS_GUEST_DR7,
	};
	hpa_t vmcs02 = slot()->vmcs02.hpa;

	scribble(vmcs02, fields, ARRAY_SIZE(fields), 2);
	fake_vmcs_poke(vmcs02, VMCS_GUEST_CR3, below(1 << 20) << PAGE_SHIFT);
	fake_vmcs_poke(vmcs02, VMCS_GUEST_RIP, below(1 << 30));
	fake_vmcs_poke(vmcs02, VMCS_GUEST_DR7, 0x400 | below(256));
	if (one_in(4))
		fake_vmcs_poke(vmcs02, VMCS_GUEST_PAT, pat());
	if (one_in(4))
		fake_vmcs_poke(vmcs02, VMCS_GUEST_EFER, EFER_LMA | EFER_LME |
			       (one_in(2) ? EFER_SCE : 0));
	if (one_in(4))
		fake_vmcs_poke(vmcs02, VMCS_GUEST_DEBUGCTL, one_in(2));
	if (one_in(8))
		fake_vmcs_poke(vmcs02, VMCS_GUEST_INTERRUPTIBILITY,
			       INTERRUPTIBILITY_NMI);
	else
		fake_vmcs_poke(vmcs02, VMCS_GUEST_INTERRUPTIBILITY, 0);
}

/* --- what the SDM says vmcs01 must hold after an exit ------------------------- */

#define UNUSABLE	BIT(16)

static void expect_vmcs01(const char *what, u32 field, u64 want)
{
	EXPECT_EQ(what, want & vmcs_field_mask((unsigned int)vmcs_field_lookup(field)),
		  fake_vmcs_peek(cpu.vcpu.vmcs01.hpa, field));
}

/* SDM 28.5.2. */
static void expect_segments(const struct vmcs12 *v)
{
	static const struct { const char *name; int guest, host; } data[] = {
		{ "ES", FID_GUEST_ES_SELECTOR, FID_HOST_ES_SELECTOR },
		{ "SS", FID_GUEST_SS_SELECTOR, FID_HOST_SS_SELECTOR },
		{ "DS", FID_GUEST_DS_SELECTOR, FID_HOST_DS_SELECTOR },
		{ "FS", FID_GUEST_FS_SELECTOR, FID_HOST_FS_SELECTOR },
		{ "GS", FID_GUEST_GS_SELECTOR, FID_HOST_GS_SELECTOR },
	};

	for (u32 i = 0; i < ARRAY_SIZE(data); i++) {
		u32 step = vmcs_fields[data[i].guest].encoding - VMCS_GUEST_ES_SELECTOR;
		u64 selector = v->f[data[i].host];
		u64 base = data[i].guest == FID_GUEST_FS_SELECTOR ? V12(v, HOST_FS_BASE) :
			   data[i].guest == FID_GUEST_GS_SELECTOR ? V12(v, HOST_GS_BASE) : 0;

		expect_vmcs01(data[i].name, VMCS_GUEST_ES_SELECTOR + step, selector);
		expect_vmcs01(data[i].name, VMCS_GUEST_ES_BASE + step, base);
		expect_vmcs01(data[i].name, VMCS_GUEST_ES_LIMIT + step, 0xffffffff);
		/* Type 3, S, P, D/B, G. */
		expect_vmcs01(data[i].name, VMCS_GUEST_ES_AR + step,
			      0xc093 | (selector ? 0 : UNUSABLE));
	}
	expect_vmcs01("CS", VMCS_GUEST_CS_SELECTOR, V12(v, HOST_CS_SELECTOR));
	expect_vmcs01("CS base", VMCS_GUEST_CS_BASE, 0);
	expect_vmcs01("CS limit", VMCS_GUEST_CS_LIMIT, 0xffffffff);
	/* Type 11, S, P, L, G. */
	expect_vmcs01("CS rights", VMCS_GUEST_CS_AR, 0xa09b);
	expect_vmcs01("TR", VMCS_GUEST_TR_SELECTOR, V12(v, HOST_TR_SELECTOR));
	expect_vmcs01("TR base", VMCS_GUEST_TR_BASE, V12(v, HOST_TR_BASE));
	expect_vmcs01("TR limit", VMCS_GUEST_TR_LIMIT, 0x67);
	expect_vmcs01("TR rights", VMCS_GUEST_TR_AR, 0x8b);
	expect_vmcs01("LDTR", VMCS_GUEST_LDTR_SELECTOR, 0);
	expect_vmcs01("LDTR rights", VMCS_GUEST_LDTR_AR, UNUSABLE);
	expect_vmcs01("GDTR", VMCS_GUEST_GDTR_BASE, V12(v, HOST_GDTR_BASE));
	expect_vmcs01("GDTR limit", VMCS_GUEST_GDTR_LIMIT, 0xffff);
	expect_vmcs01("IDTR", VMCS_GUEST_IDTR_BASE, V12(v, HOST_IDTR_BASE));
	expect_vmcs01("IDTR limit", VMCS_GUEST_IDTR_LIMIT, 0xffff);
}

struct l2_at_exit {
	u64 pat, efer;
	bool nmi_blocked;
};

/* SDM 28.5.1 and 28.5.3 to 28.5.5. */
static void expect_l1_state(const struct l2_at_exit *l2)
{
	const struct vmcs12 *v = slot()->vmcs12;

	expect_segments(v);
	expect_vmcs01("CR0", VMCS_GUEST_CR0, V12(v, HOST_CR0));
	expect_vmcs01("CR3", VMCS_GUEST_CR3, V12(v, HOST_CR3));
	expect_vmcs01("CR4", VMCS_GUEST_CR4, V12(v, HOST_CR4));
	expect_vmcs01("DR7", VMCS_GUEST_DR7, 0x400);
	expect_vmcs01("DEBUGCTL", VMCS_GUEST_DEBUGCTL, 0);
	expect_vmcs01("SYSENTER_CS", VMCS_GUEST_SYSENTER_CS, V12(v, HOST_SYSENTER_CS));
	expect_vmcs01("SYSENTER_ESP", VMCS_GUEST_SYSENTER_ESP,
		      V12(v, HOST_SYSENTER_ESP));
	expect_vmcs01("SYSENTER_EIP", VMCS_GUEST_SYSENTER_EIP,
		      V12(v, HOST_SYSENTER_EIP));
	expect_vmcs01("PAT", VMCS_GUEST_PAT,
		      V12_HAS(v, EXIT, LOAD_PAT) ? V12(v, HOST_PAT) : l2->pat);
	expect_vmcs01("EFER", VMCS_GUEST_EFER,
		      V12_HAS(v, EXIT, LOAD_EFER) ? V12(v, HOST_EFER) :
		      l2->efer | EFER_LMA | EFER_LME);
	expect_vmcs01("RIP", VMCS_GUEST_RIP, V12(v, HOST_RIP));
	expect_vmcs01("RSP", VMCS_GUEST_RSP, V12(v, HOST_RSP));
	expect_vmcs01("RFLAGS", VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	expect_vmcs01("interruptibility", VMCS_GUEST_INTERRUPTIBILITY,
		      l2->nmi_blocked ? INTERRUPTIBILITY_NMI : 0);
	expect_vmcs01("pending debug exceptions", VMCS_GUEST_PENDING_DEBUG, 0);
}

/* --- what vmcs02 must hold after an entry -------------------------------------- */

static void vmcs02_image(u64 *image)
{
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		image[fid] = fake_vmcs_peek(slot()->vmcs02.hpa, vmcs_fields[fid].encoding);
}

/* Not a field that lives in vmcs02, and not the CPU's. */
static bool is_written_by_l0(unsigned int fid)
{
	return vmcs_fields[fid].policy != POLICY_RESIDENT &&
	       vmcs_fields[fid].policy != POLICY_INFO;
}

/* Host state that VM exits to L0 load only with controls that it never sets. */
static bool is_unused_by_l0(unsigned int fid)
{
	return fid == FID_HOST_S_CET || fid == FID_HOST_SSP ||
	       fid == FID_HOST_SSP_TABLE || fid == FID_HOST_PERF_GLOBAL_CTRL ||
	       fid == FID_HOST_PKRS;
}

/* Whatever the controls are. */
static void expect_written(const u64 *image)
{
	static const int fids[] = {
		FID_PIN_CONTROLS, FID_PROC_CONTROLS, FID_PROC2_CONTROLS,
		FID_EXIT_CONTROLS, FID_ENTRY_CONTROLS, FID_EXCEPTION_BITMAP,
		FID_TSC_OFFSET, FID_TSC_MULTIPLIER, FID_PF_ERROR_CODE_MASK,
		FID_PF_ERROR_CODE_MATCH, FID_CR3_TARGET_COUNT, FID_EPT_POINTER,
		FID_VPID, FID_MSR_BITMAP, FID_IO_BITMAP_A, FID_IO_BITMAP_B,
		FID_VMCS_LINK_POINTER, FID_GUEST_DEBUGCTL, FID_GUEST_DR7,
		FID_GUEST_PAT, FID_GUEST_EFER,
	};

	for (u32 i = 0; i < ARRAY_SIZE(fids); i++)
		EXPECT_TRUE(vmcs_fields[fids[i]].sdm_name,
			    image[fids[i]] != (POISON & vmcs_field_mask((unsigned int)fids[i])));
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (vmcs_fields[fid].policy == POLICY_HOST && !is_unused_by_l0(fid))
			EXPECT_TRUE(vmcs_fields[fid].sdm_name,
				    image[fid] != (POISON & vmcs_field_mask(fid)));
}

/* L0 forgets all that it knows about vmcs02, whose fields are nonsense now. */
static void forget_vmcs02(void)
{
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (is_written_by_l0(fid))
			fake_vmcs_poke(slot()->vmcs02.hpa, vmcs_fields[fid].encoding,
				       POISON);
	vmcs02_write_constants(&cpu.vcpu, slot());
	vmcs_load(cpu.vcpu.vmcs01.hpa);
	slot()->dirty = DIRTY_ALL;
}

static void enter(void)
{
	l1_insn(slot()->vmcs12->launched ? EXIT_REASON_VMRESUME : EXIT_REASON_VMLAUNCH);
	EXPECT_STR("VM entry", "L2 runs", l1_result());
}

/*
 * The entry once more, from the same state, with everything written: no field
 * that this writes may have held something else.
 */
static void expect_vmcs02_complete(const struct guest_msrs *l1)
{
	u64 lean[FID_COUNT], full[FID_COUNT];
	hpa_t vmcs01 = cpu.vcpu.vmcs01.hpa;

	vmcs02_image(lean);
	l2_exit(EXIT_REASON_CPUID, 0);
	fake_vmcs_poke(vmcs01, VMCS_GUEST_DEBUGCTL, l1->debugctl);
	fake_vmcs_poke(vmcs01, VMCS_GUEST_DR7, l1->dr7);
	fake_vmcs_poke(vmcs01, VMCS_GUEST_PAT, l1->pat);
	fake_vmcs_poke(vmcs01, VMCS_GUEST_EFER, l1->efer);
	forget_vmcs02();
	enter();
	vmcs02_image(full);
	expect_written(full);
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (is_written_by_l0(fid) &&
		    full[fid] != (POISON & vmcs_field_mask(fid)))
			EXPECT_EQ(vmcs_fields[fid].sdm_name, full[fid], lean[fid]);
}

/* --- rounds ---------------------------------------------------------------------- */

static void prepare(void)
{
	struct vmcs12 v;

	*ram_u64(GPA_VAPIC + 0x80) = 0;
	vmcs12_valid(&v);
	l1_vmxon(GPA(GPA_VMXON));
	for (u64 i = 0; i < VMCS12_COUNT; i++) {
		gpa_t region = GPA(GPA_VMCS12S + i * PAGE_SIZE);

		*(u32 *)(cpu.ram + region.v) = VMCS12_REVISION;
		l1_vmclear(region);
		l1_vmptrld(region);
		for (unsigned int fid = 0; fid < FID_COUNT; fid++)
			if (vmcs_field_visible(fid) && !vmcs_fields[fid].read_only)
				l1_vmwrite(vmcs_fields[fid].encoding, v.f[fid]);
	}
}

static void l1_runs(void)
{
	gpa_t region = GPA(GPA_VMCS12S + below(VMCS12_COUNT) * PAGE_SIZE);

	if (one_in(6)) {
		if (one_in(4))
			l1_vmclear(region);
		l1_vmptrld(region);
	}
	if (!slot())
		l1_vmptrld(region);
	if (one_in(3))
		write_host_field();
	if (one_in(4))
		write_control();
	if (one_in(4))
		write_guest_field();
	if (one_in(16)) {
		vmcs_write(VMCS_TSC_OFFSET, random64());
		nested_tsc_changed(&cpu.vcpu);
	}
	l1_loads_registers();
	/* MOV SS and STI do not block at a VMRESUME that is reached. */
	if (one_in(2))
		fake_vmcs_poke(cpu.vcpu.vmcs01.hpa, VMCS_GUEST_INTERRUPTIBILITY, 0);
}

static void round_trip(void)
{
	struct guest_msrs l1;
	struct l2_at_exit l2;

	l1_runs();
	guest_msrs_read(&l1);
	vmcs_accesses_add(GUEST_MSRS_COUNT, 0);
	/* The wrong one of the two changes nothing. */
	if (one_in(8))
		l1_insn(slot()->vmcs12->launched ? EXIT_REASON_VMLAUNCH :
						   EXIT_REASON_VMRESUME);
	enter();
	if (one_in(3))
		expect_vmcs02_complete(&l1);
	l2_loads_registers();
	l2 = (struct l2_at_exit){
		.pat = vmcs_read(VMCS_GUEST_PAT),
		.efer = vmcs_read(VMCS_GUEST_EFER),
		.nmi_blocked = vmcs_read(VMCS_GUEST_INTERRUPTIBILITY) &
			       INTERRUPTIBILITY_NMI,
	};
	l2_exit(EXIT_REASON_CPUID, 0);
	expect_l1_state(&l2);
	EXPECT_EQ("VMREADs that L0 counted", cpu.vmreads, cpu.counted_reads);
	EXPECT_EQ("VMWRITEs that L0 counted", cpu.vmwrites, cpu.counted_writes);
}

TEST(clean_fields_are_right, "L1 and L2 change registers, controls and host state at random, on 6 vmcs12",
     "Expect: vmcs01 and vmcs02 as if every field were written at every entry and exit")
{
	static const u64 seeds[] = { 1, 20260, 0xfeedbeef };

	for (u32 i = 0; i < ARRAY_SIZE(seeds); i++) {
		fake_reset();
		fake_start();
		random_state = seeds[i];
		prepare();
		for (u32 round = 0; round < ROUNDS; round++) {
			test_context("seed %llu, round %u",
				     (unsigned long long)seeds[i], round);
			round_trip();
		}
	}
	test_context("%s", "");
}

TEST(failed_list_leaves_nothing_known, "the entry's MSR list fails behind a value that vmcs02 took",
     "Expect: the next entry writes the field again")
{
	l1_prepare_l2();
	l1_insn(EXIT_REASON_VMLAUNCH);
	l2_exit(EXIT_REASON_CPUID, 0);
	*ram_u64(GPA_MSR_AREA) = FAKE_MSR_PAT;
	*ram_u64(GPA_MSR_AREA + 8) = 0;
	*ram_u64(GPA_MSR_AREA + 16) = FAKE_MSR_ABSENT;
	*ram_u64(GPA_MSR_AREA + 24) = 0;
	l1_vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, GPA_MSR_AREA);
	l1_vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 2);
	l1_insn(EXIT_REASON_VMRESUME);
	EXPECT_EQ("reason", EXIT_REASON_ENTRY_FAILURE | EXIT_REASON_MSR_LOAD_FAIL,
		  l1_vmread(VMCS_EXIT_REASON));
	l1_vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 0);
	l1_insn(EXIT_REASON_VMRESUME);
	EXPECT_STR("VMRESUME", "L2 runs", l1_result());
	EXPECT_EQ("PAT of L2", V12(slot()->vmcs12, GUEST_PAT), vmcs_read(VMCS_GUEST_PAT));
}

TEST(reset_leaves_nothing_known, "L1 is reset while L2 runs with another DR7, and starts again",
     "Expect: the next entry writes the field again")
{
	l1_prepare_l2();
	l1_insn(EXIT_REASON_VMLAUNCH);
	vmcs_write(VMCS_GUEST_DR7, 0x4ff);
	nested_vcpu_reset(&cpu.vcpu, FEATURE_CONTROL_LOCKED |
				     FEATURE_CONTROL_VMX_OUTSIDE_SMX);
	l1_prepare_l2();
	l1_insn(EXIT_REASON_VMLAUNCH);
	EXPECT_STR("VMLAUNCH", "L2 runs", l1_result());
	EXPECT_EQ("DR7 of L2", V12(slot()->vmcs12, GUEST_DR7), vmcs_read(VMCS_GUEST_DR7));
}
