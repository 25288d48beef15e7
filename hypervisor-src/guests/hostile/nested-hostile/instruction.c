// SPDX-License-Identifier: BSD-3-Clause
#include "hostile.h"

/* A pointer operand: to a region, or to something else. */
static u64 pointer_value(struct random *r)
{
	switch (random_below(r, 6)) {
	case 0:
		return hostile_address(r);
	case 1:
		return sandbox_page(r) + random_below(r, PAGE_SIZE);
	case 2:
		return sandbox.vmxon_region;
	default:
		return sandbox.vmcs[random_below(r, VMCS_COUNT)];
	}
}

/* Where the operand itself is: mostly in L1's memory. */
static const void *operand(struct random *r, const void *good)
{
	if (!random_one_in(r, 16))
		return good;
	return (const void *)(uintptr_t)(random_one_in(r, 2) ?
					 hostile_address(r) : random64(r));
}

static void invalidate(struct random *r)
{
	u64 descriptor[2] = { random_one_in(r, 2) ? ept_pointer(&sandbox.ept[0]) :
			      hostile_address(r), 0 };
	u64 type = random_below(r, 6);

	if (random_one_in(r, 8))
		descriptor[1] = random64(r);
	if (random_one_in(r, 2)) {
		count_instruction(vmx_invept(type, operand(r, descriptor)));
	} else {
		descriptor[0] = random_one_in(r, 4) ? random64(r) :
						      random_below(r, 4);
		count_instruction(vmx_invvpid(type, operand(r, descriptor)));
	}
}

void hostile_instruction(struct random *r)
{
	u64 pointer = pointer_value(r), value = 0;

	sandbox.host_state_lost = true;
	sandbox.controls_lost = true;
	switch (random_below(r, 12)) {
	case 0:
		count_instruction(vmx_vmxon(operand(r, &pointer)));
		break;
	case 1:
		if (random_one_in(r, 4))
			count_instruction(vmx_vmxoff());
		break;
	case 2:
	case 3:
		count_instruction(vmx_vmclear(operand(r, &pointer)));
		break;
	case 4:
	case 5:
		count_instruction(vmx_vmptrld(operand(r, &pointer)));
		break;
	case 6:
		count_instruction(vmx_vmptrst(&value));
		break;
	case 7:
		count_instruction(vmx_vmread(random64(r), &value));
		break;
	case 8:
		count_instruction(vmx_vmwrite(random64(r) & 0xffff, random64(r)));
		break;
	case 9:
		count_instruction(vmx_vmcall());
		break;
	default:
		invalidate(r);
	}
}
