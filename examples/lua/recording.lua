-- SPDX-License-Identifier: MIT
-- What the other examples share: force recordings from CSV, load steps, and one way to end with a message.
local bandex = require "bandex"

local recording = {}

local newtons = { force_n = 1, force_kgf = 9.80665, force_lbf = 4.4482216152605 }
local microseconds = { t_s = 1e6, t_us = 1 }

local function cells_of(line)
  local cells = {}
  for cell in (line:gsub("\r$", "") .. ","):gmatch("([^,]*),") do cells[#cells + 1] = cell end
  return cells
end

-- Finds the columns of time and force: a known unit is preferred to another name.
local function columns_of(cells)
  local columns = {}
  for i, cell in ipairs(cells) do
    local name = cell:lower():gsub("^\239\187\191", ""):match("^%s*(.-)%s*$")
    if microseconds[name] then
      columns.time, columns.us = columns.time or i, columns.us or microseconds[name]
    elseif newtons[name] and not columns.unit then
      columns.force, columns.scale, columns.unit = i, newtons[name], "newton"
    elseif name ~= "" and not tonumber(name) then
      columns.force, columns.scale = columns.force or i, columns.scale or 1
    end
  end
  columns.unit = columns.unit or "unitless"
  return columns
end

--- Reads a recording with a header: a time (t_s or t_us) and a force (force_n, force_kgf, force_lbf, or any other name for
-- a sensor without a unit). Lines that begin with # are comments. Returns { force, t_us, unit }.
function recording.read(path)
  local file, problem = io.open(path)
  if not file then error(problem, 0) end
  local signal, columns, found = { force = {}, t_us = {} }, nil, false
  for line in file:lines() do
    if line:sub(1, 1) ~= "#" then
      local cells = cells_of(line)
      if not columns then
        columns = columns_of(cells)
        if not columns.force then error(path .. ": the header names no force column", 0) end
        if not columns.time then error(path .. ": there is no column t_s or t_us", 0) end
        signal.unit = columns.unit
      else
        local time, force = tonumber(cells[columns.time]), tonumber(cells[columns.force])
        if time then -- the detector steps over a force that is no number
          signal.t_us[#signal.t_us + 1] = time * columns.us
          signal.force[#signal.force + 1] = force and force * columns.scale or 0 / 0
          found = found or force and force - force == 0
        end
      end
    end
  end
  file:close()
  if not found then error(path .. ": no row holds a number", 0) end
  return signal
end

--- Its repetitions. what: exercise, band and other settings, see bandex.detect.
function recording.detect(signal, what)
  local options = { t_us = signal.t_us, unit = signal.unit }
  for key, value in pairs(what or {}) do options[key] = value end
  return bandex.detect(signal.force, options)
end

--- The load steps of the flat TheraBand bands.
function recording.ladder()
  local bands = {}
  for color in ("yellow red green blue black silver gold"):gmatch("%a+") do bands[#bands + 1] = "theraband/" .. color end
  return bandex.ladder(bands)
end

--- print() that shows each line at once, and says so when the output cannot be written.
function recording.print(...)
  local texts = { ... }
  for i = 1, select("#", ...) do texts[i] = tostring(texts[i]) end
  local good, problem = io.stdout:write(table.concat(texts, "\t"), "\n")
  if good then good, problem = io.stdout:flush() end
  if not good then error("cannot write the output: " .. problem, 0) end
end

--- Ends with the usage on standard error and the exit code 2.
function recording.usage(text)
  io.stderr:write("usage: lua ", text, "\n")
  os.exit(2)
end

--- Runs main(...): what cannot be used ends in one line on standard error and the exit code 1.
function recording.run(main, ...)
  local good, problem = pcall(main, ...)
  if not good then
    io.stderr:write(_G.arg[0], ": ", tostring(problem), "\n")
    os.exit(1)
  end
end

return recording
