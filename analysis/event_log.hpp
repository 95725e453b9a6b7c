#pragma once
// events.csv.gz and events.xes.gz: what happened to each ticket, for process mining; staff.csv.gz:
// when people were on duty.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "analysis/output_folder.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// The files of a run, written as TicketFile's is: memory grows with open tickets only.
class EventLog {
 public:
  static constexpr std::string_view csv_name = "events.csv.gz";
  static constexpr std::string_view xes_name = "events.xes.gz";
  static constexpr std::string_view staff_name = "staff.csv.gz";

  /// \param model, folder  must outlive the sinks. \throws WriteError
  EventLog(const Scenario& scenario, const Model& model, OutputFolder& folder);

  /// Cases come in the order in which tickets became final: resolved, or open at the end.
  [[nodiscard]] std::unique_ptr<JobSink> sink_of(std::uint32_t replication) const;
  /// After the last replication; call once. \throws WriteError
  void finish();

 private:
  const Model& model_;
  const Table<QueueId, std::string> queues_;  ///< names
  const OutputFolder& folder_;
  OutputFile& csv_;
  OutputFile& xes_;
  OutputFile& staff_;
};

}  // namespace tiersim
