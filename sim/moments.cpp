// What is known of a distribution without drawing from it: closed forms for every kind.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/gamma_table.hpp"
#include "tiersim/distribution.hpp"

namespace tiersim {
namespace {

double square(double x) { return x * x; }
double cube(double x) { return x * x * x; }
double normal_below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// Mean over the values, or weighted over the parts, of what `of` gives for each.
template <class F>
double mean_of_values(const Distribution& d, F of) {
  double sum = 0;
  for (const Duration value : d.values) sum += of(in_ms(value));
  return sum / static_cast<double>(d.values.size());
}

template <class F>
double mean_of_parts(const Distribution& d, F of) {
  double sum = 0;
  double weights = 0;
  for (const MixturePart& part : d.parts) {
    sum += part.weight * of(part.of);
    weights += part.weight;
  }
  return sum / weights;
}

/// Gamma and erlang alike: the shape, of which the cv is 1 / sqrt.
double gamma_shape(const Distribution& d, double default_cv) {
  if (d.kind == DistributionKind::erlang) return d.shape;
  return 1 / square(d.cv.value_or(default_cv));
}

double weibull_scale(const Distribution& d) {
  return in_ms(d.mean) / std::exp(log_gamma(1 + 1 / d.shape));
}

double variance_of_values(const Distribution& d, double mean) {
  return mean_of_values(d, [mean](double x) { return square(x - mean); });
}

double variance_of_parts(const Distribution& d, double default_cv, double mean) {
  return mean_of_parts(d, [=](const Distribution& part) {
    const double part_mean = mean_ms(part);
    return squared_cv(part, default_cv) * square(part_mean) + square(part_mean - mean);
  });
}

double triangular_variance(const Distribution& d) {
  const double l = in_ms(d.low);
  const double m = in_ms(d.mode);
  const double h = in_ms(d.high);
  return (square(m - l) + square(h - m) + square(h - l)) / 36;
}

/// log(t / median) / sigma of a lognormal.
struct LognormalPoint {
  double z;
  double sigma;
};
LognormalPoint lognormal_point(const Distribution& d, double cv, double t) {
  const double sigma = std::sqrt(std::log1p(cv * cv));
  const double median = in_ms(d.mean) / std::sqrt(1 + cv * cv);
  return {std::log(t / median) / sigma, sigma};
}

double triangular_survival(const Distribution& d, double t) {
  const double l = in_ms(d.low);
  const double m = in_ms(d.mode);
  const double h = in_ms(d.high);
  if (t < l) return 1;
  if (t >= h) return 0;
  if (t < m) return 1 - square(t - l) / ((h - l) * (m - l));
  return square(h - t) / ((h - l) * (h - m));
}

double triangular_mean_cut(const Distribution& d, double t) {
  const double l = in_ms(d.low);
  const double m = in_ms(d.mode);
  const double h = in_ms(d.high);
  if (t <= l) return t;
  if (t >= h) return mean_ms(d);
  if (t < m) return t - cube(t - l) / (3 * (h - l) * (m - l));
  return mean_ms(d) - cube(h - t) / (3 * (h - l) * (h - m));
}

/// A mean of 0, or a spread of 0, makes any kind a constant.
bool is_constant(const Distribution& d, double default_cv) {
  switch (d.kind) {
    case DistributionKind::deterministic: return true;
    case DistributionKind::lognormal:
    case DistributionKind::gamma: return d.mean.count() == 0 || d.cv.value_or(default_cv) <= 0;
    case DistributionKind::exponential:
    case DistributionKind::erlang:
    case DistributionKind::weibull: return d.mean.count() == 0;
    case DistributionKind::uniform:
    case DistributionKind::triangular: return d.low == d.high;
    case DistributionKind::empirical:
    case DistributionKind::mixture: return false;
  }
  return false;
}

}  // namespace

double mean_ms(const Distribution& d) {
  switch (d.kind) {
    case DistributionKind::deterministic:
    case DistributionKind::exponential:
    case DistributionKind::lognormal:
    case DistributionKind::gamma:
    case DistributionKind::erlang:
    case DistributionKind::weibull: return in_ms(d.mean);
    case DistributionKind::uniform: return in_ms(d.low + d.high) / 2;
    case DistributionKind::triangular: return in_ms(d.low + d.mode + d.high) / 3;
    case DistributionKind::empirical: return mean_of_values(d, [](double x) { return x; });
    case DistributionKind::mixture:
      return mean_of_parts(d, [](const Distribution& part) { return mean_ms(part); });
  }
  return 0;
}

double squared_cv(const Distribution& d, double default_cv) {
  const double mean = mean_ms(d);
  if (mean == 0 || is_constant(d, default_cv)) return 0;
  switch (d.kind) {
    case DistributionKind::deterministic: return 0;
    case DistributionKind::exponential: return 1;
    case DistributionKind::lognormal:
    case DistributionKind::gamma: return square(d.cv.value_or(default_cv));
    case DistributionKind::erlang: return 1 / d.shape;
    case DistributionKind::weibull:
      return std::expm1(log_gamma(1 + 2 / d.shape) - 2 * log_gamma(1 + 1 / d.shape));
    case DistributionKind::uniform: return square(in_ms(d.high - d.low) / mean) / 12;
    case DistributionKind::triangular: return triangular_variance(d) / square(mean);
    case DistributionKind::empirical: return variance_of_values(d, mean) / square(mean);
    case DistributionKind::mixture: return variance_of_parts(d, default_cv, mean) / square(mean);
  }
  return 0;
}

double survival(const Distribution& d, double default_cv, Duration cut) {
  const double t = in_ms(cut);
  if (is_constant(d, default_cv)) return mean_ms(d) > t ? 1 : 0;
  switch (d.kind) {
    case DistributionKind::deterministic: return mean_ms(d) > t ? 1 : 0;
    case DistributionKind::exponential: return std::exp(-t / in_ms(d.mean));
    case DistributionKind::lognormal:
      return normal_below(-lognormal_point(d, d.cv.value_or(default_cv), t).z);
    case DistributionKind::gamma:
    case DistributionKind::erlang: {
      const double shape = gamma_shape(d, default_cv);
      return gamma_above(shape, t * shape / in_ms(d.mean));
    }
    case DistributionKind::weibull: return std::exp(-std::pow(t / weibull_scale(d), d.shape));
    case DistributionKind::uniform:
      return std::clamp((in_ms(d.high) - t) / in_ms(d.high - d.low), 0.0, 1.0);
    case DistributionKind::triangular: return triangular_survival(d, t);
    case DistributionKind::empirical:
      return mean_of_values(d, [t](double x) { return x > t ? 1.0 : 0.0; });
    case DistributionKind::mixture:
      return mean_of_parts(
          d, [=](const Distribution& part) { return survival(part, default_cv, cut); });
  }
  return 0;
}

double mean_cut_ms(const Distribution& d, double default_cv, Duration cut) {
  const double t = in_ms(cut);
  if (is_constant(d, default_cv)) return std::min(mean_ms(d), t);
  switch (d.kind) {
    case DistributionKind::deterministic: return std::min(mean_ms(d), t);
    case DistributionKind::exponential: return -in_ms(d.mean) * std::expm1(-t / in_ms(d.mean));
    case DistributionKind::lognormal: {
      const auto [z, sigma] = lognormal_point(d, d.cv.value_or(default_cv), t);
      return in_ms(d.mean) * normal_below(z - sigma) + t * normal_below(-z);
    }
    case DistributionKind::gamma:
    case DistributionKind::erlang: {
      const double shape = gamma_shape(d, default_cv);
      const double x = t * shape / in_ms(d.mean);
      return in_ms(d.mean) * gamma_below(shape + 1, x) + t * gamma_above(shape, x);
    }
    case DistributionKind::weibull:
      return in_ms(d.mean) * gamma_below(1 / d.shape, std::pow(t / weibull_scale(d), d.shape));
    case DistributionKind::uniform:
      if (cut <= d.low) return t;
      if (cut >= d.high) return mean_ms(d);
      return t - square(t - in_ms(d.low)) / (2 * in_ms(d.high - d.low));
    case DistributionKind::triangular: return triangular_mean_cut(d, t);
    case DistributionKind::empirical:
      return mean_of_values(d, [t](double x) { return std::min(x, t); });
    case DistributionKind::mixture:
      return mean_of_parts(
          d, [=](const Distribution& part) { return mean_cut_ms(part, default_cv, cut); });
  }
  return 0;
}

}  // namespace tiersim
