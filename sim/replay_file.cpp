#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "sim/csv.hpp"
#include "sim/data_readers.hpp"
#include "sim/date_format.hpp"
#include "sim/mapped_columns.hpp"
#include "sim/suggest.hpp"

namespace tiersim {

namespace {

/// The priority that the columns of impact and urgency make by the scenario's matrix.
class MatrixColumns {
 public:
  MatrixColumns(CsvReader& csv, const Replay& replay, const Scenario& scenario)
      : scenario_{scenario},
        impact_{shared_column(
            csv,
            {"impact", replay.columns.impact, replay.impacts, names_of(scenario.priority_matrix)})},
        urgency_{shared_column(
            csv, {"urgency", replay.columns.urgency, replay.urgencies, urgencies()})} {}

  [[nodiscard]] bool is_used() const { return impact_.column && urgency_.column; }
  /// Index 0 is left to the stream's shares, the others are the scenario's in order.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names{""};
    names.insert(names.end(), scenario_.priorities.begin(), scenario_.priorities.end());
    return names;
  }
  [[nodiscard]] std::uint32_t index_in(const CsvReader& csv) {
    const std::string& impact = impact_.values.names()[impact_.index_in(csv)];
    const std::string& urgency = urgency_.values.names()[urgency_.index_in(csv)];
    const Named<std::string>* const row = scenario_.priority_matrix.find(impact);
    const std::string* const priority = row ? row->find(urgency) : nullptr;
    if (!priority) return 0;  // told by the columns, or of the matrix
    const auto found = std::ranges::find(scenario_.priorities, *priority);
    if (found == scenario_.priorities.end()) return 0;
    return static_cast<std::uint32_t>(found - scenario_.priorities.begin()) + 1;
  }
  void report(FileProblems& problems) const {
    impact_.values.report(problems);
    urgency_.values.report(problems);
  }

 private:
  [[nodiscard]] std::vector<std::string> urgencies() const {
    if (scenario_.priority_matrix.empty()) return {};
    return names_of(scenario_.priority_matrix.begin()->second);
  }
  const Scenario& scenario_;
  MappedColumn impact_;
  MappedColumn urgency_;
};

std::vector<ReplayRow> in_order(std::vector<ReplayRow> rows) {
  const auto by_opened = [](const ReplayRow& a, const ReplayRow& b) { return a.opened < b.opened; };
  if (!std::is_sorted(rows.begin(), rows.end(), by_opened)) {
    std::stable_sort(rows.begin(), rows.end(), by_opened);
  }
  return rows;
}

}  // namespace

Complaint no_date(std::string_view text, const std::string& pattern) {
  if (is_missing(text)) return {"no date of opening", "each ticket needs one", ""};
  const std::optional<std::string> fitting = guess_date_format(text);
  return {in_quotes(text) + " is not a date", "date_format is '" + pattern + "'",
          fitting ? "write 'date_format: \"" + *fitting + "\"'?" : ""};
}

void read_replay(Replay& replay,
                 std::string_view text,
                 const StreamContext& stream,
                 FileProblems& problems) {
  const Scenario& scenario = stream.scenario;
  const ReplayColumns& columns = replay.columns;
  const DateFormat format{replay.date_format};
  CsvReader csv{text, most_replay_rows, problems};
  const std::optional<std::size_t> opened = csv.require(columns.opened);
  MappedColumn type =
      named_column(csv, {"type", columns.type, replay.types, names_of(scenario.ticket_types)},
                   stream.demand.type);
  MappedColumn customer = shared_column(
      csv, {"customer", columns.customer, replay.customers, names_of(scenario.customers)});
  MappedColumn channel = shared_column(
      csv, {"channel", columns.channel, replay.channels, names_of(scenario.channels)});
  MappedColumn priority =
      shared_column(csv, {"priority", columns.priority, replay.priorities, scenario.priorities});
  MatrixColumns matrix{csv, replay, scenario};
  if (problems.count() > 0) return;

  std::vector<ReplayRow> rows;
  while (csv.next()) {
    const std::string_view date = trimmed(csv[*opened]);
    const std::optional<LocalTime> time = format.parse(date);
    if (!time) csv.complain(*opened, no_date(date, replay.date_format));
    rows.push_back({time.value_or(LocalTime{}), static_cast<std::uint32_t>(csv.line()),
                    type.index_in(csv), channel.index_in(csv),
                    matrix.is_used() ? matrix.index_in(csv) : priority.index_in(csv),
                    customer.index_in(csv)});
  }
  for (const MappedColumn* mapped : {&type, &customer, &channel, &priority}) {
    mapped->values.report(problems);
  }
  matrix.report(problems);
  if (rows.empty() && problems.count() == 0) {
    problems.add(0, 0, {"the file has no tickets", "there is a header and nothing below it", ""});
  }
  replay.rows = in_order(std::move(rows));
  replay.type_names = type.values.names();
  replay.channel_names = channel.values.names();
  replay.priority_names = matrix.is_used() ? matrix.names() : priority.values.names();
  replay.customer_names = customer.values.names();
}

}  // namespace tiersim
