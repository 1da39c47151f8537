A step that asks for a finding is judged on what every eligible voter may read; who waives does so by a signed
statement; the vote, the host's consent, and the vote that ends it.

  $ K="$ROOT/examples/kalmius"
  $ cat >c.pact <<'END'
  > pact 1
  > charter c {
  >   timezone "UTC"
  >   obligation collective_defence none
  >   member est, lva, ukr
  >   host ukr
  >   standard suspicion rank 1 score >= 0.40
  >   standard grounds rank 2 score >= 0.70
  >   rule important { majority 2/3; quorum 1/2; party-to-dispute recused }
  >   rule ordinary { majority simple }
  >   mandate m { mode host_consent; tasks patrol; consent ukr }
  >   active mandate m
  >   candidate rus { admit by important }
  >   ladder probing {
  >     ref "1"
  >     on incident against personnel class trainer
  >     step 1 combat { when responsibility rus in direct_organ standard >= grounds
  >       measure station_combat_forces; by important; requires consent ukr; review 90 d
  >       until quiet { no_violation severity >= serious in anywhere for 60 d; coverage >= 0.5
  >         then vote stand_down by ordinary } }
  >   }
  > }
  > END
  $ mkdir -m 700 far; for n in e.est l.lva k.ukr; do aasc council key far $n; done >keys
  $ key() { grep -A1 '^public' keys | grep -B1 "verifier key $1+" | sed -n 's/^public key //p'; }
  $ all='"see","mark","draft","approve","confirm","roster","vote"'
  $ { printf '{"schema":"aasc/roster/1","version":1,"policy":{"id":"community","members":["est","lva","ukr"],"everybody":[["est","lva","ukr"]],"audience":["est","lva","ukr"]},"clearances":['
  >   sep=; for m in est lva ukr; do printf '%s{"member":"%s","level":"SECRET","rights":[%s]}' "$sep" $m "$all"; sep=,; done
  >   printf '],"people":['
  >   sep=; for n in e.est l.lva k.ukr; do printf '%s{"id":"%s","member":"%s","level":"SECRET","rights":[%s],"keys":["%s"]}' "$sep" $n ${n#*.} "$all" "$(key $n)"; sep=,; done
  >   printf ']}\n'; } >roster.json
  $ aasc init v c.pact --pact "$K/kalmius.pact" --label PUBLIC --roster roster.json --name example.org/v
  $ cp -p far/by-*.key v/keys/
  $ aasc import v "$K/night.ndjson" --quiet >output
  $ I=$(aasc incident list v --json | head -n 1 | sed 's/.*"id":"\([^"]*\)".*/\1/')
  $ aasc incident grade v $I --against personnel --class trainer
  aasc: the roster knows nobody by the key of "desk"; who may grade incidents stands there
  [5]
  $ aasc incident grade v $I --against personnel --class trainer --by e.est >output
  $ aasc incident act v $I --does evacuation >output

Two exhibits of two lineages, one of which only est may read; the finding stands on both:

  $ cat >open.json <<'END'
  > {"title":"The attack","terms":"Who answers.","concerned":["rus"],
  >  "panel":[{"name":"e.est","nationality":"fin"},{"name":"l.lva","nationality":"ind"}],
  >  "reply_until":"2020-08-01T00:00:00Z","due":"2020-09-01T00:00:00Z",
  >  "links":{"responsibility":[
  >   {"id":"army","party":"rus","mode":"direct_organ","statement":"its army did it","prior":0.4,"reason":"near"},
  >   {"id":"alone","role":"rogue","statement":"a unit did it without orders","prior":0.2,"reason":"known to happen"},
  >   {"id":"staged","role":"false_flag","statement":"it was staged","prior":0.2,"reason":"seldom"},
  >   {"id":"other","role":"other_unknown","statement":"another did it","prior":0.2,"reason":"unknown"}]}}
  > END
  $ Q=$(aasc inquiry open v open.json --incident $I --by e.est | sed 's/^inquiry //')
  $ echo one >one; echo two >two
  $ x=$(aasc inquiry exhibit v $Q --file one --title one --source a --lineage one --grade A1 --by e.est | sed 's/^exhibit //')
  $ y=$(aasc inquiry exhibit v $Q --file two --title two --source b --lineage two --grade A1 --label 'PUBLIC//REL est' --by e.est | sed 's/^exhibit //')
  $ echo "{\"link\":\"responsibility\",\"exhibits\":{\"$x\":{\"ratios\":{\"army\":9,\"alone\":1,\"staged\":1,\"other\":1}},\"$y\":{\"ratios\":{\"army\":9,\"alone\":1,\"staged\":1,\"other\":1}}}}" >weighed.json
  $ for show in "" --show; do for n in e.est l.lva; do aasc inquiry assess v $Q weighed.json --by $n $show >output; done; done
  $ cat >find.json <<'END'
  > {"link":"responsibility","hypothesis":"army","standard":"grounds","reasons":"Both agree.",
  >  "alternatives":{"alone":"orders were heard","staged":"no trace","other":"no trace"},
  >  "votes":[{"name":"e.est","vote":"for"},{"name":"l.lva","vote":"for"}],"audiences":[]}
  > END
  $ aasc incident show v $I | sed -n '/^  1 combat/,/^measure/p'
    1 combat: not available
        needs  the panel, a finding that rus answers for it (direct_organ) to a standard >= grounds
        needs  ukr, the consent of ukr is not shown: a vote does not replace it
  * (glob)
  $ aasc inquiry find v $Q find.json --by e.est >output
  $ aasc incident show v $I | sed -n '/^  1 combat/,/needs/p'
    1 combat: not available
        needs  lva, ukr, a finding that rus answers for it (direct_organ) to a standard >= grounds: on the exhibits that every eligible voter may read it reaches suspicion, where it was declared to grounds; those named may waive by a signed statement, or exhibits are released to them
  $ aasc measure propose v $I --ladder probing --step combat --by e.est
  aasc: the step combat is not available: a finding that rus * (glob)
  [5]

A reader who may not read that exhibit is told of neither it nor the finding that rests on it:

  $ aasc incident show v $I --as lva | grep 'needs'
        needs  the panel, a finding that rus answers for it (direct_organ) to a standard >= grounds
        needs  ukr, the consent of ukr is not shown: a vote does not replace it

Waivers are signed elsewhere, by whoever votes for that member:

  $ waive() { aasc council waive --inquiry $Q --finding ${3:-army} --member ${2:-${1#*.}} --keys far --by $1 --out $1.${2:-own}${3:-}.waiver --quiet; }
  $ waive l.lva; waive e.est ukr; waive k.ukr; waive k.ukr ukr nothing
  $ aasc council take v e.est.ukr.waiver
  aasc: nobody whom the roster lets vote for ukr has signed it
  [5]
  $ aasc council take v k.ukr.ukrnothing.waiver
  aasc: nothing is no hypothesis of the link responsibility
  [3]
  $ sed 's/^member lva/member ukr/' l.lva.own.waiver >forged; aasc council take v forged
  aasc: nobody whom the roster lets vote for ukr has signed it
  [5]
  $ aasc council take v l.lva.own.waiver
  waiver * (glob)
  $ aasc council take v l.lva.own.waiver
  aasc: lva has waived that already
  [5]
  $ aasc incident show v $I | grep 'every eligible voter' | cut -c1-19
        needs  ukr, a
  $ aasc council take v k.ukr.own.waiver
  waiver * (glob)
  $ aasc incident show v $I | sed -n '/^  1 combat/,/needs/p'
    1 combat: available since * (glob)
        needs  ukr, the consent of ukr is not shown: a vote does not replace it

The report of the inquiry says so as a fact:

  $ aasc inquiry report v $Q --out report >output
  $ grep -o 'probing, step combat: [^<]*' report/report.html
  probing, step combat: its condition holds; before it begins: the consent of ukr is not shown: a vote does not replace it
  $ aasc inquiry report v $Q --as lva --out lva >output
  $ grep -o 'probing, step combat: [^(]*' lva/report.html
  probing, step combat: not available; a finding that rus answers for it * (glob)

Members vote by the rule of the step; adopted is not executable:

  $ soon() { date -u -d "+$1 seconds" +%Y-%m-%dT%H:%M:%SZ; }
  $ ballots() { for n in e.est l.lva k.ukr; do aasc council vote $1.json --member ${n#*.} --choice yes --keys far --by $n --out $n.$1 --quiet; aasc council take v $n.$1 >output; done; }
  $ aasc measure propose v $I --ladder probing --step combat --by e.est
  aasc: --proposal is missing: members vote about this step
  [2]
  $ W=$(aasc council propose v --title wrong --rule ordinary --closes $(soon 60) --by e.est | sed -n 's/^entry //p')
  $ aasc measure propose v $I --ladder probing --step combat --proposal $W --by e.est
  aasc: --proposal: the step is voted by the rule important, this by ordinary
  [5]
  $ W=$(aasc council propose v --title anything --rule important --closes $(soon 60) --by e.est | sed -n 's/^entry //p')
  $ aasc measure propose v $I --ladder probing --step combat --proposal $W --by e.est
  aasc: --proposal: this vote is not about the step; one about it is opened with --effect measure:probing.combat
  [5]
  $ aasc council propose v --title station --effect measure:probing.fight --closes $(soon 60) --by e.est
  aasc: no ladder of the charter has the step probing.fight; write measure:LADDER.STEP
  [3]
  $ aasc council propose v --title station --effect measure:probing.combat --rule ordinary --closes $(soon 60) --by e.est
  aasc: --rule: the charter has this voted by important
  [5]
  $ P=$(aasc council propose v --title station --effect measure:probing.combat --closes $(soon 5) --by e.est --out p.json | sed -n 's/^entry //p')
  $ M=$(aasc measure propose v $I --ladder probing --step combat --proposal $P --responsible est --by e.est | sed 's/^measure //')
  $ aasc incident show v $I | grep 'next'
        next   every eligible member, by *, the vote on it is open: ballots (proposal *) (glob)
  $ aasc measure begin v $M --by e.est
  aasc: station_combat_forces begins when members have adopted it by a vote, and they have not
  [5]
  $ ballots p; sleep 6
  $ aasc incident show v $I | grep -c 'is over and not counted'
  1
  $ aasc council close v $P --by e.est | tail -3
  outcome: adopted
  consent ukr: unmet: its consent to this proposal was never given; a vote does not replace it
  executable: no
  $ aasc incident show v $I | grep '^  1 combat\|^measure'
    1 combat: blocked since * (glob)
  measure *  station_combat_forces: blocked (glob)
  $ aasc measure begin v $M --by e.est
  aasc: the measure is blocked: the consent of ukr is not shown: its consent to this proposal was never given; a vote does not replace it
  [5]

The host's word is signed where its key is, about this very proposal; what it takes back blocks what has begun:

  $ D=$(aasc council show v $P | sed -n 's/^digest: //p')
  $ word() { printf '{"schema":"aasc/declaration/1","state":"ukr","sequence":%s,"says":"%s","proposal":"%s"}\n' $1 $2 $D >word.json; aasc key sign word.json --origin example.org/v --key far/by-k.ukr.key >word; aasc council hear v word | tail -1; }
  $ word 1 consents
  ukr consents proposal sha256:* (glob)
  $ aasc council close v $P --by e.est | tail -1
  executable: yes
  $ aasc incident show v $I | grep '^  1 combat'
    1 combat: decided since * (glob)
  $ aasc measure begin v $M --by e.est >output
  $ aasc incident show v $I | sed -n '/^  1 combat/,/^measure/p'
    1 combat: runs since * (glob)
        next   members, by *, its review (glob)
        next   est, evidence of its execution
  measure *  station_combat_forces: active (glob)
  $ word 2 withdraws
  ukr withdraws proposal sha256:* (glob)
  $ aasc incident show v $I | sed -n '/^  1 combat/,/^measure/p' | grep -v next
    1 combat: blocked since * (glob)
        needs  ukr, the consent of ukr is not shown: its consent to this proposal was withdrawn at *; a vote does not replace it (glob)
  measure *  station_combat_forces: blocked (glob)
  $ word 3 consents
  ukr consents proposal sha256:* (glob)
  $ aasc incident show v $I | grep '^  1 combat'
    1 combat: runs since * (glob)

It ends by a vote, before it is quiet by the rule of the step alone:

  $ aasc measure stand-down v $M --by e.est
  aasc: station_combat_forces stands down by a vote; name the decision that adopted it
  [5]
  $ aasc measure stand-down v $M --decision $P --by e.est
  aasc: --decision: this vote is not about ending the measure; one about it is opened with --effect stand-down:* (glob)
  [5]
  $ aasc measure stand-down v $M --who est --by e.est
  aasc: there is no option --who; did you mean --what?
  See: aasc measure stand-down --help
  [2]
  $ aasc council propose v --title down --effect stand-down:$P --rule important --closes $(soon 60) --by e.est
  aasc: * is no measure (glob)
  [5]
  $ aasc measure stand-down v $M --decision $W --by e.est
  aasc: --decision: the vote is not closed, or did not adopt it
  [5]
  $ D=$(aasc council propose v --title down --effect stand-down:$M --rule important --closes $(soon 4) --by e.est --out d.json | sed -n 's/^entry //p')
  $ O=$(aasc council propose v --title early --effect stand-down:$M --rule ordinary --closes $(soon 4) --by e.est --out o.json | sed -n 's/^entry //p')
  $ ballots d; ballots o; sleep 5
  $ aasc council close v $D --by e.est >output; aasc council close v $O --by e.est >output
  $ aasc measure stand-down v $M --decision $O --by e.est
  aasc: --decision: the rule ordinary ends it when it is quiet, and it is not; before that it takes the rule of the step
  [5]
  $ aasc measure stand-down v $M --decision $D --by e.est
  stand_down * (glob)
  $ aasc measure end v $M --by e.est
  ended * (glob)
  $ aasc incident show v $I | grep '^measure'
  measure *  station_combat_forces: ended (glob)

Who is a member is what decisions have made of the charter:

  $ aasc incident respond v $I --member lva --response "We recall our envoy." --by l.lva >output
  $ S=$(aasc council propose v --title out --effect suspension:lva --closes $(soon 3) --by e.est --out s.json | sed -n 's/^entry //p')
  $ for n in e.est k.ukr; do aasc council vote s.json --member ${n#*.} --choice yes --keys far --by $n --out $n.s --quiet; aasc council take v $n.s >output; done; sleep 4
  $ aasc council close v $S --by e.est | tail -1
  executable: yes
  $ aasc incident respond v $I --member lva --response "We recall our envoy." --by l.lva
  aasc: lva is no member now
  [5]
