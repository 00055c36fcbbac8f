-- Lua: integers and floats, strings and patterns, tables, closures, coroutines, errors, the collector.
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, -7.5 % 2, 1 << 62, 1 << 63, 1 << 64, ~0, 5 // 0.0, -5 % math.huge)
print(math.maxinteger + 1 == math.mininteger, math.ult(1, -1), 0x7fffffffffffffff * 2, 3 | 4 ~ 1, math.tointeger(3.0))
print(1e308 * 10, -1e308 * 10, 0 / 0 ~= 0 / 0, 5e-324, 2^53 + 1, 1e15, 1e16, 123456.789e3, 0.1 + 0.2, 100 // 1e-3)
for _, f in ipairs { "sin", "cos", "tan", "asin", "acos", "atan", "exp", "log", "sqrt", "floor", "ceil", "abs" } do
    local line = {}
    for _, x in ipairs { 0.1, 0.5, 0.9999, 1e-8, 1.0 } do
        line[#line + 1] = string.format("%.17g", math[f](x))
    end
    print(f, table.concat(line, " "))
end
print(math.fmod(-7, 3), math.fmod(7, -3.5), math.modf(-3.75), math.log(1024, 2), math.log(1000, 10), 2 ^ 0.5, (-8) ^ (1 / 3) ~= 0)
print(string.format("%5d|%-5d|%05d|%+d|%x|%X|%o|%c|%q|%s|%10.4s|%g|%e|%a|%i", 42, 42, 42, 42, 255, 255, 8, 65, "a\n\"b\"", "s", "string",
    1e20, 12345.6789, 0.5, 3))
print(("hello world from lua"):gsub("(%w+)", function(w) return w:upper():reverse() end))
print(("key = value, other=thing"):match("(%w+)%s*=%s*(%w+)"), ("x"):rep(5, "-"), ("%d"):rep(2))
for k, v in ("a=1, b=22, c=333"):gmatch("(%w+)=(%w+)") do io.write(k, v, ";") end
print(("THE (quick) fox"):find("%((%a+)%)"), ("f(a(b)c)d"):match("%b()"), ("hello"):byte(1, -1))
local packed = string.pack("<i4>d!8zs2I4", -42, math.pi, "zero", "counted", 0x123456)
print(#packed, packed:byte(1, 12)); print(string.unpack("<i4>d!8zs2I4", packed))
print(utf8.char(72, 228, 8364, 128512), utf8.len("häß€"), #utf8.char(128512))

local numbers, seed = {}, 12345
for i = 1, 3000 do
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    numbers[i] = seed % 10007
end
table.sort(numbers)
local check = 0
for i, v in ipairs(numbers) do check = (check * 31 + v * i) % 1000000007 end
print("sorted", check, numbers[1], numbers[3000])
table.sort(numbers, function(a, b) return a % 100 < b % 100 or a % 100 == b % 100 and a < b end)
print("by key", numbers[1], numbers[1500], numbers[3000], table.concat(numbers, ",", 1, 8), select("#", table.unpack(numbers, 1, 200)))

local Account = {}
Account.__index = Account
Account.__add = function(a, b) return setmetatable({ n = a.n + b.n }, Account) end
Account.__lt = function(a, b) return a.n < b.n end
Account.__tostring = function(a) return "Account " .. a.n end
Account.__call = function(a, x) return a.n * x end
local a, b = setmetatable({ n = 3 }, Account), setmetatable({ n = 4.5 }, Account)
print(tostring(a + b), a < b, a(7), rawequal(a, a + b))

local function primes(limit)
    return coroutine.wrap(function()
        for n = 2, limit do
            local prime = true
            for d = 2, math.floor(math.sqrt(n)) do
                if n % d == 0 then prime = false break end
            end
            if prime then coroutine.yield(n) end
        end
    end)
end
local sum = 0
for p in primes(3000) do sum = sum + p end
print("primes", sum)

print(pcall(error, { code = 5 }) == false, select(2, pcall(error, "message", 0)), select(2, pcall(function() return nil + 1 end)))
print(xpcall(function() local t = nil; return t.x end, function(m) return "handled: " .. m end))
goto done
print("never")
::done::

local garbage = setmetatable({}, { __mode = "v" })
for i = 1, 50000 do garbage[i % 100] = { i, tostring(i) } end
collectgarbage()
print("weak", next(garbage) == nil, collectgarbage("count") < 4000)

local function mandelbrot(size)
    local inside = 0
    for y = 0, size - 1 do
        for x = 0, size - 1 do
            local cr, ci, zr, zi = 2.0 * x / size - 1.5, 2.0 * y / size - 1.0, 0.0, 0.0
            local n = 0
            while n < 50 and zr * zr + zi * zi <= 4 do
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                n = n + 1
            end
            if n == 50 then inside = inside + 1 end
        end
    end
    return inside
end
print("mandelbrot", mandelbrot(60))
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print("fib", fib(22), load("return 6 * 7")(), #arg)
os.remove("/tmp/lua"); local file = assert(io.open("/tmp/lua", "w")); file:write("one\n2\n3.5 rest\n"); file:close()
for line in io.lines("/tmp/lua") do io.write("[", line, "]") end
file = io.open("/tmp/lua"); print(file:read("l", "n", "n", "a")); file:close()
print(os.date("!%Y-%m-%d %H:%M:%S", 1e9), os.time { year = 2000, month = 1, day = 1, hour = 12 } > 0)
