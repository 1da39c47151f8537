/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_person_show.c: `aasc person show`: what was sealed for a person, for a reader who may open
 * it. Who may not is answered as if there were no such person. */
#include "cmd/reading.h"

#include "report/writer.h"
#include "store/persons.h"

#include <string.h>

#define LINE_BYTES_MAX    ((size_t)4 << 20)
#define SCRATCH_BYTES_MAX (16 * ENTRY_BYTES_MAX)

enum option { SHOW_JSON, SHOW_AS_OF, SHOW_AS, SHOW_OPTION_COUNT };

static const struct option_row options[SHOW_OPTION_COUNT] = {
    [SHOW_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print one object a line, for other programs"},
    [SHOW_AS_OF] = READING_AS_OF_ROW,
    [SHOW_AS] = READING_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission or person, or not for this reader"},
};

struct showing {
    struct reading *r;
    struct span person;
    struct sealed_key key;
    bool has_key, is_json;
    struct arena scratch;
    struct buf out;
    uint64_t n_boxes, n_erasures;
};

/* ---- one box ---- */

static void put_head(struct showing *w, const struct store_entry *e, const struct json *about)
{
    buf_puts(&w->out, "entry ");
    uuid_put(&w->out, &e->id);
    buf_puts(&w->out, " recorded ");
    time_put_instant(&w->out, e->recorded_at_ms);
    if (about != NULL && about->type == JSON_STRING) {
        buf_puts(&w->out, " about ");
        text_put_clean(&w->out, about->u.text);
    }
    if (reading_is_superseded(w->r, e))
        buf_puts(&w->out, ", superseded");
    buf_putc(&w->out, '\n');
}

static enum rc put_json(struct showing *w, const struct store_entry *e, const struct json *about,
                        const struct buf *text, struct err *err)
{
    struct json line = json_object();
    struct buf id;
    enum rc rc;

    buf_init(&id, 64);
    uuid_put(&id, &e->id);
    rc = json_set(&line, "entry", json_text(buf_span(&id)), &w->scratch, err);
    if (!rc && about != NULL)
        rc = json_set(&line, "about", *about, &w->scratch, err);
    if (!rc)
        rc = json_set(&line, "person", json_text(w->person), &w->scratch, err);
    if (!rc && text != NULL)
        rc = json_set(&line, "text", json_text(buf_span(text)), &w->scratch, err);
    if (!rc && text == NULL)
        rc = json_set(&line, "erased", json_bool(true), &w->scratch, err);
    if (!rc)
        json_write(&w->out, &line);
    buf_putc(&w->out, '\n');
    buf_release(&id);
    return rc;
}

/* Every line of it set in, so that none can pass for one of ours. */
static void put_lines(struct buf *b, struct span text)
{
    do {
        buf_puts(b, "    ");
        text_put_clean(b, span_cut(&text, '\n'));
        buf_putc(b, '\n');
    } while (text.n > 0);
}

/* With the text that the box opens to; NULL: there is no key any more. */
static enum rc put_text(struct showing *w, const struct store_entry *e, const struct json *about,
                        const struct buf *text, struct err *err)
{
    if (w->is_json)
        return put_json(w, e, about, text, err);
    put_head(w, e, about);
    put_lines(&w->out, text == NULL ? SPAN("cannot be read: there is no key") : buf_span(text));
    return RC_OK;
}

static enum rc put_box(struct showing *w, const struct store_entry *e, const struct json *about,
                       const struct sealed_box *box, struct err *err)
{
    struct buf text;
    enum rc rc = RC_OK;

    w->n_boxes++;
    if (!w->has_key)
        return put_text(w, e, about, NULL, err);
    buf_init(&text, SEALED_TEXT_MAX + 1);
    rc = sealed_open(box, &e->id, &w->key, &text, err);
    if (!rc)
        rc = put_text(w, e, about, &text, err);
    if (text.p != NULL)
        ed25519_wipe(text.p, text.n);
    buf_release(&text);
    return rc;
}

/* ---- what stands on the record ---- */

static enum rc read_body(struct showing *w, const struct store_entry *e, struct json *out,
                         struct err *err)
{
    struct entry read;
    enum rc rc = entry_read(e->bytes, &w->scratch, &read, err);

    return rc ? rc : json_parse(read.body, &w->scratch, out, err);
}

static enum rc take_exhibit(void *to, const struct store_entry *e, struct err *err)
{
    struct showing *w = to;
    struct sealed s = {.n = 0};
    struct json body;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    rc = read_body(w, e, &body, err);
    if (!rc && sealed_read(&body, &w->scratch, &s, NULL) != RC_OK)
        s.n = 0; /* somebody else's form of exhibit */
    for (size_t i = 0; i < s.n && !rc; i++)
        if (span_eq(s.boxes[i].person, w->person))
            rc = put_box(w, e, json_get(&body, "about"), &s.boxes[i], err);
    arena_reset(&w->scratch);
    return rc;
}

static bool names_person(const struct json *body, struct span person)
{
    const struct sha256_digest hash = sealed_person_hash(person);
    const struct json *named = json_get(body, "person");
    struct buf hex;
    bool is_named;

    buf_init(&hex, 128);
    sha256_put_hex(&hex, &hash);
    is_named =
        named != NULL && named->type == JSON_STRING && span_eq(named->u.text, buf_span(&hex));
    buf_release(&hex);
    return is_named;
}

static enum rc take_erasure(void *to, const struct store_entry *e, struct err *err)
{
    struct showing *w = to;
    struct json body;
    enum rc rc = read_body(w, e, &body, err);

    if (!rc && names_person(&body, w->person)) {
        w->n_erasures++;
        if (w->is_json) {
            rc = put_json(w, e, NULL, NULL, err);
        } else {
            buf_printf(&w->out, "%.*s was erased: entry ", SPAN_ARG(w->person));
            uuid_put(&w->out, &e->id);
            buf_puts(&w->out, " recorded ");
            time_put_instant(&w->out, e->recorded_at_ms);
            buf_putc(&w->out, '\n');
        }
    }
    arena_reset(&w->scratch);
    return rc;
}

static enum rc look(struct showing *w, enum entry_kind kind, uint64_t below_seq,
                    enum rc (*take)(void *to, const struct store_entry *e, struct err *err),
                    struct err *err)
{
    const struct store_entry_query q = {
        .below_seq = below_seq, .kinds = 1U << kind, .visible = w->r->who.visible};

    return store_entries(desk_store(w->r->m.desk), &q, take, w, err);
}

/* ---- the command ---- */

/* In the same words for what is not there and what is not for this reader. */
static enum rc refuse(const struct showing *w, struct err *err)
{
    return err_set(err, RC_ABSENT, "there is no person \"%.*s\" here, or not for this reader",
                   SPAN_ARG(w->person));
}

static enum rc open_key(struct showing *w, struct err *err)
{
    struct disk_path keys;
    enum rc rc = mission_path(&w->r->m, MISSION_KEYS, &keys, err);

    if (!rc)
        rc = persons_key(keys.text, w->person, &w->key, err);
    w->has_key = rc == RC_OK;
    if (rc == RC_ABSENT) {
        err->note[0] = '\0';
        rc = RC_OK;
    }
    return rc;
}

static enum rc show(struct showing *w, struct err *err)
{
    enum rc rc = sealed_check_person(w->person, err);

    if (rc)
        return rc;
    if (!reader_has(&w->r->who.reader, RIGHT_SEE | RIGHT_PERSON, mission_now_ms()))
        return refuse(w, err);
    rc = open_key(w, err);
    if (!rc) /* that somebody was erased is told whatever --as-of says: the key is gone now */
        rc = look(w, ENTRY_ERASURE, UINT64_MAX, take_erasure, err);
    if (!rc)
        rc = look(w, ENTRY_EXHIBIT, w->r->below_seq, take_exhibit, err);
    if (rc || w->n_boxes + w->n_erasures > 0)
        return rc;
    if (!w->r->who.reader.is_mission || !w->has_key)
        return refuse(w, err);
    if (!w->is_json)
        buf_printf(&w->out, "nothing is sealed for %.*s\n", SPAN_ARG(w->person));
    return RC_OK;
}

static int run(const struct command_line *line)
{
    static struct reading r; /* large; there is one per process */
    struct showing w = {
        .r = &r, .person = span_of(line->operands[1]), .is_json = command_has(line, SHOW_JSON)};
    struct writer out = writer_over(stdout, "standard output");
    struct err err = {0};
    int status = STATUS_OK;
    enum rc rc;

    arena_init(&w.scratch, SCRATCH_BYTES_MAX);
    buf_init(&w.out, LINE_BYTES_MAX);
    rc = reading_open(&r, line, SHOW_AS_OF, SHOW_AS, &err);
    if (!rc)
        rc = show(&w, &err);
    if (!rc)
        rc = buf_check(&w.out, &err);
    if (!rc)
        rc = writer_put(&out, buf_span(&w.out), &err);
    if (rc)
        status = mission_fail(rc, &err);
    ed25519_wipe(&w.key, sizeof(w.key));
    if (w.out.p != NULL)
        ed25519_wipe(w.out.p, w.out.n);
    buf_release(&w.out);
    arena_release(&w.scratch);
    reading_close(&r);
    return status;
}

const struct command command_person_show = {
    .noun = "person",
    .verb = "show",
    .operands = "DIR PSEUDONYM",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "print what was sealed for a person",
    .description =
        "Prints the texts that were sealed for a person and that the reader may see. Where the "
        "mission has a roster, --as needs the right person. Of somebody who was erased it tells "
        "when, and nothing else. What the reader may not see and what is not there give the same "
        "answer.",
    .options = options,
    .n_options = SHOW_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
