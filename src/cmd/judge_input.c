/* SPDX-License-Identifier: Apache-2.0 */
/* judge_input.c: everything that a run reads: the pact, the tables beside it, the data files. */
#include "cmd/judge_job.h"

#include <string.h>

#define ARENA_BYTES_MAX   ((size_t)16 << 30)
#define SCRATCH_BYTES_MAX ((size_t)256 << 20)
#define TABLE_BYTES_MAX   ((size_t)512 << 20) /* a gazetteer, a mapping */
#define DIAGS_BYTES_MAX   ((size_t)1 << 20)
#define REJECTS_PRINTED   5
#define STRANGERS_PRINTED 5

/* ---- settings ---- */

static enum rc open_pact(struct judge_job *job, struct err *err)
{
    const char *path = job->line->operands[0];
    enum rc rc =
        load_pact(path, job->line->values[JUDGE_EQUIPMENT], &job->arena, &job->loaded, err);
    struct buf messages;

    buf_init(&messages, DIAGS_BYTES_MAX);
    load_put_diags(&messages, path, &job->loaded);
    if (messages.n > 0 && (rc || !job->line->terminal.is_quiet))
        (void)fputs(messages.p, stderr);
    if (rc && messages.n > 0)
        err->note[0] = '\0';
    buf_release(&messages);
    if (rc)
        return rc;
    job->model = pact_model(job->loaded.pact);
    return RC_OK;
}

static enum rc open_zone(struct judge_job *job, struct err *err)
{
    if (!command_has(job->line, JUDGE_ZONE)) {
        job->zone = pact_home_zone(job->model);
        return RC_OK;
    }
    return load_zone(command_value(job->line, JUDGE_ZONE), &job->arena, &job->zone, err);
}

static enum rc open_as_of(struct judge_job *job, struct err *err)
{
    struct time_span when;
    enum rc rc;

    job->as_of_ms = TIME_NEVER;
    if (!command_has(job->line, JUDGE_AS_OF))
        return RC_OK;
    rc = zone_read_span(pact_home_zone(job->model), command_value(job->line, JUDGE_AS_OF), &when,
                        NULL, err);
    if (rc)
        return err_prefix(err, rc, "--as-of: ");
    job->as_of_ms = when.t1_ms;
    return RC_OK;
}

static enum rc open_gazetteer(struct judge_job *job, struct err *err)
{
    const char *path = job->line->values[JUDGE_GAZETTEER];
    struct span text;
    enum rc rc;

    if (path == NULL)
        return RC_OK;
    rc = source_read(path, TABLE_BYTES_MAX, &job->arena, &text, err);
    if (rc)
        return rc;
    rc = gazetteer_read(text, &job->arena, &job->gazetteer, err);
    return rc ? err_prefix(err, rc, "%s: ", path) : RC_OK;
}

static enum rc open_format(struct judge_job *job, struct err *err)
{
    const char *map = job->line->values[JUDGE_MAP];
    enum rc rc = RC_OK;

    job->zones = source_zones();
    job->settings.zones = &job->zones;
    if (command_has(job->line, JUDGE_FORMAT))
        rc = feed_format_find(command_value(job->line, JUDGE_FORMAT), &job->settings.format, err);
    if (rc || map == NULL)
        return rc;
    job->settings.map_name = span_of(map);
    return source_read(map, TABLE_BYTES_MAX, &job->arena, &job->settings.map, err);
}

/* "undetermined" and "both" are no parties, but verdicts may be about them. */
static enum rc check_party(const struct judge_job *job, struct err *err)
{
    struct span party = command_value(job->line, JUDGE_PARTY);
    struct parties all;
    const char *near = NULL;
    const char *words[PARTIES_MAX + 4];

    if (party.n == 0)
        return RC_OK;
    parties_init(&all, job->model);
    for (uint32_t i = 0; i + 1 < all.n; i++) {
        struct span word = arena_copy((struct arena *)&job->arena, all.id[i], err);

        if (span_eq(all.id[i], party))
            return RC_OK;
        if (word.p == NULL)
            return RC_LIMIT;
        words[i] = word.p;
    }
    words[all.n - 1] = NULL;
    near = span_nearest(party, words);
    if (near != NULL)
        return err_set(err, RC_UNKNOWN, "--party %.60s: no such party; did you mean %s?", party.p,
                       near);
    return err_set(err, RC_UNKNOWN, "--party %.60s: the agreement has no such party", party.p);
}

static void open_receipt(struct judge_job *job)
{
    job->receipt = (struct receipt){
        .engine = SPAN("aasc " AASC_VERSION),
        .pact = job->model->hash,
        .as_of_ms = job->as_of_ms,
    };
    buf_init(&job->zones_version, 64);
    source_zones_version(&job->zones_version);
}

enum rc judge_job_open(struct judge_job *job, const struct command_line *line, struct err *err)
{
    enum rc rc;

    *job = (struct judge_job){.line = line};
    arena_init(&job->arena, ARENA_BYTES_MAX);
    arena_init(&job->row_scratch, SCRATCH_BYTES_MAX);
    rc = open_pact(job, err);
    if (!rc)
        rc = open_zone(job, err);
    if (!rc)
        rc = open_as_of(job, err);
    if (!rc)
        rc = open_format(job, err);
    if (!rc)
        rc = open_gazetteer(job, err);
    if (!rc)
        rc = check_party(job, err);
    if (rc)
        return rc;
    open_receipt(job);
    if (command_has(line, JUDGE_OUT)) {
        job->has_output = true;
        rc = output_open(&job->output, line->values[JUDGE_OUT], err);
    }
    return rc ? rc : rejects_open(&job->rejects, job->output.rejects, &job->arena, err);
}

/* ---- rejects ---- */

/* The summary names the first ones itself; where rows are printed instead, they are named here. */
static void say_reject(const struct judge_job *job, const struct reject *r)
{
    struct buf text;

    if (job->line->terminal.is_quiet || job->rejects.n > REJECTS_PRINTED || !judge_prints_rows(job))
        return;
    buf_init(&text, DIAGS_BYTES_MAX);
    reject_put(&text, r);
    command_say("%.*s:%u: %s", SPAN_ARG(r->file), r->row, text.p);
    buf_release(&text);
}

static void take_reject(void *context, const struct feed_reject *from)
{
    struct judge_job *job = context;
    const struct reject r = {.file = from->file,
                             .row = from->row,
                             .column = from->column,
                             .reason = span_of(from->reason)};

    if (job->sink_rc)
        return;
    job->sink_rc = rejects_add(&job->rejects, &r, from->raw, &job->sink_err);
    progress_end(&job->progress);
    say_reject(job, &r);
}

/* A file that cannot be read at all is one reject without a row: the other files are judged. */
static enum rc refuse_file(struct judge_job *job, struct span name, const struct err *why,
                           struct err *err)
{
    struct reject r = {.file = name, .reason = span_of(why->note)};

    if (span_starts(r.reason, name)) /* the note names it already */
        r.reason = span_trim(span_from(r.reason, name.n + 1));
    progress_end(&job->progress);
    command_say("%s", why->note);
    return rejects_add(&job->rejects, &r, (struct span){0}, err);
}

/* ---- data files ---- */

static void take_progress(void *context, double share)
{
    struct judge_job *job = context;
    double file = (double)job->files[job->n_files - 1].map.bytes.n;

    progress_step(&job->progress,
                  ((double)job->bytes_before + share * file) / (double)(job->bytes_all + 1));
}

/* The same bytes again change nothing, not even the list of what was refused. */
static bool is_repeated(const struct judge_job *job, const struct judge_file *f)
{
    for (size_t i = 0; i < job->n_files; i++) {
        const struct source_map *other = &job->files[i].map;

        if (other->bytes.n == f->map.bytes.n && f->map.bytes.n > 0 &&
            memcmp(other->bytes.p, f->map.bytes.p, f->map.bytes.n) == 0)
            return true;
    }
    return false;
}

static enum rc feed_file(struct judge_job *job, struct observe *o, struct err *err)
{
    const struct judge_file *f = &job->files[job->n_files - 1];
    const struct feed_input in = {.name = f->name, .bytes = f->map.bytes};
    const struct feed_sink sink = {
        .context = job, .reject = take_reject, .progress = take_progress};
    struct err why = {0};
    enum rc rc = feed_read(&in, &job->settings, o, &job->docket, &sink, &job->total, &why);

    if (job->sink_rc) {
        *err = job->sink_err;
        return job->sink_rc;
    }
    if (rc == RC_LIMIT)
        return err_set(err, rc, "%s", why.note);
    return rc ? refuse_file(job, f->name, &why, err) : RC_OK;
}

static enum rc take_file(struct judge_job *job, const char *path, struct observe *o,
                         struct err *err)
{
    struct judge_file f = {.name = strcmp(path, "-") == 0 ? SPAN("standard input") : span_of(path)};
    struct err why = {0};
    enum rc rc = source_map(path, &f.map, &why);

    if (rc)
        return refuse_file(job, f.name, &why, err);
    if (is_repeated(job, &f)) {
        if (!job->line->terminal.is_quiet)
            command_say("%s: the same as a file before it; taken once", path);
        source_unmap(&f.map);
        return RC_OK;
    }
    job->files[job->n_files++] = f;
    rc = feed_file(job, o, err);
    job->bytes_before += f.map.bytes.n;
    return rc;
}

/* Sizes are only for the progress bar: what cannot be looked at counts nothing. */
static uint64_t bytes_of_all(const struct command_line *line)
{
    uint64_t n = 0;

    for (size_t i = 1; i < line->n_operands; i++)
        n += source_size(line->operands[i]);
    return n;
}

static void report_conflicts(struct judge_job *job)
{
    const struct feed_sink sink = {.context = job, .reject = take_reject};
    struct feed_input *inputs = arena_array(&job->arena, job->n_files, sizeof(*inputs), NULL);

    if (inputs == NULL)
        return;
    for (size_t i = 0; i < job->n_files; i++)
        inputs[i] = (struct feed_input){job->files[i].name, job->files[i].map.bytes};
    feed_report_conflicts(&job->docket, inputs, job->n_files, &sink, &job->total);
}

static enum rc take_files(struct judge_job *job, struct observe *o, struct err *err)
{
    const struct command_line *line = job->line;
    enum rc rc = RC_OK;

    job->files = arena_array(&job->arena, line->n_operands, sizeof(*job->files), err);
    if (job->files == NULL)
        return RC_LIMIT;
    job->bytes_all = bytes_of_all(line);
    progress_start(&job->progress, &line->terminal, "reading");
    for (size_t i = 1; i < line->n_operands && !rc; i++)
        rc = take_file(job, line->operands[i], o, err);
    progress_end(&job->progress);
    return rc;
}

/* The party that somebody may have meant; empty: the agreements know the name, or none is near. */
static struct span meant_party(const struct pact_model *m, struct span name)
{
    size_t least = name.n / 3 + 2;
    struct span best = span_none();

    for (size_t g = 0; g < m->n_agreements; g++)
        for (size_t i = 0; i < m->agreements[g].n_parties; i++) {
            struct span id = m->agreements[g].parties[i].id;
            bool is_same_but_case = span_eq_nocase(name, id);
            size_t d = is_same_but_case ? 0 : span_edit_distance(name, id);

            if (span_eq(name, id))
                return span_none();
            if (d < least && d < id.n) {
                least = d;
                best = id;
            }
        }
    return best;
}

static bool is_among(struct span word, const struct span *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (span_eq(word, words[i]))
            return true;
    return false;
}

/* What a misspelt party did would be judged by no term, without a word. */
static void say_strangers(const struct judge_job *job)
{
    struct span said[STRANGERS_PRINTED];
    size_t n = 0;

    for (size_t i = 0; i < job->docket.n_observations && n < STRANGERS_PRINTED; i++) {
        struct actor a = job->docket.observations[i].actor;
        struct span meant;

        if (a.form != ACTOR_PARTY || is_among(a.party, said, n))
            continue;
        meant = meant_party(job->model, a.party);
        if (meant.n == 0)
            continue;
        said[n++] = a.party;
        command_say(
            "party \"%.*s\" is in no agreement, so no term binds it; did you mean \"%.*s\"?",
            SPAN_ARG(a.party), SPAN_ARG(meant));
    }
}

enum rc judge_job_read(struct judge_job *job, struct err *err)
{
    const struct observe_world world = {.zone = job->zone,
                                        .equipment = job->loaded.equipment,
                                        .gazetteer = job->gazetteer,
                                        .model = job->model};
    struct observe o;
    enum rc rc = docket_open(&job->docket, &job->arena, err);

    if (rc)
        return rc;
    observe_init(&o, &world, &job->arena, &job->row_scratch);
    rc = take_files(job, &o, err);
    observe_release(&o);
    if (!rc)
        rc = docket_close(&job->docket, job->as_of_ms, err);
    if (!rc)
        report_conflicts(job);
    if (!rc && !job->line->terminal.is_quiet)
        say_strangers(job);
    if (!rc && job->sink_rc) {
        *err = job->sink_err;
        rc = job->sink_rc;
    }
    job->n_read = job->docket.n_read;
    return rc;
}
