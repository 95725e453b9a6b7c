#pragma once
// CSV files as tests read them.

#include <map>
#include <string>
#include <vector>

namespace tiersim::test {

/// A row's cells by their columns' names.
using CsvRow = std::map<std::string, std::string>;

/// Rows of a CSV without quotes in it.
[[nodiscard]] std::vector<CsvRow> csv_rows(const std::string& text);

}  // namespace tiersim::test
