More rows than one batch holds: one is filled while another is appended, and nothing shows it.

  $ aasc init m --pact "$ROOT/examples/kalmius/kalmius.pact" --label PUBLIC >/dev/null
  $ rows() { awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "{\"id\":\"%d\",\"source\":\"post\",\"time\":\"2026-10-15T%02d:%02d:%02dZ\",\"place\":{\"lat\":48.2,\"lon\":37.5,\"sigma_m\":50},\"phenomenon\":\"mine_marking\",\"sense\":\"saw\"}\n", i, i / 3600 % 24, i / 60 % 60, i % 60 }'; }
  $ rows 40000 > rows.ndjson

Rows 3 and 20,000 come again in another batch, with other content; row 4 the same; one is no row:

  $ sed -n '3p;20000p' rows.ndjson | sed 's/mine_marking/uxo/' >> rows.ndjson
  $ sed -n 4p rows.ndjson >> rows.ndjson
  $ echo '{"phenomenon":"tea"}' >> rows.ndjson
  $ aasc import m rows.ndjson
  aasc: rows.ndjson:40004: * (glob)
  aasc: rows.ndjson:40001: id: id "3" of source "post" stands in the record, entry * (glob)
  aasc: rows.ndjson:40002: id: id "20000" of source "post" stands in the record, entry * (glob)
  m: 40004 rows read, 40000 taken, 1 there already, 3 refused
  judged: * (glob)
  head:   * entries, signed (glob)
  $ aasc import m rows.ndjson --quiet | tail -n 2
  m: 40004 rows read, 0 taken, 40001 there already, 3 refused
  head:   * entries, signed (glob)
