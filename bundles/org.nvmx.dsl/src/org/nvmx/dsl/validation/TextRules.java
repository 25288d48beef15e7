// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.DEFINITION__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.DISK__PATH;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__SERIAL_CONSOLE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.IMPORT__PATH;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__BOOT_ARGUMENTS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__CONFIG_FILE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__IMAGE_FILE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.KERNEL__MODULE_TAG;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.NESTED_VM__NAME;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.NETWORK_INTERFACE__SCRIPT;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.SCENARIO__BOARD;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__NAME;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.validation.Check;
import org.nvmx.model.scenario.Definition;
import org.nvmx.model.scenario.Disk;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.NetworkInterface;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/** Lengths and characters of names, tags, paths and arguments. ACRN's limits are bytes of UTF-8. */
public class TextRules extends RuleSet {

	private static final int MAX_NAME_BYTES = 32;
	private static final int MAX_TAG_BYTES = 32;
	private static final int MAX_BOOT_ARGUMENT_BYTES = 2048;

	@Check
	public void definition(Definition definition) {
		name(definition, DEFINITION__NAME);
		if (definition instanceof Scenario) {
			path(definition, SCENARIO__BOARD);
		}
	}

	@Check
	public void imported(Import clause) {
		path(clause, IMPORT__PATH);
	}

	@Check
	public void vm(VirtualMachine vm) {
		name(vm, VIRTUAL_MACHINE__NAME);
	}

	@Check
	public void nestedVm(NestedVm vm) {
		name(vm, NESTED_VM__NAME);
	}

	@Check
	public void kernel(Kernel kernel) {
		path(kernel, KERNEL__CONFIG_FILE);
		path(kernel, KERNEL__IMAGE_FILE);
		String tag = printable(kernel, KERNEL__MODULE_TAG);
		if (tag != null && (bytes(tag) == 0 || bytes(tag) > MAX_TAG_BYTES)) {
			report(Rule.TAG_LENGTH, kernel, KERNEL__MODULE_TAG, bytes(tag), MAX_TAG_BYTES);
		} else if (tag != null && tag.chars().anyMatch(Character::isWhitespace)) {
			report(Rule.TAG_NOT_A_WORD, kernel, KERNEL__MODULE_TAG, tag);
		}
		String arguments = printable(kernel, KERNEL__BOOT_ARGUMENTS);
		if (arguments != null && bytes(arguments) > MAX_BOOT_ARGUMENT_BYTES) {
			report(Rule.BOOT_ARGUMENTS_LENGTH, kernel, KERNEL__BOOT_ARGUMENTS, bytes(arguments), MAX_BOOT_ARGUMENT_BYTES);
		}
	}

	@Check
	public void hypervisor(Hypervisor hypervisor) {
		path(hypervisor, HYPERVISOR__SERIAL_CONSOLE);
	}

	@Check
	public void disk(Disk disk) {
		path(disk, DISK__PATH);
	}

	@Check
	public void network(NetworkInterface network) {
		path(network, NETWORK_INTERFACE__SCRIPT);
	}

	private void name(EObject object, EAttribute feature) {
		String name = printable(object, feature);
		if (name != null && (bytes(name) == 0 || bytes(name) > MAX_NAME_BYTES)) {
			report(Rule.NAME_LENGTH, object, feature, bytes(name), MAX_NAME_BYTES);
		}
	}

	private void path(EObject object, EAttribute feature) {
		String path = printable(object, feature);
		if (path != null && path.isEmpty()) {
			report(Rule.PATH_EMPTY, object, feature);
		}
	}

	/** @return the text, or null if it is not written or has been reported */
	private String printable(EObject object, EAttribute feature) {
		String text = (String) object.eGet(feature);
		OptionalInt control = text == null ? OptionalInt.empty() : text.chars().filter(Character::isISOControl).findFirst();
		if (control.isPresent()) {
			report(Rule.CONTROL_CHARACTER, object, feature, String.format("U+%04X", control.getAsInt()));
			return null;
		}
		return text;
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}
}
