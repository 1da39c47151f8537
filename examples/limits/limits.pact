# SPDX-License-Identifier: Apache-2.0
# Arms limits between three made-up states, in the manner of Korea 1953 (paragraph 13) and of the Florence agreement of 1996:
# parts of what all hold, people who rotate, replacement piece for piece.
pact 1
agreement limits {
  title "Limits of Arms on the Plain"
  timezone "Europe/Sarajevo"
  day D 2027-01-01T00:00
  party east  { name "Eastern Republic" }
  party north { name "Northern Federation" }
  party south { name "Southern Republic" }
  observer mission { name "Joint Commission" }
  category tank { class main_battle_tank }
  category gun  { class artillery, mlrs, mortar; calibre >= 75 mm }
  term 1 declaration  { ref "Art 1"; binds east, north, south; from D; subject tank, gun; every 6 months; tolerance 0; reply-period 14 d }
  term 2 ratio        { ref "Art 2"; binds east, north, south; from D; category tank, gun; ratio 5:2:2; baseline declaration 1
                        complete by D+180d; verified-by mission; assumption "the text says approximately; its parts are read as limits" }
  term 3 rate_limit   { ref "Art 3"; binds east, north, south; from D; limit rotation <= 35000 per 1 months; window calendar }
  term 4 rate_limit   { ref "Art 4"; binds east, north, south; from D; limit exercise <= 1 per 3 years; window sliding; counts personnel > 40000 }
  term 5 replacement  { ref "Art 5"; binds east, north, south; from D; category tank, gun; basis piece_for_piece; same type, effectiveness
                        ports "Brod", "Bar"; notice 5 d }
  term 6 ceasefire    { ref "Art 6"; binds east, north, south; from D; prohibits fire any }
  term 7 return_fire  { ref "Art 7"; binds east, north, south; from D; under 6; notify mission
                        permits fire when offensive and order_issued and coordination_failed }
}
