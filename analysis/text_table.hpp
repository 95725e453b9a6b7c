#pragma once
// Aligned columns of text: the first to the left, the others to the right.

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analysis/report_format.hpp"

namespace tiersim {

class TextTable {
 public:
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  /// A line for each row, two blanks before each column; one, where it would else be wider than
  /// `columns`.
  [[nodiscard]] std::string text(std::size_t columns = SIZE_MAX) const {
    const std::vector<std::size_t> widths = column_widths();
    const std::size_t wide = std::accumulate(widths.begin(), widths.end(), 2 * widths.size());
    const std::string between(wide <= columns ? 2 : 1, ' ');
    std::string lines;
    for (const std::vector<std::string>& row : rows_) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string padding(widths[i] - width_of(row[i]), ' ');
        line += between;
        line += i == 0 ? row[i] : padding;
        line += i == 0 ? padding : row[i];
      }
      line.erase(line.find_last_not_of(' ') + 1);
      lines += line + '\n';
    }
    return lines;
  }

 private:
  [[nodiscard]] std::vector<std::size_t> column_widths() const {
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows_) {
      widths.resize(std::max(widths.size(), row.size()));
      for (std::size_t i = 0; i < row.size(); ++i)
        widths[i] = std::max(widths[i], width_of(row[i]));
    }
    return widths;
  }

  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tiersim
