/* SPDX-License-Identifier: Apache-2.0 */
#include "report/position.h"

#include <math.h>

bool position_is_area(const struct place *p)
{
    return p->form == PLACE_ZONE || p->form == PLACE_GEOMETRY || p->form == PLACE_NONE ||
           p->is_centroid;
}

const struct place *position_row(const struct verdict *v)
{
    const struct observation *o = v->of_event != NULL ? v->of_event->best : v->of_observation;

    if (o != NULL)
        return &o->place;
    return v->of_impediment != NULL ? &v->of_impediment->place : NULL;
}

const struct geo_pos *position_of_verdict(const struct verdict *v)
{
    const struct place *row = position_row(v);

    return !v->has_place || (row != NULL && position_is_area(row)) ? NULL : &v->place;
}

double position_sigma_m(const struct verdict *v)
{
    const struct place *row = position_row(v);

    if (row == NULL)
        return isfinite(v->sigma_m) ? v->sigma_m : 0;
    return row->form == PLACE_SECTOR ? 0 : row->sigma_m;
}

const struct geo_pos *position_of_event(const struct event *e)
{
    return e->best == NULL || position_is_area(&e->best->place) ? NULL : &e->best->place.at;
}
