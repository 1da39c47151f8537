/* SPDX-License-Identifier: Apache-2.0 */
/* Observation rows as NDJSON: each line is taken or refused with its row and a reason. */
#include "fuzz_feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_feed("ndjson", (struct span){0}, fuzz_span(data, size));
    return 0;
}
