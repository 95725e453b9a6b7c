#include "analysis/open_at_start.hpp"

#include <fmt/format.h>

#include "analysis/report_format.hpp"

namespace tiersim {

Table<TierId, std::size_t> open_at_start(const Model& model) {
  Table<TierId, std::size_t> open{model.tiers.size()};
  for (const ModelBacklog::Lot& lot : model.backlog.lots) open[lot.at] += lot.tickets;
  for (const ModelBacklog::Row& row : model.backlog.rows) ++open[row.tier];
  return open;
}

std::string open_at_start_text(const Model& model) {
  if (model.backlog.size() == 0) return "";
  const auto count = [](std::size_t n) { return grouped(static_cast<double>(n), 0); };
  const Table<TierId, std::size_t> open = open_at_start(model);
  std::string text;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (open[TierId{i}] == 0) continue;
    text += fmt::format("{}{} at {}", text.empty() ? "" : ", ", count(open[TierId{i}]),
                        model.tiers[TierId{i}].name);
  }
  return text;
}

}  // namespace tiersim
