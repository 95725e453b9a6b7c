#include "tests/support/csv_rows.hpp"

#include <sstream>

#include "tests/catch.hpp"

namespace tiersim::test {

std::vector<CsvRow> csv_rows(const std::string& text) {
  std::istringstream lines{text};
  const auto cells_of = [](const std::string& line) {
    std::vector<std::string> cells{""};
    for (const char c : line) {
      if (c == ',') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    return cells;
  };
  std::string line;
  std::getline(lines, line);
  const std::vector<std::string> header = cells_of(line);
  std::vector<CsvRow> rows;
  while (std::getline(lines, line)) {
    const std::vector<std::string> cells = cells_of(line);
    REQUIRE(cells.size() == header.size());
    rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) rows.back()[header[i]] = cells[i];
  }
  return rows;
}

}  // namespace tiersim::test
