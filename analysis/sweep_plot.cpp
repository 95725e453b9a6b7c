// A plot in plain characters.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "analysis/report_format.hpp"
#include "analysis/sweep_report.hpp"

namespace tiersim {
namespace {

constexpr std::size_t plot_rows = 16;
constexpr std::string_view marks = ".*K";  // the later ones cover the earlier

/// What an axis goes from and to; never without length.
struct PlotEnds {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  /// The nearest of so many cells.
  [[nodiscard]] std::size_t cell(double value, std::size_t cells) const {
    if (!(high > low)) return cells / 2;
    const double share = (value - low) / (high - low);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(cells - 1)));
  }
};

std::string between(const std::string& left, const std::string& right, std::size_t width) {
  const std::size_t used = width_of(left) + width_of(right);
  return left + std::string(width > used ? width - used : 1, ' ') + right;
}

}  // namespace

std::string text_plot(const std::vector<PlotPoint>& points,
                      const std::string& title_y,
                      const std::string& title_x,
                      const std::function<std::string(double)>& label_y,
                      const std::function<std::string(double)>& label_x) {
  if (points.empty()) return "";
  PlotEnds x;
  PlotEnds y;
  for (const PlotPoint& point : points) {
    x.take(point.x);
    y.take(point.y);
  }
  const std::string top = label_y(y.high);
  const std::string bottom = label_y(y.low);
  const std::size_t margin = std::max(width_of(top), width_of(bottom)) + 3;
  const std::size_t width = screen_columns - margin - 1;
  std::vector<std::string> rows(plot_rows, std::string(width, ' '));
  for (const PlotPoint& point : points) {
    char& cell = rows[plot_rows - 1 - y.cell(point.y, plot_rows)][x.cell(point.x, width)];
    const bool is_free = cell == ' ';
    if (is_free || marks.find(cell) < marks.find(point.mark)) cell = point.mark;
  }
  std::string text = "  " + title_y + '\n';
  for (std::size_t row = 0; row < plot_rows; ++row) {
    std::string label;
    if (row == 0) label = top;
    if (row + 1 == plot_rows && y.high > y.low) label = bottom;
    std::string line = std::string(margin - 1 - width_of(label), ' ') + label + '|' + rows[row];
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  const std::string indent(margin, ' ');
  text += std::string(margin - 1, ' ') + '+' + std::string(width, '-') + '\n';
  text += indent +
          (x.high > x.low ? between(label_x(x.low), label_x(x.high), width) : label_x(x.low)) +
          '\n';
  text += indent + between("", title_x, width) + '\n';
  return text;
}

}  // namespace tiersim
