/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Names for addresses of L0. The table is generated from the linked image and
 * linked in by a second pass; the first pass has an empty one.
 */
#ifndef NVMX_SYMBOLS_H
#define NVMX_SYMBOLS_H

#include "nvmx/types.h"

/* The function that holds @address and the offset in it, or NULL. */
const char *symbol_find(u64 address, u64 *offset);

#endif
