# SPDX-License-Identifier: Apache-2.0
# An invented agreement between two invented republics, on ground where nobody lives. It has one term of every
# kind that is judged, and one that only people can judge. README.md tells the night that it is judged on.
pact 1
agreement kalmius {
  title    "Agreement on the Kalmius Valley"
  timezone "Asia/Qyzylorda"
  day D 2026-09-01T00:00                       # Article 1: midnight, local time

  party north { name "Northern Republic" }
  party south { name "Southern Republic" }
  observer kmm { name "Kalmius Monitoring Mission" }

  line river { geometry "geo/kalmius.geojson#river"; left north; right south; accuracy 50 m }

  area valley   { geometry "geo/kalmius.geojson#valley" }
  area bridge   { geometry "geo/kalmius.geojson#bridge" }
  area air-zone { buffer river 10 km both-sides }
  area limit-n  { band river north-side 15 km 40 km }
  area limit-s  { band river south-side 15 km 40 km }

  category heavy   { class artillery, mortar, antitank_gun; calibre >= 100 mm }
  category rockets { class mlrs }
  category tank    { class main_battle_tank }
  category guns    { class artillery, mlrs }

  term art.1 ceasefire {
    ref "Article 1"
    binds north, south
    where area valley
    from D
    prohibits fire any
    unless self_defence_claimed record         # recorded as a claim; it exempts nobody
  }
  term art.2.guns withdrawal {
    ref "Article 2 (1)"
    binds north, south
    from line river
    distance heavy 15 km
    distance tank  15 km
    complete by D+30d
  }
  # "a zone of 60 kilometres, each side withdrawing equally": a width, so 30 km per side
  term art.2.rockets withdrawal {
    ref "Article 2 (2)"
    binds north, south
    from line river
    zone-width rockets 60 km
    share 1/2
    complete by D+60d
  }
  term art.3 exclusion_zone {
    ref "Article 3"
    binds north, south
    where area bridge
    prohibits personnel, equipment
    except observer kmm
    except permit
  }
  term art.4.n ceiling {
    ref "Article 4"
    binds north
    where area limit-n
    limit tank <= 6
    limit guns <= 4
    simultaneity 12 h
    assumption "the text says at no time: sightings within 12 hours are taken as one time"
  }
  term art.4.s ceiling { like art.4.n; binds south; where area limit-s }
  term art.5 no_fly {
    ref "Article 5"
    binds north, south
    where area air-zone
    prohibits combat_aircraft, uav
    except observer kmm
  }
  term art.6 line_crossing {
    ref "Article 6"
    binds north, south
    line river
    prohibits military_forces
    except permit
  }
  term art.7 storage {
    ref "Article 7"
    binds north, south
    sites declared
    match serial
    access observer kmm
    removal notice 48 h
  }
  term art.8 notification {
    ref "Article 8"
    binds north, south
    activity exercise
    threshold personnel >= 1000 or tank >= 20
    notice 14 calendar_days
    aggregate common_command
  }
  term art.9 freedom_of_movement {
    ref "Article 9"
    binds north, south
    beneficiary kmm
    means patrol, uav, camera
    delay-threshold 15 min
  }
  term art.10 activity_ban {
    ref "Article 10"
    binds north, south
    where area air-zone
    prohibits mine_laying, new_position
  }
}
