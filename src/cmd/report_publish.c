/* SPDX-License-Identifier: Apache-2.0 */
/* report_publish.c: who may publish a report, and the last steps of one: entry, then files. */
#include "cmd/report_job.h"

enum rc report_check_pair(const struct report_ask *ask, struct err *err)
{
    if ((ask->drafter.n == 0) != (ask->approver.n == 0))
        return err_set(err, RC_INPUT,
                       "a report is published by two people: give --drafter and --approver, or "
                       "neither for a draft");
    if (ask->drafter.n > 0 && span_eq(ask->drafter, ask->approver))
        return err_set(err, RC_INPUT,
                       "\"%.*s\" cannot both draft and approve a report; two people must",
                       SPAN_ARG(ask->drafter));
    return RC_OK;
}

/* Where the roster names people, drafter and approver are among them and may do so. */
static enum rc check_person(const struct report_job *j, struct span name, uint32_t right,
                            struct err *err)
{
    const struct roster *r = &j->m.labels->roster;
    const struct roster_person *p = roster_person_find(r, name);
    struct reader reader;

    if (r->n_people == 0)
        return RC_OK;
    if (p == NULL)
        return err_set(err, RC_UNKNOWN, "\"%.*s\" is nobody of the mission's roster",
                       SPAN_ARG(name));
    reader = roster_person_reader(r, p);
    if (!reader_has(&reader, right, mission_now_ms()))
        return err_set(err, RC_RANGE, "\"%.*s\" may not %s reports: the roster gives no such right",
                       SPAN_ARG(name), right == RIGHT_DRAFT ? "draft" : "approve");
    return RC_OK;
}

enum rc report_check_people(const struct report_job *j, struct err *err)
{
    enum rc rc;

    if (j->ask.drafter.n == 0)
        return RC_OK;
    rc = check_person(j, j->ask.drafter, RIGHT_DRAFT, err);
    return rc ? rc : check_person(j, j->ask.approver, RIGHT_APPROVE, err);
}

/* One id for one audience: what was published stays what it is. */
static enum rc refuse_second(struct report_job *j, struct err *err)
{
    struct span body;
    struct err ignored = {0};
    enum rc rc = report_find(j, j->daily.doc.id, &body, NULL, &ignored);

    if (rc == RC_ABSENT)
        return RC_OK;
    return rc ? rc
              : err_set(err, RC_CONFLICT,
                        "%.*s is published for %.*s already and is never changed; a correction "
                        "stands in the next report, --again makes the same bytes",
                        SPAN_ARG(j->daily.doc.id), SPAN_ARG(j->ask.audience));
}

void report_say(const struct report_job *j, struct span folder, const char *what)
{
    command_say("%.*s, %s: %.*s (%zu verdicts, as of checkpoint %llu)", SPAN_ARG(j->daily.doc.id),
                what, SPAN_ARG(folder), j->in.n_verdicts, (unsigned long long)j->checkpoint.size);
}

struct span report_folder(const struct report_job *j, struct span out)
{
    return out.n > 0 ? out : j->daily.doc.id;
}

enum rc report_finish(struct report_job *j, const char *kind, struct span out, struct err *err)
{
    static struct report_files files; /* large */
    struct span folder = report_folder(j, out);
    bool is_draft = j->ask.drafter.n == 0;
    enum rc rc = report_print(j, &files, err);

    if (!rc && !is_draft)
        rc = refuse_second(j, err);
    if (!rc && !is_draft)
        rc = report_publish(j, kind, &files, err);
    if (!rc)
        rc = report_write(&files, folder.p, err);
    if (!rc)
        report_say(j, folder, is_draft ? "draft" : "published");
    report_files_release(&files);
    return rc;
}
