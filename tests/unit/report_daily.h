/* SPDX-License-Identifier: Apache-2.0 */
/* report_daily.h: daily reports for tests: the invented night of examples/kalmius, or a small pact
 * with rows of the test's own, judged and reported. */
#pragma once

#include "pact_sources.h"
#include "watch_rows.h"

#include "report/daily.h"
#include "watch/judge.h"

#define NIGHT_START "2026-10-14T07:00:00Z" /* noon in the valley */
#define NIGHT_END   "2026-10-15T07:00:00Z"

struct report_bench {
    struct pact_bench pact;
    struct rows rows;
    struct arena arena; /* of the judgement and the report */
    struct tally tally;
    struct daily_harvest harvest;
    struct phrases phrases;
    struct daily_input in;
    struct daily daily;
    bool is_made;
};

static inline struct sha256_digest hash_of(const char *text)
{
    return sha256(span_of(text));
}

/* Load a pact; rows may be added until report_judge. */
static inline void report_start(struct report_bench *b, struct span pact_text,
                                const struct made_file *made)
{
    struct err err = {0};

    memset(b, 0, sizeof(*b));
    bench_init(&b->pact, AASC_ROOT "/examples/kalmius");
    b->pact.files.made = made;
    if (bench_load(&b->pact, pact_text) != RC_OK) {
        bench_print(&b->pact);
        fail_msg("the test's own pact: %s", b->pact.err.note);
    }
    rows_start(&b->rows, NULL);
    b->rows.observe.world = (struct observe_world){.zone = b->pact.model->agreements[0].zone,
                                                   .equipment = b->pact.equipment,
                                                   .model = b->pact.model};
    arena_init(&b->arena, 1024 * MIB);
    daily_harvest_init(&b->harvest, &b->arena);
    assert_ok(phrases_read(phrases_builtin_text(), &b->arena, &b->phrases, &err));
    b->in = (struct daily_input){
        .model = b->pact.model,
        .docket = &b->rows.docket,
        .phrases = &b->phrases,
        .head = {.issuer = SPAN("Kalmius Monitoring Mission"),
                 .number = 14,
                 .audience = SPAN("PUBLIC"),
                 .label = SPAN("PUBLIC"),
                 .is_public = true,
                 .issued_at_ms = at_ms("2026-10-15T09:30:00Z"),
                 .as_known_ms = at_ms("2026-10-15T08:00:00Z"),
                 .checkpoint_size = 1234,
                 .checkpoint_root = hash_of("root"),
                 .engine = SPAN("aasc test"),
                 .drafter = SPAN("duty-officer"),
                 .approver = SPAN("chief-of-mission")},
    };
    b->in.head.pact = b->pact.model->hash;
}

static inline void report_judge(struct report_bench *b)
{
    const struct judge_options options = {.wants_events = true, .wants_states = true};
    struct verdict_sink sink = {&b->harvest, daily_harvest_verdict, daily_harvest_event};
    struct err err = {0};

    rows_close(&b->rows, TIME_NEVER);
    assert_ok(
        judge_run(b->pact.model, &b->rows.docket, &options, &sink, &b->arena, &b->tally, &err));
    b->in.events = b->harvest.events;
    b->in.n_events = b->harvest.n_events;
    b->in.verdicts = b->harvest.verdicts;
    b->in.n_verdicts = b->harvest.n_verdicts;
}

static inline void report_make(struct report_bench *b)
{
    struct err err = {0};

    if (b->is_made)
        daily_release(&b->daily);
    assert_ok(daily_make(&b->in, &b->arena, &b->daily, &err));
    b->is_made = true;
}

static inline void report_end(struct report_bench *b)
{
    if (b->is_made)
        daily_release(&b->daily);
    rows_end(&b->rows);
    arena_release(&b->arena);
    arena_release(&b->pact.arena);
}

/* Lines of NDJSON; one that the example has on purpose to be refused is left out here too. */
static inline void report_add_lines(struct report_bench *b, struct span text)
{
    struct span line;

    while ((line = span_cut(&text, '\n')).p != NULL) {
        struct err err = {0};
        struct json v;
        struct row row;

        arena_reset(&b->rows.scratch);
        if (span_trim(line).n == 0 || json_parse(line, &b->rows.scratch, &v, &err) != RC_OK)
            continue;
        if (observation_read(&b->rows.observe, &v, (struct observe_where){.row = ++b->rows.n}, &row,
                             &err) == RC_OK)
            assert_ok(docket_add(&b->rows.docket, &row, &err));
    }
}

static inline void report_night(struct report_bench *b)
{
    struct pact_bench *texts = &b->pact;
    static struct pact_bench kept; /* the pact's text outlives its model */

    arena_release(&kept.arena);
    bench_init(&kept, AASC_ROOT "/examples/kalmius");
    report_start(b, bench_read(&kept, "examples/kalmius", "kalmius.pact"), NULL);
    report_add_lines(b, bench_read(texts, "examples/kalmius", "night.ndjson"));
    b->in.period = (struct time_span){at_ms(NIGHT_START), at_ms(NIGHT_END)};
    b->in.before = (struct time_span){at_ms("2026-10-13T07:00:00Z"), at_ms(NIGHT_START)};
    report_judge(b);
}

/* All printed text of a report, block by block. */
static inline void report_text(const struct report_bench *b, struct buf *out)
{
    for (size_t i = 0; i < b->daily.doc.n_blocks; i++) {
        buf_put(out, b->daily.doc.blocks[i].text);
        buf_putc(out, '\n');
    }
}

static inline const struct sheet *report_sheet(const struct report_bench *b, const char *key)
{
    for (size_t i = 0; i < b->daily.n_sheets; i++) {
        if (strcmp(b->daily.sheets[i]->key, key) == 0)
            return b->daily.sheets[i];
    }
    return NULL;
}

/* The cell of a row in the column of that key. */
static inline struct span report_cell(const struct sheet *s, size_t row, const char *key)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        if (strcmp(s->columns[i].key, key) == 0)
            return s->cells[row * s->n_columns + i];
    }
    fail_msg("table %s has no column %s", s->key, key);
    return span_none();
}
