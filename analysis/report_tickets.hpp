#pragma once
// tickets.csv.gz: a row for each ticket of each replication.

#include <cstdint>
#include <memory>
#include <string_view>

#include "analysis/output_folder.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

/// Gives each replication a sink of its own, which writes to a scratch file; the scratch files are
/// joined in the order of replications. Memory does not grow with the number of tickets.
class TicketFile {
 public:
  static constexpr std::string_view name = "tickets.csv.gz";

  /// \param model, folder  must outlive the sinks. \throws WriteError
  TicketFile(const Model& model, OutputFolder& folder);

  /// Rows come in the order in which tickets became final: resolved, or open at the end.
  [[nodiscard]] std::unique_ptr<JobSink> sink_of(std::uint32_t replication) const;

 private:
  const Model& model_;
  const OutputFolder& folder_;
  OutputFile& file_;
};

}  // namespace tiersim
