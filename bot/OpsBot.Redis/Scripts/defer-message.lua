-- Gives a leased message back. Returns 1, or 0 when the lease was lost or the message was withdrawn meanwhile.
local id, token, state, readyAt, reason = take(), take(), take(), take(), take()
local message = redis.call('HMGET', messageKey(id), 'token', 'subject', 'place', 'withdrawn')
if message[1] ~= token then return 0 end
endLease(id)
if message[4] then
  setState(id, message[2], 'sending', 'withdrawn')
  return 0
end
setState(id, message[2], 'sending', state)
redis.call('HSET', messageKey(id), 'readyAt', readyAt, 'reason', reason)
redis.call('ZADD', key('outbox:ready'), readyAt, message[3])
return 1
