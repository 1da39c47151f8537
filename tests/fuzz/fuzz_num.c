/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers: what is read is what strtod reads; every double comes back from its shortest text. */
#include "fuzz.h"

#include "base/num.h"
#include "base/rational.h"

#include <math.h>
#include <string.h>

#define TEXT_MAX 4096

static void check_reading(struct span s)
{
    char text[TEXT_MAX + 1], *end = NULL;
    double v = 0, theirs;
    int64_t i;
    struct rational r;

    if (s.n > TEXT_MAX)
        return;
    if (num_parse_i64(s, &i, NULL) == RC_OK)
        MUST(num_parse_f64(s, &v, NULL) == RC_OK && v == (double)i, "an integer is no real");
    (void)rational_parse(s, &r, NULL);
    if (num_parse_f64(s, &v, NULL) != RC_OK)
        return;
    memcpy(text, s.p, s.n);
    text[s.n] = '\0';
    theirs = strtod(text, &end);
    MUST(end == text + s.n && memcmp(&theirs, &v, sizeof(v)) == 0, "%s is %a, not %a", text, theirs,
         v);
}

static void check_writing(double v)
{
    struct buf b;
    double back = 0;

    buf_init(&b, 1000);
    num_put_f64(&b, v);
    MUST(num_parse_f64(buf_span(&b), &back, NULL) == RC_OK && back == v, "%a is written %s", v,
         b.p);
    buf_clear(&b);
    num_put_fixed(&b, v, 3);
    MUST(num_parse_f64(buf_span(&b), &back, NULL) == RC_OK &&
             fabs(back - v) <= 0.0005000001 + fabs(v) * 1e-15,
         "%a is written %s", v, b.p);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double v;

    check_reading(fuzz_span(data, size));
    if (size < sizeof(v))
        return 0;
    memcpy(&v, data, sizeof(v));
    if (isfinite(v))
        check_writing(v);
    return 0;
}
