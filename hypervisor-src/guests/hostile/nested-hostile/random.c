// SPDX-License-Identifier: BSD-3-Clause
/* xorshift64* (Vigna 2016): small, and good enough for this. */
#include "hostile.h"

static u64 state = 1;

void random_seed(u64 seed)
{
	state = seed ? seed : 1;
}

u64 random64(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545f4914f6cdd1dULL;
}

u64 random_below(u64 bound)
{
	return (random64() >> 16) % bound;
}

bool random_one_in(u64 n)
{
	return random_below(n) == 0;
}
