// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nvmx.dsl.tests.Expectation.expect;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioPackage;

/** Every option of ACRN's catalogue can be written, is read, and is written back. */
class CatalogueTest {

	private static final String TEXT = """
			import "guests.nvmx"

			scenario everything on board "tgl-bochs" uses common

			hypervisor {
				build debug
				serial console "/dev/ttyS0"
				console vm "two words"
				console log level 3
				memory log level 4
				npk log level 2
				log destination 7
				log buffer 256 KiB
				scheduler bvt
				nested virtualization off
				relocation off
				multiboot2 on
				service vm supervisor on
				split lock detection on
				uc lock detection on
				security vm fixup on
				irqs disabled on
				hyperv off
				iommu snooping on
				acpi parsing on
				l1d flush on
				mce workaround off
				vuart receive buffer 512 B
				vuart transmit buffer 16 KiB
				vuart timer cpu 0
				performance nominal
				software sram on
				cache allocation on
				code data prioritization on
				virtual cat on
				clos masks 0xff, 0xf0
				bandwidth delays 0, 10
				cache 0x1 level 2 {
					vm pre cpu 0 code mask 0xf0
					vm pre cpu 0 data mask 0xf
					vm "two words" cpu 1 mask 0xff
				}
				hidden devices 00:1f.1, 02:00.0
				gpu 0x10
				uefi loader "bootx64"
				memory {
					stack 16 KiB
					ram start 0x400000
					ram size 64 MiB
					low ram 64 KiB
					platform ram 16 GiB
				}
				capacities {
					vms 8
					kata vms 1
					ioapics 1
					ioapic lines 120
					pci buses 16
					pci devices 97
					iommu buses 256
					ir entries 512
					passthrough interrupts 255
					msix entries 65
					emulated mmio 17
					efi memory map 256
				}
			}

			pre-launched vm pre {
				type realtime
				cpus 1 realtime, 2..3
				own cpus on
				guest flags LAPIC_PASSTHROUGH, STATELESS
				legacy vuart 0 COM1 irq 4
				legacy vuart 1 COM2 irq 3 to vm post vuart 1
				console vuart COM1
				communication vuart 1 pci to vm post vuart 2
				priority high
				bvt weight 2
				bvt warp value -10
				bvt warp limit 3
				bvt unwarp period 4
				companion vm post
				clos 0, 1
				device model arguments "--verbose"
				kernel raw "zephyr" {
					os "Zephyr"
					args "x"
					ramdisk "initrd"
					root "/dev/sda1"
					load address 0x1000
					entry address 0x1100
					image "z.bin"
					config "z.config"
				}
				memory 512 MiB
				virtual cat ways 3
				ptm off
				pci device 00:1f.6 "Ethernet controller"
				pci device 00:17.0
				host memory 0x100000000 size 256 MiB
				mmio devices tpm2, p2sb
				interrupt 16 as 17
				epc 0x80000000 size 4 MiB
			}

			service vm "two words" {
				kernel bzImage "Linux_bzImage"
				nested vm n {
					memory 2 GiB
					cpus 2
					disk qcow2 "/d" on virtio
					network tap on virtio mac 00:16:3d:60:0a:80 script "/s"
				}
			}

			post-launched vm post {
				windows on
				stdio vuart on
				uefi boot off
				usb "1-2", "2-4"
				virtio gpu fullscreen {
					screen monitor 1
					screen resolution "1920x1080" left 10 top 20
				}
				virtio console port server "/tmp/s" as "life"
				virtio network "tap0" vhost mac 00:16:3d:60:0a:80
				virtio input "/dev/input/event3" id "mouse"
				virtio block "/img"
				virtio vsock 4294967294
				guest os "VXWORKS"
				slim-boot off
				power-off over vuart1-pty
				machine-shutdown on
				gvt-g "64 448 8"
				launch-cpus 1, 2
				sr-iov network "02:10.0"
				pci device 00:1f.3 "Signal processing controller" as "audio_codec"
			}

			shared memory region {
				by device-model
				size 4 MiB
				id "1"
				vm pre at 00:08.0
				vm post
			}

			vuart connection line over legacy {
				vm pre port 0x9200
				vm post port 0x9208
			}

			vuart connection "line 2" {
				vm pre at 00:10.0
				vm "two words" at 00:10.0
			}

			fragment common

			post-launched vm twin like post {
			}
			""";

	@Test
	void theWholeCatalogueParses() {
		List<Rule> syntax = Expectation.rules(read(TEXT)).stream().filter(rule -> rule.code().startsWith("NVMX000")).toList();
		assertEquals(List.of(), syntax, read(TEXT).diagnostics().toString());
	}

	@Test
	void everyFeatureOfTheModelIsWrittenInIt() {
		Set<String> missing = new TreeSet<>();
		for (var classifier : ScenarioPackage.eINSTANCE.getEClassifiers()) {
			if (classifier instanceof EClass type) {
				type.getEStructuralFeatures().forEach(feature -> missing.add(type.getName() + "." + feature.getName()));
			}
		}
		EcoreUtil.getAllContents(read(TEXT).written(), true).forEachRemaining(element -> {
			for (EStructuralFeature feature : ((EObject) element).eClass().getEAllStructuralFeatures()) {
				if (((EObject) element).eIsSet(feature)) {
					missing.remove(feature.getEContainingClass().getName() + "." + feature.getName());
				}
			}
		});
		missing.remove("ScenarioModel.imports");
		missing.remove("ScenarioModel.definitions");
		assertEquals(Set.of(), missing);
	}

	@Test
	void itIsWrittenBackAsTheSameModel() {
		ScenarioDocument document = read(TEXT);
		ScenarioDocument again = read(ScenarioWriter.create().write(document.written()));
		assertTrue(EcoreUtil.equals(document.written(), again.written()), again.text());
	}

	@Test
	void itIsInTheLayout() {
		assertEquals(TEXT, FormatterTest.format(TEXT, 0, TEXT.length()));
	}

	@Test
	void referencesNameVmsOfTheSameScenario() {
		Scenario scenario = read(TEXT).scenario().orElseThrow();
		assertEquals("two words", scenario.getHypervisor().getConsoleVm().getName());
		assertTrue(scenario.getVms().get(0).getCompanion() instanceof PostLaunchedVm);
		expect("scenario s hypervisor { console vm «b» } scenario t post-launched vm b { }", Rule.UNRESOLVED_REFERENCE);
	}

	@Test
	void namesWithDotsAreNames() {
		Scenario scenario = read("scenario s hypervisor { console vm \"a.b.c\" } post-launched vm \"a.b.c\" { }").scenario().orElseThrow();
		assertEquals(scenario.getVms().get(0), scenario.getHypervisor().getConsoleVm());
	}

	@Test
	void whatDoesNotApplyToAKindCannotBeWritten() {
		expect("scenario s service vm a { kernel elf \"k\" «memory» 1 GiB }", Rule.SYNTAX);
		expect("scenario s post-launched vm a { «kernel» elf \"k\" }", Rule.SYNTAX);
		expect("scenario s pre-launched vm a { kernel elf \"k\" «virtio» block \"/d\" }", Rule.SYNTAX);
	}

	@Test
	void addressesAreChecked() {
		expect("scenario s hypervisor { hidden devices «00:20.0», 00:1f.7 gpu «0x» memory { ram start «0x11112222333344445» } }",
				Rule.INVALID_PCI_ADDRESS, Rule.INVALID_HEX_NUMBER, Rule.INVALID_HEX_NUMBER);
	}

	private static ScenarioDocument read(String text) {
		return Expectation.READER.read(text, Path.of("s.nvmx"));
	}
}
