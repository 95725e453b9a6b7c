#include "analysis/optimize_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report_format.hpp"
#include "sim/text.hpp"

namespace tiersim {
namespace {

std::string guarantee_words(const OptimizeReport& report) {
  const Confirmation& last = report.result.confirmations.back();
  return fmt::format(
      "With {} confidence no target is missed by more than its tolerance (1 point of a share, "
      "2 % of another bound), as this model has it: that is the worst that {} replications with "
      "fresh random numbers (seed {}) leave open, each interval being taken at {:.4g} % so that "
      "all hold together over {} attempt{}. That the backlog does not grow is seen in the same "
      "replications, without an error rate of its own.",
      percent_text(1 - report.result.alpha), report.options.confirmations, last.seed,
      100 * last.confidence, report.result.confirmations.size(),
      report.result.confirmations.size() == 1 ? "" : "s");
}

/// How good the plan is among others.
std::string best_words(const OptimizeResult& result) {
  if (result.is_closest) return "It is the one that missed least, whatever it costs.";
  if (result.confirmations.size() > 1) {
    return "Cheaper plans held in the search, and then not on fresh numbers, or by less than the "
           "one that did not. That this one is the cheapest of all is not proven.";
  }
  return "In the search no plan with one fewer anywhere, or with one more here for fewer there, "
         "was cheaper and held. That it is the cheapest of all is not proven.";
}

bool is_uncertain(const Scenario& scenario) {
  return scenario.volume_uncertainty.has_value() ||
         std::ranges::any_of(scenario.demand, [](const auto& named) {
           return named.second.volume_uncertainty.has_value();
         });
}

/// What the intervals are of.
std::string covered_words(const Scenario& scenario) {
  std::string text =
      "Intervals are of what is expected over many such horizons, not of how one differs from the "
      "next, and take the file's numbers for true.";
  if (is_uncertain(scenario)) {
    text +=
        " Volumes are uncertain: each replication draws its own, the same for all plans; targets "
        "are held over all that may come, forecast and queue together. How likely each holds in "
        "a month, `tiersim run` of the plan says.";
  }
  return text;
}

/// What was tried in vain, and what to do.
std::string missing_words(const OptimizeReport& report) {
  const std::size_t tried = report.result.confirmations.size();
  return fmt::format(
      "{} tried on fresh random numbers{}; the last is shown. {}More --replications make the "
      "search surer, more --confirm the confirmation.",
      tried == 1 ? std::string{"One plan was"} : fmt::format("{} plans were", tried),
      tried == report.options.attempts ? ", and no more are" : "", allow_more(report.result));
}

}  // namespace

std::string allow_more(const OptimizeResult& result) {
  const PlanChoice& plan = result.confirmations.back().plan;
  std::string names;
  std::size_t count = 0;
  for (std::size_t i = 0; i < result.variables.size(); ++i) {
    const PlanVariable& one = result.variables[i];
    if (!one.is_count || plan[i] + 1 < one.values.size()) continue;
    names += (count++ == 0 ? "" : ", ") + one.path;
  }
  if (count == 0) return "";
  return fmt::format("Allow more of {}, at the high end of {}. ", names,
                     count == 1 ? "its range" : "their ranges");
}

std::string closing_words(const OptimizeReport& report) {
  const bool found = report.result.status == OptimizeStatus::found;
  const std::string covered = covered_words(report.plans.base().scenario);
  const std::string best = best_words(report.result);
  std::string text;
  for (const std::string& paragraph :
       {found ? guarantee_words(report) : covered, best, found ? covered : missing_words(report)}) {
    text += wrapped(paragraph, screen_columns, "") + '\n';
  }
  return text;
}

}  // namespace tiersim
