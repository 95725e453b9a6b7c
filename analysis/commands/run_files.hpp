#pragma once
// The files of `tiersim run --out`.

#include <optional>
#include <string>
#include <string_view>

#include "analysis/commands/run_wanted.hpp"
#include "analysis/event_log.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_tickets.hpp"
#include "tiersim/report.hpp"

namespace tiersim::commands {

/// Opened before anything is simulated, so that a folder that cannot be written to is noticed at
/// once.
class RunFiles {
 public:
  /// \throws WriteError
  RunFiles(const std::string& folder,
           const RunWanted& wanted,
           bool with_intervals,
           const Scenario& scenario,
           const Model& model);

  [[nodiscard]] const TicketFile* tickets() const { return tickets_ ? &*tickets_ : nullptr; }
  [[nodiscard]] const EventLog* events() const { return events_ ? &*events_ : nullptr; }

  /// \param intervals  null only where none were wanted. \throws WriteError
  void write(const Report& report, const IntervalTable* intervals, const std::string& json);

 private:
  /// \return  null where an older file of that name is to go.
  OutputFile* add_or_leave_out(std::string_view name, bool wanted);

  OutputFolder folder_;
  OutputFile& summary_;
  OutputFile& replications_;
  OutputFile* chances_;
  OutputFile* periods_;
  OutputFile* intervals_;
  std::optional<TicketFile> tickets_;
  std::optional<EventLog> events_;
};

}  // namespace tiersim::commands
