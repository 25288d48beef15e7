// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/cpu.h"
#include "nvmx/msr.h"
#include "nvmx/page_alloc.h"
#include "nvmx/panic.h"
#include "nvmx/percpu.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"
#include "nvmx/x86.h"

static void *region_alloc(void)
{
	u32 *region = page_alloc_boot(1);

	*region = (u32)(vmx_msrs.basic & VMX_BASIC_REVISION_MASK);
	return region;
}

hpa_t vmcs_region_alloc(void)
{
	hpa_t vmcs = virt_to_hpa(region_alloc());

	vmcs_clear(vmcs);
	return vmcs;
}

void vmx_enable(void)
{
	struct pcpu *pcpu = this_pcpu();
	u64 cr4 = read_cr4() | CR4_VMXE;
	u64 region;
	u8 failed;

	/* L0 executes XSETBV for L1, which needs OSXSAVE in L0 too. */
	if (cpuid(1, 0).ecx & CPUID_1_ECX_XSAVE)
		cr4 |= CR4_OSXSAVE;
	/* Values that VMX operation demands, SDM vol. 3D A.7 and A.8. */
	write_cr0((read_cr0() | vmx_msrs.cr0_fixed0) & vmx_msrs.cr0_fixed1);
	write_cr4((cr4 | vmx_msrs.cr4_fixed0) & vmx_msrs.cr4_fixed1);
	if (!pcpu->vmxon_region)
		pcpu->vmxon_region = region_alloc();
	region = virt_to_hpa(pcpu->vmxon_region).v;
	asm volatile("vmxon %1\n\tsetbe %0"
		     : "=qm"(failed) : "m"(region) : "cc", "memory");
	if (failed)
		panic("VMXON failed on pCPU %u", pcpu->id);
	/* Translations of whoever used VMX before us. */
	invept(INVEPT_ALL_CONTEXT, 0);
}

void vmcs_access_failed(const char *insn, u64 operand, u64 value)
{
	u64 error = 0;

	/* VMfailInvalid leaves no error number: this VMREAD then fails too. */
	asm volatile("vmread %1, %0" : "+rm"(error)
		     : "r"((u64)VMCS_VM_INSTRUCTION_ERROR) : "cc");
	panic("%s 0x%lx (value 0x%lx) failed, VM-instruction error %lu", insn,
	      operand, value, error);
}
