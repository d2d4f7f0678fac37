-- Writes one change set, or nothing. Returns 0 or the ids whose sends began: committed, -1 duplicate, n > 0 when the nth record has another version.
--   record:<kind>:<id>      string "<version>\n<json>"
--   once:<key>              attempt id that used the key
--   index:<name>            sorted set
--   due, due:leased         sorted sets of members: by due instant while free, by end of lease (machine clock) while leased
--   due:at                  hash, member -> due instant, for as long as something is due
local attempt, onceKey, onceKeep = take(), take(), takeNumber()
if onceKey ~= '' then
  local used = redis.call('GET', key('once:' .. onceKey))
  if used == attempt then return 0 end
  if used then return -1 end
end

local records = {}
for i = 1, takeNumber() do
  local record = { name = key('record:' .. take()), expected = takeNumber(), delete = take() == 'delete', json = take() }
  local head = redis.call('GETRANGE', record.name, 0, 20)
  local version = head == '' and 0 or tonumber(string.match(head, '^(%d+)\n'))
  if version ~= record.expected then return i end
  records[i] = record
end

-- Nothing below may fail: what was written before an error would stay.
if onceKey ~= '' then redis.call('SET', key('once:' .. onceKey), attempt, 'PX', onceKeep) end
for _, record in ipairs(records) do
  if record.delete then redis.call('DEL', record.name)
  else redis.call('SET', record.name, string.format('%.0f\n', record.expected + 1) .. record.json) end
end

for _ = 1, takeNumber() do
  local index, member, at = key('index:' .. take()), take(), take()
  if at == '' then redis.call('ZREM', index, member) else redis.call('ZADD', index, at, member) end
end

for _ = 1, takeNumber() do
  local member, at = take(), take()
  redis.call('ZREM', key('due:leased'), member)
  if at == '' then
    redis.call('ZREM', key('due'), member)
    redis.call('HDEL', key('due:at'), member)
  else
    redis.call('ZADD', key('due'), at, member)
    redis.call('HSET', key('due:at'), member, at)
  end
end

for _ = 1, takeNumber() do
  local subject = take()
  for _, id in ipairs(redis.call('SMEMBERS', key('outbox:open:' .. subject))) do
    local message = redis.call('HMGET', messageKey(id), 'state', 'place', 'json')
    if message[1] == 'sending' then
      redis.call('HSET', messageKey(id), 'withdrawn', 1)
    else
      redis.call('ZREM', key('outbox:ready'), message[2])
      if message[1] == 'deadLettered' then redis.call('ZREM', key('index:dead-letters'), id) end
      leaveDigest(id)
      setState(id, subject, message[1], 'withdrawn')
      certifyMessage('withdrawn', id, message[3])
    end
  end
end

local begun = takeMessages(takeStart())

for _ = 1, takeNumber() do
  local id, readyAt = take(), take()
  local message = redis.call('HMGET', messageKey(id), 'state', 'subject', 'place')
  if message[1] == 'deadLettered' then
    redis.call('ZREM', key('index:dead-letters'), id)
    redis.call('HSET', messageKey(id), 'attempts', 0, 'readyAt', readyAt)
    redis.call('HDEL', messageKey(id), 'reason')
    setState(id, message[2], 'deadLettered', 'queued')
    openMessage(id, message[2], message[3])
    redis.call('ZADD', key('outbox:ready'), readyAt, message[3])
  end
end

for _ = 1, takeNumber() do
  local id, from, to, audit = take(), take(), take(), take()
  local message = redis.call('HMGET', messageKey(id), 'state', 'readyAt', 'place')
  if (message[1] == 'queued' or message[1] == 'held') and message[2] == from then
    redis.call('HSET', messageKey(id), 'readyAt', to)
    redis.call('ZADD', key('outbox:ready'), to, message[3])
    addAudit(audit)
  end
end

for _ = 1, takeNumber() do addAudit(take()) end
for _ = 1, takeNumber() do certify(take()) end

local keep = takeNumber()
for _ = 1, takeNumber() do
  local conversation, entryId, json = take(), take(), take()
  appendLog(conversation, entryId, json, keep)
end
if #begun > 0 then return begun end
return 0
