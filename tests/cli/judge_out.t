The folder of --out: everything in it, whole or not at all.

  $ D="$ROOT/tests/cli/data"; P="$D/small.pact"; N="$D/night.ndjson"
  $ aasc judge "$P" "$N" --out out | tail -n 3
  Written: out/index.html, with map, timeline and tables.
  
  Machine verdicts are not findings. aasc pact explain shows how a term is judged.
  $ ls -A out
  .aasc-judge
  events.csv
  events.ndjson
  index.html
  rejects.csv
  summary.json
  table1-ceasefire.csv
  table2-weapons.csv
  table3-freedom-of-movement.csv
  verdicts.csv
  verdicts.geojson
  verdicts.ndjson

The rows are those of --json, --csv and --geojson; the summary is its last line:

  $ aasc judge "$P" "$N" --json >rows; head -n -1 rows | diff - out/verdicts.ndjson; tail -n 1 rows | diff - out/summary.json
  $ aasc judge "$P" "$N" --csv | diff - out/verdicts.csv; aasc judge "$P" "$N" --geojson | diff - out/verdicts.geojson
  $ aasc judge "$P" "$N" --json --events | grep '"kind":"event"' | diff - out/events.ndjson

The tables, N/K where nothing is known:

  $ cat out/table1-ceasefire.csv
  observation_place,event_location,means,no_min,no_max,no,observation,description,weapon,date,time,control_area,event_id,term,party,verdict,p,source_grade
  post-1,42T XS 15 06,saw/heard,3,5,3–5,explosion,impact,N/K,2020-07-10,23:05:10 to 23:05:12,north,a9c2cf84-7ff3-89a9-a101-ad0db51af97b,1,undetermined,violation,1,N/K
  $ cat out/table2-weapons.csv
  date,time,no,type,place_mgrs_1km,control_area,distance,distance_m,sigma_m,seen_by,state,term,party,verdict,p
  2020-07-11,00:30,1,2S1,42T XS 08 00,north,5.4 km ± 51 m,5441,51,post-1,in violation of lines,2,north,violation,1
  2020-07-11,09:00,1,2S1,42T XS 08 09,north,14.9 km ± 300 m,14878,300,post-1,not decided: in violation of lines,2,north,indeterminate,0.66
  $ cat out/table3-freedom-of-movement.csv
  date,time,duration,place,party,kind,reason_given,means,resolved,reported_to_joint_centre,standing,id
  2020-07-11,11:00 to 12:00,1 h,42T XR 24 84,south,denial,"no reason <given>, ""none""",patrol,no,N/K,no,e
  $ cut -d , -f 1-10 out/events.csv
  event,phenomenon,start,end,count_min,count_max,as_recorded,lat,lon,place
  a9c2cf84-7ff3-89a9-a101-ad0db51af97b,explosion,2020-07-10T20:05:10Z,2020-07-10T20:05:12Z,3,5,5,46.1,70.5,

Rejects with file, row, column, reason and raw text; line ends and quotes in it stay:

  $ printf 'no "json",\n{"time":"2020-07-10T20:05:10Z"}\n' >bad.ndjson
  $ aasc judge "$P" "$N" bad.ndjson --out out >summary; cat out/rejects.csv
  file,row,column,reason,raw
  bad.ndjson,1,,"byte 0 (line 1, column 1): no JSON value; words are only true, false and null","no ""json"","
  bad.ndjson,2,phenomenon,phenomenon: missing; observation needs a word of a list (what it was; left out beside items: weapon_sighting),"{""time"":""2020-07-10T20:05:10Z""}"
  $ sed -n '/refused$/,$p' summary
  2 rows refused
    bad.ndjson:1: byte 0 (line 1, column 1): no JSON value; words are only true,
    false and null
    bad.ndjson:2: phenomenon: missing; observation needs a word of a list (what it
    was; left out beside items: weapon_sighting)
    All of them with their raw text: out/rejects.csv
  
  Written: out/index.html, with map, timeline and tables.
  
  Machine verdicts are not findings. aasc pact explain shows how a term is judged.

The page says it all, needs nothing beside it, and nothing from outside is markup:

  $ grep -c '<script\|src=\|@import\|url(http\|href="http' out/index.html
  0
  [1]
  $ for word in 'Small agreement' 'Article 2' 'no reason &lt;given&gt;, &quot;none&quot;' 'sha256:' 'What could be seen' 'Rows that were refused' 'How to read this page'
  > do
  >   grep -q "$word" out/index.html || echo "the page lacks: $word"
  > done
  $ grep -o '<svg[^>]*role="img"' out/index.html | wc -l
  2
  $ grep -o ' id="[^"]*"' out/index.html | sort | uniq -d

Tags are closed where they were opened:

  $ sed 's/<!DOCTYPE html>//; s/<meta [^>]*>//g; s/<br>//g; s/&[a-z0-9#]*;//g' out/index.html >page.xml
  $ if command -v xmllint >/dev/null; then xmllint --noout page.xml; fi

An earlier output is replaced; a folder with anything else in it is not touched:

  $ aasc judge "$P" "$N" --out out >/dev/null; wc -l <out/rejects.csv
  1
  $ mkdir mine; echo dear >mine/letter
  $ aasc judge "$P" "$N" --out mine
  aasc: mine: holds files that are no output of aasc judge; name a new or an empty folder
  [2]
  $ ls -A mine
  letter
  $ mkdir new; aasc judge "$P" "$N" --out new >/dev/null; ls new | wc -l
  11
  $ aasc judge "$P" "$N" --out nowhere/out
  aasc: nowhere/out: its parent folder does not exist; make that first
  [2]
  $ aasc judge "$P" "$N" --out rows
  aasc: rows: cannot be read: Not a directory
  [4]
  $ ln -s /etc link; aasc judge "$P" "$N" --out link
  aasc: link: holds files that are no output of aasc judge; name a new or an empty folder
  [2]
  $ # root is refused by sysfs alone; where that is not mounted, there is nothing to try
  $ if [ "$(id -u)" -ne 0 ]; then mkdir ro; chmod 500 ro; aasc judge "$P" "$N" --out ro/out >/dev/null 2>&1
  > elif [ -d /sys/kernel ]; then aasc judge "$P" "$N" --out /sys/out >/dev/null 2>&1
  > else (exit 4); fi; echo $?
  4

A bad pact, or nothing that can be read, leaves no folder that looks like a result:

  $ aasc judge nowhere.pact "$N" --out none 2>/dev/null; ls -d none 2>/dev/null
  [2]
  $ aasc judge "$P" "$N" --only 9 --out none; ls -d none 2>/dev/null
  aasc: there is no term "9"; the nearest is "1"
  [2]

A disk that is full (here: a limit on the size of files) costs nothing that was there before:

  $ cp out/index.html before; cp -r out full
  $ (trap '' XFSZ; ulimit -f 16; aasc judge "$P" "$N" --out full 2>&1 >/dev/null)
  aasc: index.html: cannot be written: File too large
  [4]
  $ cmp before full/index.html; ls -A full | grep tmp
  [1]
  $ (trap '' XFSZ; ulimit -f 16; aasc judge "$P" "$N" --out fresh >/dev/null 2>&1); ls -d fresh
  ls: cannot access 'fresh': No such file or directory
  [2]
