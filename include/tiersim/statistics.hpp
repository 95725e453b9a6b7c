#pragma once
// Intervals over replications: means, ratios, shares and quantiles.
// "Replications" are independent and alike; everything here takes their totals.

#include <limits>
#include <optional>
#include <span>

namespace tiersim {

/// Both ends included; low <= high; the unit is that of the estimate.
struct ConfidenceInterval {
  double low;
  double high;
  [[nodiscard]] constexpr bool contains(double value) const {
    return low <= value && value <= high;
  }
  [[nodiscard]] constexpr double half_width() const { return (high - low) / 2; }
};

/// Degrees of freedom that make Student's distribution the normal one.
inline constexpr double normal_degrees = std::numeric_limits<double>::infinity();

/// The t with the given probability in (-t, t). For a one-sided test at error rate a, ask for the
/// level 1 - 2a.
/// \param level_two_sided     in (0, 1).
/// \param degrees_of_freedom  > 0; normal_degrees for the normal distribution.
/// \return                    > 0.
/// \source                    Law, Simulation Modeling and Analysis, 5th ed., table T.1.
[[nodiscard]] double student_quantile(double level_two_sided, double degrees_of_freedom);

/// Two-sided Student interval for a mean over replications.
/// \param samples  shape [replications]; any one unit; finite.
/// \param level    in (0, 1).
/// \return         same unit as samples; empty when there are fewer than two.
/// \source         Law, Simulation Modeling and Analysis, 5th ed., section 9.4.1.
[[nodiscard]] std::optional<ConfidenceInterval> mean_interval(std::span<const double> samples,
                                                              double level);

/// What a ratio of sums is made of.
struct RatioSamples {
  std::span<const double> numerator;    ///< shape [replications]; any one unit; finite
  std::span<const double> denominator;  ///< shape [replications]; any one unit; finite, >= 0;
                                        ///< where it is 0 so is the numerator
};

/// Sum of numerators over sum of denominators: never a mean of ratios, which would weigh a
/// replication with few tickets as much as one with many.
/// \return  unit of the numerator by that of the denominator; empty when the denominators sum to 0.
[[nodiscard]] std::optional<double> ratio_of_sums(RatioSamples samples);

/// Standard error of the ratio of sums: by the jackknife below 30 replications, where the delta
/// method is too small, else by the delta method. Replications with denominator 0 stay in; their
/// residual is 0.
/// \return  same unit as the ratio, >= 0; empty with fewer than two denominators above 0.
/// \source  Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 11, for the
///          jackknife; Law, 5th ed., section 9.5.3 (there for cycles of a regenerative process),
///          for the delta method.
[[nodiscard]] std::optional<double> ratio_standard_error(RatioSamples samples);

/// Two-sided interval for a ratio of sums: the ratio -+ t times its standard error, with
/// replications - 1 degrees of freedom.
/// \param level  in (0, 1).
/// \return       same unit as the ratio; empty with fewer than two denominators above 0.
/// \source       as ratio_standard_error.
[[nodiscard]] std::optional<ConfidenceInterval> ratio_interval(RatioSamples samples, double level);

/// Wilson's score interval for a share.
/// \param share     in [0, 1].
/// \param size      how many were looked at, > 0; need not be whole.
/// \param quantile  of the normal or Student's distribution, > 0.
/// \return          inside [0, 1]; never of zero width.
/// \source          Newcombe, Two-sided confidence intervals for the single proportion, Statistics
///                  in Medicine 17 (1998), method 3 and table I.
[[nodiscard]] ConfidenceInterval wilson_interval(double share, double size, double quantile);

/// Two-sided interval for a share of tickets (first-contact resolution, breaches): Wilson's, with
/// Student's quantile for the normal one and the effective size D / max(1, v / (r (1 - r) / D)),
/// where D is the number of tickets in all, r the share and v its delta-method variance over
/// replications. Tickets of one replication resemble each other, so they count for fewer; yet the
/// delta method alone is far too narrow for rare shares and has no width at 0 and 1 (it covered 30
/// to 89 % of a nominal 95 %).
/// \param samples  tickets: 0 <= numerator <= denominator in each replication.
/// \param level    in (0, 1).
/// \return         inside [0, 1], never of zero width; empty with fewer than two replications that
///                 have tickets.
/// \source         wilson_interval; Korn and Graubard, Survey Methodology 24 (1998), 193-201, for
///                 the effective size (which exceeds D there where v is small, never here).
[[nodiscard]] std::optional<ConfidenceInterval> share_interval(RatioSamples samples, double level);

/// What the interval of a quantile of durations is made of.
struct QuantileSamples {
  double q;                         ///< in (0, 1)
  std::span<const double> at_most;  ///< each replication's tickets that are at most as long as the
                                    ///< quantile of all replications' tickets together
  std::span<const double> tickets;  ///< shape of at_most
};

/// Fewer tickets per replication than this say too little on their own quantile: 5 / min(q, 1 - q).
/// \param q  in (0, 1).
[[nodiscard]] double fewest_tickets_for_quantile(double q);

/// Two-sided interval for a quantile, as quantiles of the same tickets: those at its ends are the
/// durations between which it lies. They are q -+ t sqrt(q (1 - q) / n), where n is the effective
/// size of share_interval() for the share of tickets at most as long as the quantile: replications
/// differ in how many of their tickets those are, and a quantile of all tickets is made by the bad
/// ones. (The spread of the replications' own quantiles says little of that: it covered 70 to 80 %
/// of a nominal 95 %, however many replications there were.)
/// \param level  in (0, 1).
/// \return       inside [0, 1]; empty with fewer than two replications that have tickets, or with
///               fewer than fewest_tickets_for_quantile(q) tickets per replication.
/// \source       Woodruff, Journal of the American Statistical Association 47 (1952), 635-646.
[[nodiscard]] std::optional<ConfidenceInterval> quantile_levels(const QuantileSamples& samples,
                                                                double level);

}  // namespace tiersim
