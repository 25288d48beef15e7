// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__BASE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__COMMUNICATION_VUARTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__LEGACY_VUARTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.scenario.ModelSource;
import org.nvmx.acrn.scenario.ScenarioXmlExport;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.dsl.ScenarioWriter;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.ScenarioModel;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.model.scenario.VirtualMachine;

/** Stimulus: scenarios that chance makes, cut into fragments and VMs that others are like, in two files. Expect: together they are what the scenario was. */
class FragmentedScenarioTest {

	private static final int SCENARIOS = 40;
	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;

	@TempDir
	private Path folder;

	/** A scenario in pieces. */
	private static final class Pieces {
		private final Random random;
		private final Scenario scenario;
		private final ScenarioModel own = FACTORY.createScenarioModel();
		private final ScenarioModel shared = FACTORY.createScenarioModel();
		private int moved;

		Pieces(Scenario scenario, long seed) {
			this.scenario = scenario;
			random = new Random(seed);
			Fragment used = fragment("used");
			Fragment below = fragment("below");
			Fragment bases = fragment("bases");
			used.getUses().add(below);
			List.copyOf(scenario.getVms()).forEach(vm -> base(vm, bases));
			hypervisor(used, below);
			vms(used, below);
			scenario.getUses().add(used);
			own.getDefinitions().add(scenario);
			Import clause = FACTORY.createImport();
			clause.setPath("shared.nvmx");
			own.getImports().add(clause);
		}

		private Fragment fragment(String name) {
			Fragment fragment = FACTORY.createFragment();
			fragment.setName(name);
			shared.getDefinitions().add(fragment);
			return fragment;
		}

		/** Some options of the VM come from one that it is like, and some that this one says are replaced. */
		private void base(VirtualMachine vm, Fragment bases) {
			if (random.nextBoolean()) {
				return;
			}
			VirtualMachine base = (VirtualMachine) EcoreUtil.create(vm.eClass());
			base.setName("base of " + vm.getName());
			for (EStructuralFeature option : vm.eClass().getEAllStructuralFeatures()) {
				if (vm.eIsSet(option) && isMovable(option) && random.nextInt(3) > 0) {
					base.eSet(option, copy(vm.eGet(option)));
					if (random.nextInt(3) > 0) {
						vm.eUnset(option);
						moved++;
					}
				}
			}
			bases.getVms().add(base);
			vm.setBase(base);
		}

		/** Numbered vUARTs may name other VMs. */
		private static boolean isMovable(EStructuralFeature option) {
			boolean reference = option instanceof EReference to && !to.isContainment();
			return !reference && option != VIRTUAL_MACHINE__NAME && option != VIRTUAL_MACHINE__BASE && option != VIRTUAL_MACHINE__LEGACY_VUARTS
					&& option != VIRTUAL_MACHINE__COMMUNICATION_VUARTS;
		}

		private static Object copy(Object value) {
			return value instanceof List<?> list ? list.stream().map(Pieces::copy).toList() : value instanceof EObject element ? EcoreUtil.copy(element) : value;
		}

		/** Each option is said by one of three; the farthest one says another console, which does not count. */
		private void hypervisor(Fragment used, Fragment below) {
			Hypervisor all = scenario.getHypervisor();
			used.setHypervisor(FACTORY.createHypervisor());
			below.setHypervisor(FACTORY.createHypervisor());
			if (all.getSerialConsole() != null) {
				below.getHypervisor().setSerialConsole("/dev/ttyS9");
				used.getHypervisor().setSerialConsole(all.getSerialConsole());
				all.setSerialConsole(null);
			}
			for (EStructuralFeature option : ScenarioPackage.Literals.HYPERVISOR.getEAllStructuralFeatures()) {
				boolean names = option == ScenarioPackage.Literals.HYPERVISOR__CONSOLE_VM || option == ScenarioPackage.Literals.HYPERVISOR__CACHES;
				if (all.eIsSet(option) && !names && random.nextBoolean()) {
					(random.nextBoolean() ? used : below).getHypervisor().eSet(option, copy(all.eGet(option)));
					all.eUnset(option);
					moved++;
				}
			}
		}

		/** The first VMs of each kind may be in fragments, if they name no other. */
		private void vms(Fragment used, Fragment below) {
			boolean open = true;
			String kind = "";
			for (VirtualMachine vm : List.copyOf(scenario.getVms())) {
				open = (open || !vm.eClass().getName().equals(kind)) && namesNobody(vm) && random.nextInt(4) > 0;
				kind = vm.eClass().getName();
				if (open) {
					(below.getVms().isEmpty() ? below : used).getVms().add(vm);
					moved++;
				}
			}
		}

		private static boolean namesNobody(VirtualMachine vm) {
			return vm.getCompanion() == null && vm.getLegacyVuarts().stream().allMatch(vuart -> vuart.getTarget() == null)
					&& vm.getCommunicationVuarts().stream().allMatch(vuart -> vuart.getTarget() == null);
		}
	}

	private static String flat(Scenario scenario) {
		ScenarioModel model = FACTORY.createScenarioModel();
		model.getDefinitions().add(EcoreUtil.copy(scenario));
		return ScenarioWriter.create().write(model);
	}

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void thePiecesAreTheWhole(Dialect dialect) throws IOException {
		int moved = 0;
		for (long seed = 0; seed < SCENARIOS; seed++) {
			Scenario whole = RoundTrip.throughText(new RandomScenario(seed, dialect).make());
			Pieces pieces = new Pieces(new RandomScenario(seed, dialect).make(), seed);
			String text = ScenarioWriter.create().write(pieces.own);
			String shared = ScenarioWriter.create().write(pieces.shared);
			Files.writeString(folder.resolve("shared.nvmx"), shared);
			ScenarioDocument document = ScenarioReader.create().read(text, folder.resolve("own.nvmx"));
			String message = dialect + " seed " + seed + "\n" + text + "\n" + shared;
			assertEquals(List.of(), document.diagnostics().stream().filter(problem -> problem.code().matches("NVMX00.*")).map(Diagnostic::toString).toList(), message);
			Scenario composed = document.scenario().orElseThrow();
			assertEquals(flat(whole), flat(composed), message);
			assertEquals(new ScenarioXmlExport(dialect).export(whole, ModelSource.NONE).text(), new ScenarioXmlExport(dialect).export(composed, ModelSource.NONE).text(), message);
			moved += pieces.moved;
		}
		assertTrue(moved > 3 * SCENARIOS, "too few options were cut out to prove anything: " + moved);
	}
}
