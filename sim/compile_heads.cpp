#include "sim/compile_heads.hpp"

#include <algorithm>

namespace tiersim::compiling {

namespace {

/// Of days that are not within the years of dates.
constexpr LocalDay before_all = LocalDay::min();
constexpr LocalDay after_all = LocalDay::max();

Instant midnight(const LocalClock& clock, LocalDay day, Instant end) {
  if (day == before_all) return Instant{};
  if (day == after_all) return end;
  return std::clamp(clock.to_instant(LocalTime{day}), Instant{}, end);
}

}  // namespace

HeadCounts::HeadCounts(std::uint32_t heads, const std::vector<HeadsChange>& changes) {
  counts_.push_back({before_all, heads});
  for (const HeadsChange& change : changes) counts_.push_back({change.on, change.heads});
  for (const Count& count : counts_) levels_.push_back(count.heads);
  std::ranges::sort(levels_);
  levels_.erase(std::unique(levels_.begin(), levels_.end()), levels_.end());
}

std::uint32_t HeadCounts::most(LocalDay first, LocalDay last) const {
  std::uint32_t result = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    const bool is_over = i + 1 < counts_.size() && counts_[i + 1].from <= first;
    if (!is_over && counts_[i].from <= last) result = std::max(result, counts_[i].heads);
  }
  return result;
}

std::size_t HeadCounts::class_of(std::uint32_t head) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(levels_, head) - levels_.begin());
}

std::vector<Stay> HeadCounts::stays(std::uint32_t head) const {
  std::vector<Stay> result;
  bool was_there = false;
  for (const Count& count : counts_) {
    const bool is_there = count.heads > head;
    if (is_there && !was_there) result.push_back({count.from, after_all});
    if (!is_there && was_there) result.back().until = count.from;
    was_there = is_there;
  }
  return result;
}

std::vector<ModelGroup::Change> HeadCounts::in_time(const LocalClock& clock, Instant end) const {
  std::vector<ModelGroup::Change> result;
  if (!change()) return result;
  for (const Count& count : counts_) {
    const Instant from = midnight(clock, count.from, end);
    if (from < end) result.push_back({from, count.from, count.heads});
  }
  return result;
}

std::vector<Interval> within_stays(const std::vector<Interval>& spans,
                                   const std::vector<Stay>& stays,
                                   const LocalClock& clock,
                                   Instant end,
                                   std::vector<Instant>& leaving) {
  std::vector<Interval> result;
  auto span = spans.begin();
  for (const Stay& stay : stays) {
    while (span != spans.end() && span->day < stay.from) ++span;
    const auto first = span;
    while (span != spans.end() && span->day < stay.until) ++span;
    result.insert(result.end(), first, span);
    if (span != first && midnight(clock, stay.until, end) < end) {
      leaving.push_back((span - 1)->to);
    }
  }
  return result;
}

std::vector<Interval> round_the_clock(const std::vector<Stay>& stays,
                                      const LocalClock& clock,
                                      Instant end,
                                      std::vector<Instant>& leaving) {
  std::vector<Interval> result;
  for (const Stay& stay : stays) {
    const Instant from = midnight(clock, stay.from, end);
    const Instant to = midnight(clock, stay.until, end);
    if (from < to) result.push_back({from, to, clock.day_of(from)});
    if (from < to && to < end) leaving.push_back(to);
  }
  return result;
}

}  // namespace tiersim::compiling
