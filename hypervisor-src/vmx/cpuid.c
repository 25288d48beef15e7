// SPDX-License-Identifier: BSD-3-Clause
/* CPUID of L1: the physical CPU's, but for what L0 cannot give. */
#include "nvmx/cpu.h"
#include "nvmx/string.h"
#include "nvmx/vm_config.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

#define LEAF_FEATURES		0x1
#define LEAF_EXTENDED_FEATURES	0x7
#define LEAF_SGX		0x12
#define LEAF_PT			0x14
#define LEAF_HYPERVISOR		0x40000000
#define LEAF_HYPERVISOR_LAST	0x4fffffff

/* CPUID.(7,0), SDM vol. 2A. */
#define CPUID_7_EBX_SGX		BIT(2)
#define CPUID_7_EBX_MPX		BIT(14)
#define CPUID_7_EBX_PT		BIT(25)
#define CPUID_7_ECX_WAITPKG	BIT(5)

static const char hypervisor_signature[12] = "nVMXnVMXnVMX";

static void adjust_features(struct vcpu *vcpu, struct cpuid_regs *r)
{
	u64 cr4 = vcpu_get_cr4(vcpu);

	if (!vcpu->vm->nested_on)
		r->ecx &= ~CPUID_1_ECX_VMX;
	r->ecx &= ~CPUID_1_ECX_SMX;
	/* These mirror CR4, which is L0's own while we execute CPUID. */
	r->ecx &= ~CPUID_1_ECX_OSXSAVE;
	if (cr4 & CR4_OSXSAVE)
		r->ecx |= CPUID_1_ECX_OSXSAVE;
	if (hv_config.hypervisor_leaf)
		r->ecx |= CPUID_1_ECX_HYPERVISOR;
}

static void adjust_extended_features(struct vcpu *vcpu, struct cpuid_regs *r)
{
	/* Their state is not switched, or their exits are not emulated. */
	r->ebx &= ~(CPUID_7_EBX_SGX | CPUID_7_EBX_MPX | CPUID_7_EBX_PT);
	r->ecx &= ~(CPUID_7_ECX_WAITPKG | CPUID_7_ECX_OSPKE);
	if (vcpu_get_cr4(vcpu) & CR4_PKE)
		r->ecx |= CPUID_7_ECX_OSPKE;
}

static struct cpuid_regs hypervisor_leaf(u32 leaf)
{
	struct cpuid_regs r = { 0 };

	if (leaf == LEAF_HYPERVISOR) {
		r.eax = LEAF_HYPERVISOR;
		memcpy(&r.ebx, hypervisor_signature, 4);
		memcpy(&r.ecx, hypervisor_signature + 4, 4);
		memcpy(&r.edx, hypervisor_signature + 8, 4);
	}
	return r;
}

void handle_cpuid(struct vcpu *vcpu)
{
	u32 leaf = (u32)vcpu->gpr[GPR_RAX];
	u32 subleaf = (u32)vcpu->gpr[GPR_RCX];
	struct cpuid_regs r = cpuid(leaf, subleaf);

	if (leaf == LEAF_FEATURES)
		adjust_features(vcpu, &r);
	else if (leaf == LEAF_EXTENDED_FEATURES && subleaf == 0)
		adjust_extended_features(vcpu, &r);
	else if (leaf == LEAF_SGX || leaf == LEAF_PT)
		r = (struct cpuid_regs){ 0 };
	else if (hv_config.hypervisor_leaf && leaf >= LEAF_HYPERVISOR &&
		 leaf <= LEAF_HYPERVISOR_LAST)
		r = hypervisor_leaf(leaf);
	vcpu->gpr[GPR_RAX] = r.eax;
	vcpu->gpr[GPR_RBX] = r.ebx;
	vcpu->gpr[GPR_RCX] = r.ecx;
	vcpu->gpr[GPR_RDX] = r.edx;
	vcpu_skip_instruction(vcpu);
}
