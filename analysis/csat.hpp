#pragma once
// A proxy of customer satisfaction: what tends to annoy customers, in quarter points. Nobody has
// measured these weights; scenarios/README.md says so, and has the formula.

#include <algorithm>
#include <cstdint>

#include "tiersim/units.hpp"

namespace tiersim {

/// What happened to a resolved ticket.
struct CsatGrounds {
  Duration waited{0};           ///< until work began
  std::uint32_t breaches = 0;   ///< SLA clocks
  std::uint32_t hand_offs = 0;  ///< to another tier or person
  std::uint32_t reopens = 0;
};

inline constexpr std::int64_t csat_quarters_a_point = 4;
inline constexpr std::int64_t csat_positive_from = 4 * csat_quarters_a_point;

/// \return quarter points, from 4 (1 point) to 20 (5 points).
[[nodiscard]] constexpr std::int64_t csat_quarters(const CsatGrounds& grounds) {
  constexpr std::int64_t least = csat_quarters_a_point;
  constexpr std::int64_t best = 5 * csat_quarters_a_point;
  const std::int64_t waits = std::min<std::int64_t>(grounds.waited / (4 * one_hour), 4);
  const std::int64_t breaches = 4 * std::min<std::int64_t>(grounds.breaches, 2);
  const std::int64_t hand_offs = 2 * std::min<std::int64_t>(grounds.hand_offs, 3);
  const std::int64_t reopens = 4 * std::min<std::int64_t>(grounds.reopens, 2);
  return std::max(least, best - waits - breaches - hand_offs - reopens);
}

}  // namespace tiersim
