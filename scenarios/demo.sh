#!/usr/bin/env bash
# Builds tiersim, if need be, and runs the scenario of a software company's support.
# Arguments go to tiersim: ./scenarios/demo.sh --help
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tests/packages.sh"

install_missing "${build_packages[@]}"

# The folder is shared with tests/run.sh. Tests are left out only where nothing is set up yet, so
# that a demo needs no test packages and takes no tests away.
if [ ! -e "$root/build/release/build.ninja" ]; then
  quietly "configuring build/release" \
    cmake -S "$root" --preset release -DTIERSIM_TESTS=OFF -DTIERSIM_BENCH=OFF
fi
quietly "building tiersim" cmake --build "$root/build/release" --target tiersim

if [ "$PWD" = "$root" ]; then
  exec build/release/tiersim run scenarios/saas.yaml "$@"
fi
exec "$root/build/release/tiersim" run "$root/scenarios/saas.yaml" "$@"
