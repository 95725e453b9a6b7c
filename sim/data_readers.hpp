#pragma once
// The texts of data files -> weights and rows. Nothing is read from a disk here.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/file_problems.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

inline constexpr std::size_t most_forecast_rows = 1'000'000;
inline constexpr std::size_t most_roster_rows = 1'000'000;
inline constexpr std::size_t most_roster_people = 100'000;  ///< names, over all groups of a file

/// A weekly profile: the columns mon..sun, and `hour` if wanted; 24 rows, for the hours 0 to 23.
/// \return weights, Monday 00:00 first; empty where the text has problems.
[[nodiscard]] Profile read_profile(std::string_view text, FileProblems& problems);

/// Where the rows of a data file belong.
struct StreamContext {
  const Scenario& scenario;
  const Demand& demand;
};

/// An interval forecast: the columns interval_start, type, channel, volume, handle_time. `type` may
/// be left out where the stream has one, `channel` and `handle_time` always; an empty channel or
/// handle time is as if there were no such column. Fills `interval` and `rows`.
void read_forecast(Forecast& forecast,
                   std::string_view text,
                   const StreamContext& stream,
                   FileProblems& problems);

/// A group whose roster is in a file.
struct RosterGroup {
  std::string name;
  Group* group;
};

/// Who works when: the columns person, start, end (local times of the horizon's zone) and, where
/// wanted, group (else there is one group), activity (else work) and paid (else yes). Fills
/// `roster_rows` and `roster_people` of the groups.
/// \param staff  names of all groups of the scenario.
void read_roster(const std::vector<RosterGroup>& groups,
                 const std::vector<std::string>& staff,
                 std::string_view text,
                 FileProblems& problems);

/// Real tickets, by the columns and the maps of the replay. A value is mapped by its name, then by
/// `default`; where a map is empty, values are names of the scenario. A missing value (empty or ?)
/// can be mapped by `?` or by `default`; for types the stream's own serves, too. Fills `rows` and
/// the three lists of names.
void read_replay(Replay& replay,
                 std::string_view text,
                 const StreamContext& stream,
                 FileProblems& problems);

/// What is wrong with a time of opening that is not of that pattern.
[[nodiscard]] Complaint no_date(std::string_view text, const std::string& pattern);

/// Open tickets, by the columns and the maps of the backlog; as `read_replay` maps them. Fills
/// `rows` and the five lists of names.
void read_backlog(BacklogFile& file,
                  std::string_view text,
                  const Scenario& scenario,
                  FileProblems& problems);

}  // namespace tiersim
