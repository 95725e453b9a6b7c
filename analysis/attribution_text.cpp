// Attribution as tables of text.

#include <fmt/format.h>

#include <functional>

#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "tiersim/attribution.hpp"

namespace tiersim {
namespace {

constexpr std::size_t screen_columns = 80;
constexpr std::size_t name_columns = 12;
constexpr std::size_t part_columns = 9;

std::vector<BreachPart> parts_with_time(const Model& model, const BreachSum& sum) {
  std::vector<BreachPart> parts = breach_parts(model);
  std::erase_if(parts, [&](const BreachPart& part) { return sum.of_part(part).elapsed_ms == 0; });
  return parts;
}

std::string share_text(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::string{nothing_text};
  return fmt::format("{:.1f} %", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

/// A mean over so many clocks.
std::string mean_text(std::int64_t ms, std::int64_t clocks) {
  return time_text(static_cast<double>(ms) / static_cast<double>(clocks));
}

/// The tables of one SLA.
class BreachTables {
 public:
  BreachTables(const Model& model, const Attribution& attribution, SlaId sla)
      : model_{model},
        attribution_{attribution},
        sla_{sla},
        sum_{attribution.overall(sla)},
        parts_{parts_with_time(model, sum_)} {}

  [[nodiscard]] std::string text() const {
    if (sum_.clocks == 0) return "";
    return title() + by_tier() +
           by_label("By priority", attribution_.by_priority[sla_],
                    [&](std::size_t i) { return model_.priorities[i]; }) +
           by_label("By type", attribution_.by_type[sla_],
                    [&](std::size_t i) { return model_.types[TypeId{i}].name; });
  }

 private:
  using Name = std::function<std::string(std::size_t)>;

  [[nodiscard]] std::string title() const {
    const double each = static_cast<double>(sum_.clocks) /
                        static_cast<double>(std::max<std::size_t>(attribution_.replications, 1));
    const BreachTime whole = sum_.whole();
    const std::string line = fmt::format(
        "Where the time of breached clocks went: {}, {} clocks, {} each from start to stop, of "
        "which the clock ran {}; shares of it by cause:",
        model_.slas[sla_].name, count_text(each), mean_text(whole.elapsed_ms, sum_.clocks),
        mean_text(whole.clock_ms, sum_.clocks));
    return wrapped(line, screen_columns, "  ") + '\n';
  }

  [[nodiscard]] std::vector<std::string> header(const std::string& first) const {
    std::vector<std::string> row{first};
    for (const BreachPart& part : parts_) {
      row.push_back(shortened(to_text(model_, part), part_columns));
    }
    return row;
  }

  [[nodiscard]] std::string by_tier() const {
    TextTable table;
    std::vector<std::string> first = header("By tier");
    first.emplace_back("all");
    table.add(std::move(first));
    const std::int64_t whole = sum_.whole().elapsed_ms;
    for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) {
      const std::int64_t here = sum_.of_tier(TierId{t}).elapsed_ms;
      if (here == 0) continue;
      std::vector<std::string> row{shortened(model_.tiers[TierId{t}].name, name_columns)};
      for (const BreachPart& part : parts_) {
        row.push_back(share_text(sum_.part(TierId{t}, part).elapsed_ms, whole));
      }
      row.push_back(share_text(here, whole));
      table.add(std::move(row));
    }
    table.add(shares("all tiers", sum_, &BreachTime::elapsed_ms));
    table.add(shares("clock time", sum_, &BreachTime::clock_ms));
    return table.text(screen_columns);
  }

  [[nodiscard]] std::vector<std::string>
  shares(const std::string& name, const BreachSum& sum, std::int64_t BreachTime::*which) const {
    std::vector<std::string> row{shortened(name, name_columns)};
    for (const BreachPart& part : parts_) {
      row.push_back(share_text(sum.of_part(part).*which, sum.whole().*which));
    }
    return row;
  }

  [[nodiscard]] std::string by_label(const std::string& title,
                                     const std::vector<BreachSum>& sums,
                                     const Name& name_of) const {
    if (sums.size() < 2) return "";
    TextTable table;
    std::vector<std::string> first = header(title);
    first.insert(first.begin() + 1, {"clocks", "each"});
    table.add(std::move(first));
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (sums[i].clocks == 0) continue;
      std::vector<std::string> row = shares(name_of(i), sums[i], &BreachTime::elapsed_ms);
      const auto replications = static_cast<double>(attribution_.replications);
      row.insert(row.begin() + 1, {count_text(static_cast<double>(sums[i].clocks) / replications),
                                   mean_text(sums[i].whole().elapsed_ms, sums[i].clocks)});
      table.add(std::move(row));
    }
    return table.text(screen_columns);
  }

  const Model& model_;
  const Attribution& attribution_;
  SlaId sla_;
  BreachSum sum_;
  std::vector<BreachPart> parts_;
};

}  // namespace

std::string attribution_report(const Model& model, const Attribution& attribution) {
  std::string text;
  for (std::uint32_t s = 0; s < model.slas.size(); ++s) {
    const std::string tables = BreachTables{model, attribution, SlaId{s}}.text();
    if (!tables.empty()) text += "\n" + tables;
  }
  return text.empty() ? "\nNo SLA clock was breached.\n" : text;
}

}  // namespace tiersim
