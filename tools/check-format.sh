#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-format.sh: every C file is as clang-format 14 lays it out.
set -eu
cd "$(dirname "$0")/.."
git ls-files -z '*.c' '*.h' | xargs -0 -r -n64 -P"$(nproc)" clang-format-14 --dry-run --Werror
