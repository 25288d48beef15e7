/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the files of nested/ share. Chapter numbers are those of the SDM
 * edition named in data/vmcs_fields.def.
 *
 * Where a vmcs12 lives: L1's 4-KiB region while it is not cached; otherwise in
 * a slot, split in two. RESIDENT and INFO fields are in the slot's vmcs02
 * itself, so that nothing is copied when L2 is entered or left and the CPU can
 * serve L1's VMREAD and VMWRITE from it (VMCS shadowing); all other fields are
 * in slot->vmcs12. L1 cannot see the region while it is cached (SDM 25.11.1).
 */
#ifndef NESTED_INTERNAL_H
#define NESTED_INTERNAL_H

#include "nvmx/guest_mem.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/page_alloc.h"
#include "nvmx/panic.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"
#include "nvmx/vcpu.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_caps.h"
#include "nvmx/x86.h"

/* --- fields.c: the field table ------------------------------------------ */

enum field_width { WIDTH_W16, WIDTH_W64, WIDTH_W32, WIDTH_WNAT };
enum field_policy {
	POLICY_RESIDENT, POLICY_COPY, POLICY_MERGE, POLICY_XLATE,
	POLICY_GUESTMSR, POLICY_HOST, POLICY_INFO, POLICY_SOFT,
};
enum field_shadow { SHADOW_NONE, SHADOW_R, SHADOW_RW };

struct vmcs_field {
	u16 encoding;
	u8 width;		/* enum field_width */
	u8 policy;		/* enum field_policy */
	u8 shadow;		/* enum field_shadow */
	bool read_only;
	bool exposed;
	const char *sdm_name;
	const char *section;
};

extern const struct vmcs_field vmcs_fields[FID_COUNT];

/* The field number of an encoding (access type ignored), or -1. */
int vmcs_field_lookup(u32 encoding);
/* All bits that a field of this width can hold. */
u64 vmcs_field_mask(unsigned int fid);
/* Does L1 see the field: exposed, and its control can be set by L1. */
bool vmcs_field_visible(unsigned int fid);
bool vmcs_field_resident(unsigned int fid);
/* The visible fields whose home is vmcs02, see above. */
extern u8 vmcs_home_in_vmcs02[FID_COUNT];
extern unsigned int vmcs_home_in_vmcs02_count;
/* Once the capabilities are known: these all depend on them. */
void vmcs_fields_init(void);

/* --- vmcs12.c: the layout ----------------------------------------------- */

#define VMCS12_REVISION		0x6e564d58U	/* "nVMX"; bit 31 must be 0 */
#define VMCS12_FIELDS_OFFSET	64

/* L1's VMCS region as we lay it out; L1 may look at the first word only. */
struct vmcs12 {
	u32 revision;		/* SDM 25.2: VMCS revision identifier */
	u32 abort;		/* SDM 25.2: VMX-abort indicator */
	u32 launched;		/* launch state: 0 clear, 1 launched */
	u32 field_count;	/* FID_COUNT of the L0 that wrote it */
	u8 reserved[VMCS12_FIELDS_OFFSET - 16];
	u64 f[FID_COUNT];
};
_Static_assert(offsetof(struct vmcs12, f) == VMCS12_FIELDS_OFFSET, "layout");
_Static_assert(sizeof(struct vmcs12) <= PAGE_SIZE, "SDM 25.2: 4 KiB");

#define V12(v, name)		((v)->f[FID_##name])
#define V12_HAS(v, word, bit)	(((v)->f[FID_##word##_CONTROLS] & word##_##bit) != 0)

/* Secondary controls count only while activated (SDM 25.6.2). */
static inline u64 vmcs12_proc2(const struct vmcs12 *v)
{
	return V12_HAS(v, PROC, ACTIVATE_SECONDARY) ? V12(v, PROC2_CONTROLS) : 0;
}
#define V12_HAS2(v, bit)	((vmcs12_proc2(v) & PROC2_##bit) != 0)

/* What L1 changed since vmcs02 was last merged and checked. */
enum vmcs12_dirty {
	DIRTY_CONTROLS = BIT(0),	/* MERGE, XLATE, COPY, SOFT fields */
	DIRTY_HOST = BIT(1),
	DIRTY_GUEST = BIT(2),		/* guest state by a trapped VMWRITE */
	DIRTY_ALL = BIT(3) - 1,
};

/* Work at each VM entry that most vmcs12 do without; as of the last full check. */
enum entry_extra {
	EXTRA_TIMER = BIT(0),		/* VMX-preemption timer */
	EXTRA_PAGING = BIT(1),		/* no EPT12: PDPTEs may be L1's memory */
	EXTRA_MSR_LIST = BIT(2),
};

/* --- caps.c -------------------------------------------------------------- */

struct nested_caps {
	struct vmx_msrs phys;
	struct vmx_msrs l1;		/* what L1 reads */
	bool shadowing;			/* L0 uses VMCS shadowing for L1 */
	bool info_resident;		/* VMWRITE reaches VM-exit information */
	bool ept_2m, ept_1g;		/* leaves L0 may use */
	u32 cr3_target_max;
	u32 msr_list_max;		/* entries in an MSR area */
	u64 phys_addr_mask;		/* bits within MAXPHYADDR */
};

extern struct nested_caps nested_caps;

/* May @value be written to a control word with these capability halves? */
static inline bool vmx_control_valid(u64 capability, u32 value)
{
	return !(~value & (u32)capability) && !(value & ~(u32)(capability >> 32));
}

/* Is a secondary control offered to L1? */
static inline bool l1_may_set_proc2(u64 control)
{
	return (nested_caps.l1.procbased_ctls2 >> 32) & control;
}

static inline bool address_is_canonical(u64 address)
{
	/* 48 linear-address bits: LA57 is not offered. */
	return (u64)((s64)(address << 16) >> 16) == address;
}

/* --- check.c and check_*.c: VM-entry checks (SDM chapter 27) -------------- */

/* What the checks need besides vmcs12; plain data, so that they run anywhere. */
struct entry_context {
	const struct nested_caps *caps;
	bool l1_long_mode;		/* IA32_EFER.LMA of L1 */
	struct vm *vm;			/* to read L1's memory */
	gpa_t vmcs12_gpa, vmxon_region;
	const char *failed;		/* text of the rule that failed */
	const char *section;
	u32 qualification;		/* of a guest-state failure */
};

/*
 * One named consistency check: states the condition that must hold. On failure
 * the text of the condition becomes the name of the rule.
 */
#define CHECK_RULE(ctx, cond, sdm)					\
	do {								\
		if (unlikely(!(cond))) {				\
			(ctx)->failed = #cond;				\
			(ctx)->section = sdm;				\
			return -EINVAL;					\
		}							\
	} while (0)

int check_controls(struct entry_context *ctx, const struct vmcs12 *v);
int check_event_injection(struct entry_context *ctx, const struct vmcs12 *v);
int check_host_state(struct entry_context *ctx, const struct vmcs12 *v);
int check_guest_state(struct entry_context *ctx, const struct vmcs12 *v);
int check_guest_segments(struct entry_context *ctx, const struct vmcs12 *v);
int check_guest_nonregister(struct entry_context *ctx, const struct vmcs12 *v);
bool pat_value_valid(u64 pat);
bool dr7_value_valid(u64 dr7);
bool s_cet_value_valid(u64 s_cet);
bool eptp_valid(const struct nested_caps *caps, u64 eptp);
/* Bits of an MSR that may be set: IA32_EFER, IA32_DEBUGCTL. */
#define EFER_VALID_BITS	(EFER_SCE | EFER_LME | EFER_LMA | EFER_NXE)
#define DEBUGCTL_VALID_BITS	0xffc3ULL	/* SDM 3B 18.4.1: bits 1:0, 15:6 */

/* SDM 3A 17.2.1: a shadow stack is 4-byte aligned when it is switched to. */
#define SSP_RESERVED	GENMASK64(1, 0)

/* --- result.c: VMsucceed, VMfailInvalid, VMfailValid (SDM 31.2) ----------- */

void vmx_succeed(struct vcpu *vcpu);
void vmx_fail_invalid(struct vcpu *vcpu);
/* VMfailValid when there is a current VMCS, else VMfailInvalid. */
void vmx_fail(struct vcpu *vcpu, enum vmx_error error);
/* The new RFLAGS of the three conventions. */
u64 vmx_result_rflags(u64 rflags, u64 set);

/* --- page_walk.c, operand.c ----------------------------------------------- */

struct paging_state {
	u64 cr0, cr3, cr4, efer;
	u64 rflags;
	u64 pdpte[PDPTE_COUNT];
	u32 pkru;		/* 0 where protection keys are off */
	bool user_mode;		/* the access is made at CPL 3 */
	u64 phys_addr_mask;
	u64 eptp12;		/* L2 behind EPT12; 0 = addresses are L1's own */
	struct vmcs12 *vmcs12;	/* whose L2 it is; NULL = none's */
};

struct page_walk_result {
	gpa_t gpa;
	u32 error_code;		/* of the #PF, when the walk fails */
	u32 ept_reason;		/* or EPT12 failed: exit reason; 0 = it did not */
	u64 ept_qualification;
	bool ept_convertible;	/* a violation that may be a #VE */
	ngpa_t ngpa;
};

/*
 * A data access by L1, or by L2 behind EPT12; 0, or -EFAULT for #PF or, with
 * ept_reason set, for EPT12.
 */
int l1_page_walk(struct vm *vm, const struct paging_state *paging, u64 linear,
		 bool write, struct page_walk_result *result);
/* For supervisor-mode accesses; user_mode is the caller's to set. */
void l1_paging_state_read(struct paging_state *paging);

/* VM-exit instruction information, SDM tables 28-13 and 28-14. */
struct insn_info {
	u8 scale, address_size, segment, reg1, reg2, index, base;
	bool is_register, has_index, has_base;
};

enum x86_segment { SEG_ES, SEG_CS, SEG_SS, SEG_DS, SEG_FS, SEG_GS };

struct segment_state {
	u64 base;
	u32 limit, ar;
};

/* An exception on the way to the operand. */
struct operand_fault {
	u8 vector;
	bool has_error_code;
	u32 error_code;
	u64 address;		/* CR2 of a #PF */
};

struct insn_info insn_info_decode(u32 info);
/*
 * Offset, segment and size to a linear address, with the checks of SDM 3A 5.3
 * and 2A 2.2.1.2. 0, or -EFAULT with @fault (#GP or #SS) filled in.
 */
int operand_linear(const struct insn_info *info, const struct segment_state *seg,
		   bool long_mode_code, u64 offset, unsigned int size, bool write,
		   u64 *linear, struct operand_fault *fault);

/* As in the VM-exit instruction information. */
enum operand_address_size { ADDRESS_16, ADDRESS_32, ADDRESS_64 };

/* A memory operand of an instruction that L0 carries out for L1 or L2. */
struct memory_operand {
	u8 segment;		/* enum x86_segment */
	u8 address_size;	/* enum operand_address_size */
	bool write;
	bool user_mode;		/* at CPL 3 */
	unsigned int size;	/* bytes, at most a page */
	u64 offset;		/* into the segment; cut to the address size */
};

/* All the bits that an address of that size has. */
u64 address_size_mask(u8 address_size);

/* Where the operand is: one or two pieces, as it may cross a page. */
struct operand_pieces {
	gpa_t gpa[2];
	unsigned int size[2];
};

/*
 * 0, or -EFAULT: then the exception, or the exit to L1 for EPT12, is under way
 * and the caller just returns. Nothing is read or written but the flags in the
 * paging structures.
 */
int memory_operand_locate(struct vcpu *vcpu, const struct memory_operand *operand,
			  struct operand_pieces *pieces);
/* Outside of L1's RAM all ones are read, and writes are lost. */
void memory_operand_read(struct vcpu *vcpu, const struct operand_pieces *pieces,
			 void *data);
void memory_operand_write(struct vcpu *vcpu, const struct operand_pieces *pieces,
			  const void *data);

/*
 * The memory operand of the VMX instruction that L1 is at. On a fault the
 * exception is injected and -EFAULT returned: the caller just returns.
 */
int insn_read_memory(struct vcpu *vcpu, const struct insn_info *info, void *data,
		     unsigned int size);
int insn_write_memory(struct vcpu *vcpu, const struct insn_info *info,
		      const void *data, unsigned int size);
bool l1_in_64bit_code(void);

/* --- vmcs12_cache.c -------------------------------------------------------- */

void slots_init(struct vcpu *vcpu);
void slots_drop_all(struct vcpu *vcpu);
/* Writes the region back to L1 and frees the slot. */
void slot_evict(struct vcpu *vcpu, struct vmcs12_slot *slot);
struct vmcs12_slot *slot_find(struct vcpu *vcpu, gpa_t gpa);
/* A slot filled from L1's region; NULL when that cannot be read. */
struct vmcs12_slot *slot_load(struct vcpu *vcpu, gpa_t gpa);
/* NULL: no current VMCS. Points the CPU's VMCS shadowing at the new one. */
void slot_make_current(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* RESIDENT and INFO fields from vmcs02 (must be loaded) to slot->vmcs12. */
void slot_sync_resident(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* Field access wherever the field lives; vcpu->loaded is loaded before and after. */
u64 slot_read_field(struct vcpu *vcpu, struct vmcs12_slot *slot, unsigned int fid);
void slot_write_field(struct vcpu *vcpu, struct vmcs12_slot *slot,
		      unsigned int fid, u64 value);

/* --- shadow_vmcs.c ----------------------------------------------------------- */

void shadow_vmcs_init(struct vcpu *vcpu);
/* vmcs02 as a shadow VMCS that vmcs01 links to, or as one that can be entered. */
static inline void shadow_vmcs_expose(struct vmcs12_slot *slot)
{
	u32 *word = hpa_to_virt(slot->vmcs02.hpa);

	if (!nested_caps.shadowing)
		return;
	vmcs_clear(slot->vmcs02.hpa);
	slot->vmcs02.launched = false;
	*word |= VMCS_SHADOW_INDICATOR;
}

static inline void shadow_vmcs_retract(struct vmcs12_slot *slot)
{
	u32 *word = hpa_to_virt(slot->vmcs02.hpa);

	if (!nested_caps.shadowing)
		return;
	vmcs_clear(slot->vmcs02.hpa);
	slot->vmcs02.launched = false;
	*word &= ~VMCS_SHADOW_INDICATOR;
}

void shadow_vmcs_link(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* The two bitmaps, from the table: bit 0 = the CPU does the access itself. */
void shadow_bitmaps_fill(u8 *vmread_bitmap, u8 *vmwrite_bitmap);

/* --- insn_*.c ---------------------------------------------------------------- */

void insn_vmxon(struct vcpu *vcpu);
void insn_vmxoff(struct vcpu *vcpu);
void insn_vmclear(struct vcpu *vcpu);
void insn_vmptrld(struct vcpu *vcpu);
void insn_vmptrst(struct vcpu *vcpu);
void insn_vmread(struct vcpu *vcpu);
void insn_vmwrite(struct vcpu *vcpu);
/* The encoding operand of the VMREAD or VMWRITE that exited. */
u64 insn_field_operand(struct vcpu *vcpu);
/* VMREAD and VMWRITE that L1 lets L2 do on the VMCS it links to (SDM 25.10). */
void insn_linked_vmcs(struct vcpu *vcpu, u32 reason);
void insn_invept(struct vcpu *vcpu);
void insn_invvpid(struct vcpu *vcpu);
/* Reads the 64-bit pointer operand; -EFAULT when an exception was injected. */
int insn_read_pointer(struct vcpu *vcpu, gpa_t *pointer);
bool vmcs_pointer_valid(gpa_t pointer);

/* --- entry.c ------------------------------------------------------------------ */

void nested_enter(struct vcpu *vcpu, bool launch);

/* --- merge.c: vmcs02's controls ------------------------------------------------ */

struct merge_input {
	const struct nested_caps *caps;
	u32 pin01, proc01, proc2_01, exit01, entry01;
	u32 exception_bitmap01;
	u64 tsc_offset01, tsc_multiplier01;
	u64 xss_exit_bitmap01;
};

struct merged_controls {
	u32 pin, proc, proc2, exit, entry;
	u32 exception_bitmap;
	u64 tsc_offset, tsc_multiplier;
	u64 xss_exit_bitmap;
};

void merge_controls(const struct merge_input *in, const struct vmcs12 *v,
		    struct merged_controls *out);

/* --- vmcs02.c -------------------------------------------------------------------- */

/* Host state and constants, once per slot; vmcs02 loaded. */
void vmcs02_write_constants(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* The merged controls, when dirty; vmcs02 loaded. */
void vmcs02_write_controls(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* What is written at every entry; vmcs02 loaded. */
void vmcs02_write_volatile(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* The EPT and the VPID that vmcs12 asks for; vmcs02 loaded. */
void vmcs02_write_translation(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* Of the loaded VMCS, the fast way: to be counted by the caller. */
#define GUEST_MSRS_COUNT	4
static inline void guest_msrs_read(struct guest_msrs *msrs)
{
	msrs->debugctl = vmcs_read_fast(VMCS_GUEST_DEBUGCTL);
	msrs->dr7 = vmcs_read_fast(VMCS_GUEST_DR7);
	msrs->pat = vmcs_read_fast(VMCS_GUEST_PAT);
	msrs->efer = vmcs_read_fast(VMCS_GUEST_EFER);
}
/* The four PDPTE fields of the loaded VMCS. */
void pdpte_fields_read(u64 pdptes[PDPTE_COUNT]);
void pdpte_fields_write(const u64 pdptes[PDPTE_COUNT]);
/* Arms vmcs02's timer with the next part of L1's; false when none is left. */
bool preemption_timer_arm(struct vcpu *vcpu, struct vmcs12_slot *slot);

/* --- bitmap_merge.c: MSR and I/O bitmaps, merged on demand ------------------------ */

void lazy_bitmap_reset(struct lazy_bitmap *bitmap);
void lazy_bitmap_refresh(struct lazy_bitmap *bitmap, const u64 *l1);
/* After an exit for @bit that L1 does not intercept: true if L2 may now do it. */
bool lazy_bitmap_open(struct lazy_bitmap *bitmap, const u64 *l1, u32 bit);
/* The bit of an MSR in the 4-KiB bitmap, or -1 (always exits). SDM 25.6.9. */
int msr_bitmap_bit(u32 msr, bool write);

/* --- ept_walk.c, nested_ept.c ------------------------------------------------------ */

#define EPT_LEVELS	4

struct ept_walk {
	gpa_t gpa;		/* of the access */
	u64 perms;		/* EPT_R/W/X, AND of all levels */
	u64 leaf_size;
	u8 memtype;
	bool ignore_pat;
	bool leaf_dirty;
	bool dirty;		/* writable without setting a dirty flag first */
	bool convertible;	/* a violation that may be a #VE (SDM 26.5.7.1) */
	bool has_flags;		/* EPTP12 asks for accessed and dirty flags */
	u64 *entries[EPT_LEVELS];	/* those used, from the top */
	int entry_count;
};

enum ept_walk_status { EPT_WALK_OK, EPT_WALK_VIOLATION, EPT_WALK_MISCONFIG };

/*
 * Walks EPT12 for an access of type @access (EPT_READ, EPT_WRITE, EPT_EXEC
 * bits). Changes nothing: ept12_commit() does once the access is to be made.
 */
enum ept_walk_status ept12_walk(struct vm *vm, const struct nested_caps *caps,
				u64 eptp12, ngpa_t ngpa, u64 access,
				struct ept_walk *walk);
/*
 * Sets accessed and dirty flags when EPTP12 asks for them, and logs the page
 * that becomes dirty. False, and nothing done, when the log is full. @v: NULL
 * for a walk that is not L2's.
 */
bool ept12_commit(struct vm *vm, struct vmcs12 *v, const struct ept_walk *walk,
		  ngpa_t ngpa, u64 access);
bool ept_entry_misconfigured(const struct nested_caps *caps, u64 entry, int level);
u8 memtype_combine(u8 type12, u8 type01);

void nested_ept_init(struct vcpu *vcpu);
unsigned int nested_ept_pages(void);
/* The EPTP02 to run a vmcs12 with; keeps the tree of each EPTP12 alive. */
u64 nested_ept_activate(struct vcpu *vcpu, struct vmcs12_slot *slot);
enum ept_fault {
	EPT_FAULT_FIXED,
	EPT_FAULT_VIOLATION,
	EPT_FAULT_CONVERTIBLE,	/* a violation that does not suppress #VE */
	EPT_FAULT_MISCONFIG,
	EPT_FAULT_LOG_FULL,	/* of page modifications */
};
enum ept_fault nested_ept_fault(struct vcpu *vcpu, ngpa_t ngpa, u64 *qualification);
void nested_ept_invalidate(struct vcpu *vcpu, u64 eptp12);
void nested_ept_invalidate_all(struct vcpu *vcpu);

/* --- page_modification.c: PML for L2, by software (SDM 29.3.6) -------------------------- */

/* Logs that the page of @ngpa becomes dirty, if L1 wants it; false: log full. */
bool page_modification_log(struct vm *vm, struct vmcs12 *v, ngpa_t ngpa);

/* --- virtualization_exception.c: #VE for L2, by software (SDM 26.5.7) --------------------- */

/*
 * Gives L2 a #VE for a convertible violation of EPT12; false when L1 must have
 * the VM exit after all. vmcs02 loaded.
 */
bool virtualization_exception_deliver(struct vcpu *vcpu, u64 qualification,
				      ngpa_t ngpa, u64 linear);

/* --- vpid.c ------------------------------------------------------------------------- */

/* The hardware tag for a VPID12; @flush: nothing may be left under it. */
u16 vpid02_for(struct vcpu *vcpu, const struct vmcs12 *v, bool *flush);
void vpid02_invalidate(struct vcpu *vcpu, enum invvpid_type type, u16 vpid12,
		       gva_t linear);

/* --- exit_decide.c, exit.c, reflect.c -------------------------------------------------- */

struct exit_facts {
	const struct vmcs12 *v;
	u32 reason;
	u64 qualification;
	u32 intr_info, intr_ec;
	u64 rax;			/* VM function */
	u64 rcx;			/* MSR number, EPTP-list index */
	u64 field;			/* encoding operand of VMREAD, VMWRITE */
	bool l0_takes_interrupts;
	struct vm *vm;
};

bool exit_belongs_to_l1(const struct exit_facts *facts);
/* An exception of L2 that L0 found: L1's exit if it wants it, else L2's own. */
void inject_into_l2(struct vcpu *vcpu, const struct operand_fault *fault);
/* True for the reasons that need no facts to decide; all are below 64. */
extern const u64 exits_always_l1s;
static inline bool exit_is_always_l1s(u32 reason)
{
	return reason < 64 && (exits_always_l1s & BIT64(reason));
}

/* --- vm_function.c: VMFUNC of L2 -------------------------------------------------------- */

#define VMFUNC_NUMBER_EPTP_SWITCHING	0	/* SDM 26.5.6.3 */

/* Entry @index of L1's EPTP list; false when there is none or it is no EPTP. */
bool eptp_list_entry(struct vm *vm, const struct vmcs12 *v, u32 index, u64 *eptp);
/* EPTP switching that L1 lets L2 do. vmcs02 loaded. */
void vm_function_switch_eptp(struct vcpu *vcpu);

/* Gives L1 the VM exit that vmcs02 (loaded) describes; vmcs01 is loaded after. */
void reflect_exit(struct vcpu *vcpu, u32 reason);
/* The same for an exit that L0 makes up. */
void reflect_synthetic(struct vcpu *vcpu, u32 reason, u64 qualification,
		       u32 intr_info, u32 intr_ec);
/* The same, with reason and qualification put right for EPT12. */
void reflect_ept(struct vcpu *vcpu, u32 reason, u64 qualification);
/* An EPT12 fault that L0 met when it used L2's memory for an instruction. */
void reflect_ept_at(struct vcpu *vcpu, u32 reason, u64 qualification, ngpa_t ngpa,
		    u64 linear);
/* A VM-entry failure that our own checks found; vmcs02 is loaded before. */
void reflect_entry_failure(struct vcpu *vcpu, u32 reason, u64 qualification);

/* --- switch_to_l1.c -------------------------------------------------------------------------- */

/* Back to vmcs01 without touching L1's state; vmcs02 is loaded before. */
void leave_vmcs02(struct vcpu *vcpu, struct vmcs12_slot *slot);
/* A VM exit for @reason, but for its information (SDM 28.3 to 28.6); ditto. */
void leave_l2(struct vcpu *vcpu, struct vmcs12_slot *slot, u32 reason);
/* A VM-entry failure, but for its information (SDM 27.8); ditto. */
void abandon_entry(struct vcpu *vcpu, struct vmcs12_slot *slot);

/* --- msr_area.c --------------------------------------------------------------------------- */

/* 0, or the 1-based index of the entry that failed (SDM 27.4, 28.6). */
u32 msr_area_load(struct vcpu *vcpu, gpa_t area, u32 count);
u32 msr_area_store(struct vcpu *vcpu, gpa_t area, u32 count);

/* VMX-abort indicators, SDM 28.7. */
enum vmx_abort { VMX_ABORT_MSR_STORE = 1, VMX_ABORT_PDPTE = 2, VMX_ABORT_MSR_LOAD = 4 };
void vmx_abort(struct vcpu *vcpu, struct vmcs12_slot *slot, enum vmx_abort why);

#endif
