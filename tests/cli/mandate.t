A mandate, whose consent it stands on, and its clocks. The charter counts its days in Kyiv, where clocks go forward on 28 March 2027 and back on 31
October.

  $ [ -n "$PIN" ] || { echo "no clock can be pinned in this build"; exit 80; }
  $ n=0; on() { n=$((n + 1)); local at=$1; shift; PIN_SEED=$n PIN_AT_MS=$(date -u -d "$at" +%s)000 LD_PRELOAD=$PIN "$@"; }
  $ cat >c.pact <<'END'
  > pact 1
  > charter c {
  >   timezone "Europe/Kyiv"
  >   obligation collective_defence none
  >   member est, ukr, usa
  >   host ukr
  >   rule important { majority 2/3; quorum 1/2; floor 1/3; abstention ignored; party-to-dispute recused }
  >   mandate unga { mode unga_implementation_force; authority "GA resolution"; term 6 months; tasks border_patrol, patrol; consent ukr }
  >   mandate aasc { mode host_consent; tasks patrol, training; consent ukr revocable notice 90 d }
  >   active mandate aasc
  >   mission add by important
  > }
  > END
  $ for p in e.est k.ukr u.usa; do aasc key make $p.key $p | sed "s/public key/$p/"; done >keys
  $ all='"see","draft","approve","roster","vote"'
  $ { printf '{"schema":"aasc/roster/1","version":1,"policy":{"id":"community","members":["est","ukr","usa"],"everybody":[["est","ukr","usa"]],"audience":["est","ukr","usa"]},"clearances":['
  >   sep=; for m in est ukr usa; do printf '%s{"member":"%s","level":"SECRET","rights":[%s]}' "$sep" $m "$all"; sep=,; done
  >   printf '],"people":['
  >   sep=; while read -r p key; do printf '%s{"id":"%s","member":"%s","level":"SECRET","rights":[%s],"keys":["%s"]}' "$sep" $p ${p#*.} "$all" "$key"; sep=,; done <keys
  >   printf ']}\n'; } >roster.json
  $ on 2027-01-01T08:00Z aasc init v --pact c.pact --label PUBLIC --roster roster.json --name example.org/v
  $ for p in e.est k.ukr u.usa; do cp -p $p.key v/keys/by-$p.key; done

No mandate is in force before the host has said so itself:

  $ on 2027-01-02T08:00Z aasc council mandate v patrol
  mandate aasc is not in force: the consent of ukr was never given
  mode: host_consent
  tasks: patrol, training
  consent ukr: was never given
  task patrol: refused: mandate aasc is not in force: the consent of ukr was never given
  [1]
  $ word() { printf '{"schema":"aasc/declaration/1",%s}\n' "$1" >word.json; aasc key sign word.json --origin ${3-example.org/v} --key $2.key; }
  $ word '"state":"ukr","sequence":1,"says":"consents","mandate":"aasc"' u.usa >word; on 2027-01-02T08:01Z aasc council hear v word
  aasc: nobody signed it whom the roster lets vote for ukr; nobody else speaks for that State
  [5]
  $ word '"state":"ukr","sequence":1,"says":"consents","mandate":"aasc"' k.ukr example.org/w >word; on 2027-01-02T08:01Z aasc council hear v word
  aasc: it was signed for "example.org/w", and this mission is "example.org/v"
  [5]
  $ word '"state":"usa","sequence":1,"says":"consents","mandate":"aasc"' u.usa >word; on 2027-01-02T08:01Z aasc council hear v word
  aasc: mandate aasc does not stand on the consent of usa
  [5]
  $ word '"state":"ukr","sequence":1,"says":"consents","mandate":"other"' k.ukr >word; on 2027-01-02T08:01Z aasc council hear v word
  aasc: the charter has no mandate other
  [3]
  $ word '"state":"ukr","sequence":1,"says":"consents","mandate":"aasc","at":"2027-01-01T00:00:00Z"' k.ukr >word; on 2027-01-02T08:01Z aasc council hear v word
  aasc: "at" is when a State leaves, and stands nowhere else
  [2]
  $ word '"state":"ukr","sequence":1,"says":"withdraws","mandate":"aasc"' k.ukr >word; on 2027-01-02T08:01Z aasc council hear v word
  aasc: there is no consent of ukr that could be withdrawn
  [5]
  $ word '"state":"ukr","sequence":1,"says":"consents","mandate":"aasc"' k.ukr >given; on 2027-01-02T08:01Z aasc council hear v given
  entry * (glob)
  ukr consents mandate aasc
  $ on 2027-01-02T08:02Z aasc council hear v given
  aasc: ukr has declared something with sequence 1 already; what follows has a higher one
  [5]

In force, from its receipt on, and for its tasks alone:

  $ on 2027-01-03T08:00Z aasc council mandate v patrol
  mandate aasc is in force
  mode: host_consent
  tasks: patrol, training
  consent ukr: stands since 2027-01-02T08:01:00Z (entry *); notice 90 calendar days (glob)
  task patrol: lawful: mandate aasc is in force, and names patrol
  $ on 2027-01-03T08:00Z aasc council mandate v border_patrol
  mandate aasc is in force
  mode: host_consent
  tasks: patrol, training
  consent ukr: stands since 2027-01-02T08:01:00Z (entry *); notice 90 calendar days (glob)
  task border_patrol: refused: mandate aasc is in force, and does not name border_patrol
  [1]
  $ on 2027-01-03T08:00Z aasc council mandate v --at 2027-01-02T08:00:59Z | head -1
  mandate aasc is not in force: the consent of ukr was never given

A withdrawal starts the notice: ninety local days, to 24:00 of the last one, which is at 21:00 UTC in summer time:

  $ word '"state":"ukr","sequence":2,"says":"withdraws","mandate":"aasc","text":"enough"' k.ukr >word; on 2027-01-15T10:00Z aasc council hear v word
  entry * (glob)
  ukr withdraws mandate aasc
  $ word '"state":"ukr","sequence":3,"says":"withdraws","mandate":"aasc"' k.ukr >word; on 2027-02-15T10:00Z aasc council hear v word
  aasc: there is no consent of ukr that could be withdrawn
  [5]
  $ on 2027-01-16T08:00Z aasc council mandate v patrol
  mandate aasc is in force until 2027-04-15T21:00:00Z
  mode: host_consent
  tasks: patrol, training
  consent ukr: was withdrawn at 2027-01-15T10:00:00Z; the notice runs until 2027-04-15T21:00:00Z (89 days left) (entry *) (glob)
  warning: it ends at 2027-04-15T21:00:00Z (89 days left): consent was withdrawn
  task patrol: lawful: mandate aasc is in force until 2027-04-15T21:00:00Z, and names patrol
  $ for t in 2027-04-14T21:00:00Z 2027-04-15T20:59:59Z 2027-04-15T21:00:00Z; do on 2027-04-20T08:00Z aasc council mandate v --at $t | grep -v '^mode\|^tasks'; done
  mandate aasc is in force until 2027-04-15T21:00:00Z
  consent ukr: was withdrawn at 2027-01-15T10:00:00Z; the notice runs until 2027-04-15T21:00:00Z (ends today) (entry *) (glob)
  warning: it ends at 2027-04-15T21:00:00Z (ends today): consent was withdrawn
  mandate aasc is in force until 2027-04-15T21:00:00Z
  consent ukr: was withdrawn at 2027-01-15T10:00:00Z; the notice runs until 2027-04-15T21:00:00Z (ends today) (entry *) (glob)
  warning: it ends at 2027-04-15T21:00:00Z (ends today): consent was withdrawn
  mandate aasc is not in force: the consent of ukr was withdrawn at 2027-01-15T10:00:00Z and ended at 2027-04-15T21:00:00Z
  consent ukr: was withdrawn at 2027-01-15T10:00:00Z and ended at 2027-04-15T21:00:00Z (entry *) (glob)
  $ on 2027-01-20T08:00Z aasc council mandate v --json
  {"at":"2027-01-20T08:00:00Z","consents":\[{"consent":"notice","entry":"*","given":"2027-01-02T08:01:00Z","state":"ukr","until":"2027-04-15T21:00:00Z","withdrawn":"2027-01-15T10:00:00Z"}\],"ends_soon":true,"kind":"mandate","mandate":"aasc","state":"in_force","tasks":\["patrol","training"\],"until":"2027-04-15T21:00:00Z"} (glob)

What was withdrawn is not there when one asks as of a time before it was received:

  $ on 2027-05-01T08:00Z aasc council mandate v --as-of 2027-01-10 --as est | grep ^consent
  consent ukr: stands since 2027-01-02T08:01:00Z (entry *); notice 90 calendar days (glob)

The other option of the charter is made active by a decision, if the host consents to that one; its term is counted in local days too:

  $ vote() { on $1 aasc council propose v --title "$3" --effect $4 --closes $2 --by e.est --out p.json >said && P=$(sed -n 's/^entry //p' said) &&
  >   for p in e.est k.ukr u.usa; do aasc council vote p.json --member ${p#*.} --choice yes --keys v/keys --by $p --out b --quiet && on $1 aasc council take v b --out r >/dev/null; rm -f b r; done
  >   rm p.json; echo $P >voted; on $2 aasc council close v $P --by e.est; }
  $ on 2027-05-01T08:00Z aasc council propose v --title M --effect mandate:moon --closes 2027-05-02T08:00:00Z --by e.est
  aasc: the charter has no mandate moon
  [3]
  $ vote 2027-05-01T08:00:00Z 2027-05-02T08:00:00Z "The other option" mandate:unga | tail -3
  outcome: adopted
  consent ukr: unmet: its consent to this mandate was never given; a vote does not replace it
  executable: no
  $ on 2027-05-03T08:00Z aasc council mandate v border_patrol | grep '^mandate\|^task '
  mandate aasc is not in force: the consent of ukr was withdrawn at 2027-01-15T10:00:00Z and ended at 2027-04-15T21:00:00Z
  task border_patrol: refused: mandate aasc is not in force: the consent of ukr was withdrawn at 2027-01-15T10:00:00Z and ended at 2027-04-15T21:00:00Z, and besides does not name border_patrol
  $ word '"state":"ukr","sequence":4,"says":"consents","mandate":"unga"' k.ukr >word; on 2027-05-03T09:00Z aasc council hear v word | tail -1
  ukr consents mandate unga
  $ on 2027-05-04T08:00Z aasc council close v $(cat voted) --by e.est | tail -2
  consent ukr: met: its consent to this mandate stands since 2027-05-03T09:00:00Z (entry *) (glob)
  executable: yes
  $ on 2027-05-04T08:01Z aasc council mandate v border_patrol
  mandate unga is in force until 2027-11-04T22:00:00Z
  mode: unga_implementation_force; authority: GA resolution
  active by decision * (glob)
  tasks: border_patrol, patrol
  consent ukr: stands since 2027-05-03T09:00:00Z (entry *) (glob)
  task border_patrol: lawful: mandate unga is in force until 2027-11-04T22:00:00Z, and names border_patrol

Its end is warned of from ninety days before on, and comes at 24:00 in Kyiv, in winter time again:

  $ for t in 2027-08-05T20:59:59Z 2027-08-05T21:00:00Z 2027-11-04T21:59:59Z 2027-11-04T22:00:00Z; do on 2027-05-05T08:00Z aasc council mandate v --at $t | grep '^mandate\|^warning'; done
  mandate unga is in force until 2027-11-04T22:00:00Z
  mandate unga is in force until 2027-11-04T22:00:00Z
  warning: it ends at 2027-11-04T22:00:00Z (90 days left): its term; a decision can renew it
  mandate unga is in force until 2027-11-04T22:00:00Z
  warning: it ends at 2027-11-04T22:00:00Z (ends today): its term; a decision can renew it
  mandate unga expired at 2027-11-04T22:00:00Z

To make it active again renews it, and its new term follows on the old one:

  $ vote 2027-10-01T08:00:00Z 2027-10-02T08:00:00Z Renewal mandate:unga | tail -1
  executable: yes
  $ on 2027-10-03T08:00Z aasc council mandate v | head -1
  mandate unga is in force until 2028-05-04T21:00:00Z

Without a notice that the charter states, a withdrawal ends it at once, and with it everything that stood on it:

  $ word '"state":"ukr","sequence":5,"says":"withdraws","mandate":"unga"' k.ukr >word; on 2027-12-01T08:00Z aasc council hear v word | tail -1
  ukr withdraws mandate unga
  $ for t in 2027-12-01T07:59:59Z 2027-12-01T08:00:00Z; do on 2027-12-01T09:00Z aasc council mandate v --at $t | head -1; done
  mandate unga is in force until 2028-05-04T21:00:00Z
  mandate unga is not in force: the consent of ukr was withdrawn at 2027-12-01T08:00:00Z and ended at 2027-12-01T08:00:00Z
  $ aasc fsck v | tail -1
  v: 21 entries, 12 files: nothing is wrong
