#include "tiersim/queueing.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tiersim {

namespace {

/// 1 / B(agents), which may be too large to hold where the load is small.
double inverse_of_blocked(std::uint64_t agents, double load) {
  // 1 / B(n) = 1 + n / load / B(n - 1). What an error at the start becomes shrinks by n / load a
  // step, so that eight standard deviations below load and agents any start will do (by exp(-32)).
  const auto most = static_cast<double>(agents);
  const double start = std::max(0.0, std::floor(std::min(load, most) - 8 * std::sqrt(load)));
  double inverse = start > 0 ? 1 / (1 - start / load) : 1;
  for (double n = start + 1; n <= most; ++n) inverse = 1 + n / load * inverse;
  return inverse;
}

/// The wait that a contact without end of patience would meet, in M/M/c whose others hang up: its
/// density is arrivals x P(one agent free) x exp(exponent(v)) at v > 0.
class OfferedWait {
 public:
  OfferedWait(std::uint64_t agents, const LiveLoad& live)
      : leaving_{1 / live.mean_patience_ms},
        arrivals_{live.load / live.mean_handle_ms},
        done_{static_cast<double>(agents) / live.mean_handle_ms} {
    const double peak = arrivals_ > done_ ? std::log(arrivals_ / done_) / leaving_ : 0;
    top_ = exponent(peak);
    end_ = peak + 1 / done_;
    while (exponent(end_) > top_ - negligible) end_ = peak + 2 * (end_ - peak);
    start_ = exponent(0) > top_ - negligible ? 0 : first_above(peak);
  }

  /// The integral of f(v) x arrivals x exp(exponent(v) - top()) up to `to`.
  template <class F>
  [[nodiscard]] double integral(const F& f, double to) const {
    const double end = std::clamp(to, start_, end_);
    const double nobody_left = std::clamp(negligible / leaving_, start_, end);
    return arrivals_ * (between(f, start_, nobody_left) + between(f, nobody_left, end));
  }
  [[nodiscard]] double top() const { return top_; }
  [[nodiscard]] double end() const { return end_; }
  /// Probability of being still there after so long.
  [[nodiscard]] double stays(double v) const { return std::exp(-leaving_ * v); }

 private:
  static constexpr double negligible = 45;  ///< exp(-45) is some 1e-20

  [[nodiscard]] double exponent(double v) const {
    return -arrivals_ / leaving_ * std::expm1(-leaving_ * v) - done_ * v;
  }
  /// Where the exponent, which rises up to the peak, is no longer negligible.
  [[nodiscard]] double first_above(double peak) const {
    double low = 0;
    double high = peak;
    for (int i = 0; i < 100; ++i) {
      const double middle = (low + high) / 2;
      (exponent(middle) > top_ - negligible ? high : low) = middle;
    }
    return low;
  }
  template <class F>
  [[nodiscard]] double between(const F& f, double low, double high) const {
    constexpr int panels = 400;
    const double width = (high - low) / panels;
    double sum = 0;
    for (int i = 0; i < panels && width > 0; ++i) sum += panel(f, low + i * width, width / 2);
    return sum;
  }
  /// Gauss-Legendre with five points.
  template <class F>
  [[nodiscard]] double panel(const F& f, double low, double half) const {
    constexpr std::array nodes{-0.9061798459386640, -0.5384693101056831, 0.0, 0.5384693101056831,
                               0.9061798459386640};
    constexpr std::array weights{0.2369268850561891, 0.4786286704993665, 0.5688888888888889,
                                 0.4786286704993665, 0.2369268850561891};
    double sum = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const double v = low + half * (1 + nodes[i]);
      sum += weights[i] * f(v) * std::exp(exponent(v) - top_);
    }
    return sum * half;
  }

  double leaving_;   ///< who waits, a ms
  double arrivals_;  ///< a ms
  double done_;      ///< a ms, with all agents busy
  double top_ = 0;
  double start_ = 0;
  double end_ = 0;
};

LiveAnswer with_patience(std::uint64_t agents, const LiveLoad& live, double within_ms) {
  const OfferedWait wait{agents, live};
  const auto one = [](double) { return 1.0; };
  const auto stays = [&](double v) { return wait.stays(v); };
  const auto lasts = [&](double v) { return v * wait.stays(v); };
  // All by the probability that just one agent is free, and by exp(top).
  const double free = inverse_of_blocked(agents - 1, live.load) * std::exp(-wait.top());
  if (!std::isfinite(free)) {  // so many for so little that nobody ever waits
    return {.answered_within = 1, .occupancy = live.load / static_cast<double>(agents)};
  }
  const double waiting = wait.integral(one, wait.end());
  const double answered = free + wait.integral(stays, wait.end());
  const double all = free + waiting;
  LiveAnswer answer;
  answer.waiting = waiting / all;
  answer.answered_within = (free + wait.integral(stays, within_ms)) / all;
  answer.abandoned = wait.integral([&](double v) { return 1 - stays(v); }, wait.end()) / all;
  answer.mean_wait_ms = wait.integral(lasts, wait.end()) / answered;
  answer.occupancy = live.load * (1 - answer.abandoned) / static_cast<double>(agents);
  return answer;
}

bool holds_promise(std::uint64_t agents, const LiveLoad& live, const LivePromise& promise) {
  const std::optional<LiveAnswer> answer = live_answer(agents, live, promise.within_ms);
  return answer && answer->answered_within >= promise.share &&
         answer->occupancy <= promise.occupancy_cap + 1e-9;
}

}  // namespace

double erlang_b(std::uint64_t agents, double load) {
  if (load <= 0) return agents == 0 ? 1 : 0;
  return 1 / inverse_of_blocked(agents, load);
}

double erlang_c(std::uint64_t agents, double load) {
  if (load <= 0) return 0;
  const double blocked = erlang_b(agents, load);
  const double busy = load / static_cast<double>(agents);
  return blocked / (1 - busy * (1 - blocked));
}

std::optional<LiveAnswer>
live_answer(std::uint64_t agents, const LiveLoad& live, double within_ms) {
  if (live.load <= 0) return LiveAnswer{.answered_within = 1};
  if (std::isfinite(live.mean_patience_ms)) return with_patience(agents, live, within_ms);
  const double spare = static_cast<double>(agents) - live.load;
  if (spare <= 0) return std::nullopt;
  const double waiting = erlang_c(agents, live.load);
  return LiveAnswer{.waiting = waiting,
                    .answered_within =
                        1 - waiting * std::exp(-spare * within_ms / live.mean_handle_ms),
                    .mean_wait_ms = waiting * live.mean_handle_ms / spare,
                    .occupancy = live.load / static_cast<double>(agents)};
}

double answered_within(std::uint64_t agents, const LiveLoad& live, double within_ms) {
  const std::optional<LiveAnswer> answer = live_answer(agents, live, within_ms);
  return answer ? answer->answered_within : 0;
}

std::uint64_t agents_for(const LiveLoad& live, const LivePromise& promise) {
  if (live.load <= 0) return 0;
  // More agents answer more in time and are less busy: the first that does is found by halving.
  std::uint64_t too_few = 0;
  std::uint64_t enough = static_cast<std::uint64_t>(live.load) + 1;
  for (std::uint64_t step = 1; !holds_promise(enough, live, promise); step *= 2) {
    too_few = enough;
    enough += step;
  }
  while (enough - too_few > 1) {
    const std::uint64_t middle = too_few + (enough - too_few) / 2;
    (holds_promise(middle, live, promise) ? enough : too_few) = middle;
  }
  return enough;
}

}  // namespace tiersim
