/* SPDX-License-Identifier: BSD-3-Clause */
/* The 16550 UART: register bits, and L0's polled driver for the real ones. */
#ifndef NVMX_UART_H
#define NVMX_UART_H

#include "nvmx/types.h"

/* Register offsets; DLL and DLM replace the first two while LCR_DLAB is set. */
#define UART_RBR	0
#define UART_THR	0
#define UART_DLL	0
#define UART_IER	1
#define UART_DLM	1
#define UART_IIR	2
#define UART_FCR	2
#define UART_LCR	3
#define UART_MCR	4
#define UART_LSR	5
#define UART_MSR	6
#define UART_SCR	7
#define UART_PORTS	8

#define IER_RDA		BIT(0)
#define IER_THRE	BIT(1)
#define IER_RLS		BIT(2)
#define IER_MSR		BIT(3)
#define IER_MASK	0x0fU
#define IIR_NONE	0x01U
#define IIR_THRE	0x02U
#define IIR_RDA		0x04U
#define IIR_FIFO	0xc0U
#define FCR_ENABLE	BIT(0)
#define FCR_CLEAR_RX	BIT(1)
#define FCR_CLEAR_TX	BIT(2)
#define LCR_8N1		0x03U
#define LCR_DLAB	BIT(7)
#define MCR_DTR		BIT(0)
#define MCR_RTS		BIT(1)
#define MCR_OUT1	BIT(2)
#define MCR_OUT2	BIT(3)
#define MCR_LOOP	BIT(4)
#define MCR_MASK	0x1fU
#define LSR_DR		BIT(0)
#define LSR_THRE	BIT(5)
#define LSR_TEMT	BIT(6)
#define MSR_CTS		BIT(4)
#define MSR_DSR		BIT(5)
#define MSR_RI		BIT(6)
#define MSR_DCD		BIT(7)

#define UART_COM1	0x3f8
#define UART_COM2	0x2f8

struct uart {
	u16 port;
	bool present;
};

/* 115200 8N1, FIFO on, interrupts off. Sets @present by a scratch test. */
void uart_init(struct uart *uart, u16 port);
/* Waits for room, with a bound: a dead line loses characters, not L0. */
void uart_putc(struct uart *uart, char c);
/* Without waiting: up to 16 characters after uart_tx_ready() said yes. */
void uart_put_fifo(struct uart *uart, char c);
/* -1 when nothing has come. */
int uart_getc(struct uart *uart);
bool uart_tx_ready(struct uart *uart);
bool uart_rx_ready(struct uart *uart);
/* Until the last character has left the shift register. */
void uart_drain(struct uart *uart);

#endif
