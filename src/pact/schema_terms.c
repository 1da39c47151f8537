/* SPDX-License-Identifier: Apache-2.0 */
/* schema_terms.c: what terms of every kind, or of several, may say. */
#include "pact/schema.h"

#define PROHIBITING                                                                                \
    (KIND_BIT(PACT_CEASEFIRE) | KIND_BIT(PACT_EXCLUSION_ZONE) | KIND_BIT(PACT_NO_FLY) |            \
     KIND_BIT(PACT_LINE_CROSSING))
#define STATUS_QUO (KIND_BIT(PACT_STATUS_QUO) | KIND_BIT(PACT_ACTIVITY_BAN))

const struct schema_row schema_terms[] = {
    {KIND_BITS, "like", ":term", "like", ROW_NO_JSON, SCOPE_NONE,
     "copies that term; a keyword that is written here replaces all its occurrences there"},
    {KIND_BITS, "ref", ":string", "ref", ROW_REQUIRED, SCOPE_NONE,
     "the paragraph of the text that the term stands for"},
    {KIND_BITS, "quote", ":string", "quote", 0, SCOPE_NONE, "the words of that paragraph"},
    {KIND_BITS, "binds", ":party,", "binds", 0, SCOPE_NONE,
     "whose obligation it is; terms of a charter's force bind the community"},
    {KIND_BITS, "where", "area :area,", "where", ROW_JOIN, SCOPE_NONE,
     "the areas in which it holds, any of them; everywhere where left out"},
    {KIND_BITS, "from", ":day", "in_force_from", 0, SCOPE_NONE,
     "it is in force from this instant on, the instant included"},
    {KIND_BITS, "until", ":day", "in_force_until", 0, SCOPE_NONE,
     "it is in force until this instant, the instant excluded"},
    {KIND_BITS, "confidence", ":share", "confidence", 0, SCOPE_NONE,
     "c: a violation from probability c on, compliant up to 1 - c, between them indeterminate; "
     "0.95 where left out"},
    {KIND_BITS, "severity", ":severity", "severity", 0, SCOPE_NONE,
     "how grave a violation is, instead of the scale's own answer"},

    {PROHIBITING, "prohibits", "all", "prohibits_all", 0, SCOPE_NONE,
     "everything of armed forces is prohibited"},
    {PROHIBITING, "prohibits", ":( what:selector [ any=any ] ),", "prohibits", ROW_JOIN, SCOPE_NONE,
     "what is prohibited; `any` of fire includes live-fire exercises wherever they are"},
    {STATUS_QUO, "prohibits",
     ":{advance|new_position|fortification|mine_laying|reconnaissance|sabotage|live_fire_exercise|"
     "engineering_works|exercise|patrol|overflight|troop_movement|reinforcement},",
     "prohibits_activities", ROW_REQUIRED | ROW_JOIN, SCOPE_NONE, "the activities that are banned"},
    {KIND_BITS, "except", "observer observers:party,", "except", ROW_MANY, SCOPE_NONE,
     "an observer's own people and things are exempt"},
    {KIND_BITS, "except", "permit=permit", "except", ROW_MANY, SCOPE_NONE,
     "whoever holds a valid permit is exempt; permits come with the input and are matched by "
     "place, "
     "time, holder and scope"},
    {KIND_BITS, "except", "area area:area", "except", ROW_MANY, SCOPE_NONE,
     "the term does not hold in this area"},
    {KIND_BITS, "except", "police=police [ qualifier:string ]", "except", ROW_MANY, SCOPE_NONE,
     "police are meant to be exempt; whether somebody is police of that kind people must assess"},
    {KIND_BITS, "except", "consignee consignees:word,", "except", ROW_MANY, SCOPE_NONE,
     "transfers to these receivers are exempt"},
    {KIND_BITS, "except", "text:string", "except", ROW_MANY, SCOPE_NONE,
     "an exemption that only people can apply"},
    {KIND_BITS, "except", "what:selector", "except", ROW_MANY, SCOPE_NONE,
     "this is not meant by the term"},
    {KIND_BITS, "unless", ":word record", "unless", ROW_MANY, SCOPE_NONE,
     "a party's claim that is recorded with a violation and never exempts by itself"},
    {0},
};
