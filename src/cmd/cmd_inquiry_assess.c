/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inquiry_assess.c: `aasc inquiry assess`: what an analyst of the panel makes of exhibits,
 * first as a hash that nobody can read, then in the clear when others have bound themselves, too.
 *
 * The salt is made of the author's own signature: nobody else can guess the text from its hash, and
 * nothing secret has to be kept until it is shown. */
#include "cmd/inquiry_job.h"

enum option { ASSESS_SHOW, ASSESS_BY, ASSESS_OPTION_COUNT };

static const struct option_row options[ASSESS_OPTION_COUNT] = {
    [ASSESS_SHOW] = {"show", OPTION_FLAG, NULL, NULL,
                     "put in the clear what was bound before, from the same file"},
    [ASSESS_BY] = {"by", OPTION_TEXT, "NAME", NULL, "the member of the panel whose key signs"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage, or a file that is not as docs/formats/inquiry.md has it"},
    {STATUS_ABSENT, "no such mission, inquiry, exhibit or file"},
    {STATUS_CONFLICT, "the author is not on the panel; others have not bound themselves yet, or "
                      "have shown theirs already; the file is not the one that was bound"},
};

/* One exhibit of the file. */
struct one {
    struct act *act;
    const struct dossier *dossier;
    struct dossier_assessment checked;
    const struct dossier_exhibit *exhibit;
    struct json text; /* what is hashed, signed and later shown */
    struct sha256_digest salt;
    struct span hash; /* hexadecimal */
};

static struct span hex_of(const struct sha256_digest *d, struct arena *a, struct err *err)
{
    struct span out;
    struct buf b;

    buf_init(&b, 128);
    sha256_put_hex(&b, d);
    out = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return out;
}

static enum rc seal(struct one *o, struct err *err)
{
    struct ed25519_signature signature;
    struct sha256_digest hash;
    struct buf b;
    enum rc rc;

    buf_init(&b, ENTRY_BYTES_MAX);
    json_write(&b, &o->text);
    rc = buf_check(&b, err);
    if (!rc) {
        signature = ed25519_sign(&o->act->author->pair, buf_span(&b));
        o->salt = sha256((struct span){(const char *)signature.b, sizeof(signature.b)});
        hash = dossier_seal(&o->salt, buf_span(&b));
        o->hash = hex_of(&hash, &o->act->arena, err);
        rc = o->hash.p == NULL ? RC_LIMIT : RC_OK;
        ed25519_wipe(&signature, sizeof(signature));
    }
    buf_release(&b);
    return rc;
}

/* The members of the file's object, and what they are said of. */
static enum rc read_one(struct one *o, struct span link, const struct json_member *m,
                        struct err *err)
{
    struct arena *a = &o->act->arena;
    enum rc rc = RC_OK;

    o->text = json_object();
    o->exhibit = dossier_exhibit(o->dossier, m->name);
    if (o->exhibit == NULL)
        return err_set(err, RC_ABSENT, "%.*s: this inquiry has no such exhibit", SPAN_ARG(m->name));
    if (m->value.type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "%.*s: must be an object", SPAN_ARG(m->name));
    for (size_t i = 0; i < m->value.u.object.n && !rc; i++) {
        const struct json_member *v = &m->value.u.object.members[i];

        if (!span_is(v->name, "chances") && !span_is(v->name, "ratios") &&
            !span_is(v->name, "anyway") && !span_is(v->name, "method"))
            rc = err_set(err, RC_UNKNOWN, "%.*s: unknown member \"%.*s\"", SPAN_ARG(m->name),
                         SPAN_ARG(v->name));
        else
            rc = json_set(&o->text,
                          v->name.p[0] == 'c'   ? "chances"
                          : v->name.p[0] == 'r' ? "ratios"
                          : v->name.p[0] == 'a' ? "anyway"
                                                : "method",
                          v->value, a, err);
    }
    if (!rc)
        rc = json_set(&o->text, "inquiry", json_text(o->dossier->id_text), a, err);
    if (!rc)
        rc = json_set(&o->text, "link", json_text(link), a, err);
    if (!rc)
        rc = json_set(&o->text, "exhibit", json_text(m->name), a, err);
    if (!rc)
        rc = dossier_read_assessment(o->dossier, &o->text, &o->checked, err);
    return rc ? err_prefix(err, rc, "exhibit %.*s: ", SPAN_ARG(m->name)) : seal(o, err);
}

static bool is_about(const struct one *o, enum link l, struct span exhibit)
{
    return l == o->checked.link && span_eq(exhibit, o->exhibit->id_text);
}

/* Members of the panel who have bound themselves, and whether the author has, to this text. */
static size_t bound_by(const struct one *o, bool *own, bool *is_this)
{
    bool has[FINDING_MEMBERS_MAX] = {false};
    const struct dossier *d = o->dossier;
    size_t n = 0;

    *own = *is_this = false;
    for (size_t i = 0; i < d->n_commitments; i++) {
        const struct dossier_commitment *c = &d->commitments[i];
        size_t member = dossier_member(d, c->by);

        if (!is_about(o, c->link, c->exhibit) || member == d->n_panel)
            continue;
        n += !has[member];
        has[member] = true;
        if (!span_eq(c->by, o->act->author->name))
            continue;
        *own = true;
        *is_this |= span_eq(c->sha256, o->hash);
    }
    return n;
}

static enum rc check_bind(const struct one *o, struct err *err)
{
    const struct dossier *d = o->dossier;
    bool own, is_this;

    for (size_t i = 0; i < d->n_assessments; i++)
        if (is_about(o, d->assessments[i].link, d->assessments[i].exhibit))
            return err_set(err, RC_CONFLICT,
                           "exhibit %.*s: an assessment of it can be read already; another one "
                           "would not be independent",
                           SPAN_ARG(o->exhibit->id_text));
    (void)bound_by(o, &own, &is_this);
    return own ? err_set(err, RC_CONFLICT, "exhibit %.*s: \"%.*s\" is bound already",
                         SPAN_ARG(o->exhibit->id_text), SPAN_ARG(o->act->author->name))
               : RC_OK;
}

static enum rc check_show(const struct one *o, struct err *err)
{
    const struct dossier *d = o->dossier;
    bool own, is_this;
    size_t n = bound_by(o, &own, &is_this);

    if (!is_this)
        return err_set(err, RC_CONFLICT, "exhibit %.*s: %s", SPAN_ARG(o->exhibit->id_text),
                       own ? "this is not what was bound" : "bind it first, without --show");
    if (n < LEDGER_ANALYSTS_MIN)
        return err_set(err, RC_CONFLICT,
                       "exhibit %.*s: %zu of the panel is bound; nothing is shown before %d are",
                       SPAN_ARG(o->exhibit->id_text), n, LEDGER_ANALYSTS_MIN);
    for (size_t i = 0; i < d->n_assessments; i++)
        if (is_about(o, d->assessments[i].link, d->assessments[i].exhibit) &&
            span_eq(d->assessments[i].by, o->act->author->name))
            return err_set(err, RC_CONFLICT, "exhibit %.*s: \"%.*s\" has shown it already",
                           SPAN_ARG(o->exhibit->id_text), SPAN_ARG(o->act->author->name));
    return RC_OK;
}

static enum rc append(const struct one *o, bool is_shown, struct err *err)
{
    struct arena *a = &o->act->arena;
    struct json body = json_object();
    struct uuid id;
    struct span salt = hex_of(&o->salt, a, err);
    enum rc rc = salt.p == NULL ? RC_LIMIT
                                : inquiry_sign(o->act, o->dossier,
                                               is_shown ? "assessment" : "commitment", &body, err);

    if (!rc && is_shown) {
        rc = json_set(&body, "text", o->text, a, err);
        if (!rc)
            rc = json_set(&body, "salt", json_text(salt), a, err);
    } else if (!rc) {
        rc = json_set(&body, "sha256", json_text(o->hash), a, err);
        if (!rc)
            rc = json_set(&body, "exhibit", json_text(o->exhibit->id_text), a, err);
        if (!rc)
            rc = json_set(&body, "link", json_str(link_name(o->checked.link)), a, err);
    }
    if (!rc)
        rc = act_put(
            o->act,
            &(struct act_entry){.kind = ENTRY_INQUIRY, .body = &body, .label = o->exhibit->label},
            &id, err);
    if (!rc)
        inquiry_print(is_shown ? "assessment" : "commitment", &id);
    return rc;
}

/* All are checked before the first is appended. */
static enum rc assess_all(struct act *a, const struct dossier *d, const struct json *file,
                          bool is_shown, struct err *err)
{
    const struct json *exhibits = json_get(file, "exhibits");
    struct span link = json_get_text(file, "link");
    struct one *all;
    size_t n;
    enum rc rc = RC_OK;

    if (exhibits == NULL || exhibits->type != JSON_OBJECT || exhibits->u.object.n == 0)
        return err_set(err, RC_INPUT, "member \"exhibits\" is missing or no object");
    n = exhibits->u.object.n;
    all = arena_array(&a->arena, n, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n && !rc; i++) {
        all[i].act = a;
        all[i].dossier = d;
        rc = read_one(&all[i], link, &exhibits->u.object.members[i], err);
        if (!rc)
            rc = is_shown ? check_show(&all[i], err) : check_bind(&all[i], err);
    }
    for (size_t i = 0; i < n && !rc; i++)
        rc = append(&all[i], is_shown, err);
    return rc;
}

static enum rc assess(struct act *a, const struct command_line *line, struct err *err)
{
    const struct inquiry_view view = inquiry_view_of(a);
    struct json file;
    struct dossier d;
    enum rc rc = inquiry_load(&view, line->operands[1], &a->arena, &d, err);

    if (!rc && dossier_member(&d, a->author->name) == d.n_panel)
        rc = err_set(err, RC_CONFLICT, "\"%.*s\" is not on the panel of this inquiry",
                     SPAN_ARG(a->author->name));
    if (!rc)
        rc = inquiry_file(line->operands[2], &a->arena, &file, err);
    if (rc)
        return rc;
    rc = assess_all(a, &d, &file, command_has(line, ASSESS_SHOW), err);
    return rc ? err_prefix(err, rc, "%.200s: ", line->operands[2]) : RC_OK;
}

static int run(const struct command_line *line)
{
    return act_run(line, "inquiry assess", ASSESS_BY, assess);
}

const struct command command_inquiry_assess = {
    .noun = "inquiry",
    .verb = "assess",
    .operands = "DIR INQUIRY FILE",
    .min_operands = 3,
    .max_operands = 3,
    .summary = "say what exhibits are worth, before seeing what others say",
    .description =
        "FILE is JSON (docs/formats/inquiry.md): a link, and for each exhibit the chance of it "
        "under "
        "each hypothesis, or likelihood ratios. First it is bound: a salted hash goes on the "
        "record, "
        "which tells nobody what is in the file. When two of the panel are bound to an exhibit, "
        "each shows the same file with --show. From the first that is shown on, nobody can bind "
        "himself to that exhibit at that link any more. Only what was bound before counts.",
    .options = options,
    .n_options = ASSESS_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
