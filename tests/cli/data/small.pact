# A small agreement for the command line's tests: a river, a valley, three terms.
pact 1
agreement small {
  title    "Small agreement"
  timezone "Europe/Kyiv"
  party north { name "North" }
  party south { name "South" }
  observer mission { name "Mission" }
  line river { geometry "line.geojson#river"; left north; right south; accuracy 10 m }
  area valley { geometry "line.geojson#valley" }
  category guns { class artillery; calibre >= 100 mm }
  term 1 ceasefire { ref "Article 1"; binds north, south; where area valley; prohibits fire any }
  term 2 withdrawal { ref "Article 2"; binds north, south; from line river; distance guns 15 km }
  term 3 freedom_of_movement { ref "Article 3"; binds north, south; beneficiary mission; delay-threshold 15 min }
}
