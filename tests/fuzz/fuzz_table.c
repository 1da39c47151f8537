/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of public event files (UCDP, FIRMS), told apart by their header. */
#include "fuzz_feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_feed(NULL, (struct span){0}, fuzz_span(data, size));
    return 0;
}
