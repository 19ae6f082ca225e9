-- All that the store does with one handle, as one step. Time is the store's own; nobody else's clock is ever read.
--
-- KEYS[1]  hash of the handle: r record, p principal, d due, q last read, e ended, w how if not released, l:<id> until when a lease holds (ms)
-- ARGV     operation, time in ms for tests or '', grace in ms, how long a tombstone is kept in ms, then the operation's own
--
-- An expired handle is one whose due time, last read and leases all lie in the past. Nobody has to notice for that.
local key, operation = KEYS[1], ARGV[1]
local grace, keep = tonumber(ARGV[3]), tonumber(ARGV[4])
local now
if ARGV[2] == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  now = tonumber(ARGV[2])
end

local function text(number)
  return string.format('%.0f', number)
end

-- record, principal, state, when it ended or 0, how long it has left unless a lease holds it longer
local function look()
  local fields = redis.call('HGETALL', key)
  if #fields == 0 then return nil end
  local h, over = {}, 0
  for i = 1, #fields, 2 do
    local name, value = fields[i], fields[i + 1]
    h[name] = value
    if name == 'd' or name == 'q' or string.sub(name, 1, 2) == 'l:' then
      over = math.max(over, tonumber(value))
    end
  end
  local state, ended = 'LIVE', 0
  if h.e then
    state, ended = h.w or 'RELEASED', tonumber(h.e)
  elseif now >= over then
    state, ended = 'EXPIRED', over
  end
  if state ~= 'LIVE' and now - ended >= keep then return nil end
  return h, state, ended
end

local function answer(h, state, ended)
  return { state, h.r, text(math.max(0, tonumber(h.d) - now)), text(math.max(0, now - ended)) }
end

-- Redis forgets the key when the tombstone is over, and not before.
local function keep_until(time)
  local left = time + keep - now
  if left > redis.call('PTTL', key) then
    redis.call('PEXPIRE', key, text(left))
  end
end

if operation == 'create' then
  -- principal, record, time to live in ms
  if redis.call('EXISTS', key) == 1 then return 0 end
  local due = now + tonumber(ARGV[7])
  redis.call('HSET', key, 'p', ARGV[5], 'r', ARGV[6], 'd', text(due))
  keep_until(due)
  return 1
end

local h, state, ended = look()

if operation == 'ended' then
  if not h then return 2 end
  if h.e or (state == 'EXPIRED' and now - ended >= grace) then return 1 end
  return 0
end

if operation == 'end' then
  -- how
  if state == 'LIVE' then
    redis.call('HSET', key, 'e', text(now), 'w', ARGV[5])
    redis.call('PEXPIRE', key, text(keep))
  end
  return 1
end

if operation == 'complete' then
  -- record, time to live in ms
  if state == 'LIVE' then
    local due = now + tonumber(ARGV[6])
    redis.call('HSET', key, 'r', ARGV[5], 'd', text(due))
    keep_until(due)
  end
  return 1
end

if operation == 'renew' or operation == 'unlease' then
  -- lease, its life in ms
  local lease = 'l:' .. ARGV[5]
  local held = redis.call('HGET', key, lease)
  if not held then return 0 end
  if operation == 'renew' then
    if not h or state ~= 'LIVE' or tonumber(held) <= now then return 0 end
    redis.call('HSET', key, lease, text(now + tonumber(ARGV[6])))
    keep_until(now + tonumber(ARGV[6]))
    return 1
  end
  redis.call('HDEL', key, lease)
  -- What a lease held beyond is read until now, or until the lease had lapsed.
  local last = math.min(now, tonumber(held))
  if last > tonumber(redis.call('HGET', key, 'q') or '0') then
    redis.call('HSET', key, 'q', text(last))
  end
  return 1
end

-- From here on for its principal only: to anybody else there is nothing.
if not h or h.p ~= ARGV[5] then return { 'UNKNOWN' } end

if operation == 'find' then
  return answer(h, state, ended)
end

if operation == 'lease' then
  -- principal, lease, its life in ms
  if state == 'LIVE' then
    local until_when = now + tonumber(ARGV[7])
    redis.call('HSET', key, 'l:' .. ARGV[6], text(until_when))
    keep_until(until_when)
  end
  return answer(h, state, ended)
end

if operation == 'release' then
  if state == 'LIVE' then
    redis.call('HSET', key, 'e', text(now))
    redis.call('PEXPIRE', key, text(keep))
  end
  return { 'DONE' }
end

return redis.error_reply('no operation ' .. operation)
