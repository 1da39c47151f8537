From where something was fired: bearings, reach and sound give a density, and whose ground that was.

  $ aasc init k --pact "$ROOT/examples/kalmius/kalmius.pact" --label PUBLIC
  $ cat >pieces.json <<'END'
  > {"at":"2026-10-14T18:00:00Z","impact":{"lat":46.16,"lon":70.11},"pieces":[
  >  {"name":"crater 1","kind":"crater","lat":46.16,"lon":70.11,"position_sigma_m":10,"bearing":3400,"unit":"mil6400","north":"magnetic","declination_deg":7.5,"sense":"flight","sigma":150,"quality":"good"},
  >  {"name":"howitzer","kind":"weapon","model":"2S1"},
  >  {"name":"microphone 2","kind":"sound","lat":46.17,"lon":70.10,"position_sigma_m":20,"delay_s":21.5,"sigma_s":0.4,"temperature_c":8}]}
  > END
  $ aasc inquiry origin k pieces.json --map map.svg
  crater 1: measured 3400 mil6400 from magnetic north (declination +7.5°), as the direction of flight: the gun lies at 18.8° ± 8.4° true
  howitzer: 2S1 Gvozdika, whose least reach is not known, reaches from 0.0 to 15.2 km, even in distance
  microphone 2: flash to bang: 7227 ± 137 m from the sensor
  densest in 42T WS 88 19; half of the probability within 0.713 km², nine tenths within 2.37 km²; the piece that fits worst there is 0.0 standard deviations off
  ground held by north at that time: 0.9* (glob)
  ground held by south at that time: 0.05* (glob)
  by line river, version adopted, ± 50 m; whose ground it was says nothing of who fired
  $ grep -c '<svg' map.svg
  1
  $ aasc inquiry origin k pieces.json --map map.svg >output
  aasc: map.svg: is there already, or cannot be written
  [5]
  $ aasc inquiry origin k pieces.json --json | grep -o '"held_by":.[^]]*'
  "held_by":[{"p":0.949*,"party":"north"},{"p":0.050*,"party":"south"} (glob)

The bearing taken the other way round would have blamed the other side:

  $ sed 's/"flight"/"to_gun"/; /microphone/d; s/"2S1"},/"2S1"}]}/' pieces.json >other.json; aasc inquiry origin k other.json | grep held
  ground held by north at that time: 0.000
  ground held by south at that time: 1.000

What is not stated is refused, never assumed:

  $ sed 's/mil6400/mil/' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: bad.json: piece 1: "mil" may be one of 6400 or of 6000 to the circle: say mil6400 or mil6000
  [2]
  $ sed 's/"declination_deg":7.5,//' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: bad.json: piece 1: a bearing from magnetic north needs the declination at that place and time
  [2]
  $ sed 's/"sense":"flight",//' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: bad.json: piece 1: "" is no sense of a bearing: to_gun, flight
  [2]
  $ sed 's/"bearing":3400,//' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: bad.json: piece 1: member "bearing" is missing or no number
  [2]
  $ sed 's/"impact":{[^}]*},//' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: bad.json: impact: member "lat" is missing or no number
  [2]
  $ sed 's/"2S1"/"2S99"/' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: bad.json: piece 2: the table of equipment has no "2S99"
  [2]
  $ sed 's/"lat":46.17,"lon":70.10/"lat":45.90,"lon":70.10/' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: the pieces contradict each other: * (glob)
  [5]
  $ sed 's/"pieces"/"line":"rivr","pieces"/' pieces.json >bad.json; aasc inquiry origin k bad.json
  aasc: no line rivr with a party on either side is agreed
  [2]

A line that moved is taken as it stood then:

  $ cat >line.ndjson <<'END'
  > {"kind":"line_version","id":"lv1","source":"kalmius-mission","line":"river","valid_from":"2026-10-14T12:00:00Z","recorded_at":"2026-10-14T12:00:00Z","geometry":{"type":"LineString","coordinates":[[69.9,46.30],[70.5,46.30]]}}
  > END
  $ aasc import k line.ndjson --quiet >output; aasc inquiry origin k pieces.json | grep held
  ground held by north at that time: 0.000
  ground held by south at that time: 1.000
  $ sed 's/T18:00/T11:59/' pieces.json >before.json; aasc inquiry origin k before.json | grep held
  ground held by north at that time: 0.9* (glob)
  ground held by south at that time: 0.05* (glob)
