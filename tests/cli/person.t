What is said about a person is sealed under a key of their own; dropping the key erases them, and the log stays whole.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC
  $ aasc observe k --phenomenon explosion --sense told --count 2 --lat 46.18 --lon 70.11 --sigma 300 --source p9 --id 1 --time 2026-10-15T03:00:00Z --narrative "told by w-017; NARRATIVE-SENTINEL" >said
  [1]
  $ row=$(sed -n 's/^entry //p' said)
  $ cat "$K/night.ndjson" >rows; echo '{"time":"2026-10-15T03:30:00Z","place":{"lat":46.18,"lon":70.11,"sigma_m":90},"sense":"saw","phenomenon":"explosion","source":"p9","id":"2","narrative":"Ivan IMPORTED-SENTINEL told me","attributes":{"name":"ATTRIBUTE-SENTINEL"}}' >>rows; echo '{"phenomenon":"bang","narrative":"REFUSED-SENTINEL"}' >>rows
  $ aasc import k rows --quiet >output 2>&1

A key for a witness, in no file that others may read:

  $ aasc person add k w-017
  person w-017: a key of their own in keys/persons/; no backup holds it
  $ aasc person add k w-017
  aasc: "w-017" has a key on this node already
  [5]
  $ aasc person add k w-018
  person w-018: a key of their own in keys/persons/; no backup holds it
  $ aasc person add k "Ivan Petrov"
  aasc: "Ivan Petrov" is no pseudonym; write small letters, digits, -, _ and .
  [2]
  $ stat -c %a k/keys/persons k/keys/persons/* | sort -u
  600
  700

Sealed from standard input, never from the command line:

  $ printf 'Ivan Petrov-SECRET, Lenina 5:\nthe shells came from the hill\n' | aasc person seal k w-017 --about $row
  entry ????????-????-7???-????-???????????? (glob)
  $ printf 'called back: SECRET-TOO' | aasc person seal k w-017 | sed 's/entry .*/entry ID/'
  entry ID
  $ printf 'SECRET-OF-ANOTHER' | aasc person seal k w-018 >output
  $ printf 'x' | aasc person seal k w-099
  aasc: there is no key of "w-099" on this node; make one: aasc person add k w-099
  [3]
  $ printf '\n' | aasc person seal k w-017
  aasc: there is nothing to seal: the text is empty
  [2]
  $ printf 'x' | aasc person seal k w-017 --about 018f0000-0000-7000-8000-000000000001
  aasc: --about: 018f0000-0000-7000-8000-000000000001: there is no such entry
  [3]
  $ aasc observe k --phenomenon shot --source p9 --id 9 --lat 46.18 --lon 70.11 --label RESTRICTED >said 2>&1; secret=$(sed -n 's/^entry //p' said)
  $ echo x | aasc person seal k w-018 --about $secret --label PUBLIC
  aasc: --label: * (glob)
  [5]
  $ head -c 65537 /dev/zero | tr '\0' x | aasc person seal k w-017
  aasc: a text of 65537 bytes; at most 65536 can be sealed
  [2]
  $ aasc person show k w-017
  entry * recorded * about * (glob)
      Ivan Petrov-SECRET, Lenina 5:
      the shells came from the hill
  entry * recorded * (glob)
      called back: SECRET-TOO
  $ aasc person show k w-017 --json | grep -c '"text":"Ivan Petrov-SECRET, Lenina 5:\\nthe shells'
  1
  $ aasc person show k w-017 --as-of 1
  nothing is sealed for w-017
  $ aasc person show k w-099
  aasc: there is no person "w-099" here, or not for this reader
  [3]

The record holds no word of it, and nothing that was derived quotes a row:

  $ cat k/record.db* k/blobs/* | grep -c "SECRET" || true
  0
  $ for kind in verdict event incident duty; do aasc entry list k --json --kind $kind; done >derived
  $ [ -s derived ] && grep -c "SENTINEL\|sealed" derived || true
  0

Erased: the key, what was sealed for them alone, and the rows that are named, with the file that they came from.

  $ imported=$(aasc entry list k --json --kind observation | grep IMPORTED-SENTINEL | sed 's/.*"id":"\(0[^"]*\)",.*/\1/')
  $ aasc verdict list k --json >before
  [1]
  $ cp k/record.db old.db; cp -r k/blobs old.blobs; cp -r k/keys old.keys; ls k/blobs | wc -l
  2
  $ for f in k/keys/persons/*; do head -c 44 $f; echo; head -c 44 $f | base64 -d | od -An -tx1 -v | tr -d ' \n'; echo; done >key-bytes
  $ aasc person erase k w-017 $imported
  aasc: --reason is missing: why the person is to be erased
  See: aasc person erase --help
  [2]
  $ aasc person erase k w-099 --reason x
  aasc: there is no person "w-099" here
  [3]
  $ aasc person erase k w-017 $imported --reason "asked for it"
  erased: 1 key, 3 entries, 2 files
  $ ls k/blobs | wc -l
  0
  $ aasc person show k w-017
  w-017 was erased: entry * recorded * (glob)
  $ aasc person show k w-018 | tail -n 1
      SECRET-OF-ANOTHER
  $ aasc entry show k $imported
  recorded: * (glob)
  erased: its bytes and salt are gone; its leaf stands in the log
  $ aasc person erase k w-017 --reason again
  aasc: "w-017" was erased already
  [5]
  $ aasc person add k w-017
  aasc: "w-017" was erased: take another pseudonym
  [5]

The verdicts stand, byte for byte, and views tell what they rest on:

  $ aasc verdict list k --json | sed 's/"inputs_erased":true,//' | cmp - before
  $ aasc verdict list k --json | grep -c '"inputs_erased":true'
  1
  $ grep -c '"inputs_erased"' before
  0
  [1]

The erasure names a hash and ids, no pseudonym and no content:

  $ aasc entry list k --json --kind erasure | grep -o '"reason":"asked for it"'
  "reason":"asked for it"
  $ aasc entry list k --json --kind erasure | grep -c "w-017\|SECRET\|SENTINEL"
  0
  [1]
  $ grep -c "^entry " k/head/erased; grep "^person " k/head/erased | cut -d' ' -f2 | cmp - <(printf 'aasc/person/v1\0w-017' | sha256sum | cut -d' ' -f1)
  3

No trace of the texts or of the key in any file of the mission:

  $ grep -rac "Petrov\|SECRET-TOO\|IMPORTED-SENTINEL\|ATTRIBUTE-SENTINEL\|REFUSED-SENTINEL\|the hill" k | grep -v ":0$"
  [1]
  $ for f in $(find k -type f); do od -An -tx1 -v $f | tr -d ' \n'; echo; done >hex; n=0; for key in $(cat key-bytes); do if grep -qF "$key" hex || grep -rqaF "$key" k; then n=$((n + 1)); fi; done; echo "$n of $(wc -l <key-bytes)"
  1 of 4

(What is found is the other person's key, which stays.) An old backup, old blobs and old keys are put back: the next
command that writes erases again.

  $ cp -r k good; rm k/record.db*; cp old.db k/record.db; cp old.blobs/* k/blobs; cp -r old.keys/persons k/keys
  $ aasc person show k w-017 | grep -c SECRET
  2
  $ aasc observe k --phenomenon shot --lat 46.18 --lon 70.11 --source p9 --id 7
  aasc: k: the record holds * entries, but a head of * was signed: * (glob)
  [5]
  $ aasc person show k w-017
  aasc: there is no person "w-017" here, or not for this reader
  [3]
  $ ls k/blobs | wc -l
  0
  $ grep -rac "Petrov\|SECRET-TOO\|IMPORTED-SENTINEL\|the hill" k | grep -v ":0$"
  [1]

The right record is put back: it verifies, and goes on.

  $ cp good/record.db* k/; cp good/head/* k/head
  $ aasc observe k --phenomenon shot --lat 46.18 --lon 70.11 --source p9 --id 7 >output; [ $? -le 1 ] && head -c 6 output; echo
  entry 

Another key in the place of a person's: what it does not open is told, not shown.

  $ for f in k/keys/persons/*; do head -c 32 /dev/urandom | base64 >$f; done
  $ aasc person show k w-018
  aasc: the box does not open: it was made with another key, for another entry or person, or its bytes were changed
  [5]

Only who has the right `person` opens anything; for others there is nobody.

  $ cat >roster.json <<END
  > {"schema":"aasc/roster/1","version":1,
  >  "policy":{"id":"kv","members":["est","lva"],"everybody":[["est","lva"]],"audience":["est","lva"]},
  >  "clearances":[{"member":"est","level":"SECRET","rights":["see","mark","person","roster"]},
  >                {"member":"lva","level":"SECRET","rights":["see","roster"]}],
  >  "people":[{"id":"k.tamm","member":"est","level":"SECRET","rights":["see","mark","person","roster"],"keys":["AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="]},
  >            {"id":"a.ozols","member":"lva","level":"SECRET","rights":["see","roster"],"keys":["AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="]}]}
  > END
  $ aasc init r --pact "$K/kalmius.pact" --label PUBLIC --roster roster.json
  $ aasc person add r w-1 >output; echo one | aasc person seal r w-1 --label PUBLIC >output; echo two | aasc person seal r w-1 --label SECRET >output
  $ aasc person show r w-1 --as est | grep '^    '
      one
      two
  $ aasc person show r w-1 --as est:PUBLIC | grep '^    '
      one
  $ aasc person show r w-1 --as lva >one 2>&1; echo $?; aasc person show r w-2 --as lva 2>&1 | sed s/w-2/w-1/ | cmp - one
  3
  $ aasc person show r w-2 --as est 2>&1 | sed s/w-2/w-1/ | cmp - one
  $ aasc person erase r w-1 --reason "asked for it"
  aasc: the roster knows nobody by the key of "desk"; who may erase a person stands there
  [5]

Entries of two labels have an erasure each, so that the one tells nothing of the other:

  $ aasc person add k w-2 >output; for label in PUBLIC SECRET SECRET; do echo it | aasc person seal k w-2 --label $label >output; done
  $ aasc person erase k w-2 --reason "no longer needed"
  erased: 1 key, 3 entries, 0 files
  $ aasc entry list k --json --kind erasure | tail -n 2 | sed 's/.*"entries":\[\([^]]*\)\].*"label":"\([^"/]*\).*/\1 \2/' | sed 's/"[0-9a-f-]*"/ID/g'
  ID mission:PUBLIC
  ID,ID mission:SECRET
