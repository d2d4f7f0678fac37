-- Returns {number, entry id, json} for the entries numbered above "after", in order; those taken out are passed over.
local conversation, after, count = take(), takeNumber(), takeNumber()
local log = key('log:' .. conversation)
local bounds = redis.call('HMGET', log, 'first', 'last')
local entries = {}
for number = math.max(after + 1, tonumber(bounds[1] or '1')), tonumber(bounds[2] or '0') do
  if #entries == count then break end
  local entry = redis.call('HMGET', log, 'i:' .. number, 'j:' .. number)
  if entry[2] then entries[#entries + 1] = { number, entry[1], entry[2] } end
end
return entries
