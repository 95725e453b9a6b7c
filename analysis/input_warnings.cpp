#include "analysis/input_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/report_format.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"

namespace tiersim {

namespace {

/// "504 h (75%)"; a share that is neither nothing nor all is not rounded to it.
std::string missing_text(Duration missing, Duration horizon) {
  const double hours = in_hours(missing);
  const double share = 100 * hours / in_hours(horizon);
  std::string percent = fmt::format("{:.0f}", share);
  if (share < 1) percent = "below 1";
  if (share > 99 && missing < horizon) percent = "above 99";
  const int decimals = missing % one_hour == Duration{0} ? 0 : 2;
  return fmt::format("{} h ({}%) of the horizon", grouped(hours, decimals), percent);
}

void warn_of_forecasts(const Model& model, PlanWarnings& warnings) {
  std::map<Duration, std::vector<std::string>, std::greater<>> streams;
  for (const ModelStream& stream : model.streams) {
    if (stream.unforecast > Duration{0}) streams[stream.unforecast].push_back(stream.name);
  }
  for (const auto& [missing, names] : streams) {
    warnings.warn(
        "forecast_short",
        fmt::format("the forecast of {} has no interval for {}: no tickets open there",
                    joined(names), missing_text(missing, model.end - Instant{})),
        "check `horizon` and the dates in the file; volume 0 says that none are expected");
  }
}

/// "cv 15%", "85%, 100% or 130%: 105% on average".
std::string uncertainty_text(const VolumeUncertainty& written) {
  if (written.cv) return "cv " + percent_text(*written.cv);
  std::string list;
  double sum = 0;
  for (std::size_t i = 0; i < written.cases.size(); ++i) {
    const bool is_last = i + 1 == written.cases.size();
    list += i == 0 ? "" : is_last ? " or " : ", ";
    list += percent_text(written.cases[i]);
    sum += written.cases[i];
  }
  const double mean = sum / static_cast<double>(written.cases.size());
  return list + fmt::format(": {:.4g}% on average", 100 * mean);
}

/// A roster file that leaves a week or more of the measured window without anybody at either end.
void warn_of_rosters(const Scenario& scenario, const Model& model, PlanWarnings& warnings) {
  constexpr Duration least = 7 * one_day;
  for (const ModelGroup& group : model.groups) {
    const Group* const written = scenario.staff.find(group.name);
    if (written == nullptr || !written->roster) continue;
    Instant first = model.window_to;
    Instant last = model.window_from;
    for (const RosterId id : group.rosters) {
      const std::vector<Interval>& spans = model.rosters[id].spans;
      if (spans.empty()) continue;
      first = std::min(first, spans.front().from);
      last = std::max(last, spans.back().to);
    }
    const Duration before = std::max(first - model.window_from, Duration{0});
    const Duration after = std::max(model.window_to - last, Duration{0});
    if (std::max(before, after) < least) continue;
    const double days = in_hours(std::max(before, after)) / 24;
    warnings.warn("roster_short",
                  fmt::format("the roster of {} leaves the {} {:.0f} days of the measured window "
                              "without anybody",
                              group.name, before > after ? "first" : "last", days),
                  "check `horizon` and the dates in the file");
  }
}

/// Heads that change on days that are not in the horizon.
void warn_of_changes(const Scenario& scenario, const Model& model, PlanWarnings& warnings) {
  const LocalDay last = model.clock.day_of(model.end - Duration{1});
  for (const auto& [name, group] : scenario.staff) {
    std::vector<std::string> before;
    std::vector<std::string> after;
    for (const HeadsChange& change : group.changes) {
      if (change.on < model.first_day) before.push_back(date_text(change.on));
      if (change.on > last) after.push_back(date_text(change.on));
    }
    if (!before.empty()) {
      warnings.note("changes_before",
                    fmt::format("heads of {} change on {}, before the horizon: the last of these "
                                "holds from its start",
                                name, joined(before)),
                    "if that is not meant, check the dates");
    }
    if (!after.empty()) {
      warnings.warn("changes_after",
                    fmt::format("heads of {} change on {}, after the horizon: that never comes",
                                name, joined(after)),
                    "check `horizon` and the dates");
    }
  }
}

/// What a group has, and what ticket types need of that sort: skills, or clearances.
class Needs {
 public:
  explicit Needs(std::string_view noun) : noun_{noun} {}

  void add(const std::string& needed) { needed_.insert(needed); }

  void expect(const std::string& had, const std::string& group, PlanWarnings& warnings) {
    if (needed_.contains(had)) return;
    if (++told_ > most_told) return;
    const std::string near = nearest(had, {needed_.begin(), needed_.end()});
    warnings.warn(fmt::format("{}_unneeded", noun_),
                  fmt::format("no ticket type needs the {} {} of group {}", noun_, in_quotes(had),
                              escaped(group)),
                  near.empty() ? "check its spelling, or take it out"
                               : fmt::format("did you mean {}?", in_quotes(near)));
  }

  void finish(PlanWarnings& warnings) const {
    if (told_ <= most_told) return;
    warnings.warn(fmt::format("{}_unneeded", noun_),
                  fmt::format("{} more of the groups' {}s are needed by no ticket type",
                              told_ - most_told, noun_),
                  "");
  }

 private:
  static constexpr std::size_t most_told = 10;
  std::string_view noun_;
  std::set<std::string> needed_;
  std::size_t told_ = 0;
};

void warn_of_unneeded(const Scenario& scenario, PlanWarnings& warnings) {
  Needs skills{"skill"};
  Needs clearances{"clearance"};
  for (const auto& [name, type] : scenario.ticket_types) {
    if (type.skill) skills.add(*type.skill);
    for (const std::string& clearance : type.requires_clearances) clearances.add(clearance);
  }
  for (const auto& [name, group] : scenario.staff) {
    for (const auto& skill : group.skills) skills.expect(skill.first, name, warnings);
    for (const std::string& clearance : group.holds) clearances.expect(clearance, name, warnings);
  }
  skills.finish(warnings);
  clearances.finish(warnings);
}

}  // namespace

void tell_of_uncertain_volumes(const Scenario& scenario, PlanWarnings& warnings) {
  std::vector<std::string> list;
  if (scenario.volume_uncertainty) {
    list.push_back(
        fmt::format("all together ({})", uncertainty_text(*scenario.volume_uncertainty)));
  }
  for (const auto& [name, demand] : scenario.demand) {
    if (!demand.volume_uncertainty) continue;
    list.push_back(fmt::format("{} ({})", name, uncertainty_text(*demand.volume_uncertainty)));
  }
  if (list.empty()) return;
  warnings.note("volumes_uncertain",
                fmt::format("volumes are uncertain: {}; tickets and heads here are those of their "
                            "means",
                            joined(list)),
                "`tiersim run` tells how likely targets are to hold");
}

void warn_of_input(const Scenario& scenario, const Model& model, PlanWarnings& warnings) {
  warn_of_rosters(scenario, model, warnings);
  warn_of_changes(scenario, model, warnings);
  warn_of_forecasts(model, warnings);
  warn_of_unneeded(scenario, warnings);
}

}  // namespace tiersim
