#include "analysis/commands/run_files.hpp"

#include "analysis/report_chances.hpp"

namespace tiersim::commands {

RunFiles::RunFiles(const std::string& folder,
                   const RunWanted& wanted,
                   bool with_intervals,
                   const Scenario& scenario,
                   const Model& model)
    : folder_{folder},
      summary_{folder_.add("summary.json")},
      replications_{folder_.add("replications.csv")},
      chances_{add_or_leave_out("chances.csv", model.has_uncertain_volumes())},
      periods_{add_or_leave_out("periods.csv", wanted.by.has_value())},
      intervals_{add_or_leave_out("intervals.csv", with_intervals)} {
  if (wanted.tickets) {
    tickets_.emplace(model, folder_);
  } else {
    folder_.leave_out(TicketFile::name);
  }
  folder_.leave_out("points.csv");  // of a sweep
  if (wanted.events) {
    events_.emplace(scenario, model, folder_);
  } else {
    folder_.leave_out(EventLog::csv_name);
    folder_.leave_out(EventLog::xes_name);
    folder_.leave_out(EventLog::staff_name);
  }
}

OutputFile* RunFiles::add_or_leave_out(std::string_view name, bool wanted) {
  if (wanted) return &folder_.add(name);
  folder_.leave_out(name);
  return nullptr;
}

void RunFiles::write(const Report& report,
                     const IntervalTable* intervals,
                     const std::string& json) {
  summary_.write(json);
  replications_csv(report, [&](const std::string& rows) { replications_.write(rows); });
  if (chances_ != nullptr) {
    chances_csv(report, [&](const std::string& rows) { chances_->write(rows); });
  }
  if (periods_ != nullptr) {
    periods_csv(report, [&](const std::string& rows) { periods_->write(rows); });
  }
  if (intervals_ != nullptr) {
    intervals_csv(report.model, *intervals,
                  [&](const std::string& rows) { intervals_->write(rows); });
  }
  if (events_) events_->finish();
  folder_.keep();
}

}  // namespace tiersim::commands
