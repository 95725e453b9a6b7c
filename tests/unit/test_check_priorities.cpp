// What is refused of priorities that rise.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string of_raises(const std::string& raises) {
  return test::problems(test::small_desk("priorities: [P1, P2, P3]\nsla: {r: {target: 2h}}\n"
                                         "priority_raises: " +
                                         raises + "\n"));
}

}  // namespace

TEST_CASE("check: priorities rise, at one time that is said once") {
  CHECK(of_raises("[{from: P3, to: P2, waiting: 30m}, {from: P3, to: P1, share: 80%, of: r}, "
                  "{from: P2, to: P1, chased: {exponential: {mean: 3h}}}]")
            .empty());
  CHECK_THAT(of_raises("[{from: P2, to: P3, waiting: 30m}]"),
             ContainsSubstring("'P3' is not higher than 'P2'"));
  CHECK_THAT(of_raises("[{from: P2, to: P2, waiting: 30m}]"), ContainsSubstring("is not higher"));
  CHECK_THAT(of_raises("[{from: P9, to: P2, waiting: 30m}]"),
             ContainsSubstring("unknown priority 'P9'"));
  CHECK_THAT(of_raises("[{from: P3, to: P2}]"), ContainsSubstring("it is not said when"));
  CHECK_THAT(of_raises("[{from: P3, to: P2, waiting: 1h, share: 50%, of: r}]"),
             ContainsSubstring("it is said in two ways when"));
  CHECK_THAT(of_raises("[{from: P3, to: P2, share: 50%}]"),
             ContainsSubstring("the share of which SLA is not said"));
  CHECK_THAT(of_raises("[{from: P3, to: P2, waiting: 1h, of: r}]"),
             ContainsSubstring("`of` stands without `share`"));
  CHECK_THAT(of_raises("[{from: P3, to: P2, share: 50%, of: q}]"),
             ContainsSubstring("unknown SLA 'q'"));
  CHECK_THAT(of_raises("[{from: P3, to: P2, share: 0%, of: r}]"), ContainsSubstring("0%"));
  CHECK_THAT(of_raises("[{from: P3, to: P2, chased: 1h}, {from: P3, to: P1, chased: 2h}]"),
             ContainsSubstring("'P3' is chased by two rules"));
  CHECK_THAT(of_raises("[{to: P2, waiting: 1h}]"), ContainsSubstring("from"));
}
