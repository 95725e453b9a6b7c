// Two skill groups in the shape of an N with priorities: A takes types a (P1) and b (P2), B takes b
// only, one agent each, exponential work that depends on the type, B is faster at b, and an idle B
// is preferred. The state is what A does (idle, a, b), whether B works, and how many of each type
// wait: while A is idle nothing waits, and while B is idle no b waits.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string by_priority = R"(
name: skills as an N, by priority
seed: 76
horizon: {start: 2026-01-05, length: 15000h, warm_up: 200h, cool_down: 48h}
priorities: [P1, P2]
ticket_types:
  a: {skill: a, handle_time: {L1: {exponential: {mean: 10m}}}}
  b: {skill: b, handle_time: {L1: {exponential: {mean: 15m}}}}
demand:
  a: {type: a, volume: 2.4/h, priorities: {P1: 100%}}
  b: {type: b, volume: 3.6/h, priorities: {P2: 100%}}
tiers: [{name: L1, queue: by_priority, groups: [only_b, both]}]
staff:
  both: {tier: L1, heads: 1, skills: [a, b]}
  only_b: {tier: L1, heads: 1, skills: {b: 1.25}}
)";

constexpr double rate_a = 2.4;  // an hour
constexpr double rate_b = 3.6;
constexpr double a_by_a = 6;  // A's work on type a
constexpr double b_by_a = 4;
constexpr double b_by_b = 5;

/// What A works on.
enum class Work : std::size_t { a, b };

/// The chain, cut at so many waiting tickets of each type: arrivals beyond are lost.
class Chain {
 public:
  Chain(std::size_t most_a, std::size_t most_b) : most_a_{most_a}, most_b_{most_b} {
    from_a_idle();
    for (const Work work : {Work::a, Work::b}) {
      for (std::size_t qa = 0; qa <= most_a_; ++qa) {
        from_b_idle(work, qa);
        for (std::size_t qb = 0; qb <= most_b_; ++qb) from_both_busy(work, qa, qb);
      }
    }
    const std::size_t states = both(Work::b, most_a_, most_b_) + 1;
    const std::vector<double> p = testing::stationary(states, transitions_);
    busy_a = 1 - p[idle] - p[b_alone];
    busy_b = p[b_alone];
    double waiting_a = 0;
    double waiting_b = 0;
    for (const Work work : {Work::a, Work::b}) {
      for (std::size_t qa = 0; qa <= most_a_; ++qa) {
        waiting_a += static_cast<double>(qa) * p[a_alone(work, qa)];
        for (std::size_t qb = 0; qb <= most_b_; ++qb) {
          const double here = p[both(work, qa, qb)];
          busy_b += here;
          waiting_a += static_cast<double>(qa) * here;
          waiting_b += static_cast<double>(qb) * here;
        }
      }
    }
    wait_a = 60 * waiting_a / rate_a;  // Little
    wait_b = 60 * waiting_b / rate_b;
  }

  double busy_a = 0;
  double busy_b = 0;
  double wait_a = 0;  ///< mean, in minutes
  double wait_b = 0;

 private:
  static constexpr std::size_t idle = 0;
  static constexpr std::size_t b_alone = 1;
  [[nodiscard]] std::size_t a_alone(Work work, std::size_t qa) const {
    return 2 + static_cast<std::size_t>(work) * (most_a_ + 1) + qa;
  }
  [[nodiscard]] std::size_t both(Work work, std::size_t qa, std::size_t qb) const {
    const std::size_t row = static_cast<std::size_t>(work) * (most_a_ + 1) + qa;
    return 2 + 2 * (most_a_ + 1) + row * (most_b_ + 1) + qb;
  }
  [[nodiscard]] static double done(Work work) { return work == Work::a ? a_by_a : b_by_a; }
  void add(std::size_t from, std::size_t to, double rate) {
    transitions_.push_back({from, to, rate});
  }

  void from_a_idle() {
    add(idle, a_alone(Work::a, 0), rate_a);
    add(idle, b_alone, rate_b);  // B is preferred
    add(b_alone, both(Work::a, 0, 0), rate_a);
    add(b_alone, both(Work::b, 0, 0), rate_b);
    add(b_alone, idle, b_by_b);
  }

  void from_b_idle(Work work, std::size_t qa) {
    const std::size_t from = a_alone(work, qa);
    if (qa < most_a_) add(from, a_alone(work, qa + 1), rate_a);
    add(from, both(work, qa, 0), rate_b);
    add(from, qa > 0 ? a_alone(Work::a, qa - 1) : idle, done(work));
  }

  void from_both_busy(Work work, std::size_t qa, std::size_t qb) {
    const std::size_t from = both(work, qa, qb);
    if (qa < most_a_) add(from, both(work, qa + 1, qb), rate_a);
    if (qb < most_b_) add(from, both(work, qa, qb + 1), rate_b);
    add(from, qb > 0 ? both(work, qa, qb - 1) : a_alone(work, qa), b_by_b);
    if (qa > 0) {
      add(from, both(Work::a, qa - 1, qb), done(work));
    } else {
      add(from, qb > 0 ? both(Work::b, 0, qb - 1) : b_alone, done(work));
    }
  }

  std::size_t most_a_;
  std::size_t most_b_;
  std::vector<testing::Transition> transitions_;
};

}  // namespace

TEST_CASE("two skill groups with priorities, as a Markov chain") {
  const Chain chain{17, 22};
  const Chain smaller{14, 18};  // what the cut leaves out is far below a standard error
  CHECK(smaller.wait_a == Catch::Approx(chain.wait_a).epsilon(2e-4));
  CHECK(smaller.wait_b == Catch::Approx(chain.wait_b).epsilon(2e-4));

  const ScenarioRun run{by_priority, 40};
  const Against form{"N of skills by priority", run};
  form.minutes("mean wait of a", {"wait", {{Label::type, "a"}}}, chain.wait_a);
  form.minutes("mean wait of b", {"wait", {{Label::type, "b"}}}, chain.wait_b);
  form.number("occupancy of both", {"occupancy", {{Label::group, "both"}}}, chain.busy_a);
  form.number("occupancy of only_b", {"occupancy", {{Label::group, "only_b"}}}, chain.busy_b);
}
