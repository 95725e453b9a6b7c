#pragma once
// Cost against quality: which plans are efficient, where it stops to pay, and what one more unit of
// quality costs. Pure functions.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "tiersim/statistics.hpp"

namespace tiersim {

/// A plan as a point: less cost is better, and more quality.
struct CostPoint {
  double cost = 0;     ///< any one unit; finite
  double quality = 0;  ///< any one unit; finite; of a KPI that should be low, its negative
};

/// The points that no other point beats: none has at most their cost and at least their quality,
/// and is better in one of both. Of equal points the first one.
/// \return  indices, by rising cost (and so by rising quality).
/// \source  Kung, Luccio and Preparata, Journal of the ACM 22 (1975), 469-476, for two dimensions.
[[nodiscard]] std::vector<std::size_t> efficient_frontier(std::span<const CostPoint> points);

/// Where the frontier bends most: the point that is farthest above the straight line from its first
/// to its last point, both axes scaled to 0..1 by these two. Up to it quality is cheaper than on
/// average, beyond it dearer.
/// \param frontier  by rising cost and quality.
/// \return          index into frontier, never an end; empty where no point is above the line.
/// \source          Das, Structural Optimization 18 (1999), 107-115 (the boundary point farthest
///                  from the line between the ends).
[[nodiscard]] std::optional<std::size_t> knee_of(std::span<const CostPoint> frontier);

/// A point's influences: how far each replication moves its values.
struct PointInfluences {
  std::span<const double> cost;     ///< shape [replications]; sums to 0
  std::span<const double> quality;  ///< shape [replications]; sums to 0; signed as CostPoint
};
/// The points of a frontier that its knee is not told apart from: how far the two are above the
/// line between the ends differs by no more than chance may do. The difference is linearised in
/// cost and quality of both and of the ends, and its interval is Student's, over replications, at
/// a level that all of them hold together with `level` (Bonferroni): so sure is it that the
/// farthest of these points is the knee, or one of those that are returned. \param frontier    as
/// for knee_of, whose answer is `knee`. \param influences  shape of frontier; all of the same
/// replications. \param level       in (0, 1). \return            indices into frontier, rising; an
/// end: whether there is a bend at all is not
///                    sure. All others where there are fewer than two replications.
[[nodiscard]] std::vector<std::size_t> knee_rivals(std::span<const CostPoint> frontier,
                                                   std::span<const PointInfluences> influences,
                                                   std::size_t knee,
                                                   double level);

/// Paired samples of a difference in cost and one in quality.
struct PriceSamples {
  std::span<const double> cost;     ///< shape [replications]
  std::span<const double> quality;  ///< shape [replications]
};

/// Interval of mean cost over mean quality: what a unit of quality costs. Both are of the same
/// replications, and may go together.
/// \param level  in (0, 1).
/// \return       cost by quality; empty with fewer than two replications, and where the difference
///               in quality is not shown to be other than 0 at that level: the price could then be
///               anything.
/// \source       Fieller, Journal of the Royal Statistical Society B 16 (1954), 175-185.
[[nodiscard]] std::optional<ConfidenceInterval> price_interval(const PriceSamples& samples,
                                                               double level);

}  // namespace tiersim
