/* SPDX-License-Identifier: Apache-2.0 */
/* schema_frame.c: the statements of a file, an agreement, and what its terms speak of. */
#include "pact/schema.h"

#define AGREEMENT SCOPE_BIT(SCOPE_AGREEMENT)
#define CHARTER   SCOPE_BIT(SCOPE_CHARTER)
#define BOTH      (AGREEMENT | CHARTER)
#define ALL       ((UINT64_C(1) << SCOPE_COUNT) - 1)
#define BLOCKS    (ALL & ~SCOPE_BIT(SCOPE_FILE))

const struct schema_row schema_frame[] = {
    {SCOPE_BIT(SCOPE_FILE), "pact", ":one", "pact", ROW_REQUIRED, SCOPE_NONE,
     "the version of the language; the first statement of every file"},
    {SCOPE_BIT(SCOPE_FILE), "agreement", "agreement:id", "blocks", ROW_MANY, SCOPE_AGREEMENT,
     "what parties agreed: who, where, and the terms"},
    {SCOPE_BIT(SCOPE_FILE), "charter", "charter:id", "blocks", ROW_MANY, SCOPE_CHARTER,
     "what a community is built on: members, rules, standards of proof, mandates, ladders"},

    {BOTH, "title", ":string", "title", 0, SCOPE_NONE, "the name of the text"},
    {BOTH, "source", ":string", "source", 0, SCOPE_NONE, "where the text is found"},
    {BOTH, "document", "title:string [ sha256 sha256:sha256 ]", "documents", ROW_MANY, SCOPE_NONE,
     "a document of the text, with its SHA-256"},
    {BOTH, "languages", ":word,", "languages", 0, SCOPE_NONE, "the authentic languages"},
    {BOTH, "depositary", ":string", "depositary", 0, SCOPE_NONE, "who keeps the text"},
    {BOTH, "adopted", ":day", "adopted", 0, SCOPE_NONE, "the day on which the text was adopted"},
    {BOTH, "timezone", ":zone", "timezone", 0, SCOPE_NONE,
     "the IANA time zone in which local times and calendar days are read; UTC where left out"},
    {BOTH, "day", "id:id at:day", "days", ROW_MANY, SCOPE_NONE,
     "a day or instant that other statements count from"},

    {AGREEMENT, "party", "id:id", "parties", ROW_MANY | ROW_MAY_BLOCK, SCOPE_PARTY,
     "a party that terms may bind"},
    {AGREEMENT, "observer", "id:id", "observers", ROW_MANY | ROW_MAY_BLOCK, SCOPE_PARTY,
     "who observes: a mission or a State; its own duties may be terms too"},
    {SCOPE_BIT(SCOPE_PARTY), "name", ":string", "name", 0, SCOPE_NONE,
     "the name, as the text has it"},
    {SCOPE_BIT(SCOPE_PARTY), "kind", ":{state|armed_group|coalition|organisation}", "kind", 0,
     SCOPE_NONE, "what it is"},
    {SCOPE_BIT(SCOPE_PARTY), "role", ":{guarantor|signatory|witness|mediator}", "role", 0,
     SCOPE_NONE, "a role besides that of a party"},
    {SCOPE_BIT(SCOPE_PARTY), "forces", ":word,", "forces", ROW_JOIN, SCOPE_NONE,
     "its armed forces, by name"},
    {SCOPE_BIT(SCOPE_PARTY), "represented-by", ":string", "represented_by", 0, SCOPE_NONE,
     "who signs and speaks for it"},

    {BOTH, "line", "id:id", "lines", ROW_MANY, SCOPE_LINE, "a line on the ground"},
    {SCOPE_BIT(SCOPE_LINE), "geometry", "file:file [ sha256 sha256:sha256 ]", "geometry",
     ROW_REQUIRED, SCOPE_NONE,
     "a GeoJSON file beside the pact and, behind #, the feature; its segments are geodesics"},
    {SCOPE_BIT(SCOPE_LINE), "left", ":party", "left", 0, SCOPE_NONE,
     "the party on the left of the digitised direction"},
    {SCOPE_BIT(SCOPE_LINE), "right", ":party", "right", 0, SCOPE_NONE,
     "the party on the right of the digitised direction"},
    {SCOPE_BIT(SCOPE_LINE), "accuracy", ":length", "accuracy_m", 0, SCOPE_NONE,
     "one standard deviation of the line's place; it widens every verdict that is measured from "
     "it"},
    {SCOPE_BIT(SCOPE_LINE), "versioned", ":yes", "versioned", 0, SCOPE_NONE,
     "whether line_version rows of the input may replace the geometry from a time on"},
    {SCOPE_BIT(SCOPE_LINE), "kind", ":{contact|armistice|withdrawal|boundary|border}", "kind", 0,
     SCOPE_NONE, "what the line is; a contact line is no border"},
    {SCOPE_BIT(SCOPE_LINE), "status", ":string", "status", 0, SCOPE_NONE,
     "its legal status, in words"},

    {BOTH, "area", "id:id", "areas", ROW_MANY, SCOPE_AREA, "an area on the ground"},
    {SCOPE_BIT(SCOPE_AREA), "geometry", "file:file [ sha256 sha256:sha256 ]", "geometry", 0,
     SCOPE_NONE,
     "a GeoJSON file beside the pact and, behind #, the feature; its boundary belongs to it"},
    {SCOPE_BIT(SCOPE_AREA), "buffer", "line:line to_m:length side:side", "buffer", 0, SCOPE_NONE,
     "all ground within a distance of a line"},
    {SCOPE_BIT(SCOPE_AREA), "band", "line:line side:side from_m:length to_m:length", "band", 0,
     SCOPE_NONE, "the ground between two distances from a line, on one side or both"},
    {SCOPE_BIT(SCOPE_AREA), "between", "a:line b:line", "between", 0, SCOPE_NONE,
     "the ground between two lines"},
    {SCOPE_BIT(SCOPE_AREA), "side", "line:line side:side", "side", 0, SCOPE_NONE,
     "all ground on one side of a line"},
    {SCOPE_BIT(SCOPE_AREA), "kind",
     ":{separation|limitation|disengagement|security|assembly|cantonment|corridor|restricted}",
     "kind", 0, SCOPE_NONE, "what the area is for"},

    {BOTH, "category", "id:id", "categories", ROW_MANY, SCOPE_CATEGORY,
     "equipment that terms speak of; its lines are and-ed, the words of one line or-ed"},
    {SCOPE_BIT(SCOPE_CATEGORY), "class", ":equipment_class,", "classes", 0, SCOPE_NONE,
     "equipment of one of these classes"},
    {SCOPE_BIT(SCOPE_CATEGORY), "model", ":model,", "models", ROW_JOIN, SCOPE_NONE,
     "these models belong to it whatever the other lines say; alone, nothing else does"},
    {SCOPE_BIT(SCOPE_CATEGORY), "calibre", "op:op mm:calibre", "calibre", ROW_MANY, SCOPE_NONE,
     "equipment of such a calibre; of unknown calibre: perhaps"},
    {SCOPE_BIT(SCOPE_CATEGORY), "range", "op:op m:length", "range", ROW_MANY, SCOPE_NONE,
     "equipment of such a greatest range; of unknown range: perhaps"},
    {SCOPE_BIT(SCOPE_CATEGORY), "except", "model :model,", "except_models", ROW_JOIN, SCOPE_NONE,
     "these models do not belong to it"},

    {AGREEMENT | SCOPE_BIT(SCOPE_FORCE), "term", "id:id kind:kind", "terms", ROW_MANY,
     SCOPE_BY_KIND, "one obligation, with the paragraph that it stands for"},

    {BLOCKS, "assumption", ":string", "assumptions", ROW_MANY, SCOPE_NONE,
     "what the text that is modelled does not say; printed wherever a result rests on it"},
    {BLOCKS, "note", ":string", "notes", ROW_MANY, SCOPE_NONE, "a remark that belongs to the text"},
    {0},
};
