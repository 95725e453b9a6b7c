#include "tests/support/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace tiersim::test {

namespace {

/// Two commas in a row: with a priority; three: with a customer too.
MapFiles files_of(const std::string& text,
                  const std::string& rows,
                  const std::string& zone,
                  const std::string& roster) {
  const std::string first = rows.substr(0, rows.find('\n'));
  const auto commas = std::ranges::count(first, ',');
  const std::string column = std::string{commas > 1 ? ", priority: priority" : ""} +
                             (commas > 2 ? ", customer: customer" : "");
  const std::string demand = "demand: {tickets: {time_zone: " + zone +
                             ", replay: {file: rows.csv, columns: {type: type" + column + "}}}}\n";
  const std::string header = std::string{"opened,type"} + (commas > 1 ? ",priority" : "") +
                             (commas > 2 ? ",customer\n" : "\n");
  return {{"desk.yaml", text + demand}, {"rows.csv", header + rows}, {"roster.csv", roster}};
}

std::string_view to_text(Cause cause) {
  switch (cause) {
    case Cause::resolved: return "resolved";
    case Cause::unsolved: return "unsolved";
    case Cause::retried: return "retried";
    case Cause::work_threshold: return "work threshold";
    case Cause::sla_share: return "SLA share";
    case Cause::taken: return "taken";
    case Cause::off_duty: return "off duty";
    case Cause::handed_over: return "handed over";
    case Cause::resumed: return "resumed";
    case Cause::pends: return "pends";
    case Cause::answered: return "answered";
    case Cause::unanswered: return "unanswered";
    case Cause::reopened: return "reopened";
    case Cause::returned: return "returned";
    case Cause::preempted: return "preempted";
    case Cause::undocumented: return "undocumented";
    case Cause::raised: return "raised";
    case Cause::misrouted: return "misrouted";
    case Cause::merged: return "merged";
    case Cause::cancelled: return "cancelled";
    case Cause::documented: return "documented";
    case Cause::horizon_end: return "end";
  }
  return "";
}

std::string_view to_text(Activity activity) {
  switch (activity) {
    case Activity::handling: return "handles";
    case Activity::writing_up: return "writes up";
    case Activity::kept: return "keeps it";
  }
  return "";
}

std::string_view to_text(Presence presence) {
  switch (presence) {
    case Presence::on_duty: return "on duty";
    case Presence::overtime: return "overtime";
    case Presence::other_work: return "other work";
  }
  return "";
}

/// Lines by the start of what they tell; those of one instant as they came.
std::string in_order(std::vector<std::pair<Instant, std::string>> lines) {
  std::ranges::stable_sort(lines, {}, &std::pair<Instant, std::string>::first);
  std::string text;
  for (const auto& [from, line] : lines) text += line + "\n";
  return text;
}

}  // namespace

Timeline::Timeline(const std::string& text,
                   const std::string& rows,
                   const std::string& zone,
                   const std::string& roster)
    : scenario_{files_of(text, rows, zone, roster), "desk.yaml"},
      replication_{replicate(scenario_)} {}

std::string Timeline::at(Instant t) const {
  const LocalTime local = model().clock.to_local(t);
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto ms = (local - LocalTime{day}).count();
  std::string text =
      fmt::format("{:02}-{:02} {:02}:{:02}", static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), ms / 3'600'000, ms / 60'000 % 60);
  if (ms % 60'000 != 0) text += fmt::format(":{:02}", ms / 1'000 % 60);
  if (ms % 1'000 != 0) text += fmt::format(".{:03}", ms % 1'000);
  return text;
}

std::string Timeline::from_to(Instant from, Instant to) const {
  const std::string start = at(from);
  const std::string end = at(to);
  const bool same_day = start.substr(0, 5) == end.substr(0, 5);
  return start + " - " + (same_day ? end.substr(6) : end);
}

std::string Timeline::agent_name(AgentId id) const {
  for (const ModelGroup& group : model().groups) {
    const std::uint32_t first = group.first_agent.index();
    if (id.index() >= first && id.index() < first + group.heads) {
      return fmt::format("{}.{}", group.name, id.index() - first + 1);
    }
  }
  throw std::logic_error{"an agent of no group"};
}

std::string Timeline::line(const WorkFact& work) const {
  const std::string& tier = model().tiers[model().posts[work.post].tier].name;
  return fmt::format("{} {} {} at {}: {}", from_to(work.from, work.to), agent_name(work.agent),
                     to_text(work.activity), tier, to_text(work.cause));
}

std::string Timeline::of_ticket(std::uint64_t number) const {
  std::vector<std::pair<Instant, std::string>> lines;
  for (const WaitFact& wait : facts().waits) {
    if (wait.ticket != number || wait.from == wait.to) continue;
    lines.emplace_back(wait.from, fmt::format("{} waits at {}: {}", from_to(wait.from, wait.to),
                                              model().tiers[wait.tier].name, to_text(wait.cause)));
  }
  for (const HoldFact& hold : facts().holds) {
    if (hold.ticket != number) continue;
    const std::string what =
        hold.reason.exists() ? "pending on " + model().reasons[hold.reason] : "resolved";
    lines.emplace_back(hold.from, fmt::format("{} {} at {}: {}", from_to(hold.from, hold.to), what,
                                              model().tiers[hold.tier].name, to_text(hold.cause)));
  }
  for (const WorkFact& work : facts().works) {
    if (work.ticket == number) lines.emplace_back(work.from, line(work));
  }
  return in_order(std::move(lines));
}

std::string Timeline::of_agent(const std::string& name) const {
  std::vector<std::pair<Instant, std::string>> lines;
  for (const StaffFact& stretch : facts().staff) {
    if (agent_name(stretch.agent) != name || stretch.from == stretch.to) continue;
    lines.emplace_back(stretch.from, fmt::format("{} {}", from_to(stretch.from, stretch.to),
                                                 to_text(stretch.presence)));
  }
  return in_order(std::move(lines));
}

const TicketFact& Timeline::ticket(std::uint64_t number) const {
  for (const TicketFact& ticket : facts().tickets) {
    if (ticket.ticket == number) return ticket;
  }
  throw std::invalid_argument{"no such ticket"};
}

std::int64_t Timeline::clocks(const std::string& sla, SlaSum sum) const {
  const MeasureLayout& layout = scenario_.layout;
  for (std::uint32_t i = 0; i < model().slas.size(); ++i) {
    if (model().slas[SlaId{i}].name != sla) continue;
    return replication_.measures
        .sums[layout.sla(SlaId{i}, layout.all_leaves(), layout.all_posts(), sum)];
  }
  throw std::invalid_argument{"no such SLA"};
}

}  // namespace tiersim::test
