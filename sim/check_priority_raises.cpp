// Cross-checks of priorities that rise.

#include <algorithm>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

void check_ranks(Checker& checker, const PriorityRaise& raise, const std::string& path) {
  checker.expect_priority(path + ".from", raise.from);
  checker.expect_priority(path + ".to", raise.to);
  const std::vector<std::string>& known = checker.scenario().priorities;
  if (!is_in(known, raise.from) || !is_in(known, raise.to)) return;
  if (std::ranges::find(known, raise.to) < std::ranges::find(known, raise.from)) return;
  checker.fail(path + ".to",
               fmt::format("{} is not higher than {}", in_quotes(raise.to), in_quotes(raise.from)),
               "priorities rise, in the order under `priorities`, where the highest is first");
}

void check_when(Checker& checker, const PriorityRaise& raise, const std::string& path) {
  const int given = (raise.waiting ? 1 : 0) + (raise.share ? 1 : 0) + (raise.chased ? 1 : 0);
  if (given != 1) {
    checker.fail(path, given == 0 ? "it is not said when" : "it is said in two ways when",
                 "one of `waiting`, `share` and `chased` is written",
                 "write for example `waiting: 4h`, or `share: 75%, of: resolution`");
  }
  if (raise.chased) checker.expect_distribution(path + ".chased", *raise.chased, true);
  if (raise.share && !raise.sla) {
    checker.fail(path + ".share", "the share of which SLA is not said", "",
                 "write for example `of: resolution`");
  }
  if (raise.sla && !raise.share) {
    checker.fail(path + ".of", "`of` stands without `share`", "it says of what the share is");
  }
  if (raise.sla)
    checker.expect_known(path + ".of", *raise.sla, checker.scenario().sla, "SLA", "sla");
}

}  // namespace

void check_priority_raises(Checker& checker) {
  const std::vector<PriorityRaise>& raises = checker.scenario().priority_raises;
  if (raises.size() > most_raises) {
    checker.fail("priority_raises", fmt::format("{} rules", raises.size()),
                 fmt::format("at most {}", most_raises));
  }
  for (std::size_t i = 0; i < raises.size(); ++i) {
    const std::string path = fmt::format("priority_raises.{}", i);
    check_ranks(checker, raises[i], path);
    check_when(checker, raises[i], path);
    const auto chases_too = [&](const PriorityRaise& other) {
      return other.chased && other.from == raises[i].from;
    };
    if (!raises[i].chased ||
        !std::any_of(raises.begin(), raises.begin() + static_cast<std::ptrdiff_t>(i), chases_too))
      continue;
    checker.fail(path + ".chased",
                 fmt::format("{} is chased by two rules", in_quotes(raises[i].from)),
                 "a customer chases once in a wait", "leave out one");
  }
}

}  // namespace tiersim
