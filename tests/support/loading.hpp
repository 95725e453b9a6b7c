#pragma once
// Loading scenarios from texts, for tests of the language.

#include <string>
#include <vector>

#include "tests/support/map_files.hpp"
#include "tiersim/language.hpp"

namespace tiersim::test {

/// The smallest desk: one tier, one type, one stream, one group. `more` is added at the end.
inline std::string small_desk(const std::string& more = "") {
  return "horizon: {start: 2026-01-05, length: 4w}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {access: {handle_time: {L1: 8m}}}\n"
         "demand: {access: {type: access, volume: 80/bd}}\n"
         "staff: {desk: {tier: L1, heads: 3}}\n" +
         more;
}

/// Two tiers, a skill, an SLA, a shift and priorities: enough to refer to.
inline std::string two_tiers() {
  return "horizon: {start: 2026-01-05, length: 4w, time_zone: Europe/Paris}\n"
         "calendars:\n"
         "  office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-04-06]}\n"
         "  always: 24x7\n"
         "shifts:\n"
         "  early: {weekly: {mon-fri: \"08:00-16:30\"}, holidays: office}\n"
         "channels: {phone: {live: true}, email: {}}\n"
         "priorities: [P1, P2]\n"
         "ticket_types:\n"
         "  access:\n"
         "    skill: identity\n"
         "    resolves: {L1: 90%, L2: 100%}\n"
         "    handle_time: {L1: {mean: 8m, cv: 0.8}, L2: 15m}\n"
         "demand:\n"
         "  access:\n"
         "    type: access\n"
         "    volume: 80/bd\n"
         "    channels: {phone: 60%, email: 40%}\n"
         "    priorities: {P1: 10%, P2: 90%}\n"
         "tiers:\n"
         "  - {name: L1, escalation_time: 4m}\n"
         "  - {name: L2}\n"
         "staff:\n"
         "  desk: {tier: L1, heads: 5, shift: early, skills: {identity: 1.0}, cost_per_hour: 26}\n"
         "  engineers: {tier: L2, heads: 3, shift: early}\n"
         "sla:\n"
         "  resolution: {target: {P1: 4h, P2: 2bd}, calendar: {P1: always, default: office}}\n";
}

inline LoadedScenario load(const std::string& text, const std::vector<std::string>& sets = {}) {
  return load_scenario(MapFiles{{"desk.yaml", text}}, "desk.yaml", sets);
}

/// The problems of a scenario, a line each; empty where it loads.
inline std::string
problems(const Files& files, const std::string& path, const std::vector<std::string>& sets = {}) {
  try {
    (void)load_scenario(files, path, sets);
  } catch (const BadInput& error) {
    return error.what();
  }
  return "";
}

inline std::string problems(const std::string& text, const std::vector<std::string>& sets = {}) {
  return problems(MapFiles{{"desk.yaml", text}}, "desk.yaml", sets);
}

/// The two tiers with an overlay file on top.
inline MapFiles overlay_on_two_tiers(const std::string& overlay) {
  return {{"base.yaml", two_tiers()}, {"plan.yaml", "extends: base.yaml\n" + overlay}};
}
inline LoadedScenario overlaid(const std::string& overlay) {
  return load_scenario(overlay_on_two_tiers(overlay), "plan.yaml", {});
}
inline std::string problems_overlaid(const std::string& overlay) {
  return problems(overlay_on_two_tiers(overlay), "plan.yaml");
}

}  // namespace tiersim::test
