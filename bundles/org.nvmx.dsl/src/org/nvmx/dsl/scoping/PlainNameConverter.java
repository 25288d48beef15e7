// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.scoping;

import org.eclipse.xtext.naming.IQualifiedNameConverter;
import org.eclipse.xtext.naming.QualifiedName;

/** A name is one segment, whatever characters it has: "v1.2" is no name in a namespace. */
public class PlainNameConverter implements IQualifiedNameConverter {

	@Override
	public String toString(QualifiedName name) {
		return String.join(".", name.getSegments());
	}

	@Override
	public QualifiedName toQualifiedName(String text) {
		return QualifiedName.create(text);
	}
}
