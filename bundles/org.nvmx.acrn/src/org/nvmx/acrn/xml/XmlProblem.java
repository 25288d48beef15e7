// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

/** Why a file is not read, with its stable code and what to do about it. */
enum XmlProblem {
	NOT_WELL_FORMED("NVMX0601", "correct the XML at this place"),
	DOCTYPE("NVMX0602", "remove the DOCTYPE: ACRN's files have none, and definitions in it are not read"),
	TOO_LARGE("NVMX0603", "check that this is the file you mean: ACRN's files are a few hundred kilobytes"),
	ENCODING("NVMX0604", "save the file as UTF-8"),
	UNREADABLE("NVMX0605", "check the file's name and your permissions");

	final String code;
	final String remedy;

	XmlProblem(String code, String remedy) {
		this.code = code;
		this.remedy = remedy;
	}
}
