// Columns of text that are too wide for the screen.

#include "analysis/text_table.hpp"

#include <sstream>

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

std::size_t widest_line(const std::string& text) {
  std::istringstream lines{text};
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

}  // namespace

TEST_CASE("a table that is too wide comes in blocks, each with the first column") {
  TextTable table;
  table.add({"target", "base", "A", "B", "C"});
  table.add({"fcr", "unclear", "unclear", "missed", "met"});
  CHECK(table.text(40) == "  target     base        A       B    C\n"
                          "  fcr     unclear  unclear  missed  met\n");
  CHECK(table.text(24) == " target    base       A\n"
                          " fcr    unclear unclear\n"
                          "\n"
                          " target      B   C\n"
                          " fcr    missed met\n");
}

TEST_CASE("a first column that is a little too wide is cut") {
  TextTable table;
  table.add({"all of the people of Asia/Kolkata off", "1,000"});
  const std::string text = table.text(40);
  CHECK(widest_line(text) <= 40);
  CHECK(text.find('\n') + 1 == text.size());
  CHECK(text.find("1,000") != std::string::npos);
}

TEST_CASE("one column alone may be wider than the screen") {
  TextTable table;
  table.add({"a", "more-than-eight"});
  CHECK(table.text(8) == " a more-than-eight\n");
}
