#pragma once
// Whose hours go to which work, where some agents can do several kinds: each hour counts once.

#include <cstddef>
#include <vector>

namespace tiersim {

/// Hours of work and the hours of those who may do it; any one unit.
struct AllotmentProblem {
  std::vector<double> supply;                    ///< hours of each group, >= 0
  std::vector<double> demand;                    ///< hours of each kind of work, >= 0
  std::vector<std::vector<std::size_t>> takers;  ///< by kind of work: the groups that may do it
};

struct Allotment {
  std::vector<std::vector<double>> hours;  ///< [demand][taker]: work done, if load allowed it
  std::vector<double> load_of_demand;      ///< work / hours of those who share it; infinite: nobody
  std::vector<double> load_of_supply;      ///< work / hours of the group; 0: none
};

/// The allotment that makes the highest load as low as it can be, then the next lower, and so on:
/// what a pool of agents settles at when whoever is idle takes what waits. Loads above 1 are work
/// that does not fit; hours then keep the proportions.
/// Found by halves: at the mean load of all, a smallest cut parts the work that does not fit, with
/// all who may do any of it, from what does; each part is then treated likewise.
///
/// \source  Fujishige, Mathematics of Operations Research 5 (1980), 186-196: decomposition.
[[nodiscard]] Allotment allot(const AllotmentProblem& problem);

/// The most of all work that fits into the hours.
[[nodiscard]] double most_covered(const AllotmentProblem& problem);

}  // namespace tiersim
