pact 1
charter community {
  title    "A community of three, for the tutorial"
  timezone "UTC"
  obligation collective_defence none
  member est, lva, ukr
  host ukr
  standard suspicion rank 1 score >= 0.40
  standard grounds   rank 2 score >= 0.70
  rule important { majority 2/3; quorum 1/2; party-to-dispute recused }
  rule ordinary  { majority simple }
  mandate training { mode host_consent; tasks patrol, training; consent ukr }
  active mandate training
  candidate rus { admit by important }
  ladder probing {
    ref "1"
    on incident against personnel class trainer
    step 1 protect { measure reinforce_posture; by commander; within 1 h }
    step 2 inquire { measure open_investigation; automatic; report within 14 d }
    step 3 combat {
      when responsibility rus in direct_organ standard >= grounds
      measure station_combat_forces; by important; requires consent ukr; review 90 d
      until quiet { no_violation severity >= serious in anywhere for 60 d; coverage >= 0.5
        then vote stand_down by ordinary } }
  }
}
