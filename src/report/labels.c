/* SPDX-License-Identifier: Apache-2.0 */
#include "report/labels.h"

#define GAP 2.5

static bool meets(const struct ink_box *a, const struct ink_box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

/* Two names side by side must not read as one word. */
static bool crowds(const struct ink_box *a, const struct ink_box *b)
{
    const struct ink_box wide = {a->x - GAP, a->y, a->w + 2 * GAP, a->h};

    return meets(&wide, b);
}

static bool is_inside(const struct ink_box *a, const struct ink_box *sheet)
{
    return a->x >= sheet->x && a->y >= sheet->y && a->x + a->w <= sheet->x + sheet->w &&
           a->y + a->h <= sheet->y + sheet->h;
}

void labels_reserve(struct labels *l, struct ink_box box)
{
    if (l->n < LABELS_MAX)
        l->taken[l->n++] = box;
}

static bool is_free(const struct labels *l, const struct ink_box *box)
{
    if (!is_inside(box, &l->sheet) || l->n == LABELS_MAX)
        return false;
    for (size_t i = 0; i < l->n; i++) {
        if (crowds(box, &l->taken[i]))
            return false;
    }
    return true;
}

bool labels_put(struct labels *l, cairo_t *cr, const struct ink_text *how, const struct ink_box *at,
                struct span text)
{
    static const struct {
        enum ink_anchor anchor;
        double dx, dy;
    } places[] = {
        {INK_MIDDLE, 0, 0},  {INK_LEFT, 1, 0},   {INK_RIGHT, -1, 0},
        {INK_MIDDLE, 0, -1}, {INK_MIDDLE, 0, 1}, {INK_LEFT, 1, -1},
        {INK_RIGHT, -1, -1}, {INK_LEFT, 1, 1},   {INK_RIGHT, -1, 1},
    };

    for (size_t i = how->anchor != INK_MIDDLE; i < sizeof(places) / sizeof(places[0]); i++) {
        struct ink_text put = *how;
        double dy = places[i].dx == 0 ? places[i].dy * (at->h + how->size * 0.62)
                                      : places[i].dy * (at->h + how->size * 0.2);
        double x = at->x + places[i].dx * (at->w + 3), y = at->y + dy;
        struct ink_box box;

        put.anchor = places[i].anchor;
        box = ink_measure(cr, &put, x, y, text);
        if (!is_free(l, &box))
            continue;
        ink_put(cr, &put, x, y, text);
        labels_reserve(l, box);
        return true;
    }
    return false;
}
