#include "analysis/alike.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace tiersim {

void check_alike(const LoadedScenario& base,
                 const LoadedScenario& plan,
                 std::vector<Problem>& problems) {
  const auto differs = [&](std::string_view path, std::string_view what, std::string_view why) {
    problems.push_back({plan.places.find(std::string{path}),
                        fmt::format("the plan has another {} than the base", what),
                        std::string{why}, fmt::format("leave `{}` to the base", path)});
  };
  constexpr std::string_view same_time =
      "totals of different stretches of time have no difference that means anything";
  const Horizon& ours = plan.scenario.horizon;
  const Horizon& theirs = base.scenario.horizon;
  if (ours.start != theirs.start) differs("horizon.start", "start", same_time);
  if (ours.length != theirs.length) differs("horizon.length", "length", same_time);
  if (ours.time_zone != theirs.time_zone) differs("horizon.time_zone", "time zone", same_time);
  if (ours.warm_up != theirs.warm_up) differs("horizon.warm_up", "warm-up", same_time);
  if (ours.cool_down != theirs.cool_down) differs("horizon.cool_down", "cool-down", same_time);
  if (plan.scenario.currency != base.scenario.currency) {
    differs("currency", "currency", "sums of different money cannot be subtracted");
  }
}

}  // namespace tiersim
