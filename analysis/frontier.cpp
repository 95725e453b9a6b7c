#include "tiersim/frontier.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tiersim {
namespace {

double mean_of_samples(std::span<const double> samples) {
  return std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(samples.size());
}

/// Covariance of two means over replications.
double covariance_of_means(std::span<const double> a, std::span<const double> b) {
  const double mean_a = mean_of_samples(a);
  const double mean_b = mean_of_samples(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  const auto n = static_cast<double>(a.size());
  return sum / (n - 1) / n;
}

}  // namespace

std::vector<std::size_t> efficient_frontier(std::span<const CostPoint> points) {
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (points[a].cost != points[b].cost) return points[a].cost < points[b].cost;
    return points[a].quality > points[b].quality;
  });
  std::vector<std::size_t> frontier;
  for (const std::size_t i : order) {
    if (!frontier.empty() && points[i].quality <= points[frontier.back()].quality) continue;
    frontier.push_back(i);
  }
  return frontier;
}

std::optional<std::size_t> knee_of(std::span<const CostPoint> frontier) {
  if (frontier.size() < 3) return std::nullopt;
  const CostPoint& first = frontier.front();
  const double width = frontier.back().cost - first.cost;
  const double height = frontier.back().quality - first.quality;
  if (!(width > 0 && height > 0)) return std::nullopt;
  // Above the line y = x the distance grows with y - x.
  constexpr double rounding = 1e-12;
  double farthest = rounding;
  std::optional<std::size_t> knee;
  for (std::size_t i = 1; i + 1 < frontier.size(); ++i) {
    const double above =
        (frontier[i].quality - first.quality) / height - (frontier[i].cost - first.cost) / width;
    if (above <= farthest) continue;
    farthest = above;
    knee = i;
  }
  return knee;
}

std::optional<ConfidenceInterval> price_interval(const PriceSamples& samples, double level) {
  const std::size_t n = samples.cost.size();
  if (n < 2) return std::nullopt;
  const double t = student_quantile(level, static_cast<double>(n - 1));
  const double cost = mean_of_samples(samples.cost);
  const double quality = mean_of_samples(samples.quality);
  // The prices p with (cost - p quality)^2 <= t^2 var(cost - p quality): a p^2 - 2 b p + c <= 0.
  const double a =
      quality * quality - t * t * covariance_of_means(samples.quality, samples.quality);
  const double b = cost * quality - t * t * covariance_of_means(samples.cost, samples.quality);
  const double c = cost * cost - t * t * covariance_of_means(samples.cost, samples.cost);
  if (!(a > 0)) return std::nullopt;
  const double root = std::sqrt(std::max(0.0, b * b - a * c));
  return ConfidenceInterval{(b - root) / a, (b + root) / a};
}

}  // namespace tiersim
