#include "tiersim/random.hpp"

namespace tiersim {
namespace {

/// SplitMix64's finaliser: a bijection in which each input bit moves half of the output bits.
/// \source Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
std::uint64_t finish(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d0'49bb'1331'11ebU;
  return x ^ (x >> 31U);
}

}  // namespace

std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325U;
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x0000'0100'0000'01b3U;
  }
  return finish(hash);
}

// The seed is mixed on its own first, so that no small seed can undo a difference of two names.
DrawKey::DrawKey(std::uint64_t seed, std::string_view name) {
  const std::uint64_t mixed_seed = finish(seed + 0x9e37'79b9'7f4a'7c15U);
  const std::uint64_t key = finish(mixed_seed ^ hash_text(name));
  low_ = static_cast<std::uint32_t>(key);
  high_ = static_cast<std::uint32_t>(key >> 32U);
}

}  // namespace tiersim
