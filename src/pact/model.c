/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/model.h"

static const char *const kind_names[PACT_KIND_COUNT + 1] = {
    [PACT_CEASEFIRE] = "ceasefire",
    [PACT_WITHDRAWAL] = "withdrawal",
    [PACT_EXCLUSION_ZONE] = "exclusion_zone",
    [PACT_CEILING] = "ceiling",
    [PACT_RATIO] = "ratio",
    [PACT_RATE_LIMIT] = "rate_limit",
    [PACT_REPLACEMENT] = "replacement",
    [PACT_EMBARGO] = "embargo",
    [PACT_NO_FLY] = "no_fly",
    [PACT_LINE_CROSSING] = "line_crossing",
    [PACT_STATUS_QUO] = "status_quo",
    [PACT_ACTIVITY_BAN] = "activity_ban",
    [PACT_RETURN_FIRE] = "return_fire",
    [PACT_STORAGE] = "storage",
    [PACT_CANTONMENT] = "cantonment",
    [PACT_MILESTONE] = "milestone",
    [PACT_DEMOBILISATION] = "demobilisation",
    [PACT_EXCHANGE] = "exchange",
    [PACT_FOREIGN_FORCES] = "foreign_forces",
    [PACT_NOTIFICATION] = "notification",
    [PACT_DECLARATION] = "declaration",
    [PACT_INSPECTION] = "inspection",
    [PACT_FREEDOM_OF_MOVEMENT] = "freedom_of_movement",
    [PACT_PROTECTION] = "protection",
    [PACT_PERIODIC_DUTY] = "periodic_duty",
    [PACT_ON_REQUEST_DUTY] = "on_request_duty",
    [PACT_COMPOSITION] = "composition",
    [PACT_CONSENT_MANDATE] = "consent_mandate",
    [PACT_DISPERSION] = "dispersion",
    [PACT_REACH] = "reach",
    [PACT_TRIPWIRE] = "tripwire",
    [PACT_KIND_COUNT] = NULL,
};

const struct zone *pact_home_zone(const struct pact_model *m)
{
    for (size_t i = 0; i < m->n_agreements; i++) {
        if (!m->agreements[i].is_charter)
            return m->agreements[i].zone;
    }
    return m->n_agreements > 0 ? m->agreements[0].zone : zone_utc();
}

const char *pact_kind_name(enum pact_kind kind)
{
    return kind_names[kind];
}

const char *const *pact_kind_names(void)
{
    return kind_names;
}

/* The five look-ups differ only in the array they walk; ids are the first member of each. */
#define FIND(function, array, count)                                                               \
    uint32_t function(const struct pact_agreement *g, struct span id)                              \
    {                                                                                              \
        for (uint32_t i = 0; i < g->count; i++)                                                    \
            if (span_eq(g->array[i].id, id))                                                       \
                return i;                                                                          \
        return PACT_NONE;                                                                          \
    }

FIND(pact_party_find, parties, n_parties)
FIND(pact_line_find, lines, n_lines)
FIND(pact_area_find, areas, n_areas)
FIND(pact_category_find, categories, n_categories)
FIND(pact_term_find, terms, n_terms)

bool pact_term_binds(const struct pact_term *t, uint32_t party)
{
    for (size_t i = 0; i < t->n_binds; i++)
        if (t->binds[i] == party)
            return true;
    return false;
}
