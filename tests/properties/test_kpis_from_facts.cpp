// KPIs as they are reported, against the same computed from the facts alone, over two replications
// of scenarios made up at random.

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/scenario_runner.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

std::int64_t ms(Duration d) { return d.count(); }

/// A sum and what it is divided by, over replications.
struct Ratio {
  double sum = 0;
  double of = 0;
  void add(std::int64_t value, std::int64_t count = 1) {
    sum += static_cast<double>(value);
    of += static_cast<double>(count);
  }
};

struct FromFacts {
  Ratio mttr, wait, first_level, escalated, occupancy, open, moves, on_time;
  std::vector<std::int64_t> waits;  ///< for the median
  double opened = 0;
  double replications = 0;

  void add(const Compiled& scenario, const Replication& replication) {
    const Model& model = scenario.model;
    ++replications;
    for (const TicketFact& ticket : replication.facts.tickets) {
      add_ticket(model, ticket);
      open.add(inside(model, ticket.opened, std::min(ticket.resolved, model.end)), 0);
    }
    open.of += static_cast<double>(ms(model.window_to - model.window_from));
    for (const WaitFact& one : replication.facts.waits) {
      if (!model.is_counted(one.opened) || one.cause == Cause::horizon_end) continue;
      wait.add(ms(one.to - one.from));
      waits.push_back(ms(one.to - one.from));
    }
    for (const VisitFact& visit : replication.facts.visits) {
      if (model.is_counted(visit.opened)) escalated.add(visit.next.exists() ? 1 : 0);
    }
    for (const WorkFact& work : replication.facts.works) {
      if (work.activity != Activity::kept) occupancy.add(inside(model, work.from, work.to), 0);
    }
    for (const StaffFact& staff : replication.facts.staff) {
      if (staff.presence == Presence::on_duty) {
        occupancy.add(0, inside(model, staff.from, staff.to));
      }
    }
  }

 private:
  static std::int64_t inside(const Model& model, Instant from, Instant to) {
    const Instant a = std::max(from, model.window_from);
    const Instant b = std::min(to, model.window_to);
    return b > a ? ms(b - a) : 0;
  }

  void add_ticket(const Model& model, const TicketFact& ticket) {
    if (!model.is_counted(ticket.opened)) return;
    ++opened;
    moves.add(ticket.tier_moves + ticket.group_changes);
    for (const ModelSla& sla : model.slas) add_clock(model, ticket, sla);
    if (ticket.resolved == never) return;
    first_level.add(model.posts[ticket.last_post].tier == TierId{0U} ? 1 : 0);
    if (model.types[model.leaves[ticket.leaf].type].kind == Kind::incident) {
      mttr.add(ms(ticket.resolved - ticket.opened));
    }
  }

  void add_clock(const Model& model, const TicketFact& ticket, const ModelSla& sla) {
    const PriorityId priority = model.leaves[ticket.leaf].priority;
    const auto& target = sla.target[priority.index()];
    if (!target) return;
    const Instant stop = sla.stop == SlaStop::resolved ? ticket.resolved : ticket.acknowledged;
    const Instant due = model.calendars[sla.calendar[priority.index()]].add(ticket.opened, *target);
    if (stop == never && due >= model.end) return;
    on_time.add(stop != never && stop <= due ? 1 : 0);
  }
};

void check(const Estimate& reported, const Ratio& told) {
  if (told.of == 0) {
    CHECK_FALSE(reported.value);
    return;
  }
  REQUIRE(reported.value);
  CHECK(*reported.value == Catch::Approx(told.sum / told.of).epsilon(1e-12).margin(1e-12));
}

}  // namespace

TEST_CASE("paths: KPIs from the facts are the KPIs reported") {
  std::size_t with_clocks = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    const std::vector<std::pair<const char*, const char*>> asked{{"mttr", "mean"},
                                                                 {"wait", "mean"},
                                                                 {"flr", "mean"},
                                                                 {"occupancy", "mean"},
                                                                 {"escalation_rate", "mean"},
                                                                 {"backlog_mean", "mean"},
                                                                 {"on_time", "mean"},
                                                                 {"group_reassignments", "mean"},
                                                                 {"tickets_opened", "mean"},
                                                                 {"wait", "median"}};
    std::vector<KpiCell> cells;
    for (const auto& [kpi, stat] : asked) cells.push_back(cell_of(scenario, kpi, stat, {}));
    Estimator estimator{scenario.model, cells, 0.95};
    FromFacts told;
    for (const std::uint32_t number : {0U, 1U}) {
      const Replication replication = replicate(scenario, number);
      estimator.add(replication.measures);
      told.add(scenario, replication);
    }
    const std::vector<const Ratio*> ratios{&told.mttr,      &told.wait,      &told.first_level,
                                           &told.occupancy, &told.escalated, &told.open,
                                           &told.on_time,   &told.moves};
    for (std::size_t i = 0; i < ratios.size(); ++i) {
      INFO(asked[i].first);
      check(estimator.estimate(i), *ratios[i]);
    }
    CHECK(*estimator.estimate(8).value == told.opened / told.replications);
    with_clocks += told.on_time.of > 0 ? 1 : 0;
    std::ranges::sort(told.waits);
    if (told.waits.empty()) continue;
    const auto median = static_cast<double>(told.waits[(told.waits.size() + 1) / 2 - 1]);
    CHECK(*estimator.estimate(9).value == Catch::Approx(median).epsilon(1e-3).margin(0.5));
  }
  CHECK(with_clocks > 20);
}
