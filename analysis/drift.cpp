#include "tiersim/drift.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <numeric>
#include <vector>

#include "tiersim/statistics.hpp"

namespace tiersim {

namespace {

constexpr double error_rate = 0.01;
constexpr double material_share = 0.1;
constexpr double material_tickets = 1;
constexpr std::size_t enough_replications = 5;
constexpr std::size_t most_batches = 10;
constexpr std::size_t fewest_for_a_line = 5;

// The part of the window that is tested: the last `batches * parts_per_batch` parts.
struct Layout {
  std::size_t parts = 0;
  std::size_t batches = 0;
  std::size_t parts_per_batch = 0;
};

struct Slope {
  double value = 0;  // per batch
  double standard_error = 0;
  double degrees_of_freedom = 1;
};

// Has each replication a line of its own, of which their slopes are a sample?
bool has_own_lines(const BacklogSamples& samples) {
  return samples.replications >= enough_replications && !samples.same_arrivals;
}

std::optional<Layout> lay_out(const BacklogSamples& samples) {
  const std::size_t parts = samples.means.size() / samples.replications;
  const std::size_t cycles = parts / samples.parts_per_cycle;
  const std::size_t fewest = has_own_lines(samples) ? 2 : fewest_for_a_line;
  if (cycles < fewest) return std::nullopt;
  const std::size_t least = cycles < fewest_for_a_line ? fewest : fewest_for_a_line;
  const std::size_t tested = std::max(least, (cycles + 1) / 2);
  const std::size_t batches = std::min(tested, most_batches);
  return Layout{parts, batches, tested / batches * samples.parts_per_cycle};
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> batch_means(std::span<const double> series, const Layout& layout) {
  std::vector<double> means(layout.batches);
  const auto tested = series.last(layout.batches * layout.parts_per_batch);
  for (std::size_t i = 0; i < means.size(); ++i)
    means[i] = mean_of(tested.subspan(i * layout.parts_per_batch, layout.parts_per_batch));
  return means;
}

// Least squares over evenly spaced x around 0; two points have no residuals and so no standard
// error.
Slope line_through(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const Eigen::Map<const Eigen::ArrayXd> y{values.data(), std::ssize(values)};
  const Eigen::ArrayXd x = Eigen::ArrayXd::LinSpaced(y.size(), (1 - n) / 2, (n - 1) / 2);
  const double spread = x.square().sum();
  const double slope = (x * y).sum() / spread;
  const double residuals = (y - y.mean() - slope * x).square().sum();
  return {slope, n > 2 ? std::sqrt(residuals / (n - 2) / spread) : 0, n - 2};
}

Slope slope_of_means(const std::vector<std::vector<double>>& replications) {
  std::vector<double> means(replications.front().size());
  for (const auto& batches : replications)
    std::ranges::transform(means, batches, means.begin(), std::plus<>{});
  for (double& mean : means) mean /= static_cast<double>(replications.size());
  return line_through(means);
}

Slope mean_of_slopes(const std::vector<std::vector<double>>& replications) {
  std::vector<double> slopes;
  slopes.reserve(replications.size());
  for (const auto& batches : replications) slopes.push_back(line_through(batches).value);
  const auto n = static_cast<double>(slopes.size());
  const double mean = mean_of(slopes);
  double squares = 0;
  for (const double slope : slopes) squares += (slope - mean) * (slope - mean);
  return {mean, std::sqrt(squares / (n - 1) / n), n - 1};
}

bool is_rising(const Slope& slope) {
  const double t = student_quantile(1 - 2 * error_rate, slope.degrees_of_freedom);
  return slope.value > t * slope.standard_error;
}

bool is_material(double rise, double mean_backlog) {
  return rise > material_share * mean_backlog && rise > material_tickets;
}

}  // namespace

std::optional<Drift> backlog_drift(const BacklogSamples& samples) {
  assert(samples.replications >= 1 && samples.parts_per_cycle >= 1 && samples.weeks_per_part > 0);
  assert(samples.means.size() % samples.replications == 0);
  const auto layout = lay_out(samples);
  if (!layout) return std::nullopt;

  std::vector<std::vector<double>> replications;
  double level = 0;
  for (std::size_t r = 0; r < samples.replications; ++r) {
    const auto series = samples.means.subspan(r * layout->parts, layout->parts);
    replications.push_back(batch_means(series, *layout));
    level += mean_of(replications.back()) / static_cast<double>(samples.replications);
  }
  const Slope shared = slope_of_means(replications);
  const Slope slope = has_own_lines(samples) ? mean_of_slopes(replications) : shared;
  // A holiday is the same in each replication, and lifts the end of each: but it makes no line.
  const bool is_line = layout->batches < fewest_for_a_line || is_rising(shared);
  const double rise = slope.value * static_cast<double>(layout->batches);
  const double weeks = samples.weeks_per_part * static_cast<double>(layout->parts_per_batch);
  return Drift{is_rising(slope) && is_line && is_material(rise, level), slope.value / weeks};
}

}  // namespace tiersim
