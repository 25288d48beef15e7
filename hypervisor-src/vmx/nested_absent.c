// SPDX-License-Identifier: BSD-3-Clause
/* Link-time stand-in for nested/ while that directory is not complete. */
#include "nvmx/nested.h"
#include "nvmx/vcpu.h"

void nested_cpu_init(const struct vmx_msrs *msrs) { (void)msrs; }
void nested_vcpu_init(struct vcpu *vcpu, u16 f) { (void)vcpu; (void)f; }
void nested_vcpu_reset(struct vcpu *vcpu, u64 fc) { (void)vcpu; (void)fc; }
int nested_msr_read(struct vcpu *vcpu, u32 msr, u64 *value) { (void)vcpu; (void)value; return msr >= 0x480 && msr < 0x494 ? -EINVAL : 0; }
int nested_msr_write(struct vcpu *vcpu, u32 msr, u64 value) { (void)vcpu; (void)value; return msr >= 0x480 && msr < 0x494 ? -EINVAL : 0; }
bool nested_cr0_valid(const struct vcpu *vcpu, u64 value) { (void)vcpu; (void)value; return true; }
bool nested_cr4_valid(const struct vcpu *vcpu, u64 value) { (void)vcpu; (void)value; return true; }
void nested_handle_insn(struct vcpu *vcpu, u32 reason) { (void)reason; vcpu_inject_exception(vcpu, VECTOR_UD, false, 0); }
enum nested_exit nested_vmexit(struct vcpu *vcpu, u32 reason) { (void)vcpu; (void)reason; return NESTED_EXIT_L0; }
void nested_vm_entry_failed(struct vcpu *vcpu) { (void)vcpu; }
bool nested_format(const struct vcpu *vcpu, unsigned int i, char *l, size_t s) { (void)vcpu; (void)i; (void)l; (void)s; return false; }
void nested_inject_exception(struct vcpu *vcpu, u8 vector, bool has, u32 ec) { vcpu_inject_exception(vcpu, vector, has, ec); }
