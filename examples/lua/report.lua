-- SPDX-License-Identifier: MIT
-- A report of the last session in a log: what was done, what it trains, and what comes next, and why.
--
--     lua report.lua LOG.bandex [EXERCISE]
--
-- Suggestions are information, not medical advice.
package.path = (arg[0]:match("^.*/") or "./") .. "?.lua;" .. package.path
local bandex = require "bandex"
local recording = require "recording"
local print = recording.print

-- A number as text, or a dash when nobody told it.
local function told(value, form, scale)
  return value < 0 and "-" or form:format(value / (scale or 1))
end

local function when(session)
  return os.date("!%Y-%m-%d %H:%M", math.floor(session.start_ms / 1000) + session.utc_offset_min * 60)
end

-- The exercises of a session, each once.
local function exercises_of(session)
  local list = {}
  for _, set in ipairs(session.sets) do
    if not list[set.exercise] then
      list[set.exercise] = true
      list[#list + 1] = set.exercise
    end
  end
  return list
end

local function muscles_of(id)
  local names = {}
  local exercise = bandex.exercise(id)
  for _, use in ipairs(exercise and exercise.muscles or {}) do
    if use.role == bandex.Role.PRIMARY then names[#names + 1] = (bandex.api.muscle_area_token(use.muscle):gsub("_", " ")) end
  end
  return table.concat(names, ", ")
end

local function main(path, exercise)
  local log, problem = bandex.Log(path, "read")
  if not log then error(tostring(problem), 0) end
  local sessions = log:sessions(exercise)
  local last = sessions[#sessions]
  if not last then error(path .. ": no session" .. (exercise and " of " .. exercise or ""), 0) end

  print("Session of " .. when(last))
  for i, set in ipairs(last.sets) do
    print(("%3d  %-20s %-18s %3s repetitions, %s partial, %s s under tension, peak %s N"):format(i, set.exercise,
      set.band.band == "" and "-" or set.band.band, told(set.accepted_reps, "%.0f"), told(set.detected_partials, "%.0f"),
      told(set.tut_ms, "%.1f", 1000), told(set.peak_mn, "%.1f", 1000)))
  end
  for _, id in ipairs(exercises_of(last)) do
    print(("%s trains first of all: %s"):format(id, muscles_of(id)))
    print(bandex.policy("double"):next(recording.ladder(), log:sessions(id)).text)
  end
  log:close()
end

if not arg[1] then recording.usage("report.lua LOG.bandex [EXERCISE]") end
recording.run(main, arg[1], arg[2])
