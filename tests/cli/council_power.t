A council of fifteen, of whom five can block:

  $ { echo 'pact 1'
  >   echo 'charter un {'
  >   echo '  timezone "UTC"'
  >   echo '  member chn, fra, gbr, rus, usa, aaa, bbb, ccc, ddd, eee, fff, ggg, hhh, iii, jjj'
  >   echo '  rule substantive { majority simple; floor 9/15; veto chn, fra, gbr, rus, usa }'
  >   echo '  rule quiet { silence 24 h; fallback substantive }'
  >   echo '  rule eec { majority 14/17; weight chn 4; weight fra 4; weight gbr 4; weight rus 2; weight usa 2; weight aaa 1'
  >   for s in bbb ccc ddd eee fff ggg hhh iii jjj; do echo "    weight $s 0"; done
  >   echo '  }'
  >   echo '}'
  > } >un.pact
  $ aasc council power un.pact --rule substantive | sed -n '1,3p;7,8p'
  charter un, rule substantive: majority simple, floor 3/5; all vote yes or no
  member  votes  swings  Banzhaf    exact  Shapley  exact
  chn         1     848  0.16693  106/635  0.19627  421/2145  can block
  usa         1     848  0.16693  106/635  0.19627  421/2145  can block
  aaa         1      84  0.01654  21/1270  0.00186  4/2145
  $ aasc council power un.pact --rule substantive --json | head -1
  {"banzhaf":"106/635","blocking":true,"charter":"un","influence":true,"kind":"power","member":"chn","rule":"substantive","shapley":"421/2145","swings":848,"veto":true,"votes":1}
  $ aasc council power un.pact --rule quiet | head -1
  charter un, rule quiet: one objection breaks the silence; then substantive: majority simple, floor 3/5; all vote yes or no

Who has no influence, and who can block everything, is said when the charter is checked:

  $ aasc pact check un.pact
  un.pact:5:8: warning: by substantive these can block everything alone: chn, fra, gbr, rus, usa
        rule substantive { majority simple; floor 9/15; veto chn, fra, gbr, rus, usa }
             ^~~~~~~~~~~
  un.pact:7:8: warning: by eec these can block everything alone: chn, fra, gbr
        rule eec { majority 14/17; weight chn 4; weight fra 4; weight gbr 4; weight rus 2; weight usa 2; weight aaa 1
             ^~~
  un.pact:7:8: warning: by eec these have no influence, whatever they vote: aaa, bbb, ccc, ddd, eee, fff, ggg, hhh, iii, jjj
        rule eec { majority 14/17; weight chn 4; weight fra 4; weight gbr 4; weight rus 2; weight usa 2; weight aaa 1
             ^~~
  un.pact: valid: charter un, 15 members and candidates, 0 terms, sha256:fd6a55f29376f4b50192004353c89cda99a20d238b9012a13a02ad6271300ff6
  $ aasc pact check --json un.pact | tail -1
  {"errors":0,"file":"un.pact","kind":"summary","pact":"sha256:fd6a55f29376f4b50192004353c89cda99a20d238b9012a13a02ad6271300ff6","warnings":3}

What there is not:

  $ aasc council power un.pact --rule important
  aasc: no charter of un.pact has a rule important
  [3]
  $ aasc council power un.pact --at yesterday
  aasc: rule substantive: "yesterday" is not a time; write 2020-07-10, 2020-07-10T20:05[:10[.123]] or either time with Z or +02:00 behind it
  [2]
  $ aasc council power "$ROOT/examples/kalmius/kalmius.pact"
  aasc: */examples/kalmius/kalmius.pact holds no charter (glob)
  [3]
  $ printf 'pact 1\ncharter c {\n  timezone "UTC"\n  member usa, can, gbr\n  rule r { majority simple; weight usa 1000000000; weight can 1000000000; weight gbr 1000000000 }\n}\n' >heavy.pact
  $ aasc council power heavy.pact
  aasc: rule r: more than 2147483646 votes in all; power is counted exactly for so many at most
  [2]

Rules that must adopt together, states and people:

  $ printf 'pact 1\ncharter c {\n  timezone "UTC"\n  member usa, can, ukr\n  rule r { majority 2/3; and people }\n  rule people { majority 3/5; weight usa 60000; weight can 20000; weight ukr 20000 }\n}\n' >both.pact
  $ aasc council power both.pact | grep .
  charter c, rule r: majority 2/3; and people; all vote yes or no
  member  votes  swings  Banzhaf  exact  Shapley  exact
  usa         1       3  0.60000    3/5  0.66667  2/3  can block
  can         1       1  0.20000    1/5  0.16667  1/6
  ukr         1       1  0.20000    1/5  0.16667  1/6
  charter c, rule people: majority 3/5; all vote yes or no
  member  votes  swings  Banzhaf  exact  Shapley  exact
  usa     60000       4  1.00000      1  1.00000  1  can block
  can     20000       0  0.00000      0  0.00000  0  no influence
  ukr     20000       0  0.00000      0  0.00000  0  no influence

Members are those of the day:

  $ printf 'pact 1\ncharter c {\n  timezone "UTC"\n  member usa, can\n  status can suspended from 2027-01-01\n  rule r { majority simple }\n}\n' >two.pact
  $ aasc council power two.pact --at 2027-01-01T00:00:00Z
  charter c, rule r: majority simple; all vote yes or no
  member  votes  swings  Banzhaf  exact  Shapley  exact
  usa         1       1  1.00000      1  1.00000  1  can block
  $ aasc council power two.pact --at 2026-12-31T23:59:59Z | tail -1
  can         1       1  0.50000    1/2  0.50000  1/2  can block
