#pragma once
// What the rows of the table of KPIs are written with, and the families they come in.

#include <cstdint>
#include <utility>
#include <vector>

#include "tiersim/kpi.hpp"

namespace tiersim {

inline constexpr Stat mean{0};
inline constexpr Stat median{0.5};
inline constexpr Stat p90{0.9};
inline constexpr Stat p95{0.95};

inline const std::vector<Label> by_ticket{Label::priority, Label::type, Label::kind, Label::channel,
                                          Label::customer};
inline const std::vector<Label> by_ticket_and_people{Label::priority, Label::type,     Label::kind,
                                                     Label::channel,  Label::customer, Label::tier,
                                                     Label::group};
inline const std::vector<Label> by_ticket_and_tier{Label::priority, Label::type,     Label::kind,
                                                   Label::channel,  Label::customer, Label::tier};
inline const std::vector<Label> by_people{Label::tier, Label::group};
inline const std::vector<Label> by_tier{Label::tier};
inline const std::vector<Label> by_clock{Label::priority, Label::type, Label::kind,  Label::channel,
                                         Label::customer, Label::tier, Label::group, Label::sla};
inline const std::vector<Label> by_leaf{Label::priority, Label::type, Label::kind, Label::channel,
                                        Label::customer};
inline const std::vector<Label> by_penalty{Label::priority, Label::type,     Label::kind,
                                           Label::channel,  Label::customer, Label::sla};

template <class... Sums>
Part part(Section section, Sums... sums) {
  return {section, {static_cast<std::uint8_t>(sums)...}};
}
template <class... Sums>
Part tickets(Sums... sums) {
  return part(Section::tickets, sums...);
}
template <class... Sums>
Part flow(Sums... sums) {
  return part(Section::flow, sums...);
}

/// The pattern of shares of which more is better, and of numbers of which less is better.
[[nodiscard]] KpiRow share(std::vector<Label> labels);
[[nodiscard]] KpiRow number(std::vector<Label> labels);

/// Rows that are alike: unit, direction, form, stats, `grows` and weight are the pattern's, and so
/// are the labels of a row that gives none itself.
[[nodiscard]] std::vector<KpiRow> alike(const KpiRow& pattern, std::vector<KpiRow> rows);
/// One list of several.
[[nodiscard]] std::vector<KpiRow> in_order(std::vector<std::vector<KpiRow>> lists);

// The families, in the order of the table.
[[nodiscard]] std::vector<KpiRow> quality_rows();
[[nodiscard]] std::vector<KpiRow> satisfaction_rows();
[[nodiscard]] std::vector<KpiRow> time_rows();
[[nodiscard]] std::vector<KpiRow> clock_rows();
[[nodiscard]] std::vector<KpiRow> flow_rows();
[[nodiscard]] std::vector<KpiRow> backlog_rows();
[[nodiscard]] std::vector<KpiRow> people_rows();
[[nodiscard]] std::vector<KpiRow> cost_rows();

}  // namespace tiersim
