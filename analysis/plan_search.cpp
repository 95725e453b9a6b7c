// The search for the cheapest plan that holds (see optimize.hpp).

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tiersim/optimize.hpp"

namespace tiersim {

namespace {

/// Less than this share of a cost is no saving.
constexpr double least_saving = 1e-9;

bool is_cheaper(const PlanScore& one, const PlanScore& other) {
  return one.cost < other.cost - least_saving * std::max(1.0, std::abs(other.cost));
}

}  // namespace

double PlanScore::violation() const {
  const double backlog = growth > 0 ? 1 + std::log1p(growth) : 0;
  return std::accumulate(excess.begin(), excess.end(), backlog,
                         [](double sum, double one) { return sum + std::max(0.0, one); });
}

double PlanScore::slack() const { return excess.empty() ? 0 : -*std::ranges::max_element(excess); }

std::string_view to_text(PlanMove move) {
  switch (move) {
    case PlanMove::start: return "start";
    case PlanMove::up: return "more";
    case PlanMove::top: return "highest";
    case PlanMove::fewer: return "fewer";
    case PlanMove::moved: return "moved";
    case PlanMove::repair: return "repair";
    case PlanMove::now: return "as it is";
  }
  return "";
}

PlanSearch::PlanSearch(PlanSpace space, PlanJudge& judge)
    : space_{std::move(space)}, judge_{judge} {}

const PlanScore* PlanSearch::score(const PlanChoice& plan) const {
  const auto found = known_.find(plan);
  return found == known_.end() ? nullptr : &steps_[found->second].score;
}

PlanChoice PlanSearch::highest() const {
  PlanChoice plan;
  for (const PlanSpace::Axis& axis : space_.axes) {
    plan.push_back(axis.is_count ? axis.values - 1 : axis.start);
  }
  return plan;
}

const PlanChoice& PlanSearch::closest() const {
  const auto violation = [](const SearchStep& step) { return step.score.violation(); };
  return std::ranges::min_element(steps_, {}, violation)->plan;
}

std::size_t PlanSearch::widest() const {
  std::size_t widest = 1;
  for (const PlanSpace::Axis& axis : space_.axes) widest = std::max(widest, axis.values);
  return widest;
}

void PlanSearch::judge_all(const Plans& plans, PlanMove move) {
  ++round_;
  Plans unknown;
  for (const PlanChoice& plan : plans) {
    if (known_.contains(plan) || std::ranges::find(unknown, plan) != unknown.end()) continue;
    unknown.push_back(plan);
  }
  if (unknown.empty()) return;
  std::vector<PlanScore> scores = judge_.judge(unknown);
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    known_[unknown[i]] = steps_.size();
    steps_.push_back({round_, move, unknown[i], std::move(scores[i]), false});
  }
}

void PlanSearch::take(const PlanChoice& plan) { steps_[known_.at(plan)].taken = true; }

std::optional<PlanChoice>
PlanSearch::stepped(const PlanChoice& plan, std::size_t axis, std::int64_t by) const {
  const auto low = static_cast<std::int64_t>(space_.axes[axis].lowest);
  const auto high = static_cast<std::int64_t>(space_.axes[axis].values) - 1;
  const auto now = static_cast<std::int64_t>(plan[axis]);
  std::int64_t next = std::clamp(now + by, low, high);
  const std::vector<bool>& barred = space_.axes[axis].barred;
  const std::int64_t on = by > 0 ? 1 : -1;
  while (!barred.empty() && barred[static_cast<std::size_t>(next)]) {
    next += on;
    if (next < low || next > high) return std::nullopt;
  }
  if (next == now) return std::nullopt;
  PlanChoice result = plan;
  result[axis] = static_cast<std::size_t>(next);
  return result;
}

/// One variable at a time by so much; those that are no counts both ways.
PlanSearch::Plans PlanSearch::neighbours(const PlanChoice& plan, std::int64_t by) const {
  Plans plans;
  for (std::size_t axis = 0; axis < space_.axes.size(); ++axis) {
    if (const auto next = stepped(plan, axis, by)) plans.push_back(*next);
    if (space_.axes[axis].is_count) continue;
    if (const auto next = stepped(plan, axis, -by)) plans.push_back(*next);
  }
  return plans;
}

/// One more here for so many fewer there. Costs are nearly sums over the variables: pairs of which
/// no exchange can be cheaper, by the costs of one more and of one fewer, are left out; and those
/// that did not hold with half as many fewer, or were not looked at then.
PlanSearch::Plans PlanSearch::moves(const PlanChoice& plan, std::int64_t fewer) const {
  Plans plans;
  const PlanScore& now = *score(plan);
  const auto price = [&](const std::optional<PlanChoice>& next) {
    const PlanScore* const known = next ? score(*next) : nullptr;
    return known != nullptr ? known->cost - now.cost : 0;
  };
  for (std::size_t to = 0; to < space_.axes.size(); ++to) {
    const auto more = stepped(plan, to, 1);
    for (std::size_t from = 0; from < space_.axes.size() && more; ++from) {
      const auto both = from == to ? std::nullopt : stepped(*more, from, -fewer);
      if (!both) continue;
      const auto most = static_cast<double>(plan[from] - space_.axes[from].lowest);
      const bool may_pay = price(more) + most * price(stepped(plan, from, -1)) < 0;
      const auto half = stepped(*more, from, -(fewer / 2));
      const PlanScore* const before = half && fewer > 1 ? score(*half) : nullptr;
      const bool looks_well = before != nullptr && before->violation() <= 0;
      if (fewer > 1 ? looks_well : may_pay) plans.push_back(*both);
    }
  }
  return plans;
}

/// The cheapest that holds; else what takes most from the miss for its cost.
std::optional<PlanChoice> PlanSearch::best_step_up(const PlanChoice& now, const Plans& plans) {
  const PlanScore& from = *score(now);
  const PlanChoice* best = nullptr;
  double gain = 0;
  for (const PlanChoice& plan : plans) {
    const PlanScore& to = *score(plan);
    const double taken = from.violation() - to.violation();
    if (taken <= 0) continue;
    const double dearer = std::max(to.cost - from.cost, 1e-6 * std::abs(from.cost) + 1e-9);
    const bool holds = to.violation() <= 0;
    const bool best_holds = best != nullptr && score(*best)->violation() <= 0;
    const bool is_better = best == nullptr || (holds && !best_holds) ||
                           (holds && best_holds && is_cheaper(to, *score(*best))) ||
                           (holds == best_holds && !holds && taken / dearer > gain);
    if (!is_better) continue;
    best = &plan;
    gain = taken / dearer;
  }
  return best == nullptr ? std::nullopt : std::optional{*best};
}

std::optional<PlanChoice> PlanSearch::climb(PlanChoice now) {
  std::int64_t by = 1;
  for (std::size_t steps = 1; score(now)->violation() > 0; ++steps) {
    const Plans plans = neighbours(now, by);
    judge_all(plans, PlanMove::up);
    const std::optional<PlanChoice> next = best_step_up(now, plans);
    if (!next) return std::nullopt;
    take(*next);
    now = *next;
    if (steps % 4 == 0) by *= 2;  // far away: larger steps
  }
  return now;
}

/// The cheapest of these that holds and is cheaper than now.
std::optional<PlanChoice> PlanSearch::cheaper(const PlanChoice& now, const Plans& plans) {
  const PlanChoice* best = nullptr;
  for (const PlanChoice& plan : plans) {
    const PlanScore& its = *score(plan);
    if (its.violation() > 0 || !is_cheaper(its, *score(best == nullptr ? now : *best))) continue;
    best = &plan;
  }
  if (best == nullptr) return std::nullopt;
  take(*best);
  return *best;
}

PlanChoice PlanSearch::descend(PlanChoice now) {
  std::int64_t by = 1;
  while (by * 4 < static_cast<std::int64_t>(widest())) by *= 2;
  for (;;) {
    const Plans plans = neighbours(now, -by);
    judge_all(plans, PlanMove::fewer);
    if (const auto next = cheaper(now, plans)) {
      now = *next;
      continue;
    }
    if (by > 1) {
      by /= 2;
      continue;
    }
    const auto next = exchanged(now);
    if (!next) return now;
    now = *next;
  }
}

/// The cheapest of the exchanges that holds and is cheaper than now.
std::optional<PlanChoice> PlanSearch::exchanged(const PlanChoice& now) {
  judge_all(neighbours(now, 1), PlanMove::moved);  // what one more costs
  Plans all;
  for (std::int64_t fewer = 1;; fewer *= 2) {
    const Plans plans = moves(now, fewer);
    if (plans.empty()) break;
    judge_all(plans, PlanMove::moved);
    all.insert(all.end(), plans.begin(), plans.end());
    if (fewer > static_cast<std::int64_t>(widest())) break;
  }
  return cheaper(now, all);
}

std::optional<PlanChoice> PlanSearch::run() {
  PlanChoice start;
  for (const PlanSpace::Axis& axis : space_.axes) start.push_back(axis.start);
  judge_all({start}, PlanMove::start);
  take(start);
  std::optional<PlanChoice> holds = climb(start);
  if (!holds) {
    judge_all({highest()}, PlanMove::top);
    take(highest());
    holds = climb(highest());  // of what is no count there may be a better value
  }
  return holds ? std::optional{unless_now(descend(*holds))} : std::nullopt;
}

/// Nobody changes anything for nothing: neither the whole plan nor a single value that is no count.
PlanChoice PlanSearch::unless_now(PlanChoice found) {
  if (space_.now.empty()) return found;
  Plans plans{space_.now};
  for (std::size_t axis = 0; axis < space_.axes.size(); ++axis) {
    if (space_.axes[axis].is_count) continue;
    plans.push_back(found);
    plans.back()[axis] = space_.now[axis];
  }
  std::erase_if(plans, [&](const PlanChoice& plan) { return plan == found || is_barred(plan); });
  judge_all(plans, PlanMove::now);
  for (const PlanChoice& plan : plans) {
    const PlanScore& its = *score(plan);
    if (its.violation() > 0 || is_cheaper(*score(found), its)) continue;
    take(plan);
    return plan;
  }
  return found;
}

bool PlanSearch::is_barred(const PlanChoice& plan) const {
  for (std::size_t axis = 0; axis < plan.size(); ++axis) {
    const PlanSpace::Axis& one = space_.axes[axis];
    if (plan[axis] < one.lowest) return true;
    if (!one.barred.empty() && one.barred[plan[axis]]) return true;
  }
  return false;
}

std::optional<PlanChoice> PlanSearch::safer_than(const PlanChoice& plan) {
  const double slack = score(plan)->slack();
  const auto safest = [&]() -> std::optional<PlanChoice> {
    const SearchStep* best = nullptr;
    for (const SearchStep& step : steps_) {
      if (step.score.violation() > 0 || step.score.slack() <= slack) continue;
      if (best == nullptr || is_cheaper(step.score, best->score)) best = &step;
    }
    return best == nullptr ? std::nullopt : std::optional{best->plan};
  };
  judge_all(neighbours(plan, 1), PlanMove::repair);
  std::optional<PlanChoice> next = safest();
  if (next) take(*next);
  return next;
}

}  // namespace tiersim
