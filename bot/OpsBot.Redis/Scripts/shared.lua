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

-- Messages of the outbox.
--   message:<id>            hash: json state attempts readyAt reason token subject place withdrawn
--   outbox:ready            sorted set, place by readyAt; a place is "<number of queueing>:<id>", so that equal instants
--                           keep the order of queueing
--   outbox:leased           sorted set, id by end of lease (machine clock)
--   outbox:subject:<s>      sorted set, id by number of queueing
--   outbox:open:<s>         set of the ids that are not in a final state
--   outbox:count:<s>        hash, state -> number of messages
local final = { delivered = true, withdrawn = true, expired = true, deadLettered = true }

local function messageKey(id) return key('message:' .. id) end

local function setState(id, subject, from, to)
  redis.call('HSET', messageKey(id), 'state', to)
  if not subject or subject == '' then return end
  local counts = key('outbox:count:' .. subject)
  if from and redis.call('HINCRBY', counts, from, -1) <= 0 then redis.call('HDEL', counts, from) end
  redis.call('HINCRBY', counts, to, 1)
  if final[to] then redis.call('SREM', key('outbox:open:' .. subject), id) end
end

local function endLease(id)
  redis.call('ZREM', key('outbox:leased'), id)
  redis.call('HDEL', messageKey(id), 'token')
end

local function addAudit(json) redis.call('XADD', key('audit'), '*', 'entry', json) end

-- Logs of conversations.
--   log:<conversation>      hash: last, first (numbers), e:<entry id> -> number, i:<number> -> entry id, j:<number> -> json
local function appendLog(conversation, entryId, json, keep)
  local log = key('log:' .. conversation)
  local known = redis.call('HGET', log, 'e:' .. entryId)
  if known then return tonumber(known) end
  local number = redis.call('HINCRBY', log, 'last', 1)
  redis.call('HSET', log, 'e:' .. entryId, number, 'i:' .. number, entryId, 'j:' .. number, json)
  local first = tonumber(redis.call('HGET', log, 'first') or '1')
  while first <= number - keep do
    local old = redis.call('HGET', log, 'i:' .. first)
    if old then redis.call('HDEL', log, 'e:' .. old, 'i:' .. first, 'j:' .. first) end
    first = first + 1
    redis.call('HSET', log, 'first', first)
  end
  redis.call('PUBLISH', key('log-appended'), conversation)
  return number
end
