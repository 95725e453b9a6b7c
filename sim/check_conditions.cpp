// Cross-checks of how long people of a group are there, how they are paid, and what they hand over.

#include "sim/checker.hpp"

namespace tiersim {
namespace {

class ConditionsCheck {
 public:
  ConditionsCheck(Checker& checker, const std::string& name, const Group& group)
      : checker_{checker}, name_{name}, group_{group}, path_{"staff." + name} {}

  void run() {
    check_changes();
    check_hand_over();
    check_pay();
  }

 private:
  /// Numbers of heads from given days on.
  void check_changes() {
    if (group_.changes.empty() || group_.roster) return;
    const std::string path = path_ + ".changes";
    if (group_.seats) {
      checker_.fail(path, fmt::format("{} has seats, whose heads do not change", in_quotes(name_)),
                    "`changes` are of `heads`", "write `heads` instead of `seats`");
    }
    if (group_.changes.size() > most_changes) {
      return checker_.fail(path, fmt::format("{} changes", group_.changes.size()),
                           fmt::format("at most {}", most_changes));
    }
    for (std::size_t i = 0; i < group_.changes.size(); ++i) check_change(i);
  }

  void check_change(std::size_t index) {
    const HeadsChange& change = group_.changes[index];
    const std::string path = fmt::format("{}.changes.{}.on", path_, index);
    if (index == 0 || checker_.has_failed(path)) return;
    const HeadsChange& before = group_.changes[index - 1];
    if (before.on < change.on) return;
    checker_.fail(path,
                  fmt::format("{} is not after {}", date_text(change.on), date_text(before.on)),
                  "changes stand in order of time, one a day");
  }

  void check_hand_over() {
    const bool may = group_.at_shift_end == AtShiftEnd::hand_over ||
                     (group_.at_shift_end == AtShiftEnd::keep && !group_.changes.empty());
    if (!group_.hand_over_time || may) return;
    checker_.fail(path_ + ".hand_over_time", fmt::format("{} hands nothing over", in_quotes(name_)),
                  "it is of work that is handed over",
                  "write `at_shift_end: hand_over`, or leave it out");
  }

  void check_pay() {
    if (group_.cost_per_hour && group_.salary) {
      checker_.fail(path_ + ".salary",
                    fmt::format("{} has both a cost per hour and a salary", in_quotes(name_)), "",
                    "leave out one; in an overlay, write `salary: null`");
    }
    if (group_.on_costs > 0 && !group_.salary) {
      checker_.fail(path_ + ".on_costs", "`on_costs` stand without a salary",
                    "`cost_per_hour` has them in it", "write `salary`, or leave them out");
    }
    if (group_.pay.empty()) return;
    if (!group_.cost_per_hour && !group_.salary && !checker_.has_failed(path_)) {
      checker_.fail(path_ + ".pay", fmt::format("{} has no rate of pay", in_quotes(name_)),
                    "`pay` are factors of it", "write `cost_per_hour` or `salary`");
    }
    if (group_.pay.size() > most_pay_rules) {
      checker_.fail(path_ + ".pay", fmt::format("{} rules of pay", group_.pay.size()),
                    fmt::format("at most {}", most_pay_rules));
    }
    for (const auto& [name, rule] : group_.pay) check_rule(path_ + ".pay." + name, rule);
  }

  void check_rule(const std::string& path, const PayRule& rule) {
    if (rule.weekly && rule.holidays) {
      return checker_.fail(path, "the rule is for hours and for holidays",
                           "a rule is for one of them", "write two rules");
    }
    if (rule.holidays) return checker_.expect_calendar(path + ".holidays", *rule.holidays);
    if (rule.weekly ? rule.weekly->open_days() > 0 : checker_.has_failed(path)) return;
    checker_.fail(path, "the rule is for no hours", "",
                  "write `weekly: {mon-sun: \"22:00-06:00\"}`, or `holidays` and a calendar");
  }

  Checker& checker_;
  const std::string& name_;
  const Group& group_;
  std::string path_;
};

}  // namespace

void check_conditions(Checker& checker, const std::string& name, const Group& group) {
  ConditionsCheck{checker, name, group}.run();
}

}  // namespace tiersim
