#pragma once
// The options of `tiersim sweep`.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/commands/command.hpp"

namespace tiersim::commands {

enum class SweepKind : std::uint8_t { grid, until_miss, levers, sensitivity };

/// What was asked for, checked before anything is read.
struct SweepWanted {
  std::string scenario;
  SweepKind kind{};
  std::vector<std::string> vary;  ///< of until_miss: its one axis, with a range
  std::vector<std::string> sets;
  std::optional<std::string> cost;
  std::optional<std::string> quality;
  std::size_t trajectories = 10;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> replications;
  unsigned threads = 0;
  std::optional<std::string> folder;
  std::optional<std::string> resume;  ///< the folder of a journal
  bool json = false;
  bool quiet = false;
};

/// \throws BadUsage
[[nodiscard]] SweepWanted sweep_wanted(const Given& given);

}  // namespace tiersim::commands
