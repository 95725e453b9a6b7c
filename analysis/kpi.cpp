#include "tiersim/kpi.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace tiersim {

std::string to_text(Stat stat) {
  if (stat.quantile == 0) return "mean";
  if (stat.quantile == 0.5) return "median";
  std::array<char, 32> buffer{};
  const double percent = std::round(stat.quantile * 1e8) / 1e6;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), percent);
  return "p" + std::string{buffer.data(), end.ptr};
}

std::optional<Stat> to_stat(std::string_view text) {
  if (text == "mean") return Stat{};
  if (text == "median") return Stat{0.5};
  if (text.size() < 2 || text.front() != 'p') return std::nullopt;
  double percent = 0;
  const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), percent,
                                    std::chars_format::fixed);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  if (!(percent >= 0.1 && percent <= 99.9)) return std::nullopt;
  return Stat{percent / 100};
}

double Terms::operator()(const Measures& measures) const {
  double sum = constant;
  for (const std::uint32_t index : of) {
    sum += static_cast<double>(measures.sums[index]) * weight;
  }
  return sum;
}

KpiRange range_of(const KpiRow& row) {
  const bool at_most_one = row.unit == Unit::share && !row.exceeds_one;
  const double end = at_most_one ? 1 : std::numeric_limits<double>::infinity();
  return {row.least, row.most.value_or(end)};
}

const KpiRow* find_kpi(std::string_view id) {
  for (const KpiRow& row : kpi_table()) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

}  // namespace tiersim
