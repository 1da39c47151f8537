/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_log_reconcile.c: `aasc log reconcile`: sign on from a record that is behind its signed head.
 */
#include "base/json.h"
#include "base/num.h"
#include "cmd/mission.h"
#include "cmd/mission_files.h"

enum option { RECONCILE_GIVE_UP, RECONCILE_OPTION_COUNT };

static const struct option_row options[RECONCILE_OPTION_COUNT] = {
    [RECONCILE_GIVE_UP] = {"give-up", OPTION_TEXT, "SIZE", NULL,
                           "the size of the signed head that is given up; left out: it is only "
                           "told what would be done"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the record is signed on; the old head is kept beside the new one"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "--give-up is missing or names another size; or nothing is to be reconciled"},
};

static const struct example_row examples[] = {
    {"aasc log reconcile kalmius", "What was signed, what the record holds, what to do."},
    {"aasc log reconcile kalmius --give-up 126", "Give the head of 126 entries up."},
};

static const char description[] =
    "A record that was restored from a backup is shorter than the head that was signed last, and "
    "nothing is signed on it, so that no two histories of one log are ever told. Where the newer "
    "record can be found, put it back; that is always the better way.\n"
    "\n"
    "Where it is lost for good, this command gives the signed head up: it is kept in head/ under "
    "another name, an entry of the record states the whole of it, and the log is signed on from "
    "what is there. Entries that were acknowledged since the backup are lost; whoever holds the "
    "given-up head can show that it was signed, and the entry says why. Tell those who hold "
    "checkpoints of this log before they find out.";

static enum rc check_size(const struct command_line *line, struct desk *d, struct err *err)
{
    const struct head *head = desk_head(d);
    struct span text = command_value(line, RECONCILE_GIVE_UP);
    struct merkle_head have;
    int64_t size = -1;
    enum rc rc = store_head(desk_store(d), &have, err);

    if (rc)
        return rc;
    if (text.n == 0)
        return err_set(err, RC_CONFLICT,
                       "%s: the record holds %llu entries, and a head of %llu was signed. If the "
                       "newer record is lost for good: aasc log reconcile %s --give-up %llu",
                       line->operands[0], (unsigned long long)have.size,
                       (unsigned long long)head->at.size, line->operands[0],
                       (unsigned long long)head->at.size);
    if (num_parse_i64(text, &size, NULL) != RC_OK || size < 0 || (uint64_t)size != head->at.size)
        return err_set(err, RC_CONFLICT, "--give-up %.*s: the signed head is of %llu entries",
                       SPAN_ARG(text), (unsigned long long)head->at.size);
    return RC_OK;
}

/* {"declares":"head-given-up","given_up":"<note>","size":n} */
static enum rc make_body(struct span note, uint64_t size, struct arena *a, struct span *out,
                         struct err *err)
{
    struct json body = json_object();
    enum rc rc = json_set(&body, "declares", json_str("head-given-up"), a, err);

    if (!rc)
        rc = json_set(&body, "given_up", json_text(note), a, err);
    if (!rc)
        rc = json_set(&body, "size", json_int((int64_t)size), a, err);
    return rc ? rc : mission_text(&body, a, out, err);
}

static enum rc declare(struct mission *m, struct span note, uint64_t size, struct err *err)
{
    struct desk_result result = {0};
    int64_t now_ms = mission_now_ms();
    struct desk_batch b;
    struct entry e = {.kind = ENTRY_DECLARATION, .when = {now_ms, now_ms}, .label = m->label};
    enum rc rc;

    desk_batch_init(&b);
    rc = desk_batch_author(&b, &desk_keys(m->desk)->desk, err);
    if (!rc)
        rc = make_body(note, size, &b.arena, &e.body, err);
    if (!rc)
        rc = desk_batch_add(&b, &e, NULL, now_ms, NULL, err);
    if (!rc)
        rc = desk_append(m->desk, &b, now_ms, NULL, &result, err);
    if (!rc)
        rc = desk_seal(m->desk, now_ms, err);
    desk_batch_release(&b);
    return rc;
}

static enum rc reconcile(const struct command_line *line, struct mission *m, struct err *err)
{
    struct merkle_head have = {0};
    struct disk_path kept;
    struct span note;
    uint64_t size = desk_head(m->desk)->at.size;
    enum rc rc = RC_OK;

    if (desk_is_behind(m->desk))
        rc = check_size(line, m->desk, err);
    note = arena_copy(&m->arena, desk_head(m->desk)->note, err);
    if (!rc && note.p == NULL && desk_head(m->desk)->is_there)
        rc = RC_LIMIT;
    if (!rc)
        rc = store_head(desk_store(m->desk), &have, err);
    if (!rc)
        rc = desk_reconcile(m->desk, mission_now_ms(), &kept, err);
    if (!rc)
        rc = declare(m, note, size, err);
    if (!rc && !line->terminal.is_quiet)
        (void)printf("%s: signed on from %llu entries; the head of %llu is kept in %s\n",
                     line->operands[0], (unsigned long long)have.size, (unsigned long long)size,
                     kept.text);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct mission m; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = mission_open(&m, line->operands[0], MISSION_CARE, "log reconcile",
                              line->terminal.is_quiet, &err);

    if (!rc)
        rc = reconcile(line, &m, &err);
    mission_close(&m);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_log_reconcile = {
    .noun = "log",
    .verb = "reconcile",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "sign on from a restored record that is behind",
    .description = description,
    .options = options,
    .n_options = RECONCILE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
