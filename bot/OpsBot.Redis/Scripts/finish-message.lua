-- Ends a leased message. Returns 1, or 0 when the lease was lost and nothing changed.
local id, token, state, reason, audit, keepFor, at = take(), take(), take(), take(), take(), take(), take()
local month, unit, certificate = take(), take(), take()
local message = redis.call('HMGET', messageKey(id), 'token', 'subject')
if message[1] ~= token then return 0 end
endLease(id)
leaveDigest(id)
setState(id, message[2], 'sending', state)
if reason == '' then redis.call('HDEL', messageKey(id), 'reason') else redis.call('HSET', messageKey(id), 'reason', reason) end
if state ~= 'delivered' then uncharge(id) end
local function chargeMonth(to)
  if month == '' or not to or to == '' then return end
  redis.call('HINCRBY', key('burden:month:' .. month), to, 1)
  redis.call('PEXPIRE', key('burden:month:' .. month), 34560000000)
end
chargeMonth(unit)
for _ = 1, takeNumber() do
  local item = take()
  local part = redis.call('HMGET', messageKey(item), 'state', 'subject', 'digestId', 'json')
  if state == 'delivered' and part[1] == 'merged' and part[3] == id then
    setState(item, part[2], 'merged', 'delivered')
    -- A quote inside the message's words is escaped, so this can only be the field itself.
    chargeMonth(string.match(part[4], '"senderUnitId":"([^"\\]*)"'))
  end
end
if state == 'deadLettered' then
  redis.call('ZADD', key('index:dead-letters'), at, id)
elseif message[2] == '' then
  -- Nobody asks for a finished message without a subject; it only stays to keep its id from being queued again.
  redis.call('PEXPIRE', messageKey(id), keepFor)
end
takeMessages()
addAudit(audit)
if certificate ~= '' then certify(certificate) end
return 1
