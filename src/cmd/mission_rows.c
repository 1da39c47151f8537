/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission_rows.h"

#include "cmd/mission_files.h"
#include "cmd/releases.h"

#define SCRATCH_BYTES_MAX ((size_t)1 << 30)

enum rc mission_rows(const struct mission_rows_ask *ask, struct arena *own, struct gathered *out,
                     struct err *err)
{
    const struct releases_when when = {.below_seq = ask->below_seq};
    struct shelf shelf;
    const struct gather_source from = {.shelf = &shelf,
                                       .world = mission_world(ask->m),
                                       .zone = mission_zone,
                                       .zone_context = &ask->m->zones,
                                       .below_seq = ask->below_seq,
                                       .visible = ask->visible};
    struct arena scratch;
    struct gather g;
    enum rc rc;

    rc = released_shelf(ask->m, ask->visible, &when, own, &shelf, err);
    if (rc)
        return rc;
    arena_init(&scratch, SCRATCH_BYTES_MAX);
    rc = gather_open(&g, &from, own, &scratch, err);
    if (!rc) {
        rc = gather_ask(&g, ask->rows, err);
        if (!rc)
            rc = gather_docket(&g, ask->kinds, own, out, err);
        gather_close(&g);
    }
    arena_release(&scratch);
    return rc;
}
