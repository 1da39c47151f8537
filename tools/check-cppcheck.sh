#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-cppcheck.sh: cppcheck over the sources of the product, without findings.
set -eu
cd "$(dirname "$0")/.."
mkdir -p build/cppcheck
cppcheck -q -j"$(nproc)" --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
    --cppcheck-build-dir=build/cppcheck --suppress=missingIncludeSystem -Isrc src
