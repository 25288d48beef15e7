// SPDX-License-Identifier: BSD-3-Clause
#include "hostile.h"

#define TIMER_TICKS	300
#define FAULT_PAGE	0x300000
#define TEMPLATE_COUNT	16

static void random_registers(struct random *r)
{
	static const u32 msrs[] = {
		MSR_IA32_SYSENTER_CS, MSR_IA32_SYSENTER_ESP, MSR_IA32_LSTAR,
		MSR_IA32_FEATURE_CONTROL, MSR_IA32_VMX_BASIC,
		MSR_IA32_VMX_EPT_VPID_CAP, 0x40000000, 0xc0001fff, 0x1fff,
	};
	u32 i;

	for (i = 0; i < GPR_COUNT; i++)
		sandbox.l2.gpr[i] = random_one_in(r, 2) ? random64(r) :
				    random_below(r, SIZE_1G);
	sandbox.l2.gpr[GPR_RCX] = msrs[random_below(r, ARRAY_SIZE(msrs))];
}

/* Mostly none. */
static u64 random_list_length(struct random *r)
{
	return random_one_in(r, 4) ? random_below(r, MSR_LIST_LENGTH + 1) : 0;
}

/* L1 comes back from any L2: EPT12, and a timer that runs. */
static void keep_controls(void)
{
	u64 pin = 0, proc = 0, proc2 = 0, activity = 0;

	vmx_vmread(VMCS_PIN_CONTROLS, &pin);
	vmx_vmread(VMCS_PROC_CONTROLS, &proc);
	vmx_vmread(VMCS_PROC2_CONTROLS, &proc2);
	vmx_vmread(VMCS_GUEST_ACTIVITY_STATE, &activity);
	vmx_vmwrite(VMCS_PIN_CONTROLS, pin | PIN_PREEMPTION_TIMER);
	vmx_vmwrite(VMCS_PROC_CONTROLS, proc | PROC_ACTIVATE_SECONDARY);
	vmx_vmwrite(VMCS_PROC2_CONTROLS, proc2 | PROC2_ENABLE_EPT);
	/* No timer ends this one. */
	if (activity == ACTIVITY_WAIT_SIPI)
		vmx_vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_ACTIVE);
}

/* A failing list at a VM exit is a VMX abort: L1's own end. */
static void set_exit_lists(struct random *r)
{
	vmx_vmwrite(VMCS_EXIT_MSR_STORE_ADDR, phys_of(sandbox.exit_list));
	vmx_vmwrite(VMCS_EXIT_MSR_LOAD_ADDR, phys_of(sandbox.exit_list));
	vmx_vmwrite(VMCS_EXIT_MSR_STORE_COUNT, random_list_length(r));
	vmx_vmwrite(VMCS_EXIT_MSR_LOAD_COUNT, random_list_length(r));
}

static u64 random_ept_pointer(struct random *r)
{
	if (random_one_in(r, 16))
		return hostile_address(r);
	return ept_pointer(&sandbox.ept[random_one_in(r, 4)]) |
	       (random_one_in(r, 2) ? EPTP_ACCESSED_DIRTY : 0);
}

/* What L1 needs to come back from L2 alive, whatever else is in the VMCS. */
static void keep_sane(struct random *r)
{
	if (sandbox.host_state_lost)
		l2_setup_host(&sandbox.l2);
	if (sandbox.controls_lost)
		keep_controls();
	if (sandbox.controls_lost || random_one_in(r, 8)) {
		set_exit_lists(r);
		vmx_vmwrite(VMCS_EPT_POINTER, random_ept_pointer(r));
	}
	vmx_vmwrite(VMCS_PREEMPTION_TIMER, TIMER_TICKS);
	sandbox.host_state_lost = false;
	sandbox.controls_lost = false;
}

/* Features whose work L0 does itself, or hands to the CPU with an address of L1's. */
static void random_features(struct random *r)
{
	static const u32 features[] = {
		PROC2_VIRTUALIZE_APIC_ACCESSES, PROC2_VIRTUALIZE_X2APIC,
		PROC2_APIC_REGISTER_VIRT, PROC2_VIRTUAL_INTR_DELIVERY,
		PROC2_ENABLE_PML, PROC2_EPT_VIOLATION_VE,
	};
	static const u32 addresses[] = {
		VMCS_VIRTUAL_APIC_ADDR, VMCS_PML_ADDRESS, VMCS_VE_INFO_ADDR,
	};
	u64 proc2 = vmread(VMCS_PROC2_CONTROLS), i;

	for (i = 0; i < ARRAY_SIZE(features); i++)
		if (random_one_in(r, 3))
			proc2 |= features[i];
	/* What the CPU has not got: the entry is to fail now and then only. */
	if (!random_one_in(r, 16))
		proc2 &= rdmsr(MSR_IA32_VMX_PROCBASED_CTLS2) >> 32;
	vmwrite(VMCS_PROC2_CONTROLS, proc2);
	vmwrite(VMCS_PROC_CONTROLS, vmread(VMCS_PROC_CONTROLS) |
		PROC_USE_TPR_SHADOW);
	if (random_one_in(r, 2))
		vmwrite(VMCS_PIN_CONTROLS, vmread(VMCS_PIN_CONTROLS) |
			PIN_EXT_INTR_EXITING);
	for (i = 0; i < ARRAY_SIZE(addresses); i++)
		vmx_vmwrite(addresses[i], random_one_in(r, 8) ? hostile_address(r) :
							     sandbox_page(r));
	vmx_vmwrite(VMCS_APIC_ACCESS_ADDR, sandbox.apic_access_page);
	vmx_vmwrite(VMCS_GUEST_PML_INDEX, random_below(r, 600));
	vmx_vmwrite(VMCS_GUEST_INTR_STATUS, random64(r) & 0xffff);
}

/* Exiting controls: each of them now and then. */
static u64 random_exiting(struct random *r)
{
	static const u32 exiting[] = {
		PROC_HLT_EXITING, PROC_INVLPG_EXITING, PROC_RDPMC_EXITING,
		PROC_RDTSC_EXITING, PROC_CR3_LOAD_EXITING,
		PROC_CR8_STORE_EXITING, PROC_MOV_DR_EXITING,
		PROC_PAUSE_EXITING, PROC_UNCOND_IO_EXITING,
		PROC_INTR_WINDOW_EXITING,
	};
	u64 proc = 0, i;

	for (i = 0; i < ARRAY_SIZE(exiting); i++)
		if (random_one_in(r, 4))
			proc |= exiting[i];
	return proc;
}

/* VMCLEAR and VMPTRLD, wherever the last steps have left this CPU. */
static void start_vmcs(u64 region)
{
	vmx_prepare_cpu();
	vmx_vmxon(&sandbox.vmxon_region);
	vmx_vmclear(&region);
	*(u32 *)(uintptr_t)region = (u32)(rdmsr(MSR_IA32_VMX_BASIC) &
					  VMX_BASIC_REVISION_MASK);
}

static void build_vmcs(struct random *r)
{
	start_vmcs(sandbox.vmcs[0]);
	vmx_vmptrld(&sandbox.vmcs[0]);
	l2_setup_host(&sandbox.l2);
	l2_setup_guest64(L2_PML4, L2_CODE, L2_STACK_TOP);
	l2_setup_controls(PIN_PREEMPTION_TIMER,
			  PROC_USE_MSR_BITMAPS | PROC_USE_IO_BITMAPS |
			  random_exiting(r),
			  PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
			  PROC2_UNRESTRICTED_GUEST,
			  EXIT_SAVE_EFER | EXIT_LOAD_EFER | EXIT_SAVE_PAT |
			  EXIT_LOAD_PAT, ENTRY_LOAD_EFER | ENTRY_LOAD_PAT);
	vmwrite(VMCS_MSR_BITMAP, phys_of(sandbox.bitmaps));
	vmwrite(VMCS_IO_BITMAP_A, phys_of(sandbox.bitmaps) + PAGE_SIZE);
	vmwrite(VMCS_IO_BITMAP_B, phys_of(sandbox.bitmaps) + 2 * PAGE_SIZE);
	vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(sandbox.entry_list));
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, random_list_length(r));
	vmwrite(VMCS_EXCEPTION_BITMAP, random_one_in(r, 4) ? random64(r) : 0);
	if (random_one_in(r, 4)) {
		vmwrite(VMCS_CR0_MASK, random64(r));
		vmwrite(VMCS_CR4_MASK, random64(r));
	}
	if (random_one_in(r, 2))
		random_features(r);
}

/* Regions as nVMX leaves them at VMCLEAR. */
static u8 *templates[TEMPLATE_COUNT];

static void create_template(struct random *r, u64 index)
{
	if (!templates[index])
		templates[index] = page_alloc(1);
	build_vmcs(r);
	vmx_vmclear(&sandbox.vmcs[0]);
	memcpy(templates[index], (void *)(uintptr_t)sandbox.vmcs[0], PAGE_SIZE);
}

void create_templates(struct random *r)
{
	u64 i;

	for (i = 0; i < TEMPLATE_COUNT; i++)
		create_template(r, i);
}

/*
 * A VMCS that is a copy of another, made in memory: no CPU promises that it
 * works, and it is far less than all those VMWRITEs.
 */
void sane_vmcs(struct random *r)
{
	u64 region = sandbox.vmcs[random_below(r, VMCS_COUNT)];

	start_vmcs(region);
	memcpy((void *)(uintptr_t)region,
	       templates[random_below(r, TEMPLATE_COUNT)], PAGE_SIZE);
	vmx_vmptrld(&region);
	vmx_vmwrite(VMCS_VPID, 1 + random_below(r, 20));
	sandbox.l2.launched = false;
	/* The other CPU may have been quicker than VMPTRLD. */
	sandbox.host_state_lost = sandbox.second_cpu;
	sandbox.controls_lost = true;
}

/* What is made wrong for one VM entry. */
enum spoiled { NOTHING, HOST_STATE, LAUNCH_STATE, CONTROLS, GUEST_STATE, MSR_LIST,
	       MOV_SS };

/*
 * Which of it must keep the entry from reaching L2, whatever the other CPU
 * does, and although the launch state is not always known here.
 */
static bool must_fail(enum spoiled spoiled)
{
	return spoiled == HOST_STATE || spoiled == CONTROLS ||
	       spoiled == GUEST_STATE || spoiled == MOV_SS;
}

/* No check lets one of these pass: L1 would not come back (SDM 27.2.2 and 27.2.3). */
static void spoil_host_state(struct random *r)
{
	static const struct { u32 field; u64 value; } bad[] = {
		{ VMCS_HOST_CR0, 0 },
		{ VMCS_HOST_CR4, 0 },
		{ VMCS_HOST_CS_SELECTOR, 0 },
		{ VMCS_HOST_TR_SELECTOR, 0 },
		{ VMCS_HOST_SS_SELECTOR, GUEST_SELECTOR_DATA | 3 },
		{ VMCS_HOST_RIP, 1ULL << 62 },
		{ VMCS_HOST_GDTR_BASE, 1ULL << 62 },
	};
	u64 i = random_below(r, ARRAY_SIZE(bad));

	sandbox.host_state_lost = true;
	vmx_vmwrite(bad[i].field, bad[i].value);
}

static void spoil_msr_list(struct random *r)
{
	struct msr_entry *entry =
		&sandbox.entry_list[random_below(r, MSR_LIST_LENGTH)];

	entry->index = MSR_IA32_FS_BASE;	/* SDM 27.4 */
	vmx_vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(sandbox.entry_list));
	vmx_vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, MSR_LIST_LENGTH);
}

static enum spoiled spoil(struct random *r)
{
	switch (random_below(r, 32)) {
	case 0:
		spoil_host_state(r);
		return HOST_STATE;
	case 1:
		sandbox.l2.launched = !sandbox.l2.launched;
		return LAUNCH_STATE;
	case 2:
		vmx_vmwrite(VMCS_PIN_CONTROLS, random_one_in(r, 2) ? 0 : ~0ULL);
		return CONTROLS;
	case 3:
		vmx_vmwrite(VMCS_GUEST_RFLAGS, random64(r) & ~RFLAGS_FIXED1);
		return GUEST_STATE;
	case 4:
		spoil_msr_list(r);
		return MSR_LIST;
	case 5:
		return MOV_SS;
	case 6:
		/* An event of any kind, which L2 may well get. */
		vmx_vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID |
			    (random64(r) & 0xfff));
		return NOTHING;
	default:
		return NOTHING;
	}
}

/* The next entry is to have a chance again. */
static void mend(enum spoiled spoiled)
{
	switch (spoiled) {
	case LAUNCH_STATE:
		sandbox.l2.launched = !sandbox.l2.launched;
		break;
	case CONTROLS:
		vmx_vmwrite(VMCS_PIN_CONTROLS,
			    vmx_adjust(MSR_IA32_VMX_TRUE_PINBASED_CTLS,
				       PIN_PREEMPTION_TIMER));
		break;
	case GUEST_STATE:
		vmx_vmwrite(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
		break;
	case MSR_LIST:
		sandbox_restore_entry_list();
		vmx_vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 0);
		break;
	default:
		break;
	}
}

/* Random instructions have changed the current VMCS, or which one it is. */
static void learn_launch_state(struct vmx_result result)
{
	if (result.outcome != VMX_FAIL_VALID)
		return;
	if (result.error == VMX_ERR_VMLAUNCH_NOT_CLEAR)
		sandbox.l2.launched = true;
	else if (result.error == VMX_ERR_VMRESUME_NOT_LAUNCHED)
		sandbox.l2.launched = false;
}

static bool has_current_vmcs(void)
{
	u64 current = 0;

	return vmx_succeeded(vmx_vmptrst(&current)) && current != ~0ULL;
}

void hostile_entry(struct random *r)
{
	enum spoiled spoiled;
	struct vmx_result result;
	bool ran;

	if (!has_current_vmcs()) {
		count_entry(l2_enter(&sandbox.l2));
		sane_vmcs(r);
		return;
	}
	random_registers(r);
	if (!random_one_in(r, 4))
		vmx_vmwrite(VMCS_GUEST_RIP, L2_CODE + l2_program_offsets[
			    random_below(r, l2_program_count)]);
	keep_sane(r);
	spoiled = spoil(r);
	result = spoiled == MOV_SS ? vmx_vmlaunch_after_mov_ss() :
				     l2_enter(&sandbox.l2);
	ran = count_entry(result);
	if (ran && must_fail(spoiled))
		guest_fail("L2 ran although its VMCS was spoiled (%u)", spoiled);
	mend(spoiled);
	if (spoiled != NOTHING)
		return;
	learn_launch_state(result);
	if (!ran && !random_one_in(r, 4))
		sane_vmcs(r);
}

static bool expect_exit(const char *what, u64 reason)
{
	struct vmx_result result = l2_enter(&sandbox.l2);
	u64 got = vmx_succeeded(result) ? vmread(VMCS_EXIT_REASON) : ~0ULL;

	if (got != reason)
		printf("nested-hostile: ordinary L2, %s: expected exit %lu, got %lu\n",
		       what, reason, got);
	return got == reason;
}

bool ordinary_l2_works(struct random *r)
{
	static const u8 code[] = {
		0x0f, 0xa2,				/* cpuid */
		0x48, 0x8b, 0x07,			/* mov (%rdi), %rax */
		0x0f, 0x01, 0xc1,			/* vmcall */
	};
	struct ept ept;
	u64 page;

	vmx_vmxoff();
	sandbox_restore_l2();
	memcpy(sandbox.l2_memory + L2_CODE, code, sizeof(code));
	memset(sandbox.bitmaps, 0xff, BITMAP_PAGES * PAGE_SIZE);
	ept_create(&ept);
	for (page = 0; page < L2_MEMORY_PAGES; page++)
		ept_map(&ept, NGPA(page * PAGE_SIZE),
			GPA(phys_of(sandbox.l2_memory) + page * PAGE_SIZE),
			PAGE_SIZE, EPT_RWX_WB);
	build_vmcs(r);
	l2_setup_controls(0, 0, PROC2_ENABLE_EPT, EXIT_SAVE_EFER |
			  EXIT_LOAD_EFER, ENTRY_LOAD_EFER);
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 0);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
	sandbox.l2.launched = false;
	sandbox.l2.gpr[GPR_RDI] = FAULT_PAGE;
	if (!expect_exit("CPUID", EXIT_REASON_CPUID))
		return false;
	l2_skip_instruction();
	if (!expect_exit("unmapped memory", EXIT_REASON_EPT_VIOLATION))
		return false;
	ept_map(&ept, NGPA(FAULT_PAGE), GPA(phys_of(sandbox.l2_memory)),
		PAGE_SIZE, EPT_RWX_WB);
	return expect_exit("mapped memory", EXIT_REASON_VMCALL) &&
	       sandbox.l2.gpr[GPR_RAX] == *(u64 *)(void *)sandbox.l2_memory;
}
