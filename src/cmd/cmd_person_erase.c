/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_person_erase.c: `aasc person erase`: the key of a person goes, and the entries that are
 * wholly theirs; the log stays whole. What is named here is dropped by the store
 * (store/erasures.h). */
#include "cmd/act.h"

#include "store/persons.h"

#include <string.h>

#define SCRATCH_BYTES_MAX (16 * ENTRY_BYTES_MAX)

enum option { ERASE_REASON, ERASE_KEEP, ERASE_BY, ERASE_OPTION_COUNT };

static const struct option_row options[ERASE_OPTION_COUNT] = {
    [ERASE_REASON] = {"reason", OPTION_TEXT, "TEXT", NULL,
                      "why, in words that say nothing about the person; required"},
    [ERASE_KEEP] = {"keep-file", OPTION_FLAG, NULL, NULL,
                    "keep the imported files that an ENTRY came from"},
    [ERASE_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the person is erased, and the record says so"},
    {STATUS_USAGE, "usage, or an entry that cannot be erased"},
    {STATUS_ABSENT, "no such mission, person or entry"},
    {STATUS_CONFLICT, "erased already; the roster does not let the author; another program writes"},
};

static const struct example_row examples[] = {
    {"aasc person erase kalmius w-017 --by eva --reason \"asked for it\"",
     "Forget what a witness said."},
};

/* An entry that is wholly the person's. */
struct theirs {
    struct uuid id;
    struct span label;
    bool has_file;
    struct sha256_digest file;
};

struct erasing {
    struct act *a;
    struct span person;
    struct theirs *items;
    size_t n, cap;
    struct arena scratch;
};

static enum rc take(struct erasing *x, const struct theirs *one, struct err *err)
{
    struct theirs *items = arena_grow(&x->a->arena, x->items, x->n, &x->cap, sizeof(*items), err);

    if (items == NULL)
        return RC_LIMIT;
    x->items = items;
    for (size_t i = 0; i < x->n; i++)
        if (uuid_cmp(&items[i].id, &one->id) == 0)
            return RC_OK;
    items[x->n] = *one;
    items[x->n].label = arena_copy(&x->a->arena, one->label, err);
    if (items[x->n].label.p == NULL)
        return RC_LIMIT;
    x->n++;
    return RC_OK;
}

/* ---- what is theirs ---- */

static bool is_wholly(const struct sealed *s, struct span person)
{
    for (size_t i = 0; i < s->n; i++)
        if (!span_eq(s->boxes[i].person, person))
            return false;
    return s->n > 0;
}

static enum rc take_exhibit(void *to, const struct store_entry *e, struct err *err)
{
    struct erasing *x = to;
    const struct theirs one = {.id = e->id, .label = e->label};
    struct entry read;
    struct json body;
    struct sealed s = {.n = 0};
    enum rc rc = RC_OK;

    if (e->is_erased)
        return RC_OK;
    rc = entry_read(e->bytes, &x->scratch, &read, err);
    if (!rc)
        rc = json_parse(read.body, &x->scratch, &body, err);
    if (!rc && sealed_read(&body, &x->scratch, &s, NULL) == RC_OK && is_wholly(&s, x->person))
        rc = take(x, &one, err);
    arena_reset(&x->scratch);
    return rc;
}

static enum rc find_exhibits(struct erasing *x, struct err *err)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_EXHIBIT};

    return store_entries(desk_store(x->a->m.desk), &q, take_exhibit, x, err);
}

/* One that somebody names: a row in whose text the person stands in the clear. */
static enum rc take_named(struct erasing *x, const char *id, bool keeps_file, struct err *err)
{
    struct theirs one = {.has_file = false};
    struct store_batch batch = {.has_blob = false};
    struct store_entry e;
    enum rc rc = act_find(x->a, id, &e, err);

    if (rc)
        return rc;
    if (e.kind != ENTRY_OBSERVATION && e.kind != ENTRY_EXHIBIT)
        return err_set(err, RC_INPUT,
                       "%.60s: this entry is no row that came in and no exhibit: its kind is %s",
                       id, entry_kind_name(e.kind));
    if (e.is_erased)
        return err_set(err, RC_CONFLICT, "%.60s: this entry was erased", id);
    rc = store_batch_of(desk_store(x->a->m.desk), e.seq, &batch, err);
    if (rc)
        return rc;
    one.id = e.id;
    one.label = e.label;
    one.has_file = batch.has_blob && !keeps_file;
    one.file = batch.blob;
    return take(x, &one, err);
}

static enum rc check_known(const struct erasing *x, const struct sha256_digest *hash,
                           struct err *err)
{
    struct disk_path keys, head;
    bool is_erased = false;
    enum rc rc = mission_path(&x->a->m, MISSION_KEYS, &keys, err);

    if (!rc)
        rc = mission_path(&x->a->m, MISSION_HEAD, &head, err);
    if (rc || x->n > 0 || persons_has(keys.text, hash))
        return rc;
    rc = erasures_has_person(head.text, hash, &is_erased, err);
    if (rc)
        return rc;
    return is_erased
               ? err_set(err, RC_CONFLICT, "\"%.*s\" was erased already", SPAN_ARG(x->person))
               : err_set(err, RC_ABSENT, "there is no person \"%.*s\" here", SPAN_ARG(x->person));
}

/* ---- the entries that say so ---- */

static enum rc push_text(struct json *list, struct buf *text, struct arena *a, struct err *err)
{
    struct span kept = arena_copy(a, buf_span(text), err);

    buf_clear(text);
    return kept.p == NULL ? RC_LIMIT : json_push(list, json_text(kept), a, err);
}

/* Ids and files of one label: ids of another would tell its readers that there are such entries. */
static enum rc set_lists(const struct erasing *x, struct span label, struct json *body,
                         struct err *err)
{
    struct json entries = json_array(), files = json_array();
    struct arena *a = &x->a->arena;
    struct buf text;
    enum rc rc = RC_OK;

    buf_init(&text, 128);
    for (size_t i = 0; i < x->n && !rc; i++) {
        if (!span_eq(x->items[i].label, label))
            continue;
        uuid_put(&text, &x->items[i].id);
        rc = push_text(&entries, &text, a, err);
        if (rc || !x->items[i].has_file)
            continue;
        sha256_put_hex(&text, &x->items[i].file);
        rc = push_text(&files, &text, a, err);
    }
    buf_release(&text);
    if (!rc && entries.u.array.n > 0)
        rc = json_set(body, "entries", entries, a, err);
    if (!rc && files.u.array.n > 0)
        rc = json_set(body, "files", files, a, err);
    return rc;
}

static enum rc set_rest(const struct erasing *x, const struct sha256_digest *hash,
                        struct span reason, struct json *body, struct err *err)
{
    struct arena *a = &x->a->arena;
    struct span hex;
    struct buf text;
    enum rc rc = json_set(body, "by", json_text(x->a->author->name), a, err);

    if (!rc)
        rc = json_set(body, "reason", json_text(reason), a, err);
    buf_init(&text, 128);
    sha256_put_hex(&text, hash);
    hex = arena_copy(a, buf_span(&text), err);
    buf_release(&text);
    if (rc || hex.p == NULL)
        return rc ? rc : RC_LIMIT;
    return json_set(body, "person", json_text(hex), a, err);
}

static enum rc say(struct erasing *x, struct span label, struct span reason, struct err *err)
{
    const struct sha256_digest hash = sealed_person_hash(x->person);
    int64_t now_ms = mission_now_ms();
    struct entry e = {.kind = ENTRY_ERASURE, .when = {now_ms, now_ms}, .label = label};
    struct json body = json_object();
    struct buf text;
    enum rc rc = set_lists(x, label, &body, err);

    if (!rc)
        rc = set_rest(x, &hash, reason, &body, err);
    if (rc)
        return rc;
    buf_init(&text, ENTRY_BYTES_MAX);
    json_write(&text, &body);
    rc = buf_check(&text, err);
    e.body = arena_copy(&x->a->arena, buf_span(&text), err);
    buf_release(&text);
    if (!rc && e.body.p == NULL)
        rc = RC_LIMIT;
    return rc ? rc : intake_entry(&x->a->in, &e, NULL, NULL, err);
}

/* One for each label, all in one step. */
static enum rc say_all(struct erasing *x, struct span reason, struct err *err)
{
    enum rc rc = x->n == 0 ? say(x, x->a->m.label, reason, err) : RC_OK;

    for (size_t i = 0; i < x->n && !rc; i++) {
        bool is_first = true;

        for (size_t k = 0; k < i && is_first; k++)
            is_first = !span_eq(x->items[k].label, x->items[i].label);
        if (is_first)
            rc = say(x, x->items[i].label, reason, err);
    }
    if (!rc)
        rc = intake_flush(&x->a->in, err);
    return rc ? rc : desk_seal(x->a->m.desk, mission_now_ms(), err);
}

/* ---- the command ---- */

static enum rc erase(struct erasing *x, const struct command_line *line, struct erasures_count *out,
                     struct err *err)
{
    struct sha256_digest hash;
    enum rc rc = sealed_check_person(x->person, err);

    if (!rc)
        rc = act_check_right(x->a, RIGHT_APPROVE, "erase a person", err);
    if (rc)
        return rc;
    hash = sealed_person_hash(x->person);
    rc = find_exhibits(x, err);
    if (!rc)
        rc = check_known(x, &hash, err);
    for (size_t i = 2; i < line->n_operands && !rc; i++)
        rc = take_named(x, line->operands[i], command_has(line, ERASE_KEEP), err);
    if (!rc)
        rc = say_all(x, command_value(line, ERASE_REASON), err);
    return rc ? rc : desk_erase(x->a->m.desk, out, err);
}

static int run(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct erasing x = {.a = &a, .person = span_of(line->operands[1])};
    struct erasures_count n = {0};
    struct err err = {0};
    int status = STATUS_OK;
    enum rc rc = RC_OK;

    if (command_value(line, ERASE_REASON).n == 0) {
        (void)err_set(&err, RC_INPUT, "--reason is missing: why the person is to be erased");
        return command_usage_fault(line->command, &err);
    }
    arena_init(&x.scratch, SCRATCH_BYTES_MAX);
    rc = act_open(&a, line->operands[0], "person erase", command_value(line, ERASE_BY),
                  line->terminal.is_quiet, &err);
    if (!rc)
        rc = erase(&x, line, &n, &err);
    if (rc)
        status = mission_fail(rc, &err);
    else
        (void)printf("erased: %llu key, %llu entries, %llu files\n", (unsigned long long)n.n_keys,
                     (unsigned long long)n.n_entries, (unsigned long long)n.n_files);
    act_close(&a);
    arena_release(&x.scratch);
    return status;
}

const struct command command_person_erase = {
    .noun = "person",
    .verb = "erase",
    .operands = "DIR PSEUDONYM [ENTRY…]",
    .min_operands = 2,
    .max_operands = SIZE_MAX,
    .summary = "forget a person: drop the key and what is wholly theirs",
    .description =
        "Drops the person's key, so that nothing that was sealed for them can be read again, and "
        "the bytes and salts of the entries that are wholly theirs: what was sealed for them "
        "alone, and each ENTRY that is named, with the imported file that it came from. Entries on "
        "the record say so, naming a hash and ids. Leaves stay, so that the log still verifies; "
        "verdicts that rest on an erased row stay as they are.\n"
        "\n"
        "It is done again whenever the mission is opened for writing, so that a restored backup "
        "brings nothing back. Copies of keys/ that somebody made cannot be called back.",
    .options = options,
    .n_options = ERASE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
