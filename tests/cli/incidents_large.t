An incident takes in another that holds more verdicts than one entry can name: it gets several versions, one over the other.

  $ rows() { awk -v id=$1 -v n=$2 -v from=$3 'BEGIN { for (i = 0; i < n; i++) { s = from + int(i / 6)
  >   printf "{\"id\":\"%s%d\",\"source\":\"p\",\"time\":\"2026-10-02T%02d:%02d:%02dZ\",\"sense\":\"saw\",\"phenomenon\":\"shot\",\"party\":\"south\",", id, i, s / 3600, s / 60 % 60, s % 60
  >   printf "\"place\":{\"lat\":%.5f,\"lon\":%.5f,\"sigma_m\":5}}\n", 46.18 + s % 50 * 0.0001, 70.11 + s % 37 * 0.0001 } }' >$1.ndjson; }
  $ rows a 60 2990; rows c 17000 45000; rows b 1 24000
  $ aasc init k --pact "$ROOT/examples/kalmius/kalmius.pact" --label PUBLIC --quiet
  $ aasc import k a.ndjson c.ndjson --quiet | sed -n 's/.*, \([0-9]* incidents\).*/\1/p'
  4 incidents
  $ aasc incident list k | awk '{ print $4 }'
  60
  17000
  $ aasc import k b.ndjson --quiet | sed -n 's/^judged: //p'
  1 violation, 3 incidents
  $ aasc incident list k | awk '{ print $4 }'
  17061
  $ aasc rebuild k | sed 's/.*: the/the/'
  the same bytes, the same head; the tables were replaced
