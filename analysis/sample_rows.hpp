#pragma once
// KPIs by replication as CSV: what run, compare and optimize have in common.

#include <array>
#include <span>
#include <string>

#include "tiersim/kpi.hpp"
#include "tiersim/statistics.hpp"

namespace tiersim {

/// A column each, in this order.
inline constexpr std::array<Label, 12> labels_in_rows = {
    Label::priority, Label::type, Label::kind, Label::channel, Label::customer, Label::tier,
    Label::group,    Label::sla,  Label::age,  Label::day,     Label::week,     Label::month};
/// Those but the periods.
inline constexpr std::span<const Label> plain_labels_in_rows{labels_in_rows.data(), 9};

/// ",priority,type,...": a comma before each.
[[nodiscard]] std::string label_columns_header(std::span<const Label> labels);
/// "fcr,mean,P1,,,": KPI, stat and labels, which are the same in each replication.
[[nodiscard]] std::string cell_columns(const KpiCell& cell, std::span<const Label> labels);

inline constexpr std::string_view sample_columns_header = ",value,numerator,denominator";
/// Value, numerator and denominator in a replication, a comma before each; the denominator as it
/// is, the others in the KPI's unit. The value is the numerator itself of totals and quantiles, and
/// empty where the denominator is 0: nothing was counted.
[[nodiscard]] std::string
cell_sample_columns(const KpiCell& cell, RatioSamples samples, std::size_t replication);

/// The shortest text that is read again as the same number.
[[nodiscard]] std::string exact_text(double number);

}  // namespace tiersim
