// SPDX-License-Identifier: BSD-3-Clause
#include "l2_idt.h"
#include "vmx_guest.h"

#define VECTOR_COUNT		256
#define STUB_SIZE		16
#define GATE_INTERRUPT64	0x8e00U
#define GATE_PRESENT		0x8000U

struct gate {
	u16 offset_low, selector, attributes, offset_mid;
	u32 offset_high, reserved;
};

asm(".pushsection .text\n\t.balign 16\nl2_idt_stubs:\n"
    ".set vector, 0\n"
    ".rept 256\n\t.balign 16\n\tmovl $vector, %eax\n\tvmcall\n\tiretq\n"
    "\t.set vector, vector + 1\n.endr\n\t.popsection");
extern const u8 l2_idt_stubs[];

static struct gate idt[VECTOR_COUNT];

static void build(void)
{
	u32 vector;

	for (vector = 0; vector < VECTOR_COUNT; vector++) {
		u64 stub = (uintptr_t)l2_idt_stubs + vector * STUB_SIZE;

		idt[vector] = (struct gate){
			(u16)stub, GUEST_SELECTOR_CODE, GATE_INTERRUPT64,
			(u16)(stub >> 16), (u32)(stub >> 32), 0
		};
	}
}

void l2_idt_install(void)
{
	struct descriptor_pointer gdtr;

	build();
	asm volatile("sgdt %0" : "=m"(gdtr));
	vmwrite(VMCS_GUEST_GDTR_BASE, gdtr.base);
	vmwrite(VMCS_GUEST_IDTR_BASE, (uintptr_t)idt);
	vmwrite(VMCS_GUEST_IDTR_LIMIT, sizeof(idt) - 1);
}

void l2_idt_remove(u32 vector)
{
	idt[vector].attributes &= (u16)~GATE_PRESENT;
}
