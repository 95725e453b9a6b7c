// The only file that includes the date library: time zones become plain stretches of offsets here.

#include <date/tz.h>

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "tiersim/calendar.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {
namespace {

using SysTime = std::chrono::sys_time<Duration>;

[[noreturn]] void refuse(std::string what, std::string why, std::string suggestion) {
  Problem problem;
  problem.what = std::move(what);
  problem.why = std::move(why);
  problem.suggestion = std::move(suggestion);
  throw BadInput({std::move(problem)});
}

/// Not there at all, or there and empty: both are met in small containers.
const date::tzdb& database() {
  std::string why = "the time zone database is empty";
  try {
    const date::tzdb& zones = date::get_tzdb();
    if (!zones.zones.empty()) return zones;
  } catch (const std::runtime_error& error) {
    why = error.what();
    why.erase(why.find_last_not_of('\n') + 1);
  }
  refuse("time zones cannot be read", why,
         "install the system's time zone database (package tzdata)");
}

/// What lies in the database's folder beside the zones: copies of it in other notations, and the
/// zone of this very machine, under which a scenario would mean something else elsewhere.
bool is_zone_name(std::string_view name) {
  return !name.starts_with("posix/") && !name.starts_with("right/") && name != "localtime" &&
         name != "posixrules";
}

/// The library's own search by name is passed over: some builds of it lack that symbol.
/// \return  nullptr when there is no such zone.
const date::time_zone* find_zone(const std::string& name) {
  const auto& zones = database().zones;
  const auto found = std::find_if(zones.begin(), zones.end(),
                                  [&](const auto& zone) { return zone.name() == name; });
  return found == zones.end() || !is_zone_name(name) ? nullptr : &*found;
}

const date::time_zone& known_zone(const std::string& name) {
  if (const date::time_zone* zone = find_zone(name)) return *zone;
  refuse("unknown time zone '" + name + "'", "it is not in the system's time zone database",
         "write a name such as Europe/Paris or UTC");
}

}  // namespace

bool is_zone(const std::string& name) { return find_zone(name) != nullptr; }

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (const date::time_zone& zone : database().zones) {
    if (is_zone_name(zone.name())) names.push_back(zone.name());
  }
  return names;
}

SysTime to_sys(const std::string& zone, LocalTime t) {
  const SysTime near{t.time_since_epoch()};
  const LocalClock clock{zone, near, near + 2 * one_day};
  return near + clock.to_instant(t).time_since_epoch();
}

// Changes of name that leave the offset alone are not stretches of their own.
LocalClock::LocalClock(const std::string& zone, SysTime epoch, SysTime until, Duration lead)
    : epoch_{epoch.time_since_epoch()} {
  const date::time_zone& rules = known_zone(zone);
  SysTime at = epoch - lead;
  while (at < until || stretches_.empty()) {
    const date::sys_info info = rules.get_info(at);
    const Duration shift = info.offset;
    if (stretches_.empty() || stretches_.back().shift != shift) {
      stretches_.push_back({Instant{at - epoch}, shift});
    }
    if (info.end >= std::chrono::ceil<std::chrono::seconds>(until)) break;
    at = info.end;
  }
}

LocalTime LocalClock::to_local(Instant t) const {
  assert(!stretches_.empty());
  const auto after = std::partition_point(stretches_.begin() + 1, stretches_.end(),
                                          [t](const Stretch& s) { return s.from <= t; });
  return LocalTime{epoch_ + t.time_since_epoch() + std::prev(after)->shift};
}

// Taking the first stretch that ends, on its own clock, after t gives the first of two readings.
// Where that stretch has not begun by then, t fell into the gap before it: the clock of the
// stretch before goes on instead, which moves t forward by the gap.
Instant LocalClock::to_instant(LocalTime t) const {
  assert(!stretches_.empty());
  const Duration utc_by_clock = t.time_since_epoch() - epoch_;
  auto at = [&](const Stretch& s) { return Instant{utc_by_clock - s.shift}; };
  std::size_t i = 0;
  while (i + 1 < stretches_.size() && at(stretches_[i]) >= stretches_[i + 1].from) ++i;
  const bool in_gap = i > 0 && at(stretches_[i]) < stretches_[i].from;
  return at(stretches_[in_gap ? i - 1 : i]);
}

LocalDay LocalClock::day_of(Instant t) const {
  return std::chrono::floor<std::chrono::days>(to_local(t));
}

}  // namespace tiersim
