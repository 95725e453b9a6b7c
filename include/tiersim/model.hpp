#pragma once
// A scenario compiled for speed: dense ids, absolute working intervals, flat tables. Const, and
// shared by all threads; whatever changes while simulating is in Simulator (simulator.hpp).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/calendar.hpp"
#include "tiersim/distribution.hpp"
#include "tiersim/ids.hpp"
#include "tiersim/random.hpp"
#include "tiersim/scenario.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

using LeafId = Id<struct LeafTag>;  ///< a (type, priority, channel, customer) that demand can bring
using RouteId = Id<struct RouteTag>;  ///< a type's way through the tiers, for some customers
using PostId = Id<struct PostTag>;    ///< a (group, tier) in which people work
using QueueId = Id<struct QueueTag>;  ///< of a tier: the same skill and clearances

/// What a ticket's labels are: one row for each combination that occurs.
struct Leaf {
  TypeId type;
  PriorityId priority;
  ChannelId channel;
  CustomerId customer;
  RouteId route;  ///< of its type and customer
};

/// A draw among few outcomes: the cumulated shares, the last is 1.
struct Choice {
  std::vector<double> up_to;
  [[nodiscard]] std::size_t pick(double u) const {
    std::size_t i = 0;  // counted without a jump that nobody could foresee
    for (std::size_t k = 0; k + 1 < up_to.size(); ++k) i += u >= up_to[k] ? 1 : 0;
    return i;
  }
};

/// The hours of a channel: none where the scenario has no channels.
struct ModelChannel {
  std::string name;
  bool by_people = true;       ///< not automatic
  bool within_window = false;  ///< first-contact resolution must come within fcr_window
};

/// A ticket type at one tier.
struct TypeAtTier {
  bool worked = false;   ///< has a handle time here, and somebody may touch it
  bool is_last = false;  ///< the last tier that works on it: tried again until solved
  QueueId queue;
  TierId next;            ///< where it goes up to; none at its last tier
  double documented = 1;  ///< share of tickets that can be solved here at all
  double chance = 0;      ///< of solving, before the group's `solve`; 0 for triage
  std::vector<Sampler>
      work_by_channel;                ///< shape [1] where channels do not matter, else [channels]
  double mean_ms = 0;                 ///< of the handle time, overall; 0 when not worked
  std::vector<double> pends_up_to;    ///< cumulated shares by reason of the type; empty: never
  std::vector<RouteId> mistaken_for;  ///< one of each other queue here; empty: none goes astray
  [[nodiscard]] const Sampler& work(ChannelId channel) const {
    return work_by_channel.size() == 1 ? work_by_channel[0] : work_by_channel[channel.index()];
  }
};

/// Why work of a type stops to wait for somebody outside.
struct ModelReminders {
  Duration every{0};  ///< open time of ModelPending::reminded_on; > 0
  std::uint32_t times = 1;
  double answered = 0;
};

struct ModelPending {
  ReasonId reason;
  Sampler time;
  CalendarId runs_on;  ///< in whose open hours the time passes
  std::uint32_t times = 1;
  double unanswered = 0;
  std::optional<Duration> resolves_after;  ///< open time of the next
  CalendarId resolves_on;
  std::optional<ModelReminders> reminders;
  CalendarId reminded_on;
};

struct ModelReopens {
  double chance = 0;
  double chance_after_cut = 0;
  Sampler after;
  double work = 1;
};

struct ModelType {
  std::string name;
  Kind kind{};
  std::string skill;  ///< empty: none
  std::vector<ModelPending> pending;
  std::optional<ModelReopens> reopens;
  double duplicates = 0;     ///< shares of its tickets
  double cancellations = 0;  ///< likewise
  Choice seems;              ///< among types, to the classifier; empty: it is recognised
};

/// When a ticket that waits gets a higher priority: one of waiting, share and chased.
struct ModelRaise {
  PriorityId from;
  PriorityId to;
  std::optional<Duration> waiting;
  double share = 0;
  SlaId sla;  ///< none: not by a share
  std::optional<Sampler> chased;
};

/// How a type's tickets go through the tiers: the same for customers whom the same groups serve.
struct ModelRoute {
  TypeId type;
  std::vector<TypeAtTier> at;  ///< shape [tiers]
  TierId first;                ///< tier of entry under first_tier routing
};

struct ModelCustomer {
  std::string name;
  std::uint32_t access = 0;  ///< customers whom the same groups serve have the same
  TierId entry;              ///< none: that of the route
};

/// A surge, with its onsets in simulated time.
struct ModelSurge {
  std::vector<Instant> onsets;
  double excess = 0;  ///< factor - 1
  Duration half_life{1};
};

/// A stream of demand. `rows` for replay; rates for all others.
struct ModelStream {
  std::string name;
  DrawKey key;
  LocalClock clock;
  TypeId type;
  double per_hour = 0;            ///< mean of the profile week
  std::vector<double> profile;    ///< shape [168], mean 1; empty: level
  std::array<double, 12> season;  ///< by month
  double growth_a_month = 0;
  std::optional<Sampler> daily_variation;  ///< factor of mean 1, in hours
  VolumeFactor volume_factor;              ///< its own; drawn once in a replication
  DrawKey volume_key;                      ///< all series of a forecast have one
  double mean_volume_factor = 1;           ///< times that of all streams
  std::vector<LocalDay> holidays;
  double holiday_factor = 1;
  std::vector<ModelSurge> surges;
  std::vector<double> forecast;      ///< tickets an hour, shape [quarters of the horizon]; or empty
  std::vector<double> handle_scale;  ///< of the tier of entry's handle time, likewise; or empty
  Duration unforecast{0};            ///< time of the horizon for which the forecast has no interval
  Choice customers;
  Choice priorities;
  /// What the tickets of one customer can be.
  struct Mix {
    Choice channels;
    std::vector<LeafId> leaves;  ///< shape [channels of the choice][priorities of the choice]
    std::vector<TierId> entry;   ///< shape as `leaves`: where such a ticket enters
  };
  std::vector<Mix> mixes;  ///< shape [customers of the choice]
  /// Replayed tickets in order of opening.
  struct Row {
    Instant opened;
    std::uint32_t number;  ///< row of the file: its draws' item
    LeafId leaf;
    TierId entry;
  };
  std::vector<Row> rows;
  bool listed = false;    ///< its tickets are `rows`, not drawn by rates
  bool replayed = false;  ///< and those are of a record: one sample of what might have come
};

/// What is open at the horizon's start.
struct ModelBacklog {
  /// Tickets of a tier that are drawn in each replication.
  struct Lot {
    TierId at;  ///< as written
    std::uint32_t tickets = 0;
    std::optional<Sampler> age;  ///< none: opened just before the start
    Choice choice;
    std::vector<LeafId> leaves;  ///< shape [choice]
    std::vector<TierId> tiers;   ///< likewise: where such a ticket waits
  };
  std::vector<Lot> lots;
  /// Tickets of a file: the same in each replication.
  struct Row {
    Instant opened;
    std::uint32_t number;  ///< row of the file: its draws' item
    LeafId leaf;
    TierId tier;
  };
  std::vector<Row> rows;
  StreamId stream;  ///< in whose name they are drawn and told
  [[nodiscard]] std::size_t size() const {
    std::size_t tickets = rows.size();
    for (const Lot& lot : lots) tickets += lot.tickets;
    return tickets;
  }
};

/// A queue of a tier: who may take its tickets, and how well.
struct ModelQueue {
  TierId tier;
  struct Eligible {
    PostId post;
    GroupId group;
    double speed = 1;
    double solve = 1;
    std::uint32_t preference = 0;  ///< rank in the tier's `groups`
  };
  std::vector<Eligible> eligible;  ///< by preference, then listed order
  bool triage = false;             ///< nobody here has the skill
};

struct ModelReturns {
  double chance = 0;
  Duration halves_with{0};  ///< 0: the escalation time does not matter
  Sampler after;
  std::optional<Sampler> rework;  ///< none: the escalation time of the tier below
};

struct ModelTracking {
  Duration every{0};
  Sampler takes;
};

struct ModelTier {
  std::string name;
  QueueOrder order{};
  AssignmentRule assignment{};
  std::optional<Duration> work_threshold;
  struct Share {
    SlaId sla;
    double share;
  };
  std::vector<Share> share_thresholds;
  std::uint32_t attempts = 1;
  std::optional<Sampler> escalation_time;
  std::optional<ModelReturns> returns;
  std::optional<Sampler> look_up;      ///< none: at once
  double misroutes = 0;                ///< share of those handed up
  std::optional<Sampler> triage_time;  ///< none: at once
  PriorityId preempted_by;  ///< the lowest that interrupts lower ones; none: no ticket does
  double occupancy_cap = 0.85;
  ServiceLevel service_level;
};

/// A (group, tier): the queues that its people look at.
struct ModelPost {
  GroupId group;
  TierId tier;
  struct Source {
    QueueId queue;
    double speed = 1;
    double solve = 1;
  };
  std::vector<Source> sources;
};

/// Heads of a group that share all their shifts.
struct ModelRoster {
  GroupId group;
  std::vector<AgentId> agents;
  std::vector<Interval> spans;   ///< on shift, in time order; unpaid breaks cut out
  std::vector<Interval> breaks;  ///< other work and paid breaks at known times, in time order
  std::vector<Interval> paid;    ///< in time order: the spans, if a roster file says nothing else
  std::vector<Instant> leaving;  ///< ends of the spans after which these heads are gone
};

/// By which rates hours are paid.
struct ModelPay {
  struct Stretch {
    Instant from;
    Instant to;
    std::uint32_t rate = 0;
  };
  std::vector<double> factors{1};  ///< by rate: the first where no rule holds
  std::vector<Stretch> stretches;  ///< in time order, of all rates but the first
};

struct ModelGroup {
  std::string name;
  AgentId first_agent;
  std::uint32_t heads = 0;  ///< at most, where they change
  /// From that midnight on there are so many, the first in listed order.
  struct Change {
    Instant from;
    LocalDay day;
    std::uint32_t heads = 0;
  };
  std::vector<Change> changes;  ///< the first at or before the horizon's start; empty: none
  std::vector<PostId> posts;    ///< in the order in which work is taken
  std::vector<RosterId> rosters;
  bool always_on = false;  ///< no shift
  DrawKey key;
  double leave = 0;  ///< shares of heads absent for whole days
  double sickness = 0;
  double block_share = 0;  ///< of each present span that is other work, at a drawn place
  AtShiftEnd at_shift_end{};
  Duration rework{0};
  Duration hand_over_time{0};
  double rate_per_hour = 0;    ///< of a paid hour; major units
  double salary_per_year = 0;  ///< of a head with on-costs; used where rate_per_hour is 0
  double charged_share = 1;    ///< support share: of the pay
  double overtime_factor = 1;
  ModelPay pay;
  [[nodiscard]] std::uint32_t heads_on(LocalDay day) const {
    std::uint32_t count = changes.empty() ? heads : changes.front().heads;
    for (const Change& change : changes) {
      if (change.day > day) break;
      count = change.heads;
    }
    return count;
  }
};

/// What a month's share on time costs.
struct ModelCredits {
  struct Band {
    double below = 0;  ///< share on time
    Money credit;      ///< at most what is at risk
  };
  std::vector<Band> bands;  ///< the lowest first
  std::int64_t minimum = 1;
  /// \param met, ended  clocks of the month.
  [[nodiscard]] Money of(std::int64_t met, std::int64_t ended) const;
};

struct ModelSla {
  std::string name;
  ClockType type{};
  SlaStart start{};
  TierId start_tier;  ///< that it enters, of SlaStart::enters
  SlaStop stop{};
  TierId stop_tier;  ///< that it leaves, of SlaStop::leaves
  /// What resets or cancels it.
  struct On {
    bool reopened = false;
    bool escalated = false;
    std::vector<bool> enters;  ///< by tier
  };
  On reset;
  On cancel;
  bool retroactive = false;
  /// What is agreed on, by customer and priority.
  struct Terms {
    std::optional<Duration> target;  ///< none: no such clock
    CalendarId calendar;
    Money penalty;
    Money penalty_per_hour;  ///< for each started hour past the target, as the clock runs
  };
  std::vector<Terms> terms;  ///< shape [customers][priorities]
  std::size_t priorities = 1;
  std::vector<bool> pauses;  ///< by reason
  std::optional<ModelCredits> credits;
  [[nodiscard]] const Terms& of(const Leaf& leaf) const {
    return terms[leaf.customer.index() * priorities + leaf.priority.index()];
  }
};

/// The scenario compiled. All vectors that are indexed by ids are in the scenario's order, but
/// streams, which are in order of name, so that reordering them changes nothing; that of the
/// initial backlog, if there is one, comes last.
struct Model {
  std::string name;
  std::string currency;
  std::uint64_t seed = 0;
  std::chrono::sys_time<Duration> start{};  ///< of the horizon
  LocalClock clock;                         ///< of the horizon's zone
  LocalDay first_day{};
  Instant end{};
  Instant window_from{};  ///< measured: [window_from, window_to)
  Instant window_to{};
  std::vector<std::string> priorities;
  Table<ChannelId, ModelChannel> channels;
  Table<CustomerId, ModelCustomer> customers;  ///< at least one
  Table<CalendarId, WorkingTime> calendars;
  std::vector<Duration> business_days;   ///< shape [calendars]
  Table<ReasonId, std::string> reasons;  ///< to be pending
  Table<TypeId, ModelType> types;
  Table<RouteId, ModelRoute> routes;  ///< shape [types][accesses]
  Table<LeafId, Leaf> leaves;
  Table<StreamId, ModelStream> streams;
  ModelBacklog backlog;
  std::optional<Sampler> daily_variation;  ///< shared by all streams
  DrawKey daily_variation_key;
  VolumeFactor volume_factor;  ///< shared by all streams
  DrawKey volume_key;
  Table<TierId, ModelTier> tiers;
  Table<QueueId, ModelQueue> queues;
  Table<PostId, ModelPost> posts;
  Table<RosterId, ModelRoster> rosters;
  Table<GroupId, ModelGroup> groups;
  std::uint32_t agents = 0;
  Table<SlaId, ModelSla> slas;
  std::vector<ModelRaise> raises;
  /// A rule that holds for a leaf, and what the ticket is then.
  struct Raised {
    std::uint32_t rule;
    LeafId leaf;
  };
  Table<LeafId, std::vector<Raised>> raised;  ///< empty where no priority is raised
  /// Some tickets are pending, go astray, are pushed back, tracked, raised or come back.
  bool has_life = false;
  bool has_triage = false;  ///< some are mistaken for others, merged or cancelled
  /// How a ticket goes that is taken for one of another type.
  struct Mistaken {
    RouteId route;
    TierId entry;
  };
  Table<LeafId, std::vector<Mistaken>> mistaken;  ///< by type; empty where all are recognised
  TierId tracked_by;  ///< the tier that tracks what it has handed up; none
  std::optional<ModelTracking> tracking;
  /// Clocks are kept by ticket: some clock may stand still or begin late. Else due() says it all.
  bool keeps_clocks = false;
  bool clocks_follow_life = false;  ///< some clock starts, stops ... by more than that: On, tiers
  bool clocks_look_back = false;    ///< some clock is retroactive
  Duration reopen_window{0};        ///< later than this nothing is reopened
  std::optional<Duration> auto_close;  ///< open time of fcr_calendar
  SlaId due_by;  ///< the resolution SLA of earliest_due; none when there is none
  Duration fcr_window{0};
  CalendarId fcr_calendar;
  std::vector<Instant> closes;  ///< close of business of each day of the horizon, in time order
  std::vector<Money> downtime_per_hour;  ///< of an open incident, by priority
  double overhead = 0;
  Duration full_time{0};           ///< paid hours a week of one FTE; > 0
  std::uint64_t rows_outside = 0;  ///< replayed rows outside the horizon

  /// When the SLA's clock of a ticket reaches `share` of its target; never when it has no clock.
  [[nodiscard]] Instant due(SlaId sla, const Leaf& leaf, Instant opened, double share = 1) const;
  [[nodiscard]] RouteId route(TypeId type, CustomerId customer) const {
    const std::size_t accesses = routes.size() / types.size();
    return RouteId{type.index() * accesses + customers[customer].access};
  }
  /// Do the same groups look at both queues?
  [[nodiscard]] bool has_same_people(QueueId a, QueueId b) const;
  /// Does a ticket that is taken for another type wait where it should all the same?
  [[nodiscard]] bool goes_right(const Leaf& leaf, TierId entry, const Mistaken& as) const {
    const std::size_t tier = entry.index();
    return as.entry == entry &&
           routes[as.route].at[tier].queue == routes[leaf.route].at[tier].queue;
  }
  /// Is some volume uncertain?
  [[nodiscard]] bool has_uncertain_volumes() const;
  /// By what any stream's volume can be multiplied at most, its mean factor apart; 1: by nothing.
  [[nodiscard]] double most_volume_factor() const;
  /// The measured cohort: opened inside the window.
  [[nodiscard]] bool is_counted(Instant opened) const {
    return opened >= window_from && opened < window_to;
  }
};

/// \param scenario  loaded and checked (language.hpp).
/// \return the model; the same for the same scenario.
[[nodiscard]] Model compile(const Scenario& scenario);

}  // namespace tiersim
