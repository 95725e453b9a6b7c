#include "tiersim/periods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace tiersim {

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 3> period_kinds{"day", "week", "month"};

LocalDay monday_of(LocalDay day) { return day - (std::chrono::weekday{day} - std::chrono::Monday); }

LocalDay first_of_month(LocalDay day) {
  const year_month_day date{day};
  return LocalDay{date.year() / date.month() / 1};
}

LocalDay first_day_of(LocalDay day, PeriodKind kind) {
  switch (kind) {
    case PeriodKind::day: return day;
    case PeriodKind::week: return monday_of(day);
    case PeriodKind::month: return first_of_month(day);
  }
  return day;
}

LocalDay day_after(LocalDay first, PeriodKind kind) {
  switch (kind) {
    case PeriodKind::day: return first + days{1};
    case PeriodKind::week: return first + days{7};
    case PeriodKind::month: {
      const year_month_day date{first};
      return LocalDay{(date.year() / date.month() + std::chrono::months{1}) / 1};
    }
  }
  return first + days{1};
}

/// A week belongs to the year that has its Thursday.
std::string week_name(LocalDay monday) {
  const LocalDay thursday = monday + days{3};
  const std::chrono::year year = year_month_day{thursday}.year();
  const auto number = (thursday - LocalDay{year / 1 / 1}).count() / 7 + 1;
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), number);
}

std::string name_of(LocalDay first, PeriodKind kind) {
  if (kind == PeriodKind::week) return week_name(first);
  const year_month_day date{first};
  const auto month = static_cast<unsigned>(date.month());
  std::string name = fmt::format("{:04}-{:02}", static_cast<int>(date.year()), month);
  if (kind == PeriodKind::day) name += fmt::format("-{:02}", static_cast<unsigned>(date.day()));
  return name;
}

}  // namespace

std::string_view to_text(PeriodKind kind) { return period_kinds[static_cast<std::size_t>(kind)]; }

double weeks_of(const Model& model, Window window) {
  const Duration local = model.clock.to_local(window.to) - model.clock.to_local(window.from);
  return std::max(in_hours(local), 1e-9) / (7 * 24);
}

std::vector<Period> periods_of(const Model& model, PeriodKind kind) {
  const Window measured = measured_window(model);
  std::vector<Period> periods;
  LocalDay first = first_day_of(model.clock.day_of(measured.from), kind);
  for (Instant from = model.clock.to_instant(LocalTime{first}); from < measured.to;) {
    const LocalDay next = day_after(first, kind);
    const Instant to = model.clock.to_instant(LocalTime{next});
    const Window inside{std::max(from, measured.from), std::min(to, measured.to)};
    if (inside.to > inside.from) {
      periods.push_back({name_of(first, kind), inside, inside == Window{from, to}});
    }
    first = next;
    from = to;
  }
  return periods;
}

}  // namespace tiersim
