// SPDX-License-Identifier: BSD-3-Clause
/*
 * nested-hostile [seed=N] [steps=N] [cpus=2]: at least that many steps (see
 * hostile.h), random but repeatable by the seed, then an ordinary L2. When a
 * second CPU changes memory meanwhile, its pace is not the seed's.
 */
#include "hostile.h"
#include "smp.h"

#define DEFAULT_SEED	1
#define DEFAULT_STEPS	100000
#define PROGRESS_STEPS	100000

static void one_round(struct random *r)
{
	switch (random_below(r, 24)) {
	case 0:
	case 1:
	case 2:
		hostile_instruction(r);
		count_steps(STEP_INSTRUCTION, 1);
		break;
	case 3:
		count_steps(STEP_VMWRITE, noise_fields(r));
		break;
	case 4:
	case 5:
	case 6:
	case 7:
		noise_memory(r, (enum noise)random_below(r, NOISE_COUNT));
		count_steps(STEP_MEMORY, 1);
		break;
	case 8:
		sane_vmcs(r);
		break;
	case 9:
	case 10:
		sandbox_restore_l2();
		break;
	default:
		hostile_entry(r);
		count_steps(STEP_ENTRY, 1);
	}
}

static void start_noise(u64 seed)
{
	/* Another sequence than the first CPU's. */
	random_seed(&noise_random, ~seed);
	if (!smp_start(1, noise_forever))
		guest_fail("CPU 1 did not start");
}

/* False when the second CPU left a kind of memory alone. */
static bool stop_noise(void)
{
	noise_stop = true;
	if (!smp_wait_done(1))
		guest_fail("CPU 1 did not stop");
	printf("nested-hostile: CPU 1 changed bitmaps %lu times, EPT12 %lu, VMCS regions %lu, MSR lists %lu\n",
	       noise_done[NOISE_BITMAPS], noise_done[NOISE_EPT],
	       noise_done[NOISE_REGIONS], noise_done[NOISE_LISTS]);
	return noise_done[NOISE_BITMAPS] && noise_done[NOISE_EPT] &&
	       noise_done[NOISE_REGIONS] && noise_done[NOISE_LISTS];
}

void main(void)
{
	u64 seed = guest_cmdline_number("seed=", DEFAULT_SEED);
	u64 steps = guest_cmdline_number("steps=", DEFAULT_STEPS);
	bool second = guest_cmdline_number("cpus=", 1) > 1;
	u64 next_progress = PROGRESS_STEPS;
	struct random random;
	bool ok = true;

	printf("nested-hostile: seed=%lu steps=%lu cpus=%u\n", seed, steps,
	       second ? 2 : 1);
	random_seed(&random, seed);
	sandbox_create();
	sandbox.second_cpu = second;
	create_templates(&random);
	sane_vmcs(&random);
	if (second)
		start_noise(seed);
	while (steps_done() < steps) {
		one_round(&random);
		if (steps_done() < next_progress)
			continue;
		printf("nested-hostile: %lu steps\n", next_progress);
		next_progress += PROGRESS_STEPS;
	}
	if (second)
		ok = stop_noise();
	outcome_report();
	ok &= outcome_complete();
	ok &= ordinary_l2_works(&random);
	printf("nested-hostile: %s\n", ok ? "PASS" : "FAIL");
}
