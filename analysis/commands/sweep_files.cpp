#include "analysis/commands/sweep_files.hpp"

#include <array>
#include <string_view>

namespace tiersim::commands {

SweepFiles::SweepFiles(const std::string& folder)
    : folder_{folder},
      summary_{folder_.add("summary.json")},
      points_{folder_.add("points.csv")},
      replications_{folder_.add("replications.csv")} {
  constexpr std::array<std::string_view, 5> of_runs = {
      "periods.csv", "intervals.csv", "tickets.csv.gz", "events.csv.gz", "events.xes.gz"};
  for (const std::string_view name : of_runs) folder_.leave_out(name);
}

void SweepFiles::write(const SweepReport& report, const SweepTold& told) {
  summary_.write(told.json);
  points_csv(report, told.curve ? &*told.curve : nullptr,
             [&](const std::string& rows) { points_.write(rows); });
  sweep_replications_csv(report, [&](const std::string& rows) { replications_.write(rows); });
  folder_.keep();
}

}  // namespace tiersim::commands
