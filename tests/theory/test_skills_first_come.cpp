// Two skill groups in the shape of an N, first come first served: A takes types a and b, B takes b
// only; one agent each, exponential work, of several idle agents the one who is idle longest.
//
// The order of the queue need not be kept whole to have a Markov chain. What B has looked at and
// left are tickets of type a, at the head of the queue; behind them is what nobody has looked at,
// and each ticket there is of type a with its share of the arrivals, whatever happened before. So
// the state is who works and, while tickets wait, (left, unseen):
//   A and B both idle, and who of them longer; B busy alone; A busy alone (left; unseen is 0, for B
//   has looked at all); both busy (left, unseen).
// A takes the head. B looks through the unseen for its first b: k tickets of type a before it are
// left with probability p^k (1 - p); none in n with p^n, and then B is idle.
// Source: the idea is that of Visschers, Adan and Weiss, Queueing Systems 70 (2012), 269-298.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string first_come = R"(
name: skills as an N, first come
seed: 71
horizon: {start: 2026-01-05, length: 15000h, warm_up: 200h, cool_down: 48h}
ticket_types:
  a: {skill: a, handle_time: {L1: {exponential: {mean: 10m}}}}
  b: {skill: b, handle_time: {L1: {exponential: {mean: 10m}}}}
demand: {a: {type: a, volume: 2.4/h}, b: {type: b, volume: 3.6/h}}
tiers: [{name: L1}]
staff:
  both: {tier: L1, heads: 1, skills: [a, b]}
  only_b: {tier: L1, heads: 1, skills: {b: 0.8}}
)";

constexpr double rate_a = 2.4;  // an hour
constexpr double rate_b = 3.6;
constexpr double service_a = 6;    // of agent A, whatever the type
constexpr double service_b = 4.8;  // of agent B, at speed 0.8
constexpr double share_a = rate_a / (rate_a + rate_b);

/// The chain, cut at so many left and unseen tickets: arrivals beyond are lost.
class Chain {
 public:
  Chain(std::size_t most_left, std::size_t most_unseen)
      : most_left_{most_left}, most_unseen_{most_unseen} {
    from_idle();
    for (std::size_t left = 0; left <= most_left_; ++left) {
      from_a_alone(left);
      for (std::size_t unseen = 0; unseen <= most_unseen_; ++unseen) from_both(left, unseen);
    }
    const std::size_t states = both(most_left_, most_unseen_) + 1;
    const std::vector<double> p = testing::stationary(states, transitions_);
    busy_a = 1 - p[a_longer] - p[b_longer] - p[b_alone];
    busy_b = p[b_alone];
    double left_tickets = 0;
    double unseen_tickets = 0;
    for (std::size_t left = 0; left <= most_left_; ++left) {
      left_tickets += static_cast<double>(left) * p[a_alone(left)];
      for (std::size_t unseen = 0; unseen <= most_unseen_; ++unseen) {
        const double here = p[both(left, unseen)];
        busy_b += here;
        left_tickets += static_cast<double>(left) * here;
        unseen_tickets += static_cast<double>(unseen) * here;
      }
    }
    wait_a = 60 * (left_tickets + share_a * unseen_tickets) / rate_a;  // Little
    wait_b = 60 * (1 - share_a) * unseen_tickets / rate_b;
  }

  double busy_a = 0;
  double busy_b = 0;
  double wait_a = 0;  ///< mean, in minutes
  double wait_b = 0;

 private:
  static constexpr std::size_t a_longer = 0;  // both idle, A longer
  static constexpr std::size_t b_longer = 1;
  static constexpr std::size_t b_alone = 2;
  [[nodiscard]] static std::size_t a_alone(std::size_t left) { return 3 + left; }
  [[nodiscard]] std::size_t both(std::size_t left, std::size_t unseen) const {
    return 4 + most_left_ + left * (most_unseen_ + 1) + unseen;
  }
  void add(std::size_t from, std::size_t to, double rate) {
    transitions_.push_back({from, to, rate});
  }

  void from_idle() {
    add(a_longer, a_alone(0), rate_a + rate_b);
    add(b_longer, a_alone(0), rate_a);
    add(b_longer, b_alone, rate_b);
    add(b_alone, both(0, 0), rate_a + rate_b);
    add(b_alone, a_longer, service_b);
  }

  void from_a_alone(std::size_t left) {
    if (left < most_left_) add(a_alone(left), a_alone(left + 1), rate_a);
    add(a_alone(left), both(left, 0), rate_b);
    add(a_alone(left), left > 0 ? a_alone(left - 1) : b_longer, service_a);
  }

  void from_both(std::size_t left, std::size_t unseen) {
    const std::size_t from = both(left, unseen);
    if (unseen < most_unseen_) add(from, both(left, unseen + 1), rate_a + rate_b);
    if (left > 0) {
      add(from, both(left - 1, unseen), service_a);
    } else {
      add(from, unseen > 0 ? both(0, unseen - 1) : b_alone, service_a);
    }
    double all_a = 1;  // probability that the tickets looked at so far are of type a
    for (std::size_t k = 0; k < unseen; ++k) {
      add(from, both(std::min(left + k, most_left_), unseen - k - 1),
          service_b * all_a * (1 - share_a));
      all_a *= share_a;
    }
    add(from, a_alone(std::min(left + unseen, most_left_)), service_b * all_a);
  }

  std::size_t most_left_;
  std::size_t most_unseen_;
  std::vector<testing::Transition> transitions_;
};

}  // namespace

TEST_CASE("two skill groups, first come first served, as a Markov chain") {
  const Chain chain{36, 28};
  const Chain smaller{30, 23};  // what the cut leaves out is far below a standard error
  CHECK(smaller.wait_a == Catch::Approx(chain.wait_a).epsilon(1e-4));
  CHECK(smaller.wait_b == Catch::Approx(chain.wait_b).epsilon(1e-4));

  const ScenarioRun run{first_come, 40};
  const Against form{"N of skills first come", run};
  form.minutes("mean wait of a", {"wait", {{Label::type, "a"}}}, chain.wait_a);
  form.minutes("mean wait of b", {"wait", {{Label::type, "b"}}}, chain.wait_b);
  form.number("occupancy of both", {"occupancy", {{Label::group, "both"}}}, chain.busy_a);
  form.number("occupancy of only_b", {"occupancy", {{Label::group, "only_b"}}}, chain.busy_b);
}
