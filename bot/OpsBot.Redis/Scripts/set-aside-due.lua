-- Keeps a due member that failed from the sweeps for a while. Returns how often it failed in a row, 0 when nothing is due.
local member, reason, machineNow = take(), take(), take()
if not (redis.call('ZSCORE', key('due:leased'), member) or redis.call('ZSCORE', key('due'), member)) then return 0 end
local attempts, pause = countFault('due:faults', member, reason, machineNow)
redis.call('ZREM', key('due'), member)
redis.call('ZADD', key('due:leased'), string.format('%.0f', tonumber(machineNow) + pause), member)
return attempts
