// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.ScenarioPackage;

/** What scenarios, fragments and VMs that are like others amount to, over several files. */
class CompositionTest {

	@TempDir
	private Path folder;

	/** @return the first scenario of the first file, as it would be written without fragments */
	private String flat(String files) throws IOException {
		ScenarioFiles written = ScenarioFiles.write(folder, files);
		ScenarioDocument document = written.read(Expectation.READER);
		assertEquals("", written.problems(document));
		return print(document.scenario().orElseThrow());
	}

	private static String print(Scenario scenario) {
		ScenarioModel model = ScenarioFactory.eINSTANCE.createScenarioModel();
		model.getDefinitions().add(EcoreUtil.copy(scenario));
		return ScenarioWriter.create().write(model);
	}

	private void expect(String expected, String files) throws IOException {
		assertEquals(expected.strip(), ScenarioFiles.write(folder, files).problems());
	}

	/** Expect: the fragment's VM and hypervisor options, and those of the scenario where both say one. */
	@Test
	void aScenarioHasWhatItsFragmentsHave() throws IOException {
		assertEquals("""
				scenario a

				hypervisor {
					build release
					serial console "/dev/ttyS1"
					scheduler bvt
				}

				service vm SERVICE {
					kernel bzImage "Linux_bzImage"
				}

				post-launched vm WINDOWS {
					memory 4 GiB
					windows on
				}

				post-launched vm LINUX {
					memory 1 GiB
				}

				shared memory region {
					size 2 MiB
					vm WINDOWS
					vm SERVICE
				}
				""", flat("""
				== a.nvmx
				import "guests.nvmx"

				scenario a uses guests
				hypervisor { scheduler bvt serial console "/dev/ttyS1" }
				post-launched vm LINUX { memory 1 GiB }
				service vm SERVICE { kernel bzImage "Linux_bzImage" }
				shared memory region { size 2 MiB vm WINDOWS vm SERVICE }
				== guests.nvmx
				fragment guests
				hypervisor { build release scheduler prio }
				post-launched vm WINDOWS { memory 4 GiB windows on }
				"""));
	}

	/** Expect: own options replace the other VM's, lists as a whole, vUARTs by their number; the name is the VM's own. */
	@Test
	void aVmHasTheOptionsOfTheOneItIsLike() throws IOException {
		assertEquals("""
				scenario a

				service vm SERVICE {
					kernel bzImage "Linux_bzImage"
				}

				post-launched vm WIN2 {
					cpus 2..3
					legacy vuart 0 COM3
					legacy vuart 1 COM2 to vm SERVICE
					memory 4 GiB
					pci device 00:14.0
					uefi boot on
				}
				""", flat("""
				== a.nvmx
				import "lib/guests.nvmx"

				scenario a
				service vm SERVICE { kernel bzImage "Linux_bzImage" }
				post-launched vm WIN2 like WINDOWS {
					cpus 2..3
					legacy vuart 1 COM2 to vm SERVICE
					pci device 00:14.0
				}
				== lib/guests.nvmx
				fragment guests
				post-launched vm BASE { memory 2 GiB uefi boot on legacy vuart 1 COM4 }
				post-launched vm WINDOWS like BASE {
					memory 4 GiB
					cpus 0
					legacy vuart 0 COM3
					pci device 00:01.0
					pci device 00:02.0
				}
				"""));
	}

	/** Expect: a fragment that two others use is there once, and the word of the one that uses it counts. */
	@Test
	void aFragmentIsTakenOnce() throws IOException {
		assertEquals("""
				scenario a

				hypervisor {
					serial console "/dev/ttyS2"
					scheduler noop
				}

				post-launched vm ONE {
				}

				post-launched vm TWO {
				}

				post-launched vm THREE {
				}
				""", flat("""
				== a.nvmx
				scenario a uses one, two
				fragment one uses base
				hypervisor { scheduler noop }
				post-launched vm TWO { }
				fragment two uses base
				post-launched vm THREE { }
				fragment base
				hypervisor { scheduler prio serial console "/dev/ttyS2" }
				post-launched vm ONE { }
				"""));
	}

	/** Expect: paths are those of the file in which they are written. */
	@Test
	void pathsStartFromTheirOwnFile() throws IOException {
		Files.createDirectories(folder.resolve("lib"));
		Files.writeString(folder.resolve("lib/bzImage"), "");
		Files.writeString(folder.resolve("lib/own.nvmx"), "");
		assertTrue(flat("""
				== a/s.nvmx
				import "../lib/häuser und gärten.nvmx"
				scenario s uses f
				== lib/häuser und gärten.nvmx
				fragment f
				service vm SERVICE { kernel bzImage "k" { image "bzImage" } }
				""").contains("image \"../lib/bzImage\""));
	}

	/** Expect: of each option the model knows whether it is written, also where its value is the default: else it could not replace another VM's. */
	@Test
	void whatIsWrittenIsKnown() {
		for (EClass type : List.of(ScenarioPackage.Literals.HYPERVISOR, ScenarioPackage.Literals.PRE_LAUNCHED_VM, ScenarioPackage.Literals.SERVICE_VM,
				ScenarioPackage.Literals.POST_LAUNCHED_VM)) {
			for (EAttribute option : type.getEAllAttributes()) {
				assertTrue(option.isMany() || option.isUnsettable() || option.getDefaultValue() == null, type.getName() + "." + option.getName());
			}
		}
	}

	/** Expect: a scenario that uses nothing is the one that was parsed. */
	@Test
	void nothingIsCopiedWithoutNeed() {
		ScenarioDocument document = Expectation.READER.read("scenario s post-launched vm a { }", Path.of("s.nvmx"));
		assertSame(document.written().getDefinitions().get(0), document.scenario().orElseThrow());
	}

	/** Expect: a file of fragments is valid by itself, but not what asks for a scenario. */
	@Test
	void fragmentsAloneAreValid() throws IOException {
		ScenarioFiles files = ScenarioFiles.write(folder, """
				== f.nvmx
				fragment f
				service vm SERVICE {
					guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
					legacy vuart 0 off
					console vuart pci
					kernel bzImage "Linux_bzImage"
					nested vm n { memory 1 GiB cpus 1 disk raw "/d" on ide }
				}
				""");
		ScenarioDocument document = files.read(Expectation.READER);
		assertEquals("", files.problems(document));
		assertEquals("NVMX0016", document.lackOfScenario().orElseThrow().code());
	}

	/** Expect: what can be judged alone is judged in the fragment, at its place. */
	@Test
	void aFragmentIsCheckedAlone() throws IOException {
		expect("""
				f.nvmx:2:41: error: The range 3..2 is empty; write 2..3 [NVMX0303]
				f.nvmx:2:62: error: A post-launched VM cannot have the guest flag NVMX_ENABLED; remove the flag, or move the nested guests into the Service VM [NVMX0105]
				""", """
				== f.nvmx
				fragment f
				post-launched vm a { memory 1 GiB cpus  3..2 guest flags RT, NVMX_ENABLED }
				""");
	}

	/** Expect: a problem of another file is told at the word that brings it in, with its place; what the fragment says is enough for a rule of the scenario. */
	@Test
	void aProblemOfAnotherFileIsToldWhereItIsBroughtIn() throws IOException {
		expect("""
				a.nvmx:3:17: error: The range 3..2 is empty (guests.nvmx:2:32); write 2..3 [NVMX0303]
				a.nvmx:3:25: error: Nested virtualization does not work with the scheduler 'prio' (lib/board.nvmx:1:52); set: scheduler noop [NVMX0101]
				a.nvmx:8:26: error: The range 3..2 is empty (guests.nvmx:2:32); write 2..3 [NVMX0303]
				""", """
				== a.nvmx
				import "guests.nvmx"
				import "lib/board.nvmx"
				scenario a uses guests, board1
				service vm S {
					kernel bzImage "k" guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
					legacy vuart 0 off console vuart pci cpus 1
				}
				post-launched vm B2 like BAD { memory 1 GiB }
				== guests.nvmx
				fragment guests
				post-launched vm BAD { cpus 0, 3..2 }
				== lib/board.nvmx
				fragment board1 hypervisor { build debug scheduler prio nested virtualization on }
				""");
	}

	/** Expect: each definition of one file is told once, at its own place, and not again where it is used. */
	@Test
	void whatTheFileItselfSaysIsToldOnce() throws IOException {
		expect("a.nvmx:2:44: error: The range 3..2 is empty; write 2..3 [NVMX0303]", """
				== a.nvmx
				scenario a uses f
				fragment f     post-launched vm BAD { cpus 3..2 }
				""");
	}

	@Test
	void fragmentsDisagree() throws IOException {
		expect("""
				a.nvmx:1:20: error: 'f' says 'scheduler noop', and 'g' says 'scheduler prio' (a.nvmx:2:25, a.nvmx:3:25); \
				write the one that holds into the hypervisor block of 'a' [NVMX0038]
				""", """
				== a.nvmx
				scenario a uses f, g
				fragment f hypervisor { scheduler noop build debug }
				fragment g hypervisor { scheduler prio build debug }
				""");
		expect("", """
				== a.nvmx
				scenario a uses f, g hypervisor { scheduler bvt }
				fragment f hypervisor { scheduler noop }
				fragment g hypervisor { scheduler prio }
				""");
	}

	@Test
	void usesInACircle() throws IOException {
		expect("""
				a.nvmx:1:17: error: The fragment 'f' would be a part of itself (a.nvmx:3:17); remove it from this list [NVMX0036]
				a.nvmx:2:17: error: The fragment 'f' would be a part of itself (a.nvmx:3:17); remove it from this list [NVMX0036]
				a.nvmx:3:17: error: The fragment 'g' would be a part of itself (a.nvmx:2:17); remove it from this list [NVMX0036]
				a.nvmx:4:17: error: The fragment 'h' would be a part of itself; remove it from this list [NVMX0036]
				""", """
				== a.nvmx
				scenario a uses f
				fragment f uses g
				fragment g uses f
				fragment h uses h
				""");
	}

	@Test
	void aFragmentIsUsedTwice() throws IOException {
		expect("a.nvmx:1:20: warning: The fragment 'f' is used already; remove it once [NVMX0037]", """
				== a.nvmx
				scenario a uses f, f
				fragment f
				""");
	}

	@Test
	void vmsAreLikeEachOther() throws IOException {
		expect("""
				a.nvmx:2:25: error: 'x' is reached again: VMs would be like each other in a circle (a.nvmx:3:25); let one of them say its options itself [NVMX0039]
				a.nvmx:3:25: error: 'y' is reached again: VMs would be like each other in a circle (a.nvmx:2:25); let one of them say its options itself [NVMX0039]
				""", """
				== a.nvmx
				scenario a
				post-launched vm x like y { }
				post-launched vm y like x { }
				""");
	}

	@Test
	void aVmIsLikeOneOfAnotherKind() throws IOException {
		expect("a.nvmx:3:25: error: 'x' is a post-launched VM and cannot be like 's', which is a Service VM; name a post-launched VM [NVMX0040]", """
				== a.nvmx
				scenario a
				service vm s { kernel bzImage "k" }
				post-launched vm x like s { }
				""");
	}

	@Test
	void severalVmsCouldBeMeant() throws IOException {
		expect("""
				a.nvmx:4:25: error: There are several VMs named 'LINUX' that could be meant (b.nvmx:1:29, c.nvmx:1:29); \
				rename one of them, or import only one of the files [NVMX0041]
				""", """
				== a.nvmx
				import "b.nvmx"
				import "c.nvmx"
				scenario a uses c
				post-launched vm x like LINUX { }
				== b.nvmx
				fragment b post-launched vm LINUX { }
				== c.nvmx
				fragment d post-launched vm LINUX { } fragment c
				""");
	}

	@Test
	void anInheritedReferenceLeadsOut() throws IOException {
		expect("""
				a.nvmx:3:25: error: An inherited option names the VM 'OTHER', which 'a' does not have (f.nvmx:1:67); \
				write the option anew, or use the fragment that has 'OTHER' [NVMX0042]
				""", """
				== a.nvmx
				import "f.nvmx"
				scenario a
				post-launched vm x like LINUX { }
				== f.nvmx
				fragment f post-launched vm LINUX { legacy vuart 1 COM2   to vm   OTHER } post-launched vm OTHER { }
				""");
	}

	@Test
	void namesAreThereTwice() throws IOException {
		expect("""
				a.nvmx:1:8: error: The name 'f' is used by more than one definition (f.nvmx:1:10); choose another name [NVMX0502]
				a.nvmx:2:17: error: The name 'LINUX' is used by more than one VM (f.nvmx:2:29); choose another name [NVMX0502]
				a.nvmx:3:18: error: The name 'LINUX' is used by more than one VM; choose another name [NVMX0502]
				""", """
				== a.nvmx
				import "f.nvmx"
				scenario a uses g
				post-launched vm LINUX { }
				fragment f
				== f.nvmx
				fragment f
				fragment g post-launched vm LINUX { }
				""");
	}

	@Test
	void pathsThatAreRefused() throws IOException {
		String told = "write the path of a *.nvmx file from the folder of this file, with / between folders [NVMX0030]";
		expect("""
				a.nvmx:1:8: error: 'http://example.org/f.nvmx' cannot be imported: it is not a path in the file system; TOLD
				a.nvmx:2:8: error: '/f.nvmx' cannot be imported: it does not start from the folder of this file; TOLD
				a.nvmx:3:8: error: 'x\\f.nvmx' cannot be imported: it has a backslash; TOLD
				a.nvmx:4:8: error: 'C:f.nvmx' cannot be imported: it is not a path in the file system; TOLD
				a.nvmx:5:8: error: 'kernel.config' cannot be imported: it does not end with .nvmx; TOLD
				a.nvmx:6:8: error: The path is empty; write a path, or leave the option out [NVMX0408]
				a.nvmx:7:8: error: The file 'f.nvmx' cannot be imported: it does not exist; correct the path, or make the file [NVMX0031]
				a.nvmx:8:8: error: The file 'g.nvmx' cannot be imported: it is a directory; correct the path, or make the file [NVMX0031]
				""".replace("TOLD", told), """
				== a.nvmx
				import "http://example.org/f.nvmx"
				import "/f.nvmx"
				import "x\\\\f.nvmx"
				import "C:f.nvmx"
				import "kernel.config"
				import ""
				import "f.nvmx"
				import "g.nvmx"
				scenario a
				== g.nvmx/x.nvmx
				fragment f
				""");
	}

	@Test
	void importsInACircle() throws IOException {
		expect("""
				a.nvmx:1:8: error: The import of 'b.nvmx' leads back to a file that it is reached from (c.nvmx:1:8); move what both files need into a third one [NVMX0032]
				a.nvmx:2:8: error: The import of 'a.nvmx' leads back to a file that it is reached from; move what both files need into a third one [NVMX0032]
				""", """
				== a.nvmx
				import "b.nvmx"
				import "a.nvmx"
				scenario a uses b
				== b.nvmx
				import "c.nvmx" fragment b uses c
				== c.nvmx
				import "b.nvmx" fragment c
				""");
	}

	@Test
	void importsThatAreNotNeeded() throws IOException {
		expect("""
				a.nvmx:1:8: warning: Nothing of 'b.nvmx' is used; remove the import, or use a fragment of the file [NVMX0033]
				a.nvmx:3:8: warning: The file './c.nvmx' is imported already; remove this import [NVMX0034]
				""", """
				== a.nvmx
				import "b.nvmx"
				import "c.nvmx"
				import "./c.nvmx"
				scenario a uses c
				== b.nvmx
				fragment b
				== c.nvmx
				fragment c
				""");
	}

	/** Expect: syntax errors and unresolved names of what is used are told, with their places; what an imported file imports is not known. */
	@Test
	void errorsOfImportedFiles() throws IOException {
		expect("""
				a.nvmx:1:8: error: 'scheduller' does not belong here (b.nvmx:2:1); did you mean 'scheduler'? [NVMX0001]
				a.nvmx:2:17: error: There is no fragment named 'lost' (b.nvmx:1:17); correct the name, or define it [NVMX0008]
				a.nvmx:2:17: error: There is no VM named 'nobody' (b.nvmx:4:68); correct the name, or define it [NVMX0008]
				a.nvmx:2:20: error: There is no fragment named 'c'; correct the name, or define it [NVMX0008]
				""", """
				== a.nvmx
				import "b.nvmx"
				scenario a uses b, c
				== b.nvmx
				fragment b uses lost hypervisor {
				scheduller noop
				}
				post-launched vm x { legacy vuart 1 COM2                   to vm   nobody }
				""");
	}

	/** Expect: the scenario's own ones are found by their names, those that a used fragment imports are not. */
	@Test
	void namesOfImportedFilesEndThere() throws IOException {
		expect("a.nvmx:3:25: error: There is no VM named 'DEEP'; correct the name, or define it [NVMX0008]", """
				== a.nvmx
				import "b.nvmx"
				scenario a uses b
				post-launched vm x like DEEP { }
				== b.nvmx
				import "c.nvmx"
				fragment b post-launched vm y like DEEP { }
				== c.nvmx
				fragment c post-launched vm DEEP { }
				""");
	}
}
