-- Ends a leased message. Returns 1, or 0 when the lease was lost and nothing changed.
local id, token, state, reason, audit, keepFor = take(), take(), take(), take(), take(), take()
local message = redis.call('HMGET', messageKey(id), 'token', 'subject')
if message[1] ~= token then return 0 end
endLease(id)
setState(id, message[2], 'sending', state)
if reason == '' then redis.call('HDEL', messageKey(id), 'reason') else redis.call('HSET', messageKey(id), 'reason', reason) end
-- Nobody asks for a finished message without a subject; it only stays to keep its id from being queued again.
if message[2] == '' then redis.call('PEXPIRE', messageKey(id), keepFor) end
addAudit(audit)
return 1
