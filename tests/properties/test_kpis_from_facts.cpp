// Every KPI as it is reported, against the same worked out from the facts alone, as its definition
// says, over two replications of scenarios made up at random.

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/clock_path.hpp"
#include "tests/support/pay_path.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/scenario_runner.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr double minor = 100;  ///< minor units of money in a major one

/// A sum and what it is divided by, over replications.
struct Ratio {
  double sum = 0;
  double of = 0;
  void add(double value, double count = 1) {
    sum += value;
    of += count;
  }
};

double one_if(bool holds) { return holds ? 1 : 0; }

/// What the facts of one replication say, KPI by KPI.
class FromFacts {
 public:
  void add(const Compiled& scenario, const Replication& replication) {
    scenario_ = &scenario;
    model_ = &scenario.model;
    const HoldsByTicket holds{replication.facts};
    holds_ = &holds;
    full_time_ms_ = in_ms(scenario.loaded.scenario.costs.full_time.value_or(default_full_time));
    for (const char* total : {"open_incidents", "still_waiting", "never_acknowledged",
                              "sla_breaches", "sla_not_due", "tickets_opened", "tickets_resolved",
                              "tickets_open", "tickets_merged", "tickets_cancelled", "penalties",
                              "penalties_per_month", "downtime_cost", "downtime_cost_per_month"}) {
      told[total].add(0);
    }
    find_ways(replication.facts);
    for (const TicketFact& ticket : replication.facts.tickets) {
      add_backlog(ticket);
      if (model_->is_counted(ticket.opened)) add_ticket(ticket);
    }
    told["backlog_mean"].of += in_ms(model_->window_to - model_->window_from);
    for (const Instant close : model_->closes) told["backlog"].add(0, one_if(counts(close)));
    for (const WaitFact& wait : replication.facts.waits) {
      if (model_->is_counted(wait.opened)) add_wait(wait);
    }
    for (const VisitFact& visit : replication.facts.visits) {
      if (model_->is_counted(visit.opened)) add_visit(visit);
    }
    add_people(replication.facts);
    add_credits();
  }

  std::map<std::string, Ratio> told;
  std::vector<double> waits;  ///< ms, for the median

 private:
  [[nodiscard]] bool counts(Instant t) const { return measured_window(*model_).contains(t); }
  [[nodiscard]] double inside(Instant from, Instant to) const {
    return in_ms(measured_window(*model_).overlap(from, to));
  }
  void total(const char* kpi, double value) { told[kpi].sum += value; }

  /// Through which queues each ticket went, and how often it was handed on.
  void find_ways(const KeptFacts& facts) {
    astray_.clear();
    bounces_.clear();
    raised_.clear();
    std::map<std::uint64_t, std::vector<QueueId>> ways;
    for (const WaitFact& wait : facts.waits) {  // in order of their ends: a ticket's own in order
      if (wait.cause == Cause::raised) raised_.insert(wait.ticket);
      std::vector<QueueId>& way = ways[wait.ticket];
      if (way.empty() || way.back() != wait.queue) way.push_back(wait.queue);
    }
    for (const auto& [ticket, way] : ways) {
      for (std::size_t i = 2; i < way.size(); ++i) bounces_[ticket] += one_if(way[i] == way[i - 2]);
    }
    for (const WorkFact& work : facts.works) {
      astray_[work.ticket] += work.cause == Cause::misrouted ? 1U : 0U;
    }
  }

  void add_ticket(const TicketFact& ticket) {
    const Leaf& leaf = model_->leaves[ticket.leaf];
    const Kind kind = model_->types[leaf.type].kind;
    const bool is_open = ticket.ended == never;
    const bool is_resolved = ticket.resolved != never;
    total("tickets_opened", 1);
    total("tickets_open", one_if(is_open));
    total("tickets_resolved", one_if(is_resolved));
    total("tickets_merged", one_if(ticket.end == Cause::merged));
    total("tickets_cancelled", one_if(ticket.end == Cause::cancelled));
    total("open_incidents", one_if(is_open && kind == Kind::incident));
    total("never_acknowledged", one_if(ticket.acknowledged == never));
    told["cost_per_ticket"].of += one_if(ticket.end != Cause::merged);
    told["cost_per_resolved"].of += one_if(is_resolved);
    if (ticket.acknowledged != never) told["mtta"].add(in_ms(ticket.acknowledged - ticket.opened));
    const double handed = ticket.tier_moves + ticket.agent_changes;
    told["group_reassignments"].add(ticket.tier_moves + ticket.group_changes);
    told["assignee_reassignments"].add(handed);
    told["first_assignment_rate"].add(one_if(handed == 0));
    if (ticket.acknowledged != never) {
      const auto& astray = astray_[ticket.ticket];
      told["processing_accuracy"].add(
          one_if(ticket.returns + ticket.reopens + ticket.misroutes == 0));
      told["routing_accuracy"].add(one_if(ticket.is_recognised && ticket.misroutes == 0));
      CHECK(astray == ticket.misroutes);
    }
    told["bounces"].add(bounces_[ticket.ticket]);
    told["raise_rate"].add(one_if(raised_.contains(ticket.ticket)));
    for (const ModelSla& sla : model_->slas) {
      if (!is_withdrawn(ticket)) add_clock(ticket, sla);
    }
    if (kind == Kind::incident) add_downtime(ticket);
    if (is_resolved) add_resolved(ticket, kind);
    add_holds(ticket);
  }

  [[nodiscard]] double months() const {
    return in_ms(model_->window_to - model_->window_from) / in_ms(one_day) / days_per_month;
  }

  void add_downtime(const TicketFact& ticket) {
    const PriorityId priority = model_->leaves[ticket.leaf].priority;
    const Duration open = std::min(ticket.ended, model_->end) - ticket.opened;
    const double cost = in_hours(open) *
                        static_cast<double>(model_->downtime_per_hour[priority.index()].minor) /
                        minor;
    total("downtime_cost", cost);
    total("downtime_cost_per_month", cost / months());
  }

  void add_holds(const TicketFact& ticket) {
    double pending = 0;
    double reopened = 0;
    for (const HoldFact& hold : holds_->of(ticket.ticket)) {
      (hold.reason.exists() ? pending : reopened) += 1;
    }
    told["pending_rate"].add(one_if(pending > 0));
    told["times_pending"].add(pending);
    if (ticket.resolved == never && reopened == 0) return;
    told["reopen_rate"].add(one_if(reopened > 0));
    told["reopenings"].add(reopened);
  }

  /// The time to resolve by other definitions.
  void add_variants(const TicketFact& ticket) {
    double pending = 0;
    Instant first = ticket.resolved;
    for (const HoldFact& hold : holds_->of(ticket.ticket)) {
      if (hold.reason.exists()) pending += in_ms(hold.to - hold.from);
      if (!hold.reason.exists()) first = std::min(first, hold.from);
    }
    told["mttr_without_pending"].add(in_ms(ticket.resolved - ticket.opened) - pending);
    told["mttr_first"].add(in_ms(first - ticket.opened));
    told["mttr_business"].add(
        in_ms(model_->calendars[model_->fcr_calendar].between(ticket.opened, ticket.resolved)));
  }

  void add_resolved(const TicketFact& ticket, Kind kind) {
    const Leaf& leaf = model_->leaves[ticket.leaf];
    const double took = in_ms(ticket.resolved - ticket.opened);
    const bool at_first = model_->posts[ticket.last_post].tier == TierId{0U};
    const bool entered_first = ticket.entry_tier == TierId{0U};
    told["flr"].add(one_if(at_first));
    if (entered_first) told["flr_entered"].add(one_if(at_first));
    if (!at_first) told["l1_capable"].add(one_if(ticket.first_tier_solves));
    if (kind == Kind::incident) {
      told["mttr"].add(took);
      add_variants(ticket);
    }
    if (kind == Kind::request) told["fulfilment_time"].add(took);
    if (kind != Kind::incident && kind != Kind::request) return;
    const ModelChannel& channel = model_->channels[leaf.channel];
    if (!channel.by_people) return;
    const Duration open_time =
        model_->calendars[model_->fcr_calendar].between(ticket.opened, ticket.resolved);
    const bool is_first = ticket.engagements == 1 && ticket.tier_moves == 0 &&
                          holds_->of(ticket.ticket).empty() &&
                          (!channel.within_window || open_time <= model_->fcr_window);
    told["fcr"].add(one_if(is_first));
    add_satisfaction(ticket);
    const TypeAtTier& entry = model_->routes[leaf.route].at[ticket.entry_tier.index()];
    if (entry.chance > 0) told["fcr_net"].add(one_if(is_first));
  }

  /// Points by the formula of the language reference.
  void add_satisfaction(const TicketFact& ticket) {
    double breaches = 0;
    for (std::uint32_t s = 0; s < model_->slas.size(); ++s) {
      if (!model_->slas[SlaId{s}].of(model_->leaves[ticket.leaf]).target) continue;
      const ClockPath path{*model_, SlaId{s}, ticket, holds_->of(ticket.ticket)};
      breaches += one_if(path.is_breached(model_->end));
    }
    double reopened = 0;
    for (const HoldFact& hold : holds_->of(ticket.ticket))
      reopened += one_if(!hold.reason.exists());
    const double hours = in_hours(ticket.acknowledged - ticket.opened);
    const double handed = ticket.tier_moves + ticket.agent_changes;
    const double points =
        std::max(1.0, 5 - std::min(1.0, 0.25 * std::floor(hours / 4)) - std::min(2.0, breaches) -
                          std::min(1.5, 0.5 * handed) - std::min(2.0, reopened));
    told["csat"].add(points);
    told["csat_positive"].add(one_if(points >= 4));
  }

  void add_clock(const TicketFact& ticket, const ModelSla& sla) {
    const ModelSla::Terms& terms = sla.of(model_->leaves[ticket.leaf]);
    if (!terms.target) return;
    const SlaId id{static_cast<std::size_t>(&sla - &*model_->slas.begin())};
    const ClockPath path{*model_, id, ticket, holds_->of(ticket.ticket)};
    const bool met = !path.is_breached(model_->end);
    if (met && path.stopped() == never) return total("sla_not_due", 1);
    if (sla.credits) {
      Ratio& month = on_time_[{month_of(ticket.opened), &sla}];
      month.add(one_if(met));
    }
    told["on_time"].add(one_if(met));
    told["sla_breach_rate"].add(one_if(!met));
    total("sla_breaches", one_if(!met));
    const auto hours = std::chrono::ceil<std::chrono::hours>(path.late_by(model_->end)).count();
    const auto cents = terms.penalty.minor + hours * terms.penalty_per_hour.minor;
    const double penalty = met ? 0 : static_cast<double>(cents) / minor;
    total("penalties", penalty);
    total("penalties_per_month", penalty / months());
  }

  [[nodiscard]] unsigned month_of(Instant t) const {
    const std::chrono::year_month_day date{model_->clock.day_of(t)};
    return static_cast<unsigned>(date.month());
  }

  /// February is the whole month; what it costs, by the bands as written.
  void add_credits() {
    double credit = 0;
    bool any = false;
    for (const ModelSla& sla : model_->slas) {
      if (!sla.credits) continue;
      any = true;
      const Ratio& month = on_time_[{2, &sla}];
      if (month.of < 3 || month.sum / month.of >= 0.9) continue;
      credit += month.sum / month.of >= 0.6 ? 100 : 250;  // 10 %, or 50 % of which 25 are at risk
    }
    on_time_.clear();
    if (!any) return;
    told["service_credits"].add(credit);
    told["service_credit_chance"].add(one_if(credit > 0));
  }

  /// What is open at each close of business: opened by then, and not resolved.
  void add_backlog(const TicketFact& ticket) {
    const Instant until = std::min(ticket.ended, model_->end);
    const Duration resolved =
        holds_->resolved(ticket.ticket, model_->window_from, model_->window_to);
    told["backlog_mean"].add(inside(ticket.opened, until) - in_ms(resolved), 0);
    const WorkingTime& business = model_->calendars[model_->fcr_calendar];
    const double day = in_ms(model_->business_days[model_->fcr_calendar.index()]);
    for (const Instant close : model_->closes) {
      if (!counts(close) || close < ticket.opened || close >= until) continue;
      if (holds_->resolved(ticket.ticket, close, close + Duration{1}) > Duration{0}) continue;
      told["backlog"].add(1, 0);
      told["backlog_age"].add(in_ms(business.between(ticket.opened, close)) / day);
      if (const auto clock = resolution_clock(ticket)) {
        told["backlog_past_due"].add(one_if(clock->is_breached(close + Duration{1})));
      }
    }
  }

  [[nodiscard]] std::optional<ClockPath> resolution_clock(const TicketFact& ticket) const {
    for (std::uint32_t s = 0; s < model_->slas.size(); ++s) {
      const ModelSla& sla = model_->slas[SlaId{s}];
      const ModelSla::Terms& terms = sla.of(model_->leaves[ticket.leaf]);
      if (sla.stop != SlaStop::resolved || !terms.target) continue;
      return ClockPath{*model_, SlaId{s}, ticket, holds_->of(ticket.ticket)};
    }
    return std::nullopt;
  }

  void add_wait(const WaitFact& wait) {
    if (wait.cause == Cause::horizon_end) return total("still_waiting", 1);
    told["wait"].add(in_ms(wait.to - wait.from));
    waits.push_back(in_ms(wait.to - wait.from));
  }

  void add_visit(const VisitFact& visit) {
    const bool is_again = visit.cause == Cause::returned || visit.cause == Cause::documented ||
                          visit.cause == Cause::misrouted;
    told["escalation_rate"].add(one_if(visit.next.exists() && !is_again));
    told["return_rate"].add(one_if(visit.cause == Cause::returned));
    told["escalation_unsolved"].add(
        one_if(visit.cause == Cause::unsolved || visit.cause == Cause::undocumented));
    told["escalation_work_threshold"].add(one_if(visit.cause == Cause::work_threshold));
    told["escalation_sla_share"].add(one_if(visit.cause == Cause::sla_share));
    if (visit.cause != Cause::horizon_end) told["tier_time"].add(in_ms(visit.to - visit.from));
  }

  void add_people(const KeptFacts& facts) {
    double handling = 0;
    double engagements = 0;
    double finished = 0;
    for (const WorkFact& work : facts.works) {
      if (work.activity != Activity::kept) handling += inside(work.from, work.to);
      if (work.activity == Activity::writing_up || !counts(work.to)) continue;
      const bool ends = work.cause == Cause::resolved || work.cause == Cause::unsolved ||
                        work.cause == Cause::work_threshold || work.cause == Cause::sla_share ||
                        work.cause == Cause::documented || work.cause == Cause::undocumented;
      finished += one_if(ends);
      engagements +=
          one_if(ends || work.cause == Cause::retried || work.cause == Cause::handed_over ||
                 work.cause == Cause::pends || work.cause == Cause::returned ||
                 work.cause == Cause::preempted || work.cause == Cause::misrouted ||
                 work.cause == Cause::merged || work.cause == Cause::cancelled);
    }
    double updates = 0;
    for (const UpdateFact& update : facts.updates) {
      if (update.post.exists()) updates += inside(update.from, update.to);
    }
    double on_duty = 0;
    double other = 0;
    std::vector<double> overtime(model_->groups.size(), 0);
    facts_ = &facts;
    for (const StaffFact& staff : facts.staff) {
      const double time = inside(staff.from, staff.to);
      if (staff.presence == Presence::on_duty) on_duty += time;
      if (staff.presence == Presence::other_work) other += time;
      if (staff.presence == Presence::overtime) overtime[staff.group.index()] += time;
    }
    told["aht"].add(handling, engagements);
    told["occupancy"].add(handling + updates, on_duty);
    told["utilisation_hdi"].add(handling + updates, on_duty + other);
    told["tracking_share"].add(updates, handling + updates);
    told["tickets_per_hour"].add(finished, on_duty / in_ms(one_hour));
    add_pay(overtime, on_duty);
  }

  void add_pay(const std::vector<double>& overtime, double on_duty) {
    double paid = 0;
    double labour = 0;
    const double window = in_ms(model_->window_to - model_->window_from);
    for (std::uint32_t g = 0; g < model_->groups.size(); ++g) {
      const ModelGroup& group = model_->groups[GroupId{g}];
      const auto rostered =
          static_cast<double>(rostered_ms(*model_, group, measured_window(*model_)));
      const PayPath pay{*scenario_, GroupId{g}};
      const double by_factor = pay.rostered(measured_window(*model_));
      double regular = by_factor * group.rate_per_hour;
      double rate = group.rate_per_hour;
      if (group.salary_per_year > 0) {
        const double head_hours = pay.head_hours(measured_window(*model_));
        regular = group.salary_per_year * head_hours / 24 / days_per_year;
        rate = rostered > 0 ? regular / (rostered / in_ms(one_hour)) : 0;
        regular += (by_factor - rostered / in_ms(one_hour)) * rate;
      }
      paid += rostered * group.charged_share + overtime[g];
      labour +=
          regular * group.charged_share + pay.overtime(*facts_, measured_window(*model_)) * rate;
    }
    const double months = window / in_ms(one_day) / days_per_month;
    const double all = labour * (1 + model_->overhead);
    told["utilisation_wfm"].add(on_duty, paid);
    told["fte"].add(paid / weeks_of(*model_, measured_window(*model_)) / full_time_ms_);
    told["cost_labour"].add(labour);
    told["cost_overhead"].add(labour * model_->overhead);
    told["cost_total"].add(all);
    told["cost_per_month"].add(all / months);
    told["cost_per_ticket"].sum += all;
    told["cost_per_resolved"].sum += all;
    told["cost_per_fte_month"].add(all, paid / full_time_ms_ / (days_per_month / 7));
  }

  const Compiled* scenario_ = nullptr;
  const Model* model_ = nullptr;
  std::map<std::uint64_t, std::uint32_t> astray_;                  ///< times handed on, by ticket
  std::set<std::uint64_t> raised_;                                 ///< tickets
  std::map<std::uint64_t, double> bounces_;                        ///< by ticket
  const KeptFacts* facts_ = nullptr;                               ///< of the replication at hand
  const HoldsByTicket* holds_ = nullptr;                           ///< of the replication at hand
  std::map<std::pair<unsigned, const ModelSla*>, Ratio> on_time_;  ///< likewise, by month
  double full_time_ms_ = 0;
};

/// For some scenarios: the whole of February, and credits for it.
std::vector<std::string> with_credits(std::uint64_t seed, const ScenarioPieces& pieces) {
  const std::string text = pieces.text();
  const bool has_dates = text.find("roster") != std::string::npos ||  // in files of their own
                         text.find("forecast") != std::string::npos;
  if (seed % 3 != 0 || has_dates) return {};
  const std::string credits = "{fee: 1000, at_risk: 25%, minimum_tickets: 3, bands: [{below: 90%, "
                              "credit: 10%}, {below: 60%, credit: 50%}]}";
  return {"horizon.start=2026-01-28", "horizon.length=34d",
          "sla.response.service_credits=" + credits, "sla.resolution.service_credits=" + credits};
}

/// \param slack  of a sum: pay is rounded to the cent, paid time to the millisecond.
void check(const Estimate& reported, const Ratio& told, double slack) {
  if (told.of == 0) {
    CHECK_FALSE(reported.value);
    return;
  }
  REQUIRE(reported.value);
  CHECK(*reported.value ==
        Catch::Approx(told.sum / told.of).epsilon(1e-9).margin(slack / told.of + 1e-9));
}

}  // namespace

TEST_CASE("paths: every KPI from the facts is the KPI reported") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const ScenarioPieces pieces = random_scenario(seed);
    const Compiled scenario{pieces.files(), "scenario.yaml", with_credits(seed, pieces)};
    std::vector<KpiCell> cells;
    for (const KpiRow& row : kpi_table()) {
      if (row.of_targets) continue;
      cells.push_back(cell_of(scenario, row.id, "mean", {}));
    }
    cells.push_back(cell_of(scenario, "wait", "median", {}));
    Estimator estimator{scenario.model, cells, 0.95};
    FromFacts facts;
    for (const std::uint32_t number : {0U, 1U}) {
      const Replication replication = replicate(scenario, number);
      estimator.add(replication.measures);
      facts.add(scenario, replication);
    }
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
      const std::string id{cells[i].kpi->id};
      INFO(id);
      const bool is_money = cells[i].kpi->unit == Unit::money;
      check(estimator.estimate(i), facts.told[id], is_money ? 1.0 : 0.0);
      seen[id] += facts.told[id].sum > 0 ? 1 : 0;
    }
    std::ranges::sort(facts.waits);
    if (facts.waits.empty()) continue;
    const double median = facts.waits[(facts.waits.size() + 1) / 2 - 1];
    CHECK(*estimator.estimate(cells.size() - 1).value ==
          Catch::Approx(median).epsilon(1e-3).margin(0.5));
  }
  for (const auto& [id, scenarios] : seen) {
    INFO(id);
    CHECK(scenarios >= 5);  // else the scenarios prove nothing of it
  }
}
