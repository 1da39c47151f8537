An inquiry: what it asks, what lies before it, what analysts make of it before they see each other's, and what a
panel may declare.

  $ K="$ROOT/examples/kalmius"
  $ cat >charter.pact <<'END'
  > pact 1
  > charter quiet {
  >   title "A charter with standards of proof alone"
  >   timezone "UTC"
  >   obligation collective_defence none
  >   member fin, ind, kor
  >   standard reasonable_suspicion rank 1 score >= 0.40
  >   standard balance_of_probabilities rank 2 score > 0.50
  >   standard reasonable_grounds rank 3 score >= 0.70
  >   standard clear_and_convincing rank 4 score >= 0.90
  > }
  > END
  $ aasc init k charter.pact --pact "$K/kalmius.pact" --label PUBLIC
  $ for n in ann bo cy; do aasc key new k $n >keys.txt; done
  $ aasc import k "$K/night.ndjson" --quiet >output
  $ incident=$(aasc incident list k --json | head -n 1 | sed 's/.*"id":"\([^"]*\)".*/\1/')
  $ cat >open.json <<'END'
  > {"title":"Shelling of the crossing","terms":"Where the rounds of the night came from.",
  >  "concerned":["north","south"],
  >  "panel":[{"name":"ann","nationality":"fin"},{"name":"bo","nationality":"ind"},{"name":"cy","nationality":"kor"}],
  >  "reply_until":"2020-08-01T00:00:00Z","due":"2020-09-01T00:00:00Z",
  >  "links":{"origin":[
  >   {"id":"north","statement":"the rounds came from ground that north held","prior":0.4,"reason":"both have guns in range"},
  >   {"id":"south","statement":"the rounds came from ground that south held","prior":0.4,"reason":"both have guns in range"},
  >   {"id":"staged","role":"false_flag","statement":"the craters were staged","prior":0.05,"reason":"seldom seen"},
  >   {"id":"other","role":"other_unknown","statement":"the rounds came from elsewhere","prior":0.15,"reason":"what nobody thought of"}]}}
  > END
  $ aasc inquiry list k
  no inquiry
  $ I=$(aasc inquiry open k open.json --incident $incident --by ann | sed 's/^inquiry //')
  $ aasc inquiry list k
  due 2020-09-01T00:00:00Z * Shelling of the crossing (glob)

A panel with a national of a party, and a set that leaves something out, never come on the record:

  $ sed 's/"kor"/"south"/' open.json >bad.json; aasc inquiry open k bad.json
  aasc: bad.json: the panel is not valid: cy is a national of south, a party concerned
  [5]
  $ sed 's/,"role":"false_flag"//; s/"role":"false_flag",//' open.json >bad.json; aasc inquiry open k bad.json
  aasc: bad.json: links: origin: no hypothesis has the role false_flag: that it was done so that another is blamed must be weighed
  [2]
  $ sed 's/"prior":0.15/"prior":0.25/' open.json >bad.json; aasc inquiry open k bad.json
  aasc: bad.json: links: origin: the priors sum to 1.100000; they must sum to 1
  [2]
  $ sed 's/"prior":0.15,//' open.json >bad.json; aasc inquiry open k bad.json
  aasc: bad.json: links: origin: other: member "prior" is missing or no number
  [2]
  $ sed 's/{"title"/{"incident":"that night","title"/' open.json >bad.json; aasc inquiry open k bad.json
  aasc: bad.json: "incident" is named by --incident
  [2]
  $ aasc inquiry show k 00000000-0000-7000-8000-000000000000
  aasc: 00000000-0000-7000-8000-000000000000: there is no such inquiry
  [3]
  $ aasc inquiry show k $incident
  aasc: *: there is no such inquiry (glob)
  [3]

Exhibits are kept under their hash, with the hands they went through:

  $ echo "three craters" >c.jpg; echo "two discharges" >s.wav
  $ cat >custody.json <<'END'
  > {"custody":[{"from":"crater 2","to":"patrol 4","when":"2020-07-11T06:00:00Z","seal":"0417"}]}
  > END
  $ aasc inquiry exhibit k $I --file c.jpg --title "photographs of craters" --source "patrol 4" --lineage craters --grade G1
  aasc: reliability: a letter from A to F; F is not known, not the worst
  [2]
  $ ls k/blobs | wc -l
  1
  $ x=$(aasc inquiry exhibit k $I --file c.jpg --title "photographs of craters" --source "patrol 4" --lineage craters --grade A1 --custody custody.json | sed 's/^exhibit //')
  $ ls k/blobs | grep -c $(sha256sum <c.jpg | cut -c1-64)
  1
  $ aasc inquiry show k $I --json | grep -o '"custody":.*"patrol 4","when":"2020[^]]*' | sed 's/"when":"2[1-9][^"]*"/NOW/; s/"when":"20[2-9][1-9][^"]*"/NOW/'
  "custody":[{"from":"crater 2","seal":"0417","to":"patrol 4","when":"2020-07-11T06:00:00Z"},{"from":"patrol 4","to":"desk",NOW}
  $ s=$(aasc inquiry exhibit k $I --file s.wav --title "recording of discharges" --source "sensor S2" --lineage sound --grade B2 --label RESTRICTED | sed 's/^exhibit //')
  $ r=$(aasc inquiry exhibit k $I --title "radar track" --source "a radar" --lineage radar --grade B6 | sed 's/^exhibit //')

Analysts bind themselves first; nothing can be read before two have:

  $ assess() { cat <<END
  > {"link":"origin","exhibits":{
  >  "$x":{"chances":{"north":$1,"south":0.05,"staged":0.5,"other":0.2}},
  >  "$s":{"ratios":{"north":$2,"south":1,"staged":1,"other":2}},
  >  "$r":{"chances":{"north":0.6,"south":0.02,"staged":0.02,"other":0.1},"anyway":0.3}}}
  > END
  > }
  $ assess 0.9 12 >ann.json; assess 0.7 8 >bo.json
  $ aasc inquiry assess k $I ann.json
  aasc: "desk" is not on the panel of this inquiry
  [5]
  $ aasc inquiry assess k $I ann.json --by ann --show
  aasc: ann.json: exhibit *: bind it first, without --show (glob)
  [5]
  $ sed 's/"other":0.2//; s/"staged":0.5,/"staged":0.5/' ann.json >short.json; aasc inquiry assess k $I short.json --by ann
  aasc: short.json: * hypothesis other has no number (glob)
  [2]
  $ aasc inquiry assess k $I ann.json --by ann
  commitment * (glob)
  commitment * (glob)
  commitment * (glob)
  $ aasc entry list k --kind inquiry --json | grep -c '"says":"commitment"'
  3
  $ aasc entry list k --kind inquiry --json | grep '"commitment"' | grep -c '"chances"\|"ratios"\|"salt"'
  0
  [1]
  $ aasc inquiry assess k $I ann.json --by ann --show
  aasc: ann.json: exhibit *: 1 of the panel is bound; nothing is shown before 2 are (glob)
  [5]
  $ aasc inquiry assess k $I bo.json --by bo >output
  $ aasc inquiry assess k $I bo.json --by ann --show
  aasc: bo.json: exhibit *: this is not what was bound (glob)
  [5]
  $ aasc inquiry assess k $I ann.json --by ann --show
  assessment * (glob)
  assessment * (glob)
  assessment * (glob)
  $ aasc inquiry show k $I | grep 'not assessed by two' | wc -l
  2

Who has seen one cannot enter his own any more:

  $ aasc inquiry assess k $I ann.json --by cy
  aasc: ann.json: exhibit *: an assessment of it can be read already; another one would not be independent (glob)
  [5]
  $ aasc inquiry assess k $I bo.json --by bo --show >output
  $ aasc inquiry assess k $I bo.json --by bo --show
  aasc: bo.json: exhibit *: "bo" has shown it already (glob)
  [5]

What follows, on both and without each:

  $ aasc inquiry show k $I | sed -n '/^origin/,$p'
  origin
    north                0.952 (0.786 to 0.987), before 0.400: the rounds came from ground that north held
    south                0.016 (0.003 to 0.105), before 0.400: the rounds came from ground that south held
    staged               0.012 (0.003 to 0.049), before 0.050: the craters were staged
    other                0.021 (0.007 to 0.075), before 0.150: the rounds came from elsewhere
    photographs of craters: north 3.45 south 0.38 staged 2.24 other 1.00
    recording of discharges: north 4.90 south 0.73 staged 0.73 other 1.00
    without craters: north 0.803
    without sound: north 0.769
    missing: radar track: 0.033 bits; north 0.992 if found, 0.906 if not

Another copy of the recording, under another name, moves nothing:

  $ s2=$(aasc inquiry exhibit k $I --file s.wav --title "the same in a post" --source "a channel" --lineage sound --grade B2 --label RESTRICTED | sed 's/^exhibit //')
  $ for n in ann bo; do echo "{\"link\":\"origin\",\"exhibits\":{\"$s2\":{\"ratios\":{\"north\":8,\"south\":1,\"staged\":1,\"other\":2}}}}" >copy.json; aasc inquiry assess k $I copy.json --by $n >output; done
  $ for n in ann bo; do aasc inquiry assess k $I copy.json --by $n --show >output; done
  $ aasc inquiry show k $I | grep '^  north'
    north                0.952 (0.786 to 0.987), before 0.400: the rounds came from ground that north held

A finding is the panel's; the score caps it, and each condition is told:

  $ cat >find.json <<'END'
  > {"link":"origin","hypothesis":"north","standard":"clear_and_convincing","reasons":"Craters and sound agree.",
  >  "alternatives":{"south":"the azimuth points away","staged":"three craters of one fall","other":"nothing points there"},
  >  "votes":[{"name":"ann","vote":"for"},{"name":"bo","vote":"for"},{"name":"cy","vote":"against","dissent":"one recording is too little"}],
  >  "audiences":[{"label":"PUBLIC","reasons":"The craters point there."}]}
  > END
  $ sed 's/"staged":"[^"]*",//; s/"bo","vote":"for"/"bo","vote":"abstained"/; s/"reasons":"Craters and sound agree."/"reasons":""/' find.json >bad.json
  $ aasc inquiry find k $I bad.json --by ann
  the alternative staged is not addressed
  not more than half of the panel are for it
  it gives no reasons
  [1]
  $ sed 's/"name":"bo","vote"/"name":"ann","vote"/' find.json >bad.json; aasc inquiry find k $I bad.json --by ann
  aasc: bad.json: votes: "ann" votes twice
  [5]
  $ sed 's/"audiences":.\({.*}\)./"audiences":\1/' find.json >bad.json; aasc inquiry find k $I bad.json --by ann
  aasc: bad.json: audiences: must be an array, not an object
  [2]
  $ sed 's/"hypothesis":"north"/"hypothesis":"south"/' find.json >bad.json
  $ aasc inquiry find k $I bad.json --by ann
  the evidence gives it 0.016: at most no standard
  0 independent lineages speak for it: two are needed for more than the least standard
  the alternative north is not addressed
  [1]
  $ sed 's/2020-08-01/2090-08-01/; s/2020-09-01/2090-09-01/' open.json >later.json
  $ L=$(aasc inquiry open k later.json | sed 's/^inquiry //')
  $ aasc inquiry find k $L find.json | grep reply
  the parties may still reply, and no urgency was voted
  $ aasc inquiry reply k $L --party south --question "Which batteries fired?" --silent
  aasc: the parties may still reply: it is too early to say so
  [5]
  $ aasc inquiry find k $I find.json --by ann
  edition * (glob)
  finding * (glob)
  $ aasc inquiry show k $I | sed -n '/^finding/,$p'
  finding      origin: clear_and_convincing
               Likelihood: clear and convincing, with a score of 0.95, that the rounds came from ground that north held.
               Confidence: moderate, as 2 independent lineages speak for it and the score may lie from 0.79 to 0.99; it falls to 0.77 without sound.
  reasons      Craters and sound agree.

The public edition stands on the public exhibit alone, one lineage, and is capped by that:

  $ aasc entry list k --kind finding --json | grep '"label":"mission:PUBLIC//REL ALL@1","schema' | grep -o '"confidence":"[^"]*"\|"likelihood":"[^"]*"\|"standard":"[^"]*"'
  "confidence":"Confidence: low, as 1 independent lineage speaks for it and the score may lie from 0.52 to 0.90; it falls to 0.40 without craters."
  "likelihood":"Likelihood: reasonable suspicion, with a score of 0.77, that the rounds came from ground that north held."
  "standard":"reasonable_suspicion"
  $ aasc entry list k --kind finding --json | grep '"label":"mission:PUBLIC//REL ALL@1","schema' | grep -c 'worth\|sound\|votes\|RESTRICTED'
  0
  [1]
  $ aasc entry list k --kind finding --json | grep '"label":"mission:RESTRICTED' | grep -o '"dissent":"[^"]*"\|"worth":\[[^]]*'
  "dissent":"one recording is too little"
  "worth":[{"label":"mission:PUBLIC//REL ALL@1","score":*,"standard":"reasonable_suspicion"} (glob)

Silence is told and moves nothing:

  $ aasc inquiry reply k $I --party south --question "Which batteries fired?" --silent
  reply * (glob)
  $ aasc inquiry show k $I | grep 'reply  \|^  north'
  reply        south: silence, which is no evidence
    north                0.952 (0.786 to 0.987), before 0.400: the rounds came from ground that north held
  $ aasc fsck k >output && aasc rebuild k | grep -c 'the same bytes'
  1

The report says the same in three forms, and the same bytes again:

  $ aasc inquiry report k $I --out out
  IR-*: report.html, report.pdf, report.json in out (glob)
  $ sed 's/<style.*<\/style>//; s/<[^>]*>/ /g' out/report.html | grep -o 'origin: the panel finds[^.]*\.\|Dissent: [a-z ]*little\|It did not answer; that is no evidence\|perpetrator: not asked'
  origin: the panel finds, to the standard of clear and convincing, that the rounds came from ground that north held.
  It did not answer; that is no evidence
  Dissent: one recording is too little
  perpetrator: not asked
  $ head -c 5 out/report.pdf; echo
  %PDF-
  $ cmp out/report.json <(aasc inquiry show k $I --json)
  $ aasc inquiry report k $I --out again >output; for f in html pdf json; do cmp out/report.$f again/report.$f; done
  $ aasc inquiry report k $I
  aasc: --out is missing: the folder for the files
  See: aasc inquiry report --help
  [2]

Readers see what they may read, weighed on that alone; what is closed to them leaves no trace:

  $ key() { aasc entry list k --kind key --json | grep "\"name\":\"$1\"" | sed 's/.*"public_key":"\([^"]*\)".*/\1/'; }
  $ cat >roster.json <<END
  > {"schema":"aasc/roster/1","version":1,
  >  "policy":{"id":"kv","members":["est","lva"],"everybody":[["est","lva"]],"audience":["est","lva"]},
  >  "clearances":[{"member":"est","level":"SECRET","rights":["see","mark","confirm","roster"]},
  >                {"member":"lva","level":"PUBLIC","rights":["see","roster"]}],
  >  "people":[{"id":"ann","member":"est","level":"SECRET","rights":["see","mark","confirm","roster"],"keys":["$(key ann)"]},
  >            {"id":"bo","member":"est","level":"SECRET","rights":["see","mark","roster"],"keys":["$(key bo)"]}]}
  > END
  $ aasc init r charter.pact --pact "$K/kalmius.pact" --label PUBLIC --roster roster.json; cp k/keys/by-* r/keys/
  $ I=$(aasc inquiry open r open.json --by ann | sed 's/^inquiry //')
  $ aasc inquiry exhibit r $I --file c.jpg --title "photographs" --source "patrol 4" --lineage craters --grade A1
  aasc: the roster knows nobody by the key of "desk"; who may lay exhibits before inquiries stands there
  [5]
  $ x=$(aasc inquiry exhibit r $I --file c.jpg --title "photographs" --source "patrol 4" --lineage craters --grade A1 --by bo | sed 's/^exhibit //')
  $ aasc inquiry show r $I --as lva >before; aasc inquiry report r $I --as lva --out before.d >output
  $ s=$(aasc inquiry exhibit r $I --file s.wav --title "recording" --source "sensor S2" --lineage sound --grade B2 --label SECRET --by bo | sed 's/^exhibit //')
  $ assess() { echo "{\"link\":\"origin\",\"exhibits\":{\"$s\":{\"ratios\":{\"north\":8,\"south\":1,\"staged\":1,\"other\":2}}}}" >a.json; }
  $ assess; for n in ann bo; do aasc inquiry assess r $I a.json --by $n >output; done; for n in ann bo; do aasc inquiry assess r $I a.json --by $n --show >output; done
  $ aasc inquiry show r $I --as lva | diff before - && echo the same
  the same
  $ aasc inquiry report r $I --as lva --out after.d >output; for f in html pdf json; do cmp before.d/report.$f after.d/report.$f; done
  $ grep -c 'checkpoint' after.d/report.html
  0
  [1]
  $ aasc inquiry show r $I --as est | grep -c 'recording\|without sound'
  3
  $ s=$x; assess; for n in ann bo; do aasc inquiry assess r $I a.json --by $n >output; done; for n in ann bo; do aasc inquiry assess r $I a.json --by $n --show >output; done
  $ sed 's/clear_and_convincing/reasonable_grounds/' find.json >find2.json
  $ aasc inquiry find r $I find2.json --by bo
  aasc: the roster does not let "bo" declare findings
  [5]
  $ aasc inquiry find r $I find2.json --by ann
  edition * (glob)
  finding * (glob)
  $ for reader in est lva; do aasc inquiry show r $I --as $reader | sed -n '/^finding/,$p' | grep -v Confidence; done
  finding      origin: reasonable_grounds
               Likelihood: reasonable grounds, with a score of 0.96, that the rounds came from ground that north held.
  reasons      Craters and sound agree.
  finding      origin: reasonable_suspicion
               Likelihood: reasonable suspicion, with a score of 0.81, that the rounds came from ground that north held.
  reasons      The craters point there.
