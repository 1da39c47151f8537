/* SPDX-License-Identifier: Apache-2.0 */
/* schema_duties.c: the parameters of the kinds of terms that demand something to be done, shown or
 * allowed. */
#include "pact/schema.h"

#define K(kind)    KIND_BIT(PACT_##kind)
#define MILESTONES (K(MILESTONE) | K(DEMOBILISATION))
#define DUTIES     (K(PERIODIC_DUTY) | K(ON_REQUEST_DUTY))

const struct schema_row schema_duties[] = {
    /* storage */
    {K(STORAGE), "sites", "declared", "sites_declared", 0, SCOPE_NONE,
     "every site that the bound parties declared"},
    {K(STORAGE), "sites", ":word,", "sites", ROW_JOIN, SCOPE_NONE, "these sites"},
    {K(STORAGE), "match", ":{serial|type}", "match", 0, SCOPE_NONE,
     "whether what is seen is matched by serial number (where left out) or by type"},
    {K(STORAGE), "criteria", ":string", "criteria", 0, SCOPE_NONE,
     "what a site must meet to count, in words"},
    {K(STORAGE), "access", "observer :party", "access", 0, SCOPE_NONE, "who may visit"},
    {K(STORAGE), "removal", "notice :elapsed", "removal_notice", 0, SCOPE_NONE,
     "how long before a removal its notice must be received"},
    {K(STORAGE), "inventory", ":string", "inventory", 0, SCOPE_NONE,
     "where the declared inventory is found"},

    /* cantonment */
    {K(CANTONMENT), "who", ":selector,", "who", ROW_REQUIRED | ROW_JOIN, SCOPE_NONE,
     "who or what must be in the areas"},
    {K(CANTONMENT), "perimeter", ":length", "perimeter_m", 0, SCOPE_NONE,
     "the security ring around each area"},
    {K(CANTONMENT), "leave", "passes [ <= share:share ]", "leave_passes", 0, SCOPE_NONE,
     "leave with a pass is allowed, to this share at one time"},
    {K(CANTONMENT), "weapons", ":{inside|deposited|outside}", "weapons", 0, SCOPE_NONE,
     "where their weapons are"},

    /* milestone, demobilisation */
    {MILESTONES, "quantity", ":word", "quantity", 0, SCOPE_NONE, "what the fractions are of"},
    {MILESTONES | K(EXCHANGE) | K(PROTECTION), "registry", ":word", "registry", 0, SCOPE_NONE,
     "the register in which progress is kept"},
    {MILESTONES, "milestone", "by:day fraction:share", "milestones", ROW_MANY | ROW_REQUIRED,
     SCOPE_NONE, "this fraction by the end of that day"},
    {MILESTONES, "basis", ":{declared|verified|declared_strength|verified_strength}", "basis", 0,
     SCOPE_NONE, "what the fractions are measured against"},
    {MILESTONES, "order", ":word,", "order", 0, SCOPE_NONE, "what comes first"},
    {MILESTONES, "requires", ":term,", "requires", ROW_JOIN, SCOPE_NONE,
     "terms that must be met before a delay counts"},
    {MILESTONES, "concurrent", ":term,", "concurrent", ROW_JOIN, SCOPE_NONE,
     "terms that go step by step with this one"},

    /* exchange */
    {K(EXCHANGE), "principle", ":{all_for_all|one_for_one|lists}", "principle", ROW_REQUIRED,
     SCOPE_NONE, "who is exchanged for whom"},
    {K(EXCHANGE), "names", ":{verified|declared}", "names", 0, SCOPE_NONE,
     "whose names count: those verified, or those declared"},

    /* foreign_forces */
    {K(FOREIGN_FORCES), "prohibits",
     ":{foreign_formation|foreign_equipment|foreign_personnel|mercenary},", "prohibits_foreign",
     ROW_REQUIRED | ROW_JOIN, SCOPE_NONE,
     "what of third States must leave; type alone proves nothing"},
    {K(FOREIGN_FORCES), "evidence", ":{type_never_held|serial|insignia|crossing|document|finding},",
     "evidence", 0, SCOPE_NONE, "what may prove it"},

    /* notification */
    {K(NOTIFICATION), "activity", ":word", "activity", ROW_REQUIRED, SCOPE_NONE,
     "the activity that must be announced"},
    {K(NOTIFICATION), "threshold", ":( category:selector op:at_least n:count )|", "thresholds",
     ROW_JOIN, SCOPE_NONE, "from one of these on; every such activity where left out"},
    {K(NOTIFICATION), "notice", ":duration", "notice", ROW_REQUIRED, SCOPE_NONE,
     "how long before the start the notice must have been received"},
    {K(NOTIFICATION), "content", ":word,", "content", ROW_JOIN, SCOPE_NONE,
     "what a complete notice holds"},
    {K(NOTIFICATION), "aggregate", "by:{common_command} [ within within_m:length ]", "aggregate", 0,
     SCOPE_NONE,
     "activities of one command that overlap in time and lie no farther apart count together; "
     "100 km where left out"},
    {K(NOTIFICATION), "observers", ":( category:selector op:at_least n:count )|", "observers",
     ROW_JOIN, SCOPE_NONE, "from one of these on observers must be invited"},
    {K(NOTIFICATION), "alert", "observers after :elapsed", "alert", 0, SCOPE_NONE,
     "an activity without notice needs observers when it lasts longer; 72 h where left out"},

    /* declaration */
    {K(DECLARATION), "subject", ":selector,", "subjects", ROW_JOIN, SCOPE_NONE, "what is declared"},
    {K(DECLARATION), "due", ":day", "due", ROW_MANY, SCOPE_NONE, "a day by whose end it is due"},
    {K(DECLARATION), "content", ":word,", "content", ROW_JOIN, SCOPE_NONE,
     "what a complete declaration holds"},
    {K(DECLARATION), "tolerance", ":share", "tolerance", 0, SCOPE_NONE,
     "a difference between declared and verified up to this share is none"},
    {K(DECLARATION), "reply-period", ":duration", "reply_period", 0, SCOPE_NONE,
     "how long a party has to explain a discrepancy before it is a violation"},

    /* inspection */
    {K(INSPECTION), "by", ":party,", "by", ROW_REQUIRED, SCOPE_NONE, "who inspects"},
    {K(INSPECTION), "quota", "counts:{passive|active} n:count per per:duration", "quotas", ROW_MANY,
     SCOPE_NONE, "how many inspections a party must accept (passive) or may make (active)"},
    {K(INSPECTION), "arrive", "within :duration of request", "arrive_within", 0, SCOPE_NONE,
     "how soon after the request the inspectors must be there"},
    {K(INSPECTION), "duration", "<= :duration", "duration", 0, SCOPE_NONE,
     "how long an inspection may last"},
    {K(INSPECTION), "denial", ":word,", "denial", ROW_JOIN, SCOPE_NONE,
     "the grounds on which one may be refused"},
    {K(INSPECTION), "sites", ":word,", "sites", ROW_JOIN, SCOPE_NONE, "the sites that are open"},

    /* freedom_of_movement */
    {K(FREEDOM_OF_MOVEMENT), "beneficiary", ":party", "beneficiary", ROW_REQUIRED, SCOPE_NONE,
     "who may move freely"},
    {K(FREEDOM_OF_MOVEMENT), "means", ":word,", "means", ROW_JOIN, SCOPE_NONE,
     "by which means; all where left out"},
    {K(FREEDOM_OF_MOVEMENT), "delay-threshold", ":elapsed", "delay_threshold", 0, SCOPE_NONE,
     "a shorter wait is recorded and is no violation"},

    /* protection */
    {K(PROTECTION), "protects",
     ":{civilians|civilian_objects|monitors|humanitarian_relief|minorities|detainees|"
     "cultural_property},",
     "protects", ROW_JOIN, SCOPE_NONE, "who or what is protected"},
    {K(PROTECTION), "prohibits", ":word,", "prohibits_incidents", ROW_JOIN, SCOPE_NONE,
     "the incidents that count"},
    {K(PROTECTION), "indicators",
     ":{education|language|participation|violence|documentation|property|worship},", "indicators",
     ROW_JOIN, SCOPE_NONE, "the trends that are watched"},
    {K(PROTECTION), "publish", "aggregate k :count", "publish_k", 0, SCOPE_NONE,
     "results are published only as sums over at least so many people"},

    /* periodic_duty, on_request_duty */
    {DUTIES, "duty", ":word", "duty", ROW_REQUIRED, SCOPE_NONE, "what must be done"},
    {K(PERIODIC_DUTY) | K(DECLARATION), "every", ":duration", "every", 0, SCOPE_NONE,
     "no more time than this may pass between two; the clock starts when one is completed"},
    {DUTIES, "with", "class class:class", "with", 0, SCOPE_NONE, "with each member of this class"},
    {DUTIES, "with", "parties:party,", "with", 0, SCOPE_NONE, "with these"},
    {DUTIES, "report-to", ":party,", "report_to", 0, SCOPE_NONE, "who gets the report"},
    {K(ON_REQUEST_DUTY), "requested-by", ":party,", "requested_by", 0, SCOPE_NONE,
     "who may ask for it"},
    {K(ON_REQUEST_DUTY), "within", ":duration", "within", ROW_REQUIRED, SCOPE_NONE,
     "how soon after the request it must be done"},

    /* composition */
    {K(COMPOSITION), "requires",
     "contributor contributor:party [ personnel op:at_least personnel:count ] [ share >= "
     "share:share ] [ each_sector=in each sector ]",
     "requires", ROW_MANY, SCOPE_NONE, "a contributor that must be there, deployed, every day"},
    {K(COMPOSITION), "contributors", "exclude class class:class", "contributors", ROW_MANY,
     SCOPE_NONE, "members of this class may not contribute"},
    {K(COMPOSITION), "contributors", "exclude exclude:word,", "contributors", ROW_MANY, SCOPE_NONE,
     "these may not contribute"},
    {K(COMPOSITION), "personnel", "about about:count", "personnel", 0, SCOPE_NONE,
     "the strength, give or take a tenth"},
    {K(COMPOSITION), "personnel", "op:op n:count", "personnel", 0, SCOPE_NONE, "the strength"},
    {K(COMPOSITION), "commander", "nationality not in class not_class:class", "commander", 0,
     SCOPE_NONE, "the commander comes from no member of this class"},
    {K(COMPOSITION), "commander", "nationality in class class:class", "commander", 0, SCOPE_NONE,
     "the commander comes from a member of this class"},
    {K(COMPOSITION), "prefer", "class :class", "prefer_class", 0, SCOPE_NONE,
     "a preference, never a violation"},

    /* consent_mandate */
    {K(CONSENT_MANDATE), "authority", ":{unsc|unsc_chapter_vii|unga|host|parties}", "authority",
     ROW_REQUIRED, SCOPE_NONE,
     "whose authority the presence rests on; only Chapter VII stands without the host's consent"},
    {K(CONSENT_MANDATE), "consent", ":party,", "consent", 0, SCOPE_NONE,
     "whose consent the presence needs"},
    {K(CONSENT_MANDATE), "term", ":duration", "term", 0, SCOPE_NONE, "how long a mandate lasts"},
    {K(CONSENT_MANDATE), "renewable", ":yes", "renewable", 0, SCOPE_NONE,
     "whether it may be renewed"},
    {K(CONSENT_MANDATE), "tasks", ":word,", "tasks", ROW_JOIN, SCOPE_NONE,
     "the tasks that are lawful"},
    {K(CONSENT_MANDATE), "notice", ":duration", "notice", 0, SCOPE_NONE,
     "how long the presence may stay once consent is withdrawn"},

    /* dispersion, reach, tripwire */
    {K(DISPERSION), "presence", "in >= share:share of area areas:areas", "presence", ROW_REQUIRED,
     SCOPE_NONE, "the share of the file's areas that must have somebody present"},
    {K(DISPERSION), "max-gap", ":duration", "max_gap", 0, SCOPE_NONE,
     "how long an area may go without"},
    {K(REACH), "from", "class class:class", "from", ROW_REQUIRED, SCOPE_NONE,
     "where help comes from"},
    {K(REACH), "to", "each deployment", "to_each_deployment", ROW_REQUIRED, SCOPE_NONE,
     "every deployed unit must be reached"},
    {K(REACH), "within", ":elapsed", "within", ROW_REQUIRED, SCOPE_NONE, "how soon"},
    {K(REACH), "path", ":{road|rail|air|sea},", "path", 0, SCOPE_NONE, "the ways that count"},
    {K(TRIPWIRE), "each", "axis axes:axes", "each", ROW_REQUIRED, SCOPE_NONE,
     "the axes of advance: every feature of the file"},
    {K(TRIPWIRE), "requires", "contributors contributors:party, [ and >= n:count members ]",
     "requires", ROW_REQUIRED, SCOPE_NONE, "who must be on each axis, and how many members"},
    {K(TRIPWIRE), "every", ":duration", "every", ROW_REQUIRED, SCOPE_NONE,
     "how often it is looked at"},
    {0},
};
