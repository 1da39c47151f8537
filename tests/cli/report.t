A mission from its first row to its published report. Fonts and poppler are Debian's; the bytes of a PDF are compared
with each other only, never with a file.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc report daily k --period 2026-10-14 --for PUBLIC --as-of 0
  aasc: k: no checkpoint was signed by then; * (glob)
  [3]
  $ aasc import k "$K/night.ndjson" >/dev/null
  $ aasc import k "$K/camera.csv" --map "$K/camera.map" >/dev/null 2>&1

A draft: the same record gives the same bytes, whenever it is made. It says on every page that it is one.

  $ NIGHT=2026-10-14T12:00/2026-10-15T12:00
  $ aasc report daily k --period $NIGHT --for PUBLIC --out draft
  aasc: DR-kalmius-2026-287, draft: draft (* verdicts, as of checkpoint *) (glob)
  $ TZ=Asia/Tokyo aasc report daily k --period $NIGHT --for public --out draft2 2>/dev/null
  $ diff -r draft draft2
  $ (cd draft && sha256sum --quiet -c SHA256SUMS)
  $ ls draft
  SHA256SUMS
  areas.csv
  ceasefire_by_region.csv
  crossings.csv
  mines.csv
  movement_by_kind.csv
  presence.csv
  report.geojson
  report.html
  report.json
  report.pdf
  table1.csv
  table2.csv
  table3.csv
  table3_standing.csv
  table4.csv
  visits.csv
  $ grep -o '"violations":{"machine":{"n":31' draft/report.json | head -n 1
  "violations":{"machine":{"n":31
  $ grep -o '"draft":true' draft/report.json
  "draft":true
  $ grep -o '[a-z ]*: in violation of lines; art.2.guns: could not determine\|<td>in violation of lines; art.2.guns: could not' draft/report.html
  not decided: in violation of lines; art.2.guns: could not determine
  not decided: in violation of lines; art.2.guns: could not determine
  $ grep -c '"type":"Feature"' draft/report.geojson
  44
  $ head -n 3 draft/table1.csv | cut -d, -f1-9
  observation_place,event_location,means,no_min,no_max,observation,description,weapon,date_time
  42T WS 65 24,42T WS 69 16,heard,3,5,explosion,undetermined,N/K,2026-10-14 18:10:30 to 18:13:05
  42T WS 65 24,42T WS 65 20,heard,24,36,burst,undetermined,heavy machine gun,2026-10-14 18:41 to 18:48

Two people publish it; after that it is never changed, and made again it is the same to the last byte.

  $ aasc report daily k --period $NIGHT --for PUBLIC --drafter "duty-officer" --approver "duty-officer"
  aasc: "duty-officer" cannot both draft and approve a report; two people must
  See: aasc report daily --help
  [2]
  $ aasc report daily k --period $NIGHT --for PUBLIC --drafter "duty-officer"
  aasc: a report is published by two people: give --drafter and --approver, or neither for a draft
  See: aasc report daily --help
  [2]
  $ aasc report daily k --period $NIGHT --for PUBLIC --drafter "duty-officer" --approver "chief-of-mission" --out first
  aasc: DR-kalmius-2026-287, published: first (* verdicts, as of checkpoint *) (glob)
  $ aasc report daily k --period $NIGHT --for PUBLIC --drafter "duty-officer" --approver "chief-of-mission" --out second
  aasc: DR-kalmius-2026-287 is published for PUBLIC already and is never changed; * (glob)
  [5]
  $ ls second
  ls: cannot access 'second': No such file or directory
  [2]
  $ echo '{"id":"late","source":"patrol-9","time":"2026-10-14T20:00","phenomenon":"shot","sense":"heard","place":{"lat":46.2,"lon":70.1,"sigma_m":50}}' |
  > aasc import k - >/dev/null
  $ sleep 1
  $ aasc report daily k --again DR-kalmius-2026-287 --for PUBLIC --out again
  aasc: DR-kalmius-2026-287, the bytes that were published: again (* verdicts, as of checkpoint *) (glob)
  $ diff -r first again
  $ aasc report daily k --period $NIGHT --for PUBLIC --out now 2>/dev/null
  $ cmp -s first/report.json now/report.json
  [1]
  $ grep -c patrol now/table1.csv first/table1.csv | tail -n 1
  first/table1.csv:* (glob)
  $ aasc report daily k --again DR-kalmius-2026-001 --for PUBLIC
  aasc: there is no published report "DR-kalmius-2026-001" for PUBLIC
  [3]

What cannot be asked is refused.

  $ aasc report daily k --period 2026-10-14
  aasc: --for is missing: whose edition is it? as in --for PUBLIC
  See: aasc report daily --help
  [2]
  $ aasc report daily k --period 2026-10-14 --for RUS
  aasc: --for: "RUS" is no member of mission; known are mission
  [2]
  $ aasc report daily k --period 2026-10-32 --for PUBLIC
  aasc: --period: "2026-10-32": month 10 of 2026 has days 1 to 31
  [2]
  $ aasc report daily k --period 2026-10-14T12:00Z --for PUBLIC
  aasc: --period "2026-10-14T12:00Z" is an instant; * (glob)
  [2]
  $ aasc report daily k --period 2026-10-14 --for PUBLIC --agreement minsk
  aasc: k: the mission has no agreement "minsk"
  [2]

An edition holds what its audience sees, and nothing tells of the rest.

  $ echo '{"id":"secret","source":"agent","label":"SECRET","time":"2026-10-14T20:30","phenomenon":"shot","sense":"heard","place":{"lat":46.2,"lon":70.1,"sigma_m":50}}' |
  > aasc import k - >/dev/null
  $ aasc report daily k --period $NIGHT --for PUBLIC --out now2 2>/dev/null
  $ diff <(sed 's/"checkpoint_[a-z]*":[^,]*//g;s/"as_known_at":[^,]*//;s/"issued_at":[^,]*//' now/report.json) \
  > <(sed 's/"checkpoint_[a-z]*":[^,]*//g;s/"as_known_at":[^,]*//;s/"issued_at":[^,]*//' now2/report.json)
  $ aasc report daily k --period $NIGHT --for SECRET --out inside 2>/dev/null
  $ grep -c agent inside/table1.csv
  1
  $ grep -o '"label":"[^"]*"' inside/report.json now2/report.json
  inside/report.json:"label":"SECRET//REL ALL@1"
  now2/report.json:"label":"PUBLIC//REL ALL@1"

Words of the PDF can be read, and stand on their pages.

  $ command -v pdftotext >/dev/null || { echo "there is no pdftotext (poppler-utils)"; exit 80; }
  $ pdftotext -layout first/report.pdf - | grep -c 'page [0-9]* of'
  [0-9]+ (re)
  $ pdftotext -layout first/report.pdf - | grep -E '^(Drafted|Approved) by'
  Drafted by * duty-officer (glob)
  Approved by * chief-of-mission (glob)
  $ pdftotext draft/report.pdf - | grep -c 'DRAFT, not published' | xargs test 5 -lt
