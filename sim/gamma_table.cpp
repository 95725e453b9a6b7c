#include "sim/gamma_table.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>
#include <utility>

#include "tiersim/distribution.hpp"

namespace tiersim {
namespace {

namespace bm = boost::math;
// Far below the mean a quantile may be smaller than any double: 0 is then the right answer.
using Quiet = bm::policies::policy<bm::policies::overflow_error<bm::policies::errno_on_error>,
                                   bm::policies::promote_double<false>>;

constexpr double farthest_z = 8.5;  // probability 1e-17
constexpr std::size_t first_pieces = 64;
constexpr std::size_t most_pieces = 8192;
// At the middles of the last pieces but one. Halving those divides the error by 2^4.
constexpr double tolerance = 3e-6;
constexpr double normal_from_shape = 1e6;

double normal_tail(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }
double normal_density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); }

/// Cornish and Fisher's expansion, within 1e-8 for shapes from 1e6 on.
double nearly_normal_quantile(double cv, double z) {
  return 1 + cv * (z + cv * ((z * z - 1) / 3 + cv * (z * z * z - 7 * z) / 36));
}

/// From the nearer tail, so that neither loses digits.
double exact_quantile(double shape, double z) {
  if (z < 0) return bm::gamma_p_inv(shape, normal_tail(-z), Quiet{}) / shape;
  return bm::gamma_q_inv(shape, normal_tail(z), Quiet{}) / shape;
}

}  // namespace

double log_gamma(double x) { return bm::lgamma(x, Quiet{}); }
double gamma_below(double shape, double x) { return bm::gamma_p(shape, x, Quiet{}); }
double gamma_above(double shape, double x) { return bm::gamma_q(shape, x, Quiet{}); }

GammaTable::Node GammaTable::exact_node(double shape, double z) {
  const double cv = 1 / std::sqrt(shape);
  if (shape > normal_from_shape) {
    return {nearly_normal_quantile(cv, z), cv * (1 + cv * (2 * z / 3 + cv * (3 * z * z - 7) / 36))};
  }
  const double value = exact_quantile(shape, z);
  if (!(value * shape > 1e-280)) return {std::max(value, 0.0), 0};
  const double density = bm::gamma_p_derivative(shape, value * shape, Quiet{}) * shape;
  return {value, density > 0 ? normal_density(z) / density : 0};
}

// Halved until the middles are right, which are then nodes themselves: nothing is computed twice.
GammaTable::GammaTable(double shape) {
  std::size_t pieces = first_pieces;
  steps_per_z_ = static_cast<double>(pieces) / (2 * farthest_z);
  for (std::size_t i = 0; i <= pieces; ++i) {
    nodes_.push_back(exact_node(shape, static_cast<double>(i) / steps_per_z_ - farthest_z));
  }
  for (double error = 1; error > tolerance && pieces < most_pieces; pieces *= 2) {
    std::vector<Node> middles;
    for (std::size_t i = 0; i < pieces; ++i) {
      const double z = (static_cast<double>(i) + 0.5) / steps_per_z_ - farthest_z;
      middles.push_back(exact_node(shape, z));
    }
    error = worst_error(middles);
    interleave(middles);
  }
  limit_slopes();
}

double GammaTable::worst_error(const std::vector<Node>& between) const {
  double worst = 0;
  for (std::size_t i = 0; i < between.size(); ++i) {
    const double z = (static_cast<double>(i) + 0.5) / steps_per_z_ - farthest_z;
    worst = std::max(worst, std::abs(at(z) - between[i].value));
  }
  return worst;
}

void GammaTable::interleave(const std::vector<Node>& between) {
  std::vector<Node> merged;
  merged.reserve(nodes_.size() + between.size());
  for (std::size_t i = 0; i < between.size(); ++i) {
    merged.push_back(nodes_[i]);
    merged.push_back(between[i]);
  }
  merged.push_back(nodes_.back());
  nodes_ = std::move(merged);
  steps_per_z_ *= 2;
}

void GammaTable::limit_slopes() {
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    Node& left = nodes_[i];
    Node& right = nodes_[i + 1];
    const double most = 3 * std::max(0.0, right.value - left.value) * steps_per_z_;
    left.slope = std::min(left.slope, most);
    right.slope = std::min(right.slope, most);
  }
}

double GammaTable::at(double z) const {
  const double x = (std::clamp(z, -farthest_z, farthest_z) + farthest_z) * steps_per_z_;
  const std::size_t i = std::min(static_cast<std::size_t>(x), nodes_.size() - 2);
  const double t = x - static_cast<double>(i);
  const double rise = nodes_[i + 1].value - nodes_[i].value;
  const double start = nodes_[i].slope / steps_per_z_;
  const double end = nodes_[i + 1].slope / steps_per_z_;
  const double curve = 3 * rise - 2 * start - end + t * (start + end - 2 * rise);
  return nodes_[i].value + t * (start + t * curve);
}

double GammaTable::operator()(double u) const { return at(normal_quantile(u)); }

}  // namespace tiersim
