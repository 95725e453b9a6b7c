#include "tiersim/random.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

using Block = r123::Philox4x32::ctr_type;
using Key = r123::Philox4x32::key_type;

Block philox(const Block& counter, const Key& key) {
  return r123::Philox4x32_R<10>{}(counter, key);
}

constexpr std::uint32_t draws = 10'000;
// Each check below is a normal score; 5 is passed by chance once in two million checks.
constexpr double most_score = 5;

/// How far the counts in 100 equal bins are from equal: chi-square, 99 degrees of freedom.
double uniformity_score(const std::vector<double>& sample) {
  constexpr std::size_t bins = 100;
  std::array<double, bins> count{};
  for (const double u : sample) count[static_cast<std::size_t>(u * bins)] += 1;
  const double expected = static_cast<double>(sample.size()) / bins;
  double chi_square = 0;
  for (const double c : count) chi_square += (c - expected) * (c - expected) / expected;
  return (chi_square - (bins - 1)) / std::sqrt(2.0 * (bins - 1));
}

/// Correlation of independent uniforms, scaled to a standard deviation of 1.
double
correlation_score(const std::vector<double>& a, const std::vector<double>& b, std::size_t lag = 0) {
  const std::size_t n = a.size() - lag;
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += (a[i] - 0.5) * (b[i + lag] - 0.5);
  return 12 * sum / std::sqrt(static_cast<double>(n));
}

/// The same for pairs of neighbours in 10 x 10 cells, which sees more than a straight line.
double pair_score(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> cell;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double row = std::floor(a[i] * 10);
    cell.push_back((row + b[i]) / 10);
  }
  return uniformity_score(cell);
}

void check_independent(const std::function<Uniforms(std::uint32_t)>& draw_of) {
  std::vector<double> first;
  std::vector<double> second;
  for (std::uint32_t i = 0; i < draws; ++i) {
    const Uniforms u = draw_of(i);
    first.push_back(u.first);
    second.push_back(u.second);
  }
  CHECK(std::abs(uniformity_score(first)) < most_score);
  CHECK(std::abs(uniformity_score(second)) < most_score);
  CHECK(std::abs(correlation_score(first, second)) < most_score);
  CHECK(std::abs(pair_score(first, second)) < most_score);
  for (const std::size_t lag : {1U, 2U, 16U, 256U}) {
    CHECK(std::abs(correlation_score(first, first, lag)) < most_score);
    CHECK(std::abs(correlation_score(second, second, lag)) < most_score);
  }
}

}  // namespace

TEST_CASE("Philox4x32-10 gives the answers published with Random123", "[random]") {
  constexpr std::uint32_t ones = 0xffff'ffffU;
  CHECK(philox(Block{{0, 0, 0, 0}}, Key{{0, 0}}) ==
        Block{{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}});
  CHECK(philox(Block{{ones, ones, ones, ones}}, Key{{ones, ones}}) ==
        Block{{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}});
  CHECK(philox(Block{{0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}},
               Key{{0xa4093822U, 0x299f31d0U}}) ==
        Block{{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U}});
}

TEST_CASE("uniforms are never 0 nor 1, and 1 - u loses nothing", "[random]") {
  constexpr std::uint32_t ones = 0xffff'ffffU;
  CHECK(to_uniform(0, 0) == 0x1.0p-53);
  CHECK(to_uniform(ones, ones) == 1 - 0x1.0p-53);
  CHECK(1 - to_uniform(ones, ones) == to_uniform(0, 0));
  CHECK(to_uniform(0, 0x8000'0000U) == 0.5 + 0x1.0p-53);
}

TEST_CASE("an address is spread over the counter as documented", "[random]") {
  const DrawKey key{42, "mail"};
  const Uniforms u = draw(key, {.replication = 1,
                                .cell = 2,
                                .item = 3,
                                .purpose = Purpose::work,
                                .tier = 15,
                                .visit = most_draw_visits - 1});
  const Block block = philox(Block{{1, 2, 3, 0x03ff'ffffU}}, key.words());
  CHECK(u.first == to_uniform(block[0], block[1]));
  CHECK(u.second == to_uniform(block[2], block[3]));
}

TEST_CASE("neighbouring keys and addresses give independent uniforms", "[random]") {
  const DrawKey key{1, "calls"};
  SECTION("raw keys") {
    check_independent([](std::uint32_t i) {
      const Block block = philox(Block{{0, 0, 0, 0}}, Key{{i, 0}});
      return Uniforms{to_uniform(block[0], block[1]), to_uniform(block[2], block[3])};
    });
  }
  SECTION("seeds") {
    check_independent([](std::uint32_t i) {
      return draw(DrawKey{i, "calls"}, {.purpose = Purpose::arrival});
    });
  }
  SECTION("names") {
    check_independent([](std::uint32_t i) {
      const std::string name = std::to_string(i);
      return draw(DrawKey{1, name}, {.purpose = Purpose::arrival});
    });
  }
  SECTION("replications") {
    check_independent([&](std::uint32_t i) {
      return draw(key, {.replication = i, .purpose = Purpose::arrival});
    });
  }
  SECTION("cells") {
    check_independent(
        [&](std::uint32_t i) { return draw(key, {.cell = i, .purpose = Purpose::arrival}); });
  }
  SECTION("items") {
    check_independent(
        [&](std::uint32_t i) { return draw(key, {.item = i, .purpose = Purpose::work}); });
  }
  SECTION("visits") {
    check_independent([&](std::uint32_t i) {
      return draw(key, {.purpose = Purpose::work, .tier = 2, .visit = i});
    });
  }
}

TEST_CASE("seeds and names give different keys", "[random]") {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (int name = 0; name < 100; ++name) {
      const auto words = DrawKey{seed, std::to_string(name)}.words();
      keys.insert((static_cast<std::uint64_t>(words[1]) << 32U) | words[0]);
    }
  }
  CHECK(keys.size() == 10'000);
}

// FNV-1a of "" and "foobar" are published (0xcbf29ce484222325 and 0x85944171f73967e8); these are
// SplitMix64's finaliser of them. Pinned: draws and scenario hashes hang on it.
TEST_CASE("hash_text stays what it is", "[random]") {
  CHECK(hash_text("") == 0xf52a'15e9'a9b5'e89bU);
  CHECK(hash_text("foobar") == 0x404d'a9e3'b740'78c2U);
  CHECK(hash_text("a") != hash_text("b"));
}
