/* SPDX-License-Identifier: Apache-2.0 */
/* Tables with a mapping file: the mapping is the first line of the input, the table the rest. */
#include "fuzz_feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span table = fuzz_span(data, size);
    struct span map = span_cut(&table, '\n');

    fuzz_feed("csv", map, table.p == NULL ? SPAN("") : table);
    return 0;
}
