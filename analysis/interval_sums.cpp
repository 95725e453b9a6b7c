#include "analysis/interval_sums.hpp"

#include <algorithm>
#include <functional>

namespace tiersim {

void TimeSums::merge(const TimeSums& other) {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i].part += other.cells_[i].part;
    cells_[i].whole += other.cells_[i].whole;
  }
}

void TimeSums::write(ByteWriter& to) const {
  std::vector<std::int64_t> numbers;
  numbers.reserve(2 * cells_.size());
  for (const Cell& cell : cells_) numbers.insert(numbers.end(), {cell.part, cell.whole});
  to.sparse(std::span<const std::int64_t>{numbers});
}

void TimeSums::read(ByteReader& from) {
  std::vector<std::int64_t> numbers(2 * cells_.size());
  from.sparse(std::span<std::int64_t>{numbers});
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = {numbers[2 * i], numbers[2 * i + 1]};
}

std::vector<double> TimeSums::of(std::size_t row, const IntervalGrid& grid) const {
  std::vector<double> result;
  result.reserve(grid.size());
  std::int64_t filling = 0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const Cell& cell = cells_[row * stride_ + i];
    filling += cell.whole;
    result.push_back(static_cast<double>(cell.part) +
                     static_cast<double>(filling) * static_cast<double>(grid.length().count()));
  }
  return result;
}

void SpreadSums::merge(const SpreadSums& other) {
  std::ranges::transform(steps_, other.steps_, steps_.begin(), std::plus{});
}

std::vector<double> SpreadSums::of(std::size_t row) const {
  std::vector<double> result;
  result.reserve(stride_ - 1);
  double sum = 0;
  for (std::size_t i = 0; i + 1 < stride_; ++i) {
    sum += steps_[row * stride_ + i];
    result.push_back(std::max(sum, 0.0));  // what is added and taken away again may leave a trace
  }
  return result;
}

IntervalSums::IntervalSums(const Model& model, const IntervalGrid& grid)
    : queue{model.tiers.size(), grid},
      handling{model.posts.size(), grid},
      on_duty{model.groups.size(), grid},
      entries(model.tiers.size() * grid.size()),
      scheduled{model.tiers.size(), grid},
      unscheduled{model.tiers.size(), grid},
      oldest_ms(model.tiers.size() * grid.size(), 0) {}

void IntervalSums::write(ByteWriter& to) const {
  queue.write(to);
  handling.write(to);
  on_duty.write(to);
  for (const EntrySums& entry : entries) {
    const auto& [tickets, work_ms, live, live_ms] = entry;
    for (const std::int64_t value : {tickets, work_ms, live, live_ms}) to.integer(value);
  }
  scheduled.write(to);
  unscheduled.write(to);
  to.sparse(std::span<const std::int64_t>{oldest_ms});
}

void IntervalSums::read(ByteReader& from) {
  queue.read(from);
  handling.read(from);
  on_duty.read(from);
  for (EntrySums& entry : entries) {
    auto& [tickets, work_ms, live, live_ms] = entry;
    for (std::int64_t* const value : {&tickets, &work_ms, &live, &live_ms}) *value = from.integer();
  }
  scheduled.read(from);
  unscheduled.read(from);
  from.sparse(std::span<std::int64_t>{oldest_ms});
}

void IntervalSums::merge(const IntervalSums& other) {
  queue.merge(other.queue);
  handling.merge(other.handling);
  on_duty.merge(other.on_duty);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    entries[i].tickets += other.entries[i].tickets;
    entries[i].work_ms += other.entries[i].work_ms;
    entries[i].live += other.entries[i].live;
    entries[i].live_ms += other.entries[i].live_ms;
  }
  scheduled.merge(other.scheduled);
  unscheduled.merge(other.unscheduled);
  std::ranges::transform(oldest_ms, other.oldest_ms, oldest_ms.begin(), std::plus{});
}

}  // namespace tiersim
