#include "tiersim/gate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tiersim {
namespace {

/// Half-height of the triangle after so many batches.
/// \param variance  of a batch's mean. \param half_zone  > 0, of the same unit.
double triangle(double error_rate, double variance, double half_zone, std::size_t batches) {
  constexpr auto degrees = static_cast<double>(GateTest::first_batches - 1);
  const double eta = (std::pow(2 * error_rate, -2 / degrees) - 1) / 2;
  const double height = 2 * eta * degrees * variance / half_zone;
  return std::max(0.0, (height - half_zone * static_cast<double>(batches)) / 2);
}

}  // namespace

void GateTest::add(const GateSample& sample) {
  beyond_.push_back(sample.beyond);
  sum_of_beyond_ += sample.beyond;
  weight_ += sample.weight;
  if (batches_ == 0) {
    if (beyond_.size() == first_batches * batch_) close_first_batches();
    return;
  }
  if (beyond_.size() % batch_ != 0) return;
  sum_ += mean_of_batch(batches_) - half_zone_;
  ++batches_;
}

/// Normal means are what the triangle is about: a skewed batch is doubled, and the first ones with
/// it, but where chance is so small beside the zone that its form does not matter. So is one that
/// is too small for what is rare.
void GateTest::close_first_batches() {
  const double weight_of_one = weight_ / static_cast<double>(beyond_.size());
  // Who is far beyond, or far inside, need not be known to a part of a small bound.
  const double far = weight_ > 0 ? far_part * std::abs(sum_of_beyond_) / weight_ : 0;
  half_zone_ = std::max(zone_, far) * weight_of_one / 2;
  const bool is_skewed = std::abs(skewness_of_batch()) >= most_skewness;
  const bool matters = half_zone_ < small_errors * standard_error();
  if (weight_ < least_weight_ || weight_ == 0 || (is_skewed && matters)) {
    batch_ *= 2;
    return;
  }
  std::vector<double> means;
  for (std::size_t i = 0; i < first_batches; ++i) means.push_back(mean_of_batch(i));
  const double mean = std::accumulate(means.begin(), means.end(), 0.0) / first_batches;
  double squares = 0;
  for (const double one : means) squares += (one - mean) * (one - mean);
  variance_ = squares / (first_batches - 1);
  sum_ = (mean - half_zone_) * first_batches;
  batches_ = first_batches;
}

/// That of the mean of a batch, from single replications: they tell ten times as much of it as the
/// means of twenty batches do.
double GateTest::skewness_of_batch() const {
  const auto n = static_cast<double>(beyond_.size());
  const double mean = sum_of_beyond_ / n;
  double squares = 0;
  double cubes = 0;
  for (const double one : beyond_) {
    squares += (one - mean) * (one - mean);
    cubes += (one - mean) * (one - mean) * (one - mean);
  }
  if (squares == 0) return 0;
  return cubes / n / std::pow(squares / n, 1.5) / std::sqrt(static_cast<double>(batch_));
}

double GateTest::standard_error() const {
  const auto n = static_cast<double>(beyond_.size());
  const double mean = sum_of_beyond_ / n;
  double squares = 0;
  for (const double one : beyond_) squares += (one - mean) * (one - mean);
  return std::sqrt(squares / (n - 1) / n);
}

double GateTest::mean_of_batch(std::size_t index) const {
  const auto first = beyond_.begin() + static_cast<std::ptrdiff_t>(index * batch_);
  const auto last = first + static_cast<std::ptrdiff_t>(batch_);
  return std::accumulate(first, last, 0.0) / static_cast<double>(batch_);
}

Decision GateTest::look(double pass_error, double fail_error) const {
  const bool has_nothing = replications() >= least_replications && weight_ == 0;
  if (has_nothing) return Decision::nothing;
  if (batches_ == 0) return Decision::undecided;
  const bool is_good = sum_ < 0;
  const double height =
      triangle(is_good ? pass_error : fail_error, variance_, half_zone_, batches_);
  if (std::abs(sum_) < height) return Decision::undecided;
  return is_good ? Decision::pass : Decision::fail;
}

std::size_t GateTest::next_look() const {
  if (batches_ == 0) return first_batches * batch_;
  return (batches_ + 1) * batch_;
}

std::optional<double> GateTest::mean_beyond() const {
  if (weight_ == 0) return std::nullopt;
  return sum_of_beyond_ / weight_;
}

Gate::Gate(const std::vector<GateRule>& rules, double error_rate)
    : error_rate_{error_rate},
      rules_{rules},
      decisions_(rules.size(), Decision::undecided),
      decided_after_(rules.size()) {
  for (const GateRule& rule : rules) {
    tests_.emplace_back(rule.zone, rule.least_weight);
    family_ += rule.is_one_of ? 1 : 0;
  }
}

void Gate::add(std::span<const GateSample> samples) {
  for (std::size_t i = 0; i < tests_.size(); ++i) tests_[i].add(samples[i]);
  ++replications_;
  while (look_at_all()) {
  }
}

bool Gate::look_at_all() {
  bool has_decided = false;
  for (std::size_t i = 0; i < tests_.size(); ++i) {
    if (decisions_[i] != Decision::undecided) continue;
    const auto left = [&](std::size_t done) {
      return rules_[i].is_one_of ? static_cast<double>(family_ - done) : 1.0;
    };
    decisions_[i] = tests_[i].look(error_rate_ / left(passed_), error_rate_ / left(failed_));
    if (decisions_[i] == Decision::undecided) continue;
    has_decided = true;
    decided_after_[i] = replications_;
    if (!rules_[i].is_one_of) continue;
    passed_ += decisions_[i] == Decision::pass ? 1 : 0;
    failed_ += decisions_[i] == Decision::fail ? 1 : 0;
  }
  return has_decided;
}

bool Gate::is_decided() const {
  return std::ranges::find(decisions_, Decision::undecided) == decisions_.end();
}

std::size_t Gate::next_look() const {
  std::size_t next = 0;
  for (std::size_t i = 0; i < tests_.size(); ++i) {
    if (decisions_[i] == Decision::undecided) next = std::max(next, tests_[i].next_look());
  }
  return next;
}

}  // namespace tiersim
