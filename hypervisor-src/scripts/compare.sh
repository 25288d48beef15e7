#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# compare.sh OUT CPU GUEST: bare and under nVMX, both must pass and print the
# same.
set -eu
out=$1 cpu=$2 guest=$3
here=$(dirname "$0")
sh "$here/run-bare.sh" "$@" || bare=failed
sh "$here/run.sh" "$@" || l0=failed
diff -u "$out/run/$cpu-$guest-bare/com1.txt" "$out/run/$cpu-$guest-l0/com2.txt"
[ -z "${bare-}${l0-}" ] || { echo "compare: the guest did not pass"; exit 1; }
echo "compare: $guest on $cpu: bare and under nVMX are identical"
