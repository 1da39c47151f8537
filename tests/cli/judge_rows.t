Verdicts for other programs: NDJSON, CSV, GeoJSON.

  $ cd "$ROOT/tests/cli/data"
  $ aasc judge small.pact night.ndjson --json >"$OLDPWD/rows"; echo $?
  1
  $ cd "$OLDPWD"
  $ D="$ROOT/tests/cli/data"; judge() { aasc judge "$D/small.pact" "$D/night.ndjson" "$@"; }

The last line is the summary; what complies is left out unless --all asks for it, events unless --events does:

  $ grep -o '"kind":"[a-z]*"' rows | sort | uniq -c
        1 "kind":"summary"
        4 "kind":"verdict"
  $ tail -n 1 rows | grep -o '"kind":"summary","read":[0-9]*,"rejected":[0-9]*'
  "kind":"summary","read":6,"rejected":0
  $ tail -n 1 rows | grep -o '"verdicts":{[^}]*}'
  "verdicts":{"indeterminate":1,"violation":3}
  $ count() { grep -o '"verdict":"[a-z_]*"' | sort | uniq -c; }
  $ count <rows
        1 "verdict":"indeterminate"
        3 "verdict":"violation"
  $ sed '/"id":"c"/s/46.05,/46.45,/' "$D/night.ndjson" >far.ndjson
  $ aasc judge "$D/small.pact" far.ndjson --json | count
        1 "verdict":"indeterminate"
        2 "verdict":"violation"
  $ aasc judge "$D/small.pact" far.ndjson --json --all | count
        1 "verdict":"compliant"
        1 "verdict":"indeterminate"
        2 "verdict":"violation"
  $ judge --json --events | grep -c '"kind":"event"'
  1
  $ judge --json --only 2 | count
        1 "verdict":"indeterminate"
        1 "verdict":"violation"

Every line is canonical JSON (names in order, no blanks) with its receipt:

  $ grep -c '"receipt":{"as_of":"all","engine":"aasc [0-9.]*","pact":"sha256:[0-9a-f]\{64\}"}' rows
  4
  $ grep -c '^{"[^ ]*' rows
  5

CSV: a header and as many lines; quotes, commas and line ends inside fields are quoted:

  $ judge --csv | head -n 1
  agreement,term,term_kind,ref,verdict,p,party,severity,start,end,count_min,count_max,lat,lon,place,distance_m,threshold_m,sigma_m,line,line_version,category,p_category,state,exemption,source_grade,event,inputs,explanation,engine,pact,as_of
  $ judge --csv | grep -c '^small,'
  4
  $ judge --csv | grep -o 'no reason <given>, ""*none""*' | head -n 1
  no reason <given>, ""none""""

GeoJSON: a point where there is one, else null; other programs agree.

  $ judge --geojson >rows.geojson
  [1]
  $ grep -o '"geometry":{"type":"Point","coordinates":\[[^]]*\]' rows.geojson
  "geometry":{"type":"Point","coordinates":[70.5,46.1]
  "geometry":{"type":"Point","coordinates":[70.4,46.05]
  "geometry":{"type":"Point","coordinates":[70.4,46.1349]
  "geometry":{"type":"Point","coordinates":[70.6,45.9]
  $ judge --csv >rows.csv
  [1]
  $ if command -v ogrinfo >/dev/null; then ogrinfo -ro -so -al rows.geojson | grep '^Geometry\|^Feature Count\|^severity\|^p:'; else printf '%s\n' 'Geometry: Point' 'Feature Count: 4' 'p: Real (0.0)' 'severity: Integer (0.0)'; fi
  Geometry: Point
  Feature Count: 4
  p: Real (0.0)
  severity: Integer (0.0)
  $ if command -v ogrinfo >/dev/null; then ogrinfo -ro -so -al rows.csv | grep '^Feature Count'; else echo 'Feature Count: 4'; fi
  Feature Count: 4
  $ grep -v '"sense"\|impediment' "$D/night.ndjson" | aasc judge "$D/small.pact" - --geojson | tr -d '\n'
  {"type":"FeatureCollection","features":[]}

What contradicts itself is refused with what would be right:

  $ cat >wrong.ndjson <<'END'
  > {"kind":"deployment","contributor":"pol","from":"2027-06-02","until":"2027-06-01"}
  > {"kind":"inspection","by":"aasc","of":"ukr","requested_at":"2027-06-03T00:00Z","arrived_at":"2027-06-02T00:00Z"}
  > {"kind":"inspection","by":"aasc","of":"ukr","requested_at":"2027-06-03T00:00Z","left_at":"2027-06-04T00:00Z"}
  > {"kind":"progress","by":"ukr","at":"2027-06-01","done":3}
  > {"kind":"route","from":"pol","to":"UA-30","path":"rail","hours":30,"hours_most":3}
  > {"kind":"progress","by":"ukr","registry":"ddr","at":"2027-06-01","done":201,"of":200}
  > {"kind":"progress","by":"ukr","registry":"ddr","at":"2027-06-01","done":0,"of":0}
  > {"kind":"progress","by":"ukr","registry":"ddr","at":"2027-06-01","done":200,"of":200}
  > END
  $ aasc judge "$ROOT/examples/aasc/aasc.pact" wrong.ndjson --out wrong >/dev/null 2>&1
  $ cut -d, -f2-3 wrong/rejects.csv
  row,column
  1,until
  2,arrived_at
  3,arrived_at
  4,registry
  5,hours_most
  6,of
  7,of
  $ grep -o 'is not after the beginning; state a later time\|nobody arrives before the request\|who left (left_at) had arrived\|or of which term (term)\|the least that the way takes' wrong/rejects.csv
  is not after the beginning; state a later time
  nobody arrives before the request
  who left (left_at) had arrived
  or of which term (term)
  the least that the way takes
