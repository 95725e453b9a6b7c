#include "sim/data_files.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/data_readers.hpp"
#include "sim/date_format.hpp"
#include "sim/file_problems.hpp"
#include "sim/gzip.hpp"
#include "sim/suggest.hpp"
#include "tiersim/random.hpp"

namespace tiersim {

namespace {

// In bytes. Files are held whole; the first three are refused within 200 MiB, whatever is in them.
constexpr std::size_t largest_profile = 1024 * 1024;
constexpr std::size_t largest_forecast = 64 * 1024 * 1024;
constexpr std::size_t largest_roster = 64 * 1024 * 1024;
constexpr std::size_t largest_replay = 1024 * 1024 * 1024;  ///< packed and unpacked

/// A file as the scenario names it.
struct NamedFile {
  std::string key;      ///< the path of the language at which the name was written
  std::string written;  ///< the name
  std::size_t at_most;  ///< bytes
  std::string get_it;   ///< where to get it; may be empty
};

struct DataText {
  std::string path;
  std::string bytes;
};

/// The file beside which the name is looked for.
std::string home_of(const Place& place, const DataContext& context) {
  return place.file.empty() || place.file.starts_with("--set") ? context.main_file : place.file;
}

std::optional<DataText> read(const NamedFile& file, const DataContext& context) {
  const Place place = context.places.find(file.key);
  DataText text{resolve(home_of(place, context), file.written), {}};
  std::string suggestion;
  const auto fail = [&](const std::string& why) {
    if (suggestion.empty()) suggestion = file.get_it;
    context.problems.push_back({place, "cannot read " + in_quotes(text.path), why, suggestion});
    return std::nullopt;
  };
  FileContent content = context.files.read(text.path, file.at_most);
  suggestion = suggest_file(content, file.written);
  if (!content.ok()) return fail(content.failure);
  context.read_files.push_back(text.path);
  context.hash =
      hash_text(std::to_string(context.hash) + ' ' + std::to_string(hash_text(content.bytes)));
  if (is_gzip(content.bytes)) content = gunzip(content.bytes, file.at_most);
  if (!content.ok()) return fail("it " + content.failure);
  text.bytes = std::move(content.bytes);
  return text;
}

void read_profile_of(Demand& demand, const std::string& key, const DataContext& context) {
  const NamedFile file{key + ".profile", *demand.profile_file, largest_profile, ""};
  if (const std::optional<DataText> text = read(file, context)) {
    FileProblems problems{text->path, context.problems};
    demand.profile = read_profile(text->bytes, problems);
    problems.finish();
  }
}

void read_forecast_of(const StreamContext& stream,
                      Forecast& forecast,
                      const std::string& key,
                      const DataContext& context) {
  const NamedFile file{key + ".forecast.file", forecast.file, largest_forecast, ""};
  if (const std::optional<DataText> text = read(file, context)) {
    FileProblems problems{text->path, context.problems};
    read_forecast(forecast, text->bytes, stream, problems);
    problems.finish();
  }
}

/// What a replay says can be wrong before its file is looked at.
bool can_be_read(const StreamContext& stream, const std::string& key, const DataContext& context) {
  const Replay& replay = *stream.demand.replay;
  const auto refuse = [&](const std::string& path, const Complaint& complaint) {
    context.problems.push_back(
        {context.places.find(path), complaint.what, complaint.why, complaint.suggestion});
    return false;
  };
  const DateFormat format{replay.date_format};
  if (!format.failure().empty()) {
    return refuse(key + ".replay.date_format",
                  {"the date format '" + replay.date_format + "' cannot be used", format.failure(),
                   "write it with %d %m %Y (or %y, %b) %H %M %S"});
  }
  if (!stream.demand.type && !replay.columns.type) {
    return refuse(key + ".replay",
                  {"the tickets of the replay have no type", "",
                   "name a column, 'columns: {type: ...}', or a type for all, 'type: ...'"});
  }
  return true;
}

void read_replay_of(const StreamContext& stream,
                    Replay& replay,
                    const std::string& key,
                    const DataContext& context) {
  if (!can_be_read(stream, key, context)) return;
  const NamedFile file{key + ".replay.file", replay.file, largest_replay, replay.get_it};
  if (const std::optional<DataText> text = read(file, context)) {
    FileProblems problems{text->path, context.problems};
    read_replay(replay, text->bytes, stream, problems);
    problems.finish();
  }
}

void read_backlog_of(const Scenario& scenario, BacklogFile& backlog, const DataContext& context) {
  const std::string key = "horizon.initial_backlog";
  const auto refuse = [&](const std::string& path, const Complaint& complaint) {
    context.problems.push_back(
        {context.places.find(path), complaint.what, complaint.why, complaint.suggestion});
  };
  const DateFormat format{backlog.date_format};
  if (!format.failure().empty()) {
    return refuse(key + ".date_format",
                  {"the date format '" + backlog.date_format + "' cannot be used", format.failure(),
                   "write it with %d %m %Y (or %y, %b) %H %M %S"});
  }
  if (!backlog.columns.type && !backlog.type) {
    return refuse(key, {"the open tickets have no type", "",
                        "name a column, 'columns: {type: ...}', or a type for all, 'type: ...'"});
  }
  if (!backlog.columns.tier && !backlog.tier) {
    return refuse(key, {"it is not said at which tiers the open tickets are", "",
                        "name a column, 'columns: {tier: ...}', or a tier for all, 'tier: ...'"});
  }
  const NamedFile file{key + ".file", backlog.file, largest_replay, ""};
  if (const std::optional<DataText> text = read(file, context)) {
    FileProblems problems{text->path, context.problems};
    read_backlog(backlog, text->bytes, scenario, problems);
    problems.finish();
  }
}

/// One file may have the rosters of several groups: it is read once.
void read_rosters(Scenario& scenario, const DataContext& context) {
  std::vector<std::pair<NamedFile, std::vector<RosterGroup>>> rosters;
  std::map<std::string, std::size_t> by_path;
  std::vector<std::string> staff;
  for (auto& [name, group] : scenario.staff) {
    staff.push_back(name);
    group.roster_rows.clear();
    if (!group.roster) continue;
    const NamedFile file{fmt::format("staff.{}.roster", name), *group.roster, largest_roster, ""};
    const std::string path = resolve(home_of(context.places.find(file.key), context), file.written);
    const auto [known, is_new] = by_path.try_emplace(path, rosters.size());
    if (is_new) rosters.push_back({file, {}});
    rosters[known->second].second.push_back({name, &group});
  }
  for (const auto& [file, groups] : rosters) {
    const std::optional<DataText> text = read(file, context);
    if (!text) continue;
    FileProblems problems{text->path, context.problems};
    read_roster(groups, staff, text->bytes, problems);
    problems.finish();
  }
}

}  // namespace

void read_data_files(Scenario& scenario, const DataContext& context) {
  for (auto& [name, demand] : scenario.demand) {
    const std::string key = "demand." + name;
    const StreamContext stream{scenario, demand};
    if (demand.profile_file) read_profile_of(demand, key, context);
    if (demand.forecast) read_forecast_of(stream, *demand.forecast, key, context);
    if (demand.replay) read_replay_of(stream, *demand.replay, key, context);
  }
  if (std::optional<BacklogFile>& backlog = scenario.horizon.initial_backlog.from) {
    read_backlog_of(scenario, *backlog, context);
  }
  read_rosters(scenario, context);
}

}  // namespace tiersim
