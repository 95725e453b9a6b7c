// Cross-checks of what happens to tickets after they were opened: pending, reopening, pauses.

#include "sim/checker.hpp"

namespace tiersim {
namespace {

/// On a calendar it is not clear whether 2 days are 48 hours or two days of work.
void check_days(Checker& checker, const std::string& path, const Pending& pending) {
  checker.expect_calendar(path + ".calendar", *pending.calendar);
  const Calendar* const calendar = checker.scenario().calendars.find(*pending.calendar);
  if (!pending.time.in_days || !calendar || calendar->weekly.is_always()) return;
  const Duration day = business_day(calendar->weekly);
  checker.fail(path + ".for",
               fmt::format("`d` and `w` on the calendar {}", in_quotes(*pending.calendar)),
               "a day is 24 hours, and that many open hours take longer",
               fmt::format("write open hours: a business day has {}", duration_text(day)));
}

void check_reminders(Checker& checker, const std::string& path, const Pending& pending) {
  const Reminders& reminders = *pending.reminders;
  const std::string every = path + ".every";
  if (!checker.has_failed(every) && reminders.every.is_zero()) {
    checker.fail(every, "reminded without a pause", "it is above 0");
  }
  if (pending.unanswered <= 0) {
    checker.fail(path, "nobody needs a reminder", "only those who never answer get one",
                 "write for example `unanswered: 20%`, or leave it out");
  }
  const std::optional<Span>& over = pending.resolves_after;
  if (!over || checker.has_failed(every)) return;
  const bool same_unit = (over->business_days > 0) == (reminders.every.business_days > 0);
  const bool in_time = over->business_days > 0 ? reminders.every.business_days < over->business_days
                                               : reminders.every.elapsed() < over->elapsed();
  if (!same_unit || in_time) return;
  checker.fail(every, "no reminder is ever sent",
               "the ticket is resolved before: see `resolves_after`", "write a shorter time");
}

void check_pending(Checker& checker, const std::string& path, const Pending& pending) {
  for (const auto& entry : pending.probability.by_name) {
    checker.expect_tier(fmt::format("{}.probability.{}", path, entry.first), entry.first);
  }
  checker.expect_distribution(path + ".for", pending.time, true);
  if (pending.calendar) check_days(checker, path, pending);
  if (pending.unanswered > 0 && !pending.resolves_after) {
    checker.fail(path + ".unanswered", "what becomes of unanswered tickets is not said",
                 "they would wait for ever", "write for example `resolves_after: 5bd`");
  }
  if (pending.reminders) check_reminders(checker, path + ".reminders", pending);
  if (pending.resolves_after && pending.resolves_after->is_zero()) {
    checker.fail(path + ".resolves_after", "resolved at once", "it is above 0");
  }
}

/// One draw decides for which reason a visit stops, if for any.
void check_sums(Checker& checker, const std::string& path, const TicketType& type) {
  if (checker.has_failed(path)) return;
  for (const std::string& tier : checker.tier_names()) {
    double sum = 0;
    for (const auto& entry : type.pending) {
      const double* const share = entry.second.probability.find(tier);
      sum += share ? *share : 0;
    }
    if (sum <= 1 + 1e-9) continue;
    checker.fail(path, fmt::format("pending at {} with {:.6g}% in sum", tier, sum * 100),
                 "each time one reason is drawn, so that together they are at most 100%",
                 "write lower shares, or `times` for several stops in a visit");
    return;
  }
}

/// Whatever a tier has not written up goes up from it: so there is a tier above.
void check_documented(Checker& checker, const std::string& path, const TicketType& type) {
  std::string last;
  for (const std::string& tier : checker.tier_names()) {
    if (type.handle_time.contains(tier)) last = tier;
  }
  for (const auto& [tier, share] : type.documented) {
    const std::string at = fmt::format("{}.documented.{}", path, tier);
    checker.expect_tier(at, tier);
    if (!is_in(checker.tier_names(), tier)) continue;
    if (!type.handle_time.contains(tier)) {
      checker.fail(at, fmt::format("{} does not work on it", tier), "it has no handle time there");
    } else if (tier == last && share < 1) {
      checker.fail(at, fmt::format("{} is its last tier", tier),
                   "what is not documented there could go nowhere", "leave it out");
    }
  }
}

void check_reopens(Checker& checker, const std::string& path, const Reopens& reopens) {
  checker.expect_distribution(path + ".after", reopens.after, true);
  const bool always = std::max(reopens.probability, reopens.after_cut.value_or(0)) >= 1;
  if (!always || checker.has_failed(path + ".after")) return;
  if (mean_ms(reopens.after) >= static_cast<double>(one_minute.count())) return;
  checker.fail(path, "every ticket comes back at once, again and again",
               "it would be resolved without end",
               "write a probability below 100%, or a minute or more for `after`");
}

void check_type(Checker& checker, const std::string& name, const TicketType& type) {
  const std::string path = fmt::format("ticket_types.{}", name);
  for (const auto& [reason, pending] : type.pending) {
    check_pending(checker, fmt::format("{}.pending.{}", path, reason), pending);
  }
  if (type.pending.size() > most_reasons) {
    checker.fail(path + ".pending", fmt::format("{} reasons to be pending", type.pending.size()),
                 fmt::format("at most {}", most_reasons));
  }
  check_sums(checker, path + ".pending", type);
  if (type.reopens) check_reopens(checker, path + ".reopens", *type.reopens);
  check_documented(checker, path, type);
}

/// What an SLA may be paused by.
std::vector<std::string> pauses(const Scenario& scenario) {
  std::vector<std::string> known{std::string{any_pending}};
  for (const auto& type : scenario.ticket_types) {
    for (const auto& entry : type.second.pending) {
      std::string pause = fmt::format("{}_{}", any_pending, entry.first);
      if (!is_in(known, pause)) known.push_back(std::move(pause));
    }
  }
  return known;
}

void check_pauses(Checker& checker) {
  const std::vector<std::string> known = pauses(checker.scenario());
  for (const auto& [name, sla] : checker.scenario().sla) {
    for (std::size_t i = 0; i < sla.pause.size(); ++i) {
      if (is_in(known, sla.pause[i])) continue;
      checker.fail(fmt::format("sla.{}.pause.{}", name, i),
                   fmt::format("unknown pause {}", in_quotes(sla.pause[i])),
                   "a clock is paused by reasons for which tickets are pending",
                   did_you_mean(sla.pause[i], known, "pauses"));
    }
  }
}

void check_returns(Checker& checker, const std::string& path, const Tier& tier, bool is_first) {
  const Returns& returns = *tier.returns;
  if (returns.after) checker.expect_distribution(path + ".after", *returns.after, true);
  if (returns.rework) checker.expect_distribution(path + ".rework", *returns.rework, true);
  if (returns.halves_with == Duration{0}) {
    checker.fail(path + ".halves_with", "halves with no time", "it is above 0");
  }
  if (!is_first) return;
  checker.fail(path, fmt::format("{} pushes tickets back", tier.name),
               "it is the first tier: nobody hands them up to it", "leave out `returns`");
}

/// A ticket may be open from the start to the end.
void check_number_of_updates(Checker& checker, const std::string& path, const Tracking& tracking) {
  constexpr std::int64_t most = (std::int64_t{1} << 20) - 1;
  if (checker.has_failed(path + ".every") || checker.has_failed("horizon.length")) return;
  const std::int64_t updates = checker.scenario().horizon.length.elapsed() / tracking.every;
  if (updates <= most) return;
  checker.fail(path + ".every", fmt::format("up to {} updates on a ticket", updates),
               fmt::format("{} at the most", most), "write a longer time, or a shorter horizon");
}

void check_tracking(Checker& checker, const Tier& tier) {
  const std::string path = fmt::format("tiers.{}.tracking", tier.name);
  const Tracking& tracking = *tier.tracking;
  if (tracking.every < one_minute && !checker.has_failed(path + ".every")) {
    checker.fail(path + ".every", fmt::format("an update every {}", duration_text(tracking.every)),
                 "it is a minute at least", "write for example `1d`");
  }
  if (!checker.has_failed(path + ".takes")) {
    checker.expect_distribution(path + ".takes", tracking.takes, true);
  }
  check_number_of_updates(checker, path, tracking);
  for (const Tier& other : checker.scenario().tiers) {
    if (&other == &tier) break;
    if (!other.tracking) continue;
    return checker.fail(path,
                        fmt::format("{} tracks tickets, and so does {}", tier.name, other.name),
                        "one tier tracks tickets until they are resolved", "leave out one");
  }
  if (&tier != &checker.scenario().tiers.back()) return;
  checker.fail(path, fmt::format("{} tracks tickets", tier.name),
               "it is the last tier: nothing goes up from it", "leave out `tracking`");
}

}  // namespace

void check_life(Checker& checker) {
  for (const auto& [name, type] : checker.scenario().ticket_types) check_type(checker, name, type);
  if (!checker.has_failed("ticket_types")) check_pauses(checker);
  for (const Tier& tier : checker.scenario().tiers) {
    const bool is_first = &tier == &checker.scenario().tiers.front();
    if (tier.returns) {
      check_returns(checker, fmt::format("tiers.{}.returns", tier.name), tier, is_first);
    }
    if (tier.tracking) check_tracking(checker, tier);
  }
}

}  // namespace tiersim
