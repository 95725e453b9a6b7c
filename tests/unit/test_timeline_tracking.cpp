// `tracking`, worked out by hand. All handle times are exact.

#include <fmt/format.h>

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::Timeline;

namespace {

/// A desk that hands all up after 10 minutes, and tracks; an engineer who takes so long.
std::string desk_of(const std::string& engineer,
                    const std::string& tier = "",
                    const std::string& desk = "heads: 1",
                    const std::string& type = "") {
  return "horizon: {start: 2026-01-05, length: 2d}\n"
         "priorities: [P1, P2]\n"
         "tiers: [{name: L1, tracking: {every: 1h, takes: 5m}" +
         tier +
         "}, {name: L2}]\n"
         "ticket_types:\n"
         "  up: {resolves: {L1: 0%}, handle_time: {L1: {deterministic: 10m}, L2: {deterministic: " +
         engineer + "}}" + type +
         "}\n"
         "  here: {handle_time: {L1: {deterministic: 20m}}}\n"
         "staff: {desk: {tier: L1, cost_per_hour: 12, " +
         desk + "}, engineer: {tier: L2, heads: 1}}\n";
}

/// "1 09:10 09:10 - 09:15 done": of which ticket, due, and the work on it.
std::string updates(const Timeline& timeline) {
  std::string text;
  for (const UpdateFact& update : timeline.facts().updates) {
    const bool is_begun = update.post.exists();
    const char* const end = update.end == UpdateEnd::done      ? "done"
                            : update.end == UpdateEnd::dropped ? "dropped"
                                                               : "end";
    text += fmt::format("{} due {}: {} - {} {}\n", update.ticket, timeline.at(update.due),
                        is_begun ? timeline.at(update.from) : "never", timeline.at(update.to), end);
  }
  return text;
}

}  // namespace

TEST_CASE("tracking: an update falls due each time until the ticket is resolved") {
  const Timeline desk{desk_of("150m"), "2026-01-05 09:00,up,P2\n"};
  // Up at 09:10, resolved at 11:40: updates are due at 10:10 and 11:10.
  CHECK(updates(desk) == "1 due 01-05 10:10: 01-05 10:10 - 01-05 10:15 done\n"
                         "1 due 01-05 11:10: 01-05 11:10 - 01-05 11:15 done\n");
  // The ticket knows nothing of it.
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 desk.1 handles at L1: unsolved\n"
                             "01-05 09:10 - 11:40 engineer.1 handles at L2: resolved\n");
  CHECK(desk.ticket(1).engagements == 2);
  CHECK(desk.ticket(1).tier_moves == 1);
  CHECK(desk.outcome().opened == 1);
  const MeasureLayout layout{desk.model()};
  const auto work = [&](WorkSum sum) {
    return desk.measures().sums[layout.work(LeafId{0U}, PostId{0U}, sum)];
  };
  CHECK(work(WorkSum::tracking_ms) == Duration{10 * one_minute}.count());
  CHECK(work(WorkSum::handling_ms) == Duration{10 * one_minute}.count());
  CHECK(work(WorkSum::engagements) == 1);
  CHECK(work(WorkSum::labour) == 12 * 48 * 100);  // all of the desk's two days
}

TEST_CASE("tracking: what would fall due as the ticket is resolved does not") {
  const Timeline desk{desk_of("60m"), "2026-01-05 09:00,up,P2\n"};
  CHECK(updates(desk) == "");
}

TEST_CASE("tracking: an update waits as its ticket would, and is finished once begun") {
  // The desk is at ticket 2 from 10:00 to 10:20; the update is due at 10:10, ticket 3 came before
  // it, ticket 4 after it.
  const std::string rows = "2026-01-05 09:00,up,P2\n2026-01-05 10:00,here,P2\n"
                           "2026-01-05 10:05,here,P2\n2026-01-05 10:11,here,P1\n";
  const Timeline desk{desk_of("100m"), rows};
  CHECK(updates(desk) == "1 due 01-05 10:10: 01-05 10:40 - 01-05 10:45 done\n");
  CHECK(desk.of_ticket(4).starts_with("01-05 10:11 - 10:45 waits at L1: taken\n"));
  // By priority P1 goes before it; nobody interrupts an update.
  const Timeline ranked{desk_of("100m", ", queue: by_priority, preempted_by: P1"),
                        "2026-01-05 09:00,up,P2\n2026-01-05 10:12,here,P1\n"};
  CHECK(updates(ranked) == "1 due 01-05 10:10: 01-05 10:10 - 01-05 10:15 done\n");
  CHECK(ranked.of_ticket(2).starts_with("01-05 10:12 - 10:15 waits at L1: taken\n"));
}

TEST_CASE("tracking: an update interrupts nobody") {
  const Timeline desk{desk_of("100m", ", preempted_by: P1"),
                      "2026-01-05 09:00,up,P1\n2026-01-05 10:05,here,P2\n"};
  CHECK(updates(desk) == "1 due 01-05 10:10: 01-05 10:25 - 01-05 10:30 done\n");
}

TEST_CASE(
    "tracking: one that waits is dropped when its ticket is resolved, and stands for others") {
  // The desk is away from 10:00 on.
  const std::string shift = "shifts: {day: {weekly: {mon-fri: \"09:00-10:00\"}}}\n";
  const std::string staff = "heads: 1, shift: day";
  const Timeline dropped{shift + desk_of("200m", "", staff), "2026-01-05 09:00,up,P2\n"};
  // Due at 10:10; at 11:10 and 12:10 it still is; resolved at 12:30.
  CHECK(updates(dropped) == "1 due 01-05 10:10: never - 01-05 12:30 dropped\n");
  const Timeline next_day{shift + desk_of("30h", "", staff), "2026-01-05 09:00,up,P2\n"};
  // The next is due at 09:10, on the hour of the first.
  CHECK(updates(next_day) == "1 due 01-05 10:10: 01-06 09:00 - 01-06 09:05 done\n"
                             "1 due 01-06 09:10: 01-06 09:10 - 01-06 09:15 done\n"
                             "1 due 01-06 10:10: never - 01-06 15:10 dropped\n");
}

TEST_CASE("tracking: one in work is finished, though its ticket is resolved, or the shift ends") {
  const Timeline resolved{desk_of("62m"), "2026-01-05 09:00,up,P2\n"};
  CHECK(updates(resolved) == "1 due 01-05 10:10: 01-05 10:10 - 01-05 10:15 done\n");
  const Timeline late{"shifts: {day: {weekly: {mon-fri: \"09:00-10:12\"}}}\n" +
                          desk_of("62m", "", "heads: 1, shift: day, at_shift_end: keep"),
                      "2026-01-05 09:00,up,P2\n"};
  CHECK(updates(late) == "1 due 01-05 10:10: 01-05 10:10 - 01-05 10:15 done\n");
  CHECK(late.of_agent("desk.1").starts_with("01-05 09:00 - 10:15 on duty\n"
                                            "01-05 10:12 - 10:15 overtime\n"));
}

TEST_CASE("tracking: pending tickets are tracked, reopened ones again, resolved ones not") {
  const Timeline pending{
      desk_of("0m", "", "heads: 1",
              ", pending: {vendor: {probability: {L2: 100%}, for: {deterministic: 90m}}}"),
      "2026-01-05 09:00,up,P2\n"};
  CHECK(updates(pending) == "1 due 01-05 10:10: 01-05 10:10 - 01-05 10:15 done\n");
  const Timeline reopened{
      desk_of("30m", "", "heads: 1",
              ", reopens: {probability: 99.999%, after: {deterministic: 23h}, work: 3}"),
      "2026-01-05 09:00,up,P2\n"};
  // Resolved at 09:40, back on Tuesday at 08:40 for an hour and a half.
  CHECK(updates(reopened) == "1 due 01-06 09:40: 01-06 09:40 - 01-06 09:45 done\n");
}

TEST_CASE("tracking: at the horizon's end") {
  const Timeline desk{desk_of("47h", "", "heads: 1, shift: day") +
                          "shifts: {day: {weekly: {mon: \"09:00-10:00\", tue: \"00:00-00:30\"}}}\n",
                      "2026-01-05 09:00,up,P2\n"};
  CHECK(updates(desk) == "1 due 01-05 10:10: 01-06 00:00 - 01-06 00:05 done\n"
                         "1 due 01-06 00:10: 01-06 00:10 - 01-06 00:15 done\n"
                         "1 due 01-06 01:10: never - 01-07 00:00 end\n");
}

TEST_CASE("tracking: what is wrong with it") {
  const auto with = [](const std::string& tiers) {
    return test::problems_overlaid("tiers: {" + tiers + "}\n");
  };
  CHECK(with("L1: {tracking: {every: 1d, takes: {mean: 3m, cv: 0.5}}}") == "");
  CHECK_THAT(with("L1: {tracking: {every: 1d}}"),
             ContainsSubstring("`tiers.L1.tracking.takes` is missing"));
  CHECK_THAT(with("L1: {tracking: {takes: 3m}}"),
             ContainsSubstring("`tiers.L1.tracking.every` is missing"));
  CHECK_THAT(with("L1: {tracking: {every: 59s, takes: 3m}}"),
             ContainsSubstring("it is a minute at least"));
  CHECK_THAT(with("L1: {tracking: {every: 1d, takes: {mean: 3m}}}"),
             ContainsSubstring("here it needs a `cv`"));
  CHECK_THAT(with("L2: {tracking: {every: 1d, takes: 3m}}"),
             ContainsSubstring("nothing goes up from it"));
}
