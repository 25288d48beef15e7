/* SPDX-License-Identifier: BSD-3-Clause */
/* The little of ACPI that L0 needs: which CPUs there are. */
#ifndef NVMX_ACPI_H
#define NVMX_ACPI_H

#include "nvmx/types.h"

/*
 * Fills @apic_ids with the local APIC identifiers of the usable CPUs, in the
 * order of the MADT, at most @max. Returns their number; 0 when there is no
 * readable MADT.
 */
u32 acpi_cpus(u32 *apic_ids, u32 max);

/*
 * Marks the CPUs that are not in @apic_ids as absent in the MADT, so that L1
 * sees only its own.
 */
void acpi_keep_cpus(const u32 *apic_ids, u32 count);

#endif
