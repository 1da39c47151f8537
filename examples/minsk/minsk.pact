# SPDX-License-Identifier: Apache-2.0
# The Minsk agreements of 2014 and 2015 as terms that can be judged: a historical text, in the words that it
# uses for its parties. The lines are drawn by hand (README.md): 2 km and 3 km are what they are good for.
pact 1
agreement minsk {
  title    "Minsk agreements: Protocol, Memorandum 2014, Package of Measures 2015 and later TCG decisions"
  timezone "Europe/Kyiv"
  day D  2015-02-15T00:00                 # Package para 1, 00h00 Kyiv time
  day M  2014-09-20T00:00                 # the Memorandum was signed late on 19 September 2014
  day W  D+1d                             # para 2: start "no later than day 2"; "14 days" read from W (the other reading is from D)

  party ua   { name "Ukraine"; forces ua-armed-forces, ua-national-guard }
  party orlo { name "Armed formations of certain areas of Donetsk and Luhansk regions" }
  party ru   { name "Russian Federation"; role guarantor }
  observer smm { name "OSCE SMM" }

  # geometry is always a file; sides name which party lies left/right of the digitised direction
  line actual     { geometry "geo/contact-line.geojson#actual";     left ua; right orlo; accuracy 2 km; versioned yes }
  line memorandum { geometry "geo/contact-line.geojson#2014-09-19"; left ua; right orlo; accuracy 3 km }
  area security-zone { buffer memorandum 15 km both-sides }
  area zolote-da     { geometry "geo/disengagement.geojson#zolote" }
  area settlements   { geometry "geo/memorandum-p5.geojson" }

  category heavy_arty   { class artillery, mortar, antitank_gun; calibre >= 100 mm }
  category mlrs         { class mlrs; except model "9K515 Tornado-S", "9K57 Uragan", "9K58 Smerch" }
  category mlrs_long    { model "9K515 Tornado-S", "9K57 Uragan", "9K58 Smerch", "9K79 Tochka", "9K79-1 Tochka-U" }
  category tank         { class main_battle_tank }
  category light_arty   { class artillery, antitank_gun; calibre < 100 mm }
  category light_mortar { class mortar; calibre <= 120 mm }

  term pom.1 ceasefire {
    ref "Package of Measures para 1"
    binds ua, orlo
    where area "geo/admin.geojson#donetsk-luhansk"
    from D
    prohibits fire any
    unless self_defence_claimed record       # recorded as a claim, never an automatic exemption
  }

  # para 2 gives the WIDTH of the zone: "minimum 50 km apart ... equal distances" => 25 km per side,
  # and a DIFFERENT reference line for each party.
  term pom.2.ua withdrawal {
    ref "Package of Measures para 2, first indent"
    binds ua
    from line actual
    zone-width heavy_arty 50 km
    zone-width mlrs       70 km
    zone-width mlrs_long 140 km
    share 0.5
    start    by W+0d
    complete by W+14d
    confidence 0.95
  }
  term pom.2.orlo withdrawal {
    ref "Package of Measures para 2, second indent"
    binds orlo
    from line memorandum
    zone-width heavy_arty 50 km
    zone-width mlrs       70 km
    zone-width mlrs_long 140 km
    share 0.5
    start    by W+0d
    complete by W+14d
  }
  term pom.3 freedom_of_movement {
    ref "Package of Measures para 3; PC.DEC/1117"
    binds ua, orlo, ru
    from D
    beneficiary smm
    means patrol, uav, camera, satellite
    delay-threshold 15 min
  }
  term pom.6 exchange {
    ref "Package of Measures para 6"
    binds ua, orlo
    from D
    registry detainees
    principle all_for_all
    complete by milestone pom.2.ua + 5 d
  }
  term pom.10 foreign_forces {
    ref "Package of Measures para 10"
    binds ua, orlo, ru
    where area "geo/admin.geojson#ukraine"
    from D
    prohibits foreign_formation, foreign_equipment, mercenary
    except observer smm
  }
  term mem.5 exclusion_zone {
    ref "Memorandum para 5"
    binds ua, orlo
    from M
    where area settlements
    prohibits heavy_arty, mlrs, mlrs_long, tank
  }
  term mem.6 activity_ban {
    ref "Memorandum para 6"
    binds ua, orlo
    from M
    where area security-zone
    prohibits mine_laying
  }
  term mem.7 no_fly {
    ref "Memorandum para 7"
    binds ua, orlo
    from M
    where area security-zone
    prohibits combat_aircraft, foreign_uav
    except observer smm
  }
  term add.tanks withdrawal {
    ref "Addendum of 29 September 2015"
    binds ua, orlo
    from 2015-09-29T00:00
    from line actual
    distance tank         15 km
    distance light_arty   15 km
    distance light_mortar 15 km
    stage 1 tank         in area "geo/sectors.geojson#1" complete by 2015-10-03+15d
    stage 2 light_arty, light_mortar in area "geo/sectors.geojson#all" complete by 2015-10-03+39d
    start requires ceasefire pom.1 held 48 h
  }
  term tcg.2016-03-03 activity_ban {
    ref "TCG decision 3 March 2016"
    binds ua, orlo
    from 2016-03-04T00:00
    where area security-zone
    prohibits live_fire_exercise
  }
  term fd.zolote exclusion_zone {
    ref "Framework Decision 21 September 2016"
    binds ua, orlo
    from 2016-09-21T00:00
    where area zolote-da
    prohibits personnel, equipment, fire
    requires quiet 7 d verified-by smm
  }
  term am.2020 return_fire {
    ref "Additional measures 22 July 2020, point 6"
    binds ua, orlo
    from 2020-07-27T00:01
    permits fire when offensive and order_issued and coordination_failed
    notify smm
  }
  term store storage {
    ref "SMM notification of 16 October 2015"
    binds ua, orlo
    from 2015-10-16T00:00
    sites declared
    match serial
    access observer smm
    removal notice 48 h
  }
}
