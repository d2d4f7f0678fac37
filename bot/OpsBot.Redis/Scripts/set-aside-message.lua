-- Keeps a leased message that failed from the workers for a while. Returns how often it failed in a row, 0 when the lease was
-- lost or it was withdrawn meanwhile.
local id, token, begunIn, reason, now = take(), take(), take(), take(), take()
claimAnswer(id, token, begunIn)
local message = redis.call('HMGET', messageKey(id), 'token', 'subject', 'place', 'withdrawn', 'json')
if message[1] ~= token then return 0 end
endLease(id)
uncharge(id)
if message[4] then
  leaveDigest(id)
  setState(id, message[2], 'sending', 'withdrawn')
  certifyMessage('withdrawn', id, message[5])
  return 0
end
local attempts, pause = countFault('outbox:faults', id, reason, now)
local readyAt = string.format('%.0f', tonumber(now) + pause)
setState(id, message[2], 'sending', 'retrying')
redis.call('HSET', messageKey(id), 'readyAt', readyAt, 'reason', 'set-aside')
redis.call('ZADD', key('outbox:ready'), readyAt, placeOf(id, message[2] or '', message[3]))
return attempts
