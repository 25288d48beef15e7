// SPDX-License-Identifier: BSD-3-Clause
/* Formatting, also linked into the guests' library: no state, no I/O. */
#include "nvmx/printk.h"
#include "nvmx/string.h"

struct sink {
	char *buf;
	size_t size;
	size_t len;		/* what would have been written */
};

struct spec {
	bool left, zero, upper, sign;
	int width, precision, length;	/* length: 0 int, 1 long, 2 long long */
};

static void put(struct sink *sink, char c)
{
	if (sink->len + 1 < sink->size)
		sink->buf[sink->len] = c;
	sink->len++;
}

static void put_padded(struct sink *sink, const struct spec *spec,
		       const char *prefix, const char *text, int len)
{
	int prefix_len = (int)strlen(prefix);
	int pad = spec->width - len - prefix_len;

	if (!spec->left && !spec->zero)
		for (; pad > 0; pad--)
			put(sink, ' ');
	while (*prefix)
		put(sink, *prefix++);
	if (!spec->left)
		for (; pad > 0; pad--)
			put(sink, '0');
	while (len--)
		put(sink, *text++);
	for (; pad > 0; pad--)
		put(sink, ' ');
}

static void put_number(struct sink *sink, struct spec *spec, u64 value,
		       unsigned int base, const char *prefix)
{
	const char *digits = spec->upper ? "0123456789ABCDEF"
					 : "0123456789abcdef";
	char buf[24];
	int pos = sizeof(buf);

	do {
		buf[--pos] = digits[value % base];
		value /= base;
	} while (value);
	while ((int)sizeof(buf) - pos < spec->precision && pos > 0)
		buf[--pos] = '0';
	put_padded(sink, spec, prefix, buf + pos, (int)sizeof(buf) - pos);
}

static void put_string(struct sink *sink, struct spec *spec, const char *s)
{
	int len = 0;

	if (!s)
		s = "(null)";
	while (s[len] && (spec->precision < 0 || len < spec->precision))
		len++;
	spec->zero = false;
	put_padded(sink, spec, "", s, len);
}

/* Reads a width or precision: digits, or * for an argument. */
static const char *parse_count(const char *fmt, int *count, int star)
{
	*count = 0;
	if (*fmt == '*') {
		*count = star;
		return fmt + 1;
	}
	while (*fmt >= '0' && *fmt <= '9')
		*count = *count * 10 + (*fmt++ - '0');
	return fmt;
}

static const char *parse_flags(const char *fmt, struct spec *spec)
{
	for (;; fmt++) {
		if (*fmt == '-')
			spec->left = true;
		else if (*fmt == '0')
			spec->zero = true;
		else if (*fmt == '+')
			spec->sign = true;
		else
			return fmt;
	}
}

static const char *parse_length(const char *fmt, struct spec *spec)
{
	for (;; fmt++) {
		if (*fmt == 'l')
			spec->length++;
		else if (*fmt == 'z')
			spec->length = 1;
		else if (*fmt != 'h')
			return fmt;
	}
}

static void put_signed(struct sink *sink, struct spec *spec, s64 value)
{
	const char *prefix = value < 0 ? "-" : spec->sign ? "+" : "";

	put_number(sink, spec, value < 0 ? -(u64)value : (u64)value, 10, prefix);
}

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct sink sink = { buf, size, 0 };

	for (; *fmt; fmt++) {
		struct spec spec = { .precision = -1 };
		char c;

		if (*fmt != '%') {
			put(&sink, *fmt);
			continue;
		}
		fmt = parse_flags(fmt + 1, &spec);
		fmt = parse_count(fmt, &spec.width,
				  *fmt == '*' ? va_arg(args, int) : 0);
		if (*fmt == '.') {
			fmt++;
			fmt = parse_count(fmt, &spec.precision,
					  *fmt == '*' ? va_arg(args, int) : 0);
		}
		fmt = parse_length(fmt, &spec);
		if (!*fmt)
			break;
		spec.upper = *fmt == 'X';
		switch (*fmt) {
		case 'd':
		case 'i':
			put_signed(&sink, &spec, spec.length ?
				   va_arg(args, s64) : va_arg(args, int));
			break;
		case 'u':
		case 'x':
		case 'X':
			put_number(&sink, &spec, spec.length ?
				   va_arg(args, u64) : va_arg(args, u32),
				   *fmt == 'u' ? 10 : 16, "");
			break;
		case 'p':
			put_number(&sink, &spec, va_arg(args, u64), 16, "0x");
			break;
		case 's':
			put_string(&sink, &spec, va_arg(args, const char *));
			break;
		case 'c':
			c = (char)va_arg(args, int);
			put_padded(&sink, &spec, "", &c, 1);
			break;
		default:
			put(&sink, *fmt);
		}
	}
	if (size)
		buf[sink.len < size ? sink.len : size - 1] = 0;
	return (int)sink.len;
}

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
