/* SPDX-License-Identifier: Apache-2.0 */
/* judge_results.c: the judging itself and where its results go: standard output, the folder of
 * --out, the summary. */
#include "cmd/judge_job.h"

#define SUMMARY_BYTES_MAX ((size_t)4 << 20)

bool judge_prints_rows(const struct judge_job *job)
{
    return command_has(job->line, JUDGE_JSON) || command_has(job->line, JUDGE_CSV) ||
           command_has(job->line, JUDGE_GEOJSON);
}

static bool is_hidden(const struct judge_job *job, const struct verdict *v)
{
    return !command_has(job->line, JUDGE_ALL) &&
           (v->word == VERDICT_COMPLIANT || v->word == VERDICT_NOT_APPLICABLE);
}

static enum rc take_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct judge_job *job = context;
    bool hides = is_hidden(job, v);
    enum rc rc = hides ? RC_OK : findings_add(&job->findings, v, err);

    if (hides && !rc && job->has_output)
        rc = output_state(&job->output, v, err);
    if (hides)
        return rc;
    if (!rc && job->has_rows)
        rc = rows_verdict(&job->rows, v, err);
    if (!rc && job->has_output)
        rc = output_verdict(&job->output, v, err);
    return rc;
}

static enum rc take_event(void *context, const struct event *e, struct err *err)
{
    struct judge_job *job = context;
    enum rc rc = RC_OK;

    if (job->has_rows && command_has(job->line, JUDGE_EVENTS))
        rc = rows_event(&job->rows, e, err);
    if (!rc && job->has_output)
        rc = output_event(&job->output, e, err);
    return rc;
}

static enum rc open_rows(struct judge_job *job, struct err *err)
{
    if (!judge_prints_rows(job))
        return RC_OK;
    job->standard_output = writer_over(stdout, "standard output");
    job->rows = (struct rows){
        .form = command_has(job->line, JUDGE_CSV)       ? ROWS_CSV
                : command_has(job->line, JUDGE_GEOJSON) ? ROWS_GEOJSON
                                                        : ROWS_NDJSON,
        .noun = command_has(job->line, JUDGE_JSON) ? ROWS_BOTH : ROWS_VERDICTS,
        .to = &job->standard_output,
        .receipt = &job->receipt,
    };
    job->has_rows = true;
    return rows_open(&job->rows, err);
}

static enum rc run_judge(struct judge_job *job, struct err *err)
{
    struct verdict_sink sink = {.context = job, .verdict = take_verdict, .event = take_event};
    const struct judge_options options = {
        .only_term = command_value(job->line, JUDGE_ONLY),
        .only_party = command_value(job->line, JUDGE_PARTY),
        .trusts_reported = command_has(job->line, JUDGE_TRUST),
        .wants_events = job->has_output || command_has(job->line, JUDGE_EVENTS),
        .wants_all = command_has(job->line, JUDGE_ALL),
        .wants_states = job->has_output,
        .progress = progress_step,
        .progress_context = &job->progress,
    };
    enum rc rc;

    progress_start(&job->progress, &job->line->terminal, "judging");
    rc = judge_run(job->model, &job->docket, &options, &sink, &job->arena, &job->tally, err);
    progress_end(&job->progress);
    return rc;
}

/* ---- the end ---- */

static enum rc finish_output(struct judge_job *job, const struct json *summary, struct err *err)
{
    struct span *names = arena_array(&job->arena, job->n_files + 1, sizeof(*names), err);
    struct page page = {
        .model = job->model,
        .docket = &job->docket,
        .tally = &job->tally,
        .findings = &job->findings,
        .rejects = &job->rejects,
        .receipt = &job->receipt,
        .zones_version = buf_span(&job->zones_version),
        .files = names,
        .n_files = job->n_files,
        .n_read = job->n_read,
        .trusts_reported = command_has(job->line, JUDGE_TRUST),
    };

    if (names == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < job->n_files; i++)
        names[i] = job->files[i].name;
    return output_finish(&job->output, &page, summary, err);
}

static enum rc print_line(struct judge_job *job, const struct json *summary, struct err *err)
{
    struct buf line;
    enum rc rc;

    buf_init(&line, SUMMARY_BYTES_MAX);
    json_write(&line, summary);
    buf_putc(&line, '\n');
    rc = buf_check(&line, err);
    if (!rc)
        rc = writer_put(&job->standard_output, buf_span(&line), err);
    buf_release(&line);
    return rc;
}

static enum rc print_summary(struct judge_job *job, struct err *err)
{
    struct writer out = writer_over(stdout, "standard output");
    struct buf text;
    enum rc rc;

    buf_init(&text, SUMMARY_BYTES_MAX);
    summary_put(&text, job);
    rc = buf_check(&text, err);
    if (!rc)
        rc = writer_put(&out, buf_span(&text), err);
    buf_release(&text);
    return rc;
}

/* The folder first: a reader of standard output that goes away must not cost its results. */
static enum rc finish(struct judge_job *job, struct err *err)
{
    struct json summary;
    enum rc rc = tally_json(&job->tally, job->n_read, job->rejects.n, &job->arena, &summary, err);

    if (!rc)
        rc = findings_close(&job->findings, err);
    if (!rc && job->has_output)
        rc = finish_output(job, &summary, err);
    if (!rc && job->has_rows)
        rc = rows_close(&job->rows, err);
    if (!rc && command_has(job->line, JUDGE_JSON))
        rc = print_line(job, &summary, err);
    if (!rc && !job->has_rows)
        rc = print_summary(job, err);
    return rc;
}

enum rc judge_job_run(struct judge_job *job, struct err *err)
{
    enum rc rc = findings_open(&job->findings, job->model, &job->docket, &job->arena, err);

    job->has_findings = !rc;
    if (!rc)
        rc = phrases_read(phrases_builtin_text(), &job->arena, &job->phrases, err);
    job->findings.phrases = &job->phrases;
    if (!rc && job->has_output)
        rc = output_begin(&job->output, job->model, &job->docket, &job->receipt, &job->arena, err);
    if (!rc)
        rc = open_rows(job, err);
    if (!rc)
        rc = run_judge(job, err);
    return rc ? rc : finish(job, err);
}

void judge_job_close(struct judge_job *job)
{
    if (job->has_findings)
        findings_release(&job->findings);
    if (job->has_rows)
        rows_release(&job->rows);
    if (job->has_output)
        output_close(&job->output);
    for (size_t i = 0; i < job->n_files; i++)
        source_unmap(&job->files[i].map);
    buf_release(&job->zones_version);
    arena_release(&job->row_scratch);
    arena_release(&job->arena);
}
