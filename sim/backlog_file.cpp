// Tickets that are open at the horizon's start, from a CSV file.

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/data_readers.hpp"
#include "sim/date_format.hpp"
#include "sim/mapped_columns.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/calendar.hpp"

namespace tiersim {

namespace {

/// How long ago a ticket was opened at the horizon's start, by either of two columns.
class AgeColumn {
 public:
  AgeColumn(CsvReader& csv, const BacklogFile& file, const Scenario& scenario)
      : file_{file}, format_{file.date_format} {
    const BacklogColumns& columns = file.columns;
    is_age_ = columns.age.has_value();
    column_ = csv.require(is_age_ ? *columns.age : columns.opened.value_or("opened"));
    const Horizon& horizon = scenario.horizon;
    const std::string& zone = file.time_zone ? *file.time_zone : horizon.time_zone;
    if (is_age_ || !horizon.start || !is_zone(horizon.time_zone) || !is_zone(zone)) return;
    const auto start = to_sys(horizon.time_zone, LocalTime{*horizon.start});
    clock_.emplace(zone, start, start + one_day, most_backlog_age + 2 * one_day);
  }

  /// Of the row; problems are told.
  [[nodiscard]] Duration in(CsvReader& csv) const {
    const std::string_view text = trimmed(csv[*column_]);
    const std::optional<Duration> age = is_age_ ? read_age(csv, text) : read_opened(csv, text);
    if (!age) return Duration{0};
    if (*age > most_backlog_age) {
      csv.complain(*column_,
                   {in_quotes(text) + " is too long ago", "at most 10 years before the start", ""});
    }
    return *age;
  }

 private:
  std::optional<Duration> read_age(CsvReader& csv, std::string_view text) const {
    const Parsed<Span> span = parse_span(text, TimeUnits::elapsed);
    if (span) return span->elapsed();
    csv.complain(*column_, is_missing(text) ? Complaint{"no age", "each ticket needs one", ""}
                                            : span.complaint());
    return std::nullopt;
  }

  std::optional<Duration> read_opened(CsvReader& csv, std::string_view text) const {
    const std::optional<LocalTime> time = format_.parse(text);
    if (!time) {
      csv.complain(*column_, no_date(text, file_.date_format));
      return std::nullopt;
    }
    if (!clock_) return std::nullopt;  // what is wrong with the horizon or the zone is told there
    const Duration age = Instant{} - clock_->to_instant(*time);
    if (age > Duration{0}) return age;
    csv.complain(*column_, {in_quotes(text) + " is not before the horizon's start",
                            "the backlog is what was opened before it and is still open",
                            "leave the row out, or let a `replay` bring it"});
    return std::nullopt;
  }

  const BacklogFile& file_;
  DateFormat format_;
  bool is_age_ = false;
  std::optional<std::size_t> column_;
  std::optional<LocalClock> clock_;  ///< of the file; 0 is the horizon's start
};

/// Has the type a handle time at the tier? Told where not.
void expect_work_at(CsvReader& csv,
                    const Scenario& scenario,
                    const MappedColumn& column,
                    const std::string& type,
                    const std::string& tier) {
  const TicketType* const known = scenario.ticket_types.find(type);
  if (!known || tier.empty() || known->handle_time.contains(tier)) return;
  csv.complain(column.column.value_or(0),
               {fmt::format("{} does not work on the type {}", tier, in_quotes(type)),
                "it has no handle time there", ""});
}

std::string name_at(const MappedColumn& column, std::uint32_t index) {
  return index < column.values.names().size() ? column.values.names()[index] : "";
}

std::vector<std::string> tiers_of(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Tier& tier : scenario.tiers) names.push_back(tier.name);
  return names;
}

}  // namespace

void read_backlog(BacklogFile& file,
                  std::string_view text,
                  const Scenario& scenario,
                  FileProblems& problems) {
  const BacklogColumns& columns = file.columns;
  CsvReader csv{text, most_backlog, problems};
  const AgeColumn age{csv, file, scenario};
  MappedColumn type = named_column(
      csv, {"type", columns.type, file.types, names_of(scenario.ticket_types)}, file.type);
  MappedColumn tier =
      named_column(csv, {"tier", columns.tier, file.tiers, tiers_of(scenario)}, file.tier);
  MappedColumn customer = shared_column(
      csv, {"customer", columns.customer, file.customers, names_of(scenario.customers)});
  MappedColumn channel =
      shared_column(csv, {"channel", columns.channel, file.channels, names_of(scenario.channels)});
  MappedColumn priority =
      shared_column(csv, {"priority", columns.priority, file.priorities, scenario.priorities});
  if (problems.count() > 0) return;

  file.rows.clear();
  while (csv.next()) {
    const BacklogRow row{.age = age.in(csv),
                         .line = static_cast<std::uint32_t>(csv.line()),
                         .type = type.index_in(csv),
                         .tier = tier.index_in(csv),
                         .channel = channel.index_in(csv),
                         .priority = priority.index_in(csv),
                         .customer = customer.index_in(csv)};
    expect_work_at(csv, scenario, tier, name_at(type, row.type), name_at(tier, row.tier));
    file.rows.push_back(row);
  }
  for (const MappedColumn* mapped : {&type, &tier, &customer, &channel, &priority}) {
    mapped->values.report(problems);
  }
  file.type_names = type.values.names();
  file.tier_names = tier.values.names();
  file.channel_names = channel.values.names();
  file.priority_names = priority.values.names();
  file.customer_names = customer.values.names();
}

}  // namespace tiersim
