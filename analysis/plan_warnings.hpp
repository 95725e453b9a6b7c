#pragma once
// What is wrong with a plan before it is simulated, in plain words, each with what to do.

#include <cstdint>
#include <string>
#include <vector>

#include "tiersim/requirement.hpp"

namespace tiersim {

/// A plan with what was worked out about it.
struct Plan {
  const Scenario& scenario;
  const Model& model;
  const DemandSummary& demand;
  const Requirement& requirement;
};

enum class WarningLevel : std::uint8_t {
  warning,  ///< likely a mistake, or trouble ahead
  note,     ///< a rule that a reader of the results should know
};

struct PlanWarning {
  WarningLevel level = WarningLevel::warning;
  std::string id;      ///< for programs: "load_above_capacity"
  std::string what;    ///< a sentence without its stop
  std::string advice;  ///< likewise; may be empty
};

/// The names with commas; of many, the first ones and how many more.
[[nodiscard]] std::string joined(const std::vector<std::string>& names);

/// "defect", or where it goes another way for others: "defect of acme, zenith".
[[nodiscard]] std::string route_name(const Model& model, RouteId id);

/// Collects warnings; the rooms below add theirs.
class PlanWarnings {
 public:
  void warn(std::string id, std::string what, std::string advice) {
    warnings_.push_back({WarningLevel::warning, std::move(id), std::move(what), std::move(advice)});
  }
  void note(std::string id, std::string what, std::string advice) {
    warnings_.push_back({WarningLevel::note, std::move(id), std::move(what), std::move(advice)});
  }
  /// Warnings first, else in the order in which they were added.
  [[nodiscard]] std::vector<PlanWarning> take();

 private:
  std::vector<PlanWarning> warnings_;
};

void warn_of_load(const Plan& plan, PlanWarnings& warnings);    ///< capacity, occupancy, duty
void warn_of_skills(const Plan& plan, PlanWarnings& warnings);  ///< skills, clearances
void warn_of_rules(const Plan& plan, PlanWarnings& warnings);   ///< thresholds, targets, counts
/// What is written and comes to nothing: dates, files, rules.
void warn_of_idle_keys(const Plan& plan, PlanWarnings& warnings);
void warn_of_gaps(const Plan& plan, PlanWarnings& warnings);  ///< what a real desk would have

[[nodiscard]] std::vector<PlanWarning> plan_warnings(const Plan& plan);

}  // namespace tiersim
