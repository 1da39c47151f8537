# SPDX-License-Identifier: Apache-2.0
# Debian packages, sourced by ./start and ./check: the one list of what the project needs.
# shellcheck shell=bash disable=SC2034

# to build and run
BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config libproj-dev libgeos-dev libcairo2-dev
    libpango1.0-dev nettle-dev libsodium-dev libsqlite3-dev tzdata fonts-dejavu-core"

# to test
CHECK_PACKAGES="clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14 cppcheck libcmocka-dev
    libjansson-dev geographiclib-tools gdal-bin libxml2-utils procps bsdutils poppler-utils python3 jq openssl"

# for ./check --long: the map that the examples' geometry is made from
LONG_PACKAGES="qgis-common"

say() {
    printf '%s\n' "== $*"
}

# Install what is missing of the packages named; asks nothing; says what it does.
install_missing() {
    local missing=() package sudo=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            say "missing: ${missing[*]}; install them as root, or install sudo"
            return 1
        }
        sudo=(sudo)
    fi
    say "installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { "${sudo[@]}" apt-get -q update &&
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}"; } \
        >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log"
        say "apt could not install them; the lines above say why"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# Configure (once) and build a preset, quietly unless it fails.
build_preset() {
    local preset=$1 log
    log=$(mktemp)
    if ! { cmake --preset "$preset" && cmake --build "build/$preset"; } >"$log" 2>&1; then
        tail -n 60 "$log"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
