#pragma once
// events.csv.gz and events.xes.gz: what happened to each ticket, for process mining.

#include <cstdint>
#include <memory>
#include <string_view>

#include "analysis/output_folder.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

/// Both files of a run, written as TicketFile's is: memory grows with open tickets only.
class EventLog {
 public:
  static constexpr std::string_view csv_name = "events.csv.gz";
  static constexpr std::string_view xes_name = "events.xes.gz";

  /// \param model, folder  must outlive the sinks. \throws WriteError
  EventLog(const Model& model, OutputFolder& folder);

  /// Cases come in the order in which tickets became final: resolved, or open at the end.
  [[nodiscard]] std::unique_ptr<JobSink> sink_of(std::uint32_t replication) const;
  /// After the last replication; call once. \throws WriteError
  void finish();

 private:
  const Model& model_;
  const OutputFolder& folder_;
  OutputFile& csv_;
  OutputFile& xes_;
};

}  // namespace tiersim
