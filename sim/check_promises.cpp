// Cross-checks of SLA clocks, the FCR window and targets.

#include <array>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

/// One SLA clock.
class SlaCheck {
 public:
  SlaCheck(Checker& checker, std::string path, const SlaTerms& written, const Sla& sla)
      : checker_{checker}, path_{std::move(path)}, written_{written}, sla_{sla} {}

  void run() {
    expect_priorities("target", written_.target.by_name);
    expect_priorities("calendar", written_.calendar.by_name);
    expect_priorities("penalty_per_breach", written_.penalty_per_breach.by_name);
    expect_priorities("penalty_per_hour", written_.penalty_per_hour.by_name);
    for (const auto& [priority, calendar] : written_.calendar.by_name) {
      checker_.expect_calendar(fmt::format("{}.calendar.{}", path_, priority), calendar);
    }
    if (written_.calendar.otherwise) {
      checker_.expect_calendar(bare("calendar"), *written_.calendar.otherwise);
    }
    check_targets();
  }

 private:
  template <class T>
  void expect_priorities(std::string_view key, const Named<T>& by_priority) {
    for (const auto& entry : by_priority) {
      checker_.expect_priority(fmt::format("{}.{}.{}", path_, key, entry.first), entry.first);
    }
  }

  /// The path of `default`, or of the bare value.
  [[nodiscard]] std::string bare(std::string_view key) const {
    const std::string whole = fmt::format("{}.{}", path_, key);
    return checker_.is_written(whole + ".default") ? whole + ".default" : whole;
  }

  void check_targets() {
    if (sla_.target.by_name.empty() && !sla_.target.otherwise) {
      return checker_.fail(path_ + ".target", "the SLA has no target", "",
                           "write for example `{P1: 4h, default: 2bd}`");
    }
    for (const auto& [priority, target] : sla_.target.by_name) {
      check_target(target, priority, place_of(priority));
    }
    if (!sla_.target.otherwise) return;
    check_target(*sla_.target.otherwise, "", place_of(""));
    for (const std::string& priority : checker_.scenario().priorities) {
      if (sla_.target.by_name.contains(priority)) continue;
      check_target(*sla_.target.otherwise, priority, place_of(priority));
    }
  }

  /// Where a target is written; where its calendar is, if only that is written here.
  [[nodiscard]] std::string place_of(const std::string& priority) const {
    auto own = fmt::format("{}.target.{}", path_, priority);
    if (written_.target.by_name.contains(priority)) return own;
    if (written_.target.otherwise) return bare("target");
    return written_.calendar.otherwise || !written_.calendar.by_name.empty() ? path_ + ".calendar"
                                                                             : path_ + ".target";
  }

  void check_target(const Span& target, const std::string& priority, const std::string& path) {
    if (target.is_zero()) return checker_.fail(path, "a target of no time", "it is above 0");
    const std::string* const name = sla_.calendar.find(priority);
    const Calendar* const calendar = name ? checker_.scenario().calendars.find(*name) : nullptr;
    if (target.days <= 0 || !calendar || calendar->weekly.is_always()) return;
    checker_.fail(
        path,
        fmt::format("{} is 24 hours a day on the calendar {}", span_text(target), in_quotes(*name)),
        "`d` and `w` are only for SLAs that run around the clock",
        fmt::format("write `{}` for business days, or hours of that calendar",
                    in_business_days(target)));
  }

  [[nodiscard]] static std::string in_business_days(const Span& target) {
    const double weeks = target.days / 7;
    Span business = target;
    business.days = 0;
    business.business_days += weeks == static_cast<int>(weeks) ? weeks * 5 : target.days;
    return span_text(business);
  }

  Checker& checker_;
  std::string path_;
  const SlaTerms& written_;
  const Sla& sla_;
};

/// The labels that some KPI has, and which of their values are names of the scenario.
const std::array<std::string_view, 12> known_labels = {"priority", "type", "kind",  "channel",
                                                       "customer", "tier", "group", "sla",
                                                       "age",      "day",  "week",  "month"};

void check_where(Checker& checker, const Target& target, const std::string& path) {
  const Scenario& scenario = checker.scenario();
  for (const auto& [label, value] : target.where) {
    const std::string at = fmt::format("{}.where.{}", path, label);
    const bool is_none = value == no_label;
    if (std::ranges::find(known_labels, label) == known_labels.end()) {
      checker.fail(at, fmt::format("unknown label {}", in_quotes(label)), "",
                   did_you_mean(label, {known_labels.begin(), known_labels.end()}, "labels"));
    } else if (label == "tier" && !is_none) {
      checker.expect_tier(at, value);
    } else if (label == "type") {
      checker.expect_type(at, value);
    } else if (label == "priority" && !is_none) {
      checker.expect_priority(at, value);
    } else if (label == "channel" && !is_none) {
      checker.expect_channel(at, value);
    } else if (label == "customer" && !is_none) {
      checker.expect_customer(at, value);
    } else if (label == "group" && !is_none) {
      checker.expect_known(at, value, scenario.staff, "group", "staff");
    } else if (label == "sla") {
      checker.expect_known(at, value, scenario.sla, "SLA", "sla");
    }
  }
}

void check_periods(Checker& checker, const Target& target, const std::string& path) {
  if (target.in && !target.per) {
    checker.fail(path + ".in", "`in` stands without `per`", "it is the share of periods",
                 "write for example `per: month` beside it");
  }
  if (!target.per) return;
  for (const std::string_view label : {"day", "week", "month"}) {
    if (!target.where.find(label)) continue;
    checker.fail(fmt::format("{}.where.{}", path, label),
                 fmt::format("`per` and a {} stand side by side", label),
                 "`per` judges each period by itself", "leave out one");
  }
}

}  // namespace

void Checker::expect_terms(const std::string& path, const SlaTerms& written, const Sla& sla) {
  SlaCheck{*this, path, written, sla}.run();
}

void check_promises(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  for (const auto& [name, sla] : scenario.sla) {
    if (name == "work") {
      checker.fail("sla.work", "'work' cannot be the name of an SLA",
                   "`of: work` is agent time in thresholds");
    }
    checker.expect_terms("sla." + name,
                         {sla.target, sla.calendar, sla.penalty_per_breach, sla.penalty_per_hour},
                         sla);
  }
  for (const auto& entry : scenario.costs.downtime_per_hour.by_name) {
    checker.expect_priority("costs.downtime_per_hour." + entry.first, entry.first);
  }
  if (scenario.fcr_window.calendar) {
    checker.expect_calendar("fcr_window.calendar", *scenario.fcr_window.calendar);
  }
  for (std::size_t i = 0; i < scenario.targets.size(); ++i) {
    const std::string path = fmt::format("targets.{}", i);
    check_where(checker, scenario.targets[i], path);
    check_periods(checker, scenario.targets[i], path);
  }
}

}  // namespace tiersim
