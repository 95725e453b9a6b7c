#pragma once
// What hours cost: by which rates they are paid, and how heads change.

#include <cstdint>
#include <vector>

#include "tiersim/model.hpp"
#include "tiersim/periods.hpp"

namespace tiersim {

/// Agent-ms by rate of ModelGroup::pay.
using TimeByRate = std::vector<std::int64_t>;

/// Adds [from, to) of so many agents. \param times  shape [rates].
void add_by_rate(
    const ModelPay& pay, Instant from, Instant to, std::int64_t agents, TimeByRate& times);

/// Salaries of a group over a window; major units.
[[nodiscard]] double salaries(const ModelGroup& group, Window window);

/// What an hour costs that no rule pays by another rate: of salaries the mean over the measured
/// window.
[[nodiscard]] double hourly_rate(const Model& model, const ModelGroup& group);

/// What rules of pay add to the pay of the rostered hours of a window, overtime left out; below 0
/// where they take away. Major units.
[[nodiscard]] double premium_pay(const Model& model, const ModelGroup& group, Window window);

/// \param times  overtime. \return major units.
[[nodiscard]] double
overtime_pay(const Model& model, const ModelGroup& group, const TimeByRate& times);

}  // namespace tiersim
