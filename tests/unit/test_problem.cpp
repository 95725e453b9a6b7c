#include "tiersim/problem.hpp"

#include <string>

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("a problem is told with place, reason and suggestion", "[problem]") {
  const Problem problem{.place = Place{"desk.yaml", 12, 3},
                        .what = "unknown key 'heds'",
                        .why = "a group has no such field",
                        .suggestion = "did you mean 'heads'?"};
  CHECK(to_text(problem) == "desk.yaml:12:3: error: unknown key 'heds' "
                            "(a group has no such field); did you mean 'heads'?");
}

TEST_CASE("the parts of a problem that are empty leave no trace", "[problem]") {
  CHECK(to_text(Problem{.what = "no tiers"}) == "error: no tiers");
  CHECK(to_text(Problem{.place = Place{"a.yaml"}, .what = "no tiers"}) ==
        "a.yaml: error: no tiers");
  CHECK(to_text(Problem{.place = Place{"a.yaml", 4}, .what = "no tiers"}) ==
        "a.yaml:4: error: no tiers");
}

TEST_CASE("what a problem quotes cannot act on a terminal", "[problem]") {
  CHECK(to_text(Problem{.place = Place{"a\x1b[2J.yaml"}, .what = "x\ny\xc2\x9b\xc3\xa9"}) ==
        "a\\x1b[2J.yaml: error: x\\x0ay\\xc2\\x9b\xc3\xa9");
}

TEST_CASE("bad input keeps all problems, and tells them a line each", "[problem]") {
  const BadInput bad{{{.what = "one"}, {.what = "two"}}};
  CHECK(bad.problems().size() == 2);
  CHECK(std::string{bad.what()} == "error: one\nerror: two");
}
