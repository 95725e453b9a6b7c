#include "analysis/time_stamp.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <iterator>

namespace tiersim {

void put_time_stamp(std::string& row, const Model& model, Instant t) {
  const LocalTime local = model.clock.to_local(t);
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto ms = (local - day).count();
  const auto universal = model.start.time_since_epoch() + t.time_since_epoch();
  const auto offset = (local.time_since_epoch() - universal) / one_minute;
  fmt::format_to(std::back_inserter(row), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}",
                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()), ms / 3'600'000, ms / 60'000 % 60,
                 ms / 1'000 % 60, ms % 1'000, offset < 0 ? '-' : '+', std::abs(offset) / 60,
                 std::abs(offset) % 60);
}

}  // namespace tiersim
