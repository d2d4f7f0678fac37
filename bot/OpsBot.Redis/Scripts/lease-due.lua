-- Returns the leased members, earliest due first.
local now, machineNow, count, leaseUntil = take(), take(), takeNumber(), take()

for _, member in ipairs(redis.call('ZRANGE', key('due:leased'), '-inf', machineNow, 'BYSCORE', 'LIMIT', 0, 1000)) do
  redis.call('ZREM', key('due:leased'), member)
  -- One whose instant was lost is due now: it must not stop the others.
  redis.call('ZADD', key('due'), redis.call('HGET', key('due:at'), member) or now, member)
end

local members = redis.call('ZRANGE', key('due'), '-inf', now, 'BYSCORE', 'LIMIT', 0, count)
for _, member in ipairs(members) do
  redis.call('ZREM', key('due'), member)
  redis.call('ZADD', key('due:leased'), leaseUntil, member)
end
return members
