#include "analysis/path_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "sim/suggest.hpp"
#include "tiersim/language.hpp"

namespace tiersim {

std::vector<std::string> PathChanges::known_paths(const std::string& pattern) const {
  BaseValues::DeadEnd dead_end;
  std::vector<std::string> paths = base_.matches(pattern, dead_end);
  if (!paths.empty()) return paths;
  told_.fail(fmt::format("the scenario has no {} there", in_quotes(dead_end.step)), "",
             did_you_mean(dead_end.step, dead_end.known, "names here"));
}

PathChanges::Number PathChanges::number_at(const std::string& path) const {
  if (base_.find(path) == nullptr) (void)known_paths(path);
  const std::vector<BaseValue> values = base_.value_at(path);
  std::optional<Amount> base = values.empty() ? std::nullopt : amount_of(values.front().text);
  if (base) base = in_one_unit(*base, values.front().text, false);
  if (!base || base->is_factor) {
    told_.fail(fmt::format("there is no single number at `{}`", path),
               "a change is of one number that the scenario has",
               "name the number itself, or write the value instead");
  }
  return {values.front(), *base, is_whole_number(values.front(), *base)};
}

/// Does the language refuse half of one there?
bool PathChanges::is_whole_number(const BaseValue& value, const Amount& base) const {
  if (!base.unit.empty() || base.number != std::floor(base.number)) return false;
  try {
    (void)load_({fmt::format("{}={}", value.path, base.number + 0.5)});
  } catch (const BadInput& input) {
    return std::ranges::any_of(input.problems(), [](const Problem& problem) {
      return problem.what.find("not a whole number") != std::string::npos;
    });
  }
  return false;
}

std::string PathChanges::overlay(const Number& base, double number) {
  return fmt::format("{}={}", base.at.path,
                     amount_text(base.is_whole ? std::round(number) : number, base.amount.unit));
}

std::vector<std::string> PathChanges::multiplied(const std::string& path,
                                                 std::span<const double> factors) const {
  const Number base = number_at(path);
  std::vector<std::string> sets;
  for (const double factor : factors) sets.push_back(overlay(base, factor * base.amount.number));
  return sets;
}

double PathChanges::stepped(Number& base, double sign, std::string_view step) const {
  const auto refuse = [&](std::string_view why) {
    told_.fail(fmt::format("`{}` is {} now", base.at.path, in_quotes(base.at.text)),
               std::string{why},
               "write for example `x1.1`, `+10%`, `+1` (of a plain number), `-5m` (of a length of "
               "time) or `+5pp` (of a percentage); or the value itself");
  };
  const Amount by = amount_of(step).value();
  const double now = base.amount.number;
  const bool is_percentage = base.amount.unit == "%";
  if (by.unit == "%") {
    if (is_percentage) refuse("a percentage of a percentage can be read in two ways");
    return now * (1 + sign * by.number / 100);
  }
  if (by.unit == "pp") {
    if (!is_percentage) refuse("percentage points are of a percentage");
    return now + sign * by.number;
  }
  if (by.unit == base.amount.unit && base.amount.unit != "%") return now + sign * by.number;
  // 90s and 5m are both lengths of time: they go together in milliseconds.
  const auto ours = in_one_unit(base.amount, base.at.text, true);
  const auto theirs = in_one_unit(by, step, true);
  if (base.amount.unit.empty() || !ours || !theirs) refuse("the step has another unit");
  base.amount = *ours;
  return ours->number + sign * theirs->number;
}

std::string PathChanges::changed(const std::string& path, std::string_view change) const {
  Number base = number_at(path);
  if (change.front() == 'x') {
    return overlay(base, amount_of(change).value().number * base.amount.number);
  }
  const double number = stepped(base, change.front() == '-' ? -1 : 1, change.substr(1));
  return overlay(base, number);
}

namespace {

/// `x1.1`, `+1`, `-10%`: may be a change of what is there.
bool is_change(std::string_view value) {
  if (value.empty()) return false;
  if (value.front() == 'x') return amount_of(value).has_value();
  if (value.front() != '+' && value.front() != '-') return false;
  const std::optional<Amount> amount = amount_of(value.substr(1));
  return amount && amount->number >= 0 && !amount->is_factor;
}

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// Overlays in the order in which they were typed.
class OverlayMaker {
 public:
  explicit OverlayMaker(const LoadPlan& load) : load_{load} {}

  void add(const std::string& typed) {
    const std::size_t equals = std::min(typed.find('='), typed.size());
    const std::string path{without_blanks(std::string_view{typed}.substr(0, equals))};
    const std::string_view value =
        without_blanks(std::string_view{typed}.substr(std::min(equals + 1, typed.size())));
    const bool has_star = path.find('*') != std::string::npos;
    if (!has_star && !is_change(value)) {
      made_.push_back(typed);
      return;
    }
    const AxisText told{"--set", typed};
    const LoadPlan load_more = [&](const std::vector<std::string>& more) {
      std::vector<std::string> all = made_;
      all.insert(all.end(), more.begin(), more.end());
      return load_(all);
    };
    const LoadedScenario before = load_more({});
    const PathChanges changes{before.scenario, load_more, told};
    std::vector<std::string> made;
    for (const std::string& own : has_star ? changes.known_paths(path) : std::vector{path}) {
      std::string plain = fmt::format("{}={}", own, value);
      const bool stays = !is_change(value) || is_taken(plain, load_more);
      made.push_back(stays ? std::move(plain) : changes.changed(own, value));
    }
    made_.insert(made_.end(), made.begin(), made.end());
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(made_); }

 private:
  static bool is_taken(const std::string& set, const LoadPlan& load) {
    try {
      (void)load({set});
      return true;
    } catch (const BadInput&) {
      return false;
    }
  }

  const LoadPlan& load_;
  std::vector<std::string> made_;
};

}  // namespace

std::vector<std::string> plain_overlays(const std::vector<std::string>& typed,
                                        const LoadPlan& load) {
  OverlayMaker maker{load};
  for (const std::string& one : typed) maker.add(one);
  return maker.take();
}

}  // namespace tiersim
