#pragma once
// Stretches of the measured window by which KPIs are told: local days, weeks and months.

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// [from, to) of simulated time.
struct Window {
  Instant from{};
  Instant to{};
  bool operator==(const Window&) const = default;
  bool operator<(const Window& other) const {
    return from != other.from ? from < other.from : to < other.to;
  }
  [[nodiscard]] bool contains(Instant t) const { return t >= from && t < to; }
  /// How much of [a, b) lies inside.
  [[nodiscard]] Duration overlap(Instant a, Instant b) const {
    const Instant last = b < to ? b : to;
    const Instant first = a > from ? a : from;
    return last > first ? last - first : Duration{0};
  }
};

[[nodiscard]] inline Window measured_window(const Model& model) {
  return {model.window_from, model.window_to};
}
/// Its length in weeks of local days: a change of the hour makes none shorter. > 0
[[nodiscard]] double weeks_of(const Model& model, Window window);

[[nodiscard]] std::string_view to_text(PeriodKind kind);

/// A local day, week (Monday to Sunday) or calendar month of the horizon's zone.
struct Period {
  std::string name;  ///< "2026-03-02", "2026-W10" (ISO 8601) or "2026-03"
  Window window;     ///< the part of it inside the measured window; never empty
  bool is_whole = false;
};

/// The periods that the measured window is made of, in time order: the first and the last may be
/// parts.
[[nodiscard]] std::vector<Period> periods_of(const Model& model, PeriodKind kind);

}  // namespace tiersim
