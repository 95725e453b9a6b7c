#!/usr/bin/env bash
# Builds everything and runs all tests. Arguments go to ctest: ./tests/run.sh -L unit
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tests/packages.sh"

install_missing "${build_packages[@]}" "${test_packages[@]}"
quietly "configuring build/release" \
  cmake -S "$root" --preset release -DTIERSIM_TESTS=ON -DTIERSIM_BENCH=ON
quietly "building" cmake --build "$root/build/release"
exec ctest --test-dir "$root/build/release" --output-on-failure --no-tests=error \
  --parallel "$(nproc)" "$@"
