/* SPDX-License-Identifier: BSD-3-Clause */
/* Where L0 lives. Plain numbers: the linker script reads them too. */
#ifndef NVMX_LAYOUT_H
#define NVMX_LAYOUT_H

#define NVMX_LOAD_ADDRESS	0x10000000	/* 256 MiB */
#define NVMX_MEMORY_SIZE	0x02000000	/* 32 MiB, a multiple of 2 MiB */

#endif
