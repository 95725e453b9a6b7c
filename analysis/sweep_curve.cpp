// Cost against quality: the frontier of a sweep, the price of steps, and levers by it.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <tuple>

#include "tiersim/frontier.hpp"
#include "tiersim/sweep.hpp"

namespace tiersim {
namespace {

/// The difference the other way round.
SweepDifference flipped(SweepDifference difference) {
  if (difference.value) difference.value = -*difference.value;
  if (const auto& interval = difference.interval) {
    difference.interval = ConfidenceInterval{-interval->high, -interval->low};
  }
  for (double& sample : difference.samples) sample = -sample;
  return difference;
}

/// The point where both KPIs have a value that says something of a plan.
std::optional<CostPoint> cost_point(const SweepOutcome& outcome, const CostAndQuality& of) {
  const Estimate& cost = outcome.estimates[of.cost_number];
  const Estimate& quality = outcome.estimates[of.quality_number];
  if (!cost.value || !quality.value || outcome.growing) return std::nullopt;
  return CostPoint{*cost.value, of.sign() * *quality.value};
}

/// Points of the frontier that may be its knee as well.
std::vector<std::size_t> rivals_of_knee(const std::vector<SweepOutcome>& outcomes,
                                        const CostCurve& curve,
                                        const std::vector<CostPoint>& efficient,
                                        const CostAndQuality& of,
                                        double level) {
  std::vector<Influences> of_quality;
  std::size_t replications = SIZE_MAX;
  for (const std::size_t point : curve.frontier) {
    of_quality.push_back(outcomes[point].influences[of.quality_number]);
    for (double& one : of_quality.back()) one *= of.sign();
    replications = std::min(replications, of_quality.back().size());
    replications = std::min(replications, outcomes[point].influences[of.cost_number].size());
  }
  std::vector<PointInfluences> influences;
  for (std::size_t i = 0; i < curve.frontier.size(); ++i) {
    const Influences& of_cost = outcomes[curve.frontier[i]].influences[of.cost_number];
    influences.push_back(
        {std::span{of_cost}.first(replications), std::span{of_quality[i]}.first(replications)});
  }
  return knee_rivals(efficient, influences, *curve.knee, level);
}

/// What orders levers inside of a rank, rising: price, else the loss or the gain.
double order_in_rank(const LeverEffect& effect) {
  if (effect.rank == LeverRank::priced) return *effect.step.price;
  return -effect.step.gain.value.value_or(0);
}

}  // namespace

std::string_view to_text(LeverRank rank) {
  switch (rank) {
    case LeverRank::free: return "free";
    case LeverRank::priced: return "priced";
    case LeverRank::no_gain: return "no_gain";
    case LeverRank::worse: return "worse";
  }
  return "";
}

LeverRank rank_of(const SweepDifference& gain, const SweepDifference& cost) {
  if (!gain.is_significant()) return LeverRank::no_gain;
  if (*gain.value < 0) return LeverRank::worse;
  return cost.is_significant() && *cost.value > 0 ? LeverRank::priced : LeverRank::free;
}

PricedStep priced_step(const std::vector<SweepOutcome>& outcomes,
                       std::size_t from,
                       std::size_t to,
                       const CostAndQuality& of,
                       double level) {
  const SweepOutcome& base = outcomes[from];
  const SweepOutcome& point = outcomes[to];
  PricedStep step{.from = from,
                  .to = to,
                  .cost = sweep_difference(point, base, of.cost_number, level),
                  .gain = sweep_difference(point, base, of.quality_number, level),
                  .price = std::nullopt,
                  .known = std::nullopt};
  if (of.sign() < 0) step.gain = flipped(std::move(step.gain));
  if (!step.cost.value || !step.gain.value || *step.gain.value <= 0) return step;
  step.price = *step.cost.value / *step.gain.value;
  if (step.cost.samples.size() != step.gain.samples.size()) return step;  // one has no interval
  step.known = price_interval({step.cost.samples, step.gain.samples}, level);
  return step;
}

CostCurve
cost_curve(const std::vector<SweepOutcome>& outcomes, const CostAndQuality& of, double level) {
  CostCurve curve;
  std::vector<CostPoint> points;
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (const std::optional<CostPoint> point = cost_point(outcomes[i], of)) {
      points.push_back(*point);
      numbers.push_back(i);
    } else {
      curve.left_out.push_back(i);
    }
  }
  std::vector<CostPoint> efficient;
  for (const std::size_t i : efficient_frontier(points)) {
    efficient.push_back(points[i]);
    curve.frontier.push_back(numbers[i]);
  }
  curve.knee = knee_of(efficient);
  if (curve.knee) curve.rivals = rivals_of_knee(outcomes, curve, efficient, of, level);
  for (std::size_t i = 1; i < curve.frontier.size(); ++i) {
    curve.steps.push_back(
        priced_step(outcomes, curve.frontier[i - 1], curve.frontier[i], of, level));
  }
  return curve;
}

std::vector<LeverEffect> rank_levers(const std::vector<SweepOutcome>& outcomes,
                                     const CostAndQuality& of,
                                     const std::vector<std::size_t>& target_kpis,
                                     double level) {
  std::vector<LeverEffect> effects;
  for (std::size_t i = 1; i < outcomes.size(); ++i) {
    LeverEffect effect{i - 1, priced_step(outcomes, 0, i, of, level), {}, {}};
    for (const std::size_t kpi : target_kpis) {
      effect.targets.push_back(sweep_difference(outcomes[i], outcomes[0], kpi, level));
    }
    effect.rank = rank_of(effect.step.gain, effect.step.cost);
    effects.push_back(std::move(effect));
  }
  std::ranges::stable_sort(effects, [](const LeverEffect& a, const LeverEffect& b) {
    return std::tuple{a.rank, order_in_rank(a)} < std::tuple{b.rank, order_in_rank(b)};
  });
  return effects;
}

std::vector<ScreenedEffect> screen(const MorrisDesign& design,
                                   const std::vector<SweepOutcome>& outcomes,
                                   std::size_t number,
                                   double level) {
  std::vector<double> values;
  std::size_t replications = outcomes.front().replications;
  for (const SweepOutcome& outcome : outcomes) {
    if (!outcome.estimates[number].value) return {};
    values.push_back(*outcome.estimates[number].value);
    replications = std::min(replications, outcome.influences[number].size());
  }
  std::vector<ScreenedEffect> results;
  for (const MorrisEffect& effect : morris_effects(design, values)) results.push_back({effect, {}});
  // The mean effect is linear in the points, so each replication has one of its own.
  std::vector<std::vector<double>> means(results.size());
  for (std::size_t r = 0; r < replications; ++r) {
    std::vector<double> own;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      own.push_back(values[i] + outcomes[i].influences[number][r]);
    }
    const std::vector<MorrisEffect> effects = morris_effects(design, own);
    for (std::size_t i = 0; i < effects.size(); ++i) means[i].push_back(effects[i].mean);
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto about = mean_interval(means[i], level);
    if (!about) continue;
    const double mean = results[i].effect.mean;
    results[i].mean = {mean - about->half_width(), mean + about->half_width()};
  }
  return results;
}

}  // namespace tiersim
