/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The controls of vmcs02 from those of vmcs01 and vmcs12: the rule of each bit
 * is in data/vmx_controls.def, the few that are more than a rule are here.
 * Pure: plain values in, plain values out.
 */
#include "nested_internal.h"

/* Per word, the bits of each merge rule. */
struct merge_masks {
	u32 or, l1, l0, on;
};

enum { WORD_PIN, WORD_PROC, WORD_PROC2, WORD_EXIT, WORD_ENTRY, WORD_COUNT };

enum { RULE_OR, RULE_L1, RULE_L0, RULE_ON, RULE_OFF, RULE_RULE };

static const struct { u8 word, bit, rule; } merge_rules[] = {
#define VMX_CONTROL(word, name, bit, exposed, rule, ...) \
	{ WORD_##word, bit, RULE_##rule },
#define VMX_CAPABILITY(word, name, bit, ...)
#define VMX_HIDDEN(key, why)
#include "../data/vmx_controls.def"
};

static struct merge_masks masks_of(u8 word)
{
	struct merge_masks masks = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(merge_rules); i++) {
		u32 bit = BIT(merge_rules[i].bit);

		if (merge_rules[i].word != word)
			continue;
		switch (merge_rules[i].rule) {
		case RULE_OR:
			masks.or |= bit;
			break;
		case RULE_L1:
			masks.l1 |= bit;
			break;
		case RULE_L0:
			masks.l0 |= bit;
			break;
		case RULE_ON:
			masks.on |= bit;
			break;
		default:
			break;
		}
	}
	return masks;
}

/* @capability: the CPU's own; its must-be-1 bits are kept, no other is added. */
static u32 merge_word(u8 word, u64 capability, u32 v01, u32 v12)
{
	struct merge_masks m = masks_of(word);
	u32 merged = (v01 & (m.or | m.l0)) | (v12 & (m.or | m.l1)) | m.on;

	return (merged & (u32)(capability >> 32)) | (u32)capability;
}

/*
 * TSC (SDM 26.3): L1 sees T*m01 + o01, L2 sees that times m12 plus o12. The
 * multipliers are fixed-point numbers with 48 fraction bits.
 */
#define TSC_MULTIPLIER_ONE	BIT64(48)

static u64 tsc_scale(u64 value, u64 multiplier)
{
	return (u64)(((unsigned __int128)value * multiplier) >> 48);
}

/* Offsets are signed: scale the magnitude. */
static u64 tsc_scale_offset(u64 offset, u64 multiplier)
{
	return (s64)offset < 0 ? -tsc_scale(-offset, multiplier) :
				 tsc_scale(offset, multiplier);
}

static void merge_tsc(const struct merge_input *in, const struct vmcs12 *v,
		      struct merged_controls *out)
{
	bool offset12 = V12_HAS(v, PROC, USE_TSC_OFFSETTING);
	bool scale12 = offset12 && V12_HAS2(v, USE_TSC_SCALING);
	bool offset01 = in->proc01 & PROC_USE_TSC_OFFSETTING;
	bool scale01 = offset01 && (in->proc2_01 & PROC2_USE_TSC_SCALING);
	u64 m12 = scale12 ? V12(v, TSC_MULTIPLIER) : TSC_MULTIPLIER_ONE;
	u64 m01 = scale01 ? in->tsc_multiplier01 : TSC_MULTIPLIER_ONE;
	u64 o01 = offset01 ? in->tsc_offset01 : 0;

	out->tsc_multiplier = tsc_scale(m01, m12);
	out->tsc_offset = tsc_scale_offset(o01, m12) +
			  (offset12 ? V12(v, TSC_OFFSET) : 0);
	if (offset01 || offset12)
		out->proc |= PROC_USE_TSC_OFFSETTING;
	else
		out->proc &= ~(u32)PROC_USE_TSC_OFFSETTING;
	if (scale01 || scale12)
		out->proc2 |= PROC2_USE_TSC_SCALING;
	else
		out->proc2 &= ~(u32)PROC2_USE_TSC_SCALING;
}

/*
 * L0 always runs L2 on merged bitmaps, which exit for everything that either
 * side intercepts; without a bitmap of L1, L1's all-or-nothing control decides.
 */
static void merge_bitmap_controls(const struct merge_input *in,
				  const struct vmcs12 *v,
				  struct merged_controls *out)
{
	bool io12 = V12_HAS(v, PROC, USE_IO_BITMAPS);
	bool io_all = !io12 && V12_HAS(v, PROC, UNCOND_IO_EXITING);
	bool msr12 = V12_HAS(v, PROC, USE_MSR_BITMAPS);

	out->proc &= ~(u32)(PROC_USE_IO_BITMAPS | PROC_UNCOND_IO_EXITING |
			    PROC_USE_MSR_BITMAPS);
	if (io_all)
		out->proc |= PROC_UNCOND_IO_EXITING;
	else if (io12 || (in->proc01 & PROC_USE_IO_BITMAPS))
		out->proc |= PROC_USE_IO_BITMAPS;
	else
		out->proc |= in->proc01 & PROC_UNCOND_IO_EXITING;
	/* Without MSR bitmaps every RDMSR and WRMSR exits (SDM 26.1.3). */
	if (msr12)
		out->proc |= PROC_USE_MSR_BITMAPS;
}

static void merge_exit_rules(const struct merge_input *in, const struct vmcs12 *v,
			     struct merged_controls *out)
{
	bool l0_takes_interrupts = in->pin01 & PIN_EXT_INTR_EXITING;
	u32 ack = l0_takes_interrupts ? in->exit01 : (u32)V12(v, EXIT_CONTROLS);

	out->exit = (out->exit & ~(u32)EXIT_ACK_INTR) | (ack & EXIT_ACK_INTR);
	if (out->pin & PIN_PREEMPTION_TIMER)
		out->exit |= EXIT_SAVE_PREEMPTION_TIMER;
	else
		out->exit &= ~(u32)EXIT_SAVE_PREEMPTION_TIMER;
}

void merge_controls(const struct merge_input *in, const struct vmcs12 *v,
		    struct merged_controls *out)
{
	const struct vmx_msrs *phys = &in->caps->phys;

	out->pin = merge_word(WORD_PIN, phys->true_pinbased_ctls, in->pin01,
			      (u32)V12(v, PIN_CONTROLS));
	out->proc = merge_word(WORD_PROC, phys->true_procbased_ctls, in->proc01,
			       (u32)V12(v, PROC_CONTROLS));
	out->proc2 = merge_word(WORD_PROC2, phys->procbased_ctls2, in->proc2_01,
				(u32)vmcs12_proc2(v));
	out->exit = merge_word(WORD_EXIT, phys->true_exit_ctls, in->exit01,
			       (u32)V12(v, EXIT_CONTROLS));
	out->entry = merge_word(WORD_ENTRY, phys->true_entry_ctls, in->entry01,
				(u32)V12(v, ENTRY_CONTROLS));
	out->exception_bitmap = in->exception_bitmap01 |
				(u32)V12(v, EXCEPTION_BITMAP);
	out->xss_exit_bitmap = in->xss_exit_bitmap01 | V12(v, XSS_EXIT_BITMAP);
	merge_tsc(in, v, out);
	merge_bitmap_controls(in, v, out);
	merge_exit_rules(in, v, out);
}
