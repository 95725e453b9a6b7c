// What a search may change (see checker.hpp).

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/checker.hpp"
#include "sim/describe.hpp"
#include "tiersim/language.hpp"

namespace tiersim {
namespace {

/// The keys of a scenario.
struct ScenarioKeys {
  std::vector<std::string> names;
  template <class M, class As>
  void operator()(const Field& field, M /*member*/, const As& /*as*/) {
    names.emplace_back(field.name);
  }
  void note(const Field& /*field*/, std::string_view /*type*/) {}
};

/// Where these are changed, what is asked is changed, and not the plan.
constexpr std::array<std::string_view, 8> never_varied = {
    "schema_version", "name", "seed", "horizon", "experiment", "targets", "optimize", "currency"};

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    steps.emplace_back(path.substr(from, dot - from));
    from = dot + 1;
  }
  return steps;
}

/// `staff.desk.heads`: the group is there, and its people are counted so.
void check_group(Checker& checker, const std::string& at, const std::vector<std::string>& steps) {
  const Named<Group>& staff = checker.scenario().staff;
  if (!staff.contains(steps[1])) {
    return checker.expect_known(at, steps[1], staff, "group", "staff");
  }
  const Group& group = *staff.find(steps[1]);
  const bool is_seats = steps[2] == "seats";
  if (!is_seats && steps[2] != "heads") return;
  if (is_seats ? group.seats.has_value() : group.heads.has_value()) return;
  if (!group.roster && !group.heads && !group.seats) return;  // told already
  const std::string_view has = group.roster ? "a roster" : (is_seats ? "heads" : "seats");
  checker.fail(at, fmt::format("group {} has no {}", in_quotes(steps[1]), steps[2]),
               fmt::format("it has {}", has),
               group.roster ? "" : fmt::format("write `staff.{}.{}`", steps[1], has));
}

/// What comes, which a plan does not choose: a search would choose to have little of it.
bool is_of_demand(std::string_view path) {
  constexpr std::array<std::string_view, 5> demand = {"demand", "surges", "volume_uncertainty",
                                                      "customers", "horizon"};
  // Planned work is put into the week by the plan, which also says what customers are promised.
  if (path.starts_with("demand.") && path.find(".planned") != std::string_view::npos) return false;
  const bool is_of_agreement =
      path.find(".sla") != std::string_view::npos || path.find(".entry") != std::string_view::npos;
  if (path.starts_with("customers.") && is_of_agreement) return false;
  return std::ranges::find(demand, path.substr(0, path.find('.'))) != demand.end();
}

void check_path(Checker& checker, const std::string& path) {
  const std::string at = "optimize.vary." + path;
  const std::vector<std::string> steps = steps_of(path);
  ScenarioKeys keys;
  describe(keys, Of<Scenario>{});
  if (!is_in(keys.names, steps.front())) {
    return checker.fail(at, fmt::format("there is no {} in the language", in_quotes(path)),
                        "a path is keys and names with dots between",
                        did_you_mean(steps.front(), keys.names, "keys of a scenario"));
  }
  if (is_of_question(path)) {
    return checker.fail(at, fmt::format("`{}` cannot be varied", steps.front()),
                        "it belongs to what is asked, not to the plan",
                        "write for example `staff.desk.heads`");
  }
  if (is_of_demand(path)) {
    return checker.fail(at, fmt::format("`{}` is no choice of a plan", path),
                        "the search would choose to have as little to do as it may",
                        "vary what the plan decides, for example `staff.desk.heads`; `tiersim "
                        "sweep --vary` shows what more or less demand does");
  }
  if (steps.front() == "staff" && steps.size() == 3) check_group(checker, at, steps);
}

}  // namespace

bool is_of_question(std::string_view path) {
  if (path == "horizon.initial_backlog" || path.starts_with("horizon.initial_backlog.")) {
    return false;
  }
  return std::ranges::find(never_varied, path.substr(0, path.find('.'))) != never_varied.end();
}

void check_optimize(Checker& checker) {
  const std::optional<Optimize>& optimize = checker.scenario().optimize;
  if (!optimize) return;
  if (optimize->vary.empty() && !checker.has_failed("optimize.vary")) {
    checker.fail("optimize.vary", "nothing may change", "a search needs something to vary",
                 "write for example `vary: {staff.desk.heads: 8..16}`");
  }
  if (optimize->vary.size() > most_variables) {
    checker.fail("optimize.vary", fmt::format("{} variables", optimize->vary.size()),
                 fmt::format("at most {}", most_variables));
  }
  for (const auto& [path, variable] : optimize->vary) {
    check_path(checker, path);
    if (variable.high - variable.low < most_choices) continue;
    checker.fail("optimize.vary." + path,
                 fmt::format("a range of {} values", variable.high - variable.low + 1),
                 fmt::format("at most {}", most_choices));
  }
}

}  // namespace tiersim
