// Cross-checks of channels and ticket types.

#include <optional>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

/// One ticket type against the tiers and the people there.
class TypeCheck {
 public:
  TypeCheck(Checker& checker, const std::string& name, const TicketType& type)
      : checker_{checker}, name_{name}, type_{type}, path_{"ticket_types." + name} {}

  void run() {
    check_handle_times();
    for (const auto& entry : type_.resolves) check_resolves_at(entry.first);
    const bool is_whole = !checker_.has_failed(path_ + ".handle_time") &&
                          !checker_.has_failed("tiers") && !checker_.has_failed("staff");
    if (!is_whole) return;
    const std::vector<std::string> tiers = worked_tiers();
    if (tiers.empty()) return tell_why_nowhere();
    check_last_tier(tiers.back());
    for (const std::string& tier : tiers) {
      if (tier != tiers.back()) check_lower_tier(tier, tiers.back());
    }
  }

 private:
  void check_handle_times() {
    for (const auto& [tier, time] : type_.handle_time) {
      const std::string path = fmt::format("{}.handle_time.{}", path_, tier);
      checker_.expect_tier(path, tier);
      checker_.expect_distribution(path, time.time, false);
      for (const auto& [channel, own] : time.by_channel) {
        const std::string own_path = fmt::format("{}.by_channel.{}", path, channel);
        checker_.expect_channel(own_path, channel);
        checker_.expect_distribution(own_path, own, false);
      }
    }
    if (type_.handle_time.empty()) {
      checker_.fail(path_ + ".handle_time", fmt::format("{} has no handle time", in_quotes(name_)),
                    "somebody must work on it", "write for example `{L1: 8m}`");
    }
  }

  void check_resolves_at(const std::string& tier) {
    const std::string path = fmt::format("{}.resolves.{}", path_, tier);
    checker_.expect_tier(path, tier);
    if (!type_.handle_time.contains(tier) && !checker_.has_failed(path_ + ".handle_time")) {
      checker_.fail(path, fmt::format("{} has no handle time at {}", in_quotes(name_), tier),
                    "a tier without handle time is skipped, so that nothing is solved there",
                    fmt::format("write `{}` under `handle_time` too", tier));
    }
  }

  /// The tiers at which the type has handle time and somebody may take it, in order.
  [[nodiscard]] std::vector<std::string> worked_tiers() const {
    std::vector<std::string> tiers;
    for (const std::string& tier : checker_.tier_names()) {
      const bool is_taken = std::ranges::any_of(checker_.scenario().staff, [&](const auto& entry) {
        return serves(entry.second, tier) && is_cleared(entry.second, type_);
      });
      if (type_.handle_time.contains(tier) && is_taken) tiers.push_back(tier);
    }
    return tiers;
  }

  void tell_why_nowhere() {
    if (type_.requires_clearances.empty()) return;  // a tier without people is told elsewhere
    std::vector<std::string> held;
    for (const auto& entry : checker_.scenario().staff) {
      held.insert(held.end(), entry.second.holds.begin(), entry.second.holds.end());
    }
    const auto missing = std::ranges::find_if(
        type_.requires_clearances, [&](const std::string& one) { return !is_in(held, one); });
    if (missing == type_.requires_clearances.end()) {
      return checker_.fail(path_ + ".requires", fmt::format("nobody may take {}", in_quotes(name_)),
                           "no group that serves a tier with handle time holds all its clearances");
    }
    checker_.fail(path_ + ".requires",
                  fmt::format("nobody holds the clearance {}", in_quotes(*missing)),
                  fmt::format("only its holders may take {}", in_quotes(name_)),
                  held.empty() ? "write `holds` for a group"
                               : did_you_mean(*missing, held, "clearances held"));
  }

  void check_lower_tier(const std::string& tier, const std::string& last) {
    if (type_.resolves.contains(tier)) return;
    checker_.fail(path_ + ".resolves",
                  fmt::format("{} does not say how much {} resolves", in_quotes(name_), tier),
                  fmt::format("only at its last tier, {}, it is 100% by default", last),
                  fmt::format("write for example `resolves: {{{}: 70%}}`", tier));
  }

  void check_last_tier(const std::string& tier) {
    const double* const share = type_.resolves.find(tier);
    if (share && *share <= 0) {
      return checker_.fail(fmt::format("{}.resolves.{}", path_, tier),
                           fmt::format("{} is never resolved", in_quotes(name_)),
                           fmt::format("{} is its last tier, and resolves 0%", tier),
                           "write more than 0%, or a handle time at a higher tier");
    }
    if (!type_.skill || solves(tier)) return;
    checker_.fail(
        path_ + ".skill", fmt::format("{} is never resolved", in_quotes(name_)),
        fmt::format("nobody at {}, its last tier, has the skill {}", tier, in_quotes(*type_.skill)),
        did_you_mean(*type_.skill, skills_at(tier), "skills there"));
  }

  /// Can somebody at that tier solve what needs the skill?
  [[nodiscard]] bool solves(const std::string& tier) const {
    return std::ranges::any_of(checker_.scenario().staff, [&](const auto& entry) {
      const Group& group = entry.second;
      if (!serves(group, tier) || !is_cleared(group, type_)) return false;
      const GroupSkill* const skill = group.skills.find(*type_.skill);
      return group.skills.empty() || (skill && skill->solve > 0);
    });
  }

  [[nodiscard]] std::vector<std::string> skills_at(const std::string& tier) const {
    std::vector<std::string> skills;
    for (const auto& entry : checker_.scenario().staff) {
      if (!serves(entry.second, tier)) continue;
      for (const auto& skill : entry.second.skills) {
        if (!is_in(skills, skill.first)) skills.push_back(skill.first);
      }
    }
    return skills;
  }

  Checker& checker_;
  const std::string& name_;
  const TicketType& type_;
  std::string path_;
};

}  // namespace

void check_work(Checker& checker) {
  for (const auto& [name, channel] : checker.scenario().channels) {
    if (channel.live && channel.automatic) {
      checker.fail("channels." + name,
                   fmt::format("{} is both live and automatic", in_quotes(name)),
                   "live means that a customer is there", "leave out one of them");
    }
  }
  if (checker.scenario().ticket_types.empty()) {
    checker.fail("ticket_types", "there is no ticket type", "",
                 "write for example `access: {handle_time: {L1: 8m}}`");
  }
  for (const auto& [name, type] : checker.scenario().ticket_types) {
    TypeCheck{checker, name, type}.run();
  }
}

}  // namespace tiersim
