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
  CHECK(resolve("desk.yaml", ".") == ".");
  CHECK(resolve("plans/desk.yaml", "..") == ".");
  CHECK(resolve("", "plans/../") == ".");
}

TEST_CASE("a file that may be meant is suggested as it would be written") {
  const FileContent absent{"", "no such file", "w2.yaml"};
  CHECK(suggest_file(absent, "w3.yaml") == "did you mean 'w2.yaml'?");
  CHECK(suggest_file(absent, "../plans/w3.yaml") == "did you mean '../plans/w2.yaml'?");
  CHECK(suggest_file({"", "no such file"}, "w3.yaml").empty());
}
