/* SPDX-License-Identifier: BSD-3-Clause */
/* The nested part of a vCPU; belongs to nested/. */
#ifndef NVMX_NESTED_STATE_H
#define NVMX_NESTED_STATE_H

#include "nvmx/types.h"

struct nested_state {
	bool in_l2;		/* the loaded VMCS is a vmcs02 */
};

#endif
