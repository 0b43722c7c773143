-- SPDX-License-Identifier: MIT
-- Plays a rule of progression ahead with a simulated athlete: what it would prescribe, session by session.
--
--     lua policy.lua [PRESET [SESSIONS [all_hit|all_miss|capacity|tiring]]]
--
-- A preview, not a promise.
package.path = (arg[0]:match("^.*/") or "./") .. "?.lua;" .. package.path
local bandex = require "bandex"
local recording = require "recording"
local print = recording.print

local week_ms = 7 * 86400000

-- An athlete as a function, which tells what was done in each set: this one is tired every fourth week.
local function tiring(_, _, session, sets)
  local tired = math.floor(session.start_ms / week_ms) % 4 == 3
  for i, set in ipairs(sets) do
    set.accepted_reps = math.max(set.target_reps - (tired and i or 0), 0)
    set.valid_reps = set.accepted_reps
    set.tut_ms = set.target_tut_ms
    set.omni = tired and 9 or 6
  end
end

local function athlete_of(name)
  if name == "tiring" then return tiring end
  local kind = bandex.AthleteKind[name:upper()]
  if not kind then error(("no athlete is called %q"):format(name), 0) end
  return bandex.Athlete { kind = kind, capacity_mn = 40000 }
end

local function main(preset, sessions, athlete)
  if not sessions or sessions < 1 or sessions % 1 ~= 0 then error("a number of sessions is wanted", 0) end
  local ladder = recording.ladder()
  local policy, problem = bandex.policy(preset)
  if not policy then error(("%s: %s"):format(preset, tostring(problem)), 0) end
  for i, decision in ipairs(policy:simulate(ladder, sessions, athlete_of(athlete))) do
    local rung = ladder[decision.next.rung + 1] -- rungs are numbered from 0
    print(("%3d  %-18s %5.1f N  %d x %2d  %s"):format(i, rung.band, rung.force_n, decision.next.sets, decision.next.reps, decision.text))
  end
end

recording.run(main, arg[1] or "double", tonumber(arg[2] or 24), arg[3] or "capacity")
