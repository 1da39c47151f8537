/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/inquiry_place.h"

#include "cmd/inquiry_job.h"
#include "cmd/mission_rows.h"

static bool has_sides(const struct pact_line *l)
{
    return l->left != PACT_NONE && l->right != PACT_NONE;
}

static enum rc find_line(const struct pact_model *model, struct span name,
                         struct inquiry_place *out, struct err *err)
{
    size_t n = 0;

    for (size_t i = 0; i < model->n_agreements; i++)
        for (uint32_t k = 0; k < model->agreements[i].n_lines; k++) {
            const struct pact_line *l = &model->agreements[i].lines[k];

            if (!has_sides(l) || (name.n > 0 && !span_eq(l->id, name)))
                continue;
            out->agreement = &model->agreements[i];
            out->line = k;
            n++;
        }
    if (n == 1)
        return RC_OK;
    if (n == 0)
        return err_set(err, RC_UNKNOWN, "no line %.*s%swith a party on either side is agreed",
                       SPAN_ARG(name), name.n > 0 ? " " : "");
    return err_set(err, RC_INPUT, "several lines part the parties: name one as \"line\"");
}

/* The versions of lines that the reader may see. */
static enum rc line_rows(struct reading *r, struct docket *out, struct err *err)
{
    const struct mission_rows_ask ask = {.m = &r->m,
                                         .visible = r->who.visible,
                                         .below_seq = r->below_seq,
                                         .rows = {.row_kinds = 1U << ROW_LINE_VERSION},
                                         .kinds = 1U << ROW_LINE_VERSION};
    struct gathered rows;
    enum rc rc = mission_rows(&ask, &r->arena, &rows, err);

    if (!rc)
        *out = rows.docket;
    return rc;
}

static enum rc hold_line(struct reading *r, struct inquiry_place *p, struct err *err)
{
    struct docket docket;
    struct ground *ground = NULL;
    enum rc rc = find_line(&r->m.model, p->ask.line, p, err);

    if (!rc)
        rc = line_rows(r, &docket, err);
    if (!rc)
        rc = ground_open(p->agreement, &docket, &r->arena, &ground, err);
    if (rc)
        return rc;
    p->held = ground_line(ground, p->line, ground_line_at(ground, p->line, p->ask.at_ms));
    p->left = origin_left_of(&p->origin, p->held.geometry, p->held.accuracy_m);
    return RC_OK;
}

enum rc inquiry_place(struct reading *r, const char *path, struct inquiry_place *out,
                      struct err *err)
{
    struct json file;
    enum rc rc = inquiry_file(path, &r->arena, &file, err);

    if (!rc) {
        rc = origin_read(&file, r->m.equipment, &r->arena, &out->ask, err);
        if (rc)
            return err_prefix(err, rc, "%.200s: ", path);
    }
    if (!rc)
        rc = origin_combine(out->ask.impact, out->ask.pieces, out->ask.n, &r->arena, &out->origin,
                            err);
    return rc ? rc : hold_line(r, out, err);
}

struct span inquiry_place_party(const struct inquiry_place *p, bool is_left)
{
    const struct pact_line *l = &p->agreement->lines[p->line];

    return p->agreement->parties[is_left ? l->left : l->right].id;
}
