-- Fannkuch: all permutations of 1 to 8; how often the first part must be turned until a 1 leads, at most, and a checksum of it.
-- fannkuch.lua [rounds]: a line a round, microseconds by its own clock and a check value.
local SIZE = 8

local function turns(permutation, copy)
    for i = 1, SIZE do
        copy[i] = permutation[i]
    end
    local count = 0
    local first = copy[1]
    while first ~= 1 do
        local low, high = 1, first
        while low < high do
            copy[low], copy[high] = copy[high], copy[low]
            low, high = low + 1, high - 1
        end
        count = count + 1
        first = copy[1]
    end
    return count
end

local function fannkuch()
    local permutation, copy, left = {}, {}, {}
    for i = 1, SIZE do
        permutation[i] = i
        left[i] = i
    end
    local most, sum, sign = 0, 0, 1
    while true do
        local count = turns(permutation, copy)
        most = math.max(most, count)
        sum = sum + sign * count
        sign = -sign
        local place = 2
        while true do
            if place > SIZE then
                return most * 10000 + sum
            end
            local first = permutation[1]
            for i = 1, place - 1 do
                permutation[i] = permutation[i + 1]
            end
            permutation[place] = first
            left[place] = left[place] - 1
            if left[place] > 0 then
                break
            end
            left[place] = place
            place = place + 1
        end
    end
end

for _ = 1, tonumber(arg and arg[1] or 1) do
    local start = os.clock()
    local check = fannkuch()
    print(string.format("%d %d", math.floor((os.clock() - start) * 1e6), check))
end
