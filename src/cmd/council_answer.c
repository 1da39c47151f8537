/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/council_answer.h"

#include "report/writer.h"

#define ANSWER_BYTES_MAX ((size_t)16 << 20)

static enum rc read_at(struct council_answer *q, struct span text, struct err *err)
{
    enum rc rc;

    q->at_ms = q->r.as_of_ms == TIME_NEVER ? mission_now_ms() / MS_PER_S * MS_PER_S : q->r.as_of_ms;
    if (text.n == 0)
        return RC_OK;
    rc = time_parse_instant(text, &q->at_ms, err);
    return rc ? err_prefix(err, rc, "--at: ") : RC_OK;
}

static enum rc answer(struct council_answer *q, const struct command_line *line,
                      const struct council_question *question, struct err *err)
{
    struct council_view v;
    enum rc rc = reading_open(&q->r, line, question->as_of, question->as, err);

    if (rc)
        return rc;
    rc = read_at(q, command_value(line, question->at), err);
    v = council_view_as(&q->r);
    v.at_ms = q->at_ms;
    if (!rc)
        rc = council_room_read(&v, command_value(line, question->charter), &q->r.arena, &q->room,
                               err);
    if (!rc)
        rc = question->work(q, err);
    return rc ? rc : buf_check(&q->b, err);
}

int council_answer(const struct command_line *line, const struct council_question *question)
{
    static struct council_answer q; /* large; there is one per process */
    struct writer out = writer_over(stdout, "standard output");
    struct err err = {0};
    enum rc rc;

    buf_init(&q.b, ANSWER_BYTES_MAX);
    q.wants_json = command_has(line, question->json);
    rc = answer(&q, line, question, &err);
    if (!rc)
        rc = writer_put(&out, buf_span(&q.b), &err);
    if (rc)
        q.status = mission_fail(rc, &err);
    buf_release(&q.b);
    reading_close(&q.r);
    return q.status;
}

enum rc council_put_json(struct council_answer *q, const struct json *o, struct err *err)
{
    json_write(&q->b, o);
    buf_putc(&q->b, '\n');
    return buf_check(&q->b, err);
}

enum rc council_set_instant(struct json *o, const char *name, int64_t at_ms, struct arena *a,
                            struct err *err)
{
    struct span text = SPAN("");
    struct buf b;

    if (at_ms > TIME_ALWAYS && at_ms < TIME_MAX_MS) {
        buf_init(&b, 64);
        time_put_instant(&b, at_ms);
        text = arena_copy(a, buf_span(&b), err);
        buf_release(&b);
    }
    return text.p == NULL ? RC_LIMIT : json_set(o, name, json_text(text), a, err);
}
