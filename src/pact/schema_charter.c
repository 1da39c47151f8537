/* SPDX-License-Identifier: Apache-2.0 */
/* schema_charter.c: the statements of a charter, and those of every block. */
#include "pact/schema.h"

#define S(scope) SCOPE_BIT(SCOPE_##scope)
#define ALL      ((UINT64_C(1) << SCOPE_COUNT) - 1)
#define BLOCKS   (ALL & ~S(FILE))

const struct schema_row schema_charter[] = {
    {S(CHARTER), "obligation", "what:{collective_defence} value:{none|consultation|mutual}",
     "obligations", ROW_MANY, SCOPE_NONE,
     "what members owe one another; with none, no military measure may be automatic"},
    {S(CHARTER), "member", ":state,", "members", ROW_JOIN | ROW_REQUIRED, SCOPE_NONE,
     "the members, by their ISO 3166-1 alpha-3 codes in small letters"},
    {S(CHARTER), "host", ":party", "host", 0, SCOPE_NONE, "on whose territory the force stands"},
    {S(CHARTER), "class", "id:id", "classes", ROW_MANY, SCOPE_CLASS, "members under one name"},
    {S(CLASS), "", ":party,", "members", ROW_JOIN | ROW_REQUIRED | ROW_BARE, SCOPE_NONE,
     "the members of the class"},

    {S(CHARTER), "status",
     "member:party standing:{acceded|suspended|withdrawn} from from:day [ until until:day ]",
     "standings", ROW_MANY, SCOPE_NONE,
     "since when a member that did not found the community belongs to it, is suspended, or has "
     "left; without it a member is one from the beginning"},

    {S(CHARTER), "standard", "id:id rank rank:count score op:at_least score:share", "standards",
     ROW_MANY, SCOPE_NONE, "a standard of proof; ranks are what rules compare"},
    {S(CHARTER), "rule", "id:id", "rules", ROW_MANY, SCOPE_RULE, "a way of deciding"},
    {S(RULE), "majority", ":majority", "majority", 0, SCOPE_NONE,
     "simple, an exact fraction from 1/2 to 1 such as 2/3, consensus, or consensus_minus_1; a tie "
     "is never adopted"},
    {S(RULE), "quorum", ":share", "quorum", 0, SCOPE_NONE,
     "the share of the electorate that must be present: absent members are not, abstaining and "
     "recused ones are"},
    {S(RULE), "floor", ":share", "floor", 0, SCOPE_NONE,
     "the share of the electorate that must vote yes"},
    {S(RULE), "abstention", ":{ignored|counts_as_no}", "abstention", 0, SCOPE_NONE,
     "how abstentions count; ignored where nothing is said"},
    {S(RULE), "party-to-dispute", ":{recused|votes}", "party_to_dispute", 0, SCOPE_NONE,
     "whether a party to the dispute votes; it does where nothing is said"},
    {S(RULE), "veto", ":party,", "veto", 0, SCOPE_NONE, "whose no is enough"},
    {S(RULE), "weight", "member:party weight:count", "weights", ROW_MANY, SCOPE_NONE,
     "a member's votes, where not one; a majority and a floor count votes, a quorum and a "
     "consensus "
     "count members"},
    {S(RULE), "and", ":rule,", "and", 0, SCOPE_NONE,
     "other rules that must adopt it too, each counting the same ballots by its own majority, "
     "votes, floor, quorum and vetoes"},
    {S(RULE), "silence", ":elapsed", "silence", 0, SCOPE_NONE,
     "adopted when so much time passes without a break"},
    {S(RULE), "break-on", ":{objection|reservation}", "break_on", 0, SCOPE_NONE,
     "what breaks the silence: a no, or with reservation an abstention too; objection where "
     "nothing "
     "is said"},
    {S(RULE), "fallback", ":rule", "fallback", 0, SCOPE_NONE,
     "the rule that decides when it was broken"},

    {S(CHARTER), "candidate", "id:state", "candidates", ROW_MANY, SCOPE_CANDIDATE,
     "a State that may become a member"},
    {S(CANDIDATE), "eligible",
     "when finding finding:word standard standard:standard adopted-by adopted_by:rule", "eligible",
     ROW_MANY, SCOPE_NONE, "a finding that must be adopted first; several are and-ed"},
    {S(CANDIDATE), "consider", "id:id", "considerations", ROW_MANY, SCOPE_CONSIDER,
     "what members should weigh; it informs the vote and never gates it"},
    {S(CONSIDER), "indicator",
     "forces_within within_m:length of line line:line trend "
     "trend:duration",
     "indicators", ROW_MANY, SCOPE_NONE, "the trend of forces near a line"},
    {S(CONSIDER), "indicator", "instrument instrument:string", "indicators", ROW_MANY, SCOPE_NONE,
     "an instrument that would show it"},
    {S(CONSIDER), "indicator", "registry registry:word [ party party:party ]", "indicators",
     ROW_MANY, SCOPE_NONE, "entries of a register"},
    {S(CANDIDATE), "admit", "by :rule", "admit_by", ROW_REQUIRED, SCOPE_NONE,
     "the rule that admission is voted by"},
    {S(CANDIDATE) | S(CHARTER), "consult",
     "class:class for for:duration before before:{vote|adoption}", "consultations", ROW_MANY,
     SCOPE_NONE,
     "a consultation that must be over first; it closes when its days are over, silence is no "
     "veto"},

    {S(CHARTER), "mandate", "id:id", "mandates", ROW_MANY, SCOPE_MANDATE,
     "what the force is there for"},
    {S(MANDATE), "mode", ":{unga_implementation_force|host_consent}", "mode", ROW_REQUIRED,
     SCOPE_NONE, "whose authority it rests on"},
    {S(MANDATE), "authority", ":string", "authority", 0, SCOPE_NONE, "the text of that authority"},
    {S(MANDATE), "from", ":day", "from", 0, SCOPE_NONE, "when it begins"},
    {S(MANDATE), "term", ":duration", "term", 0, SCOPE_NONE, "how long it lasts"},
    {S(MANDATE), "tasks", ":word,", "tasks", ROW_REQUIRED | ROW_JOIN, SCOPE_NONE,
     "the tasks that are lawful; others are refused"},
    {S(MANDATE), "where", "area :area,", "where", ROW_JOIN, SCOPE_NONE, "where it holds"},
    {S(MANDATE), "consent", "member:party [ revocable=revocable ] [ notice notice:duration ]",
     "consents", ROW_MANY, SCOPE_NONE, "whose consent it needs, and how it may be withdrawn"},
    {S(CHARTER), "active", "mandate :mandate", "active_mandate", 0, SCOPE_NONE,
     "the mandate that is in force"},
    {S(CHARTER), "force", "", "force", 0, SCOPE_FORCE,
     "the community's own duties; the same engine checks them"},
    {S(CHARTER), "mission", "add by add_by:rule", "missions", ROW_MANY | ROW_MAY_BLOCK,
     SCOPE_MISSION, "other missions, if members elect so"},
    {S(CHARTER), "mission", "id:id", "missions", ROW_MANY | ROW_MAY_BLOCK, SCOPE_MISSION,
     "another mission that members elected"},
    {S(MISSION), "title", ":string", "title", 0, SCOPE_NONE, "its name"},
    {S(MISSION), "mandate", ":mandate", "mandate", 0, SCOPE_NONE, "its mandate"},
    {S(MISSION), "agreement", ":word", "agreement", 0, SCOPE_NONE, "the agreement it watches"},
    {S(MISSION), "tasks", ":word,", "tasks", ROW_JOIN, SCOPE_NONE, "its tasks"},

    {S(CHARTER), "ladder", "id:id", "ladders", ROW_MANY, SCOPE_LADDER,
     "the responses to one kind of incident; steps are independent"},
    {S(LADDER), "ref", ":string", "ref", ROW_REQUIRED, SCOPE_NONE,
     "the paragraph of the text that it stands for"},
    {S(LADDER), "on",
     "incident [ type "
     "type:{ceasefire_exchange|attack_on_personnel|incursion|detention|airspace|"
     "shelling_of_settlement|obstruction} ] [ against against:{personnel|civilians|equipment} ] [ "
     "class classes:word, ] [ severity severity:severity ]",
     "on", ROW_MANY | ROW_REQUIRED, SCOPE_NONE,
     "the incidents that open it, any of the lines; a severity means at least so grave"},
    {S(LADDER), "step", "number:count id:id", "steps", ROW_MANY | ROW_REQUIRED, SCOPE_STEP,
     "a response that opens on its own condition, whatever the other steps do"},
    {S(STEP), "measure",
     ":{reinforce_posture|open_investigation|demarche|economic_measures|station_combat_forces|"
     "suspend_membership|notify_contributors|notify_liaison|evacuate|call_rapid_reaction|"
     "emergency_session|record_declared_response},",
     "measures", ROW_REQUIRED | ROW_JOIN, SCOPE_NONE, "what is done"},
    {S(STEP), "when",
     "responsibility responsibility:party in "
     "modes:{direct_organ|governmental_authority|placed_at_disposal|directed_or_controlled|"
     "acknowledged|aided|failed_to_prevent}, standard op:op standard:standard",
     "when", ROW_MANY, SCOPE_NONE, "a finding of State responsibility that must be adopted"},
    {S(STEP), "when", "finding finding:word standard op:op standard:standard", "when", ROW_MANY,
     SCOPE_NONE, "a finding that must be adopted"},
    {S(STEP), "by", ":{commander}", "by", 0, SCOPE_NONE, "the commander decides"},
    {S(STEP), "by", "each=each member", "by", 0, SCOPE_NONE,
     "each member decides for itself: no collective obligation"},
    {S(STEP), "by", "rule:rule", "by", 0, SCOPE_NONE, "members vote by this rule"},
    {S(STEP), "by", "vote rule:rule", "by", 0, SCOPE_NONE, "members vote by this rule"},
    {S(STEP), "automatic", "", "automatic", 0, SCOPE_NONE, "nobody decides"},
    {S(STEP), "within", ":duration", "within", 0, SCOPE_NONE, "how soon"},
    {S(STEP), "report", "within :duration", "report_within", 0, SCOPE_NONE,
     "when the report is due"},
    {S(STEP), "reply-period", ":duration", "reply_period", 0, SCOPE_NONE,
     "how long those concerned have to answer"},
    {S(STEP), "requires", "consent consent:party", "requires", ROW_MANY, SCOPE_NONE,
     "this State must consent; a vote does not replace it"},
    {S(STEP), "requires", "contributor contributor:party", "requires", ROW_MANY, SCOPE_NONE,
     "this contributor must take part"},
    {S(STEP), "requires", "consultation consultation:class", "requires", ROW_MANY, SCOPE_NONE,
     "members of this class must have been consulted"},
    {S(STEP), "after", ":step", "after", 0, SCOPE_NONE, "it waits on this step"},
    {S(STEP), "review", ":duration", "review", 0, SCOPE_NONE, "how often it is looked at anew"},
    {S(STEP), "until", "quiet", "until_quiet", 0, SCOPE_QUIET,
     "it stands until all lines of the block hold"},
    {S(QUIET), "no_violation",
     "severity op:op severity:severity in where:word for for:duration [ any_party=any party ]",
     "no_violation", ROW_MANY, SCOPE_NONE,
     "no such violation for so long, by the party found responsible or, where written, by any; "
     "the area is one of an agreement, sector (that of the measure) or anywhere"},
    {S(QUIET), "withdrawal", "verified", "withdrawal_verified", 0, SCOPE_NONE,
     "the withdrawal is verified"},
    {S(QUIET), "coverage", ">= :share", "coverage_min", 0, SCOPE_NONE,
     "days on which less was seen are unknown and stop the clock"},
    {S(QUIET), "then", "vote vote:word by by:rule", "then", 0, SCOPE_NONE,
     "what ends it then, and by which rule"},

    /* everywhere; the last rows of all, so that they end every block */
    {BLOCKS, "assumption", ":string", "assumptions", ROW_MANY, SCOPE_NONE,
     "what the text that is modelled does not say; printed wherever a result rests on it"},
    {BLOCKS, "note", ":string", "notes", ROW_MANY, SCOPE_NONE, "a remark that belongs to the text"},
    {0},
};
