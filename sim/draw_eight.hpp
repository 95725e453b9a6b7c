#pragma once
// Eight draws at a time, for those that are many and do not wait for one another.

#include <array>
#include <cstddef>
#include <cstdint>

#include "tiersim/random.hpp"

namespace tiersim {

inline constexpr std::size_t eight = 8;

/// Eight addresses that share a replication and a cell.
struct EightAddresses {
  std::uint32_t replication = 0;
  std::uint32_t cell = 0;
  std::array<std::uint32_t, eight> items{};
  std::array<std::uint32_t, eight> whats{};  ///< DrawAddress::what()
};

struct EightUniforms {
  std::array<double, eight> first;
  std::array<double, eight> second;
};

/// Eight calls of draw().
[[nodiscard]] EightUniforms draw_one_by_one(DrawKey key, const EightAddresses& at);

/// The same numbers, in half the time where the processor has AVX2.
[[nodiscard]] EightUniforms draw_eight(DrawKey key, const EightAddresses& at);

/// Calls use(i, uniforms) for i in [0, count). \param item_of, what_of  of i.
template <class ItemOf, class WhatOf, class Use>
void draw_each(DrawKey key,
               const DrawAddress& cell,
               std::size_t count,
               ItemOf item_of,
               WhatOf what_of,
               Use use) {
  EightAddresses at{.replication = cell.replication, .cell = cell.cell};
  std::size_t done = 0;
  for (; done + eight <= count; done += eight) {
    for (std::size_t k = 0; k < eight; ++k) {
      at.items[k] = item_of(done + k);
      at.whats[k] = what_of(done + k);
    }
    const EightUniforms drawn = draw_eight(key, at);
    for (std::size_t k = 0; k < eight; ++k) {
      use(done + k, Uniforms{drawn.first[k], drawn.second[k]});
    }
  }
  for (; done < count; ++done) {
    use(done, draw(key, {{cell.replication, cell.cell, item_of(done), what_of(done)}}));
  }
}

}  // namespace tiersim
