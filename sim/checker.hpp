#pragma once
// What the cross-checks share: the scenario, where it was written, and how to tell of a problem.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/decode.hpp"
#include "sim/names.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

[[nodiscard]] inline bool is_in(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

[[nodiscard]] inline bool serves(const Group& group, std::string_view tier) {
  return is_in(group.tiers, tier);
}
/// Does the group hold all clearances that the type requires?
[[nodiscard]] inline bool is_cleared(const Group& group, const TicketType& type) {
  return std::ranges::all_of(type.requires_clearances, [&](const std::string& clearance) {
    return is_in(group.holds, clearance);
  });
}

class Checker {
 public:
  Checker(const Scenario& scenario, Decoding& decoding) : scenario_{scenario}, decoding_{decoding} {
    for (const Tier& tier : scenario.tiers) tier_names_.push_back(tier.name);
  }

  [[nodiscard]] const Scenario& scenario() const { return scenario_; }
  [[nodiscard]] const std::vector<std::string>& tier_names() const { return tier_names_; }

  /// Tells of a problem at a path, unless there is one with it already.
  void fail(const std::string& path,
            std::string what,
            std::string why = "",
            std::string suggestion = "") {
    decoding_.fail(path, {std::move(what), std::move(why), std::move(suggestion)});
  }
  [[nodiscard]] bool is_written(const std::string& path) const {
    return decoding_.places.contains(path);
  }
  [[nodiscard]] bool has_failed(const std::string& path) const {
    return decoding_.has_failed(path);
  }

  /// Is the name one of those that are known?
  /// \param noun     what is named: "tier".
  /// \param section  the path under which it is written: "tiers".
  void expect_known(const std::string& path,
                    std::string_view name,
                    const std::vector<std::string>& known,
                    std::string_view noun,
                    std::string_view section) {
    if (is_in(known, name)) return;
    tell_unknown(
        path, name, [&] { return known; }, noun, section);
  }
  template <class T>
  void expect_known(const std::string& path,
                    std::string_view name,
                    const Named<T>& known,
                    std::string_view noun,
                    std::string_view section) {
    if (known.contains(name)) return;
    tell_unknown(
        path, name, [&] { return names_of(known); }, noun, section);
  }
  void expect_tier(const std::string& path, std::string_view name) {
    expect_known(path, name, tier_names_, "tier", "tiers");
  }
  void expect_calendar(const std::string& path, std::string_view name) {
    if (name == "24x7" && !scenario_.calendars.contains(name)) {
      return fail(path, "`24x7` is no calendar by itself", "calendars are known by their names",
                  "write `always: 24x7` under `calendars`, and `always` here");
    }
    expect_known(path, name, scenario_.calendars, "calendar", "calendars");
  }
  void expect_type(const std::string& path, std::string_view name) {
    expect_known(path, name, scenario_.ticket_types, "ticket type", "ticket_types");
  }
  void expect_channel(const std::string& path, std::string_view name) {
    expect_known(path, name, scenario_.channels, "channel", "channels");
  }
  void expect_customer(const std::string& path, std::string_view name) {
    expect_known(path, name, scenario_.customers, "customer", "customers");
  }
  void expect_priority(const std::string& path, std::string_view name) {
    expect_known(path, name, scenario_.priorities, "priority", "priorities");
  }
  void expect_zone(const std::string& path, const std::string& zone);
  void expect_distribution(const std::string& path, const Distribution& value, bool needs_cv);
  /// Shares sum to 100 %, where there are any.
  void expect_whole(const std::string& path, double sum);
  void expect_whole(const std::string& path, const Named<double>& shares);
  /// All values of an SLA: names, and targets that fit their calendars.
  /// \param path  of what is written. \param sla  as agreed on.
  void expect_terms(const std::string& path, const SlaTerms& written, const Sla& sla);

 private:
  /// \param known  gives the known names: they are gathered only where one is looked for.
  template <class Known>
  void tell_unknown(const std::string& path,
                    std::string_view name,
                    Known known,
                    std::string_view noun,
                    std::string_view section) {
    if (decoding_.failed.contains(std::string{section})) return;
    std::string suggestion;
    if (decoding_.problems.size() < most_suggestions) {
      suggestion = did_you_mean(name, known(), fmt::format("names under `{}`", section));
    }
    if (suggestion.empty()) suggestion = fmt::format("write it under `{}`", section);
    fail(path, fmt::format("unknown {} {}", noun, in_quotes(name)), "", std::move(suggestion));
  }

  const Scenario& scenario_;
  Decoding& decoding_;
  std::vector<std::string> tier_names_;
};

/// A part of check_people: changes of heads, pay, handing over.
void check_conditions(Checker& checker, const std::string& name, const Group& group);

// One file each, in the order of the language.
void check_time(Checker& checker);             ///< horizon, calendars, shifts
void check_work(Checker& checker);             ///< ticket types
void check_life(Checker& checker);             ///< pending, reopening, pauses
void check_priority_raises(Checker& checker);  ///< priorities that rise
void check_triage(Checker& checker);           ///< classifier, misroutes, duplicates, cancellations
void check_customers(Checker& checker);        ///< customers, and who serves them
void check_demand(Checker& checker);           ///< demand, surges, straight entry
void check_backlog(Checker& checker);          ///< what is open at the start; after check_demand
void check_people(Checker& checker);           ///< tiers, staff
void check_promises(Checker& checker);         ///< SLA terms, targets
void check_clocks(Checker& checker);    ///< what starts, stops, resets and cancels SLA clocks
void check_optimize(Checker& checker);  ///< what a search may change
void check_size(Checker& checker);      ///< what is told apart

}  // namespace tiersim
