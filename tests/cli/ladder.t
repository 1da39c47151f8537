An incident on the ladders of a charter: what opens, what is missing, who must act and by when.

  $ K="$ROOT/examples/kalmius"
  $ cat >c.pact <<'EOF'
  > pact 1
  > charter c {
  >   timezone "UTC"
  >   obligation collective_defence none
  >   member est, lva, ukr
  >   class east { est, lva }
  >   standard suspicion rank 1 score >= 0.40
  >   standard grounds rank 2 score >= 0.70
  >   rule important { majority 2/3; quorum 1/2 }
  >   force { term liaison periodic_duty { ref "3"; duty liaison_check; with class east; every 24 h } }
  >   mandate m { mode host_consent; tasks patrol; consent ukr }
  >   active mandate m
  >   candidate rus { admit by important }
  >   ladder probing {
  >     ref "1"
  >     on incident against personnel class trainer
  >     step 1 protect { measure reinforce_posture; by commander; within 1 h }
  >     step 2 inquire { measure open_investigation; automatic; report within 14 d }
  >     step 3 combat { when responsibility rus in direct_organ standard >= grounds
  >       measure station_combat_forces; by important; requires consent ukr; review 90 d }
  >   }
  >   ladder aggression {
  >     ref "2"
  >     on incident type incursion severity grave
  >     step 1 alert { measure notify_contributors, notify_liaison; by commander; within 1 h }
  >     step 2 safety { measure evacuate, call_rapid_reaction; by commander; within 1 h }
  >     step 3 session { measure emergency_session; automatic; within 6 h }
  >     step 4 responses { measure record_declared_response; by each member }
  >   }
  > }
  > EOF
  $ aasc init k c.pact --pact "$K/kalmius.pact" --label PUBLIC
  $ aasc import k "$K/night.ndjson" --quiet >output
  $ I=$(aasc incident list k --json | head -n 1 | sed 's/.*"id":"\([^"]*\)".*/\1/')
  $ aasc incident show k $I | grep -v ^tension
  incident * (glob)
  obstruction, severity 4 (serious); so since * (glob)
  ladder probing (1): closed
  ladder aggression (2): closed
  $ aasc incident show k 00000000-0000-7000-8000-000000000000
  aasc: 00000000-0000-7000-8000-000000000000: there is no such incident
  [3]

Tension is shown with its coverage, and no step can be keyed to it:

  $ aasc incident show k $I | grep '^tension of valley'
  tension of valley in 7 days: 0; no coverage was declared for these days, so that 0 is no calm; it triggers nothing

The commander's acts wait on no ladder; what is yet to come was not done:

  $ aasc incident act k $I --does self_defence --note "fire was returned"
  declaration * (glob)
  $ aasc incident act k $I --does evacuation --at 2999-01-01T00:00:00Z
  aasc: --at: is yet to come; what was done is stated
  [2]
  $ aasc incident show k $I | tail -n 1
  *  self_defence: fire was returned (glob)

A grade opens a ladder, step by step, and names who must act by when:

  $ aasc incident grade k $I
  aasc: a grade says something: --type, --against, --class, --severity
  [2]
  $ aasc incident grade k $I --against personnel --class visitor >output
  $ aasc incident show k $I | grep ^ladder
  ladder probing (1): closed
  ladder aggression (2): closed
  $ aasc incident grade k $I --class trainer >output
  $ aasc incident show k $I | sed -n '/^ladder probing/,/^ladder agg/p'
  ladder probing (1): open since * (glob)
    1 protect: available since * (glob)
        next   the commander, by *, a decision on reinforce_posture (glob)
    2 inquire: available since * (glob)
        next   whoever opens inquiries, an inquiry about the incident is to be opened
    3 combat: not available
        needs  the panel, a finding that rus answers for it (direct_organ) to a standard >= grounds
        needs  ukr, the consent of ukr is not shown: a vote does not replace it
  ladder aggression (2): closed

Aggression: nothing waits for a finding. A grade that is another one restarts every clock:

  $ aasc incident grade k $I --type incursion --severity grave >output
  $ aasc incident show k $I | grep ^ladder
  ladder probing (1): open since *, graded anew: every clock was restarted (glob)
  ladder aggression (2): open since * (glob)
  $ aasc incident alert k $I --to est,lva >output
  $ aasc incident alert k $I --to est --acknowledged >output
  $ aasc incident alert k $I --to ukr,usa
  aasc: usa is no member of the charter
  [3]
  $ aasc incident show k $I | sed -n '/^  1 alert/,/^  2/p'
    1 alert: runs since * (glob)
        next   lva, by *, the alert is not acknowledged (glob)
        next   the commander, by *, the alert to ukr (contributor) (glob)
        next   lva, by *, the alert is not acknowledged (glob)
    2 safety: available since * (glob)

Each State declares its own response; who declares none is not late:

  $ aasc incident respond k $I --member est --response "two companies" >output
  $ aasc incident act k $I --does evacuation >output
  $ aasc incident act k $I --does session >output
  $ aasc incident show k $I | sed -n '/^  2 safety/,$p'
    2 safety: runs since * (glob)
        next   the commander, by *, a decision on call_rapid_reaction (glob)
    3 session: done since * (glob)
    4 responses: runs since * (glob)
        next   lva, may declare its own response; it is obliged to none
        next   ukr, may declare its own response; it is obliged to none
  *  self_defence: fire was returned (glob)
  *  evacuation (glob)
  *  session (glob)
  *  est declares: two companies (glob)
  $ aasc incident show k $I --json | python3 -c 'import json,sys; v=json.load(sys.stdin); print(v["schema"], v["severity"], v["responses"][0]["member"], [s["state"] for s in v["ladders"][1]["steps"]])'
  aasc/incident/1 5 est ['runs', 'runs', 'done', 'runs']

A measure is proposed where its step is open, and lives as far as it may:

  $ aasc measure propose k $I --ladder probing --step combat
  aasc: the step combat is not available: a finding that rus answers for it (direct_organ) to a standard >= grounds
  [5]
  $ aasc measure propose k $I --ladder probing --step protest
  aasc: --step: the ladder probing has no step protest
  [3]
  $ aasc measure propose k $I --ladder aggression --step safety
  aasc: --kind is missing: the step has several measures
  [2]
  $ aasc measure propose k $I --ladder probing --step protect --responsible usa
  aasc: --responsible: usa is no member of the charter
  [3]
  $ M=$(aasc measure propose k $I --ladder probing --step protect --responsible est,lva --what "two posts" | sed 's/^measure //')
  $ aasc incident show k $I | grep '^  1 protect\|^measure'
    1 protect: proposed since * (glob)
  measure *  reinforce_posture: proposed (glob)
  $ aasc measure evidence k $M --what "photographs"
  aasc: a measure that is proposed cannot be said to be evidence; what can follow: adopted, rejected, begun, task, ended
  [5]
  $ aasc measure begin k $M >output
  $ aasc measure task k $M
  aasc: a task says what is to be done
  [2]
  $ aasc measure task k $M --what "man the bridge" --who est --due 2026-01-01T00:00:00Z >output
  $ aasc measure evidence k $M --task 2
  aasc: the measure has 1 task; there is no task 2
  [3]
  $ aasc incident show k $I | sed -n '/^  1 protect/,/^  2/p'
    1 protect: runs since * (glob)
        next   est, by 2026-01-01T00:00:00Z (OVERDUE), task 1: man the bridge
        next   est, lva, evidence of its execution
    2 inquire: available since * (glob)
  $ aasc measure evidence k $M --task 1 --what "manned at noon" >output
  $ aasc incident show k $I | sed -n '/^  1 protect/,/^  2/p'
    1 protect: runs since * (glob)
    2 inquire: available since * (glob)
  $ aasc measure end k $M
  aasc: a measure that is active cannot be said to be ended; what can follow: task, evidence, review, stand_down
  [5]
  $ for verb in review continue stand-down end; do aasc measure $verb k $M | sed 's/ .*//'; done
  review
  continued
  stand_down
  ended
  $ aasc measure task k $M --what more
  aasc: a measure that is ended cannot be said to be task; nothing follows on its end
  [5]
  $ aasc incident show k $I | grep '^  1 protect\|^measure'
    1 protect: done since * (glob)
  measure *  reinforce_posture: ended (glob)
  $ aasc measure begin k $I
  aasc: *: there is no such measure (glob)
  [3]
  $ aasc fsck k
  * (glob)
