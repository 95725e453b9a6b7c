#pragma once
// The options of `tiersim run`.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/commands/command.hpp"
#include "tiersim/periods.hpp"
#include "tiersim/units.hpp"

namespace tiersim::commands {

/// What was asked for, checked before anything is read.
struct RunWanted {
  std::string scenario;
  std::vector<std::string> sets;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> replications;
  unsigned threads = 0;
  std::optional<PeriodKind> by;
  std::optional<std::string> folder;
  std::optional<std::string> resume;  ///< the folder of a journal
  bool tickets = false;
  bool events = false;
  bool attribution = false;
  bool week = false;
  std::optional<Duration> interval;
  bool json = false;
  bool quiet = false;
};

/// \throws BadUsage
[[nodiscard]] RunWanted run_wanted(const Given& given);

}  // namespace tiersim::commands
