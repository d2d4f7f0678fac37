local function chargeMonth(month, unit)
  if month == '' or not unit or unit == '' then return end
  redis.call('HINCRBY', key('burden:month:' .. month), unit, 1)
  redis.call('PEXPIRE', key('burden:month:' .. month), 34560000000)
end

-- Ends leased messages. Returns for each 1, or 0 when the lease was lost and nothing changed.
local function finish()
  local second, id = take(), take()
  -- A plain answer that was sent at once and delivered: in most cases there is no more to it.
  if second ~= '0' then
    if redis.call('HDEL', key('outbox:begun:' .. second), id) == 0 then return 0 end
    addAudit(take())
    return 1
  end
  local token, begunIn, state, reason, audit, keepFor, at = take(), take(), take(), take(), take(), take(), take()
  local month, unit, certificate = take(), take(), take()
  local items = {}
  for i = 1, takeNumber() do items[i] = take() end
  claimAnswer(id, token, begunIn)
  local name = messageKey(id)
  local message = redis.call('HMGET', name, 'token', 'subject', 'digest', 'place')
  if message[1] ~= token then return 0 end
  redis.call('ZREM', key('outbox:leased'), id)
  if not message[4] then placeOf(id, message[2], nil) end
  if message[3] then leaveDigest(id) end
  if reason == '' then
    redis.call('HDEL', name, 'token', 'reason')
  else
    redis.call('HDEL', name, 'token')
    redis.call('HSET', name, 'reason', reason)
  end
  setState(id, message[2], 'sending', state)
  if state ~= 'delivered' then uncharge(id) end
  chargeMonth(month, unit)
  for _, item in ipairs(items) do
    local part = redis.call('HMGET', messageKey(item), 'state', 'subject', 'digestId', 'json')
    if state == 'delivered' and part[1] == 'merged' and part[3] == id then
      setState(item, part[2], 'merged', 'delivered')
      -- A quote inside the message's words is escaped, so this can only be the field itself.
      chargeMonth(month, string.match(part[4], '"senderUnitId":"([^"\\]*)"'))
    end
  end
  if state == 'deadLettered' then
    redis.call('ZADD', key('index:dead-letters'), at, id)
  elseif message[2] == '' then
    -- Nobody asks for a finished message without a subject; it only stays to keep its id from being queued again.
    redis.call('PEXPIRE', name, keepFor)
  end
  takeMessages(takeNumber())
  addAudit(audit)
  if certificate ~= '' then certify(certificate) end
  return 1
end

return forEachItem(finish)
