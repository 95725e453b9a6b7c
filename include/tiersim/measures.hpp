#pragma once
// All that a replication returns: integral sums and histograms, merged by addition. Which KPI is
// made of which measures is in kpi.hpp; a measure knows nothing of KPIs.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tiersim/facts.hpp"
#include "tiersim/histogram.hpp"
#include "tiersim/model.hpp"
#include "tiersim/periods.hpp"
#include "tiersim/simulator.hpp"

namespace tiersim {

/// Sums over tickets of the cohort (opened in the window), kept by leaf and post. The post is the
/// last engagement's, but the first one's for the sums marked so.
enum class TicketSum : std::uint8_t {
  opened,
  resolved,
  merged,
  cancelled,
  unmerged,      ///< opened and not merged: what a cost is shared by
  open,          ///< still open at the horizon's end
  acknowledged,  ///< by first post
  never_acknowledged,
  acknowledge_ms,  ///< by first post: opened to first engagement
  incidents,       ///< resolved incidents
  incident_ms,     ///< opened to resolved, of incidents
  incidents_open,
  requests,  ///< resolved requests
  request_ms,
  first_contact_asked,      ///< by first post: resolved incidents and requests raised by people
  first_contact,            ///< by first post: of those, resolved at first contact
  first_contact_net_asked,  ///< without types that the tier of entry cannot resolve
  first_contact_net,
  first_level,          ///< resolved at the first named tier
  entered_first,        ///< resolved, and entered at the first named tier
  first_level_entered,  ///< of those, resolved there
  above_first,          ///< resolved above the first named tier
  above_first_capable,  ///< of those, the first named tier could have
  group_reassignments,
  assignee_reassignments,
  never_reassigned,
  ever_resolved,  ///< resolved at least once, open again or not
  reopened,       ///< at least once
  reopenings,
  processed,             ///< acknowledged, by last post
  processed_right,       ///< of those, neither misrouted, pushed back nor reopened
  routed_right,          ///< of those, recognised, and never misrouted
  raised,                ///< priority raised at least once
  bounces,               ///< times back in a queue that had been left for another
  pended,                ///< pending at least once
  holds,                 ///< times pending
  incident_active_ms,    ///< of resolved incidents: opened to resolved, without pending
  incident_first_ms,     ///< likewise: opened to first resolved
  incident_business_ms,  ///< likewise: opened to resolved, open time of the business calendar
  csat_tickets,          ///< resolved incidents and requests raised by people
  csat_quarters,         ///< their points of the proxy of satisfaction, in quarters
  csat_positive,         ///< those of 4 points and more
  count
};

/// Sums over the clocks of an SLA, of the cohort; by leaf and last post.
enum class SlaSum : std::uint8_t {
  met,
  breached,
  open_not_due,
  hours_late,  ///< of those breached, where it costs: started hours past the target
  count
};

/// Sums over whole months of the window, of an SLA with service credits, or of all of them.
enum class CreditSum : std::uint8_t {
  money,   ///< minor units
  months,  ///< that were judged
  some,    ///< of those, with a credit
  count
};

/// Sums over a tier's visits, of the cohort; by leaf and tier.
enum class FlowSum : std::uint8_t {
  entries,
  up_unsolved,  ///< moved up: not solved here
  up_work_threshold,
  up_sla_share,
  up_documented,  ///< again, after it had been pushed back
  returned,       ///< pushed back
  misrouted,      ///< handed on to another tier
  left,           ///< visits that ended
  tier_ms,        ///< of those: entering to leaving
  waits,          ///< in the queue, ended
  wait_ms,
  still_waiting,  ///< at the horizon's end
  count
};

/// Sums over work inside the window, whoever the ticket; by leaf and post.
enum class WorkSum : std::uint8_t {
  handling_ms,  ///< handle time, escalation time and that of handing over
  tracking_ms,  ///< updates on tracked tickets
  engagements,  ///< ended
  finished,     ///< engagements that end in resolution or escalation
  labour,       ///< minor units of money: the post's labour, shared by handling time
  overhead,     ///< minor units
  count
};

/// Sums over the open tickets of a tier, whoever they are. All but the first are counted at each
/// close of business inside the window. Ages are open time of the business calendar since opening;
/// a business day (bd) is its own.
enum class BacklogSum : std::uint8_t {
  open_ms,  ///< time x open tickets
  below_1bd,
  below_3bd,  ///< from 1 bd on
  below_5bd,  ///< from 3 bd on
  from_5bd,
  age_ms,
  with_target,  ///< of the resolution SLA
  past_target,  ///< of those
  count
};

/// Sums over people inside the window; by post, a group's shared by handling time.
enum class StaffSum : std::uint8_t {
  on_duty_ms,  ///< on shift and available or busy, overtime included
  overtime_ms,
  other_work_ms,  ///< present in a block of other work or a paid break
  paid_ms,        ///< overtime included
  labour,         ///< minor units of money
  overhead,       ///< minor units
  count
};

/// Durations whose quantiles are kept. Each has histograms by the labels in HistogramLabel.
enum class DurationKind : std::uint8_t { incident, request, acknowledge, wait, tier_time, count };

/// Where each measure of a model is in the flat table. Tickets and clocks are kept by leaf and
/// post; closing a replication adds their sums over all posts, and over all leaves, which are
/// addressed with all_leaves() and all_posts().
class MeasureLayout {
 public:
  explicit MeasureLayout(const Model& model);

  /// \param post  none: tickets without an engagement yet.
  [[nodiscard]] std::size_t ticket(LeafId leaf, PostId post, TicketSum sum) const {
    return ticket_at_ + slice(leaf, post) * size_of<TicketSum> + static_cast<std::size_t>(sum);
  }
  [[nodiscard]] std::size_t sla(SlaId id, LeafId leaf, PostId post, SlaSum sum) const {
    return sla_at_ + (id.index() * slices() + slice(leaf, post)) * size_of<SlaSum> +
           static_cast<std::size_t>(sum);
  }
  [[nodiscard]] std::size_t flow(LeafId leaf, TierId tier, FlowSum sum) const {
    return flow_at_ + (leaf.index() * tiers_ + tier.index()) * size_of<FlowSum> +
           static_cast<std::size_t>(sum);
  }
  [[nodiscard]] std::size_t work(LeafId leaf, PostId post, WorkSum sum) const {
    return work_at_ + (leaf.index() * posts_ + post.index()) * size_of<WorkSum> +
           static_cast<std::size_t>(sum);
  }
  [[nodiscard]] std::size_t staff(PostId post, StaffSum sum) const {
    return staff_at_ + post.index() * size_of<StaffSum> + static_cast<std::size_t>(sum);
  }
  /// \param to  none: visits that did not end in a move.
  [[nodiscard]] std::size_t moves(TierId from, TierId to) const {
    return moves_at_ + from.index() * (tiers_ + 1) + (to.exists() ? to.index() : tiers_);
  }
  [[nodiscard]] std::size_t backlog(TierId tier, BacklogSum sum) const {
    return backlog_at_ + tier.index() * size_of<BacklogSum> + static_cast<std::size_t>(sum);
  }
  /// Minor units of money: what open incidents cost the business.
  [[nodiscard]] std::size_t downtime(LeafId leaf) const { return downtime_at_ + leaf.index(); }
  [[nodiscard]] std::size_t penalty(LeafId leaf, SlaId sla) const {
    return penalty_at_ + leaf.index() * slas_ + sla.index();
  }
  /// \param row  an SLA's index, or all_credits().
  [[nodiscard]] std::size_t credit(std::size_t row, CreditSum sum) const {
    return credit_at_ + row * size_of<CreditSum> + static_cast<std::size_t>(sum);
  }
  [[nodiscard]] std::size_t all_credits() const { return slas_; }
  /// Sums over all leaves, or over all posts (those without an engagement included).
  [[nodiscard]] LeafId all_leaves() const { return LeafId{leaves_}; }
  [[nodiscard]] PostId all_posts() const { return PostId{posts_ + 1}; }
  [[nodiscard]] std::size_t sums() const { return sums_; }
  /// Where a post stands among the posts; last, when there is none.
  [[nodiscard]] std::size_t post_index(PostId post) const {
    return post.exists() ? post.index() : posts_;
  }

  // Histograms. Of incidents and requests by priority, type, channel, customer and last post; of
  // acknowledge by priority; of wait and tier_time by tier. Overall is the sum over priorities, or
  // tiers.
  [[nodiscard]] std::size_t by_priority(DurationKind kind, PriorityId id) const {
    const std::size_t of_tickets = priorities_ + types_ + channels_ + customers_ + posts_ + 1;
    return static_cast<std::size_t>(kind) * of_tickets + id.index();
  }
  [[nodiscard]] std::size_t by_type(DurationKind kind, TypeId id) const {
    return by_priority(kind, PriorityId{priorities_}) + id.index();
  }
  [[nodiscard]] std::size_t by_channel(DurationKind kind, ChannelId id) const {
    return by_type(kind, TypeId{types_}) + id.index();
  }
  [[nodiscard]] std::size_t by_customer(DurationKind kind, CustomerId id) const {
    return by_channel(kind, ChannelId{channels_}) + id.index();
  }
  [[nodiscard]] std::size_t by_post(DurationKind kind, PostId id) const {
    return by_customer(kind, CustomerId{customers_}) + post_index(id);
  }
  [[nodiscard]] std::size_t by_tier(DurationKind kind, TierId id) const {
    const std::size_t first = by_priority(DurationKind::acknowledge, PriorityId{priorities_});
    return first + (kind == DurationKind::tier_time ? tiers_ : 0) + id.index();
  }
  [[nodiscard]] std::size_t histograms() const {
    return by_tier(DurationKind::tier_time, TierId{tiers_});
  }

 private:
  template <class Enum>
  static constexpr std::size_t size_of = static_cast<std::size_t>(Enum::count);

  /// One row per leaf and one for all; in it one per post, one for none and one for all.
  [[nodiscard]] std::size_t slices() const { return (leaves_ + 1) * (posts_ + 2); }
  [[nodiscard]] std::size_t slice(LeafId leaf, PostId post) const {
    return leaf.index() * (posts_ + 2) + post_index(post);
  }

  std::size_t leaves_, posts_, tiers_, slas_, priorities_, types_, channels_, customers_;
  std::size_t ticket_at_ = 0;
  std::size_t sla_at_ = 0;
  std::size_t flow_at_ = 0;
  std::size_t work_at_ = 0;
  std::size_t staff_at_ = 0;
  std::size_t moves_at_ = 0;
  std::size_t backlog_at_ = 0;
  std::size_t penalty_at_ = 0;
  std::size_t downtime_at_ = 0;
  std::size_t credit_at_ = 0;
  std::size_t sums_ = 0;
};

/// What a replication returns.
struct Measures {
  std::vector<std::int64_t> sums;     ///< MeasureLayout::sums()
  std::vector<Histogram> histograms;  ///< MeasureLayout::histograms()
  /// Open tickets at each close of business inside the window; shape [tiers][closes].
  std::vector<std::int64_t> closes;
  /// Service credits of each whole month inside the window, in minor units; shape [SLAs, then all]
  /// [months]. Empty where no SLA has any.
  std::vector<std::int64_t> credits;
  std::vector<Measures> periods;  ///< the same of parts of the window, where any were asked for
  RunOutcome outcome;

  /// Adds another replication's, but for `outcome.fingerprint`, which is chained in order.
  void merge(const Measures& other);
};

/// The sink that measures. Feed it one replication, then close it.
class Meter : public Sink {
 public:
  Meter(const Model& model, const MeasureLayout& layout)
      : Meter{model, layout, measured_window(model)} {}
  /// Measures a part of the measured window as if that were the whole of it.
  Meter(const Model& model, const MeasureLayout& layout, Window window);
  void take(const FactBlock& block) override;
  void take(const TicketFact& fact);
  void take(const WaitFact& fact);
  void take(const WorkFact& fact);
  void take(const VisitFact& fact);
  void take(const StaffFact& fact);
  void take(const ClockFact& fact);
  void take(const UpdateFact& fact);
  /// Computes what needs the whole replication: shared staff time, money. Call once, at the end.
  Measures close(const RunOutcome& outcome);

 private:
  struct LeafPlan;
  void take_resolved(const TicketFact& fact, const LeafPlan& plan);
  static void take_turns(const TicketFact& fact, std::int64_t* sums);
  static void take_accuracy(const TicketFact& fact, std::int64_t* sums);
  void take_variants(const TicketFact& fact, std::int64_t* sums);
  /// \return how many were breached.
  std::uint32_t take_clocks(const TicketFact& fact, const LeafPlan& plan);
  static void take_satisfaction(const TicketFact& fact, std::uint32_t breached, std::int64_t* sums);
  void take_closes(const VisitFact& fact);
  void take_overtime(const StaffFact& fact);
  void count_open(const VisitFact& fact);
  void sum_over_posts_and_leaves();
  void add_to_totals(LeafId leaf, PostId post);
  void share_staff(GroupId id);
  void share_work(PostId post);
  void add_late(SlaId sla, LeafId leaf, PostId post, Duration late);
  [[nodiscard]] std::int64_t busy_ms(LeafId leaf, PostId post) const;
  void note_for_credits(SlaId sla, Instant opened, SlaSum sum);
  void sum_credits();
  void price_breaches(LeafId leaf);
  [[nodiscard]] bool is_first_contact(const TicketFact& fact, const LeafPlan& plan) const;
  [[nodiscard]] std::int64_t inside_window(Instant from, Instant to) const {
    return window_.overlap(from, to).count();
  }

  /// What the hot path needs to know of a leaf, looked up once.
  struct LeafPlan {
    Kind kind{};
    bool by_people = false;
    bool within_window = false;
    std::int64_t* downtime = nullptr;  ///< its open time in ms, if that costs; money at the end
    std::vector<std::uint8_t> first_can_solve;  ///< by tier of entry: 1 or 0
    std::vector<Histogram*> took;               ///< histograms of its time to resolve, and
    Histogram* took_by_post = nullptr;          ///< the first of those by post
    Histogram* acknowledge = nullptr;
    std::int64_t* tickets = nullptr;  ///< its sums: [posts + none][TicketSum]
    std::int64_t* flow = nullptr;     ///< [tiers][FlowSum]
    std::int64_t* work = nullptr;     ///< [posts][WorkSum]
    struct Clock {
      SlaId sla;
      SlaStop stop{};
      Duration target{0};
      const WorkingTime* runs_on = nullptr;  ///< nullptr: at all times
      bool by_hour = false;                  ///< what is late costs by the hour
      bool has_credits = false;
      [[nodiscard]] Instant due(Instant opened) const {
        return runs_on ? runs_on->add(opened, target) : opened + target;
      }
    };
    std::vector<Clock> clocks;
    std::optional<Clock> resolution;  ///< of the resolution SLA
  };
  [[nodiscard]] LeafPlan plan_of(const Leaf& leaf);

  const Model& model_;
  const MeasureLayout& layout_;
  Window window_;
  Measures measures_;
  Table<LeafId, LeafPlan> plans_;
  Histogram* wait_by_tier_;
  Histogram* time_by_tier_;
  std::vector<Instant> closes_;        ///< inside the window
  std::vector<Duration> open_time_;    ///< of the business calendar, up to each of them
  std::size_t next_close_ = 0;         ///< the first one not before the last fact's end
  std::vector<std::int64_t> on_duty_;  ///< by group
  std::vector<std::vector<std::int64_t>> overtime_;  ///< by group and rate of its pay
  std::vector<std::vector<std::int64_t>>
      overtime_before_;                   ///< likewise: in the measured window, before this one
  std::vector<std::int64_t> other_work_;  ///< by group
  /// Clocks of a month that an SLA's service credits go by.
  struct CreditMonth {
    std::int64_t met = 0;
    std::int64_t ended = 0;  ///< met or breached
  };
  std::vector<Window> months_;              ///< whole, inside the window; if an SLA has credits
  std::vector<CreditMonth> credit_months_;  ///< shape [SLAs][months]
};

/// Paid time of the group's rosters inside a window, without overtime. Unit: agent-ms.
[[nodiscard]] std::int64_t rostered_ms(const Model& model, const ModelGroup& group, Window window);

/// Heads of the group, the mean over a window: where they change, by the time for which they are
/// there. \return 0 for an empty window of a group that changes.
[[nodiscard]] double mean_heads(const ModelGroup& group, Window window);

}  // namespace tiersim
