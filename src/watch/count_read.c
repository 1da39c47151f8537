/* SPDX-License-Identifier: Apache-2.0 */
/* count_read.c: how many, as observers say it: 4, 4 to 6, about 30, at least 8, nobody knows. */
#include "watch/reading.h"

#include <math.h>

static enum rc whole(const struct json *v, uint32_t *out, struct err *err)
{
    double x;

    if (!json_number(v, &x))
        return err_set(err, RC_INPUT, "must be a whole number, not %s", json_type_name(v->type));
    if (x != floor(x))
        return err_set(err, RC_INPUT, "%.10g is no whole number", x);
    if (x < 0 || x > (double)COUNT_STATED_MAX)
        return err_set(err, RC_RANGE, "%.10g lies outside 0 to %lld", x, COUNT_STATED_MAX);
    *out = (uint32_t)x;
    return RC_OK;
}

static enum rc count_between(const struct json *v, struct count *out, struct err *err)
{
    const struct json *min = reading_get(v, "min"), *max = json_get(v, "max");
    enum rc rc;

    if (min == NULL || max == NULL)
        return err_set(err, RC_INPUT, "{\"min\", \"max\"} needs both; an open maximum is null");
    rc = whole(min, &out->min, err);
    if (rc)
        return err_prefix(err, rc, "min: ");
    out->max = COUNT_INFINITE;
    if (max->type != JSON_NULL)
        rc = whole(max, &out->max, err);
    if (rc)
        return err_prefix(err, rc, "max: ");
    if (out->max < out->min)
        return err_set(err, RC_RANGE, "the maximum %u lies below the minimum %u", out->max,
                       out->min);
    out->recorded = out->min;
    return RC_OK;
}

/* About n: a fifth more or less, rounded towards n. */
static enum rc count_about(const struct json *v, struct count *out, struct err *err)
{
    uint32_t n = 0;
    enum rc rc = whole(v, &n, err);

    if (rc)
        return err_prefix(err, rc, "about: ");
    out->min = (uint32_t)(((uint64_t)n * 8 + 9) / 10);
    out->max = (uint32_t)((uint64_t)n * 12 / 10);
    out->recorded = n;
    return RC_OK;
}

static enum rc count_at_least(const struct json *v, struct count *out, struct err *err)
{
    enum rc rc = whole(v, &out->min, err);

    if (rc)
        return err_prefix(err, rc, "at_least: ");
    out->max = COUNT_INFINITE;
    out->recorded = out->min;
    return RC_OK;
}

static enum rc count_unknown(const struct json *v, struct count *out, struct err *err)
{
    if (v->type != JSON_TRUE)
        return err_set(err, RC_INPUT, "unknown: must be true");
    *out = (struct count){1, COUNT_INFINITE, 1};
    return RC_OK;
}

enum rc reading_count(const struct json *v, struct count *out, struct err *err)
{
    static const char *const names[] = {"min", "max", "about", "at_least", "unknown", NULL};
    const struct json *about = reading_get(v, "about"), *least = reading_get(v, "at_least");
    const struct json *unknown = reading_get(v, "unknown");
    bool is_between = json_get(v, "min") != NULL || json_get(v, "max") != NULL;
    struct count found = {0};
    enum rc rc;

    if (v->type != JSON_OBJECT) {
        rc = whole(v, &found.min, err);
        found.max = found.recorded = found.min;
        goto out;
    }
    rc = reading_only(v, names, "a count", err);
    if (rc)
        return rc;
    if ((about != NULL) + (least != NULL) + (unknown != NULL) + is_between != 1)
        return err_set(err, RC_INPUT,
                       "a count is 4, {\"min\":4,\"max\":6}, {\"about\":30}, "
                       "{\"at_least\":8} or {\"unknown\":true}");
    if (about != NULL)
        rc = count_about(about, &found, err);
    else if (least != NULL)
        rc = count_at_least(least, &found, err);
    else if (unknown != NULL)
        rc = count_unknown(unknown, &found, err);
    else
        rc = count_between(v, &found, err);
out:
    if (rc == RC_OK)
        *out = found;
    return rc;
}
