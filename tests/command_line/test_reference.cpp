// `tiersim reference`. That scenarios/README.md shows its output is checked by tests/shown.py.

#include "sim/reference_page.hpp"
#include "tests/catch.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using tiersim::test::Ended;
using tiersim::test::typed;

TEST_CASE("reference prints the page of the language, and takes nothing") {
  const Ended ended = typed({"reference"});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK(ended.out == tiersim::reference_page());

  const Ended refused = typed({"reference", "tiers"});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("does not know what to do with 'tiers'"));
}
