-- Gives a leased message back. Returns 1, or 0 when the lease was lost or the message was withdrawn meanwhile.
local id, token, begunIn, state, readyAt, reason = take(), take(), take(), take(), take(), take()
local recipient, uncounted, pausedUntil, pauseKeep, certificate = take(), take(), take(), take(), take()
-- The channel's wish holds whatever became of this message.
for _ = 1, takeNumber() do redis.call('SET', key('rate:' .. take() .. ':pause'), pausedUntil, 'PX', pauseKeep) end
claimAnswer(id, token, begunIn)
local message = redis.call('HMGET', messageKey(id), 'token', 'subject', 'place', 'withdrawn', 'json')
if message[1] ~= token then return 0 end
endLease(id)
uncharge(id)
redis.call('HDEL', key('outbox:faults'), id)
if uncounted == '1' then redis.call('HINCRBY', messageKey(id), 'attempts', -1) end
if message[4] then
  leaveDigest(id)
  setState(id, message[2], 'sending', 'withdrawn')
  certifyMessage('withdrawn', id, message[5])
  return 0
end
setState(id, message[2], 'sending', state)
local place = placeOf(id, message[2], message[3])
redis.call('HSET', messageKey(id), 'readyAt', readyAt, 'reason', reason)
if recipient ~= '' then
  redis.call('HSET', messageKey(id), 'digest', recipient)
  redis.call('ZADD', key('outbox:digest:' .. recipient), numberOf(place), id)
end
redis.call('ZADD', key('outbox:ready'), readyAt, place)
if certificate ~= '' then certify(certificate) end
return 1
