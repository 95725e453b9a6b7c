// Two skill groups in the shape of an X: each of two agents takes both types, one is faster at a,
// the other at b, and of two idle ones the faster gets the ticket. First come, first served:
// nobody looks into the queue beyond its head, so that what waits is of type a with its share of
// the arrivals. The state is what each agent does (nothing, a, b), and how many wait.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string crossed = R"(
name: skills as an X
seed: 171
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 48h}
ticket_types:
  a: {skill: a, handle_time: {L1: {exponential: {mean: 10m}}}}
  b: {skill: b, handle_time: {L1: {exponential: {mean: 15m}}}}
demand: {a: {type: a, volume: 2.4/h}, b: {type: b, volume: 3.6/h}}
tiers: [{name: L1, assignment: best_skill}]
staff:
  first: {tier: L1, heads: 1, skills: {a: 1.25, b: 0.75}}
  second: {tier: L1, heads: 1, skills: {a: 0.8, b: 1.5}}
)";

constexpr double rate[2] = {2.4, 3.6};  // an hour, of a and b
constexpr double total = 6;
constexpr double done[2][2] = {{7.5, 3}, {4.8, 6}};  // by agent and type
constexpr std::size_t most_waiting = 120;

/// What the agents do: 0 nothing, 1 a, 2 b.
struct State {
  std::size_t doing[2];
  std::size_t waiting = 0;
  [[nodiscard]] std::size_t number() const { return (waiting * 3 + doing[0]) * 3 + doing[1]; }
};

class Chain {
 public:
  Chain() {
    for (std::size_t x = 0; x < 3; ++x)
      for (std::size_t y = 0; y < 3; ++y) from_short({{x, y}});
    for (std::size_t n = 0; n <= most_waiting; ++n)
      for (std::size_t x = 1; x < 3; ++x)
        for (std::size_t y = 1; y < 3; ++y) from_both({{x, y}, n});
    for (std::size_t n = 1; n <= most_waiting; ++n)  // cannot be: an idle agent and a queue
      for (std::size_t x = 0; x < 3; ++x)
        for (std::size_t y = 0; y < 3; ++y)
          if (x == 0 || y == 0) add({{x, y}, n}, {{0, 0}}, 1);
    const auto p = testing::stationary(9 * (most_waiting + 1), transitions_);
    double waiting = 0;
    for (std::size_t s = 0; s < p.size(); ++s) {
      waiting += static_cast<double>(s / 9) * p[s];
      if (s / 3 % 3 != 0) busy[0] += p[s];
      if (s % 3 != 0) busy[1] += p[s];
    }
    wait = 60 * waiting / total;
  }

  double busy[2] = {0, 0};
  double wait = 0;  ///< mean, in minutes

 private:
  void add(const State& from, const State& to, double r) {
    transitions_.push_back({from.number(), to.number(), r});
  }

  /// Somebody is idle, so that nothing waits.
  void from_short(const State& from) {
    if (from.doing[0] != 0 && from.doing[1] != 0) return;
    for (std::size_t type = 0; type < 2; ++type) {
      State to = from;
      const bool all_idle = from.doing[0] == 0 && from.doing[1] == 0;
      const std::size_t agent = all_idle ? type : (from.doing[0] == 0 ? 0 : 1);
      to.doing[agent] = type + 1;  // the first agent is better at a, the second at b
      add(from, to, rate[type]);
    }
    for (std::size_t agent = 0; agent < 2; ++agent) {
      if (from.doing[agent] == 0) continue;
      State to = from;
      to.doing[agent] = 0;
      add(from, to, done[agent][from.doing[agent] - 1]);
    }
  }

  void from_both(const State& from) {
    if (from.waiting < most_waiting) {
      State to = from;
      ++to.waiting;
      add(from, to, total);
    }
    for (std::size_t agent = 0; agent < 2; ++agent) {
      const double ends = done[agent][from.doing[agent] - 1];
      State to = from;
      if (from.waiting == 0) {
        to.doing[agent] = 0;
        add(from, to, ends);
        continue;
      }
      --to.waiting;
      for (std::size_t type = 0; type < 2; ++type) {
        to.doing[agent] = type + 1;
        add(from, to, ends * rate[type] / total);
      }
    }
  }

  std::vector<testing::Transition> transitions_;
};

}  // namespace

TEST_CASE("two agents who both take two types, as a Markov chain") {
  const Chain chain;
  const ScenarioRun run{crossed, 40};
  const Against form{"X of skills first come", run};
  form.minutes("mean wait", {"wait"}, chain.wait);
  form.number("occupancy of the first", {"occupancy", {{Label::group, "first"}}}, chain.busy[0]);
  form.number("occupancy of the second", {"occupancy", {{Label::group, "second"}}}, chain.busy[1]);
}
