#include "tiersim/histogram.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tiersim {

template <class Visit>
void Histogram::visit_hits(Visit visit) const {
  for (std::size_t page = 0; page < page_count; ++page) {
    if (first_cell_[page] == no_page) continue;
    for (std::size_t bucket = page * page_size; bucket < (page + 1) * page_size; ++bucket) {
      const std::uint64_t count = count_in(bucket);
      if (count != 0 && !visit(bucket, count)) return;
    }
  }
}

std::uint64_t Histogram::count_in(std::size_t bucket) const {
  const std::uint64_t lower = cells_[first_cell_[bucket / page_size] + bucket % page_size];
  if (carries_.empty()) return lower;
  const auto carry = carries_.find(bucket);
  return carry == carries_.end() ? lower : (carry->second << cell_bits) + lower;
}

/// The lower parts in one go, without a jump; the few upper parts on top.
std::uint64_t Histogram::count_in_page(std::size_t page) const {
  if (first_cell_[page] == no_page) return 0;
  const Cell* const cells = &cells_[first_cell_[page]];
  std::uint32_t lower = 0;  // 512 times 2^16 at most
  for (std::size_t i = 0; i < page_size; ++i) lower += cells[i];
  std::uint64_t upper = 0;
  for (auto carry = carries_.lower_bound(page * page_size);
       carry != carries_.end() && carry->first < (page + 1) * page_size; ++carry) {
    upper += carry->second;
  }
  return (upper << cell_bits) + lower;
}

Histogram::Bucket Histogram::bounds(std::size_t bucket) {
  const std::size_t page = bucket / page_size;
  const std::size_t shift = page == 0 ? 0 : page - 1;
  const auto lowest = static_cast<std::int64_t>((bucket - shift * page_size) << shift);
  const Duration highest{lowest + (std::int64_t{1} << shift) - 1};
  return {Duration{lowest}, std::min(highest, longest_duration), 0};
}

void Histogram::open_page(std::size_t page) {
  first_cell_[page] = static_cast<std::uint32_t>(cells_.size());
  cells_.reserve(cells_.size() + page_size);  // by need: doubling would waste a third
  cells_.resize(cells_.size() + page_size);
}

void Histogram::merge(const Histogram& other) {
  count_ += other.count_;
  for (const auto& [bucket, carry] : other.carries_) carries_[bucket] += carry;
  for (std::size_t page = 0; page < page_count; ++page) {
    if (other.first_cell_[page] == no_page) continue;
    if (first_cell_[page] == no_page) open_page(page);
    add_page(page, &other.cells_[other.first_cell_[page]]);
  }
}

/// Cell by cell without a jump: most cells of a page are empty, and nobody knows which.
void Histogram::add_page(std::size_t page, const Cell* from) {
  Cell* const to = &cells_[first_cell_[page]];
  std::uint32_t carried = 0;
  for (std::size_t i = 0; i < page_size; ++i) {
    carried |= (std::uint32_t{to[i]} + from[i]) >> cell_bits;
  }
  for (std::size_t i = 0; carried != 0 && i < page_size; ++i) {
    if ((std::uint32_t{to[i]} + from[i]) >> cell_bits != 0) ++carries_[page * page_size + i];
  }
  for (std::size_t i = 0; i < page_size; ++i) to[i] = static_cast<Cell>(to[i] + from[i]);
}

std::optional<double> Histogram::quantile_ms(double q) const {
  assert(q >= 0 && q <= 1);
  if (count_ == 0) return std::nullopt;
  // 0.07 * 100 is a hair above 7: products that are whole in decimal must not skip a rank.
  const double rank = std::ceil(q * static_cast<double>(count_) * (1 - 1e-14));
  std::uint64_t left = std::clamp(static_cast<std::uint64_t>(rank), std::uint64_t{1}, count_);
  std::size_t page = 0;
  for (std::uint64_t here = count_in_page(0); here < left; here = count_in_page(++page)) {
    left -= here;
  }
  std::size_t found = page * page_size;
  for (std::uint64_t here = count_in(found); here < left; here = count_in(++found)) left -= here;
  const Bucket bucket = bounds(found);
  return static_cast<double>((bucket.lowest + bucket.highest).count()) / 2;
}

std::uint64_t Histogram::count_at_most(Duration value) const {
  const std::size_t last = bucket_of(value);
  const std::size_t page = last / page_size;
  std::uint64_t sum = 0;
  for (std::size_t below = 0; below < page; ++below) sum += count_in_page(below);
  if (first_cell_[page] == no_page) return sum;
  for (std::size_t bucket = page * page_size; bucket <= last; ++bucket) sum += count_in(bucket);
  return sum;
}

std::vector<Histogram::Bucket> Histogram::buckets() const {
  std::vector<Bucket> hit;
  visit_hits([&](std::size_t bucket, std::uint64_t count) {
    hit.push_back(bounds(bucket));
    hit.back().count = count;
    return true;
  });
  return hit;
}

bool Histogram::operator==(const Histogram& other) const {
  return count_ == other.count_ && buckets() == other.buckets();
}

}  // namespace tiersim
