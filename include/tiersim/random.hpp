#pragma once
// Keyed draws: a random number is a function of what it is for, not of when it is asked for.
// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC'11).

#include <Random123/philox.h>

#include <cstdint>
#include <string_view>

namespace tiersim {

/// What a block of random numbers decides. The numbers are part of the product: never reuse one.
enum class Purpose : std::uint8_t {
  arrival = 1,          ///< height and place of arrival j of a cell
  labels = 2,           ///< channel and priority
  work = 3,             ///< handle time and solved, by tier and visit
  escalation_time = 4,  ///< by tier and visit
  daily_variation = 5,  ///< cell = local day
  absence_count = 6,    ///< of a group and local day: leave and sickness
  absence_pick = 7,     ///< who is sick
  shift_blocks = 8,     ///< where an agent's blocks of other work lie on a day
  customer = 9,         ///< whose ticket it is
  pending = 10,         ///< for which reason a visit stops, and where; by tier and stop
  answer = 11,          ///< when the answer comes, and whether; likewise
  reopening = 12,       ///< whether a resolved ticket comes back, and when; visit = reopenings
  returning = 13,       ///< whether a ticket is pushed back, and when; by tier and visit
  rework = 14,          ///< how long it is documented; by tier and visit
  look_up = 15,         ///< whether a tier finds it written up, and how long it looks; by tier
  classifying = 16,     ///< for which type a ticket is taken; whether it is withdrawn
  triage_time = 17,     ///< how long until it is seen; by tier and visit
  handing_up = 18,      ///< whether it goes astray, and to whom; by tier and visit
  tracking = 19,        ///< how long an update takes; by tier and updates so far
  backlog = 20,         ///< what a ticket that is open at the start is, and how old; cell = tier
  chased = 21,          ///< when the customer chases; by tier and waits so far
  reminder = 22,        ///< which one brings an answer, and when; by tier and stop
  volume = 23,          ///< how far a volume is from what was expected
};

/// Two uniforms, each (k + 0.5) / 2^52 and so never 0 nor 1; 1 - u is exact.
struct Uniforms {
  double first;
  double second;
};

/// The key of a demand stream or a group: the seed mixed with a 64-bit hash of its name.
class DrawKey {
 public:
  constexpr DrawKey() = default;
  DrawKey(std::uint64_t seed, std::string_view name);
  [[nodiscard]] r123::Philox4x32::key_type words() const { return {{low_, high_}}; }

 private:
  std::uint32_t low_ = 0;
  std::uint32_t high_ = 0;
};

/// What a draw is for. tier < 16 and visit < 2^20 are checked where they grow, never wrapped.
struct DrawAddress {
  std::uint32_t replication = 0;
  std::uint32_t cell = 0;  ///< hour of the horizon, local day, or 0 for replayed rows
  std::uint32_t item = 0;  ///< j of the arrival, row of the replay, or agent
  Purpose purpose{};
  std::uint32_t tier = 0;
  std::uint32_t visit = 0;
  /// The counter's last word.
  [[nodiscard]] std::uint32_t what() const {
    return (static_cast<std::uint32_t>(purpose) << 24U) | (tier << 20U) | visit;
  }
};
/// A replication and its twin, which has this bit besides, draw the same volumes and nothing else
/// alike.
inline constexpr std::uint32_t twin_bit = 1U << 31U;
inline constexpr std::uint32_t most_draw_tiers = 16;
inline constexpr std::uint32_t most_draw_visits = 1U << 20U;

/// (k + 0.5) / 2^52 of the upper 52 bits of a 64-bit word.
/// Not 53 bits: k + 0.5 would then need 54, be rounded above 1/2, and reach 1.
[[nodiscard]] inline double to_uniform(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t word = (static_cast<std::uint64_t>(high) << 32U) | low;
  return (static_cast<double>(word >> 12U) + 0.5) * 0x1.0p-52;
}

/// The counter that an address stands for.
[[nodiscard]] inline r123::Philox4x32::ctr_type counter_of(const DrawAddress& at) {
  return {{at.replication, at.cell, at.item, at.what()}};
}

/// One block of Philox4x32-10: the two uniforms of a counter, or of an address.
[[nodiscard]] inline Uniforms draw(DrawKey key, const r123::Philox4x32::ctr_type& counter) {
  const auto block = r123::Philox4x32_R<10>{}(counter, key.words());
  return {to_uniform(block[0], block[1]), to_uniform(block[2], block[3])};
}
[[nodiscard]] inline Uniforms draw(DrawKey key, const DrawAddress& at) {
  return draw(key, counter_of(at));
}

/// FNV-1a, finished with SplitMix64: the 64-bit hash used for names and for the scenario's hash.
[[nodiscard]] std::uint64_t hash_text(std::string_view text);

}  // namespace tiersim
