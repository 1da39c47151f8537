#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# count-tests.sh LOG: "passed failed skipped" of a ctest log. A cmocka program counts each of its
# tests; any other program counts as one.
set -u
awk '
function settle() {
    if (!inside) return
    if (cmocka && !bad) { passed += p; skipped += s }
    else if (bad) { failed += f > 0 ? f : 1; passed += cmocka ? p : 0; skipped += s }
    else if (skip) skipped++
    else passed++
}
/^[0-9]+\/[0-9]+ Test(ing)?: / && /Testing/ { settle(); inside = 1; cmocka = bad = skip = p = f = s = 0; next }
/^\[  PASSED  \] [0-9]+ test/ { cmocka = 1; p += $4 }
/^\[  SKIPPED \] [0-9]+ test/ { s += $4 }
/^\[  FAILED  \] [0-9]+ test/ { f += $4 }
/^Test Failed\./ { bad = 1 }
/^Test Skipped\.|^Test not run|SKIP_RETURN_CODE/ { skip = 1 }
/^Test (Timeout|Crashed)/ { bad = 1 }
END { settle(); print passed + 0, failed + 0, skipped + 0 }
' "$1"
