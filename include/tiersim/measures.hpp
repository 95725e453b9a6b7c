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
#include "tiersim/simulator.hpp"

namespace tiersim {

/// Sums over tickets of the cohort (opened in the window), kept by leaf and by post. The post is
/// the last engagement's, but the first one's for the sums marked so.
enum class TicketSum : std::uint8_t {
  opened,
  resolved,
  open,                 ///< still open at the horizon's end
  acknowledged,         ///< by first post
  never_acknowledged,
  acknowledge_ms,       ///< by first post: opened to first engagement
  incidents,            ///< resolved incidents
  incident_ms,          ///< opened to resolved, of incidents
  incidents_open,
  requests,             ///< resolved requests
  request_ms,
  first_contact_asked,  ///< by first post: resolved incidents and requests raised by people
  first_contact,        ///< by first post: of those, resolved at first contact
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
  count
};

/// Sums over the clocks of an SLA, of the cohort; by leaf and by last post.
enum class SlaSum : std::uint8_t { met, breached, open_not_due, count };

/// Sums over a tier's visits, of the cohort; by leaf and tier.
enum class FlowSum : std::uint8_t {
  entries,
  up_unsolved,         ///< moved up: not solved here
  up_work_threshold,
  up_sla_share,
  left,                ///< visits that ended
  tier_ms,             ///< of those: entering to leaving
  waits,               ///< in the queue, ended
  wait_ms,
  still_waiting,       ///< at the horizon's end
  count
};

/// Sums over work inside the window, whoever the ticket; by leaf and post.
enum class WorkSum : std::uint8_t {
  handling_ms,      ///< handle time and escalation time
  engagements,      ///< ended
  finished,         ///< engagements that end in resolution or escalation
  labour,           ///< minor units of money: the post's labour, shared by handling time
  overhead,         ///< minor units
  count
};

/// Sums over people inside the window; by post, a group's shared by handling time.
enum class StaffSum : std::uint8_t {
  on_duty_ms,   ///< on shift and available or busy, overtime included
  overtime_ms,
  other_work_ms,  ///< present in a block of other work or a paid break
  paid_ms,      ///< overtime included
  labour,       ///< minor units of money
  overhead,     ///< minor units
  count
};

/// Durations whose quantiles are kept. Each has histograms by the labels in HistogramLabel.
enum class DurationKind : std::uint8_t { incident, request, acknowledge, wait, tier_time, count };

/// Where each measure of a model is in the flat table.
class MeasureLayout {
 public:
  explicit MeasureLayout(const Model& model);

  [[nodiscard]] std::size_t ticket(LeafId leaf, TicketSum sum) const;
  /// \param post  none: tickets without an engagement yet.
  [[nodiscard]] std::size_t ticket(PostId post, TicketSum sum) const;
  [[nodiscard]] std::size_t sla(SlaId id, LeafId leaf, SlaSum sum) const;
  [[nodiscard]] std::size_t sla(SlaId id, PostId post, SlaSum sum) const;
  [[nodiscard]] std::size_t flow(LeafId leaf, TierId tier, FlowSum sum) const;
  [[nodiscard]] std::size_t work(LeafId leaf, PostId post, WorkSum sum) const;
  [[nodiscard]] std::size_t staff(PostId post, StaffSum sum) const;
  [[nodiscard]] std::size_t moves(TierId from, TierId to) const;
  [[nodiscard]] std::size_t backlog_ms(TierId tier) const;        ///< time x open tickets
  [[nodiscard]] std::size_t backlog_at_close(TierId tier) const;  ///< summed over the closes
  [[nodiscard]] std::size_t penalty(LeafId leaf, SlaId sla) const;
  [[nodiscard]] std::size_t sums() const { return sums_; }

  /// Histograms: tickets' ones by type, priority, channel and last post; of acknowledge by
  /// priority; of wait and tier_time by tier. Overall is the sum over priorities, or tiers.
  [[nodiscard]] std::size_t by_priority(DurationKind kind, PriorityId id) const;
  [[nodiscard]] std::size_t by_type(DurationKind kind, TypeId id) const;
  [[nodiscard]] std::size_t by_channel(DurationKind kind, ChannelId id) const;
  [[nodiscard]] std::size_t by_post(DurationKind kind, PostId id) const;
  [[nodiscard]] std::size_t by_tier(DurationKind kind, TierId id) const;
  [[nodiscard]] std::size_t histograms() const { return histograms_; }

 private:
  std::size_t leaves_, posts_, tiers_, slas_, priorities_, types_, channels_;
  std::size_t ticket_at_, sla_at_, flow_at_, work_at_, staff_at_, moves_at_, backlog_at_,
      penalty_at_;
  std::size_t sums_ = 0;
  std::size_t histograms_ = 0;
};

/// What a replication returns.
struct Measures {
  std::vector<std::int64_t> sums;      ///< MeasureLayout::sums()
  std::vector<Histogram> histograms;   ///< MeasureLayout::histograms()
  /// Open tickets at each close of business inside the window; shape [tiers][closes].
  std::vector<std::int64_t> closes;
  RunOutcome outcome;

  /// Adds another replication's, but for `outcome.fingerprint`, which is chained in order.
  void merge(const Measures& other);
};

/// The sink that measures. Feed it one replication, then close it.
class Meter : public Sink {
 public:
  Meter(const Model& model, const MeasureLayout& layout);
  void take(const FactBlock& block) override;
  /// Computes what needs the whole replication: shared staff time, money. Call once, at the end.
  Measures close(const RunOutcome& outcome);

 private:
  void take(const TicketFact& fact);
  void take(const IntervalFact& fact);
  void resolved_ticket(const TicketFact& fact, std::int64_t* by_leaf, std::int64_t* by_last,
                       std::int64_t* by_first);
  void take_clocks(const TicketFact& fact);
  void take_work(const IntervalFact& fact);
  void take_visit(const IntervalFact& fact);
  void take_closes(const IntervalFact& fact);
  void share_staff(GroupId group);
  void share_work(PostId post);
  [[nodiscard]] bool is_first_contact(const TicketFact& fact, const Leaf& leaf) const;
  [[nodiscard]] std::int64_t inside_window(const IntervalFact& fact) const;

  const Model& model_;
  const MeasureLayout& layout_;
  Measures measures_;
  std::vector<Instant> closes_;          ///< inside the window
  std::size_t next_close_ = 0;           ///< the first one not before the last fact's end
  std::vector<std::int64_t> on_duty_;    ///< by group
  std::vector<std::int64_t> overtime_;   ///< by group
  std::vector<std::int64_t> other_work_; ///< by group
};

/// Paid time of the group's rosters inside the window, without overtime. Unit: agent-ms.
[[nodiscard]] std::int64_t rostered_ms(const Model& model, GroupId group);

}  // namespace tiersim
