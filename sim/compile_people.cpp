#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "sim/compile.hpp"
#include "sim/compile_heads.hpp"

namespace tiersim::compiling {

namespace {

/// Which days of the week a head has off, as (first open day, phase of a broken number).
struct DaysOff {
  std::uint32_t first = 0;
  std::uint32_t phase = 0;
  bool operator<(const DaysOff& other) const {
    return first != other.first ? first < other.first : phase < other.phase;
  }
};

/// Heads differ by where their days off start, and by which weeks have the longer ones.
DaysOff days_off_of(std::uint32_t head, std::uint32_t open_days, double off) {
  if (off <= 0) return {};
  const auto step = static_cast<std::uint32_t>(std::ceil(off));
  const bool broken = off != std::floor(off);
  return {head * step % open_days, broken ? head / open_days % 2 : 0};
}

/// Is the open weekday of that rank (0-based among the open ones) off in that week?
bool is_off(const DaysOff& days,
            std::uint32_t rank,
            std::int64_t week,
            std::uint32_t open_days,
            double off) {
  const double start = static_cast<double>(week) + 0.5 * days.phase;
  const double count = std::floor((start + 1) * off) - std::floor(start * off);
  const std::uint32_t since = (rank + open_days - days.first) % open_days;
  return static_cast<double>(since) < count;
}

struct ShiftSpans {
  std::vector<Interval> work;    ///< paid spans, unpaid breaks cut out
  std::vector<Interval> breaks;  ///< paid breaks
};

/// A break of the day of `span`, if it lies in it; after midnight too.
std::optional<Interval>
place_break(const Break& rest, const Interval& span, const LocalClock& clock) {
  for (int later = 0; later < 2; ++later) {
    const Instant at = clock.to_instant(LocalTime{span.day} + rest.at + later * one_day);
    if (at >= span.from && at < span.to) {
      return Interval{at, std::min(at + rest.length, span.to), span.day};
    }
  }
  return std::nullopt;
}

/// Cuts an unpaid break out of the spans of its day.
void cut(std::vector<Interval>& spans, const Interval& gap) {
  std::vector<Interval> result;
  for (const Interval& span : spans) {
    if (gap.to <= span.from || gap.from >= span.to) {
      result.push_back(span);
      continue;
    }
    if (span.from < gap.from) result.push_back({span.from, gap.from, span.day});
    if (gap.to < span.to) result.push_back({gap.to, span.to, span.day});
  }
  spans = std::move(result);
}

void append_clipped(std::vector<Interval>& to, const std::vector<Interval>& from, Instant end) {
  for (Interval span : from) {
    span.from = std::max(span.from, Instant{});
    if (span.from < span.to && span.from < end) to.push_back(span);
  }
}

/// Adds one span of a shift: unpaid breaks cut out of it, paid ones listed.
void add_span(ShiftSpans& result,
              const Interval& span,
              const Shift& shift,
              const LocalClock& clock,
              Instant end) {
  std::vector<Interval> parts{span};
  std::vector<Interval> paid;
  for (const Break& rest : shift.breaks) {
    const std::optional<Interval> placed = place_break(rest, span, clock);
    if (placed && rest.paid) paid.push_back(*placed);
    if (placed && !rest.paid) cut(parts, *placed);
  }
  append_clipped(result.work, parts, end);
  append_clipped(result.breaks, paid, end);
}

ShiftSpans spans_of(Context& context, const Shift& shift) {
  const Model& model = context.model;
  const LocalClock& clock = context.clock_of(shift.time_zone);
  std::vector<LocalDay> holidays;
  if (shift.holidays) holidays = context.scenario.calendars.find(*shift.holidays)->holidays;
  const LocalDay first = clock.day_of(Instant{}) - std::chrono::days{2};
  const LocalDay last = clock.day_of(model.end) + std::chrono::days{1};
  ShiftSpans result;
  for (const Interval& span : expand(shift.weekly, holidays, clock, first, last)) {
    add_span(result, span, shift, clock, model.end);
  }
  std::sort(result.breaks.begin(), result.breaks.end(),
            [](const Interval& a, const Interval& b) { return a.from < b.from; });
  return result;
}

/// Rank of each weekday among the shift's open ones.
std::array<std::uint32_t, 7> open_ranks(const WeeklyHours& weekly) {
  std::array<std::uint32_t, 7> ranks{};
  std::uint32_t rank = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    ranks[day] = rank;
    if (!weekly.days[day].empty()) ++rank;
  }
  return ranks;
}

std::vector<Interval> without_days_off(const std::vector<Interval>& spans,
                                       const Shift& shift,
                                       const DaysOff& days,
                                       double off) {
  const std::array<std::uint32_t, 7> ranks = open_ranks(shift.weekly);
  const auto open_days = static_cast<std::uint32_t>(shift.weekly.open_days());
  std::vector<Interval> result;
  for (const Interval& span : spans) {
    // 1970-01-01 was a Thursday: day 3 of a week that starts on Monday.
    const std::int64_t since_monday = span.day.time_since_epoch().count() + 3;
    const std::int64_t week = since_monday >= 0 ? since_monday / 7 : (since_monday - 6) / 7;
    const auto weekday = static_cast<std::size_t>(since_monday - week * 7);
    if (!is_off(days, ranks[weekday], week, open_days, off)) result.push_back(span);
  }
  return result;
}

/// Of a group without a roster file: before the first change.
std::uint32_t heads_of(const Scenario& scenario, const Group& group) {
  if (group.heads) return *group.heads;
  const Shift* shift = group.shift ? scenario.shifts.find(*group.shift) : nullptr;
  const double open_days = shift ? shift->weekly.open_days() : 7;
  const double worked = group.days_per_week.value_or(open_days);
  const double present = 1 - group.shrinkage.out_of_office();
  return static_cast<std::uint32_t>(std::ceil(*group.seats * open_days / worked / present - 1e-9));
}

/// Adds a stretch after the last one; touching ones are one.
void append(std::vector<Interval>& to, const Interval& span) {
  if (!to.empty() && to.back().to == span.from) {
    to.back().to = span.to;
  } else {
    to.push_back(span);
  }
}

/// One person's hours. An unpaid break is no part of a shift. \param rows  by start.
ModelRoster roster_of(Context& context, GroupId group, std::span<const RosterRow> rows) {
  const Instant end = context.model.end;
  const LocalClock& clock = context.clock_of(std::nullopt);
  ModelRoster result{group, {}, {}, {}, {}, {}};
  Instant
      last{};  // a time that a change of the hour leaves out moves forward, perhaps into the next
  for (const RosterRow& row : rows) {
    const Instant from = std::max(clock.to_instant(row.start), last);
    const Instant to = std::min(clock.to_instant(row.end), end);
    if (from >= to) continue;
    last = to;
    const Interval stretch{from, to, clock.day_of(from)};
    const bool is_work = row.activity == RosterActivity::work;
    const bool is_other_work = row.activity == RosterActivity::other_work && row.paid;
    if (is_work || is_other_work) append(result.spans, stretch);
    if (is_other_work) append(result.breaks, stretch);
    if (row.paid) append(result.paid, stretch);
  }
  return result;
}

/// Tells apart the hours of two people.
std::vector<std::int64_t> key_of(const ModelRoster& roster) {
  std::vector<std::int64_t> key;
  for (const auto* part : {&roster.spans, &roster.breaks, &roster.paid}) {
    for (const Interval& one : *part) {
      key.push_back((one.from - Instant{}).count());
      key.push_back((one.to - Instant{}).count());
    }
    key.push_back(-1);
  }
  return key;
}

/// People of a roster file; those with the same hours share a roster. Who has no row inside the
/// horizon is no head of it.
void add_rosters_of_file(Context& context, GroupId id, const Group& group) {
  Model& model = context.model;
  ModelGroup& compiled = model.groups[id];
  const std::span<const RosterRow> rows{group.roster_rows};
  std::map<std::vector<std::int64_t>, RosterId> known;
  compiled.heads = 0;
  for (std::size_t from = 0; from < rows.size();) {
    const std::uint32_t person = rows[from].person;
    std::size_t to = from;
    while (to < rows.size() && rows[to].person == person) ++to;
    ModelRoster roster = roster_of(context, id, rows.subspan(from, to - from));
    from = to;
    if (roster.spans.empty() && roster.paid.empty()) continue;
    const auto [entry, is_new] = known.try_emplace(key_of(roster), model.rosters.next_id());
    if (is_new) compiled.rosters.push_back(model.rosters.add(std::move(roster)));
    model.rosters[entry->second].agents.emplace_back(compiled.first_agent.index() +
                                                     compiled.heads++);
  }
}

/// Heads of a group that are on duty by a shift, or at all times.
class RosterMaker {
 public:
  RosterMaker(Context& context, GroupId id, const Group& group)
      : model_{context.model},
        id_{id},
        shift_{group.shift ? context.scenario.shifts.find(*group.shift) : nullptr},
        clock_{context.clock_of(shift_ ? shift_->time_zone : std::nullopt)},
        counts_{heads_of(context.scenario, group), group.changes} {
    if (shift_) spans_ = spans_of(context, *shift_);
    const double open_days = shift_ ? shift_->weekly.open_days() : 7;
    off_ = open_days - group.days_per_week.value_or(open_days);
    open_days_ = static_cast<std::uint32_t>(open_days);
  }

  void run() {
    ModelGroup& group = model_.groups[id_];
    group.always_on = shift_ == nullptr;
    group.heads = counts_.most(model_.first_day, clock_.day_of(model_.end - Duration{1}));
    group.changes = counts_.in_time(clock_, model_.end);
    std::map<std::pair<DaysOff, std::size_t>, RosterId> known;
    for (std::uint32_t head = 0; head < group.heads; ++head) {
      const DaysOff days = days_off_of(head, open_days_, off_);
      const auto [entry, is_new] =
          known.try_emplace({days, counts_.class_of(head)}, model_.rosters.next_id());
      if (is_new) group.rosters.push_back(model_.rosters.add(roster(head, days)));
      model_.rosters[entry->second].agents.emplace_back(group.first_agent.index() + head);
    }
  }

 private:
  [[nodiscard]] ModelRoster roster(std::uint32_t head, const DaysOff& days) const {
    ModelRoster result{id_, {}, spans_.work, spans_.breaks, {}, {}};
    if (!shift_) {
      result.spans = round_the_clock(counts_.stays(head), clock_, model_.end, result.leaving);
    } else if (off_ > 0) {
      result.spans = without_days_off(spans_.work, *shift_, days, off_);
    }
    if (shift_ && counts_.change()) {
      result.spans =
          within_stays(result.spans, counts_.stays(head), clock_, model_.end, result.leaving);
    }
    result.paid = result.spans;
    return result;
  }

  Model& model_;
  GroupId id_;
  const Shift* shift_;
  const LocalClock& clock_;
  HeadCounts counts_;
  ShiftSpans spans_;
  double off_ = 0;
  std::uint32_t open_days_ = 7;
};

void add_rosters(Context& context, GroupId id, const Group& group) {
  if (group.roster) return add_rosters_of_file(context, id, group);
  RosterMaker{context, id, group}.run();
}

void add_posts(Context& context, GroupId id, const Group& group) {
  Model& model = context.model;
  for (const std::string& tier : group.tiers) {
    model.groups[id].posts.push_back(model.posts.add({id, tier_id(context.scenario, tier), {}}));
  }
}

ModelGroup compile_group(Context& context, const std::string& name, const Group& group) {
  const Shrinkage& lost = group.shrinkage;
  const double out = lost.out_of_office();
  const double in_share = out < 1 ? lost.in_office() / (1 - out) : 0;
  ModelGroup result;
  result.name = name;
  result.first_agent = AgentId{context.model.agents};
  result.key = DrawKey{context.model.seed, "staff/" + name};
  result.leave = lost.leave;
  result.sickness = lost.sickness + lost.unnamed / 2;
  result.block_share = 1 - (1 - in_share) * group.support_share;
  result.at_shift_end = group.at_shift_end;
  result.rework = group.rework;
  result.hand_over_time = group.hand_over_time.value_or(Duration{0});
  result.rate_per_hour = group.cost_per_hour.value_or(0);
  result.salary_per_year = group.salary.value_or(0) * (1 + group.on_costs);
  result.charged_share = group.support_share;
  result.overtime_factor = group.overtime_factor;
  result.pay = compile_pay(context, group);
  return result;
}

}  // namespace

void compile_people(Context& context) {
  Model& model = context.model;
  for (const auto& [name, group] : context.scenario.staff) {
    const GroupId id = model.groups.add(compile_group(context, name, group));
    add_posts(context, id, group);
    add_rosters(context, id, group);
    model.agents += model.groups[id].heads;
  }
}

}  // namespace tiersim::compiling
