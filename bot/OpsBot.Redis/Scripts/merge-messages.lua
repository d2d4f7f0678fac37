-- Ends messages that wait for a recipient's digest as merged and queues the digest. Returns 1, or 0 when the lease of the
-- first was lost and nothing changed. What waits for a digest is never sent by itself, so another worker's lease on an item
-- can be taken away.
local leader, token, digestId, audit, at = take(), take(), take(), take(), take()
if redis.call('HGET', messageKey(leader), 'token') ~= token then return 0 end
for _ = 1, takeNumber() do
  local id = take()
  local item = redis.call('HMGET', messageKey(id), 'state', 'subject', 'place', 'withdrawn', 'digest', 'json')
  if item[5] and not item[4] and redis.call('ZREM', key('outbox:digest:' .. item[5]), id) == 1 then
    endLease(id)
    redis.call('ZREM', key('outbox:ready'), item[3])
    setState(id, item[2], item[1], 'merged')
    redis.call('HSET', messageKey(id), 'digestId', digestId, 'reason', 'digest:' .. digestId)
    certifyMessage('merged', id, item[6], at, 'digest:' .. digestId)
  end
end
takeMessages(takeNumber())
addAudit(audit)
return 1
