#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-docs.sh: every path that a document names in backquotes exists, and so does every relative link.
set -eu
cd "$(dirname "$0")/.."
bad=0
for document in README.md CONTRIBUTING.md SECURITY.md CHANGELOG.md docs/ARCHITECTURE.md docs/formats/*.md docs/decisions/*.md bench/README.md examples/*/README.md; do
    [ -e "$document" ] || {
        echo "$document is missing"
        bad=1
        continue
    }
    # paths in backquotes that begin with a folder of the project and hold no pattern
    for path in $(grep -oE '`(src|tests|docs|examples|tools|bench|data|\.ci)/[A-Za-z0-9_./-]+`' "$document" | tr -d '`' | sort -u); do
        [ -e "$path" ] || {
            echo "$document: $path does not exist"
            bad=1
        }
    done
    folder=$(dirname "$document")
    for link in $(grep -oE '\]\([A-Za-z0-9_./-]+\)' "$document" | sed 's/^](//;s/)$//' | sort -u); do
        [ -e "$folder/$link" ] || {
            echo "$document: the link to $link leads nowhere"
            bad=1
        }
    done
done
exit $bad
