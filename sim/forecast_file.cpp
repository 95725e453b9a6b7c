#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "sim/csv.hpp"
#include "sim/data_readers.hpp"
#include "sim/date_format.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "sim/value_map.hpp"

namespace tiersim {

namespace {

const std::vector<std::string> forecast_columns{"interval_start", "type", "channel", "volume",
                                                "handle_time"};

/// A row with the line on which it stands.
struct PlacedForecast {
  ForecastRow row;
  std::size_t line = 0;
};

// ---- Each row by itself

/// Reads one row after the other.
class ForecastReader {
 public:
  ForecastReader(CsvReader& csv, const StreamContext& stream)
      : csv_{&csv},
        types_{names_of(stream.scenario.ticket_types)},
        channels_{names_of(stream.scenario.channels)},
        type_of_stream_{stream.demand.type},
        start_{csv.require("interval_start")},
        volume_{csv.require("volume")},
        type_{type_of_stream_ ? csv.find("type") : csv.require("type")},
        channel_{csv.find("channel")},
        handle_time_{csv.find("handle_time")} {
    for (std::size_t i = 0; i < csv.header().size(); ++i) check_column(i);
  }

  /// \return the row; values that are wrong are told and left as they are by default.
  [[nodiscard]] PlacedForecast read() const {
    return {{start(), type(), channel(), volume(), handle_time()}, csv_->line()};
  }

 private:
  void check_column(std::size_t index) {
    const std::string& name = csv_->header()[index];
    if (std::ranges::find(forecast_columns, name) != forecast_columns.end()) return;
    const bool is_unparted = name.find(';') != std::string::npos;  // told where columns are missed
    if (is_unparted) return;
    csv_->complain(index, {"unknown column " + in_quotes(name), "a forecast has fixed columns",
                           did_you_mean(name, forecast_columns, "columns")});
  }

  [[nodiscard]] std::string_view field(std::size_t column) const {
    return trimmed((*csv_)[column]);
  }

  [[nodiscard]] LocalTime start() const {
    static const std::array<DateFormat, 4> formats{
        DateFormat{"%Y-%m-%d %H:%M"}, DateFormat{"%Y-%m-%dT%H:%M"}, DateFormat{"%Y-%m-%d %H:%M:%S"},
        DateFormat{"%Y-%m-%dT%H:%M:%S"}};
    const std::string_view text = field(*start_);
    for (const DateFormat& format : formats) {
      if (const std::optional<LocalTime> time = format.parse(text)) return *time;
    }
    csv_->complain(*start_, {in_quotes(text) + " is not the start of an interval",
                             "it is a local date and time", "write it as 2026-01-31 08:30"});
    return {};
  }

  [[nodiscard]] std::string type() const {
    const std::string_view text = type_ ? field(*type_) : std::string_view{};
    if (text.empty() && type_of_stream_) return *type_of_stream_;
    check_name(*type_, "type", types_);
    return std::string{text};
  }

  [[nodiscard]] std::string channel() const {
    const std::string_view text = channel_ ? field(*channel_) : std::string_view{};
    if (!text.empty()) check_name(*channel_, "channel", channels_);
    return std::string{text};
  }

  void check_name(std::size_t column,
                  const std::string& what,
                  const std::vector<std::string>& known) const {
    const std::string_view name = field(column);
    if (std::ranges::find(known, name) != known.end()) return;
    csv_->complain(column, {"unknown " + what + " " + in_quotes(name),
                            "it is not among the " + what + "s of the scenario",
                            did_you_mean(name, known, what + "s")});
  }

  [[nodiscard]] double volume() const {
    const std::string_view text = field(*volume_);
    const Parsed<double> volume = parse_number(text);
    if (volume && *volume >= 0) return *volume;
    csv_->complain(*volume_, volume
                                 ? Complaint{"the volume " + in_quotes(text) + " is negative",
                                             "it is an expected number of tickets, 0 or more", ""}
                                 : volume.complaint());
    return 0;
  }

  [[nodiscard]] std::optional<Duration> handle_time() const {
    const std::string_view text = handle_time_ ? field(*handle_time_) : std::string_view{};
    if (text.empty()) return std::nullopt;
    const Parsed<Span> time = parse_span(text, TimeUnits::work);
    if (time) return time->fixed;
    csv_->complain(*handle_time_, time.complaint());
    return std::nullopt;
  }

  CsvReader* csv_;
  std::vector<std::string> types_;
  std::vector<std::string> channels_;
  std::optional<std::string> type_of_stream_;
  std::optional<std::size_t> start_;
  std::optional<std::size_t> volume_;
  std::optional<std::size_t> type_;
  std::optional<std::size_t> channel_;
  std::optional<std::size_t> handle_time_;
};

// ---- The rows together: series without gaps and overlaps

bool in_one_series(const ForecastRow& a, const ForecastRow& b) {
  return a.type == b.type && a.channel == b.channel;
}

/// The step between rows of one series that is seen most often (ties: the shortest); 0 where no
/// series has two rows with a start of their own.
Duration usual_step(const std::vector<PlacedForecast>& rows) {
  std::map<Duration, std::size_t> seen;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const ForecastRow& before = rows[i - 1].row;
    const Duration step = rows[i].row.start - before.start;
    if (in_one_series(before, rows[i].row) && step > Duration{0}) ++seen[step];
  }
  const auto most = std::ranges::max_element(
      seen, [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == seen.end() ? Duration{0} : most->first;
}

std::string start_text(LocalTime time) {
  const LocalDay day = std::chrono::floor<std::chrono::days>(time);
  return date_text(day) + " " + time_of_day_text(time - day);
}

std::string series_text(const ForecastRow& row) {
  return in_quotes(row.type) + (row.channel.empty() ? "" : " by " + in_quotes(row.channel));
}

/// Checks that the rows of a series follow each other; where the clock goes forward, the hour that
/// does not exist may be left out.
class StepCheck {
 public:
  StepCheck(Duration interval, std::string zone) : interval_{interval}, zone_{std::move(zone)} {}

  [[nodiscard]] std::optional<Complaint> between(const ForecastRow& before,
                                                 const ForecastRow& row) const {
    const Duration step = row.start - before.start;
    if (step == interval_) return std::nullopt;
    const std::string start = start_text(row.start) + " of " + series_text(row);
    if (step < interval_) {
      return Complaint{step == Duration{0}
                           ? "a second row for " + start
                           : "the interval from " + start + " overlaps the one before",
                       "intervals are " + duration_text(interval_) + " long", ""};
    }
    if (is_zone(zone_) && elapsed(before, row) == interval_) return std::nullopt;
    return Complaint{"a gap before " + start,
                     "the row before it is for " + start_text(before.start) +
                         ", and intervals are " + duration_text(interval_) + " long",
                     "write a row with volume 0 where nothing is expected"};
  }

 private:
  [[nodiscard]] Duration elapsed(const ForecastRow& before, const ForecastRow& row) const {
    return to_sys(zone_, row.start) - to_sys(zone_, before.start);
  }

  Duration interval_;
  std::string zone_;
};

void sort(std::vector<PlacedForecast>& rows) {
  std::ranges::sort(rows, [](const PlacedForecast& a, const PlacedForecast& b) {
    return std::tie(a.row.type, a.row.channel, a.row.start, a.line) <
           std::tie(b.row.type, b.row.channel, b.row.start, b.line);
  });
}

void check_steps(const std::vector<PlacedForecast>& rows,
                 const StepCheck& check,
                 FileProblems& problems) {
  for (std::size_t i = 1; i < rows.size() && !problems.is_full(); ++i) {
    if (!in_one_series(rows[i - 1].row, rows[i].row)) continue;
    std::optional<Complaint> complaint = check.between(rows[i - 1].row, rows[i].row);
    if (complaint) problems.add(rows[i].line, 0, std::move(*complaint));
  }
}

/// Checks that no interval expects more tickets than a stream may have, whatever its season, growth
/// and surges make of them.
void check_volumes(const std::vector<PlacedForecast>& rows,
                   Duration interval,
                   FileProblems& problems) {
  const double most = most_tickets_an_hour * in_hours(interval);
  for (const PlacedForecast& placed : rows) {
    if (placed.row.volume <= most) continue;
    if (problems.is_full()) return;
    problems.add(
        placed.line, 0,
        {fmt::format("{:.6g} tickets an hour from {} of {}", placed.row.volume / in_hours(interval),
                     start_text(placed.row.start), series_text(placed.row)),
         fmt::format("at most {:.0f} an hour and stream", most_tickets_an_hour), ""});
  }
}

const std::string& zone_of(const StreamContext& stream) {
  const std::optional<std::string>& own = stream.demand.time_zone;
  return own ? *own : stream.scenario.horizon.time_zone;
}

bool is_usual_interval(Duration interval) {
  return interval == 15 * one_minute || interval == 30 * one_minute || interval == one_hour;
}

}  // namespace

void read_forecast(Forecast& forecast,
                   std::string_view text,
                   const StreamContext& stream,
                   FileProblems& problems) {
  CsvReader csv{text, most_forecast_rows, problems};
  const ForecastReader reader{csv, stream};
  if (problems.count() > 0) return;
  std::vector<PlacedForecast> rows;
  rows.reserve(csv.rows_at_most());
  while (csv.next()) rows.push_back(reader.read());
  if (problems.count() > 0) return;

  sort(rows);
  forecast.interval = usual_step(rows);
  if (!is_usual_interval(forecast.interval)) {
    const bool is_known = forecast.interval > Duration{0};
    problems.add(0, 0,
                 {is_known ? "intervals of " + duration_text(forecast.interval)
                           : "no series has rows for two times, so that the interval is not known",
                  "intervals of a forecast are 15, 30 or 60 minutes long", ""});
    return;
  }
  check_steps(rows, {forecast.interval, zone_of(stream)}, problems);
  check_volumes(rows, forecast.interval, problems);
  if (problems.count() > 0) return;
  for (PlacedForecast& placed : rows) forecast.rows.push_back(std::move(placed.row));
}

}  // namespace tiersim
