// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.nvmx.model.scenario.Scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** All the files of a scenario together. */
class ScenarioGeneratorTest {

	private static final String NESTED = """
			scenario s
			service vm a {
				kernel bzImage "k"
				nested vm b { disk qcow2 "/b" on ide }
				nested vm "c d" { disk qcow2 "/c" on ide }
			}
			""";

	private static List<String> paths(String source) {
		return new ScenarioGenerator().generate(ScenarioText.parse(source), Optional.empty(), GenerationOptions.DEFAULT).stream().map(Artifact::path).toList();
	}

	/** Stimulus: a scenario with nested VMs. Expect: every kind of file, in a fixed order. */
	@Test
	void nestedVmsGetScriptsAndAKernelConfiguration() {
		assertEquals(List.of("acrn/scenario.xml", "hypervisor/nvmx_config.h", "kernel/nested.config", "nested/launch_b.sh",
				"nested/launch_c_d-6a8b2d88.sh", "boot/grub.cfg"), paths(NESTED));
	}

	/** Stimulus: a scenario without nested VMs. Expect: neither scripts nor kernel configuration. */
	@Test
	void withoutNestedVmsThereIsNothingForThem() {
		assertEquals(List.of("acrn/scenario.xml", "hypervisor/nvmx_config.h", "boot/grub.cfg"), paths("scenario s service vm a {}"));
	}

	/** Stimulus: a post-launched VM with settings, for the guide's release. Expect: they are in a launch file, where v2 has them, and in a script. */
	@Test
	void postLaunchedVmsGetALaunchFileAndAScript() {
		assertEquals(List.of("acrn/scenario.xml", "acrn/launch.xml", "acrn/launch_user_vm_id1.sh", "hypervisor/nvmx_config.h", "boot/grub.cfg"),
				paths("scenario s service vm a {} post-launched vm b { memory 1 GiB }"));
	}

	/** Stimulus: the same source read and generated twice. Expect: the same bytes. */
	@Test
	void generationIsByteStable() {
		Scenario first = ScenarioText.parse(NESTED);
		Scenario second = ScenarioText.parse(NESTED);
		assertEquals(new ScenarioGenerator().generate(first, Optional.empty(), GenerationOptions.DEFAULT), new ScenarioGenerator().generate(second, Optional.empty(), GenerationOptions.DEFAULT));
	}
}
