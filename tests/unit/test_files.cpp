#include "tiersim/files.hpp"

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("a path is looked for beside the file that names it", "[files]") {
  CHECK(resolve("plans/desk.yaml", "calls.csv") == "plans/calls.csv");
  CHECK(resolve("desk.yaml", "data/calls.csv") == "data/calls.csv");
  CHECK(resolve("", "desk.yaml") == "desk.yaml");
  CHECK(resolve("/srv/plans/desk.yaml", "calls.csv") == "/srv/plans/calls.csv");
}

TEST_CASE("an absolute path stays", "[files]") {
  CHECK(resolve("plans/desk.yaml", "/data/calls.csv") == "/data/calls.csv");
}

TEST_CASE("one file has one name, whatever dots lead to it", "[files]") {
  CHECK(resolve("plans/desk.yaml", "./calls.csv") == "plans/calls.csv");
  CHECK(resolve("plans/desk.yaml", "../plans//desk.yaml") == "plans/desk.yaml");
  CHECK(resolve("desk.yaml", "../../calls.csv") == "../../calls.csv");
  CHECK(resolve("/desk.yaml", "../calls.csv") == "/calls.csv");
}
