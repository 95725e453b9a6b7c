# shellcheck shell=bash
# What the project needs of Debian 12, and how to get it. Sourced by scenarios/demo.sh, tests/run.sh
# and .ci/run; does nothing by itself. This is the one place that names packages.
# shellcheck disable=SC2034 # the lists are used where this is sourced

build_packages=(
  g++ cmake ninja-build
  libyaml-cpp-dev libfmt-dev nlohmann-json3-dev zlib1g-dev
  libboost-dev libboost-program-options-dev libeigen3-dev libtbb-dev
  librandom123-dev libhowardhinnant-date-dev tzdata
)
test_packages=(catch2 libbenchmark-dev git python3 python3-jsonschema python3-yaml)
ci_packages=(clang libclang-rt-dev clang-format clang-tidy)

say() { printf '%s\n' "$*" >&2; }

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# as_root COMMAND...: runs it with root's rights, never asking a question nobody can answer.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@" </dev/null
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@" </dev/null
  fi
}

# install_missing PACKAGE...: installs those that are not there; asks nothing.
install_missing() {
  local package missing=()
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "This is not Debian: going on without looking for packages. Needed (names of Debian 12): $*"
    return 0
  fi
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    return 0
  fi
  local install=(apt-get install --yes --no-install-recommends "${missing[@]}")
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    say "Packages are missing, and this user may not install them. An administrator must run:"
    say "  apt-get update && ${install[*]}"
    exit 1
  fi
  local apt=(env DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true
    apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  quietly "refreshing the package lists" as_root "${apt[@]}" update ||
    say "Not all package lists could be refreshed: trying with those that are there."
  quietly "installing ${missing[*]}" \
    as_root "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" || {
    say "The packages could not be installed. An administrator must run:"
    say "  apt-get update && ${install[*]}"
    exit 1
  }
}

# quietly WHAT COMMAND...: says what is being done and how long it took; shows the log on failure.
quietly() {
  local what=$1 log code=0 start=$SECONDS
  shift
  log=$(mktemp)
  printf '== %s ...' "$what" >&2
  "$@" >"$log" 2>&1 || code=$?
  if [ "$code" -eq 0 ]; then
    say " $((SECONDS - start)) s"
  else
    say " failed"
    cat "$log" >&2
  fi
  rm -f "$log"
  return "$code"
}
