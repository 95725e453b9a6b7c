#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/clock_path.hpp"
#include "tests/support/path_checks.hpp"
#include "tests/support/pay_path.hpp"

namespace tiersim::test {

namespace {

/// Sums up expectations that do not hold.
class Ledger {
 public:
  Ledger(const Compiled& scenario, const Replication& replication)
      : scenario_{scenario},
        model_{scenario.model},
        layout_{scenario.layout},
        facts_{replication.facts},
        holds_{replication.facts},
        sums_{replication.measures.sums} {}

  std::string check() {
    check_tickets();
    check_clocks();
    check_flow();
    check_queue();
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g) check_group(GroupId{g});
    check_work();
    return broken_;
  }

 private:
  void expect(const std::string& what,
              std::int64_t measured,
              std::int64_t told,
              std::int64_t slack = 0) {
    if (std::abs(measured - told) <= slack) return;
    broken_ += fmt::format("{}: measured {}, by the facts {}\n", what, measured, told);
  }
  [[nodiscard]] std::int64_t inside(Instant from, Instant to) const {
    const Instant a = std::max(from, model_.window_from);
    const Instant b = std::min(to, model_.window_to);
    return b > a ? (b - a).count() : 0;
  }
  template <class Fact, class Value>
  [[nodiscard]] static std::int64_t sum(const std::vector<Fact>& facts, Value value) {
    std::int64_t total = 0;
    for (const Fact& fact : facts) total += value(fact);
    return total;
  }
  [[nodiscard]] std::int64_t staff(GroupId group, StaffSum column) const {
    return sum(model_.groups[group].posts,
               [&](PostId post) { return sums_[layout_.staff(post, column)]; });
  }
  [[nodiscard]] std::int64_t work(WorkSum column) const {
    std::int64_t total = 0;
    for (std::uint32_t p = 0; p < model_.posts.size(); ++p) {
      for (std::uint32_t l = 0; l < model_.leaves.size(); ++l) {
        total += sums_[layout_.work(LeafId{l}, PostId{p}, column)];
      }
    }
    return total;
  }

  /// All tickets, by leaf and post, and over all of them.
  void check_tickets() {
    const auto over_all = [&](TicketSum column) {
      return sums_[layout_.ticket(layout_.all_leaves(), layout_.all_posts(), column)];
    };
    const auto counted = [&](const TicketFact& t) { return model_.is_counted(t.opened) ? 1 : 0; };
    expect("opened", over_all(TicketSum::opened), sum(facts_.tickets, counted));
    expect("resolved", over_all(TicketSum::resolved), sum(facts_.tickets, [&](const TicketFact& t) {
             return t.resolved == never ? 0 : counted(t);
           }));
    expect("opened = resolved + open + merged + cancelled", over_all(TicketSum::opened),
           over_all(TicketSum::resolved) + over_all(TicketSum::open) + over_all(TicketSum::merged) +
               over_all(TicketSum::cancelled));
    for (std::uint32_t column = 0; column < static_cast<std::uint32_t>(TicketSum::count);
         ++column) {
      const auto which = static_cast<TicketSum>(column);
      std::int64_t parts = 0;
      for (std::uint32_t l = 0; l < model_.leaves.size(); ++l) {
        parts += sums_[layout_.ticket(LeafId{l}, PostId::none(), which)];
        for (std::uint32_t p = 0; p < model_.posts.size(); ++p) {
          parts += sums_[layout_.ticket(LeafId{l}, PostId{p}, which)];
        }
      }
      expect(fmt::format("ticket sum {} over labels", column), over_all(which), parts);
    }
  }

  /// met + breached + not due = the clocks that run.
  void check_clocks() {
    for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
      const ModelSla& sla = model_.slas[SlaId{s}];
      std::int64_t told[3] = {};
      for (const TicketFact& ticket : facts_.tickets) {
        const ModelSla::Terms& terms = sla.of(model_.leaves[ticket.leaf]);
        if (!model_.is_counted(ticket.opened) || !terms.target || is_withdrawn(ticket)) continue;
        // By open time, not by the due instant: another way to the same verdict. A clock is
        // breached when its target had passed before it was stopped.
        const ClockPath path{model_, SlaId{s}, ticket, holds_.of(ticket.ticket)};
        ++told[path.is_breached(model_.end) ? 1 : (path.stopped() == never ? 2 : 0)];
      }
      for (const SlaSum column : {SlaSum::met, SlaSum::breached, SlaSum::open_not_due}) {
        expect(fmt::format("clocks of {} ({})", sla.name, static_cast<int>(column)),
               sums_[layout_.sla(SlaId{s}, layout_.all_leaves(), layout_.all_posts(), column)],
               told[static_cast<int>(column)]);
      }
    }
  }

  void check_flow() {
    std::int64_t waits = 0;
    std::int64_t entries = 0;
    std::int64_t left = 0;
    std::int64_t ups = 0;
    for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) {
      for (std::uint32_t l = 0; l < model_.leaves.size(); ++l) {
        const auto flow = [&](FlowSum column) {
          return sums_[layout_.flow(LeafId{l}, TierId{t}, column)];
        };
        waits += flow(FlowSum::wait_ms);
        entries += flow(FlowSum::entries);
        left += flow(FlowSum::left);
        ups += flow(FlowSum::up_unsolved) + flow(FlowSum::up_work_threshold) +
               flow(FlowSum::up_sla_share) + flow(FlowSum::up_documented) +
               flow(FlowSum::returned) + flow(FlowSum::misrouted);
      }
    }
    expect("waits", waits, sum(facts_.waits, [&](const WaitFact& wait) {
             const bool is_over = wait.cause != Cause::horizon_end;
             return is_over && model_.is_counted(wait.opened) ? (wait.to - wait.from).count() : 0;
           }));
    const auto counted = [&](const auto& fact) { return model_.is_counted(fact.opened); };
    expect("entries", entries, std::ranges::count_if(facts_.visits, counted));
    expect("moves up", ups, std::ranges::count_if(facts_.visits, [&](const VisitFact& visit) {
             return counted(visit) && visit.next.exists();
           }));
    expect("left = moved + ended + reopened", left,
           ups + sum(facts_.tickets, [&](const TicketFact& t) {
             return counted(t) ? (t.ended == never ? 0 : 1) + t.reopens : 0;
           }));
  }

  /// The integral of the queue by its length from instant to instant, and by the waits.
  void check_queue() {
    std::vector<std::pair<Instant, int>> steps;
    std::int64_t by_waits = 0;
    for (const WaitFact& wait : facts_.waits) {
      steps.emplace_back(wait.from, 1);
      steps.emplace_back(wait.to, -1);
      by_waits += (wait.to - wait.from).count();
    }
    std::ranges::sort(steps);
    std::int64_t length = 0;
    std::int64_t integral = 0;
    Instant at{};
    for (const auto& [t, step] : steps) {
      integral += length * (t - at).count();
      length += step;
      at = t;
    }
    expect("integral of the queue", integral, by_waits);
    std::int64_t backlog = 0;
    for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) {
      backlog += sums_[layout_.backlog(TierId{t}, BacklogSum::open_ms)];
    }
    expect("backlog over time", backlog, sum(facts_.tickets, [&](const TicketFact& t) {
             return inside(t.opened, std::min(t.ended, model_.end)) -
                    holds_.resolved(t.ticket, model_.window_from, model_.window_to).count();
           }));
  }

  void check_group(GroupId id) {
    const ModelGroup& group = model_.groups[id];
    std::int64_t told[3] = {};
    for (const StaffFact& stretch : facts_.staff) {
      if (stretch.group != id) continue;
      told[static_cast<int>(stretch.presence)] += inside(stretch.from, stretch.to);
    }
    const std::int64_t overtime = told[static_cast<int>(Presence::overtime)];
    expect(group.name + " on duty", staff(id, StaffSum::on_duty_ms), told[0]);
    expect(group.name + " overtime", staff(id, StaffSum::overtime_ms), overtime);
    expect(group.name + " other work", staff(id, StaffSum::other_work_ms), told[2]);
    const auto rostered = static_cast<double>(rostered_ms(model_, group, measured_window(model_)));
    const double paid = rostered * group.charged_share + static_cast<double>(overtime);
    expect(group.name + " paid", staff(id, StaffSum::paid_ms), std::llround(paid), 1);
    check_pay(id, rostered);
  }

  /// Hours x rate x factor, to the cent; salaries, and by what an hour of theirs costs what rules
  /// of pay add to them.
  void check_pay(GroupId id, double rostered_ms) {
    const ModelGroup& group = model_.groups[id];
    const PayPath path{scenario_, id};
    const Window window = measured_window(model_);
    const double rostered = rostered_ms / 3.6e6;
    const double by_factor = path.rostered(window);
    double regular = by_factor * group.rate_per_hour;
    double rate = group.rate_per_hour;
    if (group.salary_per_year > 0) {
      const double plain = path.head_hours(window) * group.salary_per_year / (24 * days_per_year);
      rate = rostered > 0 ? plain / rostered : 0;
      regular = plain + (by_factor - rostered) * rate;
    }
    const double cost = regular * group.charged_share + path.overtime(facts_, window) * rate;
    expect(group.name + " labour", staff(id, StaffSum::labour), std::llround(cost * 100), 2);
  }

  /// Busy time of heads = work on tickets, and a group's labour is that of its work.
  void check_work() {
    expect("handling", work(WorkSum::handling_ms), sum(facts_.works, [&](const WorkFact& fact) {
             return fact.activity == Activity::kept ? 0 : inside(fact.from, fact.to);
           }));
    expect("updates", work(WorkSum::tracking_ms), sum(facts_.updates, [&](const UpdateFact& fact) {
             return fact.post.exists() ? inside(fact.from, fact.to) : 0;
           }));
    std::int64_t labour = 0;
    std::int64_t overhead = 0;
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g) {
      labour += staff(GroupId{g}, StaffSum::labour);
      overhead += staff(GroupId{g}, StaffSum::overhead);
    }
    if (model_.leaves.size() == 0) return;
    expect("labour by ticket and by head", work(WorkSum::labour), labour);
    expect("overhead by ticket and by head", work(WorkSum::overhead), overhead);
  }

  const Compiled& scenario_;
  const Model& model_;
  const MeasureLayout& layout_;
  const KeptFacts& facts_;
  HoldsByTicket holds_;
  const std::vector<std::int64_t>& sums_;
  std::string broken_;
};

}  // namespace

std::string broken_measures(const Compiled& scenario, const Replication& replication) {
  return Ledger{scenario, replication}.check();
}

}  // namespace tiersim::test
