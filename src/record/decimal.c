/* SPDX-License-Identifier: Apache-2.0 */
#include "record/decimal.h"

enum rc decimal_read(struct span text, uint64_t max, uint64_t *out, struct err *err)
{
    uint64_t v = 0;

    if (text.n == 0 || (text.n > 1 && text.p[0] == '0'))
        return err_set(err, RC_INPUT, "\"%.*s\" is not a decimal number without leading zeros",
                       SPAN_ARG(text));
    for (size_t i = 0; i < text.n; i++) {
        uint64_t digit = (uint64_t)((unsigned char)text.p[i]) - '0';

        if (digit > 9)
            return err_set(err, RC_INPUT, "\"%.*s\" is not a decimal number without leading zeros",
                           SPAN_ARG(text));
        if (v > (max - digit) / 10 || digit > max)
            return err_set(err, RC_RANGE, "%.*s is more than %llu", SPAN_ARG(text),
                           (unsigned long long)max);
        v = v * 10 + digit;
    }
    *out = v;
    return RC_OK;
}
