// Cost against quality as a page.

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report_format.hpp"
#include "analysis/sweep_report.hpp"
#include "analysis/text_table.hpp"

namespace tiersim {
namespace {

/// More points than this are told by files; the page shows the frontier.
constexpr std::size_t most_shown_points = 40;

class CurvePage {
 public:
  CurvePage(const SweepReport& report, const std::vector<SweepAxis>& axes, const CostCurve& curve)
      : report_{report}, axes_{axes}, curve_{curve} {}

  [[nodiscard]] std::string text() const {
    std::string page = sweep_head(report_) + axes_text(axes_) + '\n' + points() + '\n' + plot();
    if (!curve_.steps.empty()) page += '\n' + prices();
    page += '\n' + words();
    return page + sweep_foot(report_);
  }

 private:
  [[nodiscard]] const std::string& currency() const { return report_.model.currency; }

  [[nodiscard]] std::string mark_of(std::size_t point) const {
    const auto found = std::ranges::find(curve_.frontier, point);
    if (found == curve_.frontier.end()) {
      const bool grows = std::ranges::find(curve_.left_out, point) != curve_.left_out.end();
      return grows ? "grows" : "";
    }
    const auto at = static_cast<std::size_t>(found - curve_.frontier.begin());
    if (curve_.knee != at) return "*";
    return curve_.rivals.empty() ? "knee" : "knee?";
  }

  void add_value(std::vector<std::string>& row, std::size_t point, std::size_t kpi) const {
    const Estimate& estimate = report_.outcomes[point].estimates[kpi];
    const Unit unit = report_.kpis[kpi].row->unit;
    row.push_back(value_text(estimate.value, unit, currency()));
    row.push_back(interval_text(estimate, unit));
  }

  [[nodiscard]] std::string points() const {
    const bool shows_all = report_.outcomes.size() <= most_shown_points;
    TextTable table;
    std::vector<std::string> head;
    for (std::size_t i = 0; i < axes_.size(); ++i) head.push_back(letter_of(i));
    head.insert(head.end(), {to_text(report_.of.cost), "", to_text(report_.of.quality), "", ""});
    table.add(head);
    for (std::size_t point = 0; point < report_.outcomes.size(); ++point) {
      const std::string mark = mark_of(point);
      if (!shows_all && (mark.empty() || mark == "grows")) continue;
      std::vector<std::string> row = report_.labels[point];
      add_value(row, point, report_.of.cost_number);
      add_value(row, point, report_.of.quality_number);
      row.push_back(mark);
      table.add(std::move(row));
    }
    table.may_go({axes_.size() + 1, axes_.size() + 3});
    std::string text = table.text(screen_columns);
    if (!shows_all) {
      text += fmt::format("  of {} points those on the frontier; all of them: --out DIR\n",
                          report_.outcomes.size());
    }
    return text;
  }

  [[nodiscard]] std::string plot() const {
    const Unit unit_x = report_.of.cost.row->unit;
    const Unit unit_y = report_.of.quality.row->unit;
    std::vector<PlotPoint> marks;
    for (std::size_t point = 0; point < report_.outcomes.size(); ++point) {
      const auto& cost = report_.outcomes[point].estimates[report_.of.cost_number].value;
      const auto& quality = report_.outcomes[point].estimates[report_.of.quality_number].value;
      if (!cost || !quality) continue;
      const std::string mark = mark_of(point);
      marks.push_back({*cost, *quality, mark.starts_with("knee") ? 'K' : mark == "*" ? '*' : '.'});
    }
    return text_plot(
        marks, to_text(report_.of.quality), to_text(report_.of.cost),
        [&](double y) { return value_text(y, unit_y, currency()); },
        [&](double x) { return value_text(x, unit_x, currency()); });
  }

  /// "a=8, b=x1".
  [[nodiscard]] std::string name_of(std::size_t point) const {
    std::string name;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      name += fmt::format("{}{}={}", i == 0 ? "" : ", ", letter_of(i), report_.labels[point][i]);
    }
    return name;
  }

  /// "a=8, b=x1 -> a=9": of the second point what differs.
  [[nodiscard]] std::string name_of(const PricedStep& step) const {
    std::string name;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      const std::string& label = report_.labels[step.to][i];
      if (label == report_.labels[step.from][i]) continue;
      name += fmt::format("{}{}={}", name.empty() ? "" : ", ", letter_of(i), label);
    }
    return fmt::format("{} -> {}", name_of(step.from), name);
  }

  [[nodiscard]] std::string prices() const {
    const Unit unit = report_.of.quality.row->unit;
    const QualityUnit bought = quality_unit(unit);
    TextTable table;
    table.add({"From one to the next", "gain", "", "cost", fmt::format("per {}", bought.one), ""});
    for (const PricedStep& step : curve_.steps) {
      const bool is_known = step.known && step.price;
      const DifferenceCells gain = difference_cells(step.gain, unit, currency());
      table.add({name_of(step), gain.value, gain.interval,
                 signed_text(*step.cost.value, report_.of.cost.row->unit, currency()),
                 is_known ? grouped(*step.price * bought.size, 0) : "not told",
                 is_known ? price_interval_text(step, bought.size) : "apart"});
    }
    table.may_go({2});  // a price never stands without its interval
    return table.text(screen_columns);
  }

  /// The mean price from one point of the frontier to another, in words; empty where it is not
  /// known.
  [[nodiscard]] std::string price_between(std::size_t from, std::size_t to) const {
    const PricedStep step = priced_step(report_.outcomes, from, to, report_.of, report_.level());
    if (!step.price || !step.known) return "";
    const double per = quality_unit(report_.of.quality.row->unit).size;
    return value_text(*step.price * per, report_.of.cost.row->unit, currency()) + ' ' +
           price_interval_text(step, per);
  }

  /// What the knee is not told apart from; empty where it is told apart from all.
  [[nodiscard]] std::string rival_words() const {
    std::string names;
    bool has_end = false;
    for (const std::size_t rival : curve_.rivals) {
      has_end = has_end || rival == 0 || rival + 1 == curve_.frontier.size();
      names += (names.empty() ? "" : "; ") + name_of(curve_.frontier[rival]);
    }
    if (names.empty()) return "";
    return fmt::format(
        "That is by the means: these replications do not tell it apart from {}{} (more "
        "--replications may). ",
        names, has_end ? ", and so not whether the frontier bends at all" : "");
  }

  /// Where it stops to pay.
  [[nodiscard]] std::string knee_words() const {
    const std::vector<std::size_t>& frontier = curve_.frontier;
    const std::size_t knee = frontier[*curve_.knee];
    const std::string one = quality_unit(report_.of.quality.row->unit).one;
    const std::string before = price_between(frontier.front(), knee);
    const std::string beyond = price_between(knee, frontier.back());
    std::string text = fmt::format("The knee is {}: ", name_of(knee));
    if (before.empty() && beyond.empty()) {
      text += "neither up to it nor beyond it is a gain told apart from none";
    } else if (before.empty()) {
      text += fmt::format("up to it no gain is told apart from none, beyond it one more {} costs "
                          "{} on average",
                          one, beyond);
    } else {
      text += fmt::format("up to it one more {} costs {} on average, beyond it {}", one, before,
                          beyond.empty() ? "no gain is told apart from none" : beyond);
    }
    return text + ". " + rival_words();
  }

  [[nodiscard]] std::string words() const {
    std::string text = fmt::format(
        "* is on the efficient frontier: no other point has more {} for the same cost or less. ",
        to_text(report_.of.quality));
    if (report_.of.sign() < 0) text.replace(text.find("more"), 4, "less");
    const std::vector<std::size_t>& frontier = curve_.frontier;
    if (curve_.knee) {
      text += knee_words();
    } else if (frontier.size() > 1) {
      text += "It has no knee: nowhere does it rise above the straight line between its ends. ";
    }
    if (!curve_.left_out.empty()) {
      text += fmt::format("{} {} left out: the backlog grows there, or nothing was counted. ",
                          curve_.left_out.size(),
                          curve_.left_out.size() == 1 ? "point is" : "points are");
    }
    text += "Gains are paired differences, each with an interval of its own.";
    return wrapped(text, screen_columns, "  ") + '\n';
  }

  const SweepReport& report_;
  const std::vector<SweepAxis>& axes_;
  const CostCurve& curve_;
};

}  // namespace

std::string
curve_page(const SweepReport& report, const std::vector<SweepAxis>& axes, const CostCurve& curve) {
  return CurvePage{report, axes, curve}.text();
}

}  // namespace tiersim
