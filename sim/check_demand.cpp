// Cross-checks of demand, surges and straight entry.

#include <cmath>
#include <numbers>
#include <numeric>

#include "sim/checker.hpp"
#include "sim/volume_uncertainty.hpp"
#include "tiersim/calendar.hpp"

namespace tiersim {
namespace {

/// Mean tickets an hour of a volume over a week with this profile.
double mean_per_hour(const Volume& volume, const std::vector<double>& weights) {
  switch (volume.unit) {
    case VolumeUnit::per_hour: return volume.amount;
    case VolumeUnit::per_day: return volume.amount / 24;
    case VolumeUnit::per_week: return volume.amount / 168;
    case VolumeUnit::per_month: return volume.amount / (24 * days_per_month);
    case VolumeUnit::per_business_day: break;
  }
  if (weights.empty()) return volume.amount / 24;
  int open_days = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    const auto first = weights.begin() + static_cast<std::ptrdiff_t>(day * 24);
    open_days += std::any_of(first, first + 24, [](double weight) { return weight > 0; }) ? 1 : 0;
  }
  return volume.amount * open_days / 168;
}

/// Local times, the end not included.
struct LocalStretch {
  LocalTime from;
  LocalTime to;

  [[nodiscard]] bool overlaps(const LocalStretch& other) const {
    return from < other.to && other.from < to;
  }
  /// "2026-01-05 to 2026-02-01"
  [[nodiscard]] std::string dates() const {
    const auto day = [](LocalTime t) {
      return date_text(std::chrono::floor<std::chrono::days>(t));
    };
    return fmt::format("{} to {}", day(from), day(to - Duration{1}));
  }
};

/// The horizon on the clocks of a zone.
LocalStretch horizon_in(const std::string& zone, const Horizon& horizon) {
  const auto start = to_sys(horizon.time_zone, LocalTime{*horizon.start});
  const LocalTime from = LocalClock{zone, start, start + one_day}.to_local(Instant{});
  return {from, from + horizon.length.elapsed()};
}

/// Does a forecast tell of the horizon at all? How much of it, is a warning's matter.
void check_cover(Checker& checker,
                 const std::string& path,
                 const Forecast& forecast,
                 const std::string& zone) {
  const Horizon& horizon = checker.scenario().horizon;
  const bool is_known = horizon.start && is_zone(horizon.time_zone) && is_zone(zone);
  if (!is_known || forecast.rows.empty() || checker.has_failed("horizon")) return;
  const LocalStretch wanted = horizon_in(zone, horizon);
  LocalStretch all{LocalTime::max(), LocalTime::min()};
  for (const ForecastRow& row : forecast.rows) {
    const LocalStretch one{row.start, row.start + forecast.interval};
    if (one.overlaps(wanted)) return;
    all = {std::min(all.from, one.from), std::max(all.to, one.to)};
  }
  checker.fail(path, "no interval of the forecast lies inside the horizon",
               fmt::format("the forecast is for {}, the horizon {}", all.dates(), wanted.dates()),
               "check `horizon.start`, and the dates in the file");
}

/// The urgencies of the matrix: all impacts have the same ones.
std::vector<std::string> urgencies(const Scenario& scenario) {
  if (scenario.priority_matrix.empty()) return {};
  return names_of(scenario.priority_matrix.begin()->second);
}

/// Times that come every so many days.
/// \param comes  "surges come".
void check_timetable(Checker& checker,
                     const std::string& path,
                     const std::optional<Span>& every,
                     Duration at,
                     std::string_view comes) {
  const bool whole_days = !every || (every->fixed.count() == 0 && every->days >= 1 &&
                                     every->days == std::floor(every->days));
  if (!whole_days) {
    checker.fail(path + ".every", fmt::format("{} is not whole days", span_text(*every)),
                 fmt::format("{} every so many days or weeks", comes), "write for example `2w`");
  }
  if (at >= one_day) {
    checker.fail(path + ".at", "24:00 is the next day", "", "write `\"00:00\"` of that day");
  }
}

/// One stream of demand.
class StreamCheck {
 public:
  /// \param most_of_all  the largest factor that is drawn on all volumes.
  StreamCheck(Checker& checker, const std::string& name, const Demand& demand, double most_of_all)
      : checker_{checker},
        demand_{demand},
        path_{"demand." + name},
        most_factor_{std::max(1.0, most_of_all * most_volume_factor(demand.volume_uncertainty))} {}

  void run() {
    check_source();
    if (demand_.type) checker_.expect_type(path_ + ".type", *demand_.type);
    if (demand_.time_zone) checker_.expect_zone(path_ + ".time_zone", *demand_.time_zone);
    if (demand_.holiday_demand) {
      checker_.expect_calendar(path_ + ".holiday_demand.calendar",
                               demand_.holiday_demand->calendar);
    }
    for (const auto& share : demand_.channels) {
      checker_.expect_channel(fmt::format("{}.channels.{}", path_, share.first), share.first);
    }
    for (const auto& share : demand_.priorities) {
      checker_.expect_priority(fmt::format("{}.priorities.{}", path_, share.first), share.first);
    }
    for (const auto& share : demand_.customers) {
      checker_.expect_customer(fmt::format("{}.customers.{}", path_, share.first), share.first);
    }
    checker_.expect_whole(path_ + ".customers", demand_.customers);
    check_matrix_shares();
    checker_.expect_whole(path_ + ".channels", demand_.channels);
    checker_.expect_whole(path_ + ".priorities", demand_.priorities);
    if (demand_.forecast) {
      check_cover(checker_, path_ + ".forecast", *demand_.forecast,
                  demand_.time_zone.value_or(checker_.scenario().horizon.time_zone));
    }
    if (demand_.replay) check_replay(*demand_.replay);
    if (demand_.planned) check_planned(*demand_.planned);
    check_volume_uncertainty(checker_, path_ + ".volume_uncertainty", demand_.volume_uncertainty);
    if (demand_.volume) check_rate();
    if (demand_.forecast) check_forecast_rate(*demand_.forecast);
  }

  /// Expected tickets over the horizon, at most.
  [[nodiscard]] double expected() const {
    double sum = 0;
    if (demand_.replay) sum += static_cast<double>(demand_.replay->rows.size());
    if (demand_.planned) return planned_expected(*demand_.planned);
    if (demand_.forecast) {
      for (const ForecastRow& row : demand_.forecast->rows) sum += row.volume;
      sum *= largest_season() * growth_at_end();
    }
    if (demand_.volume) sum += volume_expected();
    return demand_.replay ? sum : sum * surges().mean * most_factor_;
  }

 private:
  void check_source() {
    const int sources = (demand_.volume ? 1 : 0) + (demand_.forecast ? 1 : 0) +
                        (demand_.replay ? 1 : 0) + (demand_.planned ? 1 : 0);
    if (sources == 0) {
      return checker_.fail(path_ + ".volume", "the stream has no volume",
                           "it has a volume, a forecast, a replay or planned work",
                           "write for example `volume: 80/bd`");
    }
    if (sources > 1) {
      const std::string_view last = source_name();
      return checker_.fail(fmt::format("{}.{}", path_, last), "the stream has more than one source",
                           "it has either a volume, a forecast, a replay or planned work",
                           "leave out the others; in an overlay, write `volume: null`");
    }
    if ((demand_.volume || demand_.planned) && !demand_.type) {
      checker_.fail(
          path_ + ".type", "the stream has no type",
          fmt::format("{} is of one ticket type", demand_.volume ? "a volume" : "planned work"),
          "write `type: ...`");
    }
    if (!demand_.volume) reject("profile");
    if (!demand_.replay && !demand_.planned) return;
    for (const std::string_view key : {"season", "daily_variation", "volume_uncertainty"}) {
      reject(key);
    }
    if (demand_.growth_a_month != 0) reject("growth");  // the canonical form writes none as 0 %
    if (demand_.replay) reject("holiday_demand");
  }

  /// The last that is written of those that are no volume.
  [[nodiscard]] std::string_view source_name() const {
    if (demand_.planned) return "planned";
    return demand_.replay ? "replay" : "forecast";
  }

  /// Shares by impact and urgency: both, instead of priorities, each pair with a priority.
  void check_matrix_shares() {
    if (demand_.impact.empty() && demand_.urgency.empty()) return;
    const std::string_view there = demand_.impact.empty() ? "urgency" : "impact";
    const std::string_view other = demand_.impact.empty() ? "impact" : "urgency";
    const std::string path = fmt::format("{}.{}", path_, there);
    if (demand_.impact.empty() || demand_.urgency.empty()) {
      return checker_.fail(path, fmt::format("`{}` stands without `{}`", there, other),
                           "both together make the priority", fmt::format("write `{}` too", other));
    }
    if (!demand_.priorities.empty()) {
      return checker_.fail(path, "`impact` stands beside `priorities`",
                           "impact and urgency make the priority",
                           "leave out one; in an overlay, write `priorities: null`");
    }
    checker_.expect_whole(path_ + ".impact", demand_.impact);
    checker_.expect_whole(path_ + ".urgency", demand_.urgency);
    for (const auto& share : demand_.impact) {
      checker_.expect_known(fmt::format("{}.impact.{}", path_, share.first), share.first,
                            checker_.scenario().priority_matrix, "impact", "priority_matrix");
    }
    for (const auto& share : demand_.urgency) {
      checker_.expect_known(fmt::format("{}.urgency.{}", path_, share.first), share.first,
                            urgencies(checker_.scenario()), "urgency", "priority_matrix");
    }
  }

  void reject(std::string_view key) {
    const std::string path = fmt::format("{}.{}", path_, key);
    if (!checker_.is_written(path)) return;
    const std::string what = demand_.planned ? "planned work" : fmt::format("a {}", source_name());
    checker_.fail(path, fmt::format("`{}` stands beside {}", key, what),
                  fmt::format("{} has its own times", what), "leave it out");
  }

  /// Its tickets are whole: on a holiday they come, or they do not.
  void check_planned(const Planned& planned) {
    const std::string path = path_ + ".planned";
    check_timetable(checker_, path, planned.every, planned.at, "planned work comes");
    if (demand_.holiday_demand && demand_.holiday_demand->factor != 0) {
      checker_.fail(path_ + ".holiday_demand.factor", "planned work comes whole or not at all",
                    "a holiday cannot make it more or less",
                    "write `0%`: none on holidays; or leave `holiday_demand` out");
    }
    const double tickets = planned_expected(planned);
    if (tickets <= static_cast<double>(most_replay_rows)) return;
    checker_.fail(path + ".tickets", fmt::format("{:.3g} tickets are planned", tickets),
                  fmt::format("at most {}", most_replay_rows));
  }

  [[nodiscard]] double planned_expected(const Planned& planned) const {
    const double days = in_hours(checker_.scenario().horizon.length.elapsed()) / 24;
    const double every = planned.every ? in_hours(planned.every->elapsed()) / 24 : 0;
    return planned.tickets * (every > 0 ? days / every + 1 : 1);
  }

  void check_replay(const Replay& replay) {
    const std::string path = path_ + ".replay";
    for (const auto& [value, type] : replay.types) {
      checker_.expect_type(fmt::format("{}.types.{}", path, value), type);
    }
    for (const auto& [value, customer] : replay.customers) {
      checker_.expect_customer(fmt::format("{}.customers.{}", path, value), customer);
    }
    for (const auto& [value, channel] : replay.channels) {
      checker_.expect_channel(fmt::format("{}.channels.{}", path, value), channel);
    }
    for (const auto& [value, priority] : replay.priorities) {
      checker_.expect_priority(fmt::format("{}.priorities.{}", path, value), priority);
    }
    for (const auto& [value, impact] : replay.impacts) {
      checker_.expect_known(fmt::format("{}.impacts.{}", path, value), impact,
                            checker_.scenario().priority_matrix, "impact", "priority_matrix");
    }
    for (const auto& [value, urgency] : replay.urgencies) {
      checker_.expect_known(fmt::format("{}.urgencies.{}", path, value), urgency,
                            urgencies(checker_.scenario()), "urgency", "priority_matrix");
    }
    check_matrix_columns(replay.columns, path + ".columns");
    if (!replay.columns.type && !demand_.type) {
      checker_.fail(path, "the tickets have no type",
                    "the file has a column for it, or the stream does",
                    "write `columns: {type: ...}` or the `type` of the stream");
    }
  }

  void check_matrix_columns(const ReplayColumns& columns, const std::string& path) {
    if (!columns.impact && !columns.urgency) return;
    const std::string_view there = columns.impact ? "impact" : "urgency";
    if (!columns.impact || !columns.urgency) {
      checker_.fail(fmt::format("{}.{}", path, there),
                    "the columns of impact and urgency do not both have a name",
                    "both together make the priority",
                    fmt::format("write `{}` too", columns.impact ? "urgency" : "impact"));
    } else if (columns.priority) {
      checker_.fail(path + ".impact", "`impact` stands beside `priority`",
                    "impact and urgency make the priority", "leave out one");
    }
  }

  [[nodiscard]] double largest_season() const {
    double largest = 1;
    for (const auto& month : demand_.season) largest = std::max(largest, month.second);
    return largest;
  }

  [[nodiscard]] double growth_at_end() const {
    const double days = in_hours(checker_.scenario().horizon.length.elapsed()) / 24;
    return std::max(1.0, std::pow(1 + demand_.growth_a_month, days / days_per_month));
  }

  /// What surges make of a stream's rate, at most: at their onset, and over the horizon.
  struct SurgeFactors {
    double peak = 1;
    double mean = 1;
  };
  [[nodiscard]] SurgeFactors surges() const {
    const double horizon = in_hours(checker_.scenario().horizon.length.elapsed());
    SurgeFactors factors;
    for (const Surge& surge : checker_.scenario().surges) {
      const auto& types = surge.types;
      const bool is_of_type =
          !demand_.type || types.empty() || std::ranges::find(types, *demand_.type) != types.end();
      if (!is_of_type) continue;
      const double excess = std::max(0.0, surge.factor - 1);
      const double hours = in_hours(surge.half_life) / std::numbers::ln2;  // its area, at excess 1
      const double every = surge.every ? in_hours(surge.every->elapsed()) : horizon;
      if (!(hours > 0 && every > 0)) continue;  // told elsewhere
      factors.peak += excess * (1 + (surge.every ? hours / every : 0));
      factors.mean += excess * hours / std::min(every, horizon);
    }
    return factors;
  }

  void check_rate() {
    const std::vector<double>& weights = demand_.profile.weights;
    double peak = 1;
    if (!weights.empty()) {
      const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
      peak = *std::ranges::max_element(weights) * static_cast<double>(weights.size()) / sum;
    }
    expect_rate(".volume", mean_per_hour(*demand_.volume, weights) * peak);
  }

  /// Its reader has checked the rows, without what season, growth and surges make of them.
  void check_forecast_rate(const Forecast& forecast) {
    double most = 0;
    for (const ForecastRow& row : forecast.rows) most = std::max(most, row.volume);
    if (most > 0) expect_rate(".forecast", most / in_hours(forecast.interval));
  }

  /// \param key   where the rate is written.
  /// \param rate  tickets an hour at the most, without season, growth and surges.
  void expect_rate(const std::string& key, double rate) {
    rate *= largest_season() * growth_at_end() * surges().peak * most_factor_;
    if (!(rate <= most_tickets_an_hour)) {
      checker_.fail(path_ + key, fmt::format("up to {:.3g} tickets an hour", rate),
                    fmt::format("at most {:.0f} an hour and stream", most_tickets_an_hour));
    }
  }

  [[nodiscard]] double volume_expected() const {
    const double hours = in_hours(checker_.scenario().horizon.length.elapsed());
    return mean_per_hour(*demand_.volume, demand_.profile.weights) * hours * largest_season() *
           growth_at_end();
  }

  Checker& checker_;
  const Demand& demand_;
  std::string path_;
  double most_factor_;  ///< of what is drawn of its volume, at most; >= 1
};

void check_surge(Checker& checker, const Surge& surge) {
  const std::string path = "surges." + surge.name;
  check_timetable(checker, path, surge.every, surge.at, "surges come");
  if (surge.half_life.count() <= 0) {
    checker.fail(path + ".half_life", "the half-life is zero", "it is above 0");
  }
  for (std::size_t i = 0; i < surge.types.size(); ++i) {
    checker.expect_type(fmt::format("{}.types.{}", path, i), surge.types[i]);
  }
}

void check_straight(Checker& checker, const StraightRule& rule, const std::string& path) {
  if (rule.priority) checker.expect_priority(path + ".priority", *rule.priority);
  if (rule.type) checker.expect_type(path + ".type", *rule.type);
  if (rule.customer) checker.expect_customer(path + ".customer", *rule.customer);
  checker.expect_tier(path + ".to", rule.to);
  const bool works = std::ranges::any_of(checker.scenario().ticket_types, [&](const auto& entry) {
    return (!rule.type || *rule.type == entry.first) && entry.second.handle_time.contains(rule.to);
  });
  if (!works && !checker.has_failed(path) && !checker.has_failed("ticket_types")) {
    checker.fail(path + ".to",
                 fmt::format("no work is done at {} on tickets of this rule", in_quotes(rule.to)),
                 "no matching type has a handle time there",
                 fmt::format("write `{}` under its `handle_time`", rule.to));
  }
}

}  // namespace

void check_demand(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  if (scenario.demand.empty()) {
    checker.fail("demand", "there is no demand", "",
                 "write for example `access: {type: access, volume: 80/bd}`");
  }
  check_volume_uncertainty(checker, "volume_uncertainty", scenario.volume_uncertainty);
  const double most_of_all = most_volume_factor(scenario.volume_uncertainty);
  double expected = 0;
  for (const auto& [name, demand] : scenario.demand) {
    StreamCheck stream{checker, name, demand, most_of_all};
    stream.run();
    expected += stream.expected();
  }
  if (!(expected <= most_tickets)) {
    checker.fail("demand", fmt::format("{:.3g} tickets are expected", expected),
                 fmt::format("at most {:.0e} a replication", most_tickets),
                 "write a shorter horizon or less volume");
  }
  for (const Surge& surge : scenario.surges) check_surge(checker, surge);
  for (std::size_t i = 0; i < scenario.straight.size(); ++i) {
    check_straight(checker, scenario.straight[i], fmt::format("straight.{}", i));
  }
}

}  // namespace tiersim
