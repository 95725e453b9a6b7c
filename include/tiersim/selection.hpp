#pragma once
// The best of several plans, with a stated chance that it is: fully sequential selection.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tiersim {

/// What is promised: the chosen plan is within `indifference` of the best with probability
/// 1 - error_rate at least.
struct SelectionRules {
  double error_rate = 0.05;      ///< in (0, 1)
  double indifference = 0;       ///< > 0; in the unit of the totals
  std::size_t first_stage = 20;  ///< replications before any plan is left out, >= 2
};

/// The procedure of Kim and Nelson. Plans are left out one by one as replications come in; they
/// may be on common random numbers, which makes it shorter. It takes for granted that totals are
/// normal (they are sums over many tickets), and nothing else of their variances.
/// \source  Kim and Nelson, A fully sequential procedure for indifference-zone selection in
///          simulation, ACM TOMACS 11 (2001), 251-273, with c = 1.
class Selection {
 public:
  Selection(std::size_t plans, SelectionRules rules);

  /// One more replication of all plans that are left.
  /// \param totals  shape [plans]; less is better; those of plans that were left out are ignored.
  void add(std::span<const double> totals);

  [[nodiscard]] std::size_t replications() const { return replications_; }
  /// Plans that are left, in their order.
  [[nodiscard]] const std::vector<std::size_t>& left() const { return left_; }
  /// The chosen plan; null while more than one is left. Where only ties are left, the first.
  [[nodiscard]] std::optional<std::size_t> best() const { return best_; }

 private:
  [[nodiscard]] double variance(std::size_t a, std::size_t b) const;
  [[nodiscard]] double mean(std::size_t plan) const;
  /// How far behind a plan may be of another one, now.
  [[nodiscard]] double slack(std::size_t a, std::size_t b) const;
  void screen();
  void decide();

  SelectionRules rules_;
  std::size_t replications_ = 0;
  double h2_ = 0;
  std::vector<std::vector<double>> first_;  ///< [plan][replication]; the first stage
  std::vector<std::vector<double>> variances_;
  std::vector<double> sums_;
  std::vector<std::size_t> left_;
  std::optional<std::size_t> best_;
};

}  // namespace tiersim
