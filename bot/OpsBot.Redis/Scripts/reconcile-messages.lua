-- One step of the search for orphans among the messages that have not ended. Returns {next number or -1, repaired}.
local machineNow, from, count = take(), take(), takeNumber()
local repaired = from == '0' and releaseLapsed(machineNow) or 0
local found = redis.call('ZRANGE', key('outbox:all'), '(' .. from, '+inf', 'BYSCORE', 'LIMIT', 0, count, 'WITHSCORES')

local function comeBack(id, message, state)
  setState(id, message[2], message[1], state)
  redis.call('HDEL', messageKey(id), 'token')
  redis.call('HSET', messageKey(id), 'reason', 'orphan')
  redis.call('ZADD', key('outbox:ready'), tonumber(message[4]) or 0, placeOf(id, message[2] or '', message[3]))
  repaired = repaired + 1
end

for i = 1, #found, 2 do
  local id = found[i]
  local message = redis.pcall('HMGET', messageKey(id), 'state', 'subject', 'place', 'readyAt', 'withdrawn', 'digest', 'digestId', 'json')
  -- What is not a message at all was reported when it was to be leased, and is no orphan.
  if not message.err and (not message[1] or final[message[1]]) then
    redis.call('ZREM', key('outbox:all'), id)
  elseif message[1] == 'merged' then
    if redis.call('EXISTS', messageKey(message[7] or '')) == 0 then
      if message[6] then redis.call('ZADD', key('outbox:digest:' .. message[6]), numberOf(message[3]), id) end
      comeBack(id, message, 'held')
    end
  elseif not message.err and not redis.call('ZSCORE', key('outbox:ready'), message[3] or '') and not redis.call('ZSCORE', key('outbox:leased'), id) then
    if message[5] then
      leaveDigest(id)
      setState(id, message[2], message[1], 'withdrawn')
      certifyMessage('withdrawn', id, message[8])
    else
      comeBack(id, message, 'retrying')
    end
  end
end
return { #found == count * 2 and found[#found] or '-1', repaired }
