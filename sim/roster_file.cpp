#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "sim/csv.hpp"
#include "sim/data_readers.hpp"
#include "sim/date_format.hpp"
#include "sim/suggest.hpp"

namespace tiersim {

namespace {

const std::vector<std::string> roster_columns{"person", "group",    "start",
                                              "end",    "activity", "paid"};

struct ActivityWord {
  std::string_view word;
  RosterActivity is;
};
/// The words of shrinkage, and those for a single stretch of it.
constexpr std::array<ActivityWord, 12> activities{{{"work", RosterActivity::work},
                                                   {"tickets", RosterActivity::work},
                                                   {"break", RosterActivity::other_work},
                                                   {"breaks", RosterActivity::other_work},
                                                   {"meeting", RosterActivity::other_work},
                                                   {"meetings", RosterActivity::other_work},
                                                   {"training", RosterActivity::other_work},
                                                   {"off_queue", RosterActivity::other_work},
                                                   {"other", RosterActivity::other_work},
                                                   {"leave", RosterActivity::away},
                                                   {"sickness", RosterActivity::away},
                                                   {"off", RosterActivity::away}}};

/// A row with what tells whose it is, and where it stands.
struct PlacedRoster {
  RosterRow row;
  std::size_t group = 0;  ///< of the file's groups
  std::size_t name = 0;   ///< of the person, whatever the group
  std::size_t line = 0;
};

/// Reads one row after the other.
class RosterReader {
 public:
  RosterReader(CsvReader& csv,
               const std::vector<RosterGroup>& groups,
               const std::vector<std::string>& staff)
      : csv_{csv},
        groups_{groups},
        staff_{staff},
        person_{csv.require("person")},
        start_{csv.require("start")},
        end_{csv.require("end")},
        group_{groups.size() > 1 ? csv.require("group") : csv.find("group")},
        activity_{csv.find("activity")},
        paid_{csv.find("paid")},
        people_(groups.size()) {
    for (std::size_t i = 0; i < csv.header().size(); ++i) check_column(i);
  }

  /// Values that are wrong are told and left as they are by default.
  [[nodiscard]] PlacedRoster read() {
    PlacedRoster placed;
    placed.line = csv_.line();
    placed.group = group();
    placed.name = name();
    auto& people = people_[placed.group];
    const auto head = static_cast<std::uint32_t>(people.size());
    placed.row = {people.try_emplace(placed.name, head).first->second, time(*start_), time(*end_),
                  activity(), paid()};
    if (placed.row.start != LocalTime{} && placed.row.end != LocalTime{} &&
        placed.row.end <= placed.row.start) {
      csv_.complain(*end_, {"the end is not after the start", "a row is a stretch of time", ""});
    }
    return placed;
  }
  [[nodiscard]] std::size_t people_of(std::size_t group) const { return people_[group].size(); }

 private:
  void check_column(std::size_t index) {
    const std::string& name = csv_.header()[index];
    if (std::ranges::find(roster_columns, name) != roster_columns.end()) return;
    if (name.find(';') != std::string::npos) return;  // told where columns are missed
    csv_.complain(index, {"unknown column " + in_quotes(name), "a roster has fixed columns",
                          did_you_mean(name, roster_columns, "columns")});
  }

  [[nodiscard]] std::string_view field(std::size_t column) const { return trimmed(csv_[column]); }

  /// \return the number of the person; that of another where there are too many.
  [[nodiscard]] std::size_t name() {
    const std::string_view text = field(*person_);
    if (text.empty()) csv_.complain(*person_, {"no person", "each row is of one", ""});
    const auto known = names_.find(text);
    if (known != names_.end()) return known->second;
    const std::size_t number = names_.size();
    if (number < most_roster_people)
      return names_.try_emplace(std::string{text}, number).first->second;
    csv_.complain(*person_, {"the person after " + std::to_string(most_roster_people) + " others",
                             "that is the limit for a roster", "split the file by group"});
    return 0;
  }

  [[nodiscard]] std::size_t group() const {
    if (!group_) return 0;
    const std::string_view text = field(*group_);
    const auto found = std::ranges::find(groups_, text, &RosterGroup::name);
    if (found != groups_.end()) return static_cast<std::size_t>(found - groups_.begin());
    if (std::ranges::find(staff_, text) != staff_.end()) {
      csv_.complain(*group_, {"the group " + in_quotes(text) + " does not name this roster", "",
                              "write `roster` for it too, or take its rows out"});
    } else {
      csv_.complain(*group_, {"unknown group " + in_quotes(text), "",
                              did_you_mean(text, staff_, "groups of `staff`")});
    }
    return 0;
  }

  [[nodiscard]] LocalTime time(std::size_t column) const {
    static const std::array<DateFormat, 4> formats{
        DateFormat{"%Y-%m-%d %H:%M"}, DateFormat{"%Y-%m-%dT%H:%M"}, DateFormat{"%Y-%m-%d %H:%M:%S"},
        DateFormat{"%Y-%m-%dT%H:%M:%S"}};
    const std::string_view text = field(column);
    for (const DateFormat& format : formats) {
      if (const std::optional<LocalTime> time = format.parse(text)) return *time;
    }
    csv_.complain(column, {in_quotes(text) + " is not a time", "it is a local date and time",
                           "write it as 2026-01-31 08:30"});
    return {};
  }

  [[nodiscard]] RosterActivity activity() const {
    const std::string_view text = activity_ ? field(*activity_) : "work";
    const auto found = std::ranges::find(activities, text, &ActivityWord::word);
    if (found != activities.end()) return found->is;
    std::vector<std::string> known;
    known.reserve(activities.size());
    for (const ActivityWord& one : activities) known.emplace_back(one.word);
    csv_.complain(*activity_, {"unknown activity " + in_quotes(text), "",
                               did_you_mean(text, known, "activities")});
    return RosterActivity::work;
  }

  [[nodiscard]] bool paid() const {
    const std::string_view text = paid_ ? field(*paid_) : "yes";
    if (text != "yes" && text != "no") {
      csv_.complain(*paid_, {in_quotes(text) + " is neither yes nor no", "", ""});
    }
    return text != "no";
  }

  CsvReader& csv_;
  const std::vector<RosterGroup>& groups_;
  const std::vector<std::string>& staff_;
  std::optional<std::size_t> person_;
  std::optional<std::size_t> start_;
  std::optional<std::size_t> end_;
  std::optional<std::size_t> group_;
  std::optional<std::size_t> activity_;
  std::optional<std::size_t> paid_;
  std::map<std::string, std::size_t, std::less<>> names_;
  std::vector<std::map<std::size_t, std::uint32_t>> people_;  ///< by group: heads by person
};

/// Nobody is at two things at once, in one group or in two.
void check_overlaps(std::vector<PlacedRoster>& rows, FileProblems& problems) {
  std::ranges::sort(rows, [](const PlacedRoster& a, const PlacedRoster& b) {
    return std::tie(a.name, a.row.start, a.line) < std::tie(b.name, b.row.start, b.line);
  });
  for (std::size_t i = 1; i < rows.size() && !problems.is_full(); ++i) {
    const PlacedRoster& before = rows[i - 1];
    if (rows[i].name != before.name || rows[i].row.start >= before.row.end) continue;
    const auto [first, last] = std::minmax(before.line, rows[i].line);
    problems.add(last, 0,
                 {"the row overlaps that of line " + std::to_string(first),
                  "a person is at one thing at a time", ""});
  }
}

}  // namespace

void read_roster(const std::vector<RosterGroup>& groups,
                 const std::vector<std::string>& staff,
                 std::string_view text,
                 FileProblems& problems) {
  CsvReader csv{text, most_roster_rows, problems};
  RosterReader reader{csv, groups, staff};
  if (problems.count() > 0) return;
  std::vector<PlacedRoster> rows;
  rows.reserve(csv.rows_at_most());
  while (csv.next()) rows.push_back(reader.read());
  if (problems.count() > 0) return;
  check_overlaps(rows, problems);
  std::ranges::sort(rows, [](const PlacedRoster& a, const PlacedRoster& b) {
    return std::tie(a.group, a.row.person, a.row.start) <
           std::tie(b.group, b.row.person, b.row.start);
  });
  for (const PlacedRoster& placed : rows) {
    groups[placed.group].group->roster_rows.push_back(placed.row);
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i].group->roster_people = static_cast<std::uint32_t>(reader.people_of(i));
    if (reader.people_of(i) > 0) continue;
    problems.add(0, 0, {"no row is of the group " + in_quotes(groups[i].name), "", ""});
  }
}

}  // namespace tiersim
