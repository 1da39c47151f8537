/* SPDX-License-Identifier: Apache-2.0 */
/* GeoJSON features as rows: collections and sequences. */
#include "fuzz_feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_feed("geojson", (struct span){0}, fuzz_span(data, size));
    return 0;
}
