#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-house.sh: what a script can tell of the house rules: SPDX lines, file length, where memory is
# allocated, no clock or file in the pure folders.
set -eu
cd "$(dirname "$0")/.."
bad=0
complain() {
    echo "$1"
    bad=1
}
while IFS= read -r file; do
    complain "$file: the SPDX line is missing"
done < <(git ls-files -z '*.c' '*.h' '*.sh' '*.cmake' '*CMakeLists.txt' start check .ci/run | xargs -0 awk '
    FNR == 1 { if (at != "" && !has) print at; at = FILENAME; has = 0 }
    FNR <= 3 && /SPDX-License-Identifier: Apache-2.0/ { has = 1 }
    END { if (!has) print at }')
while read -r file lines; do
    complain "$file: $lines lines; split it, 600 is the most"
done < <(git ls-files -z 'src/*.c' 'src/*.h' | xargs -0 awk '{ n[FILENAME]++ } END { for (f in n) if (n[f] > 600) print f, n[f] }')
while IFS= read -r hit; do
    complain "$hit: memory comes from an arena outside src/base"
done < <(git ls-files 'src/*.c' | grep -v '^src/base/' | xargs -r grep -nE '\b(malloc|calloc|realloc|free)\(' || true)
while IFS= read -r hit; do
    complain "$hit: folders from base to feed, but the store, do no I/O and read no clock or environment"
done < <(git ls-files "src/geo/*" "src/pact/*" "src/record/*" "src/watch/*" "src/inquiry/*" "src/council/*" "src/mission/*" "src/feed/*" |
    xargs -r grep -nE "#include <(fcntl|unistd|time|dirent|locale|sys/[a-z]+)\.h>|\b(fopen|getenv|clock_gettime|gettimeofday|getrandom|random|setlocale)\(" || true)
exit $bad
