Two States of three, and three fifths of the people: both must adopt, and whoever has the file counts both again.

  $ cat >c.pact <<'END'
  > pact 1
  > charter c {
  >   timezone "UTC"
  >   obligation collective_defence none
  >   member est, lva, pol
  >   rule states { majority 2/3; and people }
  >   rule people { majority 3/5; weight est 60; weight lva 20; weight pol 20 }
  > }
  > END
  $ mkdir -m 700 far; for n in e.est l.lva p.pol; do aasc council key far $n; done >keys
  $ key() { grep -A1 '^public' keys | grep -B1 "verifier key $1+" | sed -n 's/^public key //p'; }
  $ all='"see","draft","approve","roster","vote"'
  $ { printf '{"schema":"aasc/roster/1","version":1,"policy":{"id":"community","members":["est","lva","pol"],"everybody":[["est","lva","pol"]],"audience":["est","lva","pol"]},"clearances":['
  >   sep=; for m in est lva pol; do printf '%s{"member":"%s","level":"SECRET","rights":[%s]}' "$sep" $m "$all"; sep=,; done
  >   printf '],"people":['
  >   sep=; for n in e.est l.lva p.pol; do printf '%s{"id":"%s","member":"%s","level":"SECRET","rights":[%s],"keys":["%s"]}' "$sep" $n ${n#*.} "$all" "$(key $n)"; sep=,; done
  >   printf ']}\n'; } >roster.json
  $ aasc init v --pact c.pact --label PUBLIC --roster roster.json --name example.org/v
  $ cp -p far/by-e.est.key v/keys/
  $ aasc council propose v --title T --rule states --closes $(date -u -d '+12 seconds' +%Y-%m-%dT%H:%M:%SZ) --by e.est --out p.json | sed 's/^entry .*/entry/'
  entry
  $ python3 -c 'import json; p = json.load(open("p.json")); print([r["majority"] for r in [p["rule"]] + p["rule"]["and"]], [[s["votes"], s["and"][0]["votes"]] for s in p["electorate"]])'
  ['2/3', '3/5'] [[1, 60], [1, 20], [1, 20]]
  $ vote() { aasc council vote p.json --member ${1#*.} --choice $2 --keys far --by $1 --sequence 1 --out $1.$2 --quiet && aasc council take v $1.$2 --out $1.receipt | sed 's/^entry .*/entry/'; }
  $ vote e.est no; vote l.lva yes; vote p.pol yes
  entry
  entry
  entry

Two of three States are enough for the one rule, two fifths of the people not for the other:

  $ while [ $(date -u +%s) -lt $(date -u -d "$(python3 -c 'import json; print(json.load(open("p.json"))["closes"])')" +%s) ]; do sleep 0.2; done
  $ aasc council close v $(aasc entry list v --kind proposal | cut -d' ' -f1) --by e.est --out vote.json | tail -5
  electorate: 3 members with 3 votes: 2 yes, 1 no, 0 abstain, 0 recused, 0 absent
  majority: 2 yes against 1 no: 2 of 3 = 2/3, at least 2/3 is needed: met
  majority by people: 40 yes against 60 no: 40 of 100 = 2/5, at least 3/5 is needed: not met
  outcome: not_adopted
  executable: no
  $ K=$(aasc log keys v | grep -o 'example.org/v+[0-9a-f]*+[A-Za-z0-9+/=]*' | head -1)
  $ aasc-verify "$K" vote.json | tail -3
  majority by people: 40 yes against 60 no: 40 of 100 = 2/5, at least 3/5 is needed: not met
  outcome: not_adopted
  executable: no
  $ sed 's/"votes":60/"votes":10/' vote.json >bad.json; aasc-verify "$K" bad.json
  aasc-verify: not verified: ballot 1: the ballot is not for this vote: "proposal sha256:*" stands where "proposal sha256:*" is wanted (glob)
  [1]
  $ aasc fsck v | tail -1
  v: 11 entries, 10 files: nothing is wrong
