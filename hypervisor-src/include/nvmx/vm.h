/* SPDX-License-Identifier: BSD-3-Clause */
/* The VMs of this machine. One for now: it owns all that L0 does not. */
#ifndef NVMX_VM_H
#define NVMX_VM_H

#include "nvmx/vcpu.h"
#include "nvmx/vm_config.h"
#include "nvmx/vuart.h"

struct boot_module;

extern struct vm vm0;
extern struct vuart vm0_vuart;

/* Memory, bitmaps and devices; vCPUs follow, each on its own pCPU. */
void vm_create(struct vm *vm, const struct vm_config *config);
/* Makes the vCPU that the configuration pins to this pCPU, if there is one. */
void vcpu_create_here(void);
/* L1's image and boot information; 0 or a negative errno, explained. */
int vm_load(struct vm *vm, const struct vm_config *config);
/* Lets vCPU 0 run, here or on its pCPU. */
void vm_start(struct vm *vm);
/* Ends the VM; its vCPUs run no more. */
void vm_stop(struct vm *vm, const char *why);
const char *vm_state_name(enum vm_state state);
const char *vcpu_state_name(enum vcpu_state state);

/* Puts the module (a multiboot ELF) and a multiboot information into L1. */
int multiboot_load(struct vm *vm, const struct boot_module *module,
		   const char *cmdline, struct vcpu_start *start);

/*
 * Copies the program segments of the ELF file (32 or 64 bit) to their physical
 * addresses in L1. @forbidden is a range of L1 that they must not touch.
 */
int elf_load(struct vm *vm, const void *image, u64 size,
	     const struct ram_range *forbidden, u32 *entry);

/* Moves all modules to the top of the RAM below 4 GiB, out of L1's way. */
void modules_move_high(void);

#endif
