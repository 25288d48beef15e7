// SPDX-License-Identifier: BSD-3-Clause
/* Polled driver for the physical UARTs. */
#include "nvmx/cpu.h"
#include "nvmx/uart.h"

/* One character at 115200 baud takes 87 us; this is far more on any CPU. */
#define TX_WAIT_LOOPS	10000000
#define DIVISOR_115200	1
#define SCRATCH_TEST	0x5a

void uart_init(struct uart *uart, u16 port)
{
	uart->port = port;
	outb(port + UART_SCR, SCRATCH_TEST);
	uart->present = inb(port + UART_SCR) == SCRATCH_TEST;
	if (!uart->present)
		return;
	outb(port + UART_IER, 0);
	outb(port + UART_LCR, LCR_DLAB);
	outb(port + UART_DLL, DIVISOR_115200);
	outb(port + UART_DLM, 0);
	outb(port + UART_LCR, LCR_8N1);
	outb(port + UART_FCR, FCR_ENABLE | FCR_CLEAR_RX | FCR_CLEAR_TX);
	outb(port + UART_MCR, MCR_DTR | MCR_RTS);
}

static void wait_lsr(struct uart *uart, u8 bits)
{
	int i;

	for (i = 0; i < TX_WAIT_LOOPS; i++)
		if ((inb(uart->port + UART_LSR) & bits) == bits)
			return;
	uart->present = false;
}

void uart_putc(struct uart *uart, char c)
{
	if (!uart->present)
		return;
	wait_lsr(uart, LSR_THRE);
	outb(uart->port + UART_THR, (u8)c);
}

void uart_put_fifo(struct uart *uart, char c)
{
	if (uart->present)
		outb(uart->port + UART_THR, (u8)c);
}

int uart_getc(struct uart *uart)
{
	if (!uart_rx_ready(uart))
		return -1;
	return inb(uart->port + UART_RBR);
}

bool uart_tx_ready(struct uart *uart)
{
	return !uart->present || inb(uart->port + UART_LSR) & LSR_THRE;
}

bool uart_rx_ready(struct uart *uart)
{
	return uart->present && inb(uart->port + UART_LSR) & LSR_DR;
}

void uart_drain(struct uart *uart)
{
	if (uart->present)
		wait_lsr(uart, LSR_THRE | LSR_TEMT);
}
