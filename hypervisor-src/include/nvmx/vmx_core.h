/* SPDX-License-Identifier: BSD-3-Clause */
/* Inside L0: VMX operation, vmcs01 and L1's exits. */
#ifndef NVMX_VMX_CORE_H
#define NVMX_VMX_CORE_H

#include "nvmx/vcpu.h"
#include "nvmx/vmx_caps.h"

/*
 * Checks every VMX capability that L0 needs and fills vmx_msrs. One line when
 * all is there; otherwise false, and a line for each.
 */
bool vmx_caps_check(void);
/* The same, one line each, for the shell. */
void vmx_caps_print(void);
bool cpu_has_vmx(void);
/* Optional capabilities. */
bool vmx_has_preemption_timer(void);
bool vmx_has_ept_1g_pages(void);

/* Enters VMX root operation on this CPU. */
void vmx_enable(void);

/* A VMCS region with the CPU's revision, clear. */
hpa_t vmcs_region_alloc(void);

/* Allocates and fills vmcs01; leaves it loaded. L1's state is that of RESET. */
void vmcs01_init(struct vcpu *vcpu);
/* L1's state after INIT and a start-up IPI: real mode at @vector * 4 KiB. */
void vmcs01_set_startup_entry(struct vcpu *vcpu, u8 vector);
/* The same for the boot processor, which starts at the reset vector. */
void vmcs01_set_reset_vector_entry(struct vcpu *vcpu);
/* L1's state at a multiboot entry: 32-bit protected mode, flat, paging off. */
void vmcs01_set_multiboot_entry(struct vcpu *vcpu, u32 eip, u32 eax, u32 ebx);

/*
 * The guest/host masks of vmcs01. L0 owns CR4.VMXE and CR0.NE, which VMX
 * operation demands, and CR0.PE and PG, which L1 may not clear in VMX
 * operation of its own.
 */
#define CR0_MASK01	(CR0_PE | CR0_NE | CR0_PG)
#define CR4_MASK01	CR4_VMXE

/* EPT01 over all of L1's memory, without L0's. */
void ept01_build(struct vm *vm);
/* For a page that has an entry of its own; before any CPU runs on this EPT. */
void ept01_write_protect(struct vm *vm, gpa_t page);

/* vmx/entry.S. Never returns: vmx_handle_exit() decides what comes next. */
void __noreturn vmx_run(struct vcpu *vcpu, void *stack_top);

/* Return values of the two handlers below, known to entry.S. */
#define VMX_CONTINUE	0
#define VMX_STOPPED	1

/* Called by entry.S. */
u32 vmx_handle_exit(struct vcpu *vcpu);
u32 vmx_handle_entry_failure(struct vcpu *vcpu);
void vmx_exit_entry(void);

/* TSC ticks between two polls of the shell while a guest runs on its CPU. */
#define POLL_INTERVAL		(1U << 18)
#define POLL_INTERVAL_BUSY	(1U << 13)
/* Arms the VMX-preemption timer of the loaded VMCS for the next poll. */
void poll_timer_arm(void);

/*
 * An exception that the guest gets for an instruction which L0 handled: L1's,
 * or L2's, where L1 may have asked for it.
 */
void vcpu_raise(struct vcpu *vcpu, u8 vector, bool has_error_code,
		u32 error_code);
void vcpu_raise_ud(struct vcpu *vcpu);
void vcpu_raise_gp(struct vcpu *vcpu);

/* vcpu_skip_instruction() for an instruction whose length the CPU did not tell. */
void vcpu_advance_rip(struct vcpu *vcpu, u64 length);

/* One exit each; the loaded VMCS is vmcs01, or a vmcs02 with an exit that is L0's. */
void handle_cpuid(struct vcpu *vcpu);
void handle_rdmsr(struct vcpu *vcpu);
void handle_wrmsr(struct vcpu *vcpu);
void handle_cr_access(struct vcpu *vcpu);
void handle_io(struct vcpu *vcpu);
void handle_string_io(struct vcpu *vcpu);
void handle_xsetbv(struct vcpu *vcpu);

/* Ports as L1 sees them: 1 to 4 bytes from @port on, which wraps at 64 KiB. */
u32 io_ports_read(u16 port, u32 size);
void io_ports_write(struct vm *vm, u16 port, u32 size, u32 value);

/*
 * INIT and start-up IPIs among L1's vCPUs. L0 carries them out; all other
 * commands go to the physical APIC.
 */

/* WRMSR to the x2APIC's ICR; 0, or -EINVAL for #GP. */
int x2apic_icr_write(struct vcpu *vcpu, u64 value);
/* A write to the xAPIC's page; false when it could not be carried out. */
bool xapic_page_write(struct vcpu *vcpu, u64 offset);
/*
 * PCPU_EVENT_INIT of this CPU: L2 exits, L1 is reset, or, in VMX root operation
 * of L1, the signal stays blocked (SDM vol. 3C 24.8).
 */
void init_signal_take(struct vcpu *vcpu);

/* A store of a register or constant to memory, found at L1's RIP. */
struct mmio_store {
	u32 value;
	u8 length;		/* of the instruction */
};

/* False when the instruction is no plain 32-bit store. */
bool mmio_store_decode(struct vcpu *vcpu, struct mmio_store *store);

/* Bitmaps of vmcs01: what L1 may reach without an exit. */
void msr_bitmap01_init(struct vm *vm);
void io_bitmap01_init(struct vm *vm);

#endif
