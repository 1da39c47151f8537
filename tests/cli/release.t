What a label closes is opened by a copy that people drafted, approved and signed; who may read both sees one row.

  $ K="$ROOT/examples/kalmius"; for p in tamm ozols kask berg; do mkdir $p; aasc key make $p/my.key $p | sed 's/public key //' >$p/public; done
  $ aasc init m --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius; aasc key new m k.tamm >said; grep -o '[A-Za-z0-9+/]\{43\}=' said >desk.public
  $ key() { cat $1/public; }
  $ cat >roster.json <<END
  > {"schema":"aasc/roster/1","version":1,"emergency_h":2,
  >  "policy":{"id":"aasc","members":["est","lva","ltu"],"everybody":[["est","lva","ltu"]],"audience":["est","lva","ltu"]},
  >  "clearances":[{"member":"est","level":"SECRET","rights":["see","mark","log","draft","approve","release","emergency","roster"]},
  >                {"member":"lva","level":"SECRET","rights":["see","release","roster"]},
  >                {"member":"ltu","level":"PUBLIC","rights":["see"]}],
  >  "people":[{"id":"k.tamm","member":"est","level":"SECRET","rights":["see","mark","draft","approve","release","roster"],"keys":["$(key tamm)","$(cat desk.public)"]},
  >            {"id":"m.kask","member":"est","level":"SECRET","rights":["see","approve","emergency"],"keys":["$(key kask)"]},
  >            {"id":"a.ozols","member":"lva","level":"SECRET","rights":["see","release","roster"],"keys":["$(key ozols)"]},
  >            {"id":"j.berg","member":"est","level":"PUBLIC","rights":["see","mark","draft","approve"],"keys":["$(key berg)"]}]}
  > END
  $ sign() { aasc key sign $1 --key $2/my.key --origin example.org/kalmius; }
  $ sign roster.json tamm >r1; sign r1 ozols >r2; aasc member adopt m r2 --quiet
  $ row() { aasc observe m --json "{\"id\":\"$1\",\"source\":\"post\",\"time\":\"2026-10-14T20:0$2:00Z\",\"phenomenon\":\"shot\",\"count\":$2,\"place\":{\"lat\":46.18,\"lon\":70.11,\"sigma_m\":20},\"narrative\":\"seen from the mill\",\"label\":\"$3\"}" | sed -n 's/^entry //p'; }
  $ id=$(row s1 1 'SECRET//REL est,lva//ORCON//BY est,lva'); row p1 3 'PUBLIC//REL ALL' >output
  $ count() { aasc verdict list m --as $1 --json | grep -c '"verdict":"violation"'; }
  $ aasc entry show m $id --as ltu
  aasc: * there is no such entry (glob)
  [3]
  $ count est; count ltu
  2
  1

The draft is the row without what the drafter takes away. What is signed is what the copy will say, whole.

  $ aasc release draft m $id --label 'PUBLIC//REL ALL' --drafter k.tamm --approver m.kask --reason 'the parties asked' --json '{"narrative":null,"source":"a post"}' >draft.json
  $ sed "s/$id/ID/" draft.json
  {"approver":"m.kask","body":{"count":1,"id":"s1","phenomenon":"shot","place":{"lat":46.18,"lon":70.11,"sigma_m":20},"source":"a post","time":"2026-10-14T20:01:00Z"},"drafter":"k.tamm","kind":"observation","label":"PUBLIC//REL ALL","reason":"the parties asked","schema":"aasc/release/1","source":"ID"}
  $ sign draft.json tamm >one; sign one kask >two; sign two ozols >three; head -n 1 three; tail -n 3 three | cut -d ' ' -f 2
  aasc/statement/1 release example.org/kalmius
  tamm
  kask
  ozols

Whoever is missing is named, and nothing was written:

  $ aasc release publish m one
  aasc: one: the approver m.kask has not signed
  [2]
  $ aasc release publish m two
  aasc: two: every originator signs a release, by a person with the right "release"; missing: lva
  [2]
  $ sed 's/k.tamm/m.kask/' draft.json >alone.json; sign alone.json kask >alone; aasc release publish m alone
  aasc: alone: drafter and approver are two people, not m.kask alone
  [2]
  $ sed 's/k.tamm/j.berg/' draft.json >blind.json; sign blind.json berg >b1; sign b1 kask >b2; aasc release publish m b2
  aasc: b2: the drafter j.berg may not read the source: nobody copies what they may not see
  [2]
  $ sed 's/seen/sein/; s/"count":1/"count":9/' three >forged; aasc release publish m forged
  aasc: forged: the signature of tamm (key *) is wrong: the text was changed, or that key did not sign it (glob)
  [5]
  $ sed 's/"phenomenon":"shot"/"phenomenon":"shoot"/' draft.json >word.json; sign word.json tamm >w1; sign w1 kask >w2; sign w2 ozols >w3; aasc release publish m w3
  aasc: w3: the copy is no row: * (glob)
  [2]
  $ aasc key sign draft.json --key tamm/my.key --origin example.org/other >other; aasc release publish m other
  aasc: other: it was signed for "example.org/other", and this mission is "example.org/kalmius"
  [5]
  $ aasc release publish m draft.json
  aasc: draft.json: the note has no empty line between its text and signatures
  [2]
  $ aasc release list m
  no release
  $ count est; count ltu
  2
  1

With everybody's signature the copy is judged for those who may not read the source, and for nobody twice:

  $ aasc release publish m three
  entry * (glob)
  readable by aasc:PUBLIC//REL ALL@1
  $ aasc release list m --json >list; copy=$(sed 's/.*"copy":"\([^"]*\)".*/\1/' list); release=$(sed 's/.*"id":"\([^"]*\)".*/\1/' list); grep -o '"state":"[a-z]*"' list
  "state":"open"
  $ aasc verdict list m --as ltu --json | grep '"verdict":"violation"' | grep -o '"count":{[^}]*}' | sort
  "count":{"max":1,"min":1}
  "count":{"max":3,"min":3}
  $ aasc verdict list m --as lva --json | grep '"verdict":"violation"' | grep -o '"count":{[^}]*}' | sort
  "count":{"max":1,"min":1}
  "count":{"max":3,"min":3}
  $ count est; count lva; aasc verdict list m --json | grep -c '"verdict":"violation"'
  2
  2
  2
  $ aasc entry show m $copy --as ltu | grep -c narrative; aasc entry list m --kind release --as ltu --json | wc -l; aasc release list m --as ltu
  0
  1
  no release
  $ aasc entry list m --kind release --as lva --json | wc -l
  2
  $ aasc release publish m three
  aasc: three: what was signed there was published already, and is good for one release; another is signed anew, with a reason of its own
  [5]
  $ aasc fsck m --quiet; aasc rebuild m --quiet

A source that is withdrawn asks for a second look; an end hides the copy, also as of earlier, and recalls nothing.

  $ aasc release list m --review
  no release
  $ cp -a m open; aasc report daily m --period 2026-10-14 --for ltu --out before >said 2>&1; size=$(sed -n 's/.*checkpoint \([0-9]*\).*/\1/p' said); aasc entry withdraw m $id --note 'a mistake' >output; aasc release list m --review | sed 's/.*its/its/'
  its source was replaced, withdrawn or erased since
  $ aasc release end m $copy
  aasc: the roster knows nobody by the key of "desk"; who may end a release stands there
  [5]
  $ sleep 1; instant=$(date -u +%Y-%m-%dT%H:%M:%SZ); sleep 1; aasc entry show m $copy --as ltu --as-of $instant | grep -c '"a post"'
  1
  $ aasc release end m $copy --by k.tamm --note 'the source was a mistake'
  entry * (glob)
  ending a release hides the copy from now on; it cannot recall what was read, printed or passed on
  $ aasc release end m $release --by k.tamm
  aasc: that release has ended already
  [5]
  $ aasc entry show m $copy --as ltu
  aasc: * there is no such entry (glob)
  [3]
  $ aasc entry show m $copy --as ltu --as-of $instant
  aasc: * there is no such entry (glob)
  [3]
  $ aasc release publish m three
  aasc: three: what was signed there was published already, and is good for one release; another is signed anew, with a reason of its own
  [5]
  $ aasc entry list m --kind release --as ltu --json | wc -l; count ltu; aasc release list m --json | grep -o '"state":"[a-z]*"'
  0
  1
  "state":"ended"
  $ aasc replay m --as ltu | grep -c ' release '
  0
  [1]

A report of what stood then is made again as it was, and one of now has less in it:

  $ aasc report daily m --period 2026-10-14 --for ltu --as-of $size --out after >output 2>&1; diff -r before after && echo the same
  the same
  $ aasc report daily m --period 2026-10-14 --for ltu --out now >output 2>&1; diff -rq before now >output || echo another
  another
  $ aasc fsck m --quiet; aasc rebuild m --quiet

Of two copies of one source the newest stands for it, and the other again when that ends:

  $ cp -a open twice; sed 's/"a post"/"another"/; s/"count":1/"count":2/; s/asked/asked again/' draft.json >newer.json; sign newer.json tamm >n1; sign n1 kask >n2; sign n2 ozols >n3; aasc release publish twice n3 >output
  $ counts() { aasc verdict list twice --as ltu --json | grep '"verdict":"violation"' | grep -o '"count":{[^}]*}' | sort; }; counts
  "count":{"max":2,"min":2}
  "count":{"max":3,"min":3}
  $ aasc release end twice $(sed -n 's/^entry //p' output) --by k.tamm >output; counts
  "count":{"max":1,"min":1}
  "count":{"max":3,"min":3}

Whoever writes into the record itself opens nothing: a copy that says something else than was signed, or a text that was changed after it was signed.

  $ copied=$(sed -n 's/.*"copy":"\([^"]*\)".*/\1/p' list); cat >change.py <<'END'
  > import sqlite3, sys
  > folder, was, now, which = sys.argv[1:]
  > db = sqlite3.connect(folder + "/record.db")
  > changed = 0
  > for seq, data in db.execute("SELECT seq, bytes FROM entry WHERE bytes IS NOT NULL").fetchall():
  >     if which.encode() in data and was.encode() in data:
  >         db.execute("UPDATE entry SET bytes = ? WHERE seq = ?", (data.replace(was.encode(), now.encode()), seq))
  >         changed += 1
  > db.commit()
  > print(changed)
  > END
  $ bad() { rm -rf bad; cp -a open bad; python3 change.py bad "$@"; resum bad/record.db; aasc release list bad | sed 's/.*  void /void /'; aasc entry show bad $copied --as ltu >output 2>&1; echo $?; aasc fsck bad | grep -c 'release .* does not hold: '; }
  $ bad '"count":1' '"count":9' '"says":"copy"'
  1
  void      its copy says something else than what was signed
  3
  1
  $ bad '\"count\":1' '\"count\":9' '"says":"release"'
  1
  void      the signature of tamm (key *) is wrong: the text was changed, or that key did not sign it (glob)
  3
  1

In an emergency one person with that right releases alone, for no longer than the roster allows:

  $ id=$(row s2 2 'SECRET//REL est,lva//BY lva'); hour() { date -u -d "$1 hours" +%Y-%m-%dT%H:%M:%SZ; }
  $ urgent() { aasc release draft m $id --label 'PUBLIC//REL ALL' --releaser $1 --until $2 --reason 'people are in danger' >u.json; sign u.json $3; }
  $ urgent m.kask $(hour +3) kask >u; aasc release publish m u
  aasc: u: an emergency release lasts at most 2 h: state its end, and release again if need be
  [2]
  $ urgent k.tamm $(hour +1) tamm >u; aasc release publish m u
  aasc: u: the releaser k.tamm does not have the right "emergency" at this time
  [2]
  $ urgent m.kask $(hour +1) kask >u; aasc release publish m u
  entry * (glob)
  readable by aasc:PUBLIC//REL ALL@1
  an emergency: tell lva
  $ count ltu; aasc release list m --review | sed -n 's/.*an em/an em/p'
  2
  an emergency: its originators have not signed
  $ urgent m.kask $(date -u -d '+2 seconds' +%Y-%m-%dT%H:%M:%SZ) kask | sed 's/danger/peril/' >u; sed 's/in danger/in peril/' u.json >v.json; sign v.json kask >v; aasc release publish m v >output; sleep 3; aasc release list m --json | grep -o '"state":"[a-z]*"'
  "state":"ended"
  "state":"open"
  "state":"over"
  $ count ltu; aasc fsck m --quiet
  2

An erased source leaves its copy and its release; a rebuilt record has the same:

  $ aasc entry erase m $id --by k.tamm --note 'asked for' >output; aasc fsck m --quiet; aasc release list m --review | sed -n 's/.*its so/its so/p' | sort -u; count ltu
  its source was replaced, withdrawn or erased since
  2

What is not released:

  $ aasc release draft m $(aasc entry list m --kind verdict --json | head -n 1 | grep -o '"id":"[0-9a-f-]*"' | tail -n 1 | cut -d '"' -f 4) --label 'PUBLIC//REL ALL' --drafter k.tamm --approver m.kask --reason x
  aasc: an entry of kind verdict is not released: it is derived anew for each reader, or the record runs by it
  [2]
  $ aasc release draft m $id --label 'PUBLIC//REL ALL' --drafter k.tamm --approver m.kask --reason x
  aasc: this entry was erased
  [5]
  $ id=$(row s3 4 'SECRET//REL est,lva//BY lva'); aasc release draft m $id --label 'PUBLIC' --drafter k.tamm --approver m.kask
  aasc: release: line 1, column 1: reason: it is missing
  [2]
  $ aasc release draft m $id --label 'OPEN//REL ALL' --drafter k.tamm --approver m.kask --reason x
  aasc: label, column 1: "OPEN" is no level of aasc; known are PUBLIC, RESTRICTED, CONFIDENTIAL, SECRET
  [2]
  $ aasc release draft m 019a3c54-6d80-7000-8000-0123456789ab --label 'PUBLIC//REL ALL' --drafter k.tamm --approver m.kask --reason x
  aasc: 019a3c54-6d80-7000-8000-0123456789ab: there is no such entry
  [3]
