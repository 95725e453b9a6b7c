#pragma once
// Durations counted in buckets: exact below about a second, within 0.1 % above.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "tiersim/units.hpp"

namespace tiersim {

/// An integral histogram of durations: a bucket for each millisecond below 1,024, then 512 buckets
/// per octave. Merging is addition, so any order of merges gives the same histogram.
/// Memory: 1 KiB for each octave that was hit.
class Histogram {
 public:
  /// A bucket that was hit: durations from lowest to highest, both included.
  struct Bucket {
    Duration lowest{0};
    Duration highest{0};
    std::uint64_t count = 0;
    bool operator==(const Bucket&) const = default;
  };

  Histogram() { first_cell_.fill(no_page); }

  /// \param value  saturates at 0 and at longest_duration.
  /// \param count  how many of them; 0 changes nothing.
  void add(Duration value, std::uint64_t count) { add_to(bucket_of(value), count); }
  /// One: the hot path.
  void add(Duration value) {
    const std::size_t bucket = bucket_of(value);
    Cell& cell = cell_of(bucket);
    ++count_;
    if (++cell == 0) [[unlikely]]
      ++carries_[bucket];
  }

  /// Adds all that the other one counted.
  void merge(const Histogram& other);

  /// How many durations were added.
  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// Nearest-rank quantile: the smallest bucket that has at least ceil(q n) of the n durations in
  /// it or below.
  /// \param q  in [0, 1]; 0 asks for the smallest.
  /// \return   milliseconds, the middle of that bucket: exact below 1,024 ms, else within 0.1 %;
  ///           empty when nothing was added.
  /// \source   Hyndman and Fan, Sample quantiles in statistical packages, The American
  ///           Statistician 50 (1996), definition 1.
  [[nodiscard]] std::optional<double> quantile_ms(double q) const;

  /// How many durations lie in the bucket of `value` or below.
  [[nodiscard]] std::uint64_t count_at_most(Duration value) const;

  /// Buckets that were hit, in rising order. Adding each one's lowest to an empty histogram, count
  /// times, gives an equal one.
  [[nodiscard]] std::vector<Bucket> buckets() const;

  /// Equal when the same buckets have the same counts, whatever the order they came in.
  [[nodiscard]] bool operator==(const Histogram& other) const;

 private:
  using Cell = std::uint16_t;  // small, so that more of them stay in the processor's first cache
  static constexpr unsigned cell_bits = 16;
  static constexpr std::size_t page_size = 512;  // buckets of one octave
  static constexpr std::uint32_t no_page = 0xffff'ffffU;

  // Values below 1,024 are their own bucket; above, the upper ten bits say which one.
  static constexpr std::size_t bucket_of(Duration value) {
    // By hand: clang makes std::clamp go through memory, at three times the cost of all else here.
    const std::int64_t at_least_zero = value.count() < 0 ? 0 : value.count();
    const auto ms = static_cast<std::uint64_t>(
        at_least_zero < longest_duration.count() ? at_least_zero : longest_duration.count());
    const auto shift = static_cast<unsigned>(std::bit_width(ms | page_size)) - 10U;
    return shift * page_size + static_cast<std::size_t>(ms >> shift);
  }
  static constexpr std::size_t page_count =
      std::size_t{std::bit_width(static_cast<std::uint64_t>(longest_duration.count()))} - 8;

  void add_to(std::size_t bucket, std::uint64_t count) {
    if (count == 0) return;
    Cell& cell = cell_of(bucket);
    const std::uint64_t sum = cell + count;
    cell = static_cast<Cell>(sum);
    count_ += count;
    if (sum >> cell_bits != 0) [[unlikely]]
      carries_[bucket] += sum >> cell_bits;
  }
  /// The lower part of the bucket's count; opens its page.
  [[nodiscard]] Cell& cell_of(std::size_t bucket) {
    const std::size_t page = bucket / page_size;
    if (first_cell_[page] == no_page) [[unlikely]]
      open_page(page);
    return cells_[first_cell_[page] + bucket % page_size];
  }
  [[nodiscard]] std::uint64_t count_in(std::size_t bucket) const;
  [[nodiscard]] std::uint64_t count_in_page(std::size_t page) const;
  [[nodiscard]] static Bucket bounds(std::size_t bucket);
  void open_page(std::size_t page);
  void add_page(std::size_t page, const Cell* from);
  /// Calls visit(bucket, count) for the buckets that were hit, in rising order, while it returns
  /// true.
  template <class Visit>
  void visit_hits(Visit visit) const;

  std::uint64_t count_ = 0;
  std::array<std::uint32_t, page_count> first_cell_;  // where a page lies in cells_
  std::vector<Cell> cells_;                           // lower parts of the counts, page after page
  std::map<std::size_t, std::uint64_t> carries_;      // upper parts: few buckets have any
};

}  // namespace tiersim
