#!/bin/sh
# Builds every guest program into guest/bin, and those of the benchmarks into benchmarks/guest/bin. The same sources and
# compilers give the same bytes, wherever they lie.
#
#   build.sh           build into these folders
#   build.sh --check   build elsewhere, list the programs that differ from these folders', and fail if there are any
#
# Compilers (Debian): gcc-arm-none-eabi libnewlib-arm-none-eabi gcc-arm-linux-gnueabihf
set -eu
LC_ALL=C
export LC_ALL
SOURCE_DATE_EPOCH=0
export SOURCE_DATE_EPOCH
cd "$(dirname "$0")"

native=arm-none-eabi-gcc
linux=arm-linux-gnueabihf-gcc
strip=arm-none-eabi-strip
for tool in $native $linux $strip; do
    command -v $tool >/dev/null || {
        echo "build.sh: $tool not found; apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi gcc-arm-linux-gnueabihf" >&2
        exit 1
    }
done

common="-std=gnu11 -O2 -g0 -Wall -Wextra -Werror -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables"
# ARM state and no VFP registers: a native program's context is as small as can be, and the entry stubs need no veneers.
# GCC must not know malloc: it would make calloc out of calloc's own malloc and memset, and drop unused pairs from a bench.
native_flags="$common -fno-builtin-malloc -marm -march=armv7-a -mfloat-abi=soft -specs=nano.specs -Ilib/include"
native_link="-nostartfiles -static -T lib/native.ld -Wl,--gc-sections,--build-id=none,-z,max-page-size=4096,-z,noexecstack"
linux_flags="$common -mthumb -march=armv7-a -mfpu=vfpv3-d16 -mfloat-abi=hard -ffreestanding -fno-stack-protector -fno-pie -fno-tree-loop-distribute-patterns -Ilinux"
linux_link="-nostdlib -static -no-pie -Wl,--gc-sections,--build-id=none,-z,max-page-size=4096,-z,noexecstack,-e,_start"
# A preloaded library finds memcpy and the like in the program's own C library.
preload_flags="$common -fno-builtin-malloc -marm -march=armv7-a -mfpu=vfpv3-d16 -mfloat-abi=hard -fPIC -fvisibility=hidden -fno-stack-protector -Ilib/include"
# Container programs are somebody else's as far as the machine can tell: an old CPU, no C library.
container_flags="$common -marm -march=armv5te -mfloat-abi=soft -ffreestanding -fno-builtin -fno-tree-loop-distribute-patterns -Icontainer/lib"
container_link="-nostdlib -static -T container/lib/container.ld -Wl,--gc-sections,--build-id=none,-z,max-page-size=4096,-z,noexecstack"
# Tasks of the classic POSIX system: the same, with another beginning and place.
classic_flags="$container_flags -Iclassic/lib"
classic_link="-nostdlib -static -T classic/lib/classic.ld -Wl,--gc-sections,--build-id=none,-z,max-page-size=4096,-z,noexecstack"
# Those of several containers: each is linked for further slots too, as NAME-1, NAME-2.
container_more="hello-1 isolation-1 fuzz-1 fuzz-2"
preload_link="-nostdlib -shared -Wl,--gc-sections,--build-id=none,-z,max-page-size=4096,-z,noexecstack,--hash-style=both"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/bin/container" "$work/lib" "$work/container" "$work/classic" "$work/benchmarks"
benchmarks=../benchmarks/guest

build() {
    objects=
    for source in lib/*.c lib/*.S; do
        object="$work/lib/$(basename "$source").o"
        $native $native_flags -c "$source" -o "$object"
        objects="$objects $object"
    done
    for program in native/*.c native/*/; do
        link_program "$native $native_flags" "$program" "$objects" "$native $native_flags $native_link"
    done
    $linux $linux_flags -c linux/start.S -o "$work/start.o"
    for program in linux/*.c linux/*/; do
        link_program "$linux $linux_flags" "$program" "$work/start.o" "$linux $linux_flags $linux_link"
    done
    $linux $linux_flags -I$benchmarks/lib -c $benchmarks/lib/rounds.c -o "$work/rounds.o"
    for program in $benchmarks/*.c; do
        link_program "$linux $linux_flags -I$benchmarks/lib" "$program" "$work/start.o $work/rounds.o" "$linux $linux_flags $linux_link" \
            "../benchmarks/$(basename "$program" .c)"
    done
    containers
    classics
    for library in preload/*.c; do
        name=$(basename "$library" .c).so
        $linux $preload_flags -c "$library" -o "$work/library.o"
        $linux $preload_flags $preload_link "$work/library.o" -o "$work/bin/$name"
        $strip -s -R .comment -R .ARM.attributes "$work/bin/$name"
    done
}

containers() {
    objects=
    for source in container/lib/*.c container/lib/*.S; do
        object="$work/container/$(basename "$source").o"
        $native $container_flags -c "$source" -o "$object"
        objects="$objects $object"
    done
    for program in $(ls -d container/*/ | grep -v '/lib/'); do
        name=$(basename "$program")
        for result in $name $container_more; do
            slot=${result#"$name"}
            number=${slot#-}
            case "$slot" in
            "" | -[0-9]) link_program "$native $container_flags" "$program" "$objects" \
                "$native $container_flags $container_link -Wl,--defsym=container_slot=${number:-0}" "container/$result" ;;
            esac
        done
    done
}

# With the containers' library, but for its first instruction.
classics() {
    objects=$(ls "$work"/container/*.o | grep -v /start.S.o)
    for source in classic/lib/*.c classic/lib/*.S; do
        object="$work/classic/$(basename "$source").o"
        $native $classic_flags -c "$source" -o "$object"
        objects="$objects $object"
    done
    for program in $(ls -d classic/*/ | grep -v '/lib/'); do
        link_program "$native $classic_flags" "$program" "$objects" "$native $classic_flags $classic_link"
    done
}

# link_program COMPILER PROGRAM OBJECTS LINKER [RESULT]: a program is one file, or a folder of them.
link_program() {
    name=$(basename "$2" .c)
    result=${5:-$name}
    own=
    for source in $(if [ -d "$2" ]; then ls "$2"*.[cS]; else echo "$2"; fi); do
        object="$work/$name.$(basename "$source").o"
        $1 -c "$source" -o "$object"
        own="$own $object"
    done
    $4 $own $3 -lgcc -o "$work/bin/$result"
    $strip -s -R .comment -R .ARM.attributes "$work/bin/$result"
}

check() {
    differ=
    same_programs "$work/bin" bin
    same_programs "$work/benchmarks" $benchmarks/bin
    if [ -n "$differ" ]; then
        echo "guest programs are not what the sources give; run guest/build.sh and commit:$differ" >&2
        exit 1
    fi
    echo "guest programs are what the sources give"
}

# same_programs BUILT KEPT
same_programs() {
    for name in $( (cd "$1" && find . -type f; cd "$OLDPWD/$2" && find . -type f) | sort -u); do
        cmp -s "$1/$name" "$2/$name" || differ="$differ $2/${name#./}"
    done
}

build
case "${1:-}" in
--check) check ;;
"")
    mkdir -p bin $benchmarks/bin
    cp -r "$work"/bin/* bin/
    cp "$work"/benchmarks/* $benchmarks/bin/ ;;
*) echo "usage: build.sh [--check]" >&2; exit 2 ;;
esac
