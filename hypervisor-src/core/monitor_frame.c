// SPDX-License-Identifier: BSD-3-Clause
/*
 * Frames of the monitor link: MARK LLL CCCC PAYLOAD, then a line feed. Nothing
 * here is trusted: the line may carry noise, half frames, or another program.
 */
#include "monitor_internal.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"

#define CRC_POLYNOMIAL	0x1021
#define LENGTH_AT	1
#define LENGTH_DIGITS	3
#define CRC_AT		5
#define CRC_DIGITS	4

u16 monitor_crc(const char *data, size_t len)
{
	u32 crc = 0;

	for (; len; len--, data++) {
		crc ^= (u32)(u8)*data << 8;
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 0x8000 ? crc << 1 ^ CRC_POLYNOMIAL : crc << 1;
	}
	return (u16)crc;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* @digits hexadecimal digits and a blank behind them, or -1. */
static int hex_field(const char *text, int digits)
{
	int value = 0;

	for (; digits; digits--, text++) {
		if (hex_digit(*text) < 0)
			return -1;
		value = value << 4 | hex_digit(*text);
	}
	return *text == ' ' ? value : -1;
}

static enum monitor_input end_of_frame(struct monitor_parser *parser)
{
	const char *payload = parser->line + MONITOR_HEADER_LEN;
	u32 len;

	parser->in_frame = false;
	if (parser->len < MONITOR_HEADER_LEN)
		return MONITOR_BROKEN;
	len = parser->len - MONITOR_HEADER_LEN;
	if (hex_field(parser->line + LENGTH_AT, LENGTH_DIGITS) != (int)len ||
	    hex_field(parser->line + CRC_AT, CRC_DIGITS) !=
	    monitor_crc(payload, len))
		return MONITOR_BROKEN;
	memmove(parser->line, payload, len);
	parser->line[len] = 0;
	return MONITOR_REQUEST;
}

enum monitor_input monitor_parse_byte(struct monitor_parser *parser, char c)
{
	if (c == MONITOR_MARK_REQUEST) {
		parser->in_frame = true;
		parser->len = 0;
	}
	if (!parser->in_frame)
		return MONITOR_MORE;
	if (c == '\n')
		return end_of_frame(parser);
	if (c < ' ' || c > '~' || parser->len == MONITOR_FRAME_MAX) {
		parser->in_frame = false;
		return MONITOR_BROKEN;
	}
	parser->line[parser->len++] = c;
	return MONITOR_MORE;
}

bool monitor_number(const char *word, u32 max, u32 *value)
{
	u64 number = 0;

	if (!*word)
		return false;
	for (; *word; word++) {
		if (*word < '0' || *word > '9')
			return false;
		number = number * 10 + (u64)(*word - '0');
		if (number > max)
			return false;
	}
	*value = (u32)number;
	return true;
}

bool monitor_split(char *payload, struct monitor_request *request)
{
	char *words[MONITOR_WORDS_MAX + 1];	/* the tag is the first */
	u32 count = 0;

	while (*payload) {
		while (*payload == ' ')
			*payload++ = 0;
		if (!*payload)
			break;
		if (count == ARRAY_SIZE(words))
			return false;
		words[count++] = payload;
		while (*payload && *payload != ' ')
			payload++;
	}
	if (count < 2 ||
	    !monitor_number(words[0], MONITOR_TAG_MAX, &request->tag) ||
	    request->tag == MONITOR_TAG_NONE)
		return false;
	request->argc = count - 1;
	for (u32 i = 0; i < request->argc; i++)
		request->argv[i] = words[i + 1];
	return true;
}

size_t monitor_frame(char *out, size_t size, const char *payload)
{
	char text[MONITOR_PAYLOAD_MAX + 1];
	size_t len = 0;

	for (; *payload && len < MONITOR_PAYLOAD_MAX; payload++)
		text[len++] = *payload < ' ' || *payload > '~' ? '?' : *payload;
	text[len] = 0;
	if (size < MONITOR_HEADER_LEN + len + 2)
		return 0;
	snprintf(out, size, "%c%03x %04x %s\n", MONITOR_MARK_ANSWER, (u32)len,
		 monitor_crc(text, len), text);
	return MONITOR_HEADER_LEN + len + 1;
}
