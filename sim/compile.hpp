#pragma once
// The rooms of compile(): each fills its part of the model from the scenario.

#include <algorithm>
#include <map>
#include <string>

#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim::compiling {

/// The scenario, the model as far as it is built, and what the rooms share.
struct Context {
  const Scenario& scenario;
  Model& model;
  Duration looks_back{0};                    ///< the age of the oldest ticket at the start
  std::map<std::string, LocalClock> clocks;  ///< by zone

  [[nodiscard]] const LocalClock& clock_of(const std::optional<std::string>& zone);
};

/// Calendars are expanded this far past the end, so that due times there are known.
inline constexpr Duration calendar_margin = 400 * one_day;
/// And so far before the first instant that is asked for.
inline constexpr std::chrono::days calendar_lead{2};
/// How far before the start local clocks are known.
[[nodiscard]] inline Duration clock_lead(Duration looks_back) {
  return std::max(LocalClock::usual_lead, looks_back + 4 * one_day);
}

/// Index of a name among named things; none when absent.
template <class IdType, class T>
[[nodiscard]] IdType id_of(const Named<T>& things, std::string_view name) {
  const std::optional<std::size_t> index = things.index_of(name);
  return index ? IdType{*index} : IdType::none();
}

[[nodiscard]] TierId tier_id(const Scenario& scenario, std::string_view name);

/// A stream's shares by priority: written, or those that impact and urgency make together, which
/// are independent.
[[nodiscard]] Named<double> priority_shares_of(const Scenario& scenario, const Demand& demand);

/// By which rates a group is paid: hours are those of its shift's zone.
[[nodiscard]] ModelPay compile_pay(Context& context, const Group& group);

void compile_calendars(Context& context);   ///< calendars, business days, SLAs, closes
void compile_people(Context& context);      ///< groups, posts, rosters
void compile_work(Context& context);        ///< tiers, queues, types
void compile_life(Context& context);        ///< pending, reopening, pauses; after compile_work
void compile_priorities(Context& context);  ///< that rise; when all leaves are known
void compile_triage(Context& context);      ///< what goes astray or is withdrawn; likewise
void compile_demand(Context& context);      ///< leaves, streams
void compile_backlog(Context& context);     ///< what is open at the start; after compile_demand

/// The age of the oldest ticket that the backlog can have.
[[nodiscard]] Duration oldest_age(const InitialBacklog& backlog);

}  // namespace tiersim::compiling
