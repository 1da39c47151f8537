/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_key_sign.c: `aasc key make` and `aasc key sign`: a key of one's own, on one's own machine,
 * and a signature with it under what several people sign. No mission is needed for either. */
#include "cmd/command.h"
#include "cmd/source.h"
#include "record/statement.h"
#include "report/writer.h"
#include "store/keys.h"

#define ARENA_BYTES_MAX ((size_t)64 << 20)

/* ---- key make ---- */

static const struct exit_row make_exits[] = {
    {STATUS_OK, "the key is there"},
    {STATUS_USAGE, "usage, a name that cannot be one"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "FILE is there already"},
};

static const struct example_row make_examples[] = {
    {"aasc key make k.tamm.key k.tamm", "The printed public key goes into the roster."},
};

static int run_make(const struct command_line *line)
{
    struct signer_key key = {.id = 0};
    struct span public_key = {0};
    struct err err = {0};
    struct arena a;
    enum rc rc;

    arena_init(&a, ARENA_BYTES_MAX);
    rc = keys_make_file(line->operands[0], span_of(line->operands[1]), &a, &key, &err);
    if (!rc)
        rc = keys_author(&key, &a, &public_key, &err);
    signer_key_wipe(&key);
    if (!rc)
        (void)printf("public key %.*s\n", SPAN_ARG(public_key));
    arena_release(&a);
    return rc ? command_fail(rc, &err) : STATUS_OK;
}

const struct command command_key_make = {
    .noun = "key",
    .verb = "make",
    .operands = "FILE NAME",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "make a key of one's own, outside of any mission",
    .description =
        "Makes a key in FILE, readable by nobody else, and prints its public part, which "
        "goes into a roster. Whoever has FILE can sign as its owner: it stays on their "
        "machine. A key that writes into a mission is made by aasc key new.",
    .exits = make_exits,
    .n_exits = sizeof(make_exits) / sizeof(make_exits[0]),
    .examples = make_examples,
    .n_examples = sizeof(make_examples) / sizeof(make_examples[0]),
    .run = run_make,
};

/* ---- key sign ---- */

enum option { SIGN_KEY, SIGN_ORIGIN, SIGN_OPTION_COUNT };

static const struct option_row options[SIGN_OPTION_COUNT] = {
    [SIGN_KEY] = {"key", OPTION_FILE, "FILE", NULL, "the key to sign with"},
    [SIGN_ORIGIN] = {"origin", OPTION_TEXT, "NAME", NULL,
                     "the name of the mission's log that it is for; a signed FILE states it"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "printed with the signature"},
    {STATUS_USAGE, "usage; FILE is no roster, declaration or release"},
    {STATUS_ABSENT, "no such file"},
    {STATUS_CONFLICT, "signed by this key already, or for another mission; a key that others may "
                      "read"},
};

static const struct example_row examples[] = {
    {"aasc key sign roster-2.json --origin example.org/kalmius --key k.tamm.key >roster-2.signed",
     "The first of two people signs a new version of the roster."},
    {"aasc key sign roster-2.signed --key a.ozols.key >roster-2.both",
     "The second signs the same, on another machine."},
};

static const char description[] =
    "Prints FILE with a signature more: a roster (docs/formats/roster.md), which two people sign "
    "one after the other, each with a key of their own, or what a State declares "
    "(docs/formats/council.md), or a release (docs/formats/release.md). Read it first: what is "
    "signed is the text, whole, for one mission, "
    "which its origin names.\n"
    "\n"
    "FILE is the JSON, or what this command printed for somebody else. Its signatures stay as they "
    "are, and whether they count is asked when it is adopted: of the roster that is in force "
    "then.";

struct signing {
    const struct command_line *line;
    struct arena arena;
    struct signer_key key;
    struct buf out;
};

/* What others signed before, and whether this key did. */
static enum rc add_line(struct signing *s, const struct statement *st, struct span bytes,
                        struct err *err)
{
    struct span origin = command_value(s->line, SIGN_ORIGIN);
    struct buf whole;
    struct span line;

    if (origin.n > 0 && !span_eq(origin, st->origin))
        return err_set(err, RC_CONFLICT, "%s: is for \"%.*s\", not for \"%.*s\"",
                       s->line->operands[0], SPAN_ARG(st->origin), SPAN_ARG(origin));
    for (size_t i = 0; i < st->note.n_signatures; i++)
        if (st->note.signatures[i].key_id == s->key.id &&
            span_eq(st->note.signatures[i].name, s->key.name))
            return err_set(err, RC_CONFLICT, "%s: \"%.*s\" has signed it already",
                           s->line->operands[0], SPAN_ARG(s->key.name));
    buf_init(&whole, NOTE_BYTES_MAX);
    note_put_signed(&whole, st->note.text, &s->key);
    line = buf_span(&whole);
    buf_put(&s->out, bytes);
    buf_put(&s->out, line);
    buf_release(&whole);
    return buf_check(&s->out, err);
}

static enum rc sign_first(struct signing *s, struct span json, struct err *err)
{
    struct span origin = command_value(s->line, SIGN_ORIGIN);
    struct buf text;
    enum rc rc = RC_OK;

    if (origin.n == 0)
        rc = err_set(err, RC_INPUT,
                     "--origin is missing: the name of the log of the mission that it is for (the "
                     "first line of its head/checkpoint)");
    buf_init(&text, NOTE_BYTES_MAX);
    if (!rc)
        rc = statement_put_text(&text, origin, json, &s->arena, err);
    if (!rc) {
        note_put_text(&s->out, buf_span(&text));
        note_put_signed(&s->out, buf_span(&text), &s->key);
        rc = buf_check(&s->out, err);
    }
    buf_release(&text);
    return rc;
}

static enum rc sign(struct signing *s, struct err *err)
{
    const char *path = s->line->operands[0];
    struct statement st;
    struct span bytes = {0};
    struct span start;
    enum rc rc = source_read(path, NOTE_BYTES_MAX, &s->arena, &bytes, err);

    if (!rc)
        rc = keys_open_file(s->line->values[SIGN_KEY], &s->arena, &s->key, err);
    if (rc)
        return rc;
    start = span_trim(bytes);
    if (start.n > 0 && start.p[0] == '{') {
        rc = sign_first(s, bytes, err);
    } else {
        rc = statement_read(bytes, &s->arena, &st, err);
        if (!rc)
            return add_line(s, &st, bytes, err);
    }
    return rc ? err_prefix(err, rc, "%s: ", path) : RC_OK;
}

static int run(const struct command_line *line)
{
    struct signing s = {.line = line};
    struct writer out = writer_over(stdout, "standard output");
    struct err err = {0};
    enum rc rc;

    if (line->values[SIGN_KEY] == NULL) {
        (void)err_set(&err, RC_INPUT, "--key is missing: the file of the key to sign with");
        return command_usage_fault(line->command, &err);
    }
    arena_init(&s.arena, ARENA_BYTES_MAX);
    buf_init(&s.out, NOTE_BYTES_MAX);
    rc = sign(&s, &err);
    if (!rc)
        rc = writer_put(&out, buf_span(&s.out), &err);
    signer_key_wipe(&s.key);
    buf_release(&s.out);
    arena_release(&s.arena);
    return rc ? command_fail(rc, &err) : STATUS_OK;
}

const struct command command_key_sign = {
    .noun = "key",
    .verb = "sign",
    .operands = "FILE --key KEYFILE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "sign a roster, a declaration of a State, or a release",
    .description = description,
    .options = options,
    .n_options = SIGN_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
