/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Hardware tags (VPID02) for L1's VPIDs (SDM 29.1): the first of our range is
 * for L2s without a VPID, which must find an empty TLB at every entry; the
 * others are handed out to VPID12 values, least recently used first.
 */
#include "nested_internal.h"

static struct nested_vpid *vpid_find(struct vcpu *vcpu, u16 vpid12)
{
	for (int i = 1; i < NESTED_VPID_COUNT; i++) {
		struct nested_vpid *vpid = &vcpu->nested.vpids[i];

		if (vpid->in_use && vpid->vpid12 == vpid12)
			return vpid;
	}
	return NULL;
}

static struct nested_vpid *vpid_replace(struct vcpu *vcpu)
{
	struct nested_vpid *oldest = &vcpu->nested.vpids[1];

	for (int i = 1; i < NESTED_VPID_COUNT; i++) {
		struct nested_vpid *vpid = &vcpu->nested.vpids[i];

		if (!vpid->in_use)
			return vpid;
		if (vpid->last_used < oldest->last_used)
			oldest = vpid;
	}
	return oldest;
}

static u16 vpid_tag(const struct vcpu *vcpu, const struct nested_vpid *vpid)
{
	return (u16)(vcpu->nested.vpid02_first + (vpid - vcpu->nested.vpids));
}

u16 vpid02_for(struct vcpu *vcpu, const struct vmcs12 *v, bool *flush)
{
	struct nested_vpid *vpid;

	*flush = true;
	if (!V12_HAS2(v, ENABLE_VPID))
		return vcpu->nested.vpid02_first;
	vpid = vpid_find(vcpu, (u16)V12(v, VPID));
	if (vpid) {
		*flush = false;
	} else {
		vpid = vpid_replace(vcpu);
		vpid->in_use = true;
		vcpu->nested.translation++;
		vpid->vpid12 = (u16)V12(v, VPID);
	}
	vpid->last_used = ++vcpu->nested.use_clock;
	return vpid_tag(vcpu, vpid);
}

void vpid02_invalidate(struct vcpu *vcpu, enum invvpid_type type, u16 vpid12,
		       gva_t linear)
{
	struct nested_vpid *vpid;

	if (type == INVVPID_ALL_CONTEXT) {
		for (int i = 1; i < NESTED_VPID_COUNT; i++) {
			vpid = &vcpu->nested.vpids[i];
			if (vpid->in_use)
				invvpid(INVVPID_SINGLE_CONTEXT,
					vpid_tag(vcpu, vpid), GVA(0));
		}
		return;
	}
	vpid = vpid_find(vcpu, vpid12);
	if (vpid)
		invvpid(type, vpid_tag(vcpu, vpid), linear);
}
