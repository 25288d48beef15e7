/* SPDX-License-Identifier: BSD-3-Clause */
/* The rest of L0 as nested/ sees it: the VM, its memory, the vCPU's registers. */
#include <sanitizer/asan_interface.h>
#include <string.h>
#include <sys/mman.h>
#include "fake_cpu.h"
#include "nvmx/vmx_core.h"

/* --- boot pool ------------------------------------------------------------ */

/*
 * RAM and boot pool are mapped once and thrown away by the kernel between
 * tests: zeroing them by hand would be most of a fuzz run. A poisoned page
 * after each allocation keeps AddressSanitizer as sharp as with malloc().
 */
#define POOL_PAGES	2048
static u8 *pool;
static unsigned int pool_next;

static u8 *map_aligned(size_t size)
{
	u8 *at = mmap(NULL, size + SIZE_2M, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	BUG_ON(at == MAP_FAILED);
	return (u8 *)ALIGN_UP((uintptr_t)at, SIZE_2M);
}

void *page_alloc_boot(unsigned int pages)
{
	u8 *block = pool + pool_next * PAGE_SIZE;

	BUG_ON(pool_next + pages + 1 > POOL_PAGES);
	pool_next += pages + 1;
	ASAN_POISON_MEMORY_REGION(block + pages * PAGE_SIZE, PAGE_SIZE);
	return block;
}

static void memory_reset(void)
{
	static u8 *ram;

	if (!pool) {
		pool = map_aligned(POOL_PAGES * PAGE_SIZE);
		ram = map_aligned(FAKE_RAM_SIZE);
	}
	ASAN_UNPOISON_MEMORY_REGION(pool, POOL_PAGES * PAGE_SIZE);
	BUG_ON(madvise(pool, POOL_PAGES * PAGE_SIZE, MADV_DONTNEED));
	BUG_ON(madvise(ram, FAKE_RAM_SIZE, MADV_DONTNEED));
	pool_next = 0;
	cpu.ram = ram;
}

/* --- memory ---------------------------------------------------------------- */

static bool in_ram(u64 gpa, size_t len)
{
	return gpa < FAKE_RAM_SIZE && len <= FAKE_RAM_SIZE - gpa;
}

int guest_phys_read(struct vm *vm, gpa_t gpa, void *buf, size_t len)
{
	(void)vm;
	if (!in_ram(gpa.v, len))
		return -EFAULT;
	memcpy(buf, cpu.ram + gpa.v, len);
	return 0;
}

int guest_phys_write(struct vm *vm, gpa_t gpa, const void *buf, size_t len)
{
	(void)vm;
	if (!in_ram(gpa.v, len))
		return -EFAULT;
	memcpy(cpu.ram + gpa.v, buf, len);
	return 0;
}

void *guest_phys_map(struct vm *vm, gpa_t page)
{
	(void)vm;
	return !(page.v & ~PAGE_MASK) && in_ram(page.v, PAGE_SIZE) ?
		cpu.ram + page.v : NULL;
}

bool gpa_to_hpa(struct vm *vm, gpa_t gpa, hpa_t *hpa, size_t len)
{
	(void)vm;
	if (!in_ram(gpa.v, len))
		return false;
	*hpa = virt_to_hpa(cpu.ram + gpa.v);
	return true;
}

bool ept01_lookup(struct vm *vm, gpa_t gpa, hpa_t *hpa, u64 *leaf_size, u64 *attr)
{
	(void)vm;
	if (in_ram(gpa.v, 1)) {
		*hpa = virt_to_hpa(cpu.ram + (gpa.v & PAGE_MASK));
		*leaf_size = cpu.leaf01;
		*attr = EPT_RWX | (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT;
		return true;
	}
	*hpa = HPA(gpa.v & PAGE_MASK);
	if (gpa.v >= FAKE_MMIO_BASE && gpa.v < FAKE_MMIO_BASE + SIZE_1G) {
		*leaf_size = SIZE_1G;
		*attr = EPT_RWX | (u64)MEMTYPE_UC << EPT_MEMTYPE_SHIFT;
		return true;
	}
	*leaf_size = SIZE_2M;
	*attr = EPT_READ | (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT;
	return gpa.v >= FAKE_ROM_BASE && gpa.v < FAKE_ROM_BASE + SIZE_2M;
}

u64 *ram_u64(u64 gpa)
{
	return (u64 *)(cpu.ram + gpa);
}

/* --- vCPU ------------------------------------------------------------------- */

void vcpu_load_vmcs(struct vcpu *vcpu, struct loaded_vmcs *vmcs)
{
	vmcs_load(vmcs->hpa);
	vcpu->loaded = vmcs;
}

u64 vcpu_gpr_read(struct vcpu *vcpu, unsigned int gpr)
{
	return gpr == GPR_RSP ? vmcs_read(VMCS_GUEST_RSP) : vcpu->gpr[gpr];
}

void vcpu_gpr_write(struct vcpu *vcpu, unsigned int gpr, u64 value)
{
	if (gpr == GPR_RSP)
		vmcs_write(VMCS_GUEST_RSP, value);
	else
		vcpu->gpr[gpr] = value;
}

void vcpu_skip_instruction(struct vcpu *vcpu)
{
	cpu.skipped++;
	vcpu_advance_rip(vcpu, vmcs_read(VMCS_EXIT_INSTRUCTION_LEN));
}

void vcpu_advance_rip(struct vcpu *vcpu, u64 length)
{
	(void)vcpu;
	cpu.advanced++;
	vmcs_write(VMCS_GUEST_RIP, vmcs_read(VMCS_GUEST_RIP) + length);
}

void vcpu_inject_exception(struct vcpu *vcpu, u8 vector, bool has_error_code,
			   u32 error_code)
{
	(void)vcpu;
	cpu.injected = true;
	cpu.vector = vector;
	cpu.has_error_code = has_error_code;
	cpu.error_code = error_code;
}

void vcpu_inject_page_fault(struct vcpu *vcpu, gva_t address, u32 error_code)
{
	cpu.cr2 = address.v;
	vcpu_inject_exception(vcpu, VECTOR_PF, true, error_code);
}

u64 vcpu_get_cr0(struct vcpu *vcpu)
{
	(void)vcpu;
	return vmcs_read(VMCS_GUEST_CR0);
}

u64 vcpu_get_cr4(struct vcpu *vcpu)
{
	(void)vcpu;
	return vmcs_read(VMCS_GUEST_CR4);
}

void vcpu_set_cr0(struct vcpu *vcpu, u64 value)
{
	(void)vcpu;
	vmcs_write(VMCS_GUEST_CR0, value);
}

void vcpu_set_cr4(struct vcpu *vcpu, u64 value)
{
	(void)vcpu;
	vmcs_write(VMCS_GUEST_CR4, value);
}

void vcpu_stop(struct vcpu *vcpu, const char *why)
{
	vcpu->state = VCPU_ZOMBIE;
	cpu.stopped = why;
}

u32 guest_pkru(void)
{
	return cpu.pkru;
}

int vcpu_rdmsr(struct vcpu *vcpu, u32 msr, u64 *value)
{
	(void)vcpu;
	*value = cpu.msr_value;
	return msr == FAKE_MSR_ABSENT ? -EINVAL : 0;
}

int vcpu_wrmsr(struct vcpu *vcpu, u32 msr, u64 value)
{
	(void)vcpu;
	if (msr == FAKE_MSR_ABSENT)
		return -EINVAL;
	if (msr == FAKE_MSR_PAT)
		vmcs_write(VMCS_GUEST_PAT, value);
	else
		cpu.msr_value = value;
	return 0;
}

/* --- ports ----------------------------------------------------------------------- */

static void use_port(u16 port, u32 size)
{
	cpu.port = port;
	cpu.port_size = size;
	cpu.port_accesses++;
}

u32 io_ports_read(u16 port, u32 size)
{
	use_port(port, size);
	return cpu.port_value & (u32)GENMASK64(8 * size - 1, 0);
}

void io_ports_write(struct vm *vm, u16 port, u32 size, u32 value)
{
	(void)vm;
	use_port(port, size);
	cpu.port_value = value;
}

/* --- log: tests look at state, not at text ------------------------------------ */

void printk(enum log_level level, const char *fmt, ...)
{
	(void)level;
	(void)fmt;
}

bool printk_ratelimit(struct ratelimit *limit, const char *where)
{
	(void)limit;
	(void)where;
	return true;
}

/* --- a machine ------------------------------------------------------------------ */

/* IA32_VMX_* of the emulator's tigerlake. */
void fake_default_msrs(struct vmx_msrs *m)
{
	*m = (struct vmx_msrs){
		.basic = 0x01d8100000000004, .misc = 0x600401e0,
		.pinbased_ctls = 0x0000007f00000016,
		.procbased_ctls = 0xfff9fffe0401e172,
		.exit_ctls = 0x107fffff00036dff, .entry_ctls = 0x0010ffff000011ff,
		.true_pinbased_ctls = 0x0000007f00000016,
		.true_procbased_ctls = 0xfff9fffe04006172,
		.true_exit_ctls = 0x107fffff00036dfb,
		.true_entry_ctls = 0x0010ffff000011fb,
		.procbased_ctls2 = 0x02977fff00000000,
		.cr0_fixed0 = 0x80000021, .cr0_fixed1 = 0xffffffff,
		.cr4_fixed0 = 0x2000, .cr4_fixed1 = 0xf72fff,
		.vmcs_enum = 0x34, .ept_vpid_cap = 0x00000f0106b34141,
		.vmfunc = 1, .feature_control = 5,
		/* Host pointers stand for host physical addresses. */
		.maxphyaddr = 48,
	};
}

static void start_vmcs01(void)
{
	u32 *region = page_alloc_boot(1);

	*region = cpu.msrs.basic & VMX_BASIC_REVISION_MASK;
	cpu.vcpu.vmcs01.hpa = virt_to_hpa(region);
	vcpu_load_vmcs(&cpu.vcpu, &cpu.vcpu.vmcs01);
	vmcs_write(VMCS_GUEST_CR0, CR0_PE | CR0_PG | CR0_NE | CR0_ET | CR0_WP);
	vmcs_write(VMCS_GUEST_CR4, CR4_VMXE | CR4_PAE);
	vmcs_write(VMCS_GUEST_EFER, EFER_LMA | EFER_LME | EFER_NXE);
	vmcs_write(VMCS_GUEST_PAT, 0x0007040600070406ULL);
	vmcs_write(VMCS_GUEST_CS_AR, SEG_TYPE_CODE_RX_ACCESSED | SEG_AR_S |
				     SEG_AR_P | SEG_AR_L | SEG_AR_G);
	vmcs_write(VMCS_GUEST_SS_AR, SEG_TYPE_DATA_RW_ACCESSED | SEG_AR_S | SEG_AR_P);
	vmcs_write(VMCS_GUEST_DS_AR, SEG_TYPE_DATA_RW_ACCESSED | SEG_AR_S | SEG_AR_P);
	vmcs_write(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	vmcs_write(VMCS_ENTRY_CONTROLS, ENTRY_IA32E_MODE_GUEST);
	vmcs_write(VMCS_PIN_CONTROLS, (u32)cpu.msrs.true_pinbased_ctls);
	vmcs_write(VMCS_PROC_CONTROLS, (u32)cpu.msrs.true_procbased_ctls |
		   PROC_USE_IO_BITMAPS | PROC_USE_MSR_BITMAPS | PROC_ACTIVATE_SECONDARY);
	vmcs_write(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
					PROC2_UNRESTRICTED_GUEST);
	vmcs_write(VMCS_EXIT_CONTROLS, (u32)cpu.msrs.true_exit_ctls |
					EXIT_HOST_ADDR_SPACE_SIZE);
	vmcs_write(VMCS_HOST_RIP, 0x100000);
}

/* One 1-GiB page, linear = physical, at the top of the RAM. */
#define L1_PML4		FAKE_L1_CR3
#define L1_PDPT		(FAKE_RAM_SIZE - PAGE_SIZE)

static void start_paging(void)
{
	*ram_u64(L1_PML4) = L1_PDPT | PTE_P | PTE_W;
	*ram_u64(L1_PDPT) = PTE_P | PTE_W | PTE_PS;
	vmcs_write(VMCS_GUEST_CR3, L1_PML4);
}

void fake_start(void)
{
	nested_cpu_init(&cpu.msrs);
	cpu.vcpu.vm = &cpu.vm;
	cpu.vcpu.state = VCPU_RUNNING;
	cpu.vcpu.vpid01 = 1;
	cpu.vm.nested_on = true;
	cpu.vm.vcpu_count = 1;
	cpu.vm.vcpus[0] = &cpu.vcpu;
	cpu.vm.eptp01 = 0xabc000 | MEMTYPE_WB | EPTP_WALK_4;
	cpu.vm.msr_bitmap01 = virt_to_hpa(page_alloc_boot(1));
	cpu.vm.io_bitmap01_a = virt_to_hpa(page_alloc_boot(1));
	cpu.vm.io_bitmap01_b = virt_to_hpa(page_alloc_boot(1));
	start_vmcs01();
	start_paging();
	nested_vcpu_init(&cpu.vcpu, FAKE_VPID02_FIRST);
	nested_vcpu_reset(&cpu.vcpu, FEATURE_CONTROL_LOCKED |
				     FEATURE_CONTROL_VMX_OUTSIDE_SMX);
	*(u32 *)(cpu.ram + GPA_VMXON) = VMCS12_REVISION;
	*(u32 *)(cpu.ram + GPA_VMCS12) = VMCS12_REVISION;
	*(u32 *)(cpu.ram + GPA_VMCS12_B) = VMCS12_REVISION;
}

void fake_reset(void)
{
	memset(&cpu, 0, sizeof(cpu));
	fake_vmcs_forget_all();
	memory_reset();
	cpu.leaf01 = SIZE_2M;
	fake_default_msrs(&cpu.msrs);
}
