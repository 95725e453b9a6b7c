#include "tiersim/distribution.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <tuple>

#include "sim/gamma_table.hpp"

namespace tiersim {
namespace {

/// Rescaling can round to 0 or 1, which no inverse takes.
double inside(double u) { return std::clamp(u, 0x1.0p-53, 1.0 - 0x1.0p-53); }

double triangular_inverse(double low, double mode, double high, double u) {
  const double width = high - low;
  if (u * width < mode - low) return low + std::sqrt(u * width * (mode - low));
  return high - std::sqrt((1.0 - u) * width * (high - mode));
}

}  // namespace

// Written out: clang 14 does not come back from a recursive default.
bool Distribution::operator==(const Distribution& other) const {
  const auto fields = [](const Distribution& d) {
    return std::tie(d.kind, d.mean, d.cv, d.shape, d.low, d.mode, d.high, d.values, d.parts);
  };
  return fields(*this) == fields(other);
}

/// What does not fit into three numbers; only the members of the sampler's kind are filled.
struct Sampler::Inverse {
  std::optional<GammaTable> gamma{};
  std::vector<double> values{};  ///< empirical, ascending
  std::vector<Sampler> parts{};  ///< mixture
  std::vector<double> ends{};    ///< mixture: cumulative weights, scaled to end at 1

  explicit Inverse(double gamma_shape) : gamma{gamma_shape} {}
  explicit Inverse(const std::vector<Duration>& as_written);
  Inverse(const std::vector<MixturePart>& mixture, double default_cv);
  [[nodiscard]] double draw_value(double u) const;
  [[nodiscard]] double draw_part(double u) const;
};

Sampler::Inverse::Inverse(const std::vector<Duration>& as_written) {
  assert(!as_written.empty());
  for (const Duration value : as_written) values.push_back(in_ms(value));
  std::sort(values.begin(), values.end());
}

Sampler::Inverse::Inverse(const std::vector<MixturePart>& mixture, double default_cv) {
  assert(!mixture.empty());
  double sum = 0;
  for (const MixturePart& part : mixture) {
    parts.emplace_back(part.of, default_cv);
    ends.push_back(sum += part.weight);
  }
  for (double& end : ends) end /= sum;
}

double Sampler::Inverse::draw_value(double u) const {
  const auto index = static_cast<std::size_t>(u * static_cast<double>(values.size()));
  return values[std::min(index, values.size() - 1)];
}

double Sampler::Inverse::draw_part(double u) const {
  std::size_t i = 0;
  while (i + 1 < ends.size() && u >= ends[i]) ++i;
  const double start = i == 0 ? 0.0 : ends[i - 1];
  return parts[i](inside((u - start) / (ends[i] - start)));
}

Sampler::Sampler(const Distribution& d, double default_cv) : kind_{d.kind}, a_{in_ms(d.mean)} {
  const double cv = d.cv.value_or(default_cv);
  switch (d.kind) {
    case DistributionKind::deterministic:
    case DistributionKind::exponential: return;
    case DistributionKind::lognormal:
      a_ /= std::sqrt(1 + cv * cv);
      b_ = std::sqrt(std::log1p(cv * cv));
      return;
    case DistributionKind::gamma:
      if (cv > 0) {
        inverse_ = std::make_shared<const Inverse>(1 / (cv * cv));
      } else {
        kind_ = DistributionKind::deterministic;
      }
      return;
    case DistributionKind::erlang:
      if (d.shape == 1) {
        kind_ = DistributionKind::exponential;
      } else {
        inverse_ = std::make_shared<const Inverse>(d.shape);
      }
      return;
    case DistributionKind::weibull:
      b_ = 1 / d.shape;
      a_ /= std::exp(log_gamma(1 + b_));
      return;
    case DistributionKind::uniform:
      a_ = in_ms(d.low);
      b_ = in_ms(d.high - d.low);
      return;
    case DistributionKind::triangular:
      a_ = in_ms(d.low);
      b_ = in_ms(d.mode);
      c_ = in_ms(d.high);
      return;
    case DistributionKind::empirical: inverse_ = std::make_shared<const Inverse>(d.values); return;
    case DistributionKind::mixture:
      inverse_ = std::make_shared<const Inverse>(d.parts, default_cv);
      return;
  }
}

double Sampler::draw_other(double u) const {
  switch (kind_) {
    case DistributionKind::deterministic:
    case DistributionKind::exponential: break;  // drawn in the header
    case DistributionKind::lognormal: return a_ * std::exp(b_ * normal_quantile(u));
    case DistributionKind::gamma:
    case DistributionKind::erlang: return a_ * (*inverse_->gamma)(u);
    case DistributionKind::weibull: return a_ * std::pow(-std::log(1.0 - u), b_);
    case DistributionKind::uniform: return a_ + b_ * u;
    case DistributionKind::triangular: return triangular_inverse(a_, b_, c_, u);
    case DistributionKind::empirical: return inverse_->draw_value(u);
    case DistributionKind::mixture: return inverse_->draw_part(u);
  }
  return a_;
}

namespace {

/// Beyond this nothing is drawn, so that the size of a run has a bound.
constexpr double highest_volume_uniform = 1 - 1e-9;

constexpr double ms_of_factor_one = static_cast<double>(one_hour.count());

}  // namespace

VolumeFactor::VolumeFactor(const Distribution& in_hours, double mean)
    : in_ms_{in_hours, 1},
      mean_{mean},
      most_{in_ms_(highest_volume_uniform) / ms_of_factor_one},
      varies_{true} {}

VolumeFactor VolumeFactor::of_cv(double cv) { return {gamma_of_mean_one_hour(cv), 1}; }

VolumeFactor VolumeFactor::of_cases(const std::vector<double>& cases) {
  Distribution d;
  d.kind = DistributionKind::empirical;
  double sum = 0;
  for (const double one : cases) {
    d.values.push_back(to_duration(one * ms_of_factor_one));
    sum += in_ms(d.values.back());
  }
  return {d, sum / ms_of_factor_one / static_cast<double>(cases.size())};
}

double VolumeFactor::operator()(double u) const {
  if (!varies_) return 1;
  return in_ms_(std::min(u, highest_volume_uniform)) / ms_of_factor_one;
}

Distribution gamma_of_mean_one_hour(double cv) {
  Distribution d;
  d.kind = DistributionKind::gamma;
  d.mean = one_hour;
  d.cv = cv;
  return d;
}

}  // namespace tiersim
