#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-tidy.sh BUILD: clang-tidy over the sources of the product, with the checks of .clang-tidy.
set -eu
cd "$(dirname "$0")/.."
git ls-files 'src/*.c' | xargs -P2 -n4 clang-tidy-14 --quiet -p "$1" --warnings-as-errors='*' 2> >(grep -v 'warnings\? generated\|Suppressed\|Use -header-filter' >&2)
