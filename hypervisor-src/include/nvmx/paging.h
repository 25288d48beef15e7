/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef NVMX_PAGING_H
#define NVMX_PAGING_H

/* Extends L0's identity map to all RAM, up to 512 GiB. */
void paging_map_all_ram(void);

#endif
