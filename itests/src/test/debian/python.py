# Python: big integers, floats, strings, containers, classes, generators, exceptions.
import math, struct, sys, time, zlib, binascii

print(2 ** 521 - 1, math.factorial(60), pow(3, 1000, 10 ** 30), (10 ** 50 + 7) // 123456789, -(10 ** 40) % 97, math.isqrt(10 ** 60 + 3))
print(0.1 + 0.2, 1e308 * 10, float("nan"), 5e-324, 1 / 3, 2 ** 0.5, 123456789.123456789, 1e16, 1e22, float.hex(0.1), round(2.675, 2))
for name in ("sin", "cos", "tan", "exp", "log", "sqrt", "atan", "sinh", "erf", "gamma", "log1p", "cbrt"):
    print(name, [getattr(math, name)(x) for x in (0.1, 0.5, 0.99, 1.5, 20.25)])
print(math.fsum([0.1] * 10), math.gcd(123456, 7890), math.ldexp(0.75, 10), math.frexp(1000.5), math.fmod(-7, 3), math.comb(40, 20))
print("{:>10}|{:<8.3f}|{:+d}|{:#x}|{:,}|{:e}|{!r}".format("right", math.pi, 5, 255, 1234567, 12345.678, "it's"))
print(f"{'text':*^12}", "a,b,,c".split(","), " x ".strip(), "Straße".casefold(), "abc"[::-1], "x".join("abc"), "%5.2f%%" % 99.5, "€".encode())
print(struct.pack("<ihdf", -5, 7, math.e, 1.5).hex(), struct.unpack(">Q", bytes(range(8))), binascii.hexlify(b"zerobench"))
data = bytes(i * i % 251 for i in range(20000))
packed = zlib.compress(data, 9)
print(len(packed), zlib.crc32(data), zlib.adler32(packed), zlib.decompress(packed) == data)
print(sorted({"pear": 3, "fig": 7, "apple": 1}.items(), key=lambda item: -item[1]), {i: i * i for i in range(6)}, sorted({3, 1, 2} | {5}))
print([x for x in range(60) if all(x % d for d in range(2, x))][2:], list(zip("abc", range(3))), sum(x * x for x in range(1000)))


class Shape:
    def __init__(self, *sides):
        self.sides = sides

    def __repr__(self):
        return f"{type(self).__name__}{self.sides}"

    @property
    def around(self):
        return sum(self.sides)


class Square(Shape):
    def __init__(self, side):
        super().__init__(*[side] * 4)

    def __eq__(self, other):
        return self.around == other.around


print(Square(3), Square(3) == Shape(6, 6), [s.around for s in (Square(2), Shape(1, 2.5))], Square.__mro__[1].__name__)


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


print(sum(tree(10)), len(list(tree(8))), max(tree(5)))
try:
    try:
        [][1]
    except IndexError as error:
        raise ValueError("outer") from error
except ValueError as error:
    print(repr(error), repr(error.__cause__))
finally:
    print("finally")


def queens(size, row=0, columns=0, up=0, down=0):
    if row == size:
        return 1
    found = 0
    for column in range(size):
        here = 1 << column
        if not (columns & here or up & here << row or down & here << size >> row):
            found += queens(size, row + 1, columns | here, up | here << row, down | here << size >> row)
    return found


def body(steps):
    x, v = [0.0, 4.84, 8.34], [0.0, 0.6, -1.01]
    for _ in range(steps):
        for i in range(3):
            v[i] -= 0.01 * sum((x[i] - x[j]) / (abs(x[i] - x[j]) ** 3 + 0.5) for j in range(3) if j != i)
        x = [a + 0.01 * b for a, b in zip(x, v)]
    return x, v


print([queens(size) for size in range(1, 7)], body(300))
with open("/tmp/python", "w") as file:
    file.write("".join(f"{i}\n" for i in range(2000)))
print(sum(map(int, open("/tmp/python"))), time.gmtime(10 ** 9)[:6], sys.maxsize, sys.byteorder)
