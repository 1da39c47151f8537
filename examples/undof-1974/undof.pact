# SPDX-License-Identifier: Apache-2.0
# The disengagement of 1974 between Israel and Syria, with the limits of the United States' proposal. The map
# of the agreement was never published with it: both lines are drawn by hand (README.md), 2 km is what they are good for.
pact 1
agreement undof-1974 {
  title    "Agreement on Disengagement between Israeli and Syrian Forces, 31 May 1974"
  source   "S/11302/Add.1; FRUS 1969-76 XXVI doc. 83 (limits) and doc. 89 (Protocol)"
  timezone "Asia/Damascus"
  day D 1974-05-31

  party israel { name "Israel" }
  party syria  { name "Syrian Arab Republic" }
  observer undof { name "UNDOF" }
  observer usa   { name "United States, aerial reconnaissance" }

  line A { geometry "geo/undof.geojson#A"; left israel; accuracy 2 km }
  line B { geometry "geo/undof.geojson#B"; right syria; accuracy 2 km }
  area aos   { between A B }
  area aol-w10 { band A israel-side 0 km 10 km }
  area aol-e10 { band B syria-side  0 km 10 km }
  area aol-w20 { band A israel-side 10 km 20 km }
  area aol-e20 { band B syria-side  10 km 20 km }
  area sam-w { band A israel-side 0 km 25 km }
  area sam-e { band B syria-side  0 km 25 km }

  category tank      { class main_battle_tank }
  category arty      { class artillery, mlrs, mortar }
  category arty_short { class artillery; calibre <= 122 mm }
  category arty_long { class artillery, mlrs; range > 20 km }
  category sam       { class surface_to_air_missile }

  term A ceasefire { ref "para A"; binds israel, syria; from D; domains land, sea, air; prohibits fire any, military_action any }
  term B.1 line_crossing { ref "para B.1"; binds israel; line A; prohibits military_forces; except area "geo/undof.geojson#quneitra-A1"; assumption "the text says west of Line A-1 in the Quneitra area; its map is not published: a strip of about 1 km east of Line A" }
  term B.3 exclusion_zone {
    ref "para B.3; US Proposal (4)"
    binds israel, syria
    where area aos
    prohibits military_forces any
    except observer undof
    except police "of a size and character similar to other Syrian towns of comparable size"   # judgement term
  }
  term B.4 line_crossing { ref "para B.4"; binds syria; line B; prohibits military_forces }
  term B.5.w10 ceiling {
    ref "para B.5; US Proposal (1)"
    binds israel
    where area aol-w10
    limit unit brigade <= 2
    limit tank <= 75
    limit arty_short <= 36
    limit arty except arty_short <= 0
    limit personnel <= 6000
    simultaneity 24 h
    verified-by undof
  }
  term B.5.e10 ceiling { like B.5.w10; binds syria; where area aol-e10 }
  term B.5.w20 ceiling {
    ref "US Proposal (2)"
    binds israel
    where area aol-w20
    limit arty_long <= 0
    limit arty <= 162
    verified-by usa
  }
  term B.5.e20 ceiling { like B.5.w20; binds syria; where area aol-e20 }
  term B.5.samw exclusion_zone { ref "US Proposal (2)(c)"; binds israel; where area sam-w; prohibits sam }
  term B.5.same exclusion_zone { like B.5.samw; binds syria; where area sam-e }
  term B.6 no_fly { ref "para B.6"; binds israel, syria; beyond own line A B; prohibits military_aircraft }
  term P.inspect periodic_duty { ref "Protocol"; binds undof; duty inspection; every 15 d; report-to israel, syria }
  term P.request on_request_duty { ref "Protocol"; binds undof; duty inspection; requested-by israel, syria; within 48 h }
  term P.fom freedom_of_movement { ref "Protocol"; binds israel, syria; beneficiary undof }
  term P.force composition { ref "Protocol"; binds undof; personnel about 1250; contributors exclude permanent_members_of_unsc }
  term P.mandate consent_mandate { ref "Protocol; SC res. 350"; binds undof; authority unsc; consent israel, syria; term 6 months; renewable yes }
}
