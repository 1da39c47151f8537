/* SPDX-License-Identifier: Apache-2.0 */
/* between.c: the ground between two lines, as one polygon whose edges follow geodesics. */
#include "geo/area.h"
#include "geo/path.h"

/* NULL, with the note, where the line is not one open run. */
static const struct geo_run *only_run(const struct geo_line *line, const char *which,
                                      struct err *err)
{
    const struct geo_run *runs;
    size_t n = geo_line_runs(line, &runs);

    if (n != 1) {
        (void)err_set(err, RC_INPUT,
                      "the %s line has %zu runs; the ground between two lines is known only where "
                      "each is one run",
                      which, n);
        return NULL;
    }
    if (geo_pos_is_same(runs[0].at[0], runs[0].at[runs[0].n - 1])) {
        (void)err_set(err, RC_INPUT, "the %s line is closed; it has no ends to join", which);
        return NULL;
    }
    return &runs[0];
}

/* a forward, then b so that the joins are short, then back to the start. */
static struct geo_pos *round_trip(struct geo_run a, struct geo_run b, struct arena *arena,
                                  struct err *err)
{
    struct geo_pos *at = arena_array(arena, a.n + b.n + 1, sizeof(*at), err);
    struct geo_pos a_end = a.at[a.n - 1], b_end = b.at[b.n - 1];
    double forward_m = geo_distance_m(a_end, b.at[0]) + geo_distance_m(b_end, a.at[0]);
    double backward_m = geo_distance_m(a_end, b_end) + geo_distance_m(b.at[0], a.at[0]);

    if (at == NULL)
        return NULL;
    memcpy(at, a.at, a.n * sizeof(*at));
    for (size_t i = 0; i < b.n; i++)
        at[a.n + i] = b.at[forward_m < backward_m ? i : b.n - 1 - i];
    at[a.n + b.n] = at[0];
    return at;
}

/* The geodesics of a closed run as positions so dense that edges which are straight in longitude
 * and latitude stray from them by centimetres at most. */
static enum rc densify(struct geo_run run, struct arena *a, struct geo_run *out, struct err *err)
{
    const struct path *path;
    struct geo_pos *at;
    enum rc rc = path_make(&run, 1, PATH_GEODESIC, a, &path, err);

    if (rc)
        return rc;
    at = arena_array(a, path->n_pieces + 1, sizeof(*at), err);
    if (at == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < path->n_pieces; i++)
        at[i] = earth_pos(path->at[i]);
    at[path->n_pieces] = at[0];
    *out = (struct geo_run){at, path->n_pieces + 1};
    return RC_OK;
}

enum rc geo_area_between(const struct geo_line *a_line, const struct geo_line *b_line,
                         struct arena *a, const struct geo_area **out, struct err *err)
{
    const struct geo_run *one = only_run(a_line, "first", err);
    const struct geo_run *two = one == NULL ? NULL : only_run(b_line, "second", err);
    struct geo_run ring = {0};
    enum rc rc;

    if (two == NULL)
        return RC_INPUT;
    ring = (struct geo_run){round_trip(*one, *two, a, err), one->n + two->n + 1};
    if (ring.at == NULL)
        return RC_LIMIT;
    rc = densify(ring, a, &ring, err);
    if (rc)
        return rc;
    rc = geo_area_polygons(&(struct geo_polygon){&ring, 1}, 1, a, out, err);
    if (rc == RC_INPUT)
        return err_prefix(err, rc, "the two lines and what joins their ends enclose no ground: ");
    return rc;
}
