/* SPDX-License-Identifier: Apache-2.0 */
/* line.c: a line and its questions; the searching is path.c's. */
#include "geo/line.h"

#include "geo/path.h"

/* What is shorter has no direction, so that it has no sides. */
#define LENGTH_MIN_M 0.01

struct geo_line {
    const struct geo_run *runs;
    size_t n_runs;
    const struct path *path;
};

static enum rc check_run(const struct geo_run *run, size_t r, struct err *err)
{
    bool is_long = false;

    for (size_t i = 0; i < run->n; i++) {
        enum rc rc = geo_pos_check(run->at[i], err);

        if (rc)
            return err_prefix(err, rc, "run %zu, position %zu: ", r + 1, i + 1);
        is_long = is_long || geo_distance_m(run->at[i], run->at[0]) > LENGTH_MIN_M;
    }
    if (is_long)
        return RC_OK;
    return err_set(err, RC_INPUT,
                   "run %zu has %zu position%s, all in one place; a line needs two different ones",
                   r + 1, run->n, run->n == 1 ? "" : "s");
}

static struct geo_run *copy_runs(const struct geo_run *runs, size_t n_runs, struct arena *a,
                                 struct err *err)
{
    struct geo_run *copy = arena_array(a, n_runs, sizeof(*copy), err);

    if (copy == NULL)
        return NULL;
    for (size_t r = 0; r < n_runs; r++) {
        struct geo_pos *at = arena_array(a, runs[r].n, sizeof(*at), err);

        if (at == NULL)
            return NULL;
        memcpy(at, runs[r].at, runs[r].n * sizeof(*at));
        copy[r] = (struct geo_run){at, runs[r].n};
    }
    return copy;
}

enum rc geo_line_make(const struct geo_run *runs, size_t n_runs, struct arena *a,
                      const struct geo_line **out, struct err *err)
{
    struct geo_line *line;

    if (n_runs == 0)
        return err_set(err, RC_INPUT, "a line without positions; it needs two different ones");
    for (size_t r = 0; r < n_runs; r++) {
        enum rc rc = check_run(&runs[r], r, err);

        if (rc)
            return rc;
    }
    line = arena_alloc(a, sizeof(*line), err);
    if (line == NULL)
        return RC_LIMIT;
    line->n_runs = n_runs;
    line->runs = copy_runs(runs, n_runs, a, err);
    if (line->runs == NULL || path_make(runs, n_runs, PATH_GEODESIC, a, &line->path, err))
        return RC_LIMIT;
    *out = line;
    return RC_OK;
}

struct geo_nearest geo_line_nearest(const struct geo_line *line, struct geo_pos p)
{
    struct path_hit hit;

    path_nearest(line->path, p, &hit);
    return (struct geo_nearest){hit.distance_m, hit.left_m, earth_pos(hit.foot)};
}

double geo_line_length_m(const struct geo_line *line)
{
    return line->path->length_m;
}

size_t geo_line_runs(const struct geo_line *line, const struct geo_run **out)
{
    *out = line->runs;
    return line->n_runs;
}

const struct path *geo_line_path(const struct geo_line *line)
{
    return line->path;
}
