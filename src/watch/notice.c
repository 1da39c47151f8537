/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/notice.h"

#include "watch/apart.h"

static bool holds_command(const struct notification *n)
{
    return n->command.n > 0;
}

static bool holds_personnel(const struct notification *n)
{
    return n->has_personnel;
}

static bool holds_items(const struct notification *n)
{
    return n->n_items > 0;
}

static bool holds_area(const struct notification *n)
{
    return n->area.form != PLACE_NONE;
}

static bool holds_time(const struct notification *n)
{
    return n->has_span;
}

/* Words of `content` that a row can be asked for; others are left to its `complete`. */
static const struct {
    const char *word;
    bool (*holds)(const struct notification *n);
} contents[] = {
    {"command", holds_command},    {"commander", holds_command}, {"personnel", holds_personnel},
    {"strength", holds_personnel}, {"troops", holds_personnel},  {"items", holds_items},
    {"equipment", holds_items},    {"weapons", holds_items},     {"area", holds_area},
    {"location", holds_area},      {"place", holds_area},        {"for", holds_time},
    {"interval", holds_time},      {"period", holds_time},       {"dates", holds_time},
    {"time", holds_time},
};

static const char *lacks(const struct pact_notification *t, const struct notification *n)
{
    for (size_t i = 0; i < t->n_content; i++)
        for (size_t k = 0; k < sizeof(contents) / sizeof(contents[0]); k++)
            if (span_is(t->content[i], contents[k].word) && !contents[k].holds(n))
                return contents[k].word;
    return n->complete ? NULL : "complete";
}

static bool is_by_one_of(const struct term_run *run, const struct notification *n,
                         const struct activity *const *parts, size_t n_parts)
{
    bool is_anybodys = false;

    for (size_t i = 0; i < n_parts; i++) {
        if (span_eq(parts[i]->by, n->by))
            return true;
        is_anybodys = is_anybodys || parts[i]->by.n == 0;
    }
    return is_anybodys && pact_term_binds(run->term, pact_party_find(run->agreement, n->by));
}

static bool is_of_command(const struct notification *n, const struct activity *const *parts,
                          size_t n_parts)
{
    for (size_t i = 0; i < n_parts; i++)
        if (n->command.n == 0 || parts[i]->command.n == 0 || span_eq(n->command, parts[i]->command))
            return true;
    return false;
}

static bool is_near(struct term_run *run, const struct notification *n,
                    const struct activity *const *parts, size_t n_parts)
{
    for (size_t i = 0; i < n_parts; i++)
        if (n->area.form == PLACE_NONE ||
            apart_within(run, &n->area, &parts[i]->place, parts[i]->when.t0_ms,
                         run->term->u.notification.aggregate_m) != PACT_NO)
            return true;
    return false;
}

static bool is_about(struct term_run *run, const struct notification *n,
                     const struct activity *const *parts, size_t n_parts)
{
    struct time_span s = exercise_span(parts, n_parts);

    if (!span_eq(n->about, run->term->u.notification.activity) ||
        !is_by_one_of(run, n, parts, n_parts) || !is_of_command(n, parts, n_parts))
        return false;
    if (n->has_span && (n->span.t0_ms > s.t1_ms || n->span.t1_ms < s.t0_ms))
        return false;
    if (!n->has_span && n->received_at_ms > s.t1_ms)
        return false;
    return is_near(run, n, parts, n_parts);
}

static struct notice weigh(const struct term_run *run, const struct notification *n,
                           int64_t start_ms, bool is_alert)
{
    const struct pact_notification *t = &run->term->u.notification;
    struct notice out = {.row = n,
                         .days = zone_date(run->agreement->zone, start_ms) -
                                 zone_date(run->agreement->zone, n->received_at_ms),
                         .elapsed_ms = start_ms - n->received_at_ms,
                         .lacks = lacks(t, n)};
    bool is_in_time = is_alert              ? out.elapsed_ms >= 0
                      : t->notice_days >= 0 ? out.days >= t->notice_days
                                            : out.elapsed_ms >= t->notice_ms;

    if (t->notice_days >= 0 && !is_alert)
        is_in_time = is_in_time && out.elapsed_ms >= 0; /* 0 days: still before the start */
    if (out.lacks != NULL)
        out.state = NOTICE_INCOMPLETE;
    else
        out.state = is_in_time ? NOTICE_GOOD : NOTICE_LATE;
    return out;
}

struct notice notice_of(struct term_run *run, const struct activity *const *parts, size_t n,
                        bool is_alert)
{
    const struct docket *d = run->docket;
    struct notice best = {.state = NOTICE_MISSING};
    int64_t start_ms = exercise_span(parts, n).t0_ms;

    for (size_t i = 0; i < d->n_notifications; i++) {
        struct notice found;

        if (!is_about(run, &d->notifications[i], parts, n))
            continue;
        found = weigh(run, &d->notifications[i], start_ms, is_alert);
        if (best.row == NULL || found.state > best.state ||
            (found.state == best.state && found.elapsed_ms > best.elapsed_ms))
            best = found;
    }
    return best;
}
