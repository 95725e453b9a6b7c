// The best of the plans that meet the targets.

#include <algorithm>
#include <numeric>

#include "tiersim/compare.hpp"
#include "tiersim/selection.hpp"

namespace tiersim {
namespace {

/// So many are added at a time to plans that are left.
constexpr std::size_t added_at_once = 10;

bool meets_targets(const std::vector<JudgedTarget>& targets) {
  return std::ranges::all_of(targets, [](const JudgedTarget& judged) {
    return !is_demanded(judged.target) || judged.verdict == Verdict::met;
  });
}

/// What a replication of a plan says of the objective; less is better.
class ObjectiveOf {
 public:
  ObjectiveOf(const Study& study, const KpiCell& cell, std::size_t at)
      : study_{study},
        at_{at},
        is_total_{cell.kpi->form == Form::total},
        sign_{cell.kpi->direction == Direction::higher_is_better ? -1.0 : 1.0} {}

  [[nodiscard]] double in(std::size_t plan, std::size_t replication) const {
    const RatioSamples samples = study_.estimator(plan).samples(at_);
    const double numerator = samples.numerator[replication];
    if (is_total_) return sign_ * numerator;
    // Linearised about the ratio of the first stage.
    const auto sum = [](std::span<const double> numbers) {
      return std::accumulate(numbers.begin(), numbers.begin() + fewest_to_choose, 0.0);
    };
    const double all = sum(samples.denominator);
    if (all == 0) return 0;
    const double ratio = sum(samples.numerator) / all;
    const double residual = numerator - ratio * samples.denominator[replication];
    return sign_ * (ratio + residual / (all / static_cast<double>(fewest_to_choose)));
  }

 private:
  const Study& study_;
  std::size_t at_;
  bool is_total_;
  double sign_;
};

/// The plans behind places in a list of candidates.
std::vector<std::size_t> plans_at(const std::vector<std::size_t>& candidates,
                                  const std::vector<std::size_t>& places) {
  std::vector<std::size_t> plans;
  plans.reserve(places.size());
  for (const std::size_t place : places) plans.push_back(candidates[place]);
  return plans;
}

/// Adds replications until one plan is left, or there are too many.
/// \return  false where it was stopped.
bool narrow_down(const ObjectiveOf& objective,
                 std::size_t at_most,
                 const std::vector<std::size_t>& candidates,
                 Selection& selection,
                 Study& study) {
  while (!selection.best() && selection.replications() < at_most) {
    const std::size_t next = selection.replications();
    const std::vector<std::size_t> left = plans_at(candidates, selection.left());
    const std::size_t wanted = std::max(fewest_to_choose, std::min(at_most, next + added_at_once));
    const bool is_short = std::ranges::any_of(
        left, [&](std::size_t plan) { return study.replications(plan) <= next; });
    const bool lacks_first = next == 0;
    if ((is_short || lacks_first) && !study.run_up_to(wanted, left)) return false;
    std::vector<double> totals(candidates.size());
    for (const std::size_t place : selection.left()) {
      totals[place] = objective.in(candidates[place], next);
    }
    selection.add(totals);
  }
  return true;
}

/// Selects between the candidates. \return  false where it was stopped.
bool select(const ObjectiveOf& objective,
            const ChoiceRules& rules,
            double confidence,
            ComparedChoice& choice,
            Study& study) {
  choice.best.reset();
  choice.left = choice.candidates;
  if (choice.candidates.size() == 1) choice.best = choice.candidates.front();
  if (choice.candidates.size() < 2) return true;
  Selection selection{choice.candidates.size(),
                      {.error_rate = 1 - confidence,
                       .indifference = rules.within,
                       .first_stage = fewest_to_choose}};
  const std::size_t at_most = std::max(rules.at_most, fewest_to_choose);
  if (!narrow_down(objective, at_most, choice.candidates, selection, study)) return false;
  choice.replications = std::max(choice.replications, selection.replications());
  choice.left = plans_at(choice.candidates, selection.left());
  if (selection.best()) choice.best = choice.candidates[*selection.best()];
  return true;
}

}  // namespace

std::optional<ComparedChoice> choose_plan(const PlanComparison& comparison,
                                          const ComparedCells& cells,
                                          const ChoiceRules& rules,
                                          Study& study) {
  ComparedChoice choice;
  choice.objective = comparison.kpis[rules.objective].cell;
  choice.within = rules.within;
  choice.first_stage = fewest_to_choose;
  choice.is_asymptotic = choice.objective.kpi->form != Form::total;
  for (std::size_t i = 0; i < comparison.plans.size(); ++i) {
    if (meets_targets(comparison.targets[i])) choice.candidates.push_back(i);
  }
  const ObjectiveOf objective{study, choice.objective, rules.objective};
  while (true) {
    if (!select(objective, rules, comparison.confidence, choice, study)) return std::nullopt;
    if (!choice.best) return choice;
    const std::size_t best = *choice.best;
    const std::vector<JudgedTarget> targets =
        judged_in(comparison.plans[best], cells.targets[best], study.estimator(best));
    if (meets_targets(targets)) return choice;
    std::erase(choice.candidates, best);
    choice.dropped.push_back(best);
  }
}

}  // namespace tiersim
