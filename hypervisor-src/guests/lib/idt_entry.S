/* SPDX-License-Identifier: BSD-3-Clause */
/* The same exception stubs as L0's; they call this library's handler. */
#include "core/idt_entry.S"
