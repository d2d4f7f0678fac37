-- Puts sealed lines in the place of as many pending entries. Returns 1, or 0 when the chain has another end by now.
local count, hash, nextCount, nextHash, lines = take(), take(), take(), take(), takeNumber()
local head = redis.call('HMGET', key('certificate:head'), 'count', 'hash')
if head[1] and (head[1] ~= count or head[2] ~= hash) or not head[1] and count ~= '0' then return 0 end
if redis.call('LLEN', key('certificate:log')) ~= tonumber(count) then return redis.error_reply('ERR the certificate log has other lines than its head says') end
for _ = 1, lines do redis.call('RPUSH', key('certificate:log'), take()) end
redis.call('LTRIM', key('certificate:pending'), lines, -1)
redis.call('HSET', key('certificate:head'), 'count', nextCount, 'hash', nextHash)
return 1
