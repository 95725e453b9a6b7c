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
