// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.composition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Fragment;

/**
 * The fragments that a definition uses, and those that they use: each once, however many ways lead to it, and each behind those that it uses itself.
 * Takes time in proportion to the fragments and their clauses.
 */
final class UsedFragments {

	/** Fragments that one definition may use, by whatever way. */
	static final int MAX_FRAGMENTS = 1000;

	/**
	 * A clause that leads back to a fragment that it is reached from.
	 *
	 * @param user  the definition with the clause
	 * @param index of the clause in the user
	 * @param way   the clause of the first definition over which the user is reached
	 */
	record Cycle(Definition user, int index, int way) {
	}

	/** A definition whose clauses are being followed. */
	private static final class Step {
		private final Definition user;
		private int next;

		Step(Definition user) {
			this.user = user;
		}
	}

	private final List<Fragment> fragments = new ArrayList<>();
	private final Map<Fragment, Integer> ways = new HashMap<>();
	private final Map<Definition, Integer> places = new HashMap<>();
	private final List<BitSet> reached = new ArrayList<>();
	private final List<Cycle> cycles = new ArrayList<>();
	private boolean tooMany;

	private UsedFragments() {
	}

	static UsedFragments of(Definition definition) {
		UsedFragments used = new UsedFragments();
		if (!definition.getUses().isEmpty()) {
			used.follow(definition);
		}
		return used;
	}

	/** @return the fragments, used ones before their users */
	List<Fragment> inOrder() {
		return fragments;
	}

	/** @return the clause of the definition, from 0, over which a fragment is reached first */
	int way(Fragment fragment) {
		return ways.get(fragment);
	}

	List<Cycle> cycles() {
		return cycles;
	}

	/** @return whether there are more than {@value #MAX_FRAGMENTS}; the others are left out */
	boolean tooMany() {
		return tooMany;
	}

	/** @return whether a fragment uses another one, directly or not */
	boolean uses(Fragment user, Fragment fragment) {
		return reached.get(places.get(user)).get(places.get(fragment));
	}

	/** A stack of its own, since a chain of fragments may be as long as a file. */
	private void follow(Definition definition) {
		Deque<Step> open = new ArrayDeque<>();
		open.push(new Step(definition));
		int way = 0;
		while (!open.isEmpty()) {
			Step step = open.peek();
			if (step.next == step.user.getUses().size()) {
				close(open.pop().user);
				continue;
			}
			int index = step.next++;
			way = open.size() == 1 ? index : way;
			Fragment fragment = step.user.getUses().get(index);
			if (fragment == null || fragment.eIsProxy() || places.containsKey(fragment)) {
				continue;
			}
			if (open.stream().anyMatch(each -> each.user == fragment)) {
				cycles.add(new Cycle(step.user, index, way));
			} else if (fragments.size() + open.size() > MAX_FRAGMENTS) {
				tooMany = true;
			} else {
				ways.put(fragment, way);
				open.push(new Step(fragment));
			}
		}
	}

	private void close(Definition user) {
		BitSet all = new BitSet();
		for (Fragment fragment : user.getUses()) {
			Optional.ofNullable(places.get(fragment)).ifPresent(place -> {
				all.set(place);
				all.or(reached.get(place));
			});
		}
		if (user instanceof Fragment fragment && ways.containsKey(fragment)) {
			places.put(fragment, fragments.size());
			fragments.add(fragment);
			reached.add(all);
		}
	}
}
