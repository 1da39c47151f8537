/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_waive.c: `aasc council waive`: a waiver, signed where the delegate's key is; and how
 * `aasc council take` puts it on the record. */
#include "cmd/council_case.h"
#include "cmd/inquiry_job.h"
#include "cmd/mission_files.h"
#include "cmd/waiver.h"
#include "council/response.h"
#include "report/writer.h"

/* ---- signing ---- */

enum {
    WAIVE_INQUIRY,
    WAIVE_LINK,
    WAIVE_FINDING,
    WAIVE_MEMBER,
    WAIVE_KEYS,
    WAIVE_BY,
    WAIVE_OUT,
    WAIVE_OPTION_COUNT
};

#define ARENA_BYTES_MAX ((size_t)16 << 20)

static enum rc read_options(const struct command_line *line, struct response_waiver *out,
                            struct err *err)
{
    struct uuid id;
    enum rc rc;

    for (unsigned i = 0; i < WAIVE_OUT; i++)
        if (i != WAIVE_LINK && !command_has(line, i))
            return err_set(err, RC_INPUT, "--%s is missing", line->command->options[i].name);
    *out = (struct response_waiver){.member = command_value(line, WAIVE_MEMBER),
                                    .inquiry = command_value(line, WAIVE_INQUIRY),
                                    .hypothesis = command_value(line, WAIVE_FINDING),
                                    .link = LINK_RESPONSIBILITY};
    rc = uuid_read(out->inquiry, &id, err);
    if (rc)
        return err_prefix(err, rc, "--inquiry: ");
    return command_has(line, WAIVE_LINK)
               ? link_find(command_value(line, WAIVE_LINK), &out->link, err)
               : RC_OK;
}

static enum rc sign(const struct command_line *line, const struct response_waiver *w,
                    struct arena *a, struct buf *note, struct err *err)
{
    struct signer_key key;
    struct response_waiver again;
    struct buf text;
    enum rc rc =
        keys_open_author(line->values[WAIVE_KEYS], command_value(line, WAIVE_BY), a, &key, err);

    if (rc)
        return rc;
    buf_init(&text, WAIVER_BYTES_MAX);
    waiver_put_text(&text, w);
    rc = note_check_text(buf_span(&text), err);
    if (!rc)
        rc = waiver_read_text(buf_span(&text), &again, err);
    if (!rc) {
        note_put_text(note, buf_span(&text));
        note_put_signed(note, buf_span(&text), &key);
        rc = buf_check(note, err);
    }
    signer_key_wipe(&key);
    if (!rc && !line->terminal.is_quiet) {
        (void)fputs("signed:\n", stderr);
        (void)fwrite(text.p, 1, text.n, stderr);
    }
    buf_release(&text);
    return rc;
}

static int run(const struct command_line *line)
{
    struct writer out = writer_over(stdout, "standard output");
    struct response_waiver w;
    struct err err = {0};
    struct arena a;
    struct buf note;
    enum rc rc = read_options(line, &w, &err);

    if (rc)
        return command_usage_fault(line->command, &err);
    arena_init(&a, ARENA_BYTES_MAX);
    buf_init(&note, WAIVER_BYTES_MAX * 2);
    rc = sign(line, &w, &a, &note, &err);
    if (!rc)
        rc = command_has(line, WAIVE_OUT)
                 ? council_put_file(line->values[WAIVE_OUT], buf_span(&note), &err)
                 : writer_put(&out, buf_span(&note), &err);
    buf_release(&note);
    arena_release(&a);
    return rc ? command_fail(rc, &err) : STATUS_OK;
}

static const struct option_row options[WAIVE_OPTION_COUNT] = {
    [WAIVE_INQUIRY] = {"inquiry", OPTION_TEXT, "ID", NULL, "the inquiry"},
    [WAIVE_LINK] = {"link", OPTION_TEXT, "LINK", NULL,
                    "of the finding: origin, perpetrator, party; left out: responsibility"},
    [WAIVE_FINDING] = {"finding", OPTION_TEXT, "HYPOTHESIS", NULL, "what was found"},
    [WAIVE_MEMBER] = {"member", OPTION_TEXT, "MEMBER", NULL, "who waives"},
    [WAIVE_KEYS] = {"keys", OPTION_FOLDER, "FOLDER", NULL, "the folder that holds the key"},
    [WAIVE_BY] = {"by", OPTION_TEXT, "NAME", NULL, "whose key signs"},
    [WAIVE_OUT] = {"out", OPTION_FILE, "FILE", NULL,
                   "where it goes; standard output where not given"},
};
static const struct exit_row exits[] = {
    {STATUS_OK, "the waiver is signed"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such key"},
    {STATUS_CONFLICT, "the file is there already"},
};

const struct command command_council_waive = {
    .noun = "council",
    .verb = "waive",
    .operands = "",
    .min_operands = 0,
    .max_operands = 0,
    .summary = "sign a waiver on the delegate's own machine",
    .description =
        "A step of a ladder that asks for a finding is judged on the exhibits that every eligible "
        "voter may read. A member may waive that for one finding by this signed statement: it "
        "decides without seeing the rest. No mission is needed; aasc council take takes it.",
    .options = options,
    .n_options = WAIVE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};

/* ---- taking ---- */

/* One of the people who vote for that member signed this very text. */
static enum rc check_signed(const struct act *a, const struct note *n,
                            const struct response_waiver *w, struct err *err)
{
    const struct roster *r = &a->m.labels->roster;

    for (size_t i = 0; i < r->n_people; i++) {
        const struct roster_person *p = &r->people[i];
        struct reader reader = roster_person_reader(r, p);

        if (!span_is(w->member, label_policy_word(&r->policy, LABEL_MEMBER, p->member)) ||
            !reader_has(&reader, RIGHT_VOTE, mission_now_ms()))
            continue;
        for (size_t k = 0; k < p->n_keys; k++) {
            struct verifier_key key = verifier_key_of(p->id, KEY_ED25519, &p->keys[k]);
            struct note_verdict v;

            if (note_verify(n, &key, 1, &v, NULL) == RC_OK)
                return RC_OK;
        }
    }
    return err_set(err, RC_CONFLICT, "nobody whom the roster lets vote for %.*s has signed it",
                   SPAN_ARG(w->member));
}

static enum rc find_inquiry(struct act *a, const struct response_waiver *w, struct dossier *d,
                            struct err *err)
{
    const struct inquiry_view view = inquiry_view_of(a);
    struct span id = arena_copy(&a->arena, w->inquiry, err);
    enum rc rc = id.p == NULL ? RC_LIMIT : inquiry_load(&view, id.p, &a->arena, d, err);

    if (rc)
        return rc;
    if (hypothesis_find(d->sets[w->link].items, d->sets[w->link].n, w->hypothesis) ==
        d->sets[w->link].n)
        return err_set(err, RC_ABSENT, "%.*s is no hypothesis of the link %s",
                       SPAN_ARG(w->hypothesis), link_name(w->link));
    return RC_OK;
}

/* Whether the same is on the record. */
struct seeking {
    const struct response_waiver *w;
    bool is_there;
};

static bool is_same(const struct json *body, const struct response_waiver *w)
{
    return span_is(json_get_text(body, "declares"), DECLARES_WAIVER) &&
           span_eq(json_get_text(body, "member"), w->member) &&
           span_eq(json_get_text(body, "inquiry"), w->inquiry) &&
           span_is(json_get_text(body, "link"), link_name(w->link)) &&
           span_eq(json_get_text(body, "hypothesis"), w->hypothesis);
}

static enum rc compare(void *to, const struct store_entry *e, struct err *err)
{
    struct seeking *s = to;
    struct arena scratch;
    struct entry read;
    struct json body;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    arena_init(&scratch, ARENA_BYTES_MAX);
    rc = mission_read_body(e, &scratch, &read, &body, err);
    s->is_there = s->is_there || (!rc && is_same(&body, s->w));
    arena_release(&scratch);
    return rc;
}

/* A second one would say nothing, and look like two. */
static enum rc check_new(struct act *a, const struct response_waiver *w, struct err *err)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_DECLARATION};
    struct seeking s = {.w = w};
    enum rc rc = store_entries(desk_store(a->m.desk), &q, compare, &s, err);

    if (!rc && s.is_there)
        rc = err_set(err, RC_CONFLICT, "%.*s has waived that already", SPAN_ARG(w->member));
    return rc;
}

static enum rc fill(struct act *a, const struct response_waiver *w, struct span note,
                    struct json *body, struct err *err)
{
    const struct {
        const char *name;
        struct span text;
    } members[] = {
        {"declares", SPAN(DECLARES_WAIVER)},
        {"inquiry", w->inquiry},
        {"link", span_of(link_name(w->link))},
        {"hypothesis", w->hypothesis},
        {"member", w->member},
        {"signed", note},
    };
    enum rc rc = RC_OK;

    *body = json_object();
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !rc; i++)
        rc = json_set(body, members[i].name, json_text(members[i].text), &a->arena, err);
    return rc;
}

enum rc waiver_take(struct act *a, struct span bytes, struct err *err)
{
    static struct dossier d; /* large; there is one per process */
    struct act_entry e = {.kind = ENTRY_DECLARATION, .n_inputs = 1};
    struct response_waiver w;
    struct json body;
    struct note note;
    struct uuid id;
    enum rc rc = note_parse(bytes, &a->arena, &note, err);

    if (!rc)
        rc = waiver_read_text(note.text, &w, err);
    if (!rc)
        rc = check_signed(a, &note, &w, err);
    if (!rc)
        rc = find_inquiry(a, &w, &d, err);
    if (!rc)
        rc = check_new(a, &w, err);
    if (!rc)
        rc = fill(a, &w, bytes, &body, err);
    if (rc)
        return rc;
    e.body = &body;
    e.label = d.label;
    e.inputs = &d.id;
    rc = act_put(a, &e, &id, err);
    if (!rc)
        inquiry_print("waiver", &id);
    return rc;
}
