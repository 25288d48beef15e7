/* SPDX-License-Identifier: BSD-3-Clause */
/* Offsets for vmx/entry.S; vmx/vcpu.c asserts that they are right. */
#ifndef NVMX_VCPU_OFFSETS_H
#define NVMX_VCPU_OFFSETS_H

#define VCPU_LOADED		128
#define LOADED_VMCS_LAUNCHED	8

#endif
