#pragma once
// A scenario as a planner thinks of it: plain checked structs, in the words of the language.
// Filled by the loader (language.hpp), which checks names, ranges and cross references; compiled
// for speed by compile() (model.hpp). Every key, unit and default is described once, in
// sim/describe.hpp. An absent optional means "not written"; shares are in [0, 1].

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tiersim/calendar.hpp"
#include "tiersim/distribution.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

/// Values by name, in the order in which they were written. Names are found by bisection, and must
/// not be changed from outside.
template <class T>
class Named {
 public:
  using Entry = std::pair<std::string, T>;

  /// Where the entry of that name stands.
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view name) const {
    const auto place = place_of(name);
    if (place == by_name_.end() || entries_[*place].first != name) return std::nullopt;
    return *place;
  }
  [[nodiscard]] const T* find(std::string_view name) const {
    const std::optional<std::size_t> index = index_of(name);
    return index ? &entries_[*index].second : nullptr;
  }
  [[nodiscard]] T* find(std::string_view name) {
    return const_cast<T*>(std::as_const(*this).find(name));
  }
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// The value of that name; made, last in order, when there is none.
  T& get_or_add(std::string_view name) {
    const auto place = place_of(name);
    if (place != by_name_.end() && entries_[*place].first == name) return entries_[*place].second;
    by_name_.insert(place, static_cast<std::uint32_t>(entries_.size()));
    return entries_.emplace_back(std::string{name}, T{}).second;
  }
  void erase(std::string_view name) {
    const std::optional<std::size_t> index = index_of(name);
    if (!index) return;
    by_name_.erase(place_of(name));
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(*index));
    for (std::uint32_t& place : by_name_) place -= place > *index ? 1U : 0U;
  }
  void clear() { *this = {}; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }
  [[nodiscard]] auto begin() { return entries_.begin(); }
  [[nodiscard]] auto end() { return entries_.end(); }
  bool operator==(const Named&) const = default;

 private:
  /// The first place in `by_name_` whose name is not before this one.
  [[nodiscard]] auto place_of(std::string_view name) const {
    const auto name_at = [this](std::uint32_t i) { return std::string_view{entries_[i].first}; };
    return std::ranges::lower_bound(by_name_, name, {}, name_at);
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> by_name_;  ///< indices of the entries, in order of their names
};

/// A value by priority or tier, with `default` for those not named: `{P1: 15m, default: 4h}`. A
/// bare value is the default.
template <class T>
struct ByName {
  Named<T> by_name;
  std::optional<T> otherwise;  ///< written `default`
  [[nodiscard]] const T* find(std::string_view name) const {
    if (const T* own = by_name.find(name)) return own;
    return otherwise ? &*otherwise : nullptr;
  }
  bool operator==(const ByName&) const = default;
};

/// Tickets of a tier that are open at the horizon's start.
struct BacklogLot {
  unsigned tickets = 0;
  std::optional<Distribution> age;  ///< since opening; default: opened just before the start
};

/// Open tickets, read from a CSV (plain or gzipped).
struct BacklogColumns {
  std::optional<std::string> opened;  ///< default: "opened", unless there is an age
  std::optional<std::string> age;     ///< at the horizon's start
  std::optional<std::string> tier;
  std::optional<std::string> type;
  std::optional<std::string> customer;
  std::optional<std::string> channel;
  std::optional<std::string> priority;
};
struct BacklogRow {
  Duration age{0};
  std::uint32_t line = 0;      ///< in the file, the header is 1
  std::uint32_t type = 0;      ///< index into `type_names`
  std::uint32_t tier = 0;      ///< index into `tier_names`
  std::uint32_t channel = 0;   ///< index into `channel_names`; 0 is "" where there is none
  std::uint32_t priority = 0;  ///< index into `priority_names`; likewise
  std::uint32_t customer = 0;  ///< index into `customer_names`; likewise
};
struct BacklogFile {
  std::string file;
  BacklogColumns columns;
  std::string date_format = "%Y-%m-%d %H:%M";
  std::optional<std::string> time_zone;  ///< of times of opening; default: the horizon's
  std::optional<std::string> type;       ///< of rows that give none
  std::optional<std::string> tier;       ///< likewise
  Named<std::string> types;              ///< value in the file -> ticket type; `default` for others
  Named<std::string> tiers;              ///< likewise
  Named<std::string> customers;
  Named<std::string> channels;
  Named<std::string> priorities;
  // Read from the file:
  std::vector<BacklogRow> rows;  ///< in the file's order
  std::vector<std::string> type_names;
  std::vector<std::string> tier_names;
  std::vector<std::string> channel_names;
  std::vector<std::string> priority_names;
  std::vector<std::string> customer_names;
};

/// What is open at the horizon's start: counts by tier, or the rows of a file.
struct InitialBacklog {
  Named<BacklogLot> lots;  ///< by tier
  std::optional<BacklogFile> from;
};

/// At the start: simulated, not counted.
struct WarmUp {
  Span length;  ///< of `auto`: none, until it is chosen (warm_up.hpp)
  bool is_auto = false;
  bool operator==(const WarmUp&) const = default;
};

struct Horizon {
  std::optional<LocalDay> start;  ///< required; local midnight in time_zone
  std::string time_zone = "UTC";
  Span length;  ///< required; local calendar days where written in d or w
  WarmUp warm_up;
  Span cool_down;  ///< at the end: tickets opened in it are not counted
  InitialBacklog initial_backlog;
};

/// Service hours: when an SLA clock runs.
struct Calendar {
  std::optional<std::string> time_zone;  ///< default: the horizon's
  WeeklyHours weekly;
  std::vector<LocalDay> holidays;  ///< sorted
};

struct Break {
  Duration at{0};  ///< time of day; in a shift over midnight also after it
  Duration length{0};
  bool paid = true;  ///< an unpaid break is a shift end and a shift start
};

/// When people work.
struct Shift {
  std::optional<std::string> time_zone;  ///< default: the horizon's
  WeeklyHours weekly;
  std::vector<Break> breaks;
  std::optional<std::string> holidays;  ///< the calendar whose holidays this shift keeps
};

struct Channel {
  bool live = false;       ///< the customer is there: phone, chat
  bool automatic = false;  ///< not used by people: monitoring
};

enum class Kind : std::uint8_t { incident, request, alarm, problem, change };

/// Handle time at a tier, and where the channel matters, by channel.
struct HandleTime {
  Distribution time;
  Named<Distribution> by_channel;
};

/// Why and how often work stops to wait for somebody outside; the agent is free meanwhile.
/// Asking again whoever never answers.
struct Reminders {
  Span every;           ///< from the beginning, and then from the one before
  unsigned times = 1;   ///< at most
  double answered = 0;  ///< share of them that bring an answer
};

struct Pending {
  ByName<double> probability;           ///< by tier: share of visits
  Distribution time;                    ///< `for`: until the answer
  std::optional<std::string> calendar;  ///< whose open hours that is; default: at all times
  unsigned times = 1;                   ///< at most so often in a visit
  double unanswered = 0;                ///< share of those never answered
  std::optional<Reminders> reminders;
  std::optional<Span> resolves_after;  ///< without an answer by then, it is resolved
};

/// Resolved tickets that come back.
struct Reopens {
  double probability = 0;           ///< of each resolution
  std::optional<double> after_cut;  ///< likewise, where its work was cut short by a threshold
  Distribution after;               ///< from the resolution
  double work = 1;                  ///< factor on handle times from then on
};

struct TicketType {
  Kind kind = Kind::incident;
  std::optional<std::string> skill;
  Named<double> resolves;               ///< by tier: the share solved of those worked there
  Named<HandleTime> handle_time;        ///< by tier
  Named<double> documented;             ///< by tier: the share that the tier finds written up
  std::optional<double> duplicates;     ///< share merged into another ticket at triage
  std::optional<double> cancellations;  ///< share withdrawn at triage
  std::vector<std::string> requires_clearances;  ///< `requires`
  Named<Pending> pending;                        ///< by reason
  std::optional<Reopens> reopens;
};

enum class VolumeUnit : std::uint8_t { per_hour, per_day, per_business_day, per_week, per_month };
struct Volume {
  double amount = 0;  ///< expected tickets, >= 0
  VolumeUnit unit = VolumeUnit::per_day;
  bool operator==(const Volume&) const = default;
};

/// How wrong the volume may be: a factor that is drawn once for a whole horizon. Exactly one of the
/// two is given.
struct VolumeUncertainty {
  std::optional<double> cv;   ///< in (0, 1]: a gamma factor of mean 1
  std::vector<double> cases;  ///< factors, equally likely; in [0, 10]
};

/// 168 weights, Monday 00:00 first; only their proportions count.
struct Profile {
  std::vector<double> weights;  ///< size 168, >= 0, not all zero; empty: level
  bool operator==(const Profile&) const = default;
};

/// Growth a month: 0.02 for `2%/month`; compounds daily.
struct HolidayDemand {
  std::string calendar;  ///< whose holidays
  double factor = 1;     ///< of the volume on them
};

/// An interval forecast, read from a CSV: expectations by interval, type and channel.
struct ForecastRow {
  LocalTime start{};
  std::string type;
  std::string channel;  ///< empty: the stream's channel shares
  double volume = 0;
  std::optional<Duration> handle_time;  ///< replaces the mean at the tier of entry
};
struct Forecast {
  std::string file;               ///< as written; relative to the scenario file
  Duration interval{0};           ///< 15, 30 or 60 min, found from the rows
  std::vector<ForecastRow> rows;  ///< by type, channel, start
};

/// Real tickets, read from a CSV (plain or gzipped).
struct ReplayColumns {
  std::string opened = "opened";
  std::optional<std::string> type;
  std::optional<std::string> customer;
  std::optional<std::string> channel;
  std::optional<std::string> priority;
  std::optional<std::string> impact;  ///< with urgency, instead of priority
  std::optional<std::string> urgency;
};
struct ReplayRow {
  LocalTime opened{};
  std::uint32_t line = 0;      ///< in the file, the header is 1
  std::uint32_t type = 0;      ///< index into `type_names`
  std::uint32_t channel = 0;   ///< index into `channel_names`; 0 is "" where there is none
  std::uint32_t priority = 0;  ///< index into `priority_names`; likewise
  std::uint32_t customer = 0;  ///< index into `customer_names`; likewise
};
struct Replay {
  std::string file;
  ReplayColumns columns;
  std::string date_format = "%Y-%m-%d %H:%M";
  Named<std::string> types;       ///< value in the file -> ticket type; `default` for all others
  Named<std::string> customers;   ///< value in the file -> customer; likewise
  Named<std::string> channels;    ///< value in the file -> channel; likewise
  Named<std::string> priorities;  ///< value in the file -> priority; likewise
  Named<std::string> impacts;     ///< value in the file -> impact; likewise
  Named<std::string> urgencies;   ///< value in the file -> urgency; likewise
  std::string get_it;             ///< a sentence: where to get the file when it is absent
  // Read from the file:
  std::vector<ReplayRow> rows;  ///< in the file's order, by opened where out of order
  std::vector<std::string> type_names;
  std::vector<std::string> channel_names;
  std::vector<std::string> priority_names;
  std::vector<std::string> customer_names;
};

/// Planned work: tickets that open at fixed local times.
struct Planned {
  std::optional<LocalDay> start;    ///< first possible day; default: the horizon's start
  std::optional<Span> every;        ///< whole days or weeks; absent: once
  std::optional<unsigned> weekday;  ///< `on`: 0 = Monday; the first one at or after `start`
  Duration at = 9 * one_hour;       ///< time of day
  unsigned tickets = 1;             ///< each time
};

/// A stream of demand. Exactly one of volume, forecast, replay and planned is given.
struct Demand {
  std::optional<std::string> type;  ///< needed by volume and planned; the default of rows
  std::optional<std::string> time_zone;
  std::optional<Volume> volume;
  Profile profile;
  std::optional<std::string> profile_file;  ///< where the weights came from
  Named<double> season;                     ///< by month (jan..dec): factor, 1 where not named
  double growth_a_month = 0;
  std::optional<double> daily_variation_cv;
  std::optional<VolumeUncertainty> volume_uncertainty;
  std::optional<HolidayDemand> holiday_demand;
  Named<double> customers;   ///< shares, sum 1; empty: those of `customers`
  Named<double> channels;    ///< shares, sum 1
  Named<double> priorities;  ///< shares, sum 1
  Named<double> impact;      ///< shares, sum 1; with urgency, instead of priorities
  Named<double> urgency;     ///< shares, sum 1; independent of impact
  std::optional<Forecast> forecast;
  std::optional<Replay> replay;
  std::optional<Planned> planned;
};

/// A wave of extra demand: factor at the onset, its excess over 1 halves every half_life.
struct Surge {
  std::string name;
  std::optional<LocalDay> start;    ///< first possible day; default: the horizon's start
  std::optional<Span> every;        ///< whole days or weeks; absent: once, on `start`
  std::optional<unsigned> weekday;  ///< `on`: 0 = Monday; the first one at or after `start`
  Duration at = 9 * one_hour;       ///< time of day of the onset
  double factor = 1;
  Duration half_life = 8 * one_hour;
  std::vector<std::string> types;  ///< empty: all
};

/// A rule of straight entry: the first that matches decides. Empty condition: any.
struct StraightRule {
  std::optional<std::string> priority;
  std::optional<std::string> type;
  std::optional<std::string> customer;
  std::string to;  ///< tier
};

/// A ticket that waits gets a higher priority. Exactly one of waiting, share and chased is given.
struct PriorityRaise {
  std::string from;
  std::string to;                      ///< ranked higher
  std::optional<Duration> waiting;     ///< in a queue, at that priority
  std::optional<double> share;         ///< of the target of `sla`
  std::optional<std::string> sla;      ///< `of`
  std::optional<Distribution> chased;  ///< from its joining the queue until the customer chases
};

/// Who says what a ticket is about, and errs.
struct Classifier {
  std::optional<double> accuracy;  ///< the rest is mistaken for any other type alike
  Named<Named<double>> confusion;  ///< by type: the shares mistaken for others, instead
};

enum class Entry : std::uint8_t { first_tier };

/// Where tickets enter, where no rule of straight entry matches.
struct Routing {
  Entry entry = Entry::first_tier;
  std::optional<Classifier> classifier;
};

enum class QueueOrder : std::uint8_t { first_come, by_priority, earliest_due };
enum class AssignmentRule : std::uint8_t { longest_idle, best_skill };

/// One escalation threshold: `{after: 45m, of: work}`, `{after: 50%, of: resolution}`,
/// `{attempts: 2}`. Exactly one of work, share and attempts is given.
struct EscalationThreshold {
  std::optional<Duration> work;  ///< agent time at this tier since entering it
  std::optional<double> share;   ///< of the target of `sla`
  std::string sla;
  std::optional<unsigned> attempts;  ///< >= 1
};

/// What is promised on live channels: `{share: 80%, within: 20s}`.
struct ServiceLevel {
  double share = 0.8;                 ///< of live contacts
  Duration within = 20 * one_second;  ///< answered by then
};

/// Tickets that a tier pushes back to the one that handed them up, for want of documentation.
struct Returns {
  double probability = 0;               ///< of tickets that were handed up
  std::optional<Duration> halves_with;  ///< the longer the write-up, the rarer
  std::optional<Distribution> after;    ///< agent time until it is seen; default: at once
  std::optional<Distribution> rework;   ///< at the lower tier; default: its escalation time
};

/// Updates on tickets that went up from a tier, until they are resolved.
struct Tracking {
  Duration every{0};   ///< elapsed time
  Distribution takes;  ///< agent time of one
};

struct Tier {
  std::string name;
  QueueOrder queue = QueueOrder::first_come;
  AssignmentRule assignment = AssignmentRule::longest_idle;
  std::vector<std::string> groups;  ///< preferred order among idle agents; empty: no preference
  std::vector<EscalationThreshold> escalate;
  std::optional<Distribution> escalation_time;
  std::optional<Returns> returns;
  std::optional<Distribution> look_up;      ///< until it is seen that nothing is written up
  std::optional<double> misroutes;          ///< share of those handed up that go astray
  std::optional<Distribution> triage_time;  ///< until a ticket is seen to be none of theirs
  std::optional<Tracking> tracking;
  std::optional<std::string> preempted_by;  ///< a priority: it and higher ones interrupt lower ones
  double occupancy_cap = 0.85;              ///< used where a requirement is computed
  std::optional<ServiceLevel> service_level;  ///< likewise, of live work; default 80 % in 20 s
};

struct GroupSkill {
  double speed = 1;  ///< > 0; time = handle time / speed
  double solve = 1;  ///< factor on `resolves`
};

enum class AtShiftEnd : std::uint8_t { finish, keep, hand_over };

/// Shares of paid hours. Out of office: leave, sickness. In office: the rest.
struct Shrinkage {
  double leave = 0;
  double sickness = 0;
  double training = 0;
  double meetings = 0;
  double breaks = 0;
  double off_queue = 0;
  double other = 0;
  double unnamed = 0;  ///< a bare number: half out of office (as sickness is), half in office

  [[nodiscard]] double out_of_office() const { return leave + sickness + unnamed / 2; }
  [[nodiscard]] double in_office() const {
    return training + meetings + breaks + off_queue + other + unnamed / 2;
  }
  [[nodiscard]] double total() const { return out_of_office() + in_office(); }
};

/// What a row of a roster is: available for tickets, other work, or away.
enum class RosterActivity : std::uint8_t { work, other_work, away };

/// A stretch of one person's time.
struct RosterRow {
  std::uint32_t person = 0;  ///< of the group, in order of first appearance
  LocalTime start{};         ///< in the horizon's zone
  LocalTime end{};           ///< after the start
  RosterActivity activity{};
  bool paid = true;
};

/// From that day on a group has so many heads.
struct HeadsChange {
  LocalDay on{};
  unsigned heads = 0;
};

/// Hours that are paid by another rate: those of a week, or the days of holidays.
struct PayRule {
  std::optional<WeeklyHours> weekly;
  std::optional<std::string> holidays;  ///< those of a calendar
  double factor = 1;                    ///< of the hourly rate
};

/// People with the same tiers, skills, shift, pay and speed.
struct Group {
  std::vector<std::string> tiers;  ///< `tier` or `tiers`; in the order in which work is taken
  std::optional<unsigned> heads;   ///< exactly one of heads, seats and roster
  std::optional<unsigned> seats;
  std::vector<HeadsChange> changes;       ///< of heads, by day; each after the one before
  std::optional<double> days_per_week;    ///< default: all open days of the shift
  std::optional<std::string> shift;       ///< default: on duty at all times
  std::optional<std::string> roster;      ///< a file, instead of heads, shift and shrinkage
  std::vector<RosterRow> roster_rows;     ///< read from it: by person, then start
  std::uint32_t roster_people = 0;        ///< likewise
  Named<GroupSkill> skills;               ///< empty: all skills at speed 1
  std::vector<std::string> holds;         ///< clearances
  std::vector<std::string> dedicated_to;  ///< customers whose tickets they take; empty: all
  std::optional<double> cost_per_hour;    ///< a paid hour, loaded
  std::optional<double> salary;           ///< a head and year
  double on_costs = 0;                    ///< on top of the salary
  double overtime_factor = 1;             ///< pay of work past the shift's end, of the hourly rate
  Named<PayRule> pay;                     ///< hours that are paid by another rate
  Shrinkage shrinkage;
  double support_share = 1;  ///< of on-duty time that is available for tickets
  AtShiftEnd at_shift_end = AtShiftEnd::finish;
  Duration rework{0};                      ///< added to work that is handed over
  std::optional<Duration> hand_over_time;  ///< of who hands it over, past the shift's end
};

/// With whom it is agreed: a customer, another group of one's own, or a vendor. Changes nothing.
enum class ClockType : std::uint8_t { sla, ola, uc };
enum class SlaStart : std::uint8_t { opened, acknowledged, enters };
enum class SlaStop : std::uint8_t { acknowledged, resolved, leaves };
enum class SlaReset : std::uint8_t { reopened, enters };
enum class SlaCancel : std::uint8_t { escalated, reopened, enters };

/// What happens to a ticket and to its clock with it.
/// \tparam E  one of the four above.
template <class E>
struct ClockEvent {
  E what{};
  std::string tier;  ///< that it enters or leaves; else empty
  bool operator==(const ClockEvent&) const = default;
};

/// What a month below a share on time is credited with.
struct CreditBand {
  double below = 0;   ///< share on time
  double credit = 0;  ///< share of the fee
};

/// What the customer gets back of a month's fee.
struct ServiceCredits {
  double fee = 0;                 ///< a month; major units
  std::optional<double> at_risk;  ///< share of the fee; default: all of it
  std::vector<CreditBand> bands;
  std::optional<unsigned> minimum_tickets;  ///< in fewer a month is not judged; default: 1
};

/// An SLA clock.
struct Sla {
  std::optional<ClockType> type;  ///< default: sla
  ClockEvent<SlaStart> start{SlaStart::opened, {}};
  ClockEvent<SlaStop> stop{SlaStop::resolved, {}};
  std::vector<std::string> pause;             ///< `pending`, or `pending_` and a reason
  std::vector<ClockEvent<SlaReset>> reset;    ///< it begins from nothing on
  std::vector<ClockEvent<SlaCancel>> cancel;  ///< it is withdrawn
  std::optional<bool> retroactive;            ///< another priority's terms hold from its start on
  ByName<Span> target;
  ByName<std::string> calendar;       ///< default: 24x7
  ByName<double> penalty_per_breach;  ///< major units
  ByName<double> penalty_per_hour;    ///< for each started open hour past the target
  std::optional<ServiceCredits> service_credits;
};

/// What a customer has agreed on: each value that is written replaces the SLA's for that priority,
/// `default` for all of them.
struct SlaTerms {
  ByName<Span> target;
  ByName<std::string> calendar;
  ByName<double> penalty_per_breach;  ///< major units
  ByName<double> penalty_per_hour;    ///< for each started open hour past the target
};

/// The SLA as it is agreed with a customer. \param terms  may be null.
[[nodiscard]] Sla agreed(const Sla& sla, const SlaTerms* terms);

/// A client or segment, with its own agreement.
struct Customer {
  std::optional<double> share;       ///< of the tickets of streams that name no customers
  Named<double> channels;            ///< shares, sum 1; empty: the stream's
  Named<SlaTerms> sla;               ///< by SLA
  std::optional<std::string> entry;  ///< tier of entry
};

struct Costs {
  double overhead = 0;                ///< share of labour
  std::optional<Duration> full_time;  ///< paid hours a week of one FTE; default: default_full_time
  ByName<double> downtime_per_hour;   ///< of an open incident, by priority; major units
};

struct FcrWindow {
  Duration length = one_hour;           ///< open time, for channels that are not live
  std::optional<std::string> calendar;  ///< default: that of the SLA `resolution`, else 24x7
};

/// So much about a KPI's value: `2%` of it, or `1pp`.
struct Margin {
  double size = 0;          ///< in (0, 1); a share of the value, or of 1 for percentage points
  bool is_relative = true;  ///< `2%`, not `1pp`
  bool operator==(const Margin&) const = default;
};

/// Replications are added up to so many where none is said.
inline constexpr unsigned default_at_most = 400;

struct Experiment {
  unsigned replications = 30;  ///< with `precision`: the first look
  double confidence = 0.95;
  /// Half the width of its interval, by KPI, and stat if it is another: "mttr", "mttr p90".
  Named<Margin> precision;
  std::optional<unsigned> at_most;  ///< replications, with `precision`; default: default_at_most
};

enum class Severity : std::uint8_t { error, warn };
enum class Comparison : std::uint8_t { at_most, at_least };
enum class BoundUnit : std::uint8_t { number, share, duration };
enum class PeriodKind : std::uint8_t { day, week, month };

/// A promise about a KPI: `{kpi: mttr, stat: p90, where: {priority: P1}, is: "<= 8h"}`.
struct Target {
  std::string kpi;
  std::string stat;          ///< "mean", "median", "p90", ...; empty: the KPI's own default
  Named<std::string> where;  ///< label -> value
  Comparison comparison = Comparison::at_most;
  double bound = 0;  ///< a share in [0, 1], ms, or a number (count, major currency units)
  BoundUnit bound_unit = BoundUnit::number;  ///< as written: `92%`, `8h`, `55`
  std::string written;                       ///< the bound as written: "<= 8h"
  std::optional<PeriodKind> per;             ///< judged in each whole one of the measured window
  std::optional<double> in;  ///< with `per`: share of (replication, period) pairs in which it holds
  Severity severity = Severity::error;
  std::optional<Margin> worse_by;          ///< held against a base: so much worse it may be
  std::optional<bool> accept_proxy;        ///< a proxy may fail a check; default: it may not
  std::optional<std::string> unreachable;  ///< why no plan meets it: shown, never judged by
};

/// What a decision variable may be: a whole number of a range, or one of some values.
struct Variable {
  std::uint64_t low = 0;
  std::uint64_t high = 0;           ///< at least as high
  std::vector<std::string> values;  ///< instead, in order; each as `--set` takes it
};

/// What a search for the cheapest plan may change.
struct Optimize {
  std::string minimise = "cost_total";  ///< id of a KPI
  Named<Variable> vary;                 ///< by path of the language
};

/// In `pause`: any reason to be pending; with `_` and a reason: that one.
inline constexpr std::string_view any_pending = "pending";

inline constexpr Span default_reopen_window{Duration{0}, 7, 0};

struct Scenario {
  int schema_version = 1;
  std::string name;
  std::string currency = "EUR";
  std::uint64_t seed = 1;
  Horizon horizon;
  Named<Calendar> calendars;
  Named<Shift> shifts;
  Named<Channel> channels;
  Named<Customer> customers;                  ///< empty: one, label `none`
  std::vector<std::string> priorities;        ///< highest first; empty: one rank, label `none`
  Named<Named<std::string>> priority_matrix;  ///< impact -> urgency -> priority
  std::vector<PriorityRaise> priority_raises;
  Named<TicketType> ticket_types;
  Named<Demand> demand;
  std::optional<double> daily_variation_cv;             ///< shared by all streams
  std::optional<VolumeUncertainty> volume_uncertainty;  ///< likewise
  std::vector<Surge> surges;
  Routing routing;
  std::vector<StraightRule> straight;
  std::vector<Tier> tiers;  ///< in order of escalation
  Named<Group> staff;
  Named<Sla> sla;
  FcrWindow fcr_window;
  std::optional<Span> reopen_window;  ///< default: default_reopen_window
  std::optional<Span> auto_close;     ///< after the resolution; nothing is reopened from then on
  Costs costs;
  Experiment experiment;
  std::vector<Target> targets;
  std::optional<Optimize> optimize;
};

inline constexpr std::string_view no_label = "none";

inline constexpr Duration default_full_time = 40 * one_hour;

/// The cv of a bare handle time: at the first tier, and above it.
inline constexpr double default_cv_first = 0.8;
inline constexpr double default_cv_above = 1.2;

// Limits, checked before anything is allocated and named in the error.
inline constexpr std::uint64_t most_agents = 1'000'000;
inline constexpr double most_tickets = 1e10;
inline constexpr double most_pay = 1e15;  ///< a replication, if all were paid at all hours
inline constexpr std::size_t most_streams = 10'000;
inline constexpr std::size_t most_tiers = 12;
inline constexpr std::size_t most_priorities = 32;
inline constexpr std::size_t most_changes = 366;   ///< of a group's heads
inline constexpr std::size_t most_pay_rules = 12;  ///< of a group
inline constexpr std::size_t most_raises = 64;
inline constexpr std::size_t most_variables = 16;   ///< of a search
inline constexpr std::size_t most_choices = 1'000;  ///< of a variable
inline constexpr std::size_t most_reasons = 8;      ///< to be pending, of a type
inline constexpr double most_tickets_an_hour = 1e5;
inline constexpr std::size_t most_replay_rows = 10'000'000;
inline constexpr std::size_t most_backlog = 1'000'000;         ///< tickets open at the start
inline constexpr Duration most_backlog_age = 3'653 * one_day;  ///< older ones count as of then

}  // namespace tiersim
