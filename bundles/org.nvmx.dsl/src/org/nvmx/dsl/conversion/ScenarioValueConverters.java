// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.conversion;

import org.eclipse.xtext.common.services.DefaultTerminalConverters;
import org.eclipse.xtext.conversion.IValueConverter;
import org.eclipse.xtext.conversion.ValueConverter;

import com.google.inject.Inject;

/** Text to value and back, one converter for each rule that carries a value; the names of the rules are those of the grammar. */
public class ScenarioValueConverters extends DefaultTerminalConverters {

	@Inject
	private NameConverter names;

	@Inject
	private StringConverter strings;

	@Inject
	private ByteSizeConverter sizes;

	@Inject
	private MacAddressConverter macAddresses;

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
	public IValueConverter<org.nvmx.model.quantity.ByteSize> byteSize() {
		return sizes;
	}

	@ValueConverter(rule = "MacAddress")
	public IValueConverter<org.nvmx.model.quantity.MacAddress> macAddress() {
		return macAddresses;
	}
}
