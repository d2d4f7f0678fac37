-- Removes the entries numbered up to "through"; numbers stay used. Returns the number of the newest entry ever.
local conversation, through = take(), takeNumber()
local log = key('log:' .. conversation)
local last = tonumber(redis.call('HGET', log, 'last') or '0')
cutLog(log, math.min(through, last))
return last
