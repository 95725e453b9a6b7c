#include "tiersim/ids.hpp"

#include <type_traits>

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("an id is none until it is given an index", "[ids]") {
  CHECK_FALSE(TierId{}.exists());
  CHECK(TierId{} == TierId::none());
  CHECK(TierId{0U}.exists());
  CHECK(TierId{1U} < TierId{2U});
}

TEST_CASE("ids of one kind are not ids of another", "[ids]") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<TierId, GroupId>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::uint32_t, TierId>);
}

TEST_CASE("a table numbers its rows in order", "[ids]") {
  Table<SkillId, int> table;
  CHECK(table.empty());
  CHECK(table.next_id() == SkillId{0U});
  const SkillId first = table.add(7);
  const SkillId second = table.add(8);
  CHECK(table[first] == 7);
  CHECK(table[second] == 8);
  CHECK(table.next_id().index() == table.size());
}
