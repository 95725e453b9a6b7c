#pragma once
// The data files that a scenario names: weekly profiles, interval forecasts and real tickets.

#include <cstdint>
#include <string>
#include <vector>

#include "tiersim/files.hpp"
#include "tiersim/language.hpp"
#include "tiersim/problem.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// What the loader gives to, and gets from, the reading of data files.
struct DataContext {
  const Files& files;
  const Places& places;   ///< where each path of the language was written
  std::string main_file;  ///< names written by `--set` are relative to it
  std::vector<Problem>& problems;
  std::uint64_t& hash;                   ///< takes in each file's bytes, as they are on disk
  std::vector<std::string>& read_files;  ///< added as they are read
};

/// Reads `demand.NAME.profile`, `.forecast` and `.replay` of all streams, `staff.NAME.roster` and
/// `horizon.initial_backlog`, where they name files, into the weights and rows beside those names.
/// Names of types, channels and priorities that stand in a data file are checked here; those
/// written in the scenario (the `types` of a replay) are not. Files are found beside the file in
/// which their name was written.
void read_data_files(Scenario& scenario, const DataContext& context);

}  // namespace tiersim
