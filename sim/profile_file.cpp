#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/csv.hpp"
#include "sim/data_readers.hpp"
#include "sim/field_words.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"

namespace tiersim {

namespace {

constexpr std::size_t hours_of_day = 24;

/// Where the columns are; nothing where one is missing.
struct ProfileColumns {
  std::optional<std::size_t> hour;
  std::array<std::size_t, 7> day{};
};

std::optional<ProfileColumns> find_columns(CsvReader& csv) {
  ProfileColumns columns;
  bool complete = true;
  columns.hour = csv.find("hour");
  for (std::size_t day = 0; day < weekday_names.size(); ++day) {
    const std::optional<std::size_t> column = csv.require(weekday_names[day]);
    complete = complete && column;
    columns.day[day] = column.value_or(0);
  }
  return complete ? std::optional{columns} : std::nullopt;
}

void check_hour(CsvReader& csv, std::size_t column, std::size_t hour) {
  const std::string_view field = trimmed(csv[column]);
  const Parsed<std::uint64_t> written = parse_whole(field);
  if (written && *written == hour) return;
  csv.complain(column,
               {in_quotes(field) + " where the hour " + std::to_string(hour) + " is expected",
                "hours go from 0 to 23, a row each", ""});
}

double weight_at(CsvReader& csv, std::size_t column) {
  const std::string_view field = trimmed(csv[column]);
  const Parsed<double> number = parse_number(field);
  if (number && profile_weight.contains(*number)) return *number;
  csv.complain(column, number
                           ? Complaint{"the weight " + in_quotes(field) + " is out of range",
                                       "allowed: " + range_text(profile_weight, RangeUnit::number) +
                                           "; only their proportions count",
                                       ""}
                           : number.complaint());
  return 0;
}

}  // namespace

Profile read_profile(std::string_view text, FileProblems& problems) {
  CsvReader csv{text, hours_of_day, problems};
  const std::optional<ProfileColumns> columns = find_columns(csv);
  if (!columns) return {};
  Profile profile{std::vector<double>(weekday_names.size() * hours_of_day, 0.0)};
  std::size_t hour = 0;
  double sum = 0;
  for (; csv.next(); ++hour) {
    if (columns->hour) check_hour(csv, *columns->hour, hour);
    for (std::size_t day = 0; day < weekday_names.size(); ++day) {
      sum += profile.weights[day * hours_of_day + hour] = weight_at(csv, columns->day[day]);
    }
  }
  if (problems.count() == 0 && hour != hours_of_day) {
    problems.add(0, 0,
                 {"the profile has " + std::to_string(hour) + " of 24 rows",
                  "there is one for each hour of the day", ""});
  }
  if (problems.count() == 0 && !(sum > 0)) {
    problems.add(0, 0, {"all weights are 0", "no hour of the week would have demand", ""});
  }
  return problems.count() == 0 ? profile : Profile{};
}

}  // namespace tiersim
