// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/symbols.h"

struct symbol {
	u64 address;
	const char *name;
};

/* Sorted by address; see tools/symbols.sh. */
extern const struct symbol symbol_table[];
extern const u64 symbol_count;
extern const u8 image_start[], text_end[];

const char *symbol_find(u64 address, u64 *offset)
{
	u64 low = 0, high = symbol_count;

	if (address < (uintptr_t)image_start || address >= (uintptr_t)text_end)
		return NULL;
	while (low < high) {
		u64 mid = (low + high) / 2;

		if (symbol_table[mid].address <= address)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low)
		return NULL;
	*offset = address - symbol_table[low - 1].address;
	return symbol_table[low - 1].name;
}
