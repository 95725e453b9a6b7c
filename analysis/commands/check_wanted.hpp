#pragma once
// The options of `tiersim check`.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/commands/command.hpp"
#include "tiersim/gate_report.hpp"

namespace tiersim::commands {

/// What was asked for, checked before anything is read.
struct CheckWanted {
  std::vector<std::string> scenarios;  ///< patterns resolved; each once
  std::vector<std::string> sets;
  std::optional<std::uint64_t> seed;
  std::size_t at_most = 0;
  unsigned threads = 0;
  Inconclusive inconclusive = Inconclusive::fail;
  Margin worse_by = {};
  std::optional<std::string> base;
  std::optional<std::string> baseline;
  bool update_baseline = false;
  std::optional<std::string> junit;
  std::optional<std::string> markdown;
  bool annotations = false;
  std::optional<std::string> resume;  ///< the folder of a journal
  bool json = false;
  bool quiet = false;
};

/// \throws BadUsage
[[nodiscard]] CheckWanted check_wanted(const Given& given);

}  // namespace tiersim::commands
