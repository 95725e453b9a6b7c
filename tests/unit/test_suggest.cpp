#include "sim/suggest.hpp"

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps of neighbours") {
  CHECK(edit_distance("heads", "heads", 3) == 0);
  CHECK(edit_distance("heds", "heads", 3) == 1);
  CHECK(edit_distance("heaads", "heads", 3) == 1);
  CHECK(edit_distance("heats", "heads", 3) == 1);
  CHECK(edit_distance("haeds", "heads", 3) == 1);
  CHECK(edit_distance("", "abc", 3) == 3);
  // The restricted form: no part is edited twice (with free edits it would be 2).
  CHECK(edit_distance("ca", "abc", 3) == 3);
}

TEST_CASE("edit distance stops at its limit") {
  CHECK(edit_distance("abcdef", "uvwxyz", 2) == 3);
  CHECK(edit_distance("a", std::string(1'000'000, 'a'), 2) == 3);
}

TEST_CASE("the nearest name is at most a third of the word's length away") {
  const std::vector<std::string> known = {"heads", "seats", "shift"};
  CHECK(nearest("heds", known) == "heads");
  CHECK(nearest("seets", known) == "seats");
  CHECK(nearest("sh", known).empty());
  CHECK(nearest("colour", known).empty());
  CHECK(nearest("hdes", known).empty());  // two edits of four letters
}

TEST_CASE("case is no difference") {
  CHECK(nearest("l1", {"L2", "L1"}) == "L1");
  CHECK(nearest("HEADS", {"heads"}) == "heads");
}

TEST_CASE("a suggestion names the nearest, or lists what there is") {
  CHECK(did_you_mean("heds", {"heads", "seats"}, "keys here") == "did you mean 'heads'?");
  CHECK(did_you_mean("x", {"heads", "seats"}, "keys here") == "the keys here are: heads, seats");
  CHECK(did_you_mean("x", {}, "keys here").empty());
  CHECK(did_you_mean("x", std::vector<std::string>(50, "name"), "keys here").empty());
}

TEST_CASE("quoted text is short and safe to print") {
  CHECK(in_quotes("L1") == "'L1'");
  CHECK(in_quotes("a\nb\x7f") == "'a\\x0ab\\x7f'");
  CHECK(in_quotes(std::string(100, 'a')) == "'" + std::string(60, 'a') + "...'");
  CHECK(in_quotes(std::string(59, 'a') + "\xc3\xa9\xc3\xa9") ==
        "'" + std::string(59, 'a') + "...'");
}

TEST_CASE("the only name that starts with the word is near", "[suggest]") {
  CHECK(nearest("prio", {"priority", "type"}) == "priority");
  CHECK(nearest("december", {"nov", "dec"}) == "dec");
  CHECK(nearest("desk", {"desk-early-shift", "desk-late-shift"}).empty());
  CHECK(nearest("pr", {"priority", "type"}).empty());
}
