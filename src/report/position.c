/* SPDX-License-Identifier: Apache-2.0 */
#include "report/position.h"

static bool is_area(const struct place *p)
{
    return p->form == PLACE_ZONE || p->form == PLACE_GEOMETRY || p->form == PLACE_NONE ||
           p->is_centroid;
}

const struct geo_pos *position_of_verdict(const struct verdict *v)
{
    const struct observation *o = v->of_event != NULL ? v->of_event->best : v->of_observation;

    if (!v->has_place || (o != NULL && is_area(&o->place)))
        return NULL;
    if (v->of_impediment != NULL && is_area(&v->of_impediment->place))
        return NULL;
    return &v->place;
}

const struct geo_pos *position_of_event(const struct event *e)
{
    return e->best == NULL || is_area(&e->best->place) ? NULL : &e->best->place.at;
}
