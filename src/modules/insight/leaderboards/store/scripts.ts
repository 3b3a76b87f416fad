/**
 * Scripts on a board. Scores are negative points and members are ids of accounts, so that the order is by points, then by the age of
 * the account. The member `~` comes last and says that the set is complete: it is lost with the data, so a flushed or evicted board is
 * never taken for an empty one.
 */
export const END = "~";

/** Members before a place: (score, member) need not be in the set. */
const AFTER = `
local function after(key, score, member)
  local known = redis.call("ZSCORE", key, member)
  if known and tonumber(known) == tonumber(score) then return redis.call("ZRANK", key, member) + 1 end
  local low = redis.call("ZCOUNT", key, "-inf", "(" .. score)
  local high = low + redis.call("ZCOUNT", key, score, score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if redis.call("ZRANGE", key, middle, middle)[1] <= member then low = middle + 1 else high = middle end
  end
  return low
end
local function window(key, first, last)
  local found = {}
  local ahead = 0
  if last >= first then
    found = redis.call("ZRANGE", key, first, last, "WITHSCORES")
    ahead = redis.call("ZCOUNT", key, "-inf", "(" .. found[2])
  end
  return found, ahead
end
local size = redis.call("ZCARD", KEYS[1]) - 1
if size < 0 then return false end
`;

/** Members, index of the first, how many have more points than it, members with scores. False if the board is missing. */
export const PAGE = `${AFTER}
local low, high = 0, size
if ARGV[3] ~= "" then low = after(KEYS[1], ARGV[3], ARGV[4]) end
if ARGV[5] ~= "" then
  local known = redis.call("ZSCORE", KEYS[1], ARGV[6])
  high = after(KEYS[1], ARGV[5], ARGV[6])
  if known and tonumber(known) == tonumber(ARGV[5]) then high = high - 1 end
end
local first, last = low, math.min(high, low + ARGV[1]) - 1
if ARGV[2] == "backward" then first, last = math.max(low, high - ARGV[1]), high - 1 end
local found, ahead = window(KEYS[1], first, last)
return {size, first, ahead, found}`;

/**
 * The members around an account as one text of words, as one reply is parsed much faster than dozens: size of the board, index of the first
 * member, how many have more points than it, index of the account (-1: it is not on the board and has no points), how many have more
 * points than the account (only if it is not on the board), then each member and its score. False if the board is missing.
 */
export const AROUND = `${AFTER}
local place, score, behind = redis.call("ZRANK", KEYS[1], ARGV[1]), ARGV[3], 0
if place then behind = 1 elseif score == "" then return size .. " 0 0 -1 0" end
local own = 0
if not place then
  place = after(KEYS[1], score, ARGV[1])
  own = redis.call("ZCOUNT", KEYS[1], "-inf", "(" .. score)
end
local first = math.max(0, place - ARGV[2])
local found, ahead = window(KEYS[1], first, math.min(size - 1, place + ARGV[2] - 1 + behind))
local head = table.concat({size, first, ahead, place, own}, " ")
if #found == 0 then return head end
return head .. " " .. table.concat(found, " ")`;

/** Sets points of members, 0 removes them. While the board is built, also notes them. Returns how many have changed. */
export const WRITE = `
if redis.call("EXISTS", KEYS[2]) == 1 then
  for i = 1, #ARGV, 2 do redis.call("SADD", KEYS[3], ARGV[i]) end
end
if redis.call("EXISTS", KEYS[1]) == 0 then return 0 end
local changed = 0
for i = 1, #ARGV, 2 do
  if tonumber(ARGV[i + 1]) > 0 then changed = changed + redis.call("ZADD", KEYS[1], "CH", -ARGV[i + 1], ARGV[i])
  else changed = changed + redis.call("ZREM", KEYS[1], ARGV[i]) end
end
return changed`;

/** Adds members with points to a board that is being built, while the lock is held. */
export const FILL = `
if redis.call("GET", KEYS[2]) ~= ARGV[1] then return 0 end
redis.call("PEXPIRE", KEYS[2], ARGV[2])
for i = 3, #ARGV, 2 do redis.call("ZADD", KEYS[1], -ARGV[i + 1], ARGV[i]) end
redis.call("PEXPIRE", KEYS[1], ARGV[2])
return 1`;

/** Puts the board that was built into place. Returns the accounts that changed meanwhile; false if the lock is lost. */
export const SWAP = `
if redis.call("GET", KEYS[3]) ~= ARGV[1] then return false end
redis.call("ZADD", KEYS[1], "+inf", "${END}")
redis.call("RENAME", KEYS[1], KEYS[2])
redis.call("PEXPIRE", KEYS[2], ARGV[2])
local changed = redis.call("SMEMBERS", KEYS[4])
redis.call("DEL", KEYS[3], KEYS[4])
return changed`;

export const RELEASE = `if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end`;
