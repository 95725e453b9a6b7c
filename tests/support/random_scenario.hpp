#pragma once
// Scenarios made up at random, which mix all features of the language: the ground on which
// properties must hold.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/map_files.hpp"

namespace tiersim::test {

/// Small choices from a seed, the same on every platform.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_{seed} {}
  /// \return 0 .. n - 1. \param n  >= 1.
  std::size_t below(std::size_t n);
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  std::string one_of(const std::vector<std::string>& from) { return pick(from); }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::uint64_t state_;
};

/// A scenario as text in pieces, which may be put in another order.
struct ScenarioPieces {
  std::vector<std::string> sections;  ///< top-level keys with their values, but for `demand`
  struct Stream {
    std::string name;
    std::string value;
  };
  std::vector<Stream> streams;
  MapFiles data;  ///< the files that streams name

  [[nodiscard]] std::string text() const;
  /// The text as "scenario.yaml", beside the data.
  [[nodiscard]] MapFiles files() const;
};

/// Always loads. Tickets come in by the thousand at the most.
[[nodiscard]] ScenarioPieces random_scenario(std::uint64_t seed);

}  // namespace tiersim::test
