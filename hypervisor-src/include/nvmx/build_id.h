/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef NVMX_BUILD_ID_H
#define NVMX_BUILD_ID_H

/* Compiler, configuration and a checksum of the sources; made by the Makefile. */
extern const char build_id[];

#endif
