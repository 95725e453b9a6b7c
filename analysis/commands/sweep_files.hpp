#pragma once
// The files of `tiersim sweep --out`.

#include <optional>
#include <string>

#include "analysis/output_folder.hpp"
#include "analysis/sweep_report.hpp"

namespace tiersim::commands {

/// The result of one kind of sweep, ready to be told.
struct SweepTold {
  std::string page;
  std::string json;
  std::optional<CostCurve> curve = {};
};

/// Opened before anything is simulated, so that a folder that cannot be written to is noticed at
/// once.
class SweepFiles {
 public:
  /// \throws WriteError
  explicit SweepFiles(const std::string& folder);
  /// \throws WriteError
  void write(const SweepReport& report, const SweepTold& told);

 private:
  OutputFolder folder_;
  OutputFile& summary_;
  OutputFile& points_;
  OutputFile& replications_;
};

}  // namespace tiersim::commands
