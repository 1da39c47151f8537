#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tutorial.sh PROGRAM: every command of docs/tutorial.md, in its order, prints what stands there; a * stands for anything.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
page=$here/../../docs/tutorial.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    echo '  $ T=$ROOT/docs/tutorial K=$ROOT/examples/kalmius'
    sed -n '/^    /{ s/^    /  /; /^  \$ /!{ /\*/s/$/ (glob)/ }; p }' "$page"
} >"$work/tutorial.t"
[ "$(grep -c '^  \$ ' "$work/tutorial.t")" -gt 30 ] || {
    echo "$page: its commands are not found; they are indented by four blanks"
    exit 1
}
"$here/run.sh" "$work/tutorial.t" "$1"
