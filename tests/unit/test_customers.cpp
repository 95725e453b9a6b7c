// The language of customers: what is written, and what is wrong with it.

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/scenario_runner.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string two_customers = "customers: {acme: {share: 30%}, zenith: {share: 70%}}\n";

/// A replay of `who,what`, a row an hour.
MapFiles with_rows(const std::string& demand, const std::string& rows) {
  std::string text = small_desk(two_customers);
  const std::string volume = "access: {type: access, volume: 80/bd}";
  text.replace(text.find(volume), volume.size(), demand);
  return {{"desk.yaml", text}, {"rows.csv", "opened,who\n" + rows}};
}

}  // namespace

TEST_CASE("customers: names that are not there") {
  CHECK_THAT(problems_overlaid(two_customers + "staff: {desk: {dedicated_to: [acmee]}}\n"),
             ContainsSubstring("unknown customer 'acmee'; did you mean 'acme'?"));
  CHECK_THAT(problems_overlaid(two_customers + "straight: [{customer: zenit, to: L2}]\n"),
             ContainsSubstring("unknown customer 'zenit'; did you mean 'zenith'?"));
  CHECK_THAT(problems_overlaid(two_customers + "demand: {access: {customers: {zen: 100%}}}\n"),
             ContainsSubstring("unknown customer 'zen'"));
  CHECK_THAT(problems_overlaid("customers: {acme: {share: 100%, sla: {resolutoin: 4h}, entry: L9, "
                               "channels: {phon: 100%}}}\n"),
             ContainsSubstring("unknown SLA 'resolutoin'; did you mean 'resolution'?") &&
                 ContainsSubstring("unknown tier 'L9'") &&
                 ContainsSubstring("unknown channel 'phon'; did you mean 'phone'?"));
  CHECK_THAT(problems_overlaid("staff: {desk: {dedicated_to: [acme]}}\n"),
             ContainsSubstring("unknown customer 'acme'; write it under `customers`"));
  CHECK_THAT(problems_overlaid("targets: [{kpi: fcr, where: {customer: acme}, is: \">= 5%\"}]\n"),
             ContainsSubstring("unknown customer 'acme'"));
  CHECK_THAT(problems_overlaid("customers: {none: {share: 100%}}\n"),
             ContainsSubstring("'none' cannot be a name"));
}

TEST_CASE("customers: shares") {
  CHECK(problems_overlaid(two_customers) == "");
  CHECK_THAT(problems_overlaid("customers: {acme: {share: 30%}, zenith: {share: 60%}}\n"),
             ContainsSubstring("the shares sum to 90% (they sum to 100%)"));
  CHECK_THAT(problems_overlaid(two_customers + "demand: {access: {customers: {acme: 90%}}}\n"),
             ContainsSubstring("the shares sum to 90%"));
  CHECK_THAT(problems_overlaid("customers: {acme: {share: 100%, channels: {phone: 90%}}}\n"),
             ContainsSubstring("the shares sum to 90%"));
  CHECK_THAT(problems_overlaid("customers: {acme: {}, zenith: {}}\n"),
             ContainsSubstring("the stream does not say whose tickets they are") &&
                 ContainsSubstring("or `customers: {acme: 100%}` here"));
  CHECK(problems_overlaid("customers: {acme: {}, zenith: {}}\n"
                          "demand: {access: {customers: {acme: 100%}}}\n") == "");
}

TEST_CASE("customers: their terms are checked as an SLA's are") {
  CHECK_THAT(problems_overlaid("customers: {acme: {share: 100%, sla: {resolution: 0h}}}\n"),
             ContainsSubstring("a target of no time"));
  CHECK_THAT(problems_overlaid("customers: {acme: {share: 100%, sla: {resolution: 2d}}}\n"),
             ContainsSubstring("2d is 24 hours a day on the calendar 'office'"));
  CHECK_THAT(problems_overlaid("customers: {acme: {share: 100%, sla: {resolution: {target: {P3: "
                               "1h}, calendar: offices}}}}\n"),
             ContainsSubstring("unknown priority 'P3'") &&
                 ContainsSubstring("unknown calendar 'offices'; did you mean 'office'?"));
  // On a calendar of its own `2d` is fine; the SLA's `1d` is not, once the calendar is the office.
  CHECK(problems_overlaid("customers: {acme: {share: 100%, sla: {resolution: {target: 2d, "
                          "calendar: always}}}}\n") == "");
  CHECK_THAT(problems_overlaid("sla: {resolution: {target: 1d, calendar: always}}\n"
                               "customers: {acme: {share: 100%, sla: {resolution: {calendar: "
                               "office}}}}\n"),
             ContainsSubstring("plan.yaml:3:") &&
                 ContainsSubstring("1d is 24 hours a day on the calendar 'office'"));
}

TEST_CASE("customers: whose tickets nobody may take") {
  CHECK(problems_overlaid(two_customers + "staff: {engineers: {dedicated_to: [acme]}}\n") == "");
  const std::string all_acme = two_customers +
                               "staff: {desk: {dedicated_to: [acme]}, engineers: {dedicated_to: "
                               "[acme]}}\n";
  CHECK_THAT(problems_overlaid(all_acme),
             ContainsSubstring("tickets of 'zenith' of type 'access' are taken by nobody (all "
                               "groups that could are dedicated to other customers)"));
  // Where zenith has no tickets of the type, nobody is needed for them.
  CHECK(problems_overlaid(all_acme + "demand: {access: {customers: {acme: 100%}}}\n") == "");
  // The last tier for zenith solves nothing.
  CHECK_THAT(problems_overlaid(two_customers + "staff: {engineers: {dedicated_to: [acme]}}\n"
                                               "ticket_types: {access: {resolves: {L1: 0%}}}\n"),
             ContainsSubstring("tickets of 'zenith' of type 'access' are never resolved"));
  CHECK_THAT(problems_overlaid(two_customers +
                               "staff: {engineers: {dedicated_to: [acme]}, desk: {skills: null}, "
                               "odd: {tier: L2, heads: 1, skills: [billing]}}\n"),
             ContainsSubstring("tickets of 'zenith' of type 'access' are never resolved"));
}

TEST_CASE("customers: replayed rows name them") {
  const std::string replay =
      "r: {type: access, replay: {file: rows.csv, columns: {customer: who}, customers: {\"17\": "
      "acme, default: zenith}}}";
  const LoadedScenario loaded = load_scenario(
      with_rows(replay, "2026-01-05 09:00,17\n2026-01-05 10:00,4\n2026-01-05 11:00,17\n"),
      "desk.yaml", {});
  const Model model = compile(loaded.scenario);
  std::string whose;
  for (const ModelStream::Row& row : model.streams[StreamId{0U}].rows) {
    whose += model.customers[model.leaves[row.leaf].customer].name + " ";
  }
  CHECK(whose == "acme zenith acme ");
  CHECK_THAT(problems(with_rows("r: {type: access, replay: {file: rows.csv, columns: {customer: "
                                "who}}}",
                                "2026-01-05 09:00,acme\n2026-01-05 10:00,zenit\n"),
                      "desk.yaml"),
             ContainsSubstring("rows.csv:3") && ContainsSubstring("'zenit'"));
}

TEST_CASE("customers: a stream's draws do not move when customers come") {
  const Compiled without{two_tiers()};
  const Compiled with{two_tiers() + two_customers};
  const KeptFacts before = replicate(without).facts;
  const KeptFacts after = replicate(with).facts;
  REQUIRE(before.tickets.size() == after.tickets.size());
  std::size_t same = 0;
  for (std::size_t i = 0; i < before.tickets.size(); ++i) {
    const Leaf& a = without.model.leaves[before.tickets[i].leaf];
    const Leaf& b = with.model.leaves[after.tickets[i].leaf];
    same += before.tickets[i].opened == after.tickets[i].opened && a.channel == b.channel &&
                    a.priority == b.priority
                ? 1
                : 0;
  }
  CHECK(same == before.tickets.size());
}

TEST_CASE("customers: their channels replace those of the streams") {
  const Compiled desk{two_tiers() +
                      "customers: {acme: {share: 50%, channels: {email: 100%}}, zenith: {share: "
                      "50%}}\n"};
  std::size_t of_acme = 0;
  std::size_t phoned = 0;
  for (const TicketFact& ticket : replicate(desk).facts.tickets) {
    const Leaf& leaf = desk.model.leaves[ticket.leaf];
    const bool is_acme = desk.model.customers[leaf.customer].name == "acme";
    const bool is_phone = desk.model.channels[leaf.channel].name == "phone";
    of_acme += is_acme ? 1 : 0;
    phoned += is_phone ? 1 : 0;
    CHECK_FALSE((is_acme && is_phone));
  }
  CHECK(of_acme > 500);
  CHECK(phoned > 300);
}
