#pragma once
// Small problems of the cheapest plan: two groups, few heads, all plans tried.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/optimize.hpp"

namespace tiersim::test {

inline constexpr std::size_t small_problems = 24;

/// A desk of two tiers with 6 x 6 plans. \param number  below small_problems.
[[nodiscard]] std::string small_problem(std::size_t number);

/// What a search found, beside the best of all plans.
struct SearchCheck {
  std::size_t plans = 0;       ///< in all
  std::size_t looked_at = 0;   ///< by the search
  std::optional<double> best;  ///< cost of the cheapest that holds; empty: none does
  std::optional<double> found;
  [[nodiscard]] bool is_best() const { return best == found; }
};
/// Both on the same random numbers. \param yaml  a scenario with `optimize`.
[[nodiscard]] SearchCheck check_search(const std::string& yaml, std::size_t replications);

}  // namespace tiersim::test
