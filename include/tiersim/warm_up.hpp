#pragma once
// `warm_up: auto`: how long a desk that starts as the scenario says runs before it is counted.

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tiersim/experiment.hpp"
#include "tiersim/language.hpp"

namespace tiersim {

/// Replications that choose a warm-up. Their random numbers are their own: what is reported later
/// does not depend on what chose it. What is left of the start is then about as large as the
/// standard error of so many replications, or less.
inline constexpr std::size_t warm_up_pilots = 40;
/// MSER-5 needs so many batches to look at.
inline constexpr std::size_t fewest_batches = 10;

/// Means of five observations each; what is left at the end is left out.
[[nodiscard]] std::vector<double> means_of_five(std::span<const double> observations);

/// Where the marginal standard error of the rest is least: MSER, and MSER-5 of means of five.
/// \param batches  in time order.
/// \return  how many to leave out at the start. A third of them, and five, are left at the least:
///          a few neighbours may be alike by chance. More than half says that the series has not
///          settled.
/// \source  White, An effective truncation heuristic for bias reduction in simulation output,
///          Simulation 69 (1997); White, Cobb and Spratt, A comparison of five steady-state
///          truncation heuristics for simulation, Winter Simulation Conference 2000.
[[nodiscard]] std::size_t mser_cut(std::span<const double> batches);

struct WarmUpOptions {
  unsigned threads = 0;                           ///< as RunOptions
  std::function<void(const Progress&)> progress;  ///< as RunOptions
  const std::atomic<bool>* stop = nullptr;        ///< as RunOptions
  Journal* journal = nullptr;                     ///< as StudyOptions
};

/// Chooses the warm-up of a scenario by MSER-5, from the start, the cool-down left out. Two series,
/// means over pilot replications: tickets at the tiers (in work, waiting or pending; a mean over
/// time), and the time to resolve of the tickets that are resolved in a batch. The slower of both
/// decides. A batch is a week, since its days differ; where demand and shifts are the same at all
/// hours, it is the least of 15m, 30m, 1h, 2h, 3h, 6h, 12h, 1d, 2d and 1w of which the horizon has
/// at most 100.
/// \return  `auto`, with the length that was chosen; nothing where it was stopped.
/// \throws  BadInput where there are too few batches, more than half of them would be left out, or
///          the scenario does not fit into memory.
[[nodiscard]] std::optional<WarmUp> choose_warm_up(const LoadedScenario& loaded,
                                                   const WarmUpOptions& options);

/// "3w, chosen by MSER-5 from 10 pilot replications".
[[nodiscard]] std::string to_text(const WarmUp& warm_up);

}  // namespace tiersim
