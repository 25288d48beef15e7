/* SPDX-License-Identifier: BSD-3-Clause */
/* The physical CPU's VMX capability MSRs (SDM vol. 3D appendix A), read once. */
#ifndef NVMX_VMX_CAPS_H
#define NVMX_VMX_CAPS_H

#include "nvmx/types.h"

struct vmx_msrs {
	u64 basic;
	u64 pinbased_ctls;
	u64 procbased_ctls;
	u64 exit_ctls;
	u64 entry_ctls;
	u64 misc;
	u64 cr0_fixed0;
	u64 cr0_fixed1;
	u64 cr4_fixed0;
	u64 cr4_fixed1;
	u64 vmcs_enum;
	u64 procbased_ctls2;		/* 0 when there are no secondary controls */
	u64 ept_vpid_cap;		/* 0 when neither EPT nor VPID exists */
	u64 true_pinbased_ctls;		/* = pinbased_ctls when BASIC bit 55 is 0 */
	u64 true_procbased_ctls;
	u64 true_exit_ctls;
	u64 true_entry_ctls;
	u64 vmfunc;			/* 0 when VM functions do not exist */
	u64 feature_control;
	u32 maxphyaddr;			/* CPUID.80000008H:EAX[7:0] */
};

extern struct vmx_msrs vmx_msrs;

#endif
