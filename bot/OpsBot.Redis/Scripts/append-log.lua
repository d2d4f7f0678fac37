-- Appends one entry; returns its number.
local conversation, entryId, json, keep = take(), take(), take(), takeNumber()
return appendLog(conversation, entryId, json, keep)
