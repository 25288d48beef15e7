/* SPDX-License-Identifier: BSD-3-Clause */
/* What the files of the monitor link share: frames, and the reports in them. */
#ifndef MONITOR_INTERNAL_H
#define MONITOR_INTERNAL_H

#include "nvmx/types.h"

#define MONITOR_VERSION		1
/* Bytes of a frame's payload; its length is three hexadecimal digits. */
#define MONITOR_PAYLOAD_MAX	200
/* Mark, length, blank, CRC, blank. */
#define MONITOR_HEADER_LEN	10
#define MONITOR_FRAME_MAX	(MONITOR_HEADER_LEN + MONITOR_PAYLOAD_MAX)
#define MONITOR_MARK_REQUEST	'?'
#define MONITOR_MARK_ANSWER	'$'
/* The tag of what nobody asked for; requests have 1 to 65535. */
#define MONITOR_TAG_NONE	0
#define MONITOR_TAG_MAX		65535
#define MONITOR_WORDS_MAX	4

struct vcpu;

/* --- monitor_frame.c: bytes to requests, payloads to frames; pure -------- */

enum monitor_input {
	MONITOR_MORE,		/* no frame has ended here */
	MONITOR_REQUEST,	/* @line holds a payload */
	MONITOR_BROKEN,		/* a frame with a wrong length or checksum */
};

struct monitor_parser {
	char line[MONITOR_FRAME_MAX + 1];
	u32 len;
	bool in_frame;
};

struct monitor_request {
	u32 tag;
	u32 argc;			/* the verb counts */
	const char *argv[MONITOR_WORDS_MAX];
};

/* CRC-16/XMODEM: polynomial 1021H, initial value 0, not reflected. */
u16 monitor_crc(const char *data, size_t len);
/* After MONITOR_REQUEST @parser->line is the payload, until the next byte. */
enum monitor_input monitor_parse_byte(struct monitor_parser *parser, char c);
/* Cuts @payload into words in place; false when it is no request. */
bool monitor_split(char *payload, struct monitor_request *request);
/* A decimal number up to @max; false for all else. */
bool monitor_number(const char *word, u32 max, u32 *value);
/*
 * The frame of @payload, of which MONITOR_PAYLOAD_MAX bytes count and all that
 * is not printable ASCII becomes a question mark. Returns the length, with the
 * line feed; 0 when it does not fit into @size.
 */
size_t monitor_frame(char *out, size_t size, const char *payload);

/* --- monitor.c: one report at a time ------------------------------------- */

/* Adds a row to the report. */
void __printf(1, 2) monitor_row(const char *fmt, ...);

/* --- monitor_reports.c --------------------------------------------------- */

/* Writes the rows: NULL, or the code of the protocol that says why not. */
const char *monitor_report(const struct monitor_request *request);
void report_hello(void);
void report_exits(void);
void report_nested(void);
/* vcpu when the request needs its VMCSs, and so its pCPU; NULL otherwise. */
struct vcpu *monitor_report_vcpu(const struct monitor_request *request);

#endif
