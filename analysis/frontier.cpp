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

namespace {

/// One of both coordinates of a frontier, scaled to 0..1 by its ends.
struct ScaledAxis {
  double length;                  ///< from the first to the last point
  std::span<const double> first;  ///< influences on the first point
  std::span<const double> last;

  /// What replication r moves the scaled difference of two points by.
  [[nodiscard]] double moved(double difference, double by, std::size_t r) const {
    return (by - difference / length * (last[r] - first[r])) / length;
  }
};

}  // namespace

std::vector<std::size_t> knee_rivals(std::span<const CostPoint> frontier,
                                     std::span<const PointInfluences> influences,
                                     std::size_t knee,
                                     double level) {
  const CostPoint& first = frontier.front();
  const CostPoint& last = frontier.back();
  const ScaledAxis cost{last.cost - first.cost, influences.front().cost, influences.back().cost};
  const ScaledAxis quality{last.quality - first.quality, influences.front().quality,
                           influences.back().quality};
  const double each = 1 - (1 - level) / static_cast<double>(frontier.size() - 1);
  std::vector<std::size_t> rivals;
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    if (i == knee) continue;
    const double gain = frontier[knee].quality - frontier[i].quality;
    const double dearer = frontier[knee].cost - frontier[i].cost;
    std::vector<double> samples;
    for (std::size_t r = 0; r < influences[knee].quality.size(); ++r) {
      const double better = influences[knee].quality[r] - influences[i].quality[r];
      const double more = influences[knee].cost[r] - influences[i].cost[r];
      samples.push_back(gain / quality.length - dearer / cost.length +
                        quality.moved(gain, better, r) - cost.moved(dearer, more, r));
    }
    const std::optional<ConfidenceInterval> higher = mean_interval(samples, each);
    if (!higher || higher->low <= 0) rivals.push_back(i);
  }
  return rivals;
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
