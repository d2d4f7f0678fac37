-- Joined in front of every script. Every key begins with the tenant's hash tag, KEYS[1] = '{tenant}', so all keys of a
-- script lie in the slot of that one declared key. Instants are milliseconds since 1970.
local tenant = KEYS[1]
local position = 0

local function key(name) return tenant .. ':' .. name end

local function take()
  position = position + 1
  return ARGV[position]
end

local function takeNumber() return tonumber(take()) end

-- Runs a function on each of several items, which are their number and then each behind the number of its words. A fault of one
-- is its own: the others are done as if it were not there. It is returned as a list of its text, since the client takes an answer
-- with an error inside for a broken connection.
local function forEachItem(run)
  local results = {}
  for i = 1, takeNumber() do
    local length = takeNumber()
    local following = position + length
    local done, result = pcall(run)
    results[i] = done and result or { type(result) == 'table' and result.err or 'ERR ' .. tostring(result) }
    position = following
  end
  return results
end

-- Items that are set aside.
--   due:faults, outbox:faults   hash, member or message id -> "<failures in a row> <reason> <instant of the last one>"
-- Counts one failure more, whose pause the caller gives as the first and the longest one. Returns the number and the pause.
local function countFault(name, item, reason, now)
  local first, longest = takeNumber(), takeNumber()
  local before = redis.call('HGET', key(name), item)
  local attempts = (before and tonumber(string.match(before, '^%d+')) or 0) + 1
  redis.call('HSET', key(name), item, attempts .. ' ' .. reason .. ' ' .. now)
  return attempts, math.min(first * 2 ^ math.min(attempts - 1, 20), longest)
end

-- Messages of the outbox.
--   message:<id>            hash: json state attempts readyAt reason token subject place withdrawn dedup
--                           digest (recipient, when it waits for the digest), digestId, ledger and ledgerItem (what its
--                           send has charged)
--   outbox:ready            sorted set, place by readyAt; a place is "<number of queueing>:<id>", so that equal instants
--                           keep the order of queueing
--   outbox:leased           sorted set, id by end of lease (machine clock)
--   outbox:all              sorted set, id by number of queueing, of all messages that are not in a final state
--   outbox:begun:<second>   hash, id -> "<end of lease>\n<readyAt>\n<json>", of plain answers whose sends began with their
--                           commit and whose leases end within the second; they have no message:<id> and are in no other set
--   outbox:begun            sorted set, second by its end in milliseconds
--   outbox:digest:<r>       sorted set, id by number of queueing, of the messages that wait for the recipient's digest
--   outbox:subject:<s>      sorted set, id by number of queueing
--   outbox:open:<s>         set of the ids that are not in a final state, and of the dead letters, which can be sent again
--   outbox:count:<s>        hash, state -> number of messages
--   dedup:<recipient>\n<k>  id of the message that says it first
--   index:dead-letters      sorted set, id by instant of the end
-- Certificate log.
--   certificate:pending     list of entries (JSON) that are not chained yet
--   certificate:log         list of sealed lines, in order of their numbers
--   certificate:head        hash: count, hash
-- Budgets.
--   burden:<r>:<day>        hash, message id -> line; one for each interruption of the recipient
--   burden:item:<r>:<s>     set of ids of the reminders of one item
--   burden:month:<month>    hash, sender unit -> delivered interruptions
--   rate:<bucket>           instant (machine clock) at which the bucket is full again
--   rate:<bucket>:turn      instant of the last turn given to one that waits
--   rate:<bucket>:pause     no token before this instant
local final = { delivered = true, withdrawn = true, expired = true, deadLettered = true }

local function messageKey(id) return key('message:' .. id) end

-- An entry of the certificate log, chained a moment later. Replies are not logged; the class stands near the start of a
-- message's JSON.
local function certify(json) redis.call('RPUSH', key('certificate:pending'), json) end

local function certifyMessage(event, id, json, at, reason)
  local class, person = string.match(json or '', '"class":"(%a+)","personId":"([^"\\]*)"')
  class = class or string.match(json or '', '"class":"(%a+)"') or 'unknown'
  if class == 'reply' then return end
  if class == 'receipt' then person = nil end
  certify(cjson.encode({ event = event, message = id, class = class, to = person, atMs = at and tonumber(at), reason = reason }))
end

local function countState(id, subject, from, to)
  if not subject or subject == '' then return end
  local counts = key('outbox:count:' .. subject)
  if from and redis.call('HINCRBY', counts, from, -1) <= 0 then redis.call('HDEL', counts, from) end
  redis.call('HINCRBY', counts, to, 1)
  if final[to] and to ~= 'deadLettered' then redis.call('SREM', key('outbox:open:' .. subject), id) end
end

local function setState(id, subject, from, to)
  redis.call('HSET', messageKey(id), 'state', to)
  if final[to] then redis.call('ZREM', key('outbox:all'), id) end
  -- Being sent again and trying again may be parts of the same trouble; everything else ends it.
  if to ~= 'sending' and to ~= 'retrying' then redis.call('HDEL', key('outbox:faults'), id) end
  countState(id, subject, from, to)
end

local function numberOf(place) return string.sub(place, 1, 15) end

-- Makes a message one that has not ended.
local function openMessage(id, subject, place)
  redis.call('ZADD', key('outbox:all'), numberOf(place), id)
  if subject ~= '' then redis.call('SADD', key('outbox:open:' .. subject), id) end
end

-- Buckets' pauses as they were read in this run, which sets none.
local pauses = {}

local function pauseOf(bucket)
  pauses[bucket] = pauses[bucket] or tonumber(redis.call('GET', bucket .. ':pause') or '0')
  return pauses[bucket]
end

-- Takes one token of each bucket named next in the arguments, or none: then how long to wait in milliseconds, and for which.
-- One without an interval is never empty, but can be paused.
local function takeTokens(machineNow)
  local buckets, wait, empty = {}, 0, nil
  for i = 1, takeNumber() do
    local bucket = { name = key('rate:' .. take()), interval = takeNumber(), tolerance = 0, reserve = 0 }
    if bucket.interval > 0 then bucket.tolerance, bucket.reserve = takeNumber(), takeNumber() end
    buckets[i] = bucket
    local pause = pauseOf(bucket.name) - machineNow
    local short = 0
    if bucket.interval > 0 then
      bucket.full = math.max(tonumber(redis.call('GET', bucket.name) or '0'), machineNow)
      short = bucket.full - machineNow - bucket.tolerance
    end
    if math.max(pause, short) > wait then wait, empty = math.max(pause, short), bucket end
  end
  if empty then
    -- Those that are not urgent get their turns one after the other, so that a queue does not come back all at once.
    if empty.reserve > 0 or empty.tolerance == 0 then
      local turn = math.max(tonumber(redis.call('GET', empty.name .. ':turn') or '0') + empty.interval, machineNow + wait)
      redis.call('SET', empty.name .. ':turn', string.format('%.3f', turn), 'PX', math.ceil(turn - machineNow) + 1000)
      wait = turn - machineNow
    end
    return wait, empty.name
  end
  for _, bucket in ipairs(buckets) do
    if bucket.interval > 0 then
      local full = bucket.full + bucket.interval
      redis.call('SET', bucket.name, string.format('%.3f', full), 'PX', math.ceil(full - machineNow) + 1000)
    end
  end
  return 0, nil
end

local function newPlace(id) return string.format('%015.0f:', redis.call('INCR', key('outbox:number'))) .. id end

-- The place of a message that goes back into the queue.
local function placeOf(id, subject, place)
  if place then return place end
  place = newPlace(id)
  redis.call('HSET', messageKey(id), 'place', place)
  openMessage(id, subject, place)
  return place
end

local function queueMessage(id, json, readyAt, subject, dedup, dedupKeep, heldAt)
  local message = messageKey(id)
  if redis.call('EXISTS', message) == 1 then return end
  local place = newPlace(id)
  redis.call('HSET', message, 'json', json, 'attempts', 0, 'readyAt', readyAt, 'subject', subject, 'place', place, 'state', 'queued')
  if dedup ~= '' then
    redis.call('HSET', message, 'dedup', dedup)
    redis.call('SET', key('dedup:' .. dedup), id, 'NX', 'PX', dedupKeep)
  end
  if subject ~= '' then redis.call('ZADD', key('outbox:subject:' .. subject), numberOf(place), id) end
  openMessage(id, subject, place)
  countState(id, subject, nil, 'queued')
  redis.call('ZADD', key('outbox:ready'), readyAt, place)
  if heldAt ~= '' then certifyMessage('held', id, json, heldAt, 'not_before') end
end

local function takeMessages(count)
  local dedupKeep = count > 0 and take()
  for _ = 1, count do
    queueMessage(take(), take(), take(), take(), take(), dedupKeep, take())
  end
end

-- Plain answers of a change whose sends begin at once: each that gets its tokens is leased with one attempt counted. It leaves
-- nothing behind when it was delivered: its change's once-key keeps it from being queued again. Returns a digit for each:
-- 1 begun, 0 queued as usual. Those of all changes of a run are written together by writeAnswers.
local begunIn = {}

local function beginAnswers(count)
  local second, machineNow, begun = take(), takeNumber(), {}
  for i = 1, count do
    local id, answer = take(), take()
    local _, empty = takeTokens(machineNow)
    if empty then
      local readyAt, json = string.match(answer, '^[^\n]*\n(%d+)\n(.*)$')
      queueMessage(id, json, readyAt, '', '', nil, '')
      begun[i] = '0'
    else
      local answers = begunIn[second] or {}
      begunIn[second] = answers
      answers[#answers + 1] = id
      answers[#answers + 1] = answer
      begun[i] = '1'
    end
  end
  return table.concat(begun)
end

local function writeAnswers()
  for second, answers in pairs(begunIn) do
    redis.call('ZADD', key('outbox:begun'), second * 1000, second)
    for from = 1, #answers, 1000 do redis.call('HSET', key('outbox:begun:' .. second), unpack(answers, from, math.min(from + 999, #answers))) end
  end
end

-- Such an answer becomes a message like any other, that is being sent.
local function adoptAnswer(id, answer, token)
  local untilAt, readyAt, json = string.match(answer, '^(%d+%.?%d*)\n(%d+)\n(.*)$')
  -- One that cannot be taken apart becomes a message that cannot be read, and is set aside as such.
  if not json then untilAt, readyAt, json = '0', '0', answer end
  redis.call('HSET', messageKey(id), 'json', json, 'attempts', 1, 'readyAt', readyAt, 'subject', '', 'state', 'sending', 'token', token)
  redis.call('ZADD', key('outbox:leased'), untilAt, id)
end

-- The same when it does not end as it should; the second is 0 for what did not begin so.
local function claimAnswer(id, token, second)
  if second == '0' then return end
  local name = key('outbox:begun:' .. second)
  local answer = redis.call('HGET', name, id)
  if answer then
    redis.call('HDEL', name, id)
    adoptAnswer(id, answer, token)
  end
end

-- Answers whose leases are over become messages whose leases are over.
local function releaseAnswers(machineNow)
  for _, second in ipairs(redis.call('ZRANGE', key('outbox:begun'), '-inf', machineNow, 'BYSCORE', 'LIMIT', 0, 10)) do
    local name = key('outbox:begun:' .. second)
    local fields = redis.call('HGETALL', name)
    for i = 1, #fields, 2 do adoptAnswer(fields[i], fields[i + 1], 'lapsed') end
    redis.call('DEL', name)
    redis.call('ZREM', key('outbox:begun'), second)
  end
end

local function leaveDigest(id)
  local recipient = redis.call('HGET', messageKey(id), 'digest')
  if recipient then redis.call('ZREM', key('outbox:digest:' .. recipient), id) end
end

local function endLease(id)
  redis.call('ZREM', key('outbox:leased'), id)
  redis.call('HDEL', messageKey(id), 'token')
end

-- Takes back what a send has charged to the recipient.
local function uncharge(id)
  local charged = redis.call('HMGET', messageKey(id), 'ledger', 'ledgerItem')
  if charged[1] then redis.call('HDEL', charged[1], id) end
  if charged[2] then redis.call('SREM', charged[2], id) end
  if charged[1] then redis.call('HDEL', messageKey(id), 'ledger', 'ledgerItem') end
end

-- Frees what is leased beyond its lease. Returns how many.
local function releaseLapsed(machineNow)
  releaseAnswers(machineNow)
  local lapsed = redis.call('ZRANGE', key('outbox:leased'), '-inf', machineNow, 'BYSCORE', 'LIMIT', 0, 1000)
  for _, id in ipairs(lapsed) do
    local message = redis.call('HMGET', messageKey(id), 'subject', 'place', 'readyAt', 'withdrawn', 'json')
    endLease(id)
    if message[4] then
      leaveDigest(id)
      setState(id, message[1], 'sending', 'withdrawn')
      certifyMessage('withdrawn', id, message[5])
    else
      setState(id, message[1], 'sending', 'retrying')
      redis.call('HSET', messageKey(id), 'reason', 'lease-lost')
      redis.call('ZADD', key('outbox:ready'), tonumber(message[3]) or 0, placeOf(id, message[1] or '', message[2]))
    end
  end
  return #lapsed
end

local function addAudit(json) redis.call('XADD', key('audit'), '*', 'entry', json) end

-- Logs of conversations.
--   log:<conversation>      hash: last, first (numbers), e:<entry id> -> number, i:<number> -> entry id, j:<number> -> json (none:
--                           the entry was taken out)
local function cutLog(log, through)
  local first = tonumber(redis.call('HGET', log, 'first') or '1')
  if first > through then return end
  for number = first, through do
    local old = redis.call('HGET', log, 'i:' .. number)
    if old then redis.call('HDEL', log, 'e:' .. old, 'i:' .. number, 'j:' .. number) end
  end
  redis.call('HSET', log, 'first', through + 1)
end

-- An entry that is taken out keeps its number and its id until the log is cut there, and gets them when it is not there yet: so
-- who comes late with it appends nothing.
local function eraseEntry(log, id)
  local number = redis.call('HGET', log, 'e:' .. id)
  if not number then
    number = redis.call('HINCRBY', log, 'last', 1)
    redis.call('HSET', log, 'e:' .. id, number, 'i:' .. number, id)
  end
  redis.call('HDEL', log, 'j:' .. number)
end

local function eraseLog(conversation, forgetAfter)
  local log = key('log:' .. conversation)
  local bounds = redis.call('HMGET', log, 'first', 'last')
  for number = tonumber(bounds[1] or '1'), tonumber(bounds[2] or '0') do redis.call('HDEL', log, 'j:' .. number) end
  if forgetAfter > 0 then redis.call('PEXPIRE', log, forgetAfter) end
end

-- A plain answer, wherever it stands. Whoever is sending it has lost its lease.
local function eraseAnswer(id)
  for _, second in ipairs(redis.call('ZRANGE', key('outbox:begun'), 0, -1)) do redis.call('HDEL', key('outbox:begun:' .. second), id) end
  local message = redis.call('HMGET', messageKey(id), 'subject', 'place')
  if message[1] ~= '' then return end
  if message[2] then redis.call('ZREM', key('outbox:ready'), message[2]) end
  redis.call('ZREM', key('outbox:leased'), id)
  redis.call('ZREM', key('outbox:all'), id)
  redis.call('ZREM', key('index:dead-letters'), id)
  redis.call('DEL', messageKey(id))
end

local function erase(conversation, id)
  if conversation ~= '' then eraseEntry(key('log:' .. conversation), id) end
  eraseAnswer(id)
end

local function appendLog(conversation, entryId, json, keep)
  local log = key('log:' .. conversation)
  local known = redis.call('HGET', log, 'e:' .. entryId)
  if known then return tonumber(known) end
  local number = redis.call('HINCRBY', log, 'last', 1)
  redis.call('HSET', log, 'e:' .. entryId, number, 'i:' .. number, entryId, 'j:' .. number, json)
  cutLog(log, number - keep)
  redis.call('PUBLISH', key('log-appended'), conversation)
  return number
end
