-- Leases messages that are ready, in order. Returns {id, json, attempts, readyAt, reason or false, 1 when for the digest}.
local now, machineNow, count, leaseUntil, token = take(), take(), takeNumber(), take(), take()

releaseLapsed(machineNow)

local leased = {}
for _, place in ipairs(redis.call('ZRANGE', key('outbox:ready'), '-inf', now, 'BYSCORE', 'LIMIT', 0, count)) do
  local id = string.sub(place, 17)
  local message = redis.pcall('HMGET', messageKey(id), 'json', 'readyAt', 'reason', 'subject', 'state', 'attempts', 'digest')
  redis.call('ZREM', key('outbox:ready'), place)
  if message.err then
    -- Not a message at all: it stays where it is for whoever repairs it, and must not stop the others.
    redis.call('HSET', key('outbox:faults'), id, '1 Unreadable ' .. now)
  else
    redis.call('ZADD', key('outbox:leased'), leaseUntil, id)
    redis.call('HSET', messageKey(id), 'token', token)
    setState(id, message[4], message[5], 'sending')
    leased[#leased + 1] = { id, message[1], message[6], message[2], message[3], message[7] and 1 or 0 }
  end
end
return leased
