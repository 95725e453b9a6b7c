// The sequential test of `tiersim check`: its triangle, worked out by hand.

#include "tiersim/gate.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"

using namespace tiersim;
using Catch::Approx;

namespace {

/// Two values by turns: batches of ten have no variance.
void add_pairs(GateTest& test, std::size_t replications, double low, double high) {
  for (std::size_t i = 0; i < replications; ++i) test.add({i % 2 == 0 ? low : high, 1});
}

/// Batches of ten, by turns `low` and `high`.
void add_batches(GateTest& test, std::size_t batches, double low, double high) {
  for (std::size_t i = 0; i < batches * GateTest::least_batch; ++i) {
    test.add({i / GateTest::least_batch % 2 == 0 ? low : high, 1});
  }
}

}  // namespace

TEST_CASE("gate: before twenty batches of ten nothing is decided, then what has no variance is") {
  GateTest test{0.5};
  add_pairs(test, 199, -2, -1);
  CHECK(test.look(0.05, 0.05) == Decision::undecided);
  CHECK(test.next_look() == 200);
  add_pairs(test, 1, -1, -1);
  CHECK(test.look(0.05, 0.05) == Decision::pass);
  GateTest beyond{0.5};
  add_pairs(beyond, 200, 0, 1);  // 0.5: the zone's end
  CHECK(beyond.look(0.05, 0.05) == Decision::fail);
}

TEST_CASE("gate: the bound belongs to the good side, the zone's end to the bad one") {
  GateTest at_bound{0.5};
  add_pairs(at_bound, 200, -1, 1);
  CHECK(at_bound.look(0.05, 0.05) == Decision::pass);
  GateTest in_the_middle{0.5};
  add_pairs(in_the_middle, 200, 0.25, 0.25);
  CHECK(in_the_middle.look(0.05, 0.05) == Decision::fail);  // sums of 0 are no pass
}

TEST_CASE("gate: what was not seen yet is not taken for none") {
  // Nothing is beyond, in tickets of which 3,000 are asked for: 400 replications of 10 are enough.
  GateTest rare{0.01, 3'000};
  for (int i = 0; i < 319; ++i) rare.add({-0.1, 10});
  CHECK(rare.look(0.05, 0.05) == Decision::undecided);
  CHECK(rare.batch() == 20);  // of 200 replications only 2,000 tickets
  for (int i = 319; i < 400; ++i) rare.add({-0.1, 10});
  CHECK(rare.look(0.05, 0.05) == Decision::pass);
}

TEST_CASE("gate: skewed chance that is small beside the zone is no reason to wait") {
  // One replication in forty is 0.1 worse: standard error 0.0011, skewed, and the zone is 1.
  GateTest test{1};
  for (int i = 0; i < 200; ++i) test.add({i % 40 == 0 ? -0.4 : -0.5, 1});
  CHECK(test.batch() == 10);
  CHECK(test.look(0.05, 0.05) == Decision::pass);
  GateTest narrow{0.01};
  for (int i = 0; i < 200; ++i) narrow.add({i % 40 == 0 ? 0.1 : 0.0, 1});
  CHECK(narrow.batch() == 20);
}

TEST_CASE("gate: the triangle by hand") {
  // a = 0.05: eta = (0.1^(-2/19) - 1) / 2 = 0.137137, h2 = 2 eta x 19 = 5.211192. Batches of -1 - c
  // and 1 - c by turns have the variance 20/19, so that with a zone of 1 (half: 0.5) the triangle
  // after n batches is (1/4) (5.211192 x 1.052632 / 0.25 - n) = 5.485466 - n/4: 0.485466 after 20.
  const double eta = (std::pow(0.1, -2.0 / 19) - 1) / 2;
  CHECK(eta == Approx(0.137137).epsilon(1e-5));
  GateTest test{1};
  add_batches(test, 20, -0.49, 1.51);  // mean 0.51: the sum less half of the zone is 0.2
  CHECK(test.look(0.05, 0.05) == Decision::undecided);
  CHECK(test.next_look() == 210);
  add_batches(test, 2, -0.49, 1.51);  // after 22: 0.22 against 5.485466 - 5.5 < 0
  CHECK(test.look(0.05, 0.05) == Decision::fail);
  GateTest far{1};
  add_batches(far, 20, -0.47, 1.53);  // mean 0.53: 0.6, above 0.485466
  CHECK(far.look(0.05, 0.05) == Decision::fail);
  // A smaller error rate asks for more: a = 0.01: eta = (0.02^(-2/19) - 1)/2 = 0.254768.
  CHECK(far.look(0.05, 0.01) == Decision::undecided);
}

TEST_CASE("gate: a skewed batch is doubled, and the first ones with it") {
  GateTest test{1};
  // One in a hundred is 100: skewness near 9.85, of the mean of ten 3.11, of 640 less than 0.5.
  for (int i = 0; i < 200'000 && test.look(0.05, 0.05) == Decision::undecided; ++i) {
    test.add({i % 100 == 57 ? 99.0 : -1.0, 1});
  }
  CHECK(test.batch() == 640);
}

TEST_CASE("gate: where nothing is weighed there is nothing to decide") {
  GateTest test{0.01};
  for (int i = 0; i < 200; ++i) test.add({0, 0});
  CHECK(test.look(0.05, 0.05) == Decision::nothing);
  CHECK(!test.mean_beyond());
}

TEST_CASE("gate: replications without a ticket stay in, as zeros") {
  GateTest test{0.1};
  for (int i = 0; i < 200; ++i) {
    if (i % 2 == 0) {
      test.add({0, 0});
    } else {
      test.add({-3, 10});
    }
  }
  CHECK(*test.mean_beyond() == Approx(-0.3));
  CHECK(test.look(0.05, 0.05) == Decision::pass);
}

TEST_CASE("gate: Holm's method spends more on those that are left") {
  // Five pass at once; the sixth then passes at a, which it would not at a / 6.
  std::vector<GateRule> rules(6, GateRule{1, true});
  Gate gate{rules, 0.05};
  Gate alone{{{1, true}}, 0.05 / 6};
  for (std::size_t i = 0; i < 200; ++i) {
    const double noise = i / 10 % 2 == 0 ? -1 : 1;
    std::vector<GateSample> samples(6, GateSample{-9, 1});
    samples[5].beyond = noise + 0.5 - 0.03;  // the sum less half of the zone is -0.6
    gate.add(samples);
    alone.add({&samples[5], 1});
  }
  CHECK(gate.is_decided());
  CHECK(gate.decision(5) == Decision::pass);
  CHECK(gate.decided_after(5) == 200);
  CHECK(!alone.is_decided());
  CHECK(alone.next_look() == 210);
}

TEST_CASE("gate: those that only warn do not belong to the family") {
  // Two of the family share the error rate, the third has it for itself.
  Gate gate{{{1, true}, {1, true}, {1, false}}, 0.05};
  for (std::size_t i = 0; i < 200; ++i) {
    const double noise = i / 10 % 2 == 0 ? -1 : 1;
    const std::vector<GateSample> samples(3, GateSample{noise + 0.5 - 0.03, 1});
    gate.add(samples);
  }
  CHECK(gate.decision(0) == Decision::undecided);
  CHECK(gate.decision(1) == Decision::undecided);
  CHECK(gate.decision(2) == Decision::pass);
}

TEST_CASE("what is far beyond a small bound is decided at once") {
  // The zone is 2 % of a bound of 1, and the values spread by 10 about 26: no batch of a bearable
  // size knows the mean to 0.02, and none need.
  GateTest test{0.02};
  for (int i = 0; i < 400; ++i) test.add({.beyond = 25 + (i % 2 == 0 ? 10.0 : -10.0), .weight = 1});
  CHECK(test.look(0.05, 0.05) == Decision::fail);
  GateTest inside{0.02};
  for (int i = 0; i < 400; ++i) {
    inside.add({.beyond = -25 + (i % 3 == 0 ? 20.0 : -10.0), .weight = 1});
  }
  CHECK(inside.look(0.05, 0.05) == Decision::pass);
}

TEST_CASE("failing is shared by the family, too") {
  // Ten promises, each missed by the same small amount: what one alone would call a miss is not yet
  // one among ten.
  const auto decided_after = [](std::size_t rules) {
    Gate gate{std::vector<GateRule>(rules, GateRule{0.1, true}), 0.05};
    for (int i = 0; i < 4000 && gate.decision(0) == Decision::undecided; ++i) {
      const double noise = i % 2 == 0 ? 1.0 : -1.0;
      const double slow = (i / 10) % 2 == 0 ? 0.3 : -0.3;
      gate.add(std::vector<GateSample>(rules, GateSample{0.12 + noise + slow, 1}));
    }
    CHECK(gate.decision(0) == Decision::fail);
    return gate.decided_after(0);
  };
  CHECK(decided_after(10) > decided_after(1));
}
