#include "tests/support/random_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiersim::test {

namespace {

using Texts = std::vector<std::string>;

const Texts zones{"UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata"};
const Texts priorities{"P1", "P2", "P3"};
const Texts skills{"a", "b", "c"};
const Texts channels{"phone", "email", "alarm"};

std::string list(const Texts& items) { return fmt::format("[{}]", fmt::join(items, ", ")); }
std::string map(const Texts& entries) { return fmt::format("{{{}}}", fmt::join(entries, ", ")); }

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : seed_{seed}, dice_{seed}, more_{seed + 2'000'003} {}

  ScenarioPieces make() {
    tiers_ = 1 + dice_.below(4);
    has_backlog_ = Dice{seed_ + 2'000'003}.chance(30);
    add(horizon());
    add("calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-03-30, "
        "2026-11-02]}, always: 24x7, evenings: {time_zone: America/New_York, weekly: {mon-sat: "
        "\"17:00-23:30\"}}}");
    add(shifts());
    add("channels: {phone: {live: true}, email: {}, alarm: {automatic: true}}");
    add("priorities: " + list(priorities));
    has_customers_ = dice_.chance(40);
    has_life_ = Dice{seed_ + 1'000'003}.chance(50);
    has_raises_ = has_life_ && Dice{seed_ + 2'000'003}.chance(40);
    make_groups();
    add(types());
    if (has_raises_) add(raises());
    if (has_life_ && count_of_types_ > 1) add_classifier();
    add("tiers: " + tiers());
    add("staff: " + map(groups_));
    add(slas());
    if (has_customers_) add(customers());
    if (dice_.chance(30)) add("daily_variation: {cv: 0.2}");
    if (dice_.chance(30)) add(surges());
    if (dice_.chance(40)) add(straight());
    // An hour of downtime costs a cent or two a millisecond, so that sums are exact.
    add(fmt::format("costs: {{overhead: {}%, downtime_per_hour: {{P1: 36000, default: {}}}}}",
                    dice_.below(30), dice_.one_of({"0", "72000"})));
    add(fmt::format("seed: {}", dice_.below(1000)));
    streams();
    return std::move(pieces_);
  }

 private:
  void add(std::string section) { pieces_.sections.push_back(std::move(section)); }
  [[nodiscard]] static std::string tier(std::size_t i) { return fmt::format("L{}", i + 1); }

  /// Weeks around both changes of the hour in Paris and New York, and a plain one.
  std::string horizon() {
    start_ = dice_.one_of({"2026-01-05", "2026-03-04", "2026-03-25", "2026-10-21", "2026-10-28"});
    std::string text = fmt::format("horizon: {{start: {}, time_zone: {}, length: {}", start_,
                                   dice_.pick(zones), dice_.one_of({"1w", "10d", "2w", "250h"}));
    if (dice_.chance(40)) text += ", warm_up: 2d";
    if (dice_.chance(40)) text += ", cool_down: 36h";
    if (has_backlog_) text += ", initial_backlog: " + backlog();
    return text + "}";
  }

  [[nodiscard]] std::string backlog() const {
    const std::string at_first = "L1: {tickets: 15, age: {exponential: {mean: 30h}}}";
    return map(tiers_ == 1 ? Texts{at_first} : Texts{at_first, tier(tiers_ - 1) + ": 8"});
  }

  std::string shifts() {
    Texts result;
    const Texts hours{"{mon-fri: \"08:00-16:00\"}", "{mon-sat: \"13:30-22:00\"}",
                      "{mon-sun: \"22:00-06:00\"}", "{mon-sun: \"00:00-24:00\"}",
                      "{mon-fri: \"08:00-12:00, 13:00-17:30\", sat: \"09:00-12:00\"}"};
    const Texts breaks{"{at: \"10:00\", for: 15m}", "{at: \"12:00\", for: 30m, paid: false}",
                       "{at: \"15:00\", for: 1h}", "{at: \"23:30\", for: 30m, paid: false}",
                       "{at: \"02:00\", for: 20m}"};
    const std::vector<Texts> fitting{{breaks[0], breaks[1]},
                                     {breaks[2]},
                                     {breaks[3], breaks[4]},
                                     {breaks[0], breaks[1], breaks[4]},
                                     {breaks[0], breaks[2]}};
    for (std::size_t i = 0; i < hours.size(); ++i) {
      std::string text = fmt::format("s{}: {{weekly: {}", i, hours[i]);
      if (dice_.chance(40)) text += ", time_zone: " + dice_.pick(zones);
      if (dice_.chance(50)) text += ", breaks: " + list({dice_.pick(fitting[i])});
      if (dice_.chance(30)) text += ", holidays: office";
      result.push_back(text + "}");
    }
    return "shifts: " + map(result);
  }

  /// Round times, so that many things happen at the same instant, and others.
  std::string time() {
    return dice_.one_of({"{deterministic: 15m}", "{deterministic: 1h}", "{deterministic: 30m}",
                         "{exponential: {mean: 25m}}", "{mean: 20m, cv: 0.8}", "40m",
                         "{gamma: {mean: 30m, cv: 1}}", "{uniform: {low: 5m, high: 1h}}",
                         "{empirical: [10m, 20m, 3h]}", "{erlang: {mean: 45m, phases: 3}}",
                         "{weibull: {mean: 30m, shape: 1.3}}",
                         "{mixture: [{weight: 3, of: {deterministic: 10m}}, {weight: 1, of: 2h}]}",
                         "{deterministic: 0m}"});
  }

  std::string share() { return fmt::format("{}%", 10 * (1 + dice_.below(9))); }

  void make_groups() {
    // Each tier has a group for everything, so that every type can be resolved at its last tier.
    for (std::size_t i = 0; i < tiers_; ++i) {
      tiers_of_.push_back({tier(i)});
      groups_.push_back(fmt::format("all-{}: {{tier: {}, holds: [x], {}}}", i, tier(i), people()));
    }
    const std::size_t more = dice_.below(4);
    for (std::size_t i = 0; i < more; ++i) {
      Texts served;
      for (std::size_t t = 0; t < tiers_; ++t) {
        if (dice_.chance(50)) served.push_back(tier(t));
      }
      if (served.empty()) served.push_back(tier(0));
      dice_.shuffle(served);
      tiers_of_.push_back(served);
      groups_.push_back(fmt::format("some-{}: {{tiers: {}, skills: {}, {}{}}}", i, list(served),
                                    group_skills(), dice_.chance(25) ? roster(i) : people(),
                                    dedication()));
    }
  }

  /// Hours of their own for each of a few people, in a file.
  std::string roster(std::size_t number) {
    std::string rows = "person,start,end,activity,paid\n";
    const std::size_t first = std::stoul(start_.substr(8));
    const std::size_t people = 1 + dice_.below(3);
    for (std::size_t person = 0; person < people; ++person) {
      for (std::size_t day = first; day < first + 3; ++day) {
        std::size_t quarter = dice_.below(30);
        while (quarter < 80) {
          const std::size_t end = quarter + 1 + dice_.below(16);
          const auto time = [&](std::size_t q) {
            return fmt::format("{}-{:02} {:02}:{:02}", start_.substr(0, 7), day, q / 4, q % 4 * 15);
          };
          rows += fmt::format("p{},{},{},{},{}\n", person, time(quarter),
                              time(std::min<std::size_t>(end, 95)),
                              dice_.one_of({"work", "work", "work", "break", "meeting", "leave"}),
                              dice_.one_of({"yes", "yes", "no"}));
          quarter = end + (dice_.chance(50) ? 0 : dice_.below(12));
        }
      }
    }
    const std::string name = fmt::format("roster-{}.csv", number);
    pieces_.data.put(name, rows);
    const std::string at_end = at_shift_end();
    const std::string share = dice_.chance(30) ? ", support_share: 60%" : "";
    return "roster: " + name + at_end + ", cost_per_hour: 20" + share + pay();
  }

  /// Groups with some skills may be for some customers.
  std::string dedication() {
    if (!has_customers_ || dice_.chance(40)) return "";
    return ", dedicated_to: " + dice_.one_of({"[acme]", "[zenith]", "[acme, corner]"});
  }

  std::string customers() {
    const std::string terms =
        has_raises_
            ? std::string{}
            : dice_.one_of(
                  {"", ", sla: {resolution: 2h}",
                   ", sla: {resolution: {target: {P1: 30m, default: 5h}, "
                   "penalty_per_breach: 7, penalty_per_hour: {P2: 3}}, response: {calendar: evenings}}"});
    const std::string entry = dice_.chance(30) ? ", entry: " + tier(dice_.below(tiers_)) : "";
    const std::string own = dice_.chance(50) ? ", channels: {phone: 90%, email: 10%}" : "";
    return "customers: {acme: {share: 30%" + terms + entry + "}, zenith: {share: 60%" + own +
           "}, corner: {share: 10%}}";
  }

  std::string group_skills() {
    Texts result;
    for (const std::string& skill : skills) {
      if (dice_.chance(60)) {
        result.push_back(skill + ": " +
                         dice_.one_of({"1.0", "0.5", "2", "0.7", "{speed: 0.8, solve: 0.5}",
                                       "{speed: 1.2, solve: 1.5}"}));
      }
    }
    if (result.empty()) result.push_back("a: 1.0");
    return map(result);
  }

  std::string people() {
    const bool shifted = dice_.chance(75);
    const std::size_t shift = dice_.below(5);
    std::string text;
    if (shifted && dice_.chance(20)) {
      text = fmt::format("seats: {}", 1 + dice_.below(2));
    } else {
      text = fmt::format("heads: {}", 1 + dice_.below(4));
    }
    if (shifted) text += fmt::format(", shift: s{}", shift);
    if (shifted && dice_.chance(40)) {
      text += ", days_per_week: " + dice_.one_of({"4", "5", "3.5"});
    }
    if (dice_.chance(50)) {
      text += ", shrinkage: " + dice_.one_of({"30%", "{leave: 20%, sickness: 10%}",
                                              "{leave: 9%, meetings: 10%, training: 5%}",
                                              "{breaks: 8%, off_queue: 5%, other: 5%}"});
    }
    if (dice_.chance(20)) text += ", support_share: 60%";
    if (text.starts_with("heads") && more_.chance(30)) text += changes();
    text += at_shift_end();
    if (dice_.chance(40)) text += ", rework: 7m";
    text += dice_.chance(70) ? ", cost_per_hour: 31.7" : ", salary: 51234, on_costs: 30%";
    if (dice_.chance(30)) text += ", overtime_factor: 1.5";
    return text + pay();
  }

  std::string at_shift_end() {
    const std::string rule = dice_.one_of({"finish", "keep", "hand_over"});
    const bool is_written = rule == "hand_over" && more_.chance(50);
    return ", at_shift_end: " + rule + (is_written ? ", hand_over_time: 10m" : "");
  }

  /// Other heads from the second day on, and from the fourth.
  std::string changes() {
    const std::size_t first = std::stoul(start_.substr(8));
    const auto on = [&](std::size_t day) {
      return fmt::format("{{on: {}-{:02}, heads: {}}}", start_.substr(0, 7), day, more_.below(6));
    };
    return ", changes: " + list({on(first + 1), on(first + 3)});
  }

  std::string pay() {
    const std::string night = "night: {weekly: {mon-sun: \"22:00-06:00\"}, factor: 1.25}";
    const std::string sunday = "sunday: {weekly: {sun: \"00:00-24:00\"}, factor: 150%}";
    const std::string holiday = "holiday: {holidays: office, factor: 2}";
    const std::string early = "early: {weekly: {mon-fri: \"06:15-09:00\"}, factor: 90%}";
    return more_.one_of(
        {"", "", ", pay: " + map({night, sunday, holiday}), ", pay: " + map({early, night})});
  }

  std::string types() {
    Texts result;
    count_of_types_ = 1 + dice_.below(4);
    for (std::size_t i = 0; i < count_of_types_; ++i) result.push_back(type(i));
    return "ticket_types: " + map(result);
  }

  std::string type(std::size_t number) {
    Texts handle;
    Texts resolves;
    const bool everywhere = number == 0;  // so that straight entry has somewhere to go
    const std::size_t last = everywhere ? tiers_ - 1 : dice_.below(tiers_);
    for (std::size_t t = 0; t <= last; ++t) {
      if (t < last && !everywhere && dice_.chance(20)) continue;  // skipped
      handle.push_back(tier(t) + ": " + handle_time());
      if (t < last) resolves.push_back(tier(t) + ": " + (dice_.chance(10) ? "0%" : share()));
    }
    if (dice_.chance(20)) resolves.push_back(tier(last) + ": 60%");
    std::string text = fmt::format(
        "t{}: {{kind: {}, handle_time: {}", number,
        dice_.one_of({"incident", "request", "alarm", "problem", "change"}), map(handle));
    if (!resolves.empty()) text += ", resolves: " + map(resolves);
    if (dice_.chance(60)) text += ", skill: " + dice_.pick(skills);
    if (dice_.chance(20)) text += ", requires: [x]";
    if (has_life_) text += life() + withdrawn();
    const bool starts_below = last > 0 && handle.front().starts_with(tier(0) + ":");
    if (has_life_ && starts_below) {
      text += dice_.one_of({"", "", ", documented: {L1: 60%}"});
    }
    return text + "}";
  }

  void add_classifier() {
    const std::string text =
        dice_.one_of({"", "routing: {classifier: {accuracy: 70%}}",
                      "routing: {classifier: {confusion: {t0: {t1: 40%}, t1: {t0: 10%}}}}"});
    if (!text.empty()) add(text);
  }

  std::string withdrawn() {
    return dice_.one_of({"", "", ", duplicates: 20%", ", duplicates: 10%, cancellations: 10%"});
  }

  /// Pending and coming back, of types in scenarios that have such things at all.
  std::string life() {
    std::string text;
    if (dice_.chance(60)) {
      has_pending_ = true;
      text += ", pending: {customer: {probability: " + dice_.one_of({"30%", "{L1: 60%}", "80%"}) +
              ", for: " + dice_.one_of({"{deterministic: 45m}", "{exponential: {mean: 5h}}"}) +
              dice_.one_of({"", ", times: 3", ", calendar: office"}) +
              dice_.one_of({"", ", resolves_after: 3h", ", unanswered: 40%, resolves_after: 1bd",
                            ", unanswered: 50%, reminders: {every: 2h, times: 3, answered: 30%}, "
                            "resolves_after: 9h"}) +
              "}" + dice_.one_of({"", ", vendor: {probability: 20%, for: {deterministic: 2h}}"}) +
              "}";
    }
    if (dice_.chance(60)) {
      text += ", reopens: {probability: 40%, after: " +
              dice_.one_of({"{deterministic: 6h}", "{exponential: {mean: 20h}}"}) +
              dice_.one_of({"", ", work: 50%", ", after_cut: 90%"}) + "}";
    }
    return text;
  }

  std::string pauses() { return dice_.one_of({"", ", pause: [pending]", ", pause: [pending]"}); }

  std::string handle_time() {
    if (dice_.chance(80)) return time();
    return "{default: {deterministic: 30m}, by_channel: {phone: {deterministic: 15m}}}";
  }

  std::string tiers() {
    Texts result;
    for (std::size_t i = 0; i < tiers_; ++i) result.push_back(tier_text(i));
    return list(result);
  }

  std::string tier_text(std::size_t i) {
    std::string text = fmt::format("{{name: {}, queue: {}, assignment: {}", tier(i),
                                   dice_.one_of({"first_come", "by_priority", "earliest_due"}),
                                   dice_.one_of({"longest_idle", "best_skill"}));
    Texts escalate;
    if (dice_.chance(40))
      escalate.push_back("{after: " + dice_.one_of({"30m", "45m", "2h"}) + ", of: work}");
    if (dice_.chance(40)) escalate.push_back("{after: " + share() + ", of: resolution}");
    if (dice_.chance(20)) escalate.push_back("{after: 80%, of: response}");
    if (dice_.chance(30)) escalate.push_back(fmt::format("{{attempts: {}}}", 2 + dice_.below(2)));
    if (!escalate.empty()) text += ", escalate: " + list(escalate);
    if (dice_.chance(50)) {
      text += ", escalation_time: " +
              dice_.one_of({"{deterministic: 15m}", "4m", "{exponential: {mean: 10m}}"});
    }
    if (has_life_) {
      text += dice_.one_of({"", ", look_up: 5m", ", look_up: {exponential: {mean: 10m}}"});
      text += dice_.one_of({"", ", triage_time: 5m", ", triage_time: {exponential: {mean: 10m}}"});
      if (i + 1 < tiers_) text += dice_.one_of({"", ", misroutes: 40%"});
    }
    if (has_life_ && i > 0) {
      text += dice_.one_of({"", ", returns: 20%",
                            ", returns: {probability: 60%, halves_with: 15m, after: 5m, rework: "
                            "{exponential: {mean: 10m}}}"});
    }
    if (has_life_ && i == 0 && tiers_ > 1) {
      text += more_.one_of({", tracking: {every: 3h, takes: {exponential: {mean: 8m}}}",
                            ", tracking: {every: 45m, takes: 15m}"});
    }
    if (dice_.chance(30)) text += ", preempted_by: " + dice_.one_of({"P1", "P2"});
    if (dice_.chance(50)) text += ", groups: " + list(preferred(i));
    return text + "}";
  }

  Texts preferred(std::size_t tier_index) {
    Texts result;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (std::ranges::count(tiers_of_[g], tier(tier_index)) == 0) continue;
      if (dice_.chance(60)) result.push_back(groups_[g].substr(0, groups_[g].find(':')));
    }
    dice_.shuffle(result);
    return result;
  }

  /// Where priorities rise, what is agreed on is the same for all: the checks know one clock a
  /// ticket.
  std::string raises() {
    return "priority_raises: " +
           dice_.one_of({"[{from: P3, to: P2, waiting: 45m}, {from: P2, to: P1, waiting: 2h}]",
                         "[{from: P3, to: P1, share: 50%, of: resolution}]",
                         "[{from: P2, to: P1, chased: {exponential: {mean: 1h}}}, {from: P3, to: "
                         "P2, share: 30%, of: response}, {from: P3, to: P1, waiting: 5h}]"});
  }

  std::string slas() {
    if (has_raises_) {
      return fmt::format("sla: {{response: {{stop: acknowledged, target: 1h, calendar: office}}, "
                         "resolution: {{target: 3h, calendar: office, penalty_per_breach: {{P1: "
                         "100, P2: 20}}{}}}}}",
                         has_pending_ ? pauses() : "");
    }
    const std::string calendar =
        dice_.one_of({"office", "always", "evenings", "{P1: always, default: office}"});
    return fmt::format("sla: {{response: {{stop: acknowledged, target: {{P1: 15m, default: 1h}}, "
                       "calendar: {}}}, resolution: {{target: {}, calendar: {}, "
                       "penalty_per_breach: {{P1: 100, P2: 20}}{}}}}}",
                       calendar, dice_.one_of({"{P1: 1h, P2: 4h}", "{P1: 30m, default: 6h}", "3h"}),
                       calendar, has_pending_ ? pauses() : "");
  }

  std::string surges() {
    return "surges: [{name: patch, every: 7d, on: tue, at: \"09:00\", factor: 3, half_life: 4h}]";
  }

  std::string straight() {
    const std::string to = tier(dice_.below(tiers_));
    if (has_customers_ && dice_.chance(50)) {
      return "straight: [{customer: zenith, priority: P2, to: " + to + "}]";
    }
    return dice_.one_of({"straight: [{priority: P1, to: " + to + "}]",
                         "straight: [{type: t0, to: " + to + "}, {priority: P2, to: L1}]"});
  }

  void streams() {
    const std::size_t count = 1 + dice_.below(4);
    for (std::size_t i = 0; i < count; ++i) {
      pieces_.streams.push_back({fmt::format("stream-{}", i), stream()});
    }
    if (dice_.chance(35)) replay();
    if (dice_.chance(25)) forecast();
    if (!has_backlog_) return;  // of what is worked at all tiers
    pieces_.streams.push_back({"planned", "{type: t0, planned: {every: 2d, at: \"02:30\", tickets: "
                                          "3}, priorities: {P1: 20%, P2: 80%}}"});
  }

  std::string stream() {
    std::string text =
        fmt::format("{{type: t{}, volume: {}", dice_.below(count_of_types_),
                    dice_.one_of({"20/day", "40/bd", "1.5/h", "150/week", "900/month", "3/h"}));
    if (dice_.chance(50)) text += ", profile: {mon-fri: \"08:00-18:00\", sat: \"10:00-12:00\"}";
    if (dice_.chance(30)) text += ", time_zone: " + dice_.pick(zones);
    if (dice_.chance(20)) text += ", season: {mar: 150%, nov: 50%}, growth: 5%/month";
    if (dice_.chance(30)) text += ", daily_variation: {cv: 0.5}";
    if (dice_.chance(30)) text += ", holiday_demand: {calendar: office, factor: 10%}";
    if (dice_.chance(60)) text += ", channels: {phone: 50%, email: 30%, alarm: 20%}";
    if (dice_.chance(80)) text += ", priorities: {P1: 10%, P2: 30%, P3: 60%}";
    if (has_customers_ && dice_.chance(30)) text += ", customers: {acme: 50%, corner: 50%}";
    return text + "}";
  }

  /// Many tickets on few minutes.
  void replay() {
    std::string rows = "opened,type,priority\n";
    const std::size_t first = std::stoul(start_.substr(8));
    const std::size_t count = 30 + dice_.below(120);
    for (std::size_t i = 0; i < count; ++i) {
      rows += fmt::format("{}-{:02} {:02}:{:02},t{},{}\n", start_.substr(0, 7),
                          first + dice_.below(4), dice_.below(24), 15 * dice_.below(4),
                          dice_.below(count_of_types_), dice_.pick(priorities));
    }
    pieces_.data.put("rows.csv", rows);
    pieces_.streams.push_back(
        {"replayed", "{channels: {phone: 60%, email: 40%}, replay: {file: rows.csv, columns: "
                     "{type: type, priority: priority}}}"});
  }

  void forecast() {
    std::string rows = "interval_start,type,channel,volume,handle_time\n";
    for (int hour = 8; hour < 18; ++hour) {
      rows += fmt::format("{} {:02}:00,t0,phone,{},{}m\n", start_, hour, dice_.below(5),
                          5 + dice_.below(30));
    }
    pieces_.data.put("forecast.csv", rows);
    pieces_.streams.push_back({"forecasted", "{type: t0, forecast: forecast.csv, priorities: "
                                             "{P1: 50%, P3: 50%}}"});
  }

  std::uint64_t seed_;
  Dice dice_;
  Dice more_;  ///< for what came to the language later
  ScenarioPieces pieces_;
  std::string start_;
  bool has_customers_ = false;
  bool has_life_ = false;
  bool has_raises_ = false;
  bool has_pending_ = false;
  bool has_backlog_ = false;
  std::size_t tiers_ = 0;
  std::size_t count_of_types_ = 0;
  Texts groups_;
  std::vector<Texts> tiers_of_;  ///< shape [groups]
};

}  // namespace

/// SplitMix64 (Steele, Lea, Flood 2014).
std::size_t Dice::below(std::size_t n) {
  state_ += 0x9e37'79b9'7f4a'7c15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d0'49bb'1331'11ebU;
  return static_cast<std::size_t>((z ^ (z >> 31U)) % n);
}

std::string ScenarioPieces::text() const {
  std::string result;
  for (const std::string& section : sections) result += section + "\n";
  result += "demand:\n";
  for (const Stream& stream : streams) result += "  " + stream.name + ": " + stream.value + "\n";
  return result;
}

MapFiles ScenarioPieces::files() const {
  MapFiles result = data;
  result.put("scenario.yaml", text());
  return result;
}

ScenarioPieces random_scenario(std::uint64_t seed) { return Maker{seed}.make(); }

}  // namespace tiersim::test
