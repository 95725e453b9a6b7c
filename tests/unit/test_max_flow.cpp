#include "analysis/max_flow.hpp"

#include <limits>

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("a single way carries what its narrowest edge does", "[max_flow]") {
  FlowNetwork network{3};
  const auto first = network.add_edge(0, 1, 5);
  const auto second = network.add_edge(1, 2, 3);
  CHECK(network.run(0, 2) == Approx(3));
  CHECK(network.flow(first) == Approx(3));
  CHECK(network.flow(second) == Approx(3));
  CHECK(network.is_reached(1));  // 2 more could come this far
  CHECK_FALSE(network.is_reached(2));
}

TEST_CASE("the textbook's network with a way back carries 23", "[max_flow]") {
  // Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, figure 26.1 and 26.6: s,
  // v1..v4, t; the smallest cut is {v1->v3 12, v4->v3 7, v4->t 4}.
  FlowNetwork network{6};
  network.add_edge(0, 1, 16);
  network.add_edge(0, 2, 13);
  network.add_edge(2, 1, 4);
  network.add_edge(1, 3, 12);
  network.add_edge(3, 2, 9);
  network.add_edge(2, 4, 14);
  network.add_edge(4, 3, 7);
  network.add_edge(3, 5, 20);
  network.add_edge(4, 5, 4);
  CHECK(network.run(0, 5) == Approx(23));
  CHECK(network.is_reached(4));
  CHECK_FALSE(network.is_reached(3));
}

TEST_CASE("a greedy first path is taken back", "[max_flow]") {
  // Two workers, two jobs: worker 1 can do both, worker 2 only job 1. Both jobs get done.
  FlowNetwork network{6};
  network.add_edge(0, 1, 1);
  network.add_edge(0, 2, 1);
  network.add_edge(1, 3, 1);
  network.add_edge(1, 4, 1);
  network.add_edge(2, 3, 1);
  network.add_edge(3, 5, 1);
  network.add_edge(4, 5, 1);
  CHECK(network.run(0, 5) == Approx(2));
}

TEST_CASE("nothing flows where there is no way", "[max_flow]") {
  FlowNetwork network{3};
  network.add_edge(0, 1, std::numeric_limits<double>::infinity());
  CHECK(network.run(0, 2) == 0);
  CHECK(network.is_reached(1));
}
