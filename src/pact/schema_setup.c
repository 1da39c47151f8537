/* SPDX-License-Identifier: Apache-2.0 */
/* schema_setup.c: the statements of mission.pact. */
#include "pact/schema.h"

#define SETUP SCOPE_BIT(SCOPE_SETUP)

const struct schema_row schema_setup[] = {
    {SETUP, "mission", ":one", "mission", ROW_REQUIRED, SCOPE_NONE,
     "the version of this file's language; its first statement"},
    {SETUP, "origin", ":string", "origin", ROW_REQUIRED, SCOPE_NONE,
     "the name of the mission's log: no blanks, no +; it never changes"},
    {SETUP, "pact", ":string", "pacts", ROW_MANY | ROW_REQUIRED, SCOPE_NONE,
     "an agreement or charter that is in force: its file in the mission's directory"},
    {SETUP, "label", ":string", "label", ROW_REQUIRED, SCOPE_NONE,
     "the label of what comes in without one"},
    {SETUP, "roster", ":string", "roster", 0, SCOPE_NONE,
     "who may read and mark what: a file in the mission's directory"},
    {SETUP, "gazetteer", ":string", "gazetteer", 0, SCOPE_NONE,
     "names of places: a file in the mission's directory"},
    {SETUP, "equipment", ":string", "equipment", 0, SCOPE_NONE,
     "types of equipment beside those that are built in: a file in the mission's directory"},
    {SETUP, "listen", ":string", "listen", ROW_MANY, SCOPE_NONE,
     "an address and port that the mission answers on"},
    {SETUP, "map", "at:string [ zoom zoom:count ]", "map", 0, SCOPE_NONE,
     "where maps open: latitude and longitude of the middle, as in \"48.5, 37.9\""},
    {SETUP, "units", ":{metric|nautical}", "units", 0, SCOPE_NONE,
     "what lengths are shown in; metric where left out"},
    {SETUP, "incident", "gap gap:elapsed reach reach_m:length", "incident", 0, SCOPE_NONE,
     "violations so near in time and in place are one incident; 6 h and 5 km where left out"},
    {SETUP, "trust-reported", ":yes", "trust_reported", 0, SCOPE_NONE,
     "whether rows of public event files are judged like observations; no where left out"},
    {0},
};
