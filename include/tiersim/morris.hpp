#pragma once
// Morris' screening: which of many parameters matter, and which act straight. Pure functions.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tiersim {

/// Trajectories through a grid: each begins somewhere and moves every parameter once, one at a
/// time, in an order of its own.
struct MorrisDesign {
  std::vector<std::size_t> levels;  ///< [parameter]; how many values it has
  /// The grid points that are visited, each once: shape [points][parameters], indices of values.
  std::vector<std::vector<std::size_t>> points;
  /// Shape [trajectories][parameters + 1]: indices into points.
  std::vector<std::vector<std::size_t>> trajectories;
  /// Shape [trajectories][parameters]: which parameter each step moves.
  std::vector<std::vector<std::size_t>> moved;
};

/// A parameter of n values moves by floor(n / 2) of them, up or down. With an even number of
/// values that is Morris' own step, p / (2 (p - 1)) of the range, and all values are as likely.
/// \param levels        [parameter]; each >= 2.
/// \param trajectories  >= 1; the same parameter may move between the same points in several.
/// \param seed          of the draws.
/// \source              Morris, Technometrics 33 (1991), 161-174.
[[nodiscard]] MorrisDesign
morris_design(std::vector<std::size_t> levels, std::size_t trajectories, std::uint64_t seed);

/// What a parameter does to an output: elementary effects, scaled to its whole range.
struct MorrisEffect {
  double mean = 0;           ///< mu: the sign and size on average
  double mean_absolute = 0;  ///< mu*: how much it matters, whichever the sign
  double deviation = 0;      ///< sigma: interactions with others, and bends; 0 with one trajectory
};

/// \param outputs  shape [points of the design]; any one unit; finite.
/// \return         [parameter]; same unit.
/// \source         Morris (1991); Campolongo, Cariboni and Saltelli, Environmental Modelling &
///                 Software 22 (2007), 1509-1518, for mu*.
[[nodiscard]] std::vector<MorrisEffect> morris_effects(const MorrisDesign& design,
                                                       std::span<const double> outputs);

}  // namespace tiersim
