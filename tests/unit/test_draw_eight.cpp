#include "sim/draw_eight.hpp"

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("eight draws at a time are the eight draws, bit for bit") {
  const DrawKey key{2026, "demand/desk"};
  for (std::uint32_t from = 0; from < 4'000; from += 8) {
    EightAddresses at{.replication = from / 7, .cell = from * 2'654'435'761U};
    for (std::uint32_t k = 0; k < eight; ++k) {
      at.items[k] = k % 2 == 0 ? from + k : 0xffff'ffffU - from - k;
      at.whats[k] = DrawAddress{.purpose = Purpose::work, .tier = k, .visit = from}.what();
    }
    const EightUniforms drawn = draw_eight(key, at);
    const EightUniforms slow = draw_one_by_one(key, at);  // where there is no AVX2
    for (std::uint32_t k = 0; k < eight; ++k) {
      const DrawAddress one{.replication = at.replication,
                            .cell = at.cell,
                            .item = at.items[k],
                            .purpose = Purpose::work,
                            .tier = k,
                            .visit = from};
      const Uniforms u = draw(key, one);
      REQUIRE(drawn.first[k] == u.first);
      REQUIRE(drawn.second[k] == u.second);
      REQUIRE(slow.first[k] == u.first);
      REQUIRE(slow.second[k] == u.second);
    }
  }
}

TEST_CASE("draws of any number of items come in their order, whether a multiple of eight or not") {
  const DrawKey key{1, "any"};
  const DrawAddress cell{.replication = 3, .cell = 4};
  const std::uint32_t what = DrawAddress{.purpose = Purpose::labels}.what();
  for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 24U, 31U}) {
    std::size_t next = 0;
    draw_each(
        key, cell, count, [](std::size_t i) { return static_cast<std::uint32_t>(100 * i); },
        [what](std::size_t) { return what; },
        [&](std::size_t i, Uniforms u) {
          CHECK(i == next++);
          const DrawAddress one{.replication = 3,
                                .cell = 4,
                                .item = static_cast<std::uint32_t>(100 * i),
                                .purpose = Purpose::labels};
          CHECK(u.first == draw(key, one).first);
          CHECK(u.second == draw(key, one).second);
        });
    CHECK(next == count);
  }
}
