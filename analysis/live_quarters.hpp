#pragma once
// Live work by quarter hour: what Erlang's formulas say of it over time.

#include <cstddef>
#include <vector>

#include "analysis/plan_warnings.hpp"

namespace tiersim {

/// A quarter hour of the measured window in which somebody is on duty at a tier.
struct LiveQuarter {
  double tickets = 0;  ///< live ones expected to enter then
  double load = 0;     ///< offered, in erlangs, in its middle
  double on_duty = 0;  ///< heads for the tier's work, as the roster has them
};

/// Live work of a tier over time. Its load is that of M(t)/G/infinity with exponential handle
/// times: it lags behind the arrivals. Of heads who work at several tiers, and who are absent or do
/// other work at times, the mean part counts. Of more than 13 weeks every nth is looked at.
class LiveQuarters {
 public:
  LiveQuarters(const Plan& plan, TierId id);

  [[nodiscard]] const std::vector<LiveQuarter>& quarters() const { return quarters_; }
  /// Are any live tickets expected while somebody is on duty?
  [[nodiscard]] bool has_any() const { return tickets_ > 0; }
  /// Hours on duty a week if each quarter hour had just as many whole heads as its load takes to
  /// hold the tier's service level (Erlang C).
  [[nodiscard]] double hours_a_week() const;
  /// Share of live tickets answered in time with so many times the roster's heads, each quarter
  /// hour taken as steady (Erlang C; between whole numbers of heads on a straight line).
  [[nodiscard]] double answered(double times) const;
  /// The lowest factor on the roster's heads with which the service level is held over all quarter
  /// hours together; 0 without live tickets. Good to 0.1 %.
  [[nodiscard]] double heads_factor() const;

 private:
  double share_ = 0;      ///< promised
  double within_ms_ = 0;  ///< likewise
  double cap_ = 1;
  double handle_ms_ = 0;
  double weeks_ = 0;  ///< that were looked at
  double tickets_ = 0;
  std::vector<LiveQuarter> quarters_;
};

}  // namespace tiersim
