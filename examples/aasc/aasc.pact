# SPDX-License-Identifier: Apache-2.0
# The charter of the Atlantic-Asian Security Community and the model peace that it would keep. A proposal, in
# force nowhere; what its text leaves open is marked as an assumption.
pact 1
charter aasc {
  title "Atlantic-Asian Security Community"
  timezone "UTC"
  obligation collective_defence none            # members are not obliged to defend one another
  member usa, can, gbr, fra, deu, pol, est, lva, ltu, ukr, ind, jpn, kor, aus
  host ukr
  class nato      { usa, can, gbr, fra, deu, pol, est, lva, ltu }
  class nato_east { pol, est, lva, ltu }
  class neutral   { ind }
  line ukr-rus { geometry "geo/border.geojson#ukr-rus"; left ukr; right rus; accuracy 2 km }

  assumption "no treaty sets numbers for standards of proof: the ranks matter, the scores are ours"
  standard reasonable_suspicion        rank 1 score >= 0.40
  standard balance_of_probabilities    rank 2 score >  0.50
  standard reasonable_grounds          rank 3 score >= 0.70
  standard clear_and_convincing        rank 4 score >= 0.90
  standard beyond_reasonable_doubt     rank 5 score >= 0.99

  rule ordinary  { majority simple;  quorum 1/2; abstention ignored; party-to-dispute recused }
  rule important { majority 2/3;     quorum 1/2; floor 1/3; abstention ignored; party-to-dispute recused }
  rule silence   { silence 72 h; break-on objection; fallback important }

  candidate rus {
    eligible when finding leadership.departed standard reasonable_grounds adopted-by important   # two facts,
    eligible when finding successor.non_threatening standard reasonable_grounds adopted-by important   # found separately
    consider posture_near_borders   { indicator forces_within 300 km of line ukr-rus trend 12 months }
    consider recognises_sovereignty { indicator instrument "unconditional recognition of the sovereignty of Ukraine" }
    consider territorial_disputes   { indicator registry disputes party rus }
    admit by important
    consult nato_east for 30 d before vote        # assumption: the proposal consults them when the community is created
  }

  mandate unga {
    mode unga_implementation_force
    authority "UN General Assembly resolution"
    term 3 years
    tasks demobilisation_assistance, border_patrol, minority_monitoring, ceasefire_monitoring, monitor_troop_activity, tripwire
    consent ukr
  }
  mandate aasc {
    mode host_consent
    consent ukr revocable notice 90 d
    tasks train_military, train_police, ceasefire_monitoring, monitor_troop_activity, demobilisation_assistance, tripwire
  }
  active mandate aasc

  force {
    term c.us composition       { ref "proposal p4"; requires contributor usa personnel >= 1 share >= 0.05 in each sector; assumption "share and sectors are ours" }
    term c.cdr composition      { ref "proposal p15"; commander nationality not in class nato; prefer class neutral }
    term c.size composition     { ref "proposal p12"; personnel >= 3000; assumption "the proposal says at least several thousand" }
    term c.spread dispersion    { ref "proposal p15"; presence in >= 0.6 of area "geo/ukr-oblasts.geojson"; max-gap 30 d; assumption "the proposal says throughout much of the country" }
    term c.liaison periodic_duty { ref "proposal p15"; duty liaison_check; with class nato_east; every 24 h; assumption "the proposal says regular contact" }
    term c.rrf reach            { ref "proposal p15"; from class nato_east; to each deployment; within 24 h; path road, rail, air; assumption "hours are ours" }
    term c.exercise periodic_duty { ref "proposal p11"; duty exercise; every 6 months; assumption "the proposal says regular" }
    term c.trip tripwire        { ref "proposal p20"; each axis "geo/axes.geojson"; requires contributors usa and >= 3 members; every 1 d }
  }

  mission add by important                       # other missions, if members elect so; one may have no agreement: tasks, incidents, reports only

  # steps are independent: each opens on its own condition, several may run, none waits on another unless it says `after NAME`
  ladder probing_attack {
    ref "proposal p15"
    on incident against personnel class trainer, monitor
    step 1 protect   { measure reinforce_posture; by commander; within 1 h }
    step 2 inquire   { measure open_investigation; automatic; report within 14 d; reply-period 7 d }
    step 3 economic  { when responsibility rus in direct_organ, governmental_authority, placed_at_disposal, directed_or_controlled, aided, acknowledged standard >= reasonable_grounds
                       measure economic_measures; by important; review 90 d }
    step 4 combat    { when responsibility rus in direct_organ, governmental_authority, placed_at_disposal, directed_or_controlled standard >= clear_and_convincing
                       measure station_combat_forces; by important; requires consent ukr; requires contributor usa
                       until quiet { no_violation severity >= serious in sector for 60 d
                                     withdrawal verified          # all lines of a block are and-ed
                                     then vote stand_down by ordinary }
                       review 90 d }
  }
  ladder renewed_aggression {                    # no military or economic response is automatic, and nothing waits for attribution
    ref "proposal p19-20"
    on incident type incursion severity grave
    step 1 alert     { measure notify_contributors, notify_liaison; by commander; within 1 h }
    step 2 protect   { measure reinforce_posture, evacuate, call_rapid_reaction; by commander; within 1 h }
    step 3 session   { measure emergency_session; automatic; within 6 h }
    step 4 responses { measure record_declared_response; by each member }   # each State's own choice: no collective obligation
  }
}
agreement aasc-peace {
  title "Model peace terms monitored by the AASC"
  timezone "Europe/Kyiv"
  day D 2027-06-01T00:00
  party ukr { name "Ukraine" }
  party rus { name "Russian Federation" }
  observer aasc { name "AASC monitoring force" }
  line border { geometry "geo/border.geojson#ukr-rus"; left ukr; right rus; accuracy 2 km }   # as digitised: Natural Earth 10m
  area belt { band border both-sides 0 km 30 km }
  category heavy { class artillery, mlrs, main_battle_tank; calibre >= 100 mm }
  category tank  { class main_battle_tank }
  category arty  { class artillery, mlrs, mortar }
  term 1 ceasefire { ref "Art 1"; binds ukr, rus; from D; prohibits fire any }
  term 2 withdrawal { ref "Art 2"; binds ukr, rus; from line border; distance heavy 30 km; complete by D+30d }
  term 3 ceiling { ref "Art 3"; binds rus; where area "geo/posture-300km.geojson"; limit personnel <= 60000; limit main_battle_tank <= 400; simultaneity 72 h }
  term 4 no_fly { ref "Art 4"; binds ukr, rus; where area belt; floor 0 m; prohibits combat_aircraft, uav; except observer aasc }
  term 5 notification { ref "Art 5"; binds ukr, rus; activity exercise; threshold personnel >= 9000 or tank >= 250 or arty >= 250; notice 42 calendar_days; aggregate common_command }
  term 6 demobilisation { ref "Art 6"; binds ukr, rus; registry ddr; milestone D+90d 0.3; milestone D+120d 0.6; milestone D+150d 1.0; basis declared_strength }
  term 7 protection { ref "Art 7"; binds ukr; registry minority; indicators education, language, participation, violence, documentation; publish aggregate k 5 }
  term 8 freedom_of_movement { ref "Art 8"; binds ukr, rus; beneficiary aasc; delay-threshold 15 min; means patrol, uav, camera, sensor }
  term 10 line_crossing { ref "Art 10"; binds ukr, rus; line border; prohibits military_forces; except permit }
  term 9 inspection { ref "Art 9"; binds ukr, rus; by aasc; quota passive 6 per 1 years; arrive within 36 h of request }
}
