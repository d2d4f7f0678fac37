-- Begins the send of a leased message: looks whether it is ours, wanted and no duplicate, then takes the interruption and
-- one token of each bucket, or nothing. Returns {answer, attempts, wait in milliseconds, detail}.
local id, token, begunIn, machineNow, dedupKeep = take(), take(), take(), takeNumber(), take()
claimAnswer(id, token, begunIn)
local message = redis.call('HMGET', messageKey(id), 'token', 'withdrawn', 'dedup', 'attempts')
if message[1] ~= token then return { 'LeaseLost', 0, '0', '' } end
local attempts = tonumber(message[4])
if message[2] then return { 'Withdrawn', attempts, '0', '' } end

if message[3] then
  local first = redis.call('GET', key('dedup:' .. message[3]))
  if first and first ~= id then
    local before = redis.call('HMGET', messageKey(first), 'state', 'withdrawn')
    local state = before[1]
    -- One that was withdrawn while it is being sent: only its end tells whether this one says the same again.
    if state == 'sending' and before[2] then return { 'OverRate', attempts, '5000', first } end
    -- One that ended unsent makes room for the next; one that is forgotten was delivered.
    if state ~= 'withdrawn' and state ~= 'expired' and state ~= 'deadLettered' then return { 'Duplicate', attempts, '0', first } end
  end
  if first ~= id then redis.call('SET', key('dedup:' .. message[3]), id, 'PX', dedupKeep) end
end

-- What an attempt that crashed had charged is not charged twice, nor to a day that is over.
uncharge(id)
local recipient, day, line = take(), take(), take()
local perDay, item, perItem, mayExceed, keepDay, keepItem = takeNumber(), take(), takeNumber(), take(), take(), take()
local ledger, ledgerItem = key('burden:' .. recipient .. ':' .. day), key('burden:item:' .. recipient .. ':' .. item)
if recipient ~= '' and mayExceed ~= '1' then
  local over = redis.call('HLEN', ledger) >= perDay or (item ~= '' and redis.call('SCARD', ledgerItem) >= perItem)
  if over then return { 'OverBurden', attempts, '0', recipient } end
end

local wait, empty = takeTokens(machineNow)
if empty then return { 'OverRate', attempts, string.format('%.0f', math.ceil(wait)), empty } end

if recipient ~= '' then
  redis.call('HSET', ledger, id, line)
  redis.call('PEXPIRE', ledger, keepDay)
  redis.call('HSET', messageKey(id), 'ledger', ledger)
  if item ~= '' then
    redis.call('SADD', ledgerItem, id)
    redis.call('PEXPIRE', ledgerItem, keepItem)
    redis.call('HSET', messageKey(id), 'ledgerItem', ledgerItem)
  end
end
return { 'Granted', redis.call('HINCRBY', messageKey(id), 'attempts', 1), '0', '' }
