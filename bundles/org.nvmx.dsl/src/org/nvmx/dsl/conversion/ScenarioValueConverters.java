// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.common.services.DefaultTerminalConverters;
import org.eclipse.xtext.conversion.IValueConverter;
import org.eclipse.xtext.conversion.ValueConverter;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.HexNumber;
import org.nvmx.model.quantity.MacAddress;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.quantity.PhysicalAddress;

import com.google.inject.Inject;

/** Text to value and back, one converter for each rule that carries a value; the names of the rules are those of the grammar. */
public class ScenarioValueConverters extends DefaultTerminalConverters {

	@Inject
	private NameConverter names;

	@Inject
	private StringConverter strings;

	@Inject
	private NumberConverter numbers;

	@ValueConverter(rule = "Name")
	public IValueConverter<String> name() {
		return names;
	}

	@Override
	@ValueConverter(rule = "STRING")
	public IValueConverter<String> STRING() {
		return strings;
	}

	@Override
	@ValueConverter(rule = "INT")
	public IValueConverter<Integer> INT() {
		return numbers;
	}

	@ValueConverter(rule = "Switch")
	public IValueConverter<Boolean> onOff() {
		return new SwitchConverter();
	}

	@ValueConverter(rule = "ByteSize")
	public IValueConverter<ByteSize> byteSize() {
		return new QuantityConverter<>(ByteSize::valueOf, Rule.INVALID_SIZE);
	}

	@ValueConverter(rule = "MacAddress")
	public IValueConverter<MacAddress> macAddress() {
		return new QuantityConverter<>(MacAddress::valueOf, Rule.INVALID_MAC);
	}

	@ValueConverter(rule = "PciAddress")
	public IValueConverter<PciAddress> pciAddress() {
		return new QuantityConverter<>(PciAddress::valueOf, Rule.INVALID_PCI_ADDRESS);
	}

	@ValueConverter(rule = "PhysicalAddress")
	public IValueConverter<PhysicalAddress> physicalAddress() {
		return new QuantityConverter<>(PhysicalAddress::valueOf, Rule.INVALID_HEX_NUMBER);
	}

	@ValueConverter(rule = "HexNumber")
	public IValueConverter<HexNumber> hexNumber() {
		return new QuantityConverter<>(HexNumber::valueOf, Rule.INVALID_HEX_NUMBER);
	}

	@ValueConverter(rule = "SignedInt")
	public IValueConverter<Integer> signedInt() {
		return numbers;
	}
}
