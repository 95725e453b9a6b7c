#include "sim/check.hpp"

#include <cmath>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_title = 200;
constexpr std::size_t longest_currency = 12;

/// Names stand in paths (`staff.desk.heads`), labels and columns of reports.
void check_name(Checker& checker, const std::string& path, std::string_view name) {
  const auto fail = [&](std::string_view why, std::string suggestion) {
    checker.fail(path, fmt::format("{} cannot be a name", in_quotes(name)), std::string{why},
                 std::move(suggestion));
  };
  if (name.empty()) return fail("it is empty", "");
  if (name.size() > longest_name) return fail("names have at most 100 bytes", "");
  if (name == no_label) return fail("`none` is the label of what has no name", "");
  if (name.front() == ' ' || name.back() == ' ') return fail("it starts or ends with a blank", "");
  if (has_control_characters(name)) return fail("it has control characters", "");
  if (name.find('.') != std::string_view::npos) {
    std::string other{name};
    std::ranges::replace(other, '.', '-');
    fail("a dot parts the steps of a path", fmt::format("write for example {}", in_quotes(other)));
  }
}

template <class T>
void check_names(Checker& checker, std::string_view section, const Named<T>& map) {
  for (const auto& entry : map) {
    check_name(checker, fmt::format("{}.{}", section, entry.first), entry.first);
  }
}

void check_all_names(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  check_names(checker, "calendars", scenario.calendars);
  check_names(checker, "shifts", scenario.shifts);
  check_names(checker, "channels", scenario.channels);
  check_names(checker, "customers", scenario.customers);
  check_names(checker, "ticket_types", scenario.ticket_types);
  check_names(checker, "demand", scenario.demand);
  check_names(checker, "staff", scenario.staff);
  check_names(checker, "sla", scenario.sla);
  for (const auto& [name, group] : scenario.staff) {
    for (const auto& skill : group.skills) {
      if (!has_control_characters(skill.first)) continue;
      check_name(checker, fmt::format("staff.{}.skills.{}", name, skill.first), skill.first);
    }
  }
  for (const Tier& tier : scenario.tiers) check_name(checker, "tiers." + tier.name, tier.name);
  for (const Surge& surge : scenario.surges)
    check_name(checker, "surges." + surge.name, surge.name);
}

void check_title(Checker& checker) {
  const std::string& name = checker.scenario().name;
  if (name.size() <= longest_title) return;
  checker.fail("name", fmt::format("a name of {} bytes", name.size()),
               fmt::format("a title has at most {}", longest_title),
               "write a shorter one; comments may be as long as you like");
}

/// `EUR`, `US$`, `kr`: letters and signs.
void check_currency(Checker& checker) {
  const std::string& name = checker.scenario().currency;
  const auto is_odd = [](char c) { return (c >= '0' && c <= '9') || c == ' ' || c == ','; };
  if (!name.empty() && name.size() <= longest_currency && std::ranges::none_of(name, is_odd)) {
    return;
  }
  checker.fail("currency", fmt::format("{} is no currency", in_quotes(name.substr(0, 40))),
               fmt::format("a currency is up to {} letters or signs", longest_currency),
               "write for example `EUR`");
}

void check_priorities(Checker& checker) {
  const std::vector<std::string>& priorities = checker.scenario().priorities;
  if (priorities.size() > most_priorities) {
    return checker.fail("priorities", fmt::format("{} priorities", priorities.size()),
                        fmt::format("at most {}", most_priorities));
  }
  for (std::size_t i = 0; i < priorities.size(); ++i) {
    const std::string path = fmt::format("priorities.{}", i);
    check_name(checker, path, priorities[i]);
    if (priorities[i] == "default") {
      checker.fail(path, "'default' cannot be a priority", "it stands for all that are not named");
    }
    const auto earlier = priorities.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(priorities.begin(), earlier, priorities[i]) != earlier) {
      checker.fail(path, fmt::format("duplicate priority {}", in_quotes(priorities[i])));
    }
  }
}

using MatrixRow = Named<Named<std::string>>::Entry;

/// Urgencies that another impact has and this one has not.
void check_urgencies(Checker& checker, const MatrixRow& own, const MatrixRow& other) {
  for (const auto& [urgency, priority] : other.second) {
    if (own.second.contains(urgency)) continue;
    checker.fail(
        "priority_matrix." + own.first,
        fmt::format("impact {} has no urgency {}", in_quotes(own.first), in_quotes(urgency)),
        fmt::format("impact {} has it", in_quotes(other.first)),
        fmt::format("write for example `{}: {}`", urgency, priority));
  }
}

/// Each impact has the same urgencies, and each pair a known priority.
void check_matrix(Checker& checker) {
  const Named<Named<std::string>>& matrix = checker.scenario().priority_matrix;
  for (const MatrixRow& row : matrix) {
    const std::string path = "priority_matrix." + row.first;
    check_name(checker, path, row.first);
    for (const auto& [urgency, priority] : row.second) {
      const std::string at = fmt::format("{}.{}", path, urgency);
      check_name(checker, at, urgency);
      checker.expect_priority(at, priority);
    }
    for (const MatrixRow& other : matrix) check_urgencies(checker, row, other);
  }
}

/// What is wrong with the parameters of one distribution; empty if nothing.
std::string bad_parameters(const Distribution& value, bool needs_cv) {
  const bool no_mean = value.mean.count() <= 0;
  switch (value.kind) {
    case DistributionKind::deterministic: return "";
    case DistributionKind::lognormal:
      if (no_mean) return "the mean is above 0";
      return needs_cv && !value.cv ? "here it needs a `cv`" : "";
    case DistributionKind::gamma:
    case DistributionKind::exponential:
    case DistributionKind::erlang:
    case DistributionKind::weibull: return no_mean ? "the mean is above 0" : "";
    case DistributionKind::uniform: return value.low > value.high ? "low is at most high" : "";
    case DistributionKind::triangular:
      return value.low > value.mode || value.mode > value.high ? "low <= mode <= high" : "";
    case DistributionKind::empirical: return value.values.empty() ? "it has no values" : "";
    case DistributionKind::mixture: return value.parts.empty() ? "it has no parts" : "";
  }
  return "";
}

}  // namespace

void Checker::expect_zone(const std::string& path, const std::string& zone) {
  if (is_zone(zone)) return;
  const std::vector<std::string> known = zone_names();
  const auto is_city = [&](const std::string& name) { return name.ends_with('/' + zone); };
  const auto city = std::ranges::find_if(known, is_city);
  const bool is_offset = zone.find('+') != std::string::npos;  // `UTC+1` is like no zone's name
  const std::string near = city != known.end() ? *city : (is_offset ? "" : nearest(zone, known));
  fail(path, fmt::format("unknown time zone {}", in_quotes(zone)), "",
       near.empty() ? "write a name of the time zone database, such as `Europe/Paris`"
                    : fmt::format("did you mean {}?", in_quotes(near)));
}

void Checker::expect_distribution(const std::string& path,
                                  const Distribution& value,
                                  bool needs_cv) {
  const std::string wrong = bad_parameters(value, needs_cv);
  if (!wrong.empty()) {
    const bool no_cv = needs_cv && value.kind == DistributionKind::lognormal && !value.cv;
    fail(path, "the parameters of the distribution do not fit", wrong,
         no_cv ? "write for example `{mean: 4m, cv: 0.8}`, or `4m` for always the same" : "");
  }
  for (const MixturePart& part : value.parts) expect_distribution(path, part.of, true);
}

void Checker::expect_whole(const std::string& path, double sum) {
  constexpr double share_tolerance = 1e-4;  // of the sum 1: shares are written with few digits
  if (has_failed(path) || std::abs(sum - 1) <= share_tolerance) return;
  fail(path, fmt::format("the shares sum to {:.6g}%", sum * 100), "they sum to 100%");
}

void Checker::expect_whole(const std::string& path, const Named<double>& shares) {
  if (shares.empty()) return;
  double sum = 0;
  for (const auto& share : shares) sum += share.second;
  expect_whole(path, sum);
}

void check(const Scenario& scenario, Decoding& decoding) {
  Checker checker{scenario, decoding};
  check_title(checker);
  check_currency(checker);
  check_all_names(checker);
  check_priorities(checker);
  check_matrix(checker);
  check_time(checker);
  check_work(checker);
  check_life(checker);
  check_triage(checker);
  check_priority_raises(checker);
  check_size(checker);
  check_customers(checker);
  check_demand(checker);
  check_backlog(checker);
  check_people(checker);
  check_promises(checker);
  check_clocks(checker);
  check_optimize(checker);
}

}  // namespace tiersim
