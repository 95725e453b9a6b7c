#!/usr/bin/env bash
# Fuzzes what users write, by libFuzzer under the sanitizers:
#
#   tests/fuzz/run.sh [SECONDS [TARGET...]]     default: 60 seconds for each of: scenario data
#
# Seeds are the shipped files; what was learnt stays in build/fuzz/corpus and is built upon. An
# input that crashes, hangs or takes too much memory is kept in build/fuzz/findings, and fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/packages.sh

seconds=${1:-60}
targets=("${@:2}")
[ "${#targets[@]}" -gt 0 ] || targets=(scenario data)
work=build/fuzz

seeds_of_scenario() { find scenarios -name '*.yaml' -exec cp -t "$1" {} +; }

seeds_of_data() {
  cp scenarios/*.csv "$1"
  head -n 40 tests/support/data/made_up_incidents.csv >"$1/incidents.csv"
  printf 'opened\n2026-01-05 09:00\n' >"$1/replay.csv"
  printf 'interval_start,volume,handle_time\n2026-01-05 00:00,5,8m\n2026-01-05 00:30,2.5,\n' \
    >"$1/forecast.csv"
  local file
  for file in "$1"/*.csv; do gzip -kf "$file"; done
}

# The keys and words of the language, as libFuzzer's dictionaries are written.
dictionary() { grep -oh '"[a-z0-9_]\{2,\}"' sim/describe*.hpp | sort -u; }

quietly "configuring $work" cmake --preset fuzz
quietly "building" cmake --build --preset fuzz
dictionary >"$work/words.txt"
for target in "${targets[@]}"; do
  seeds=$work/seeds/$target corpus=$work/corpus/$target
  rm -rf "$seeds"
  mkdir -p "$seeds" "$corpus" "$work/findings"
  "seeds_of_$target" "$seeds"
  echo "== fuzzing $target for $seconds s"
  "$work/fuzz_$target" "$corpus" "$seeds" -dict="$work/words.txt" -max_len=16384 -timeout=10 \
    -rss_limit_mb=1024 -max_total_time="$seconds" -artifact_prefix="$work/findings/$target-" \
    -print_final_stats=1 2>"$work/$target.log" || {
    tail -n 60 "$work/$target.log"
    exit 1
  }
  grep -E 'stat::|^Done' "$work/$target.log"
done
