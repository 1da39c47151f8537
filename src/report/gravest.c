/* SPDX-License-Identifier: Apache-2.0 */
#include "report/gravest.h"

#include "report/position.h"
#include "report/words.h"

#include <string.h>

static int order_i64(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* <0 where `a` comes first. */
static int order(const struct verdict *a, uint64_t a_seq, const struct verdict *b, uint64_t b_seq)
{
    int found = order_i64(b->severity, a->severity);

    if (found == 0 && a->word != VERDICT_VIOLATION && a->p != b->p)
        found = a->p > b->p ? -1 : b->p > a->p;
    if (found == 0)
        found = order_i64(a->when.t0_ms, b->when.t0_ms);
    return found == 0 ? order_i64((int64_t)a_seq, (int64_t)b_seq) : found;
}

enum rc gravest_open(struct gravest *g, size_t cap, struct arena *a, struct err *err)
{
    struct grave *items = arena_array(a, cap, sizeof(*items), err);

    if (items == NULL)
        return RC_LIMIT;
    *g = (struct gravest){.items = items, .cap = cap < GRAVEST_MAX ? cap : GRAVEST_MAX};
    return RC_OK;
}

static void put_text(struct grave *g, enum grave_text which, struct span text)
{
    g->texts[which].at = g->text.n;
    g->texts[which].n = text.n;
    buf_put(&g->text, text);
}

/* The ids stand behind each other in the text, so that they can be pointed to again. */
static void put_inputs(struct grave *g, const struct verdict *v)
{
    size_t at = g->text.n;

    for (size_t i = 0; i < v->n_inputs && i < GRAVEST_INPUTS_MAX; i++)
        buf_printf(&g->text, "%s%.*s", i == 0 ? "" : " ", SPAN_ARG(v->inputs[i]));
    if (v->n_inputs > GRAVEST_INPUTS_MAX)
        buf_printf(&g->text, " and %zu more", v->n_inputs - GRAVEST_INPUTS_MAX);
    g->texts[GRAVE_INPUTS].at = at;
    g->texts[GRAVE_INPUTS].n = g->text.n - at;
}

static void put_item(struct buf *b, const struct item *item)
{
    const struct item_guess *first = item->n_guesses > 0 ? &item->guesses[0] : NULL;

    if (first == NULL)
        return;
    buf_put(b, first->model.n > 0 ? first->model : first->thing.class_name);
    if (item->n_guesses > 1)
        buf_puts(b, "?");
}

/* What was seen or done, from the row itself where the verdict has it at hand. */
static void put_what(struct grave *g, const struct verdict *v)
{
    size_t at = g->text.n;

    if (v->of_event != NULL)
        words_plain(&g->text, vocab_word(VOCAB_PHENOMENON, (int)v->of_event->phenomenon));
    else if (v->of_impediment != NULL)
        words_plain(&g->text, vocab_word(VOCAB_IMPEDIMENT, (int)v->of_impediment->impediment));
    else if (v->of_item != NULL)
        put_item(&g->text, v->of_item);
    else if (v->category.n > 0)
        buf_put(&g->text, v->category);
    else if (v->of_observation != NULL)
        words_plain(&g->text, vocab_word(VOCAB_PHENOMENON, (int)v->of_observation->phenomenon));
    else if (v->state != NULL)
        words_plain(&g->text, v->state);
    g->texts[GRAVE_WHAT].at = at;
    g->texts[GRAVE_WHAT].n = g->text.n - at;
}

/* Copy what lives only during the call; the pointers of the copy are cut. */
static void keep(struct grave *g, const struct verdict *v, uint64_t seq)
{
    if (g->text.max == 0)
        buf_init(&g->text, (size_t)64 << 10);
    buf_clear(&g->text);
    put_text(g, GRAVE_PARTY, v->party);
    put_what(g, v);
    put_text(g, GRAVE_CATEGORY, v->category);
    put_text(g, GRAVE_STATE, span_of(v->state));
    put_text(g, GRAVE_EXEMPTION, v->exemption);
    put_text(g, GRAVE_LINE, v->line);
    put_text(g, GRAVE_LINE_VERSION, v->line_version);
    put_text(g, GRAVE_PLACE, v->place_text);
    put_text(g, GRAVE_EVENT, v->event);
    put_text(g, GRAVE_GRADE, span_of(v->reliability_note));
    put_inputs(g, v);
    put_text(g, GRAVE_EXPLANATION, span_sub(v->explanation, 0, GRAVEST_TEXT_MAX));
    g->seq = seq;
    g->v = *v;
    g->v.has_place = position_of_verdict(v) != NULL;
    g->v.inputs = NULL;
    g->v.of_event = NULL;
    g->v.of_observation = NULL;
    g->v.of_item = NULL;
    g->v.of_impediment = NULL;
}

static bool is_graver(const struct grave *a, const struct grave *b)
{
    return order(&a->v, a->seq, &b->v, b->seq) < 0;
}

static void swap(struct grave *a, struct grave *b)
{
    struct grave c = *a;

    *a = *b;
    *b = c;
}

/* The items are a heap with the least grave on top, which the next one may push out. */
static void sift_up(struct gravest *g, size_t i)
{
    while (i > 0 && is_graver(&g->items[(i - 1) / 2], &g->items[i])) {
        swap(&g->items[(i - 1) / 2], &g->items[i]);
        i = (i - 1) / 2;
    }
}

static void sift_down(struct gravest *g, size_t n)
{
    size_t i = 0;

    for (;;) {
        size_t least = i;

        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++) {
            if (is_graver(&g->items[least], &g->items[child]))
                least = child;
        }
        if (least == i)
            return;
        swap(&g->items[i], &g->items[least]);
        i = least;
    }
}

void gravest_add(struct gravest *g, const struct verdict *v)
{
    uint64_t seq = g->n_seen++;

    if (g->n < g->cap) {
        keep(&g->items[g->n], v, seq);
        sift_up(g, g->n++);
        return;
    }
    if (g->cap == 0 || order(v, seq, &g->items[0].v, g->items[0].seq) >= 0)
        return;
    keep(&g->items[0], v, seq);
    sift_down(g, g->n);
}

void gravest_sort(struct gravest *g)
{
    for (size_t n = g->n; n > 1; n--) {
        swap(&g->items[0], &g->items[n - 1]);
        sift_down(g, n - 1);
    }
}

void gravest_release(struct gravest *g)
{
    for (size_t i = 0; i < g->n; i++)
        buf_release(&g->items[i].text);
    *g = (struct gravest){0};
}

struct span grave_text(const struct grave *g, enum grave_text which)
{
    return span_sub(buf_span(&g->text), g->texts[which].at, g->texts[which].n);
}
