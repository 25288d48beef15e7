#!/bin/bash
# SPDX-License-Identifier: EPL-2.0
#
# with-display.sh COMMAND [ARGUMENT...]: runs a command on an X display of its own, so that tests of the workbench neither need a screen
# nor disturb the one that is in use. Ends with the command's exit code and leaves nothing behind.
set -u

folder=$(mktemp -d)
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3>"$folder/display" >"$folder/xvfb.log" 2>&1 &
server=$!
manager=
finish() {
	[ -n "$manager" ] && kill "$manager" 2>/dev/null
	kill "$server" 2>/dev/null
	wait 2>/dev/null
	rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

# The server tells its number when it is ready.
for _ in $(seq 100); do
	[ -s "$folder/display" ] && break
	kill -0 "$server" 2>/dev/null || break
	sleep 0.1
done
if [ ! -s "$folder/display" ]; then
	cat "$folder/xvfb.log" >&2
	echo "with-display: Xvfb did not start" >&2
	exit 3
fi
DISPLAY=:$(cat "$folder/display")
# No accessibility bus, no graphics card: neither is there, and looking for them takes time.
export DISPLAY GDK_BACKEND=x11 NO_AT_BRIDGE=1 LIBGL_ALWAYS_SOFTWARE=1

# Without a window manager no window gets the focus.
openbox >"$folder/openbox.log" 2>&1 &
manager=$!
dbus-run-session -- "$@"
