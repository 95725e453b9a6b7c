// Attribution as tables of text.

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "tiersim/attribution.hpp"

namespace tiersim {
namespace {

constexpr std::size_t row_columns = 12;
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

bool fits(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (width_of(text.substr(0, end)) > screen_columns) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

/// The tables of one SLA.
class BreachTables {
 public:
  BreachTables(const Model& model, const Attribution& attribution, SlaId sla)
      : model_{model},
        attribution_{attribution},
        sla_{sla},
        sum_{attribution.overall(sla)},
        shown_{parts_with_time(model, sum_)} {}

  /// With as many columns as fit: the smallest parts are told as `other`.
  [[nodiscard]] std::string text() {
    if (sum_.clocks == 0) return "";
    std::string tables = all_tables();
    for (; !fits(tables) && shown_.size() > 1; tables = all_tables()) {
      shown_.erase(std::ranges::min_element(
          shown_, {}, [&](const BreachPart& part) { return sum_.of_part(part).elapsed_ms; }));
      has_other_ = true;
    }
    return title() + tables;
  }

 private:
  using Row = std::vector<std::string>;
  using Name = std::function<std::string(std::size_t)>;

  [[nodiscard]] std::string title() const {
    const BreachTime whole = sum_.whole();
    const std::string line = fmt::format(
        "Where the time of breached clocks went: {}, {} clocks, {} each from start to stop, of "
        "which the clock ran {}; shares of it by cause:",
        model_.slas[sla_].name, clocks_text(sum_), mean_text(whole.elapsed_ms, sum_.clocks),
        mean_text(whole.clock_ms, sum_.clocks));
    return wrapped(line, screen_columns, "  ") + '\n';
  }

  [[nodiscard]] std::string all_tables() const {
    return by_tier() +
           by_label("By priority", attribution_.by_priority[sla_],
                    [&](std::size_t i) { return model_.priorities[i]; }) +
           by_label("By type", attribution_.by_type[sla_],
                    [&](std::size_t i) { return model_.types[TypeId{i}].name; });
  }

  /// Mean of a replication.
  [[nodiscard]] std::string clocks_text(const BreachSum& sum) const {
    const std::size_t replications = std::max<std::size_t>(attribution_.replications, 1);
    return count_text(static_cast<double>(sum.clocks) / static_cast<double>(replications));
  }

  [[nodiscard]] Row header(const std::string& first) const {
    Row row{first};
    for (const BreachPart& part : shown_) {
      row.push_back(shortened(to_text(model_, part), part_columns));
    }
    if (has_other_) row.emplace_back("other");
    return row;
  }

  /// \param here  the sum of all parts. \param of_part  in ms.
  template <class OfPart>
  void put_shares(Row& row, std::int64_t here, std::int64_t whole, const OfPart& of_part) const {
    std::int64_t other = here;
    for (const BreachPart& part : shown_) {
      row.push_back(share_text(of_part(part), whole));
      other -= of_part(part);
    }
    if (has_other_) row.push_back(share_text(other, whole));
  }

  [[nodiscard]] std::string by_tier() const {
    TextTable table;
    Row first = header("By tier");
    first.emplace_back("all");
    table.add(std::move(first));
    for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) {
      if (sum_.of_tier(TierId{t}).elapsed_ms > 0) table.add(tier_row(TierId{t}));
    }
    table.add(shares("all tiers", sum_, &BreachTime::elapsed_ms));
    table.add(shares("clock time", sum_, &BreachTime::clock_ms));
    return table.block(screen_columns);
  }

  [[nodiscard]] Row tier_row(TierId tier) const {
    const std::int64_t whole = sum_.whole().elapsed_ms;
    const std::int64_t here = sum_.of_tier(tier).elapsed_ms;
    Row row{shortened(model_.tiers[tier].name, row_columns)};
    put_shares(row, here, whole,
               [&](const BreachPart& part) { return sum_.part(tier, part).elapsed_ms; });
    row.push_back(share_text(here, whole));
    return row;
  }

  [[nodiscard]] Row
  shares(const std::string& name, const BreachSum& sum, std::int64_t BreachTime::*which) const {
    Row row{shortened(name, row_columns)};
    const std::int64_t whole = sum.whole().*which;
    put_shares(row, whole, whole, [&](const BreachPart& part) { return sum.of_part(part).*which; });
    return row;
  }

  [[nodiscard]] std::string by_label(const std::string& title,
                                     const std::vector<BreachSum>& sums,
                                     const Name& name_of) const {
    if (sums.size() < 2) return "";
    TextTable table;
    Row first = header(title);
    first.insert(first.begin() + 1, {"clocks", "each"});
    table.add(std::move(first));
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (sums[i].clocks == 0) continue;
      Row row = shares(name_of(i), sums[i], &BreachTime::elapsed_ms);
      const std::string each = mean_text(sums[i].whole().elapsed_ms, sums[i].clocks);
      row.insert(row.begin() + 1, {clocks_text(sums[i]), each});
      table.add(std::move(row));
    }
    return table.block(screen_columns);
  }

  const Model& model_;
  const Attribution& attribution_;
  SlaId sla_;
  BreachSum sum_;
  std::vector<BreachPart> shown_;
  bool has_other_ = false;
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
