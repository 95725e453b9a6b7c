#pragma once
// Distributions of durations: as a planner writes them, and compiled for drawing by inversion.

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/units.hpp"

namespace tiersim {

enum class DistributionKind : std::uint8_t {
  deterministic,
  exponential,
  lognormal,
  gamma,
  erlang,
  weibull,
  uniform,
  triangular,
  empirical,
  mixture,
};

struct MixturePart;

/// A distribution of durations as written. Which fields count depends on the kind:
/// exponential, deterministic: mean; lognormal, gamma: mean, cv (standard deviation / mean > 0;
/// lognormal may leave cv out where a default is documented); erlang: mean, shape = phases >= 1;
/// weibull: mean, shape > 0; uniform: low <= high; triangular: low <= mode <= high;
/// empirical: values (one or more, equally likely, drawn as they are); mixture: parts (one or
/// more).
struct Distribution {
  DistributionKind kind = DistributionKind::deterministic;
  Duration mean{0};
  std::optional<double> cv{};
  double shape = 1;
  Duration low{0};
  Duration mode{0};
  Duration high{0};
  std::vector<Duration> values{};
  std::vector<MixturePart> parts;  // no {}: the type is incomplete here
  bool in_days = false;            ///< some time of it was written in d or w; not compared
  bool operator==(const Distribution&) const;
};

struct MixturePart {
  double weight = 1;  ///< > 0; weights are scaled to sum to 1
  Distribution of{};
  bool operator==(const MixturePart&) const = default;
};

/// Mean in milliseconds, exact for every kind (no kind's mean depends on its cv).
[[nodiscard]] double mean_ms(const Distribution& d);
/// Squared coefficient of variation, variance / mean^2; 0 where the mean is 0.
/// \param default_cv  the cv of a lognormal that leaves it out.
[[nodiscard]] double squared_cv(const Distribution& d, double default_cv);

/// P(X > t), and E[min(X, t)] in ms: what a cut at t leaves. \param t  >= 0.
[[nodiscard]] double survival(const Distribution& d, double default_cv, Duration t);
[[nodiscard]] double mean_cut_ms(const Distribution& d, double default_cv, Duration t);

/// A distribution compiled for drawing: one uniform in, one duration in milliseconds out.
/// Increasing in u for every kind but mixture (which is so within each part), so that common
/// random numbers keep their order: exponential is -mean log(1 - u), empirical values are sorted.
/// Cheap to copy; immutable; safe to share between threads.
class Sampler {
 public:
  Sampler() = default;  ///< always 0
  Sampler(const Distribution& d, double default_cv);

  /// \param u  in (0, 1). \return milliseconds >= 0, not rounded; may be very large.
  [[nodiscard]] double operator()(double u) const {
    if (kind_ == DistributionKind::deterministic) return a_;
    if (kind_ == DistributionKind::exponential) return -a_ * std::log(1.0 - u);
    return draw_other(u);
  }

 private:
  struct Inverse;  // table, values or parts, for the kinds that need one
  [[nodiscard]] double draw_other(double u) const;  // keeps the hot kinds inline and small

  DistributionKind kind_ = DistributionKind::deterministic;
  double a_ = 0;  ///< scale (mean, exp(mu), lambda) or low
  double b_ = 0;  ///< sigma, 1 / shape, high - low, or mode
  double c_ = 0;  ///< high
  std::shared_ptr<const Inverse> inverse_;
};

/// A factor on a volume, compiled for drawing. Cheap to copy; immutable.
class VolumeFactor {
 public:
  VolumeFactor() = default;  ///< always 1
  /// Gamma of mean 1. \param cv  in (0, 1].
  [[nodiscard]] static VolumeFactor of_cv(double cv);
  /// Each equally likely. \param cases  one or more, in [0, 10].
  [[nodiscard]] static VolumeFactor of_cases(const std::vector<double>& cases);

  /// \param u  in (0, 1). \return in [0, most()]; increasing in u.
  [[nodiscard]] double operator()(double u) const;
  [[nodiscard]] double mean() const { return mean_; }
  /// No larger one is drawn: of a gamma the quantile at 1 - 1e-9.
  [[nodiscard]] double most() const { return most_; }
  [[nodiscard]] bool varies() const { return varies_; }

 private:
  VolumeFactor(const Distribution& in_hours, double mean);

  Sampler in_ms_;  ///< a factor of 1 is an hour
  double mean_ = 1;
  double most_ = 1;
  bool varies_ = false;
};

/// Standard normal quantile. \param u in (0, 1).
/// \source Wichura, Algorithm AS 241, Applied Statistics 37 (1988), PPND16: relative error 1e-16.
[[nodiscard]] double normal_quantile(double u);

/// A gamma variable of mean 1 and the given squared cv, by the monotone table of Sampler;
/// used for the daily variation. \param cv > 0.
[[nodiscard]] Distribution gamma_of_mean_one_hour(double cv);

}  // namespace tiersim
