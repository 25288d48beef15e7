/* SPDX-License-Identifier: BSD-3-Clause */
/* L1's 16550 at port 3f8, wired to a physical line. */
#ifndef NVMX_VUART_H
#define NVMX_VUART_H

#include "nvmx/spinlock.h"
#include "nvmx/uart.h"

struct vuart {
	struct spinlock lock;	/* several vCPUs may print */
	struct uart line;	/* the physical UART behind it */
	u8 ier, lcr, mcr, scr, dll, dlm, fcr;
};

void vuart_init(struct vuart *vuart, u16 line_port);
u8 vuart_read(struct vuart *vuart, u16 offset);
void vuart_write(struct vuart *vuart, u16 offset, u8 value);

#endif
