-- Returns {number, entry id, json} for the entries numbered above "after", in order.
local conversation, after, count = take(), takeNumber(), takeNumber()
local log = key('log:' .. conversation)
local bounds = redis.call('HMGET', log, 'first', 'last')
local from = math.max(after + 1, tonumber(bounds[1] or '1'))
local entries = {}
for number = from, math.min(tonumber(bounds[2] or '0'), from + count - 1) do
  local entry = redis.call('HMGET', log, 'i:' .. number, 'j:' .. number)
  if entry[1] then entries[#entries + 1] = { number, entry[1], entry[2] } end
end
return entries
