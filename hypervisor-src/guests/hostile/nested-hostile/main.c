// SPDX-License-Identifier: BSD-3-Clause
/*
 * nested-hostile [seed=N] [steps=N] [cpus=2]: at least that many VMX
 * instructions and VM entries, random but repeatable by the seed (with one
 * CPU), then an ordinary L2. See hostile.h.
 */
#include "hostile.h"
#include "smp.h"

#define DEFAULT_SEED	1
#define DEFAULT_STEPS	100000
#define PROGRESS_STEPS	100000

/* The number behind @key in the command line. */
static u64 number_argument(const char *key, u64 otherwise)
{
	size_t len = strlen(key);
	const char *s = guest_cmdline;
	u64 value = 0;

	for (; *s; s++)
		if ((s == guest_cmdline || s[-1] == ' ') &&
		    !strncmp(s, key, len))
			break;
	if (!*s)
		return otherwise;
	for (s += len; *s >= '0' && *s <= '9'; s++)
		value = value * 10 + (u64)(*s - '0');
	return value;
}

static void one_round(void)
{
	switch (random_below(24)) {
	case 0:
	case 1:
	case 2:
		hostile_instruction();
		break;
	case 3:
	case 4:
		noise_fields();
		break;
	case 5:
	case 6:
		noise_ept();
		break;
	case 7:
		noise_bitmaps();
		break;
	case 8:
		noise_regions();
		break;
	case 9:
	case 10:
	case 11:
		sane_vmcs();
		break;
	case 12:
		sandbox_restore_l2();
		break;
	default:
		hostile_entry();
	}
}

static void report(u64 seed)
{
	printf("nested-hostile: seed %lu, %lu VMX instructions, %lu failed, %lu faulted\n",
	       seed, counts.instructions, counts.failures, counts.faults);
	printf("nested-hostile: %lu VM entries, %lu exits, %lu of them entry failures\n",
	       counts.entries, counts.exits, counts.entry_failures);
}

void main(void)
{
	u64 seed = number_argument("seed=", DEFAULT_SEED);
	u64 steps = number_argument("steps=", DEFAULT_STEPS);
	bool second = number_argument("cpus=", 1) > 1;
	u64 next_progress = PROGRESS_STEPS;

	printf("nested-hostile: seed=%lu steps=%lu cpus=%u\n", seed, steps,
	       second ? 2 : 1);
	random_seed(seed);
	sandbox_create();
	sane_vmcs();
	if (second && !smp_start(1, noise_forever))
		guest_fail("CPU 1 did not start");
	while (counts.instructions < steps) {
		one_round();
		if (counts.instructions < next_progress)
			continue;
		printf("nested-hostile: %lu steps\n", next_progress);
		next_progress += PROGRESS_STEPS;
	}
	noise_stop = true;
	if (second && !smp_wait_done(1))
		guest_fail("CPU 1 did not stop");
	report(seed);
	printf("nested-hostile: %s\n", ordinary_l2_works() ? "PASS" : "FAIL");
}
