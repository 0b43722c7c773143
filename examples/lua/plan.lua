-- SPDX-License-Identifier: MIT
-- Four people plan a session: back from the founding exercises, rehabilitation, a wheelchair user, one band and no
-- anchor. Information, not medical advice.
package.path = (arg[0]:match("^.*/") or "./") .. "?.lua;" .. package.path
local bandex = require "bandex"
local recording = require "recording"
local print = recording.print

local founding = { row_seated = true, row_standing = true, pullover_standing = true, lateral_raise = true, pull_apart = true,
  deadlift = true, archery_pull = true }
local others = {}
for exercise in bandex.exercises {} do
  if not founding[exercise.id] then others[#others + 1] = exercise.id end
end

local function bit(value) return 2 ^ value end

local function show(title, plan)
  print(("%s: %.0f minutes"):format(title, plan.seconds / 60))
  for _, item in ipairs(plan.items) do
    print(("  %s %s: %d x %d, %s"):format(item.exercise, item.variant, item.sets, item.reps, item.band.band))
  end
  for _, outcome in ipairs(plan.outcomes) do
    print(("  %s: %g of %g sets"):format(bandex.api.muscle_area_token(outcome.area), outcome.achieved_permille / 1000,
      outcome.target_permille / 1000))
  end
end

local function main()
  show("A back from the founding exercises", bandex.plan { muscles = { upper_back = 6, latissimus_dorsi = 4 }, minutes = 30,
    bands = { "theraband/red", "theraband/green" }, user = { avoided = others } })
  show("Rehabilitation with a hernia", bandex.plan { muscles = { upper_back = 4, shoulder = 2 }, minutes = 30,
    bands = { "theraband/yellow", "theraband/red" }, anchor = "door",
    user = { populations = bit(bandex.PopulationKind.REHAB), level = bandex.Level.BEGINNER, contraindications = { "hernia" } } })
  show("A wheelchair user", bandex.plan { muscles = { upper_back = 4, chest = 3 }, minutes = 30,
    bands = { "theraband/red", "theraband/green" },
    user = { populations = bit(bandex.PopulationKind.WHEELCHAIR), positions = bit(bandex.Position.WHEELCHAIR) } })
  show("One band, no anchor", bandex.plan { muscles = { upper_back = 4, glutes = 3 }, minutes = 20,
    bands = { "theraband/green" }, anchor = "none" })
end

recording.run(main)
