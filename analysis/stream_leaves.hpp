#pragma once
// What the tickets of a stream can be.

#include <cstddef>

#include "tiersim/model.hpp"

namespace tiersim {

[[nodiscard]] inline double share_of(const Choice& choice, std::size_t i) {
  return choice.up_to[i] - (i == 0 ? 0 : choice.up_to[i - 1]);
}

/// Calls use(leaf, entry, share) for all that a stream's tickets can be; none where they are
/// listed.
template <class Use>
void each_leaf(const ModelStream& stream, Use use) {
  const std::size_t priorities = stream.priorities.up_to.size();
  for (std::size_t c = 0; c < stream.mixes.size(); ++c) {
    const ModelStream::Mix& mix = stream.mixes[c];
    for (std::size_t i = 0; i < mix.leaves.size(); ++i) {
      use(mix.leaves[i], mix.entry[i],
          share_of(stream.customers, c) * share_of(mix.channels, i / priorities) *
              share_of(stream.priorities, i % priorities));
    }
  }
}

}  // namespace tiersim
