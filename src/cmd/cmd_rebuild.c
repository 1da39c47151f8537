/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_rebuild.c: `aasc rebuild`: what the engine said, said again and compared. */
#include "base/json.h"
#include "cmd/mission.h"

#define SCRATCH    "rebuild.making"
#define LINES_MAX  ((size_t)8 << 20)
#define READ_ARENA ((size_t)16 << 20)
#define ENGINE_NOW "aasc " AASC_VERSION

static const struct exit_row exits[] = {
    {STATUS_OK, "the same bytes and the same head; the derived tables were replaced"},
    {STATUS_FOUND, "something differs; nothing was changed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "another program writes, or the record is behind its signed head"},
};

static const struct example_row examples[] = {
    {"aasc rebuild kalmius", "Judge everything again, as it came, and compare."},
};

static const char description[] =
    "Takes what authors put on the record, batch by batch in its order, folds it again into a "
    "scratch record, and compares: each derived entry must have the same bytes, and the tree the "
    "same head. Then the tables by which entries are found (by time, place, key, term and input) "
    "are replaced by those just made, which puts right what was damaged in them.\n"
    "\n"
    "Entries are never changed. Where the engine says something else now, the first such entry is "
    "named with what it says then and now, and nothing is replaced: a verdict stays what was known "
    "and said at its time, by the engine that its receipt names.\n"
    "\n"
    "Of an entry that was erased its leaf alone is left. Verdicts that rest on it, the incidents "
    "and "
    "duties that follow from these, and what hangs on them cannot be said again: they are kept as "
    "they are, and counted. All others must come out the same.";

struct rebuilding {
    const struct command_line *line;
    struct mission m;
    struct progress bar;
    uint64_t n_entries;
};

/* ---- what differs ---- */

/* The engine that a receipt names; empty: none. */
static struct span engine_of(struct span bytes, struct arena *a)
{
    const struct json *body;
    struct json entry;

    if (json_parse(bytes, a, &entry, NULL) != RC_OK)
        return span_none();
    body = json_get(&entry, "body");
    return body == NULL ? span_none() : json_get_text(json_get(body, "receipt"), "engine");
}

static void put_was(struct buf *b, const struct store_entry *was, struct arena *a)
{
    struct span engine = engine_of(was->bytes, a);

    buf_printf(b, "entry %llu, ", (unsigned long long)was->seq);
    uuid_put(b, &was->id);
    buf_printf(b, ", %s\n", entry_kind_name(was->kind));
    if (engine.n > 0 && !span_is(engine, ENGINE_NOW)) {
        buf_puts(b, "it was made by ");
        text_put_clean(b, engine);
        buf_puts(b, ", and this is " ENGINE_NOW ": another engine may judge otherwise; the old "
                    "entries are kept\n");
    }
    buf_puts(b, "then: ");
    text_put_clean(b, was->bytes);
    buf_putc(b, '\n');
}

static enum rc print_difference(void *context, const struct desk_difference *d, struct err *err)
{
    struct rebuilding *r = context;
    struct arena a;
    struct buf b;
    enum rc rc;

    progress_end(&r->bar);
    arena_init(&a, READ_ARENA);
    buf_init(&b, LINES_MAX);
    buf_puts(&b, "differs: ");
    if (d->was != NULL)
        put_was(&b, d->was, &a);
    else
        buf_printf(&b, "entry %llu, which the record does not have\n", (unsigned long long)d->seq);
    buf_puts(&b, "now:  ");
    if (d->is != NULL)
        text_put_clean(&b, d->is->bytes);
    else
        buf_puts(&b, "nothing is said at this place");
    buf_putc(&b, '\n');
    rc = buf_check(&b, err);
    if (!rc && fwrite(b.p, 1, b.n, stdout) != b.n)
        rc = err_set(err, RC_IO, "standard output cannot be written");
    buf_release(&b);
    arena_release(&a);
    return rc;
}

static void show_step(void *context, uint64_t n_entries)
{
    struct rebuilding *r = context;

    progress_step(&r->bar, r->n_entries == 0 ? 1 : (double)n_entries / (double)r->n_entries);
}

/* ---- the command ---- */

static int print_result(const struct rebuilding *r, const struct desk_rebuilt *f)
{
    const char *folder = r->line->operands[0];

    if (!f->is_same) {
        command_say("%s: %llu derived entries are the same, then one differs; nothing was changed",
                    folder, (unsigned long long)f->n_derived);
        return STATUS_FOUND;
    }
    if (r->line->terminal.is_quiet)
        return STATUS_OK;
    (void)printf("%s: %llu entries of authors, %llu derived from them: the same bytes, the same "
                 "head; the tables were replaced\n",
                 folder, (unsigned long long)f->n_authored, (unsigned long long)f->n_derived);
    if (f->n_erased > 0)
        (void)printf(
            "%s: %llu of the entries were erased; %llu derived ones that rest on them were "
            "kept as they are, unproven\n",
            folder, (unsigned long long)f->n_erased, (unsigned long long)f->n_kept);
    return STATUS_OK;
}

static enum rc rebuild(struct rebuilding *r, struct desk_rebuilt *found, struct err *err)
{
    const struct desk_rebuild_sink sink = {
        .context = r, .differs = print_difference, .step = show_step};
    struct disk_path folder, path;
    struct merkle_head head = {0};
    struct err ignored = {0};
    enum rc rc = mission_path(&r->m, SCRATCH, &folder, err);

    if (!rc)
        rc = disk_join(folder.text, MISSION_RECORD, &path, err);
    if (!rc)
        rc = store_head(desk_store(r->m.desk), &head, err);
    if (!rc)
        rc = disk_remove_tree(folder.text, err); /* of one that was cut short */
    if (!rc)
        rc = disk_make_folder(folder.text, DISK_SECRET, err);
    if (rc)
        return rc;
    r->n_entries = head.size;
    progress_start(&r->bar, &r->line->terminal, "folding");
    rc = desk_rebuild(r->m.desk, path.text, &sink, found, err);
    progress_end(&r->bar);
    if (disk_remove_tree(folder.text, &ignored) != RC_OK)
        command_say("%s", ignored.note);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct rebuilding r; /* large; there is one per process */
    struct desk_rebuilt found = {0};
    struct err err = {0};
    enum rc rc;

    r.line = line;
    rc = mission_open(&r.m, line->operands[0], MISSION_MEND, "rebuild", line->terminal.is_quiet,
                      &err);
    if (!rc)
        rc = rebuild(&r, &found, &err);
    mission_close(&r.m);
    return rc ? mission_fail(rc, &err) : print_result(&r, &found);
}

const struct command command_rebuild = {
    .noun = "rebuild",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "judge a record again and compare, byte for byte",
    .description = description,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
