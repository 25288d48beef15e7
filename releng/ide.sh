#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
#
# What "nvmx ide" does: builds the workbench when something in it changed, and opens it. JAVA_HOME and MAVEN say what to build and run
# with; arguments go to Eclipse, such as -data WORKSPACE.
set -u

here=$(dirname "$(dirname "$(readlink -f "$0")")")
product=$here/releng/org.nvmx.products/target/products/org.nvmx.ide/linux/gtk/x86_64/eclipse
stamp=$here/build/ide.stamp

up_to_date() {
	[ -f "$stamp" ] && [ -d "$product/plugins" ] && [ -z "$(cd "$here" && find pom.xml .mvn releng bundles features examples hypervisor-src \
		\( -name target -o -name bin -o -name src-gen -o -name emf-gen -o -name xtend-gen -o -path bundles/org.nvmx.ui/examples \) -prune \
		-o -type f -newer "$stamp" -print | head -n 1)" ]
}

if ! up_to_date; then
	echo "nvmx: building the workbench; the first time takes some minutes" >&2
	mkdir -p "$here/build/log"
	touch "$stamp.new"
	if ! (cd "$here" && "$MAVEN" -B -ntp verify -pl :org.nvmx.products -am -DskipTests) >"$here/build/log/ide.log" 2>&1; then
		grep '^\[ERROR\]' "$here/build/log/ide.log" | head -n 20 >&2
		echo "nvmx: the workbench cannot be built; see $here/build/log/ide.log" >&2
		exit 1
	fi
	mv "$stamp.new" "$stamp"
fi
exec "$JAVA_HOME/bin/java" -Xmx1g -jar "$product"/plugins/org.eclipse.equinox.launcher_*.jar "$@"
