// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.nvmx.acrn.dialect.Dialect;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A release of ACRN as the user writes it: {@code 2.6} or {@code v2.6}. */
final class DialectConverter implements ITypeConverter<Dialect> {

	@Override
	public Dialect convert(String value) {
		return Dialect.ofRelease(value).orElseThrow(() -> new TypeConversionException("'" + value + "' is no release of ACRN with a scenario format of its own; "
				+ "there are: " + Arrays.stream(Dialect.values()).map(Dialect::release).collect(Collectors.joining(", "))));
	}
}
