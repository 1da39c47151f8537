A former adversary, from not eligible to a member like others. What the charter asks for first refuses a vote and says why; what members should weigh
informs them and refuses nothing.

  $ [ -n "$PIN" ] || { echo "no clock can be pinned in this build"; exit 80; }
  $ n=0; on() { n=$((n + 1)); local at=$1; shift; PIN_SEED=$n PIN_AT_MS=$(date -u -d "$at" +%s)000 LD_PRELOAD=$PIN "$@"; }
  $ echo '{"type":"FeatureCollection","features":[{"type":"Feature","id":"b","properties":{},"geometry":{"type":"LineString","coordinates":[[36,49],[36,51]]}}]}' >border.geojson
  $ cat >c.pact <<'END'
  > pact 1
  > charter c {
  >   timezone "UTC"
  >   obligation collective_defence none
  >   member est, lva, ukr, usa
  >   host ukr
  >   class east { est, lva }
  >   line b { geometry "border.geojson#b"; left ukr; right rus; accuracy 2 km }
  >   standard suspicion rank 1 score >= 0.40
  >   standard grounds rank 3 score >= 0.70
  >   rule ordinary { majority simple; quorum 1/2 }
  >   rule important { majority 2/3; quorum 1/2; floor 1/3; abstention ignored }
  >   candidate rus {
  >     eligible when finding leadership.departed standard grounds adopted-by important
  >     eligible when finding successor.non_threatening standard grounds adopted-by important
  >     consider posture { indicator forces_within 100 km of line b trend 12 months }
  >     consider recognition { indicator instrument "recognition of the sovereignty of Ukraine" }
  >     consider disputes { indicator registry disputes party rus }
  >     admit by important
  >     consult east for 30 d before vote
  >   }
  >   mission add by important
  > }
  > END
  $ for p in e.est l.lva k.ukr u.usa r.rus; do aasc key make $p.key $p | sed "s/public key/$p/"; done >keys
  $ all='"see","mark","draft","approve","roster","vote"'
  $ { printf '{"schema":"aasc/roster/1","version":1,"policy":{"id":"community","members":["est","lva","ukr","usa","rus"],"everybody":[["est","lva","ukr","usa"]],"audience":["est","lva","ukr","usa"]},"clearances":['
  >   sep=; for m in est lva ukr usa rus; do printf '%s{"member":"%s","level":"SECRET","rights":[%s]}' "$sep" $m "$all"; sep=,; done
  >   printf '],"people":['
  >   sep=; while read -r p key; do printf '%s{"id":"%s","member":"%s","level":"SECRET","rights":[%s],"keys":["%s"]}' "$sep" $p ${p#*.} "$all" "$key"; sep=,; done <keys
  >   printf ']}\n'; } >roster.json
  $ on 2028-01-01T08:00Z aasc init v --pact c.pact --label PUBLIC --roster roster.json --name example.org/v
  $ for p in e.est l.lva k.ukr u.usa r.rus; do cp -p $p.key v/keys/by-$p.key; done
  $ word() { local at=$1 by=$2; printf '{"schema":"aasc/declaration/1","state":"%s",%s}\n' ${by#*.} "$3" >word.json; aasc key sign word.json --origin example.org/v --key $by.key >word; on $at aasc council hear v word; }
  $ open() { local at=$1 until=$2; shift 2; on $at aasc council propose v --closes $until --by e.est --out p.json "$@" >said && sed -n 's/^entry //p' said >id; }
  $ cast() { local at=$1 who=$2 what=$3; aasc council vote p.json --member ${who#*.} --choice $what --keys v/keys --by $who --out b --quiet && on $at aasc council take v b --out r >/dev/null; rm -f b r; }
  $ all_say() { local p; for p in e.est l.lva k.ukr u.usa; do cast $1 $p $2; done; }
  $ shut() { rm -f p.json; on $1 aasc council close v $(cat id) --by e.est; }

Not eligible, and why; nothing can be voted about:

  $ on 2028-01-02T08:00Z aasc council candidate v
  rus: not_eligible; admitted by rule important
  finding leadership.departed: not_met: no decision on the record adopts the finding leadership.departed
  finding successor.non_threatening: not_met: no decision on the record adopts the finding successor.non_threatening
  consultation east: not_met: not opened
  consideration posture: unknown: in the first half of the time 0 sightings of 0 to 0, in the second 0 sightings of 0 to 0: no trend can be told: in one half nobody saw any
  consideration recognition: not_met: no instrument "recognition of the sovereignty of Ukraine" by rus is on the record
  consideration disputes: unknown: nobody has entered a dispute into the register
  considerations inform the vote; they gate nothing
  $ on 2028-01-02T08:00Z aasc council propose v --title Admit --admits rus --closes 2028-01-03T08:00:00Z --by e.est
  aasc: rus cannot be voted about: no decision on the record adopts the finding leadership.departed
  [5]
  $ on 2028-01-02T08:00Z aasc council propose v --title Admit --admits usa --closes 2028-01-03T08:00:00Z --by e.est
  aasc: the charter has no candidate usa
  [3]

A finding is adopted by a vote, by the charter's rule, at a standard that it names, on entries that it rests on. Two facts are two votes:

  $ echo '{"id":"o1","source":"press","time":"2028-01-02T09:00:00Z","place":{"lat":50,"lon":36.5,"sigma_m":50},"sense":"saw","phenomenon":"troop_sighting","party":"rus","count":900}' >o.ndjson
  $ on 2028-01-02T10:00Z aasc import v o.ndjson >/dev/null; O=$(aasc entry list v --kind observation | cut -d' ' -f1)
  $ open 2028-02-01T08:00Z 2028-02-02T08:00:00Z --title "He left" --effect finding:leadership.departed --standard grounds
  aasc: --basis is missing: the entries that it rests on, with commas
  [2]
  $ open 2028-02-01T08:00Z 2028-02-02T08:00:00Z --title "He left" --effect finding:leadership.departed --standard grounds --basis $O --rule ordinary
  aasc: --rule: the charter has this voted by important
  [5]
  $ open 2028-02-01T08:00Z 2028-02-02T08:00:00Z --title "He left" --effect finding:leadership.departed --standard suspicion --basis $O && all_say 2028-02-01T09:00Z yes && shut 2028-02-02T08:00Z | tail -2
  outcome: adopted
  executable: yes
  $ on 2028-02-03T08:00Z aasc council candidate v rus | grep departed
  finding leadership.departed: not_met: finding leadership.departed was adopted at the standard suspicion; the charter wants grounds
  $ open 2028-02-03T08:00Z 2028-02-04T08:00:00Z --title "He left" --effect finding:leadership.departed --standard grounds --basis $O && all_say 2028-02-03T09:00Z yes && shut 2028-02-04T08:00Z | tail -1
  executable: yes
  $ on 2028-02-05T08:00Z aasc council candidate v rus | head -3
  rus: not_eligible; admitted by rule important
  finding leadership.departed: met: finding leadership.departed was adopted at the standard grounds by rule important (entry *) (glob)
  finding successor.non_threatening: not_met: no decision on the record adopts the finding successor.non_threatening
  $ open 2028-02-05T08:00Z 2028-02-06T08:00:00Z --title "They threaten nobody" --effect finding:successor.non_threatening --standard grounds --basis $O && all_say 2028-02-05T09:00Z yes && shut 2028-02-06T08:00Z | tail -1
  executable: yes
  $ on 2028-02-07T08:00Z aasc council candidate v rus | head -1
  rus: eligible; admitted by rule important
  $ word 2028-02-07T09:00Z r.rus '"sequence":1,"says":"applies","text":"We ask to be admitted."' | tail -1
  rus applies
  $ on 2028-02-07T10:00Z aasc council candidate v rus | head -1
  rus: applied; admitted by rule important

A consultation that is open refuses the vote, with who has not spoken and the days left. It ends by time: silence is no veto, and speaking early ends nothing:

  $ on 2028-02-08T10:00Z aasc council propose v --title Admit --admits rus --closes 2028-02-09T08:00:00Z --by e.est
  aasc: rus cannot be voted about: the consultation of east that the charter asks for was not opened; open it: aasc council consult
  [5]
  $ on 2028-02-08T10:00Z aasc council consult v east --about rus --by e.est >said; tail -1 said; C=$(sed -n 's/^entry //p' said)
  consultation of east about rus: open until 2028-03-10T00:00:00Z (30 days left); est, lva have not spoken
  $ on 2028-02-08T11:00Z aasc council consult v east --about rus --by e.est
  aasc: there is one already: open until 2028-03-10T00:00:00Z (30 days left); est, lva have not spoken
  [5]
  $ word 2028-02-10T09:00Z e.est "\"sequence\":1,\"says\":\"speaks\",\"consultation\":\"$C\",\"text\":\"We would rather wait.\"" | tail -1
  est speaks
  $ word 2028-02-10T09:00Z u.usa "\"sequence\":1,\"says\":\"speaks\",\"consultation\":\"$C\",\"text\":\"Yes.\""
  aasc: usa is not consulted there
  [5]
  $ on 2028-02-20T10:00Z aasc council propose v --title Admit --admits rus --closes 2028-02-21T08:00:00Z --by e.est
  aasc: rus cannot be voted about: the consultation of east is open until 2028-03-10T00:00:00Z (18 days left); lva has not spoken
  [5]
  $ on 2028-03-09T23:59Z aasc council propose v --title Admit --admits rus --closes 2028-03-21T08:00:00Z --by e.est
  aasc: rus cannot be voted about: the consultation of east is open until 2028-03-10T00:00:00Z (ends today); lva has not spoken
  [5]
  $ on 2028-03-09T23:59Z aasc council candidate v rus | head -1
  rus: consulting; admitted by rule important
  $ on 2028-03-10T00:00Z aasc council candidate v rus | grep consultation
  consultation east: met: over since 2028-03-10T00:00:00Z; lva had not spoken, which is no veto (entry *) (glob)
  $ word 2028-03-10T00:00Z l.lva "\"sequence\":1,\"says\":\"speaks\",\"consultation\":\"$C\",\"text\":\"No.\""
  aasc: that consultation is over; what is said now is no part of it
  [5]

What members should weigh is assessed from the record, and refuses nothing:

  $ on 2028-03-10T08:00Z aasc council register v dispute --states rus,ukr --title "the strait" --by e.est >said; D=$(sed -n 's/^entry //p' said)
  $ on 2028-03-10T08:01Z aasc council register v dispute --states rus,lva --title "the forest" --label "PUBLIC//REL est" --by e.est | sed 's/ .*//'
  entry
  $ for o in '2 2028-03-05 36.4 40' '3 2028-03-06 36.3 60' '4 2028-03-06 38.9 5000'; do set -- $o; echo "{\"id\":\"o$1\",\"source\":\"press\",\"time\":\"$2T09:00:00Z\",\"place\":{\"lat\":50,\"lon\":$3,\"sigma_m\":50},\"sense\":\"saw\",\"phenomenon\":\"troop_sighting\",\"party\":\"rus\",\"count\":$4}"; done >o.ndjson
  $ on 2028-03-10T09:00Z aasc import v o.ndjson >/dev/null
  $ on 2028-03-10T10:00Z aasc council candidate v rus | grep consider
  consideration posture: unknown: in the first half of the time 0 sightings of 0 to 0, in the second 3 sightings of 900 to 1000: no trend can be told: in one half nobody saw any
  consideration recognition: not_met: no instrument "recognition of the sovereignty of Ukraine" by rus is on the record
  consideration disputes: not_met: open: the strait; open: the forest; 0 of 2 settled (entry *) (glob)
  considerations inform the vote; they gate nothing
  $ on 2028-08-01T10:00Z aasc council candidate v rus | grep posture
  consideration posture: partly: in the first half of the time 1 sighting of 900 to 900, in the second 2 sightings of 60 to 100: falling
  $ on 2028-03-10T10:00Z aasc council candidate v rus --as lva | grep disputes
  consideration disputes: not_met: open: the strait; 0 of 1 settled (entry *) (glob)
  $ on 2028-03-10T11:00Z aasc council register v instrument --states rus --title "recognition of the sovereignty of Ukraine" --at 2028-03-01T00:00:00Z --by e.est >said
  $ on 2028-03-10T11:00Z aasc council register v ended --ends $D --by e.est | sed 's/ .*//'
  entry
  $ on 2028-03-10T11:01Z aasc council register v ended --ends $D --by e.est
  aasc: * has ended already (glob)
  [5]
  $ on 2028-03-10T12:00Z aasc council candidate v rus | grep 'recognition\|disputes'
  consideration recognition: met: in force since 2028-03-01T00:00:00Z (entry *) (glob)
  consideration disputes: partly: open: the forest; 1 of 2 settled (entry *) (glob)
  $ on 2028-03-10T12:00Z aasc council candidate v --json --as lva
  {"at":"2028-03-10T12:00:00Z","considerations":\[{"is":"unknown","name":"posture","why":"in the first half of the time 0 sightings of 0 to 0, in the second 3 sightings of 900 to 1000: no trend can be told: in one half nobody saw any"},{"entry":"*","is":"met","name":"recognition","why":"in force since 2028-03-01T00:00:00Z"},{"is":"met","name":"disputes","why":"1 of 1 settled"}\],"consultations":\[{"entry":"*","is":"met","name":"east","why":"over since 2028-03-10T00:00:00Z; lva had not spoken, which is no veto"}\],"findings":\[{"entry":"*","is":"met","name":"leadership.departed","why":"finding leadership.departed was adopted at the standard grounds by rule important"},{"entry":"*","is":"met","name":"successor.non_threatening","why":"finding successor.non_threatening was adopted at the standard grounds by rule important"}\],"kind":"candidate","state":"rus","status":"applied"} (glob)

The first vote fails; a second one, after a finding was retracted and adopted again, does not:

  $ open 2028-03-11T08:00Z 2028-03-12T08:00:00Z --title Admit --admits rus && cast 2028-03-11T09:00Z e.est no && cast 2028-03-11T09:00Z l.lva no && cast 2028-03-11T09:00Z k.ukr yes && cast 2028-03-11T09:00Z u.usa yes
  $ on 2028-03-11T10:00Z aasc council candidate v rus | head -1
  rus: voting; admitted by rule important
  $ shut 2028-03-12T08:00Z | tail -6
  floor: yes votes of the whole electorate: 2 of 4 = 1/2, at least 1/3 is needed: met
  outcome: not_adopted
  finding leadership.departed: met: finding leadership.departed was adopted at the standard grounds by rule important (entry *) (glob)
  finding successor.non_threatening: met: finding successor.non_threatening was adopted at the standard grounds by rule important (entry *) (glob)
  consultation east: met: over since 2028-03-10T00:00:00Z; lva had not spoken, which is no veto (entry *) (glob)
  executable: no
  $ on 2028-03-13T08:00Z aasc council candidate v rus | head -1
  rus: rejected; admitted by rule important
  $ open 2028-03-13T08:00Z 2028-03-20T08:00:00Z --title Admit --admits rus && all_say 2028-03-13T09:00Z yes && mv id admission && mv p.json admission.json
  $ open 2028-03-14T08:00Z 2028-03-15T08:00:00Z --title "They do threaten" --effect retraction:successor.non_threatening --basis $O && all_say 2028-03-14T09:00Z yes && shut 2028-03-15T08:00Z | tail -1
  executable: yes
  $ cp admission id; shut 2028-03-20T08:00Z | tail -5
  outcome: adopted
  finding leadership.departed: met: finding leadership.departed was adopted at the standard grounds by rule important (entry *) (glob)
  finding successor.non_threatening: unmet: finding successor.non_threatening was adopted at the standard grounds by rule important, and was retracted by a later decision
  consultation east: met: over since 2028-03-10T00:00:00Z; lva had not spoken, which is no veto (entry *) (glob)
  executable: no
  $ on 2028-03-21T08:00Z aasc council members v
  est  member  founding
  lva  member  founding
  ukr  member  founding
  usa  member  founding
  $ open 2028-03-21T08:00Z 2028-03-22T08:00:00Z --title "They threaten nobody" --effect finding:successor.non_threatening --standard grounds --basis $O && all_say 2028-03-21T09:00Z yes && shut 2028-03-22T08:00Z | tail -1
  executable: yes
  $ cp admission id; on 2028-03-23T08:00Z aasc council close v $(cat id) --by e.est --out vote.json | tail -2
  consultation east: met: over since 2028-03-10T00:00:00Z; lva had not spoken, which is no veto (entry *) (glob)
  executable: yes
  $ on 2028-03-23T08:00:01Z aasc council candidate v rus | head -1
  rus: admitted; admitted by rule important
  $ on 2028-03-23T08:00:01Z aasc council propose v --title Admit --admits rus --closes 2028-03-24T08:00:00Z --by e.est
  aasc: rus cannot be voted about: it is a member already
  [5]
  $ aasc-verify "$(aasc log keys v | grep -o 'example.org/v+[0-9a-f]*+[A-Za-z0-9+/=]*' | head -1)" vote.json | grep 'effect\|executable'
  effect: admission rus
  executable: yes

From then on it is of the electorate, with a vote like others, and with none in its own case, though the rule recuses nobody:

  $ for t in 2028-03-23T07:59:59Z 2028-03-23T08:00:00Z; do on 2028-03-24T08:00Z aasc council members v --at $t | tail -1; done
  usa  member  founding
  rus  member  since 2028-03-23T08:00:00Z
  $ open 2028-03-25T08:00Z 2028-03-26T08:00:00Z --title "Another matter" --rule important && python3 -c 'import json; print([(s["member"], s["party"]) for s in json.load(open("p.json"))["electorate"]])'; rm p.json
  [('est', False), ('lva', False), ('ukr', False), ('usa', False), ('rus', False)]
  $ open 2028-03-25T08:00Z 2028-03-26T08:00:00Z --title "Suspend" --effect suspension:rus && python3 -c 'import json; print([(s["member"], s["party"]) for s in json.load(open("p.json"))["electorate"]])'
  [('est', False), ('lva', False), ('ukr', False), ('usa', False), ('rus', True)]
  $ cast 2028-03-25T09:00Z r.rus no; all_say 2028-03-25T09:00Z yes; shut 2028-03-26T08:00Z | grep '^electorate\|^exec'
  electorate: 5 members with 5 votes: 4 yes, 0 no, 0 abstain, 1 recused, 0 absent
  executable: yes
  $ open 2028-03-27T08:00Z 2028-03-28T08:00:00Z --title "Suspend" --effect suspension:rus
  aasc: rus is no member that could be suspended now
  [5]
  $ on 2028-03-27T08:00Z aasc council members v | tail -1
  rus  suspended  since 2028-03-23T08:00:00Z
  $ open 2028-03-27T08:00Z 2028-03-28T08:00:00Z --title "Reinstate" --effect reinstatement:rus && all_say 2028-03-27T09:00Z yes; shut 2028-03-28T08:00Z | tail -1
  executable: yes
  $ on 2028-03-29T08:00Z aasc council members v | tail -1
  rus  member  since 2028-03-23T08:00:00Z

Other missions are created by a decision, by the charter's rule for it, each with a mandate of its own and with an agreement to judge or without one:

  $ on 2028-03-30T08:00Z aasc council propose v --title M --effect mission:strait --closes 2028-03-31T08:00:00Z --by e.est
  aasc: --tasks is missing: the mandate of the mission, with commas
  [2]
  $ on 2028-03-30T08:00Z aasc council propose v --title M --effect mission:strait --tasks escort --rule ordinary --closes 2028-03-31T08:00:00Z --by e.est
  aasc: --rule: the charter has this voted by important
  [5]
  $ open 2028-03-30T08:00Z 2028-03-31T08:00:00Z --title "The strait" --effect mission:strait --tasks escort,patrol && all_say 2028-03-30T09:00Z yes; shut 2028-03-31T08:00Z | tail -1
  executable: yes
  $ open 2028-03-30T10:00Z 2028-03-31T08:00:00Z --title "The forest" --effect mission:forest --tasks monitoring --agreement forest-peace && all_say 2028-03-30T11:00Z yes; shut 2028-03-31T08:00Z | tail -1
  executable: yes
  $ on 2028-03-31T09:00Z aasc council missions v
  strait: since 2028-03-31T08:00:00Z by decision *, rule important (glob)
  it judges no agreement: tasks, incidents and reports
  tasks: escort, patrol
  forest: since 2028-03-31T08:00:00Z by decision *, rule important (glob)
  it judges the agreement forest-peace
  tasks: monitoring
  $ on 2028-03-31T09:00Z aasc council missions v strait combat | tail -1
  task combat: refused: its mandate does not name it
  $ on 2028-03-31T09:00Z aasc council missions v forest monitoring --json
  {"agreement":"forest-peace","decision":"*","from":"2028-03-31T08:00:00Z","kind":"mission","lawful":true,"mission":"forest","tasks":\["monitoring"\]} (glob)
  $ on 2028-03-31T09:00Z aasc council missions v moon
  aasc: no decision created a mission moon
  [3]
  $ on 2028-03-31T09:00Z aasc council propose v --title M --effect mission:strait --tasks escort --closes 2028-04-01T08:00:00Z --by e.est
  aasc: there is a mission strait already
  [5]

A member leaves by its own signed notice, at once or when it says:

  $ word 2028-04-01T08:00Z l.lva '"sequence":2,"says":"leaves","at":"2028-03-01T00:00:00Z"'
  aasc: a notice is not given of what is past; leave out "at" to leave now
  [5]
  $ word 2028-04-01T08:00Z l.lva '"sequence":2,"says":"leaves","at":"2028-07-01T00:00:00Z"' | tail -1
  lva leaves at 2028-07-01T00:00:00Z
  $ for t in 2028-06-30T23:59:59Z 2028-07-01T00:00:00Z; do on 2028-04-02T08:00Z aasc council members v --at $t | grep lva; done
  lva  member  founding  until 2028-07-01T00:00:00Z
  lva  left  founding  until 2028-07-01T00:00:00Z
  $ aasc fsck v | tail -1
  v: 89 entries, 17 files: nothing is wrong
