A community of five, in which a vote opens, is signed for elsewhere, closes, and is counted again by others.

  $ cat >c.pact <<'END'
  > pact 1
  > charter c {
  >   timezone "UTC"
  >   obligation collective_defence none
  >   member est, lva, pol, ukr, usa
  >   host ukr
  >   class east { est, lva, pol }
  >   standard grounds rank 1 score >= 0.70
  >   rule important { majority 2/3; quorum 1/2; floor 1/3; abstention ignored; party-to-dispute recused }
  >   rule quiet { silence 1 h; break-on objection; fallback important }
  >   candidate rus { admit by important; eligible when finding leadership.departed standard grounds adopted-by important; consult east for 30 d before vote }
  >   mandate m { mode host_consent; tasks patrol; consent ukr revocable notice 90 d }
  >   active mandate m
  > }
  > END

Each delegate makes a key where the delegate is; its public part goes into the roster:

  $ mkdir -m 700 far; for n in e.est l.lva p.pol k.ukr u.usa; do aasc council key far $n; done >keys
  $ sed 's/ .*//' keys | sort | uniq -c | tr -s ' '
   5 public
   5 verifier
  $ aasc council key far e.est
  aasc: "e.est" has a key on this node already
  [5]
  $ key() { grep -A1 '^public' keys | grep -B1 "verifier key $1+" | sed -n 's/^public key //p'; }
  $ all='"see","draft","approve","roster","vote"'
  $ { printf '{"schema":"aasc/roster/1","version":1,"policy":{"id":"community","members":["est","lva","pol","ukr","usa"],"everybody":[["est","lva","pol","ukr","usa"]],"audience":["est","lva","pol","ukr","usa"]},"clearances":['
  >   sep=; for m in est lva pol ukr usa; do printf '%s{"member":"%s","level":"SECRET","rights":[%s]}' "$sep" $m "$all"; sep=,; done
  >   printf '],"people":['
  >   sep=; for n in e.est l.lva p.pol k.ukr u.usa; do printf '%s{"id":"%s","member":"%s","level":"SECRET","rights":[%s],"keys":["%s"]}' "$sep" $n ${n#*.} "$all" "$(key $n)"; sep=,; done
  >   printf ']}\n'; } >roster.json
  $ aasc init v --pact c.pact --label PUBLIC --roster roster.json --name example.org/v
  $ cp -p far/by-e.est.key v/keys/

What cannot be put to the vote:

  $ soon() { date -u -d "+$1 seconds" +%Y-%m-%dT%H:%M:%SZ; }
  $ aasc council propose v --rule important --closes $(soon 9)
  aasc: --title is missing: what is proposed
  See: aasc council propose --help
  [2]
  $ aasc council propose v --title T --rule important --closes $(soon 9)
  aasc: the roster knows nobody by the key of "desk"; who may draft proposals stands there
  [5]
  $ aasc council propose v --title T --rule importnat --closes $(soon 9) --by e.est
  aasc: --rule: the charter has no rule importnat
  [3]
  $ aasc council propose v --title T --rule important --closes 2026-01-01T00:00:00Z --by e.est
  aasc: the vote closes before it opens
  [2]
  $ aasc council propose v --title T --effect suspension:usa --rule quiet --closes $(soon 9) --by e.est
  aasc: --rule: the charter has this voted by important
  [5]
  $ aasc council propose v --title T --rule quiet --closes $(soon 9) --by e.est
  aasc: the vote closes before the silence ends
  [2]
  $ aasc council propose v --title T --rule important --closes $(soon 9) --by e.est --needs consent:deu
  aasc: --needs: the charter knows no State deu
  [3]

A proposal, with the electorate as it is now, and what must hold beside the votes:

  $ aasc council propose v --title "Station forces" --text "As annexed." --rule important --closes $(soon 15) --parties ukr --needs consent:ukr,contributor:usa,mandate:patrol,mandate:combat,defence:automatic --by e.est --out p.json >said
  $ P=$(sed -n 's/^entry //p' said)
  $ python3 -c 'import json; p = json.load(open("p.json")); print(p["rule"]["majority"], [(s["member"], s["party"], len(s["keys"])) for s in p["electorate"]])'
  2/3 [('est', False, 1), ('lva', False, 1), ('pol', False, 1), ('ukr', True, 1), ('usa', False, 1)]
  $ aasc council show v
  *  open  closes *  0 ballots  Station forces (glob)

Ballots are signed where the key is, which shows what is signed, and carried as files:

  $ vote() { aasc council vote p.json --member ${1#*.} --choice $2 --keys far --by $1 --sequence ${3:-1} --out $1.$2 --quiet; }
  $ aasc council vote p.json --member est --choice yes --keys far --by e.est --out e.est.yes
  proposal: Station forces
  As annexed.
  rule: important, majority 2/3; electorate: 5 members
  open: * to * (glob)
  signed:
  aasc/ballot/1
  proposal sha256:* (glob)
  rule sha256:* (glob)
  electorate sha256:* (glob)
  checkpoint 6 * (glob)
  member est
  sequence 1
  choice yes
  $ cat e.est.yes
  aasc/ballot/1
  proposal sha256:* (glob)
  rule sha256:* (glob)
  electorate sha256:* (glob)
  checkpoint 6 * (glob)
  member est
  sequence 1
  choice yes
  
  — e.est * (glob)
  $ vote l.lva no; vote p.pol yes; vote k.ukr no; vote u.usa abstain; vote l.lva yes 2
  $ aasc council vote p.json --member usa --choice yes --keys far --by e.est --out x
  aasc: the key of e.est is none of those that sign for usa in this proposal
  [5]
  $ aasc council vote p.json --member deu --choice yes --keys far --by e.est --out x
  aasc: deu is not in the electorate of this proposal
  [3]
  $ aasc council vote p.json --member est --choice maybe --keys far --by e.est --out x
  aasc: --choice maybe: no such CHOICE; it is one of yes, no, abstain, recused
  See: aasc council vote --help
  [2]

They are taken against a signed receipt, and replaced by a higher sequence alone:

  $ for b in e.est.yes l.lva.no p.pol.yes k.ukr.no; do aasc council take v $b --out $b.receipt; done | sed 's/entry .*/entry/'
  entry
  entry
  entry
  entry
  $ cat l.lva.no.receipt
  aasc/receipt/1
  proposal sha256:* (glob)
  ballot sha256:* (glob)
  member lva
  sequence 1
  received * (glob)
  
  — example.org/v * (glob)
  $ aasc council take v l.lva.no
  aasc: a ballot of lva with sequence 1 is there already; one that replaces it has a higher sequence
  [5]
  $ touch l.receipt; aasc council take v l.lva.yes --out l.receipt
  aasc: l.receipt: is there already; nothing was done
  [5]
  $ rm l.receipt; aasc council take v l.lva.yes --out l.receipt | sed 's/entry .*/entry/'
  entry
  $ sed 's/choice no/choice yes/' k.ukr.no >forged; aasc council take v forged
  aasc: ukr: the signature of k.ukr (key *) is wrong: the text was changed, or that key did not sign it (glob)
  [5]
  $ sed 's/^member est/member usa/' e.est.yes >forged; aasc council take v forged
  aasc: usa: none of the keys that are trusted has signed; the first signature is of e.est (key *) (glob)
  [5]
  $ sed 's/^electorate sha256:../electorate sha256:zz/' e.est.yes >forged; aasc council take v forged
  aasc: the ballot is not for this vote: "electorate sha256:zz*" stands where "electorate sha256:*" is wanted (glob)
  [5]
  $ sed 's/^proposal sha256:......../proposal sha256:00000000/' e.est.yes >forged; aasc council take v forged
  aasc: this mission has no proposal that the ballot names
  [3]
  $ aasc council close v $P --by e.est
  aasc: the vote is open until *; it is counted then (glob)
  [5]

After the close nothing is taken; the count shows its arithmetic, and what is adopted is not yet executable:

  $ while [ $(date -u +%s) -lt $(date -u -d "$(python3 -c 'import json; print(json.load(open("p.json"))["closes"])')" +%s) ]; do sleep 0.2; done
  $ aasc council take v u.usa.abstain
  aasc: the vote closed at *; a ballot that is received then or later does not count (glob)
  [5]
  $ aasc council close v $P --by l.lva
  aasc: --by: there is no key of "l.lva" on this node; make one: aasc key new
  [3]
  $ aasc council close v $P --by e.est --out vote1.json
  entry * (glob)
  proposal: Station forces
  digest: sha256:* (glob)
  rule: important
  open: * to * (glob)
  ballots: 5
  electorate: 5 members with 5 votes: 3 yes, 0 no, 0 abstain, 1 recused, 1 absent
  quorum: members present, recused ones included: 4 of 5 = 4/5, at least 1/2 is needed: met
  majority: 3 yes against 0 no: 3 of 3 = 1, at least 2/3 is needed: met
  floor: yes votes of the whole electorate: 3 of 5 = 3/5, at least 1/3 is needed: met
  outcome: adopted
  consent ukr: unmet: its consent to this proposal was never given; a vote does not replace it
  contributor usa: unmet: no row on the record has people of it deployed
  mandate patrol: unmet: mandate m is not in force: the consent of ukr was never given
  mandate combat: unmet: mandate m is not in force: the consent of ukr was never given, and besides does not name combat
  defence automatic: unmet: the charter obliges nobody to collective defence; each member decides for itself
  executable: no
  $ aasc council show v
  *  adopted, not executable  closes *  5 ballots  Station forces (glob)

What is shown later makes it executable, entry by entry: the host's own word, signed where its key is, and a row that has people deployed:

  $ word() { printf '{"schema":"aasc/declaration/1",%s}\n' "$1" >word.json; aasc key sign word.json --origin example.org/v --key far/by-$2.key >word; aasc council hear v word; }
  $ D=$(aasc council show v $P | sed -n 's/^digest: //p')
  $ word "\"state\":\"ukr\",\"sequence\":1,\"says\":\"consents\",\"proposal\":\"$D\"" k.ukr | tail -1
  ukr consents proposal sha256:* (glob)
  $ word '"state":"ukr","sequence":2,"says":"consents","mandate":"m"' k.ukr | tail -1
  ukr consents mandate m
  $ echo '{"kind":"deployment","id":"d1","source":"desk","contributor":"usa","personnel":40,"from":"2026-01-01T00:00:00Z"}' >d.ndjson; aasc import v d.ndjson >/dev/null
  $ aasc council close v $P --by e.est --out vote2.json | tail -6
  consent ukr: met: its consent to this proposal stands since * (entry *) (glob)
  contributor usa: met: deployed since 2026-01-01T00:00:00Z (entry *) (glob)
  mandate patrol: met: mandate m is in force, and names patrol
  mandate combat: unmet: mandate m is in force, and does not name combat
  defence automatic: unmet: the charter obliges nobody to collective defence; each member decides for itself
  executable: no
  $ aasc entry list v --kind decision | wc -l
  2

Whoever has the file counts again, with the log's key and nothing else:

  $ K=$(aasc log keys v | grep -o 'example.org/v+[0-9a-f]*+[A-Za-z0-9+/=]*' | head -1)
  $ aasc-verify "$K" vote1.json | tail -14
  rule: important
  open: * to * (glob)
  ballots: 5
  electorate: 5 members with 5 votes: 3 yes, 0 no, 0 abstain, 1 recused, 1 absent
  quorum: members present, recused ones included: 4 of 5 = 4/5, at least 1/2 is needed: met
  majority: 3 yes against 0 no: 3 of 3 = 1, at least 2/3 is needed: met
  floor: yes votes of the whole electorate: 3 of 5 = 3/5, at least 1/3 is needed: met
  outcome: adopted
  consent ukr: unmet: its consent to this proposal was never given; a vote does not replace it
  contributor usa: unmet: no row on the record has people of it deployed
  mandate patrol: unmet: mandate m is not in force: the consent of ukr was never given
  mandate combat: unmet: mandate m is not in force: the consent of ukr was never given, and besides does not name combat
  defence automatic: unmet: the charter obliges nobody to collective defence; each member decides for itself
  executable: no
  $ aasc council tally vote2.json --key "$K" | grep outcome
  outcome: adopted
  $ sed 's/choice no/choice yes/' vote1.json >bad.json; aasc-verify "$K" bad.json
  aasc-verify: not verified: ballot 2: lva: the signature of l.lva (key *) is wrong: the text was changed, or that key did not sign it (glob)
  [1]
  $ sed 's/"outcome":"adopted"/"outcome":"not_adopted"/' vote1.json >bad.json; aasc-verify "$K" bad.json
  aasc-verify: not verified: the ballots give another decision than the file states; counted again: adopted, not executable
  [1]
  $ sed 's/"majority":"2\/3"/"majority":"simple"/' vote1.json >bad.json; aasc-verify "$K" bad.json
  aasc-verify: not verified: ballot 1: the ballot is not for this vote: "proposal sha256:*" stands where "proposal sha256:*" is wanted (glob)
  [1]
  $ sed 's/"executable":false/"executable":true/' vote1.json >bad.json; aasc-verify "$K" bad.json
  aasc-verify: not verified: the ballots give another decision than the file states; counted again: adopted, not executable
  [1]
  $ python3 -c 'import json; v = json.load(open("vote1.json")); v["ballots"][0]["received"] = "2026-01-01T00:00:00Z"; json.dump(v, open("bad.json", "w"))'; aasc-verify "$K" bad.json
  aasc-verify: not verified: ballot 1: receipt: the receipt is of another ballot, or of another time
  [1]
  $ python3 -c 'import json; v = json.load(open("vote1.json")); del v["ballots"][0]; json.dump(v, open("bad.json", "w"))'; aasc-verify "$K" bad.json
  aasc-verify: not verified: the ballots give another decision than the file states; counted again: adopted, not executable
  [1]
  $ aasc fsck v | tail -1
  v: 18 entries, 11 files: nothing is wrong

An admission rests on what the charter asks for first (tests/cli/admission.t):

  $ aasc council propose v --title Admit --admits rus --closes $(soon 3) --by e.est
  aasc: rus cannot be voted about: no decision on the record adopts the finding leadership.departed
  [5]
  $ aasc council consult v east --about rus --by e.est | tail -1
  consultation of east about rus: open until * (30 days left); est, lva, pol have not spoken (glob)
  $ aasc council show v $P --proposal | grep -c '"schema":"aasc/proposal/1"'
  1
