// Levers: changes of a plan that somebody could make, or that could happen, as overlays.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/base_values.hpp"
#include "sim/text.hpp"
#include "tiersim/sweep.hpp"

namespace tiersim {
namespace {

constexpr double faster = 0.9;
constexpr double fewer_pending = 0.9;
constexpr double growth = 1.1;
constexpr double more_solved = 0.05;

/// The number at the start of a text: `80/bd`, `35%`.
std::optional<std::pair<double, std::string>> number_and_unit(const std::string& text) {
  std::size_t end = 0;
  try {
    const double number = std::stod(text, &end);
    return std::pair{number, text.substr(end)};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::string scaled_text(const std::string& text, double factor) {
  const auto both = number_and_unit(text);
  return both ? fmt::format("{:.12g}{}", both->first * factor, both->second) : text;
}

/// A distribution as flow YAML, its times multiplied.
std::string scaled_times(const YamlNode& node, double factor) {
  return flow_text(node, [&](const YamlNode& scalar) {
    const Parsed<Span> span = parse_span(scalar.text, TimeUnits::elapsed);
    const bool is_time = span && scalar.text.find_first_not_of("0123456789.") != std::string::npos;
    if (!is_time) return scalar.text;
    return duration_text(to_duration(in_ms(span->elapsed()) * factor));
  });
}

class LeverFinder {
 public:
  LeverFinder(const Scenario& scenario, const Model& model)
      : scenario_{scenario}, model_{model}, base_{scenario} {}

  Levers find() {
    for (const auto& [name, group] : scenario_.staff) add_head(name, group);
    add("handle time -10 %", handle_times(), "no handle time is written");
    add(fmt::format("{} solves +5 points", scenario_.tiers.front().name), solved_more(),
        "no share between 0 and 100 % is solved there");
    add("pending -10 %", less_pending(), "nothing is pending");
    add("volume +10 %", more_volume(), "no stream has a `volume`", true);
    found_.left_out.emplace_back(
        "deflection +5 points: the language has no self-service, so that all contacts are tickets");
    for (const auto& [name, group] : scenario_.staff) add_loss(name, group);
    add_sites();
    return std::move(found_);
  }

 private:
  void
  add(std::string name, std::vector<std::string> sets, std::string_view why, bool threat = false) {
    if (sets.empty()) {
      found_.left_out.push_back(fmt::format("{}: {}", name, why));
    } else {
      found_.levers.push_back({std::move(name), std::move(sets), threat});
    }
  }

  [[nodiscard]] static std::string changes_text(const Group& group, unsigned more) {
    std::string text;
    for (const HeadsChange& change : group.changes) {
      text += fmt::format("{}{{on: {}, heads: {}}}", text.empty() ? "" : ", ", date_text(change.on),
                          change.heads + more);
    }
    return '[' + text + ']';
  }

  void add_head(const std::string& name, const Group& group) {
    std::vector<std::string> sets;
    const std::string path = "staff." + name;
    if (group.heads) sets.push_back(fmt::format("{}.heads={}", path, *group.heads + 1));
    if (group.seats) sets.push_back(fmt::format("{}.seats={}", path, *group.seats + 1));
    if (!group.changes.empty()) {
      sets.push_back(fmt::format("{}.changes={}", path, changes_text(group, 1)));
    }
    add(fmt::format("+1 {} in {}", group.seats ? "seat" : "head", name), std::move(sets),
        "a roster names its people");
  }

  [[nodiscard]] std::vector<std::string> matches(std::string_view pattern) const {
    BaseValues::DeadEnd nobody_asks;
    return base_.matches(pattern, nobody_asks);
  }

  [[nodiscard]] std::vector<std::string> handle_times() const {
    std::vector<std::string> sets;
    for (const std::string& path : matches("ticket_types.*.handle_time.*")) {
      sets.push_back(fmt::format("{}={}", path, scaled_times(*base_.find(path), faster)));
    }
    return sets;
  }

  [[nodiscard]] std::vector<std::string> solved_more() const {
    std::vector<std::string> sets;
    const std::string& tier = scenario_.tiers.front().name;
    for (const auto& [name, type] : scenario_.ticket_types) {
      const double* const share = type.resolves.find(tier);
      if (share == nullptr || !(*share > 0 && *share < 1)) continue;
      sets.push_back(fmt::format("ticket_types.{}.resolves.{}={:.12g}%", name, tier,
                                 100 * std::min(1.0, *share + more_solved)));
    }
    return sets;
  }

  [[nodiscard]] std::vector<std::string> less_pending() const {
    std::vector<std::string> sets;
    for (const std::string& path : matches("ticket_types.*.pending.*.probability.*")) {
      sets.push_back(
          fmt::format("{}={}", path, scaled_text(base_.find(path)->text, fewer_pending)));
    }
    return sets;
  }

  [[nodiscard]] std::vector<std::string> more_volume() const {
    std::vector<std::string> sets;
    for (const std::string& path : matches("demand.*.volume")) {
      sets.push_back(fmt::format("{}={}", path, scaled_text(base_.find(path)->text, growth)));
    }
    return sets;
  }

  /// The first Tuesday from the middle of the measured window on.
  [[nodiscard]] LocalDay lost_day() const {
    const Instant middle = model_.window_from + (model_.window_to - model_.window_from) / 2;
    LocalDay day = model_.clock.day_of(middle);
    while (std::chrono::weekday{day} != std::chrono::Tuesday) day += std::chrono::days{1};
    return day;
  }

  /// The overlay that takes a group away for that day; empty where it cannot be.
  [[nodiscard]] std::string loss(const std::string& name, const Group& group, LocalDay day) const {
    const LocalDay next = day + std::chrono::days{1};
    if (!group.heads || next >= model_.clock.day_of(model_.end - Duration{1})) return "";
    std::string text;
    const auto put = [&text](LocalDay on, unsigned heads) {
      text +=
          fmt::format("{}{{on: {}, heads: {}}}", text.empty() ? "" : ", ", date_text(on), heads);
    };
    unsigned heads = *group.heads;  // before the day, then from the day after it on
    for (const HeadsChange& change : group.changes) {
      if (change.on >= day) break;
      put(change.on, heads = change.heads);
    }
    put(day, 0);
    for (const HeadsChange& change : group.changes) {
      if (change.on == day || change.on == next) heads = change.heads;
    }
    put(next, heads);
    for (const HeadsChange& change : group.changes) {
      if (change.on > next) put(change.on, change.heads);
    }
    return fmt::format("staff.{}.changes=[{}]", name, text);
  }

  void add_loss(const std::string& name, const Group& group) {
    const LocalDay day = lost_day();
    std::vector<std::string> sets{loss(name, group, day)};
    if (sets.front().empty()) sets.clear();
    add(fmt::format("{} off {}", name, date_text(day)), std::move(sets),
        "only groups with `heads` can be, within the horizon", true);
  }

  /// The groups of one time zone together, where there are several zones and more than a group in
  /// this one.
  void add_sites() {
    Named<std::vector<std::string>> sites;
    for (const auto& [name, group] : scenario_.staff) {
      const Shift* const shift = group.shift ? scenario_.shifts.find(*group.shift) : nullptr;
      const std::string zone =
          shift != nullptr ? shift->time_zone.value_or(std::string{}) : std::string{};
      sites.get_or_add(zone.empty() ? scenario_.horizon.time_zone : zone).push_back(name);
    }
    const LocalDay day = lost_day();
    for (const auto& [zone, names] : sites) {
      if (sites.size() < 2 || names.size() < 2) continue;
      std::vector<std::string> sets;
      for (const std::string& name : names) {
        sets.push_back(loss(name, *scenario_.staff.find(name), day));
      }
      if (std::ranges::count(sets, std::string{}) > 0) sets.clear();
      add(fmt::format("all of {} off {}", zone, date_text(day)), std::move(sets),
          "only groups with `heads` can be, within the horizon", true);
    }
  }

  const Scenario& scenario_;
  const Model& model_;
  BaseValues base_;
  Levers found_;
};

}  // namespace

Levers levers_of(const Scenario& scenario, const Model& model) {
  return LeverFinder{scenario, model}.find();
}

}  // namespace tiersim
