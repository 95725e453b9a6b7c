#pragma once
// What is added up by interval: in one replication, and over all of them.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/bytes.hpp"
#include "tiersim/intervals.hpp"

namespace tiersim {

/// Time by row and interval. A stretch costs two cells, however long it is.
class TimeSums {
 public:
  TimeSums(std::size_t rows, const IntervalGrid& grid)
      : stride_{grid.size() + 1}, cells_(rows * stride_) {}

  void add(const IntervalGrid& grid, std::size_t row, Instant from, Instant to) {
    if (to <= from) return;
    const std::size_t first = grid.at(from);
    const std::size_t last = grid.at(to);
    Cell* const cells = &cells_[row * stride_];
    if (first == last) {
      cells[first].part += (to - from).count();
      return;
    }
    cells[first].part += (grid.start(first + 1) - from).count();
    cells[last].part += (to - grid.start(last)).count();
    cells[first + 1].whole += 1;
    cells[last].whole -= 1;
  }
  void merge(const TimeSums& other);
  /// \return  shape [intervals], in ms.
  [[nodiscard]] std::vector<double> of(std::size_t row, const IntervalGrid& grid) const;
  void write(ByteWriter& to) const;
  /// Into sums of that shape.
  void read(ByteReader& from);

 private:
  struct Cell {
    std::int64_t part = 0;   ///< ms in an interval that a stretch does not fill
    std::int64_t whole = 0;  ///< how many more stretches fill it than the one before
  };
  std::size_t stride_;
  std::vector<Cell> cells_;
};

/// Tickets that enter a tier in an interval.
struct EntrySums {
  std::int64_t tickets = 0;
  std::int64_t work_ms = 0;  ///< expected, of all of them
  std::int64_t live = 0;     ///< of them with a customer waiting
  std::int64_t live_ms = 0;
};

/// Work that may wait, by row and interval: what is added goes to each of some intervals.
class SpreadSums {
 public:
  SpreadSums(std::size_t rows, const IntervalGrid& grid)
      : stride_{grid.size() + 1}, steps_(rows * stride_, 0.0) {}
  void add(std::size_t row, std::size_t first, std::size_t count, double each) {
    steps_[row * stride_ + first] += each;
    steps_[row * stride_ + first + count] -= each;
  }
  void merge(const SpreadSums& other);
  /// \return  shape [intervals].
  [[nodiscard]] std::vector<double> of(std::size_t row) const;
  void write(ByteWriter& to) const { to.sparse(std::span<const double>{steps_}); }
  /// Into sums of that shape.
  void read(ByteReader& from) { from.sparse(std::span<double>{steps_}); }

 private:
  std::size_t stride_;
  std::vector<double> steps_;
};

struct IntervalSums {
  IntervalSums(const Model& model, const IntervalGrid& grid);
  void merge(const IntervalSums& other);
  void write(ByteWriter& to) const;
  /// Into sums of that shape.
  void read(ByteReader& from);

  TimeSums queue;                       ///< by tier
  TimeSums handling;                    ///< by post
  TimeSums on_duty;                     ///< by group
  std::vector<EntrySums> entries;       ///< shape [tiers][intervals]
  SpreadSums scheduled;                 ///< by tier; ms for each scheduled head
  SpreadSums unscheduled;               ///< by tier; ms, where nobody is
  std::vector<std::int64_t> oldest_ms;  ///< shape [tiers][intervals]: wait at its end
};

}  // namespace tiersim
