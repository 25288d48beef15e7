/* SPDX-License-Identifier: BSD-3-Clause */
/* Offsets in struct l2 for l2_entry.S; vmx_setup.c asserts that they are right. */
#ifndef GUEST_L2_OFFSETS_H
#define GUEST_L2_OFFSETS_H

#define L2_L1_RSP	128
#define L2_SELF		672

#endif
