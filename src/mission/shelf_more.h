/* SPDX-License-Identifier: Apache-2.0 */
/* shelf_more.h: a shelf with some rows beside those that lie on it: released copies, which are no
 * rows of the mission's own and are judged for those alone who may not read what they copy. */
#pragma once

#include "mission/shelf.h"

/* One row more; bytes and label live as long as the shelf. */
struct shelf_extra {
    struct shelf_row row;
    struct card card;
};

struct shelf_more {
    struct shelf inner;
    const struct shelf_extra *items; /* by seq; all of them for this reader */
    size_t n;
};

/** Whether a row of this card is among those that a query asks for, whoever asks and as of when. */
bool shelf_query_takes(const struct shelf_query *q, const struct card *c);
/** Both as one shelf. in: more  outlives it; its rows are never refiled */
struct shelf shelf_of_more(struct shelf_more *more);
