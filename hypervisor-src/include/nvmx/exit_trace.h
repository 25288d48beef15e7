/* SPDX-License-Identifier: BSD-3-Clause */
/* The last exits of a vCPU, for the panic screen and the shell. */
#ifndef NVMX_EXIT_TRACE_H
#define NVMX_EXIT_TRACE_H

#include "nvmx/vcpu.h"

/* On the console, oldest first, decoded. */
void exit_trace_print(const struct vcpu *vcpu);
const char *exit_reason_name(u32 basic_reason);

#endif
