-- Leases messages that are ready, in order. Returns {id, json, attempts, readyAt, reason or false} for each.
local now, machineNow, count, leaseUntil, token = take(), take(), takeNumber(), take(), take()

for _, id in ipairs(redis.call('ZRANGE', key('outbox:leased'), '-inf', machineNow, 'BYSCORE', 'LIMIT', 0, 1000)) do
  local message = redis.call('HMGET', messageKey(id), 'subject', 'place', 'readyAt', 'withdrawn')
  endLease(id)
  if message[4] then
    setState(id, message[1], 'sending', 'withdrawn')
  else
    setState(id, message[1], 'sending', 'retrying')
    redis.call('HSET', messageKey(id), 'reason', 'lease-lost')
    redis.call('ZADD', key('outbox:ready'), message[3], message[2])
  end
end

local leased = {}
for i, place in ipairs(redis.call('ZRANGE', key('outbox:ready'), '-inf', now, 'BYSCORE', 'LIMIT', 0, count)) do
  local id = string.sub(place, 17)
  local message = redis.call('HMGET', messageKey(id), 'json', 'readyAt', 'reason', 'subject', 'state')
  redis.call('ZREM', key('outbox:ready'), place)
  redis.call('ZADD', key('outbox:leased'), leaseUntil, id)
  redis.call('HSET', messageKey(id), 'token', token)
  local attempts = redis.call('HINCRBY', messageKey(id), 'attempts', 1)
  setState(id, message[4], message[5], 'sending')
  leased[i] = { id, message[1], attempts, message[2], message[3] }
end
return leased
