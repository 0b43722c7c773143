-- SPDX-License-Identifier: MIT
-- A few checks for scripts that run in Lua 5.1 to 5.4 and LuaJIT alike.
local check = { count = 0 }

local function show(value)
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

function check.equal(got, want, what)
  check.count = check.count + 1
  if got ~= want then error(("%s: got %s, want %s"):format(what or "value", show(got), show(want)), 2) end
end

function check.near(got, want, tolerance, what)
  check.count = check.count + 1
  if not (math.abs(got - want) <= tolerance) then error(("%s: got %s, want %s"):format(what or "value", show(got), show(want)), 2) end
end

function check.truthy(value, what)
  check.count = check.count + 1
  if not value then error((what or "value") .. " is " .. show(value), 2) end
end

-- The call raises an error whose text has the pattern; gives the error.
function check.raises(pattern, call, ...)
  check.count = check.count + 1
  local good, err = pcall(call, ...)
  if good then error("no error, want " .. pattern, 2) end
  if not tostring(err):find(pattern) then error(("error %s, want %s"):format(show(tostring(err)), pattern), 2) end
  return err
end

-- Equal content of nested tables.
function check.same(got, want, what)
  what = what or "table"
  if type(want) ~= "table" or type(got) ~= "table" then
    if got ~= got and want ~= want then return end
    return check.equal(got, want, what)
  end
  for key, value in pairs(want) do check.same(got[key], value, what .. "." .. tostring(key)) end
  for key in pairs(got) do check.truthy(want[key] ~= nil, what .. "." .. tostring(key) .. " (one too many)") end
end

-- count smooth pulls with a rest before and after: no random number, the same on every machine.
function check.pulls(count, rate, low, high, period)
  rate, low, high, period = rate or 80, low or 5, high or 60, period or 2.5
  local force = {}
  local function still() for _ = 1, 3 * rate do force[#force + 1] = low end end
  still()
  for _ = 1, count do
    for i = 0, math.floor(period * rate) - 1 do
      force[#force + 1] = low + (high - low) * (1 - math.cos(2 * math.pi * i / (period * rate))) / 2
    end
  end
  still()
  return force
end

return check
