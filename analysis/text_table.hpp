#pragma once
// Aligned columns of text: the first to the left, the others to the right.

#include <algorithm>
#include <cstddef>
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
  /// Columns that go where there is no room for all: the first of them first.
  void may_go(std::vector<std::size_t> columns) { may_go_ = std::move(columns); }

  /// A line for each row, two blanks before each column. Where it would be wider than `columns`,
  /// the first row takes two lines, then columns go that may; where none is left that may, one
  /// blank stands for two. Then the first column is cut, by a third at most; what is wider still
  /// comes in blocks, each with the first column.
  [[nodiscard]] std::string text(std::size_t columns = SIZE_MAX) const {
    TextTable table = narrowed(columns);
    if (table.width() <= columns) return table.lines(2);
    table.cut_first(columns);
    return table.width_by(1) <= columns ? table.lines(1) : table.blocks(columns);
  }
  /// The same in one block, even where it is wider.
  [[nodiscard]] std::string block(std::size_t columns) const {
    const TextTable table = narrowed(columns);
    return table.lines(table.width() <= columns ? 2 : 1);
  }

 private:
  /// With a header of two lines, and without the columns that may go, as far as that is needed.
  [[nodiscard]] TextTable narrowed(std::size_t columns) const {
    TextTable table = *this;
    if (table.width() > columns) table.split_header();
    std::vector<std::size_t> go = may_go_;
    for (std::size_t i = 0; i < go.size() && table.width() > columns; ++i) {
      table.drop(go[i]);
      for (std::size_t& later : go) later -= later > go[i] ? 1 : 0;
    }
    return table;
  }

  [[nodiscard]] std::size_t width_by(std::size_t blanks) const {
    const std::vector<std::size_t> widths = column_widths();
    return std::accumulate(widths.begin(), widths.end(), blanks * widths.size());
  }

  void cut_first(std::size_t columns) {
    const std::size_t width = width_by(1);
    const std::vector<std::size_t> widths = column_widths();
    if (width <= columns || widths.empty() || width - columns > widths.front() / 3) return;
    for (std::vector<std::string>& row : rows_) {
      if (!row.empty()) row.front() = shortened(row.front(), widths.front() + columns - width);
    }
  }

  /// As many columns as fit at a time, beside the first.
  [[nodiscard]] std::string blocks(std::size_t columns) const {
    const std::vector<std::size_t> widths = column_widths();
    std::string text;
    for (std::size_t from = 1; from < widths.size();) {
      std::size_t width = 1 + widths.front();
      std::size_t to = from;
      while (to < widths.size() && (to == from || width + 1 + widths[to] <= columns)) {
        width += 1 + widths[to++];
      }
      TextTable block;
      for (const std::vector<std::string>& row : rows_) {
        if (row.empty()) continue;
        std::vector<std::string> part{row.front()};
        for (std::size_t i = from; i < std::min(to, row.size()); ++i) part.push_back(row[i]);
        block.add(std::move(part));
      }
      text += (text.empty() ? "" : "\n") + block.lines(1);
      from = to;
    }
    return text;
  }

  [[nodiscard]] std::string lines(std::size_t blanks) const {
    const std::vector<std::size_t> widths = column_widths();
    const std::string between(blanks, ' ');
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

  /// With two blanks before each column.
  [[nodiscard]] std::size_t width() const { return width_by(2); }

  /// "MTTR median" becomes "MTTR" above "median".
  void split_header() {
    if (rows_.empty()) return;
    std::vector<std::string> above(rows_.front().size());
    for (std::size_t i = 1; i < above.size(); ++i) {
      std::string& cell = rows_.front()[i];
      const std::size_t blank = cell.find_last_of(' ', cell.find_last_not_of(' '));
      if (blank == std::string::npos) continue;
      above[i] = cell.substr(0, blank);
      cell.erase(0, blank + 1);
    }
    const bool is_split =
        std::ranges::any_of(above, [](const std::string& cell) { return !cell.empty(); });
    if (is_split) rows_.insert(rows_.begin(), std::move(above));
  }

  void drop(std::size_t column) {
    for (std::vector<std::string>& row : rows_) {
      if (column < row.size()) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
    }
  }

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
  std::vector<std::size_t> may_go_;
};

}  // namespace tiersim
