// Shrinkage: whole days out of office, and blocks of other work within present shifts.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/state.hpp"

namespace tiersim {

namespace {

/// floor(expected), plus one with the probability of the rest.
std::size_t drawn_count(double expected, double u) {
  const double whole = std::floor(expected);
  return static_cast<std::size_t>(whole) + (u < expected - whole ? 1 : 0);
}

bool works_on(const ModelRoster& roster, LocalDay day) {
  const auto span = std::lower_bound(roster.spans.begin(), roster.spans.end(), day,
                                     [](const Interval& a, LocalDay d) { return a.day < d; });
  return span != roster.spans.end() && span->day == day;
}

std::vector<std::uint32_t>
rostered_heads(const Model& model, const ModelGroup& group, LocalDay day) {
  std::vector<std::uint32_t> heads;
  for (const RosterId id : group.rosters) {
    const ModelRoster& roster = model.rosters[id];
    if (!works_on(roster, day)) continue;
    for (const AgentId agent : roster.agents) {
      heads.push_back(agent.index() - group.first_agent.index());
    }
  }
  std::sort(heads.begin(), heads.end());
  return heads;
}

/// The instant that lies `available` of time outside the breaks after `from`.
Instant skip_breaks(Instant from, Duration available, const std::vector<Interval>& breaks) {
  Instant at = from + available;
  for (const Interval& rest : breaks) {
    if (rest.from < at) at += rest.length();
  }
  return at;
}

std::vector<Interval> breaks_within(const std::vector<Interval>& breaks, const Interval& span) {
  std::vector<Interval> result;
  auto rest = std::lower_bound(breaks.begin(), breaks.end(), span.from,
                               [](const Interval& a, Instant t) { return a.from < t; });
  for (; rest != breaks.end() && rest->from < span.to; ++rest) {
    if (!result.empty() && rest->from <= result.back().to) {
      result.back().to = std::max(result.back().to, rest->to);
    } else {
      result.push_back(*rest);
    }
    result.back().to = std::min(result.back().to, span.to);
  }
  return result;
}

}  // namespace

/// Adds the drawn block of other work in a span to its breaks. Its length is the group's share of
/// the span; its start is spread over the heads and moves from day to day; one that would pass the
/// end goes on at the span's start, so that at each time the same share of the heads is away.
void Simulator::State::add_drawn_blocks(AgentId id,
                                        const Interval& span,
                                        std::vector<Interval>& blocks) const {
  const ModelGroup& group = model_.groups[agents_[id.index()].group];
  if (group.block_share <= 0) return;
  const std::vector<Interval> breaks = blocks;
  Duration available = span.length();
  for (const Interval& rest : breaks) available -= rest.length();
  const Duration length = std::min(
      available, to_duration(static_cast<double>(span.length().count()) * group.block_share));
  const DrawAddress at{
      .replication = replication_, .cell = day_number(span.day), .purpose = Purpose::shift_blocks};
  const double u = draw(group.key, at).first;
  const std::uint32_t heads = group.heads_on(span.day);
  const double place = (id.index() - group.first_agent.index() + u) / heads;
  const Duration from = to_duration(static_cast<double>(available.count()) * place);
  const auto add = [&](Duration start, Duration end) {
    blocks.push_back(
        {skip_breaks(span.from, start, breaks), skip_breaks(span.from, end, breaks), span.day});
  };
  if (from + length > available) add(Duration{0}, from + length - available);
  add(from, std::min(from + length, available));
}

/// The next stretch, not before `from`, in which the agent is paid but not available.
std::optional<Interval> Simulator::State::next_block(AgentId id, Instant from) const {
  const AgentRow& agent = agents_[id.index()];
  const ModelGroup& group = model_.groups[agent.group];
  const std::vector<Interval>& breaks = model_.rosters[agent.roster].breaks;
  if (group.block_share <= 0 && breaks.empty()) return std::nullopt;
  const Interval& span = span_of(agent.roster);
  std::vector<Interval> blocks = breaks_within(breaks, span);
  add_drawn_blocks(id, span, blocks);
  std::sort(blocks.begin(), blocks.end(),
            [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::optional<Interval> result;
  for (const Interval& block : blocks) {
    if (!result) {
      if (block.to > from && block.to > block.from) result = block;
    } else if (block.from <= result->to) {  // touching ones are one
      result->to = std::max(result->to, block.to);
    }
  }
  if (result) result->from = std::max(result->from, from);
  return result;
}

bool Simulator::State::is_absent(AgentId id, LocalDay day) {
  const GroupId group_id = agents_[id.index()].group;
  const ModelGroup& group = model_.groups[group_id];
  if (group.leave <= 0 && group.sickness <= 0) return false;
  const bool is_odd = day.time_since_epoch().count() % 2 != 0;
  Absences& of_day = groups_[group_id].absences[is_odd ? 1 : 0];
  if (of_day.day != day) {
    of_day.day = day;
    draw_absences(group_id, day, of_day.absent);
  }
  return of_day.absent[id.index() - group.first_agent.index()] != 0;
}

/// Leave rotates over the heads on the roster that day; sickness takes any of the others.
void Simulator::State::draw_absences(GroupId id,
                                     LocalDay day,
                                     std::vector<std::uint8_t>& absent) const {
  const ModelGroup& group = model_.groups[id];
  absent.assign(group.heads, 0);
  std::vector<std::uint32_t> heads = rostered_heads(model_, group, day);
  if (heads.empty()) return;
  const auto count = static_cast<double>(heads.size());
  DrawAddress at{
      .replication = replication_, .cell = day_number(day), .purpose = Purpose::absence_count};
  const Uniforms u = draw(group.key, at);
  const std::size_t on_leave = std::min(heads.size(), drawn_count(count * group.leave, u.first));
  const double turn = std::floor(count * group.leave * day_number(day));
  const auto first = static_cast<std::size_t>(std::fmod(turn, count));
  std::rotate(heads.begin(), heads.begin() + static_cast<std::ptrdiff_t>(first), heads.end());
  for (std::size_t i = 0; i < on_leave; ++i) absent[heads[i]] = 1;
  std::sort(heads.begin() + static_cast<std::ptrdiff_t>(on_leave), heads.end());
  const std::size_t sick =
      std::min(heads.size() - on_leave, drawn_count(count * group.sickness, u.second));
  at.purpose = Purpose::absence_pick;
  for (std::size_t i = on_leave; i < on_leave + sick; ++i, ++at.item) {
    const auto left = static_cast<double>(heads.size() - i);
    const auto pick = i + static_cast<std::size_t>(draw(group.key, at).first * left);
    std::swap(heads[i], heads[pick]);
    absent[heads[i]] = 1;
  }
}

}  // namespace tiersim
