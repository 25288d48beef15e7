/* SPDX-License-Identifier: BSD-3-Clause */
/* L0's trampoline, on the guest's page tables; it calls ap_main() in smp.c. */
#define boot_pml4 guest_pml4
#include "boot/trampoline.S"
