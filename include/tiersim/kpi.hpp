#pragma once
// KPIs as data: one row each, from which text, JSON, targets and documentation are made.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/periods.hpp"

namespace tiersim {

enum class Unit : std::uint8_t {
  share,     ///< in [0, 1]
  duration,  ///< value in ms; JSON gives hours
  money,     ///< major units of the scenario's currency
  count,
  per_hour,
  business_days,  ///< of the business calendar
};
enum class Direction : std::uint8_t { higher_is_better, lower_is_better, neither };

/// What restricts a KPI; `age` is that of open tickets. Any KPI can be restricted to one period
/// (day, week or month) besides its own labels.
enum class Label : std::uint8_t {
  priority,
  type,
  kind,
  channel,
  customer,
  tier,
  group,
  sla,
  age,
  day,
  week,
  month
};
[[nodiscard]] std::string_view to_text(Label label);
[[nodiscard]] std::optional<Label> to_label(std::string_view text);
[[nodiscard]] Label label_of(PeriodKind kind);
[[nodiscard]] std::optional<PeriodKind> period_kind(Label label);

/// Label values that restrict a KPI, in the order of Label; empty: overall.
using Labels = std::vector<std::pair<Label, std::string>>;

/// What is asked of a KPI: its mean (shares and totals: the value itself) or a quantile.
struct Stat {
  double quantile = 0;  ///< in (0, 1); 0: the mean
  bool operator==(const Stat&) const = default;
};
[[nodiscard]] std::string to_text(Stat stat);                      ///< "mean", "median", "p90"
[[nodiscard]] std::optional<Stat> to_stat(std::string_view text);  ///< also "p99.5"; p0.1 to p99.9

/// A weighted sum of measures: the numerator or denominator of a KPI. Small, since with many
/// customers there are very many: what has more than 2^32 sums is refused before.
struct Terms {
  std::vector<std::uint32_t> of;  ///< indices into Measures::sums
  double weight = 1;              ///< of each
  double constant = 0;
  [[nodiscard]] double operator()(const Measures& measures) const;
};

enum class Form : std::uint8_t {
  share,  ///< of tickets: Wilson interval
  ratio,  ///< of sums: delta method or jackknife
  total,  ///< per replication: mean with a t interval
};

/// A family of measures, which knows what labels restrict it.
enum class Section : std::uint8_t {
  tickets,    ///< TicketSum; by leaf labels, or by tier and group
  clocks,     ///< SlaSum; likewise, and by SLA
  flow,       ///< FlowSum; by leaf labels and tier
  work,       ///< WorkSum; by leaf labels, tier and group
  staff,      ///< StaffSum; by tier and group
  cost,       ///< StaffSum labour and overhead; by leaf labels too
  cost_base,  ///< tickets opened; by tier the entries
  penalties,  ///< by leaf labels and SLA
  downtime,   ///< by leaf labels
  credits,    ///< CreditSum; by SLA
  backlog,    ///< BacklogSum; by tier, and its columns of ages by age
  one,        ///< the constant 1
};

/// Some sums of a section, added up.
struct Part {
  Section section{};
  std::vector<std::uint8_t> columns;
};

struct KpiRow;

/// One number to be estimated: a KPI, a stat, and the labels it is restricted to.
struct KpiCell {
  const KpiRow* kpi = nullptr;
  Stat stat;
  Labels labels;
  Terms numerator;
  Terms denominator;                        ///< of ratios and shares; unused by totals
  std::vector<std::size_t> histograms;      ///< to be merged, for quantiles
  std::optional<std::size_t> credits = {};  ///< else the row of Measures::credits behind them
  std::optional<Window> window = {};        ///< of its period; none: the whole measured one
  std::optional<double> bound = {};         ///< of a quantile: what is above it is counted
};

/// A row of the table of KPIs.
struct KpiRow {
  std::string_view id = {};
  std::string_view title = {};
  std::string_view definition = {};
  std::string_view tools = {};  ///< which tools report it so, with the page that says it
  Unit unit{};
  Direction direction{};
  Form form{};
  std::vector<Label> labels = {};      ///< that it can carry
  std::vector<Stat> stats = {Stat{}};  ///< printed, the default first
  bool grows = false;                  ///< meaningless while the backlog grows
  Part numerator = {};
  Part denominator = {Section::one, {}};
  double weight = 1;  ///< of the numerator
  /// What the numerator is divided by besides.
  enum class Per : std::uint8_t {
    none,
    month,         ///< months of the window
    window,        ///< its time
    close,         ///< closes of business in it
    full_time,     ///< its weeks x the hours of a full-time week: hours to FTE
    fte_month,     ///< multiplied by a full-time month instead: of money an hour
    business_day,  ///< a business day: open time to business days
  } per = Per::none;
  std::optional<DurationKind> quantiles = {};  ///< the histograms behind them
  bool of_months = false;                      ///< its quantiles are those of single months
  bool of_targets = false;                     ///< only told of targets that are judged by period
  bool exceeds_one = false;                    ///< a share of something that it is no part of
  bool is_proxy = false;            ///< computed in the place of what nobody has measured
  double least = 0;                 ///< nothing is below it
  std::optional<double> most = {};  ///< nor above this; none: the end of its unit
};

[[nodiscard]] inline bool has_quantiles(const KpiRow& row) {
  return row.quantiles.has_value() || row.of_months;
}

/// The values that a KPI can have, both ends included; in the unit's base.
struct KpiRange {
  double low = 0;
  double high = 0;  ///< infinity: no end
};
/// Nothing is below 0, and no share above 1, but for those that may (exceeds_one) or say otherwise.
[[nodiscard]] KpiRange range_of(const KpiRow& row);

/// All labels that the KPI can carry, those of periods included.
[[nodiscard]] std::vector<Label> labels_of(const KpiRow& row);

/// The table. Ids are those of the domain page.
[[nodiscard]] std::span<const KpiRow> kpi_table();
[[nodiscard]] const KpiRow* find_kpi(std::string_view id);

/// Why a cell cannot be: an unknown label, value or combination; with a suggestion.
struct CellProblem {
  std::string what;
  std::string suggestion;
};

/// What is wrong with such a cell, if anything: looks at its labels, not at what it is made of.
[[nodiscard]] std::optional<CellProblem> cell_problem(
    const Model& model, const MeasureLayout& layout, const KpiRow& row, Stat stat, Labels labels);

/// \return the cell, or fills `problem`.
[[nodiscard]] std::optional<KpiCell> make_cell(const Model& model,
                                               const MeasureLayout& layout,
                                               const KpiRow& row,
                                               Stat stat,
                                               Labels labels,
                                               CellProblem* problem = nullptr);

/// All cells of a report: each KPI and stat, overall and by each value of its labels, and SLAs by
/// priority. In the order of the table, then of labels and values.
[[nodiscard]] std::vector<KpiCell> report_cells(const Model& model, const MeasureLayout& layout);

/// The cell restricted to a period of the measured window. \param label  that of its kind.
[[nodiscard]] KpiCell
in_period(const Model& model, KpiCell cell, Label label, const Period& period);

/// The same by each period of a kind: in the order of periods, then of report_cells.
[[nodiscard]] std::vector<KpiCell>
period_cells(const Model& model, const std::vector<KpiCell>& cells, PeriodKind kind);

/// The values that a label can take in this model.
[[nodiscard]] std::vector<std::string> label_values(const Model& model, Label label);
[[nodiscard]] bool has_value(const Model& model, Label label, std::string_view value);

}  // namespace tiersim
