-- Leases messages that are ready. A lane in which somebody else holds a message is passed over, so that two workers do
-- not swap messages of one conversation. Returns {id, json, attempts, readyAt, reason or false} for each.
local now, machineNow, count, leaseUntil, token = take(), take(), takeNumber(), take(), take()
local page, pages = 128, 16

for _, id in ipairs(redis.call('ZRANGE', key('outbox:leased'), '-inf', machineNow, 'BYSCORE', 'LIMIT', 0, 1000)) do
  local message = redis.call('HMGET', messageKey(id), 'subject', 'lane', 'place', 'readyAt', 'withdrawn')
  endLease(id, message[2])
  if message[5] then
    setState(id, message[1], 'sending', 'withdrawn')
  else
    setState(id, message[1], 'sending', 'retrying')
    redis.call('HSET', messageKey(id), 'reason', 'lease-lost')
    redis.call('ZADD', key('outbox:ready'), message[4], message[3])
  end
end

local leased, mine, offset = {}, {}, 0
for _ = 1, pages do
  local places = redis.call('ZRANGE', key('outbox:ready'), '-inf', now, 'BYSCORE', 'LIMIT', offset, page)
  for _, place in ipairs(places) do
    if #leased == count then return leased end
    local id = string.sub(place, 17)
    local message = redis.call('HMGET', messageKey(id), 'json', 'readyAt', 'reason', 'subject', 'lane', 'state')
    local lane = message[5]
    if mine[lane] or redis.call('HEXISTS', key('outbox:lanes'), lane) == 0 then
      mine[lane] = true
      redis.call('HINCRBY', key('outbox:lanes'), lane, 1)
      redis.call('ZREM', key('outbox:ready'), place)
      redis.call('ZADD', key('outbox:leased'), leaseUntil, id)
      redis.call('HSET', messageKey(id), 'token', token)
      local attempts = redis.call('HINCRBY', messageKey(id), 'attempts', 1)
      setState(id, message[4], message[6], 'sending')
      leased[#leased + 1] = { id, message[1], attempts, message[2], message[3] }
    else
      offset = offset + 1
    end
  end
  if #places < page then return leased end
end
return leased
