#include "tiersim/selection.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tiersim {

Selection::Selection(std::size_t plans, SelectionRules rules)
    : rules_{rules}, first_(plans), variances_(plans, std::vector<double>(plans)), sums_(plans) {
  left_.resize(plans);
  std::iota(left_.begin(), left_.end(), std::size_t{0});
  if (plans < 2) {
    decide();
    return;
  }
  const double degrees = static_cast<double>(rules_.first_stage) - 1;
  const double beta = rules_.error_rate / static_cast<double>(plans - 1);
  const double eta = (std::pow(2 * beta, -2 / degrees) - 1) / 2;
  h2_ = 2 * eta * degrees;
}

void Selection::add(std::span<const double> totals) {
  ++replications_;
  for (const std::size_t plan : left_) {
    sums_[plan] += totals[plan];
    if (replications_ <= rules_.first_stage) first_[plan].push_back(totals[plan]);
  }
  if (best_ || replications_ < rules_.first_stage) return;
  if (replications_ == rules_.first_stage) {
    for (const std::size_t a : left_)
      for (const std::size_t b : left_) variances_[a][b] = variance(a, b);
  }
  screen();
  decide();
}

/// Of the difference of two plans, from the first stage.
double Selection::variance(std::size_t a, std::size_t b) const {
  const auto n = static_cast<double>(rules_.first_stage);
  double sum = 0;
  for (std::size_t i = 0; i < first_[a].size(); ++i) sum += first_[a][i] - first_[b][i];
  double squares = 0;
  for (std::size_t i = 0; i < first_[a].size(); ++i) {
    squares += std::pow(first_[a][i] - first_[b][i] - sum / n, 2);
  }
  return squares / (n - 1);
}

double Selection::mean(std::size_t plan) const {
  return sums_[plan] / static_cast<double>(replications_);
}

double Selection::slack(std::size_t a, std::size_t b) const {
  const auto r = static_cast<double>(replications_);
  const double delta = rules_.indifference;
  return std::max(0.0, delta / (2 * r) * (h2_ * variances_[a][b] / (delta * delta) - r));
}

void Selection::screen() {
  const std::vector<std::size_t> before = left_;
  std::erase_if(left_, [&](std::size_t plan) {
    return std::ranges::any_of(before, [&](std::size_t other) {
      return other != plan && mean(plan) > mean(other) + slack(plan, other);
    });
  });
}

/// One is left, or what is left will stay: plans that are exactly alike.
void Selection::decide() {
  const bool is_open = std::ranges::any_of(left_, [&](std::size_t a) {
    return std::ranges::any_of(left_, [&](std::size_t b) { return a != b && slack(a, b) > 0; });
  });
  if (left_.empty() || (left_.size() > 1 && is_open)) return;
  best_ = *std::ranges::min_element(left_, {}, [&](std::size_t plan) { return sums_[plan]; });
}

}  // namespace tiersim
