#include <array>
#include <cassert>

#include "tiersim/random.hpp"

// Every x86-64 has SSE2; elsewhere the blocks are drawn one by one, with the same results.
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tiersim {

namespace {

#ifdef __SSE2__

constexpr std::size_t lanes = 4;

struct HighLow {
  __m128i high;
  __m128i low;
};

/// The upper and lower halves of x * factor, for four 32-bit lanes.
HighLow multiply(__m128i x, std::uint32_t factor) {
  const __m128i by = _mm_set1_epi32(static_cast<int>(factor));
  const __m128i lower_half = _mm_set1_epi64x(0xffff'ffff);
  const __m128i even = _mm_mul_epu32(x, by);
  const __m128i odd = _mm_mul_epu32(_mm_srli_epi64(x, 32), by);
  return {_mm_or_si128(_mm_srli_epi64(even, 32), _mm_andnot_si128(lower_half, odd)),
          _mm_or_si128(_mm_and_si128(even, lower_half), _mm_slli_epi64(odd, 32))};
}

/// Four counters, word by word.
struct Counters {
  __m128i x0;
  __m128i x1;
  __m128i x2;
  __m128i x3;
};

/// Philox4x32-10 (Random123/philox.h, philox4x32_R) of four counters under one key.
void scramble(Counters& counters, r123::Philox4x32::key_type key) {
  constexpr int rounds = 10;
  auto& [x0, x1, x2, x3] = counters;
  std::uint32_t k0 = key[0];
  std::uint32_t k1 = key[1];
  for (int round = 0; round < rounds; ++round) {
    const HighLow a = multiply(x0, PHILOX_M4x32_0);
    const HighLow b = multiply(x2, PHILOX_M4x32_1);
    x0 = _mm_xor_si128(_mm_xor_si128(b.high, x1), _mm_set1_epi32(static_cast<int>(k0)));
    x1 = b.low;
    x2 = _mm_xor_si128(_mm_xor_si128(a.high, x3), _mm_set1_epi32(static_cast<int>(k1)));
    x3 = a.low;
    k0 += PHILOX_W32_0;
    k1 += PHILOX_W32_1;
  }
}

void draw_four(DrawKey key, const DrawAddress* at, Uniforms* out) {
  alignas(16) std::array<std::array<std::uint32_t, lanes>, 4> words;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const auto counter = counter_of(at[lane]);
    for (std::size_t word = 0; word < 4; ++word) words[word][lane] = counter[word];
  }
  const auto load = [&](std::size_t word) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(words[word].data()));
  };
  const auto store = [&](std::size_t word, __m128i value) {
    _mm_store_si128(reinterpret_cast<__m128i*>(words[word].data()), value);
  };
  Counters counters{load(0), load(1), load(2), load(3)};
  scramble(counters, key.words());
  store(0, counters.x0);
  store(1, counters.x1);
  store(2, counters.x2);
  store(3, counters.x3);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    out[lane] = {to_uniform(words[0][lane], words[1][lane]),
                 to_uniform(words[2][lane], words[3][lane])};
  }
}

#endif

}  // namespace

void draw_many(DrawKey key, std::span<const DrawAddress> at, std::span<Uniforms> out) {
  assert(at.size() == out.size());
  std::size_t i = 0;
#ifdef __SSE2__
  for (; i + lanes <= at.size(); i += lanes) draw_four(key, &at[i], &out[i]);
#endif
  for (; i < at.size(); ++i) out[i] = draw(key, at[i]);
}

}  // namespace tiersim
