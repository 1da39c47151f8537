/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inquiry_origin.c: `aasc inquiry origin`: from where something was fired, as a density, and in
 * whose ground that lies by a line of the agreement as it stood then. */
#include "cmd/inquiry_place.h"
#include "geo/mgrs.h"
#include "report/map_density.h"
#include "report/writer.h"

#define TEXT_BYTES_MAX ((size_t)1 << 20)
#define MGRS_DIGITS    2 /* cells of 1 km: finer ones would promise too much */

enum option { ORIGIN_JSON, ORIGIN_MAP, ORIGIN_AS_OF, ORIGIN_AS, ORIGIN_OPTION_COUNT };

static const struct option_row options[ORIGIN_OPTION_COUNT] = {
    [ORIGIN_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print one JSON object"},
    [ORIGIN_MAP] = {"map", OPTION_FILE, "FILE", NULL,
                    "a map of the density as SVG; a file that is there is not replaced"},
    [ORIGIN_AS_OF] = READING_AS_OF_ROW,
    [ORIGIN_AS] = READING_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a file that is not as docs/formats/inquiry.md has it, no such line"},
    {STATUS_ABSENT, "no such mission or file; nothing bounds how far it is; a reach that the table "
                    "of equipment does not have"},
    {STATUS_DENIED, "the map could not be written"},
    {STATUS_CONFLICT, "the pieces contradict each other; the map's file is there already"},
};

/* ---- output ---- */

static void put_words(struct buf *b, const struct inquiry_place *s)
{
    const struct origin *o = &s->origin;

    for (size_t i = 0; i < s->ask.n; i++) {
        text_put_clean(b, s->ask.pieces[i].exhibit);
        buf_printf(b, ": %.*s\n", (int)s->ask.words[i].n, s->ask.words[i].p);
    }
    buf_puts(b, "densest in ");
    mgrs_put(b, o->best, MGRS_DIGITS);
    buf_printf(b,
               "; half of the probability within %.3g km², nine tenths within %.3g km²; the piece "
               "that fits worst there is %.1f standard deviations off\n",
               o->half_km2, o->nine_tenths_km2, o->misfit_sigma);
    buf_printf(b, "ground held by %.*s at that time: %.3f\n",
               SPAN_ARG(inquiry_place_party(s, true)), s->left);
    buf_printf(b, "ground held by %.*s at that time: %.3f\n",
               SPAN_ARG(inquiry_place_party(s, false)), 1 - s->left);
    buf_printf(
        b, "by line %.*s, version %.*s, ± %.0f m; whose ground it was says nothing of who fired\n",
        SPAN_ARG(s->agreement->lines[s->line].id), SPAN_ARG(s->held.version), s->held.accuracy_m);
}

static enum rc put_held(const struct inquiry_place *j, struct json *out, struct arena *a,
                        struct err *err)
{
    struct json list = json_array();
    enum rc rc = RC_OK;

    for (int k = 0; k < 2 && !rc; k++) {
        struct json one = json_object();

        rc = json_set(&one, "party", json_text(inquiry_place_party(j, k == 0)), a, err);
        if (!rc)
            rc = json_set(&one, "p", json_real(k == 0 ? j->left : 1 - j->left), a, err);
        if (!rc)
            rc = json_push(&list, one, a, err);
    }
    return rc ? rc : json_set(out, "held_by", list, a, err);
}

static enum rc put_json(struct buf *b, const struct inquiry_place *j, struct arena *a,
                        struct err *err)
{
    const struct origin *o = &j->origin;
    const struct pact_line *l = &j->agreement->lines[j->line];
    struct json out = json_object(), words = json_array();
    enum rc rc = put_held(j, &out, a, err);

    for (size_t i = 0; i < j->ask.n && !rc; i++)
        rc = json_push(&words, json_text(j->ask.words[i]), a, err);
    if (!rc)
        rc = json_set(&out, "pieces", words, a, err);
    if (!rc)
        rc = json_set(&out, "best_lat", json_real(o->best.lat_deg), a, err);
    if (!rc)
        rc = json_set(&out, "best_lon", json_real(o->best.lon_deg), a, err);
    if (!rc)
        rc = json_set(&out, "half_km2", json_real(o->half_km2), a, err);
    if (!rc)
        rc = json_set(&out, "nine_tenths_km2", json_real(o->nine_tenths_km2), a, err);
    if (!rc)
        rc = json_set(&out, "misfit_sigma", json_real(o->misfit_sigma), a, err);
    if (!rc)
        rc = json_set(&out, "line", json_text(l->id), a, err);
    if (!rc)
        rc = json_set(&out, "line_version", json_text(j->held.version), a, err);
    if (!rc)
        rc = json_set(&out, "line_sigma_m", json_real(j->held.accuracy_m), a, err);
    if (rc)
        return rc;
    json_write(b, &out);
    buf_putc(b, '\n');
    return RC_OK;
}

static enum rc write_map(const struct reading *r, const struct inquiry_place *j, const char *path,
                         struct err *err)
{
    struct density_map map;
    struct drawing drawing;
    struct buf words, svg;
    FILE *f = NULL;
    enum rc rc;

    buf_init(&words, 1024);
    buf_init(&svg, SVG_BYTES_MAX);
    density_map_plan(&map, &j->origin, &r->m.model);
    density_map_put_words(&words, &j->origin);
    drawing = density_map_drawing(&map);
    rc = svg_put(&svg, &drawing, "o", buf_span(&words), err);
    if (!rc) {
        f = fopen(path, "wx");
        if (f == NULL)
            rc = err_set(err, RC_CONFLICT, "%.200s: is there already, or cannot be written", path);
    }
    if (f != NULL) {
        struct writer out = writer_over(f, "the map");

        rc = writer_put(&out, buf_span(&svg), err);
        if (fclose(f) != 0 && !rc)
            rc = err_set(err, RC_IO, "%.200s: could not be written", path);
    }
    buf_release(&svg);
    buf_release(&words);
    return rc;
}

/* ---- the command ---- */

static enum rc work(struct reading *r, struct inquiry_place *place, struct err *err)
{
    const struct command_line *line = r->line;
    struct writer out = writer_over(stdout, "standard output");
    struct buf b;
    enum rc rc = inquiry_place(r, line->operands[1], place, err);

    if (!rc && command_has(line, ORIGIN_MAP))
        rc = write_map(r, place, line->values[ORIGIN_MAP], err);
    if (rc)
        return rc;
    buf_init(&b, TEXT_BYTES_MAX);
    if (command_has(line, ORIGIN_JSON))
        rc = put_json(&b, place, &r->arena, err);
    else
        put_words(&b, place);
    if (!rc)
        rc = buf_check(&b, err);
    if (!rc)
        rc = writer_put(&out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct reading r; /* large; there is one per process */
    static struct inquiry_place place;
    struct err err = {0};
    enum rc rc = reading_open(&r, line, ORIGIN_AS_OF, ORIGIN_AS, &err);

    if (!rc)
        rc = work(&r, &place, &err);
    reading_close(&r);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_inquiry_origin = {
    .noun = "inquiry",
    .verb = "origin",
    .operands = "DIR FILE",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "say from where something was fired, and in whose ground that lies",
    .description =
        "FILE is JSON (docs/formats/inquiry.md): the impact, the time, and pieces: bearings from "
        "craters in a stated unit, from a stated north, to the gun or of flight; the reach of a "
        "weapon of the table of equipment; sound; a place that was seen. They give one density, "
        "even in distance before any evidence, and the probability that it lies on either side of "
        "a line of the agreement as it stood then, with the line's own error. What is converted is "
        "said; what contradicts itself is refused. Nothing is written to the record: keep the "
        "output "
        "as an exhibit.",
    .options = options,
    .n_options = ORIGIN_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
