// Cross-checks of who says what a ticket is about, of what goes astray, and of what is withdrawn.

#include "sim/checker.hpp"

namespace tiersim {
namespace {

/// What one type is taken for.
void check_mistaken(Checker& checker,
                    const std::string& path,
                    const std::string& type,
                    const Named<double>& others) {
  checker.expect_type(path, type);
  double sum = 0;
  for (const auto& [other, share] : others) {
    checker.expect_type(fmt::format("{}.{}", path, other), other);
    if (other == type) {
      checker.fail(
          fmt::format("{}.{}", path, other), fmt::format("{} is taken for itself", in_quotes(type)),
          "only what it is mistaken for is written; the rest is recognised", "leave it out");
    }
    sum += share;
  }
  if (sum <= 1 + 1e-9) return;
  checker.fail(path, fmt::format("{:.6g}% are mistaken", sum * 100), "at most 100%");
}

void check_classifier(Checker& checker, const Classifier& classifier) {
  const std::string path = "routing.classifier";
  const Scenario& scenario = checker.scenario();
  if (classifier.accuracy && !classifier.confusion.empty()) {
    checker.fail(path, "both `accuracy` and `confusion`", "each says how much is recognised",
                 "leave one out");
  }
  if (!classifier.accuracy && classifier.confusion.empty()) {
    checker.fail(path, "the classifier says nothing", "",
                 "write for example `{accuracy: 92%}`, or `confusion` by type");
  }
  if (classifier.accuracy && *classifier.accuracy < 1 && scenario.ticket_types.size() == 1) {
    checker.fail(path + ".accuracy", "there is nothing to mistake a ticket for",
                 "there is only one ticket type", "leave out `classifier`");
  }
  for (const auto& [type, others] : classifier.confusion) {
    check_mistaken(checker, fmt::format("{}.confusion.{}", path, type), type, others);
  }
}

void check_withdrawn(Checker& checker, const std::string& name, const TicketType& type) {
  const double sum = type.duplicates.value_or(0) + type.cancellations.value_or(0);
  if (sum <= 1 + 1e-9) return;
  checker.fail(fmt::format("ticket_types.{}.{}", name, "duplicates"),
               fmt::format("{:.6g}% are duplicates or cancelled", sum * 100),
               "a ticket is one of them at most", "write lower shares");
}

void check_misroutes(Checker& checker, const Tier& tier, bool is_last) {
  const std::string path = fmt::format("tiers.{}", tier.name);
  if (tier.triage_time) {
    checker.expect_distribution(path + ".triage_time", *tier.triage_time, true);
  }
  if (!is_last || tier.misroutes.value_or(0) <= 0) return;
  checker.fail(path + ".misroutes", fmt::format("{} hands nothing up", tier.name),
               "it is the last tier", "leave out `misroutes`");
}

}  // namespace

void check_triage(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  if (scenario.routing.classifier) check_classifier(checker, *scenario.routing.classifier);
  for (const auto& [name, type] : scenario.ticket_types) check_withdrawn(checker, name, type);
  for (const Tier& tier : scenario.tiers) {
    check_misroutes(checker, tier, &tier == &scenario.tiers.back());
  }
}

}  // namespace tiersim
