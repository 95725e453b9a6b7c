#include "tiersim/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace tiersim {

namespace {

// From here on the delta method serves as well as the jackknife.
constexpr std::size_t enough_for_delta = 30;

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double size_of(std::span<const double> values) { return static_cast<double>(values.size()); }

double squared_deviations(std::span<const double> values) {
  const double mean = sum_of(values) / size_of(values);
  return std::accumulate(values.begin(), values.end(), 0.0, [&](double sum, double value) {
    return sum + (value - mean) * (value - mean);
  });
}

double standard_error_of_mean(std::span<const double> values) {
  return std::sqrt(squared_deviations(values) / (size_of(values) - 1) / size_of(values));
}

bool has_two_denominators(RatioSamples samples) {
  return std::ranges::count_if(samples.denominator, [](double d) { return d > 0; }) >= 2;
}

double delta_variance(RatioSamples samples, double ratio) {
  const auto replications = size_of(samples.numerator);
  const double residuals = std::transform_reduce(
      samples.numerator.begin(), samples.numerator.end(), samples.denominator.begin(), 0.0,
      std::plus<>{}, [&](double n, double d) { return (n - ratio * d) * (n - ratio * d); });
  const double total = sum_of(samples.denominator);
  return replications / (replications - 1) * residuals / (total * total);
}

double jackknife_variance(RatioSamples samples) {
  const double numerator = sum_of(samples.numerator);
  const double denominator = sum_of(samples.denominator);
  std::vector<double> without_one(samples.numerator.size());
  std::ranges::transform(samples.numerator, samples.denominator, without_one.begin(),
                         [&](double n, double d) { return (numerator - n) / (denominator - d); });
  const auto replications = size_of(without_one);
  return (replications - 1) / replications * squared_deviations(without_one);
}

/// Independent tickets that would say as much on the share as these do; at most as many.
double effective_size(RatioSamples samples, double share) {
  const double tickets = sum_of(samples.denominator);
  const double binomial = share * (1 - share) / tickets;
  const double excess = binomial > 0 ? delta_variance(samples, share) / binomial : 1;
  return tickets / std::max(1.0, excess);
}

ConfidenceInterval around(double center, double half_width) {
  return {center - half_width, center + half_width};
}

}  // namespace

double student_quantile(double level_two_sided, double degrees_of_freedom) {
  assert(level_two_sided > 0 && level_two_sided < 1);
  assert(degrees_of_freedom > 0);
  const boost::math::students_t student(degrees_of_freedom);
  return boost::math::quantile(boost::math::complement(student, (1 - level_two_sided) / 2));
}

std::optional<ConfidenceInterval> mean_interval(std::span<const double> samples, double level) {
  if (samples.size() < 2) return std::nullopt;
  const double t = student_quantile(level, size_of(samples) - 1);
  return around(sum_of(samples) / size_of(samples), t * standard_error_of_mean(samples));
}

std::optional<double> ratio_of_sums(RatioSamples samples) {
  assert(samples.numerator.size() == samples.denominator.size());
  const double denominator = sum_of(samples.denominator);
  if (!(denominator > 0)) return std::nullopt;
  return sum_of(samples.numerator) / denominator;
}

std::optional<double> ratio_standard_error(RatioSamples samples) {
  const auto ratio = ratio_of_sums(samples);
  if (!ratio || !has_two_denominators(samples)) return std::nullopt;
  return std::sqrt(samples.numerator.size() < enough_for_delta ? jackknife_variance(samples)
                                                               : delta_variance(samples, *ratio));
}

std::optional<ConfidenceInterval> ratio_interval(RatioSamples samples, double level) {
  const auto error = ratio_standard_error(samples);
  if (!error) return std::nullopt;
  const double t = student_quantile(level, size_of(samples.numerator) - 1);
  return around(*ratio_of_sums(samples), t * *error);
}

ConfidenceInterval wilson_interval(double share, double size, double quantile) {
  assert(share >= 0 && share <= 1 && size > 0 && quantile > 0);
  const double weight = quantile * quantile / size;
  const double center = (share + weight / 2) / (1 + weight);
  const double half_width = std::sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight);
  // The ends at 0 and 1 are exact on paper; rounding must not move them.
  return {share == 0 ? 0 : std::max(0.0, center - half_width),
          share == 1 ? 1 : std::min(1.0, center + half_width)};
}

std::optional<ConfidenceInterval> share_interval(RatioSamples samples, double level) {
  const auto share = ratio_of_sums(samples);
  if (!share || !has_two_denominators(samples)) return std::nullopt;
  const double t = student_quantile(level, size_of(samples.numerator) - 1);
  return wilson_interval(*share, effective_size(samples, *share), t);
}

double fewest_tickets_for_quantile(double q) {
  assert(q > 0 && q < 1);
  return 5 / std::min(q, 1 - q);
}

std::optional<ConfidenceInterval> quantile_levels(const QuantileSamples& samples, double level) {
  const RatioSamples shares{samples.at_most, samples.tickets};
  const double fewest = fewest_tickets_for_quantile(samples.q);
  // 5 / (1 - 0.9) is a hair above 50.
  const double tickets = sum_of(samples.tickets) / size_of(samples.tickets);
  if (!has_two_denominators(shares) || tickets < fewest * (1 - 1e-12)) return std::nullopt;
  const double t = student_quantile(level, size_of(samples.tickets) - 1);
  const double spread = samples.q * (1 - samples.q);
  const auto interval =
      around(samples.q, t * std::sqrt(spread / effective_size(shares, *ratio_of_sums(shares))));
  return ConfidenceInterval{std::max(0.0, interval.low), std::min(1.0, interval.high)};
}

}  // namespace tiersim
