An agreement is checked, with every fault in its place:

  $ mkdir geo
  $ printf '{"type":"LineString","coordinates":[[37,48],[37,49]]}' >geo/line.geojson
  $ cat >valley.pact <<'END'
  > pact 1
  > # the valley
  > agreement valley {
  >   title    "Valley"
  >   timezone "Europe/Kyiv"
  >   day D 2026-09-01T00:00
  >   party north { name "North" }
  >   party south { name "South" }
  >   line river { geometry "geo/line.geojson"; left north; right south; accuracy 50 m }
  >   category heavy { class artillery; calibre >= 100 mm }
  >   term 2.1 withdrawal {
  >     ref "Article 2 (1)"; binds north, south   # both
  >     from line river
  >     zone-width heavy 30 km
  >     share 0.5
  >     complete by D+14d
  >   }
  >   term 2.2 withdrawal { like 2.1; ref "Article 2 (2)"; binds south }
  > }
  > END
  $ aasc pact check valley.pact
  valley.pact: valid: agreement valley, 2 parties and observers, 2 terms, sha256:[0-9a-f]{64} (re)
  $ aasc pact check --quiet valley.pact
  $ sed 's/withdrawal {/withdrawl {/; s/left north/left nroth/; s/30 km/30 h/' valley.pact >bad.pact
  $ aasc pact check bad.pact
  bad.pact:9:50: nroth names no party here; did you mean north
        line river { geometry "geo/line.geojson"; left nroth; right south; accuracy 50 m }
                                                       ^~~~~
  bad.pact:11:12: withdrawl is no kind of term; did you mean withdrawal
        term 2.1 withdrawl {
                 ^~~~~~~~~
  bad.pact:18:12: withdrawl is no kind of term; did you mean withdrawal
        term 2.2 withdrawl { like 2.1; ref "Article 2 (2)"; binds south }
                 ^~~~~~~~~
  [2]
  $ sed 's/30 km/30 h/' valley.pact >bad.pact
  $ aasc pact check --json bad.pact
  {"column":22,"file":"bad.pact","kind":"message","line":14,"severity":"error","text":"30 h is a time, but a length such as 15 km belongs here; write: zone-width WHAT LENGTH","width":2}
  {"errors":1,"file":"bad.pact","kind":"summary","warnings":0}
  [2]
  $ aasc pact check nothing.pact
  aasc: nothing.pact: * (glob)
  [3]

The layout of a file; what it says stays:

  $ aasc pact fmt --check valley.pact
  valley.pact
  [1]
  $ aasc pact json valley.pact >before.json
  $ cp -p valley.pact kept.pact
  $ aasc pact fmt --write valley.pact
  $ aasc pact fmt --check valley.pact
  $ aasc pact json valley.pact | cmp - before.json
  $ sed -n '10,18p' valley.pact
    category heavy { class artillery; calibre >= 100 mm }
    term 2.1 withdrawal {
      ref "Article 2 (1)"
      binds north, south  # both
      from line river
      zone-width heavy 30 km
      share 0.5
      complete by D+14d
    }
  $ ls valley*
  valley.pact
  $ aasc pact fmt bad.pact >/dev/null
  $ printf 'a {' >worse.pact
  $ aasc pact fmt --write worse.pact; cat worse.pact; echo
  worse.pact:1:3: the block that begins here does not end; write } behind its last statement
      a {
        ^
  a {
  $ aasc pact fmt --write worse.pact 2>/dev/null
  [2]

Its canonical JSON is what is hashed, and comes back as the canonical text:

  $ aasc pact json valley.pact | sha256sum | cut -c1-64 >hash
  $ aasc pact check valley.pact | grep -c "sha256:$(cat hash)"
  1
  $ aasc pact fmt --canonical valley.pact >canonical.pact
  $ aasc pact json valley.pact | aasc pact from-json - | cmp - canonical.pact
  $ aasc pact from-json before.json | cmp - canonical.pact
  $ aasc pact json canonical.pact | cmp - before.json
  $ sed -n '12,30p' canonical.pact
    line river {
      geometry "geo/line.geojson" sha256 "*" (glob)
      left north
      right south
      accuracy 50 m
    }
    category heavy {
      class artillery
      calibre >= 100 mm
    }
    term 2.1 withdrawal {
      ref "Article 2 (1)"
      binds north, south
      from line river
      zone-width heavy 30000 m
      share 1/2
      complete by D+14d
    }
    term 2.2 withdrawal {
  $ echo '{"pact":1,"blocks":[{"agreement":"x","titel":"y"}]}' | aasc pact from-json -
  aasc: -: blocks[0]: titel is no member of an agreement
  [2]

Geometry that was changed after the canonical text was written is told:

  $ printf '{"type":"LineString","coordinates":[[37,48],[37,50]]}' >geo/line.geojson
  $ aasc pact check canonical.pact
  canonical.pact:13:14: geo/line.geojson is not the file that was agreed: its SHA-256 is [0-9a-f]{64}; restore the file, or adopt the new one by writing this hash (re)
          geometry "geo/line.geojson" sha256 "*" (glob)
                   ^~~~~~~~~~~~~~~~~~
  [2]

A term is explained, an unknown one is not:

  $ aasc pact explain valley.pact 2.1 | sed -n '1,8p;13,16p'
  2.1: withdrawal
  Article 2 (1); Valley
  
  Binds: north (North), south (South).
  In force: always.
  Where: everywhere.
  
  How it is judged
    heavy: a violation nearer than 15 km (this side's share of a zone 30 km wide).
    It must be complete before 2026-09-15T21:00:00Z (24:00 of 2026-09-15 EEST). Before that instant
      presence is pending; an item that had left and is seen again is a return: a violation at once.
    p is the probability of a violation. From 0.95 on: violation; up to 0.05: compliant; between:
  $ aasc pact explain valley.pact 2.3
  aasc: there is no term 2.3; did you mean 2.1
  [3]

The documents that are made from the table of the language are current:

  $ aasc pact schema | cmp - "$ROOT/docs/formats/pact.schema.json"
