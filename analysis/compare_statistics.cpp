// Differences between plans, replication by replication.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tiersim/compare.hpp"

namespace tiersim {
namespace {

constexpr std::size_t enough_for_linear = 30;  // as ratio_standard_error
/// Less than this part of both variances is what numbers were rounded by: nothing varies.
constexpr double rounding = 1e-20;

/// How often something is there to count.
std::size_t filled(std::span<const double> denominators) {
  return static_cast<std::size_t>(
      std::ranges::count_if(denominators, [](double one) { return one > 0; }));
}

/// What leaving out a replication moves the ratio by, times the others.
Influences jackknife_influences(RatioSamples samples, double numerators, double denominators) {
  const std::size_t n = samples.numerator.size();
  Influences without(n);
  for (std::size_t i = 0; i < n; ++i) {
    without[i] = (numerators - samples.numerator[i]) / (denominators - samples.denominator[i]);
  }
  const auto count = static_cast<double>(n);
  const double mean = std::accumulate(without.begin(), without.end(), 0.0) / count;
  for (double& one : without) one = (count - 1) * (mean - one);
  return without;
}

double sum_of_squares(const Influences& influences) {
  double sum = 0;
  for (const double one : influences) sum += one * one;
  return sum;
}

/// Of a quantile of durations. Fewer replications say too little on how much it moves.
constexpr std::size_t fewest_for_quantile = 10;

Influences influences_on_quantile(const Estimator& estimator, std::size_t cell) {
  if (estimator.replications() < fewest_for_quantile) return {};
  const Estimate estimate = estimator.estimate(cell);
  const std::vector<double> at_most = estimator.at_most_quantile(cell);
  const std::span<const double> tickets = estimator.samples(cell).denominator;
  const double q = estimator.cells()[cell].stat.quantile;
  const auto levels = quantile_levels({q, at_most, tickets}, estimator.confidence());
  if (!levels || !estimate.interval) return {};
  const double moves = (estimate.interval->high - estimate.interval->low) /
                       (levels->high - levels->low);  // by a share of 1
  Influences influences = influences_on_ratio({at_most, tickets});
  // More tickets that are at most as long: the quantile is lower.
  for (double& one : influences) one *= -moves;
  return influences;
}

}  // namespace

Influences influences_on_mean(std::span<const double> totals) {
  const double mean = std::accumulate(totals.begin(), totals.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(1, totals.size()));
  Influences influences;
  influences.reserve(totals.size());
  for (const double total : totals) influences.push_back(total - mean);
  return influences;
}

Influences influences_on_ratio(RatioSamples samples) {
  if (filled(samples.denominator) < 2) return {};
  const auto sum = [](std::span<const double> numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
  };
  const double numerators = sum(samples.numerator);
  const double denominators = sum(samples.denominator);
  const std::size_t n = samples.numerator.size();
  if (n < enough_for_linear) return jackknife_influences(samples, numerators, denominators);
  const double ratio = numerators / denominators;
  const double mean = denominators / static_cast<double>(n);
  Influences influences;
  influences.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    influences.push_back((samples.numerator[i] - ratio * samples.denominator[i]) / mean);
  }
  return influences;
}

Influences influences_on(const Estimator& estimator, std::size_t cell) {
  const KpiCell& asked = estimator.cells()[cell];
  if (estimator.replications() < 2 || asked.kpi->of_targets) return {};
  const bool is_quantile = asked.stat.quantile != 0;
  if (is_quantile && asked.credits) return {};
  if (is_quantile) return influences_on_quantile(estimator, cell);
  const RatioSamples samples = estimator.samples(cell);
  if (asked.kpi->form == Form::total) return influences_on_mean(samples.numerator);
  return influences_on_ratio(samples);
}

PairedDifference
paired_difference(double difference, const Influences& base, const Influences& plan, double level) {
  PairedDifference result{.difference = difference, .interval = {}, .variance_ratio = {}};
  const std::size_t n = base.size();
  if (n < 2 || plan.size() != n) return result;
  Influences both(n);
  std::ranges::transform(plan, base, both.begin(), std::minus<>{});
  const double apart = sum_of_squares(base) + sum_of_squares(plan);
  double paired = sum_of_squares(both);
  if (paired < rounding * apart) paired = 0;
  const auto count = static_cast<double>(n);
  const double half =
      student_quantile(level, count - 1) * std::sqrt(paired / (count * (count - 1)));
  result.interval = {difference - half, difference + half};
  if (paired > 0) result.variance_ratio = apart / paired;
  return result;
}

namespace {

/// With so many replications that differ, Student's interval needs no help.
constexpr std::size_t enough_that_differ = 30;

/// What a replication has of the rarer kind: of a share above one half the tickets that are not in
/// it.
double rarer(const KpiCell& cell, const SeenInPlan& seen, bool is_rest, std::size_t replication) {
  const double numerator = seen.samples.numerator[replication];
  const bool has_rest = cell.kpi->form == Form::share && is_rest;
  return has_rest ? seen.samples.denominator[replication] - numerator : numerator;
}

/// In how many replications the plans differ, and in how many there is anything.
struct ToldBy {
  std::size_t differ = 0;
  std::size_t seen = 0;
};

ToldBy told_by(const KpiCell& cell, const SeenInPlan& base, const SeenInPlan& plan) {
  const bool is_rest = base.value + plan.value > 1;
  const bool is_share = cell.kpi->form == Form::share;
  ToldBy told;
  for (std::size_t r = 0; r < base.samples.numerator.size(); ++r) {
    const double of_base = rarer(cell, base, is_rest, r);
    const double of_plan = rarer(cell, plan, is_rest, r);
    const bool is_of_others =
        !is_share && base.samples.denominator[r] != plan.samples.denominator[r];
    told.differ += of_base != of_plan || is_of_others ? 1 : 0;
    told.seen += of_base != 0 || of_plan != 0 ? 1 : 0;
  }
  return told;
}

double correlation(const Influences& a, const Influences& b) {
  const double scale = std::sqrt(sum_of_squares(a) * sum_of_squares(b));
  if (!(scale > 0)) return 0;
  return std::clamp(std::inner_product(a.begin(), a.end(), b.begin(), 0.0) / scale, -1.0, 1.0);
}

/// The length of the difference of two lengths that are so correlated.
double apart(double a, double b, double correlated) {
  return std::sqrt(std::max(0.0, a * a - 2 * correlated * a * b + b * b));
}

/// From the limits of both shares.
std::optional<ConfidenceInterval>
score_difference(const SeenInPlan& base, const SeenInPlan& plan, double level) {
  const auto of_base = share_interval(base.samples, level);
  const auto of_plan = share_interval(plan.samples, level);
  if (!of_base || !of_plan) return std::nullopt;
  const double difference = plan.value - base.value;
  const double correlated = correlation(base.influences, plan.influences);
  const double below = apart(plan.value - of_plan->low, of_base->high - base.value, correlated);
  const double above = apart(of_plan->high - plan.value, base.value - of_base->low, correlated);
  return ConfidenceInterval{difference - below, difference + above};
}

/// Was nothing, or everything, seen in both?
bool is_never_seen(const KpiCell& cell, double base, double plan) {
  return cell.kpi->form == Form::share && base == plan && (base == 0 || base == 1);
}

}  // namespace

PairedDifference compared_difference(const KpiCell& cell,
                                     const SeenInPlan& base,
                                     const SeenInPlan& plan,
                                     double level) {
  PairedDifference result =
      paired_difference(plan.value - base.value, base.influences, plan.influences, level);
  result.of = base.samples.numerator.size();
  result.told_by = result.of;
  if (is_never_seen(cell, base.value, plan.value)) result.interval.reset();
  if (cell.stat.quantile != 0) return result;
  const ToldBy told = told_by(cell, base, plan);
  result.told_by = told.differ > 0 ? told.differ : told.seen;
  const bool is_share = cell.kpi->form == Form::share;
  const bool is_few = told.differ > 0 && told.differ < enough_that_differ;
  if (!is_share || !is_few || !result.interval) return result;
  if (const auto score = score_difference(base, plan, level)) {
    result.interval = {std::min(result.interval->low, score->low),
                       std::max(result.interval->high, score->high)};
  }
  return result;
}

}  // namespace tiersim
