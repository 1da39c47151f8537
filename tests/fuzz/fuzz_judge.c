/* SPDX-License-Identifier: Apache-2.0 */
/* Judging: rows of NDJSON against one agreement. Whatever the rows say, the verdicts come out, and
 * the same ones where the lines stand in the opposite order. */
#include "fuzz_feed.h"

#include "watch/judge.h"

#include <math.h>

#define JUDGED_MAX ((size_t)16 * 1024 * 1024)

struct judged {
    struct fuzz_run run;
    struct buf text; /* every verdict and event, in their order */
    enum rc rc;
};

static enum rc take(struct judged *j, enum rc rc, const struct json *v)
{
    if (rc)
        return rc;
    json_write(&j->text, v);
    buf_putc(&j->text, '\n');
    return RC_OK;
}

static enum rc take_verdict(void *context, const struct verdict *v, struct err *err)
{
    static const struct receipt receipt = {.as_of_ms = TIME_NEVER};
    struct judged *j = context;
    struct json out = {0};

    MUST(isnan(v->p) || (v->p >= 0 && v->p <= 1), "p is %g", v->p);
    return take(j, verdict_json(v, &receipt, &j->run.arena, &out, err), &out);
}

static enum rc take_event(void *context, const struct event *e, struct err *err)
{
    static const struct receipt receipt = {.as_of_ms = TIME_NEVER};
    struct judged *j = context;
    struct json out = {0};

    MUST(e->n_members > 0 && e->count.min <= e->count.max, "%u to %u", e->count.min, e->count.max);
    return take(j, event_json(e, &receipt, &j->run.arena, &out, err), &out);
}

static void judge(struct judged *j, struct span rows)
{
    static const struct judge_options options = {.wants_events = true, .wants_all = true};
    struct feed_input in = {SPAN("a"), rows};
    struct verdict_sink sink = {j, take_verdict, take_event};
    struct tally tally = {0};
    struct err err = {0};

    buf_init(&j->text, JUDGED_MAX);
    fuzz_run_open(&j->run, "ndjson", (struct span){0});
    fuzz_run_read(&j->run, &in);
    fuzz_run_close(&j->run, &in, j->run.is_refused ? 0 : 1);
    j->rc = judge_run(fuzz_model(), &j->run.docket, &options, &sink, &j->run.arena, &tally, &err);
    MUST(j->rc == RC_OK || j->rc == RC_LIMIT, "%s", err.note);
}

static void judged_release(struct judged *j)
{
    buf_release(&j->text);
    fuzz_run_release(&j->run);
}

/* The lines from the last to the first. */
static void put_backwards(struct buf *b, struct span text)
{
    while (text.n > 0) {
        size_t at = text.n;

        while (at > 0 && text.p[at - 1] != '\n')
            at--;
        buf_put(b, span_from(text, at));
        buf_putc(b, '\n');
        text.n = at == 0 ? 0 : at - 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rows = fuzz_span(data, size);
    struct judged forwards, backwards;
    struct buf reversed;

    /* a mark of the encoding belongs to the file, not to its first line */
    if (size == 0 || data[0] == 0 || data[0] >= 0x80)
        return 0;
    buf_init(&reversed, size + 2);
    put_backwards(&reversed, rows);
    judge(&forwards, rows);
    judge(&backwards, buf_span(&reversed));
    MUST(forwards.rc == backwards.rc, "one of two orders was too much");
    MUST(forwards.run.is_refused || backwards.run.is_refused ||
             span_eq(buf_span(&forwards.text), buf_span(&backwards.text)),
         "%s\nis not\n%s", forwards.text.p, backwards.text.p);
    judged_release(&forwards);
    judged_release(&backwards);
    buf_release(&reversed);
    return 0;
}
