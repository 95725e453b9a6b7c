#include "analysis/growth.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "analysis/report_format.hpp"

namespace tiersim {
namespace {

/// "L2 by 5 and L3 by 2", of the tiers at which the open tickets grow; may be empty.
std::string growing_tiers(const Model& model, const Estimator& estimator) {
  std::vector<std::string> tiers;
  for (std::uint32_t i = 0; i < model.tiers.size(); ++i) {
    const std::optional<double> growth = estimator.backlog_growth(TierId{i});
    if (growth)
      tiers.push_back(fmt::format("{} by {}", model.tiers[TierId{i}].name, count_text(*growth)));
  }
  return fmt::format("{}", fmt::join(tiers, " and "));
}

}  // namespace

std::string growth_text(const Model& model, const Estimator& estimator) {
  const std::optional<double> growth = estimator.backlog_growth();
  const std::string tiers = growing_tiers(model, estimator);
  if (!growth && tiers.empty()) return "";
  if (!growth) return fmt::format("the backlog grows at {} tickets a week", tiers);
  std::string text = fmt::format("the backlog grows by {} tickets a week", count_text(*growth));
  if (!tiers.empty()) text += fmt::format(" (at {})", tiers);
  return text;
}

}  // namespace tiersim
