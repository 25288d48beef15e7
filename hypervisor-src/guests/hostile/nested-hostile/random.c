// SPDX-License-Identifier: BSD-3-Clause
/* xorshift64* (Vigna 2016): small, and good enough for this. */
#include "hostile.h"

void random_seed(struct random *r, u64 seed)
{
	r->state = seed ? seed : 1;
}

u64 random64(struct random *r)
{
	r->state ^= r->state >> 12;
	r->state ^= r->state << 25;
	r->state ^= r->state >> 27;
	return r->state * 0x2545f4914f6cdd1dULL;
}

u64 random_below(struct random *r, u64 bound)
{
	return (random64(r) >> 16) % bound;
}

bool random_one_in(struct random *r, u64 n)
{
	return random_below(r, n) == 0;
}
