/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_person.c: `aasc person add` and `seal`: what a witness said, under a pseudonym and a key. */
#include "cmd/act.h"

#include "store/persons.h"

#include <string.h>

enum option { SEAL_ABOUT, SEAL_LABEL, SEAL_BY, SEAL_OPTION_COUNT };

static const struct option_row options[SEAL_OPTION_COUNT] = {
    [SEAL_ABOUT] = {"about", OPTION_TEXT, "ID", NULL,
                    "the entry that it belongs to, such as the observation that was told of"},
    [SEAL_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL,
                    "who may read that there is such a text; left out: that of --about, else the "
                    "mission's default"},
    [SEAL_BY] = ACT_BY_ROW,
};

static const struct exit_row add_exits[] = {
    {STATUS_OK, "there is a key now"},
    {STATUS_USAGE, "usage, or no pseudonym"},
    {STATUS_ABSENT, "no such mission"},
    {STATUS_CONFLICT, "the pseudonym has a key, or was erased; another program writes"},
};

static const struct exit_row seal_exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage, or nothing to seal"},
    {STATUS_ABSENT, "no such mission, person or entry"},
    {STATUS_CONFLICT, "another program writes, or the record is behind its signed head"},
};

static const struct example_row seal_examples[] = {
    {"aasc person seal kalmius w-017 --about ID <statement.txt", "What a witness said."},
};

/* ---- add ---- */

/* What names an erased pseudonym would drop the new key at the next opening. */
static enum rc refuse_erased(const struct act *a, struct span person, struct err *err)
{
    const struct sha256_digest hash = sealed_person_hash(person);
    struct disk_path head;
    bool is_erased = false;
    enum rc rc = mission_path(&a->m, MISSION_HEAD, &head, err);

    if (!rc)
        rc = erasures_has_person(head.text, &hash, &is_erased, err);
    if (!rc && is_erased)
        rc = err_set(err, RC_CONFLICT, "\"%.*s\" was erased: take another pseudonym",
                     SPAN_ARG(person));
    return rc;
}

static enum rc add(struct act *a, struct span person, struct err *err)
{
    struct disk_path keys;
    enum rc rc = sealed_check_person(person, err);

    if (!rc)
        rc = refuse_erased(a, person, err);
    if (!rc)
        rc = mission_path(&a->m, MISSION_KEYS, &keys, err);
    return rc ? rc : persons_add(keys.text, person, err);
}

static int run_add(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct span person = span_of(line->operands[1]);
    struct err err = {0};
    int status = STATUS_OK;
    enum rc rc =
        act_open(&a, line->operands[0], "person add", span_none(), line->terminal.is_quiet, &err);

    if (!rc)
        rc = add(&a, person, &err);
    if (rc)
        status = mission_fail(rc, &err);
    else
        (void)printf("person %.*s: a key of their own in " MISSION_KEYS "/" PERSONS_FOLDER
                     "/; no backup holds it\n",
                     SPAN_ARG(person));
    act_close(&a);
    return status;
}

/* ---- seal ---- */

static enum rc find_key(const struct act *a, struct span person, struct sealed_key *out,
                        struct err *err)
{
    struct disk_path keys;
    enum rc rc = mission_path(&a->m, MISSION_KEYS, &keys, err);

    if (!rc)
        rc = persons_key(keys.text, person, out, err);
    if (rc == RC_ABSENT)
        return err_set(err, rc,
                       "there is no key of \"%.*s\" on this node; make one: aasc person add %s "
                       "%.*s",
                       SPAN_ARG(person), a->m.folder, SPAN_ARG(person));
    return rc;
}

static enum rc make_box(struct act *a, const struct uuid *id, struct sealed_box *box,
                        struct span text, struct err *err)
{
    struct sealed_key key = {{0}};
    enum rc rc = find_key(a, box->person, &key, err);

    keys_random(box->nonce.b, sizeof(box->nonce.b));
    if (!rc)
        rc = sealed_seal(box, id, &key, text, &a->arena, err);
    ed25519_wipe(&key, sizeof(key));
    return rc;
}

/* An entry that names another opens at least that there is such a one. */
static enum rc check_covers(const struct act *a, struct span label, struct span about,
                            struct err *err)
{
    const struct label_policy *p = &a->m.labels->roster.policy;
    struct label of_text, of_entry;
    enum rc rc = label_parse(p, label, &of_text, err);

    if (!rc)
        rc = label_parse(p, about, &of_entry, err);
    return rc ? rc : label_write_check(p, &of_text, &of_entry, err);
}

/* Whom it is about, and who may read that: nobody who may not read what it belongs to. */
static enum rc set_about(struct act *a, const struct command_line *line, struct json *body,
                         struct span *label, struct err *err)
{
    struct store_entry e;
    struct span given = command_value(line, SEAL_LABEL);
    enum rc rc = RC_OK;

    *label = a->m.label;
    if (command_has(line, SEAL_ABOUT)) {
        rc = act_find(a, line->values[SEAL_ABOUT], &e, err);
        if (rc)
            return err_prefix(err, rc, "--about: ");
        *label = e.label;
        rc = json_set(body, "about", json_text(command_value(line, SEAL_ABOUT)), &a->arena, err);
    }
    if (!rc && given.n > 0) {
        const struct span about = *label;

        rc = labels_canonical(a->m.labels, given, &a->arena, label, err);
        if (!rc && command_has(line, SEAL_ABOUT))
            rc = check_covers(a, *label, about, err);
        if (rc)
            return err_prefix(err, rc, "--label: ");
    }
    return rc ? rc : json_set(body, "by", json_text(a->author->name), &a->arena, err);
}

static enum rc put(struct act *a, struct entry *e, const struct json *body, struct err *err)
{
    struct buf text;
    enum rc rc;

    buf_init(&text, ENTRY_BYTES_MAX);
    json_write(&text, body);
    rc = buf_check(&text, err);
    e->body = arena_copy(&a->arena, buf_span(&text), err);
    buf_release(&text);
    if (!rc && e->body.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        rc = intake_entry(&a->in, e, NULL, NULL, err);
    if (!rc)
        rc = intake_flush(&a->in, err);
    return rc ? rc : desk_seal(a->m.desk, mission_now_ms(), err);
}

static enum rc seal(struct act *a, const struct command_line *line, struct span text,
                    struct uuid *id, struct err *err)
{
    int64_t now_ms = mission_now_ms();
    struct sealed_box box = {.person = span_of(line->operands[1])};
    const struct sealed s = {.boxes = &box, .n = 1};
    struct entry e = {.kind = ENTRY_EXHIBIT, .when = {now_ms, now_ms}};
    struct json body = json_object();
    uint8_t random[10];
    enum rc rc = sealed_check_person(box.person, err);

    keys_random(random, sizeof(random));
    e.id = uuid7_of(now_ms, random); /* known before its bytes: the box is bound to it */
    if (!rc)
        rc = set_about(a, line, &body, &e.label, err);
    if (!rc)
        rc = make_box(a, &e.id, &box, text, err);
    if (!rc)
        rc = sealed_set(&body, &s, &a->arena, err);
    if (!rc)
        rc = put(a, &e, &body, err);
    if (!rc)
        *id = e.id;
    return rc;
}

/* Without the line end that an editor puts behind everything. */
static struct span text_of(const struct source_map *map)
{
    struct span text = map->bytes;

    if (text.n > 0 && text.p[text.n - 1] == '\n')
        text.n--;
    return text;
}

static int run_seal(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct source_map map = {.mapped = NULL};
    struct err err = {0};
    struct uuid id = {{0}};
    int status = STATUS_OK;
    enum rc rc = source_map("-", &map, &err); /* first: nobody waits for a hand at a keyboard */

    if (rc)
        return command_fail(rc, &err);
    rc = act_open(&a, line->operands[0], "person seal", command_value(line, SEAL_BY),
                  line->terminal.is_quiet, &err);
    if (!rc)
        rc = seal(&a, line, text_of(&map), &id, &err);
    if (rc)
        status = mission_fail(rc, &err);
    else
        act_print(&a, &id);
    source_unmap(&map);
    act_close(&a);
    return status;
}

/* ---- the commands ---- */

const struct command command_person_add = {
    .noun = "person",
    .verb = "add",
    .operands = "DIR PSEUDONYM",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "make the key of a witness or victim, under a pseudonym",
    .description =
        "Makes a key for one person, under which what is said about them is sealed. The pseudonym "
        "stands in the clear and must say nothing about the person: w-017. Nothing is written to "
        "the record. The key lies in keys/ and in no backup, so that the person can be erased: "
        "copy it by hand, to where it can be erased, too.",
    .exits = add_exits,
    .n_exits = sizeof(add_exits) / sizeof(add_exits[0]),
    .run = run_add,
};

const struct command command_person_seal = {
    .noun = "person",
    .verb = "seal",
    .operands = "DIR PSEUDONYM",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "put what a person is or said on the record, encrypted",
    .description =
        "Reads a text from standard input, such as a witness's name and statement, encrypts it "
        "under the person's key, and puts it on the record as an exhibit. The text is never an "
        "argument: those stand in the shell's history and in the list of processes. Nothing that "
        "the engine derives quotes it.",
    .options = options,
    .n_options = SEAL_OPTION_COUNT,
    .exits = seal_exits,
    .n_exits = sizeof(seal_exits) / sizeof(seal_exits[0]),
    .examples = seal_examples,
    .n_examples = sizeof(seal_examples) / sizeof(seal_examples[0]),
    .run = run_seal,
};
