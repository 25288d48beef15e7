// SPDX-License-Identifier: BSD-3-Clause
/* MSRs of the VM-entry MSR-load area that cannot be loaded, SDM 27.4. */
#include "entry.h"

#define SOME_VALUE		0x1234
#define ABSENT_MSR		0x00abcdefU
#define EFER_RESERVED_BIT	BIT64(1)

struct msr_entry {
	u32 index, reserved;
	u64 value;
};

static struct msr_entry area[4] __aligned(16);

static void use(u32 count)
{
	vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(area));
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, count);
}

static void load(u32 index, u32 reserved, u64 value)
{
	area[0] = (struct msr_entry){ index, reserved, value };
	use(1);
}

static void good(void)
{
	load(MSR_IA32_SYSENTER_CS, 0, SOME_VALUE);
}

static void fs_base(void)
{
	load(MSR_IA32_FS_BASE, 0, 0);
}

static void gs_base(void)
{
	load(MSR_IA32_GS_BASE, 0, 0);
}

static void x2apic(void)
{
	load(MSR_X2APIC_SIVR, 0, 0x1ff);
}

static void reserved_bits(void)
{
	load(MSR_IA32_SYSENTER_CS, 1, SOME_VALUE);
}

static void not_canonical(void)
{
	load(MSR_IA32_LSTAR, 0, NON_CANONICAL);
}

static void read_only(void)
{
	load(MSR_IA32_VMX_BASIC, 0, 0);
}

static void efer_reserved(void)
{
	load(MSR_IA32_EFER, 0, rdmsr(MSR_IA32_EFER) | EFER_RESERVED_BIT);
}

static void microcode_update(void)
{
	load(MSR_IA32_BIOS_UPDT_TRIG, 0, 0);
}

static void smm_monitor(void)
{
	load(MSR_IA32_SMM_MONITOR_CTL, 0, 0);
}

static void absent(void)
{
	load(ABSENT_MSR, 0, 0);
}

static void third_fails(void)
{
	good();
	area[1] = (struct msr_entry){ MSR_IA32_LSTAR, 0, SOME_VALUE };
	area[2] = (struct msr_entry){ MSR_IA32_GS_BASE, 0, 0 };
	area[3] = (struct msr_entry){ MSR_IA32_FS_BASE, 0, 0 };
	use(4);
}

static const struct entry_row rows[] = {
	{ "msr_good", "IA32_SYSENTER_CS can be loaded.", good, .accepted = true },
	{ "msr_fs_base", "IA32_FS_BASE cannot.", fs_base, .qualification = 1 },
	{ "msr_gs_base", "IA32_GS_BASE cannot.", gs_base, .qualification = 1 },
	{ "msr_x2apic", "An MSR of 800H to 8FFH cannot.", x2apic,
	  .qualification = 1 },
	{ "msr_reserved", "Bits 63:32 of an entry are not 0.", reserved_bits,
	  .qualification = 1 },
	{ "msr_value", "A value that WRMSR would refuse: IA32_LSTAR not canonical.",
	  not_canonical, .qualification = 1 },
	{ "msr_efer", "A value that WRMSR would refuse: a reserved bit of IA32_EFER.",
	  efer_reserved, .qualification = 1 },
	{ "msr_read_only", "An MSR that WRMSR would refuse: IA32_VMX_BASIC.",
	  read_only, .qualification = 1 },
	{ "msr_microcode", "IA32_BIOS_UPDT_TRIG cannot.", microcode_update,
	  .qualification = 1,
	  .fault = EMULATOR_FAULT_HIDDEN("ignore_bad_msrs=1 lets WRMSR of an unknown MSR pass") },
	{ "msr_smm_monitor", "IA32_SMM_MONITOR_CTL cannot outside of SMM.",
	  smm_monitor, .qualification = 1,
	  .fault = EMULATOR_FAULT_HIDDEN("ignore_bad_msrs=1 lets WRMSR of an unknown MSR pass") },
	{ "msr_absent", "An MSR that no CPU has.", absent, .qualification = 1,
	  .fault = EMULATOR_FAULT_SHOWS("ignore_bad_msrs=1 lets WRMSR of an unknown MSR pass") },
	{ "msr_third", "The qualification is the number of the entry.",
	  third_fails, .qualification = 3 },
};

const struct entry_area msr_load_area = {
	"msr-load-failures", "SDM 27.4", FAILURE_MSR, rows, ARRAY_SIZE(rows)
};
