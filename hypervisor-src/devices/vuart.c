// SPDX-License-Identifier: BSD-3-Clause
/*
 * L1's 16550. Data and readiness are those of the physical line, so L1 waits
 * for the line itself and L0 never does; the other registers are L1's own.
 * There is no interrupt: L1's local APIC is passed through, and nothing could
 * raise pin 4 (the restriction that ACRN's guide names, too).
 */
#include "nvmx/cpu.h"
#include "nvmx/vuart.h"

#define RESET_DIVISOR_LOW	12	/* 9600 baud, what firmware leaves */

void vuart_init(struct vuart *vuart, u16 line_port)
{
	*vuart = (struct vuart){ .lcr = LCR_8N1, .dll = RESET_DIVISOR_LOW };
	uart_init(&vuart->line, line_port);
}

static u8 read_lsr(const struct vuart *vuart)
{
	u8 lsr;

	if (vuart->mcr & MCR_LOOP || !vuart->line.present)
		return LSR_THRE | LSR_TEMT;
	lsr = inb(vuart->line.port + UART_LSR);
	return lsr & (LSR_DR | LSR_THRE | LSR_TEMT);
}

/* In loop mode the modem status shows the modem control lines. */
static u8 read_msr(const struct vuart *vuart)
{
	u8 msr = 0;

	if (!(vuart->mcr & MCR_LOOP))
		return MSR_CTS | MSR_DSR | MSR_DCD;
	if (vuart->mcr & MCR_RTS)
		msr |= MSR_CTS;
	if (vuart->mcr & MCR_DTR)
		msr |= MSR_DSR;
	if (vuart->mcr & MCR_OUT1)
		msr |= MSR_RI;
	if (vuart->mcr & MCR_OUT2)
		msr |= MSR_DCD;
	return msr;
}

/* What an enabled interrupt would report, highest priority first. */
static u8 read_iir(const struct vuart *vuart)
{
	u8 fifo = vuart->fcr & FCR_ENABLE ? IIR_FIFO : 0;
	u8 lsr = read_lsr(vuart);

	if (vuart->ier & IER_RDA && lsr & LSR_DR)
		return fifo | IIR_RDA;
	if (vuart->ier & IER_THRE && lsr & LSR_THRE)
		return fifo | IIR_THRE;
	return fifo | IIR_NONE;
}

static u8 read_rbr(struct vuart *vuart)
{
	int c = vuart->mcr & MCR_LOOP ? -1 : uart_getc(&vuart->line);

	return c < 0 ? 0 : (u8)c;
}

static u8 read_register(struct vuart *vuart, u16 offset)
{
	bool dlab = vuart->lcr & LCR_DLAB;

	switch (offset) {
	case UART_RBR:
		return dlab ? vuart->dll : read_rbr(vuart);
	case UART_IER:
		return dlab ? vuart->dlm : vuart->ier;
	case UART_IIR:
		return read_iir(vuart);
	case UART_LCR:
		return vuart->lcr;
	case UART_MCR:
		return vuart->mcr;
	case UART_LSR:
		return read_lsr(vuart);
	case UART_MSR:
		return read_msr(vuart);
	default:
		return vuart->scr;
	}
}

static void write_thr(struct vuart *vuart, u8 value)
{
	if (vuart->line.present && !(vuart->mcr & MCR_LOOP))
		outb(vuart->line.port + UART_THR, value);
}

static void write_register(struct vuart *vuart, u16 offset, u8 value)
{
	bool dlab = vuart->lcr & LCR_DLAB;

	switch (offset) {
	case UART_THR:
		if (dlab)
			vuart->dll = value;
		else
			write_thr(vuart, value);
		break;
	case UART_IER:
		if (dlab)
			vuart->dlm = value;
		else
			vuart->ier = value & IER_MASK;
		break;
	case UART_FCR:
		vuart->fcr = value;
		break;
	case UART_LCR:
		vuart->lcr = value;
		break;
	case UART_MCR:
		vuart->mcr = value & MCR_MASK;
		break;
	case UART_SCR:
		vuart->scr = value;
		break;
	default:	/* LSR and MSR are read-only */
		break;
	}
}

u8 vuart_read(struct vuart *vuart, u16 offset)
{
	u8 value;

	spin_lock(&vuart->lock);
	value = read_register(vuart, offset);
	spin_unlock(&vuart->lock);
	return value;
}

void vuart_write(struct vuart *vuart, u16 offset, u8 value)
{
	spin_lock(&vuart->lock);
	write_register(vuart, offset, value);
	spin_unlock(&vuart->lock);
}
