-- One page of the messages that have not ended, by number of queueing. Returns {next number or -1, rows of {json, state,
-- attempts, readyAt, reason or false, token or false, 1 when for the digest}}.
local after, count = take(), takeNumber()
local found = redis.call('ZRANGE', key('outbox:all'), '(' .. after, '+inf', 'BYSCORE', 'LIMIT', 0, count, 'WITHSCORES')
local rows = {}
for i = 1, #found, 2 do
  local message = redis.call('HMGET', messageKey(found[i]), 'json', 'state', 'attempts', 'readyAt', 'reason', 'token', 'digest')
  if message[1] then
    rows[#rows + 1] = { message[1], message[2], message[3], message[4], message[5], message[6], message[7] and 1 or 0 }
  end
end
return { #found == count * 2 and found[#found] or '-1', rows }
