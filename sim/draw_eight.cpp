#include "sim/draw_eight.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tiersim {

namespace {

#if defined(__x86_64__)

constexpr std::size_t lanes = 4;  // 32-bit words in 64-bit lanes; what is above them is not read
constexpr std::size_t groups = eight / lanes;

/// Four counters, a word of each in a lane.
struct Counters {
  __m256i word[4];
};

[[gnu::target("avx2")]] __m256i words_at(const std::array<std::uint32_t, eight>& of,
                                         std::size_t group) {
  const auto* const first = reinterpret_cast<const __m128i*>(of.data() + group * lanes);
  return _mm256_cvtepu32_epi64(_mm_loadu_si128(first));
}

[[gnu::target("avx2")]] __m256i all(std::uint64_t word) {
  return _mm256_set1_epi64x(static_cast<long long>(word));
}

/// A round of Philox4x32 (Salmon et al., SC'11).
[[gnu::target("avx2")]] void mix(Counters& c, __m256i key_low, __m256i key_high) {
  const __m256i a = _mm256_mul_epu32(c.word[0], all(0xD251'1F53));
  const __m256i b = _mm256_mul_epu32(c.word[2], all(0xCD9E'8D57));
  c.word[0] = _mm256_xor_si256(_mm256_srli_epi64(b, 32), _mm256_xor_si256(c.word[1], key_low));
  c.word[2] = _mm256_xor_si256(_mm256_srli_epi64(a, 32), _mm256_xor_si256(c.word[3], key_high));
  c.word[1] = b;
  c.word[3] = a;
}

/// (k + 0.5) / 2^52 as to_uniform() has it: k are the lower bits of a number in [1, 2), and what
/// is subtracted from it leaves no remainder.
[[gnu::target("avx2")]] void store_uniforms(__m256i low, __m256i high, double* to) {
  const __m256i word =
      _mm256_or_si256(_mm256_slli_epi64(high, 32), _mm256_and_si256(low, all(0xffff'ffff)));
  const __m256i number = _mm256_or_si256(_mm256_srli_epi64(word, 12), all(0x3ff0'0000'0000'0000));
  _mm256_storeu_pd(to, _mm256_sub_pd(_mm256_castsi256_pd(number), _mm256_set1_pd(1 - 0x1.0p-53)));
}

[[gnu::target("avx2")]] EightUniforms in_lanes(DrawKey key, const EightAddresses& at) {
  Counters counters[groups];
  for (std::size_t g = 0; g < groups; ++g) {
    counters[g] = {
        {all(at.replication), all(at.cell), words_at(at.items, g), words_at(at.whats, g)}};
  }
  __m256i key_low = all(key.words()[0]);
  __m256i key_high = all(key.words()[1]);
  for (int round = 0; round < 10; ++round) {
    for (Counters& c : counters) mix(c, key_low, key_high);
    key_low = _mm256_add_epi64(key_low, all(0x9E37'79B9));
    key_high = _mm256_add_epi64(key_high, all(0xBB67'AE85));
  }
  EightUniforms drawn;
  for (std::size_t g = 0; g < groups; ++g) {
    const Counters& c = counters[g];
    store_uniforms(c.word[0], c.word[1], &drawn.first[g * lanes]);
    store_uniforms(c.word[2], c.word[3], &drawn.second[g * lanes]);
  }
  return drawn;
}

bool has_lanes() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") != 0;
}

#endif

}  // namespace

EightUniforms draw_one_by_one(DrawKey key, const EightAddresses& at) {
  EightUniforms drawn{};
  for (std::size_t k = 0; k < eight; ++k) {
    const Uniforms u = draw(key, {{at.replication, at.cell, at.items[k], at.whats[k]}});
    drawn.first[k] = u.first;
    drawn.second[k] = u.second;
  }
  return drawn;
}

EightUniforms draw_eight(DrawKey key, const EightAddresses& at) {
#if defined(__x86_64__)
  static const bool fast = has_lanes();
  if (fast) return in_lanes(key, at);
#endif
  return draw_one_by_one(key, at);
}

}  // namespace tiersim
