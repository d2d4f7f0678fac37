-- Writes change sets one after the other, each wholly or not at all. Stored:
--   record:<kind>:<id>      string "<version>\n<json>"
--   once:<key>              attempt id that used the key
--   index:<name>            sorted set
--   due, due:leased         sorted sets of members: by due instant while free, by end of lease (machine clock) while leased
--   due:faults              hash, see shared.lua
--   due:at                  hash, member -> due instant, for as long as something is due

local records = key('record:')

-- The number of entries of the next part when it is the one of this letter, else 0: the change has none. What follows a
-- change begins with a digit.
local function count(letter)
  local head = ARGV[position + 1] or ''
  if string.sub(head, 1, 1) ~= letter then return 0 end
  position = position + 1
  return tonumber(string.sub(head, 2))
end

local function usedBy(name, attempt)
  local user = name and redis.call('GET', name)
  if not user then return end
  -- A write that changes nothing: who waits for replicas then waits for the commit that used the key, too.
  redis.call('PEXPIRE', name, math.max(redis.call('PTTL', name), 1))
  return user == attempt and 0 or -1
end

-- Records as they were read in this run and not written since.
local read = {}

local function isAsSeen(name, seen)
  read[name] = read[name] or redis.call('GET', name) or ''
  return read[name] == seen
end

-- Returns for each 0, or the digits of beginAnswers: committed; -1 duplicate; n > 0 when the nth record has another version;
-- -1 - n when the nth of those seen is another, those that were seen missing behind the others.
local function commit()
  local attempt, onceKey, onceKeep = take(), take(), take()
  local used = onceKey ~= '' and key('once:' .. onceKey)

  local seen = count('v')
  for i = 1, seen do
    if not isAsSeen(records .. take(), take()) then return usedBy(used, attempt) or -1 - i end
  end
  for i = 1, count('n') do
    if not isAsSeen(records .. take(), '') then return usedBy(used, attempt) or -1 - seen - i end
  end

  local writes = {}
  for i = 1, count('r') do
    local name, expected, stored = records .. take(), take(), take()
    local head = redis.call('GETRANGE', name, 0, 20)
    local version = head == '' and '0' or string.match(head, '^(%d+)\n')
    if version ~= expected then return usedBy(used, attempt) or i end
    writes[2 * i - 1], writes[2 * i] = name, stored
  end

  if used and not redis.call('SET', used, attempt, 'NX', 'PX', onceKeep) then return usedBy(used, attempt) end
  -- Nothing below may fail: what was written before an error would stay.
  for i = 1, #writes, 2 do
    local name, stored = writes[i], writes[i + 1]
    if stored == '' then redis.call('DEL', name) else redis.call('SET', name, stored) end
    read[name] = nil
  end

  for _ = 1, count('i') do
    local index, member, at = key('index:' .. take()), take(), take()
    if at == '' then redis.call('ZREM', index, member) else redis.call('ZADD', index, at, member) end
  end

  for _ = 1, count('d') do
    local member, at = take(), take()
    redis.call('ZREM', key('due:leased'), member)
    redis.call('HDEL', key('due:faults'), member)
    if at == '' then
      redis.call('ZREM', key('due'), member)
      redis.call('HDEL', key('due:at'), member)
    else
      redis.call('ZADD', key('due'), at, member)
      redis.call('HSET', key('due:at'), member, at)
    end
  end

  for _ = 1, count('w') do
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

  local answers = count('b')
  local begun = answers > 0 and beginAnswers(answers) or 0
  takeMessages(count('m'))

  for _ = 1, count('p') do
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

  for _ = 1, count('t') do
    local id, from, to, audit = take(), take(), take(), take()
    local message = redis.call('HMGET', messageKey(id), 'state', 'readyAt', 'place')
    if (message[1] == 'queued' or message[1] == 'held') and message[2] == from then
      redis.call('HSET', messageKey(id), 'readyAt', to)
      redis.call('ZADD', key('outbox:ready'), to, message[3])
      addAudit(audit)
    end
  end

  for _ = 1, count('a') do
    addAudit(take())
    certify(take())
  end
  for _ = 1, count('c') do certify(take()) end

  for _ = 1, count('e') do
    local conversation, forgetAfter, ids = take(), takeNumber(), takeNumber()
    if ids < 0 then eraseLog(conversation, forgetAfter) end
    for _ = 1, ids do erase(conversation, take()) end
  end

  for _ = 1, count('l') do
    local conversation, entryId, json, keep = take(), take(), take(), takeNumber()
    appendLog(conversation, entryId, json, keep)
  end
  return begun
end

local results = forEachItem(commit)
writeAnswers()
return results
