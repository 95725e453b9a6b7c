#pragma once
// The options of `tiersim compare`.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "analysis/commands/command.hpp"
#include "analysis/commands/compare_plans.hpp"
#include "tiersim/kpi.hpp"

namespace tiersim::commands {

/// Replications, without which no interval is known.
inline constexpr std::size_t fewest_compared = 2;
inline constexpr std::size_t default_most_to_choose = 1'000;

/// What was asked for, checked before anything is read.
struct CompareWanted {
  PlansWanted plans;
  std::optional<std::uint64_t> replications;
  unsigned threads = 0;
  const KpiRow* best = nullptr;  ///< null: no choice
  double within = 0;             ///< in the unit of Estimate
  std::size_t at_most = default_most_to_choose;
  std::optional<std::string> folder;
  std::optional<std::string> resume;  ///< the folder of a journal
  bool json = false;
  bool quiet = false;
};

/// \throws BadUsage
[[nodiscard]] CompareWanted compare_wanted(const Given& given);

}  // namespace tiersim::commands
