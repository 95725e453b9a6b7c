// What is varied: `PATH=RANGE` to overlays.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analysis/path_changes.hpp"
#include "analysis/sweep_range.hpp"
#include "sim/suggest.hpp"
#include "tiersim/language.hpp"
#include "tiersim/sweep.hpp"

namespace tiersim {
namespace {

/// Turns paths and values into overlays.
class AxisMaker {
 public:
  AxisMaker(const Scenario& base, const LoadPlan& load, const AxisText& told)
      : changes_{base, load, told}, told_{told} {}

  void add_to(SweepAxis& axis, const PathValues& values) {
    if (is_of_question(values.path)) {
      told_.fail(fmt::format("`{}` cannot be varied", values.path),
                 "it belongs to what is asked, not to the plan: points would not be comparable",
                 "vary for example `staff.desk.heads`, or run the two one by one");
    }
    const bool has_star = values.path.find('*') != std::string::npos;
    std::vector<std::string> paths{values.path};
    if (has_star || !values.factors.empty()) paths = changes_.known_paths(values.path);
    for (const std::string& path : paths) {
      if (values.factors.empty()) {
        add_texts(axis, path, values.texts);
      } else {
        add_factors(axis, path, values.factors);
      }
    }
  }

 private:
  static void
  add_texts(SweepAxis& axis, const std::string& path, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      axis.sets[i].push_back(fmt::format("{}={}", path, texts[i]));
    }
  }

  void add_factors(SweepAxis& axis, const std::string& path, const std::vector<double>& factors) {
    const std::vector<std::string> sets = changes_.multiplied(path, factors);
    for (std::size_t i = 0; i < factors.size(); ++i) axis.sets[i].push_back(sets[i]);
  }

  PathChanges changes_;
  const AxisText& told_;
};

std::string_view path_of(std::string_view set) { return set.substr(0, set.find('=')); }

/// Do both say what one key is?
bool overlap(std::string_view one, std::string_view other) {
  if (one.size() > other.size()) std::swap(one, other);
  return other.starts_with(one) &&
         (one.size() == other.size() || other[one.size()] == '.' || other[one.size()] == '[');
}

/// \throws BadInput where two values come to the same, or one key is set twice.
void check_axis(const SweepAxis& axis, const AxisText& told) {
  for (std::size_t i = 0; i < axis.sets.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (axis.sets[i] != axis.sets[k]) continue;
      const bool is_twice = axis.labels[i] == axis.labels[k];
      told.fail(is_twice ? fmt::format("{} is there twice", in_quotes(axis.labels[i]))
                         : fmt::format("{} and {} are the same here: {}", in_quotes(axis.labels[k]),
                                       in_quotes(axis.labels[i]), axis.sets[i].front()),
                is_twice ? "" : "factors of whole numbers are rounded",
                is_twice ? "name each value once" : "take longer steps, or write the numbers");
    }
  }
  const std::vector<std::string>& sets = axis.sets.front();
  for (std::size_t i = 0; i < sets.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const std::string_view one = path_of(sets[k]);
      const std::string_view other = path_of(sets[i]);
      if (!overlap(one, other)) continue;
      told.fail(fmt::format("`{}` and `{}` are one key, or one holds the other", one, other),
                "the later one would win", "vary each key once");
    }
  }
}

/// A path of the first that the second sets, too, or a part of it; empty where there is none.
std::string_view shared_path(const SweepAxis& one, const SweepAxis& other) {
  for (const std::string& own : one.sets.front()) {
    const bool is_shared = std::ranges::any_of(other.sets.front(), [&](const std::string& set) {
      return overlap(path_of(own), path_of(set));
    });
    if (is_shared) return path_of(own);
  }
  return {};
}

}  // namespace

void check_apart(const std::vector<SweepAxis>& axes, std::string_view option) {
  for (std::size_t a = 0; a < axes.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const std::string_view path = shared_path(axes[a], axes[b]);
      if (path.empty()) continue;
      throw BadInput{{{{std::string{option}, 0, 0},
                       fmt::format("`{}` is varied twice: by {} and by {}", path,
                                   in_quotes(axes[b].name), in_quotes(axes[a].name)),
                       "the later one would win, and the points of the other would be alike",
                       "give all its values at once, or leave it out of one of them"}}};
    }
  }
}

SweepAxis sweep_axis(const std::string& written,
                     std::string_view option,
                     const Scenario& base,
                     const LoadPlan& load) {
  const AxisText told{option, written};
  SweepAxis axis;
  AxisMaker maker{base, load, told};
  for (const std::string_view part : parts_of(written, " & ")) {
    const PathValues values = values_of_path(part, told);
    if (axis.name.empty()) {
      axis.labels = values.labels;
      axis.sets.resize(values.labels.size());
    } else if (values.labels.size() != axis.labels.size()) {
      told.fail(fmt::format("`{}` has {} values, `{}` {}", axis.name, axis.labels.size(),
                            values.path, values.labels.size()),
                "what moves together has as many values each", "");
    } else {
      for (std::size_t i = 0; i < axis.labels.size(); ++i) axis.labels[i] += '/' + values.labels[i];
    }
    axis.name += (axis.name.empty() ? "" : " & ") + values.path;
    maker.add_to(axis, values);
  }
  check_axis(axis, told);
  return axis;
}

SweepPoint point_at(const std::vector<SweepAxis>& axes, std::vector<std::size_t> at) {
  SweepPoint point{std::move(at), {}};
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::vector<std::string>& sets = axes[i].sets[point.at[i]];
    point.sets.insert(point.sets.end(), sets.begin(), sets.end());
  }
  return point;
}

std::vector<SweepPoint> grid_of(const std::vector<SweepAxis>& axes) {
  double count = 1;
  for (const SweepAxis& axis : axes) count *= static_cast<double>(axis.labels.size());
  if (count > static_cast<double>(most_sweep_points)) {
    throw BadInput{{{{"--vary", 0, 0},
                     fmt::format("the ranges have {:.0f} points together", count),
                     fmt::format("at most {}", most_sweep_points),
                     "take longer steps, vary fewer keys, or screen them with --sensitivity"}}};
  }
  std::vector<SweepPoint> points;
  std::vector<std::size_t> at(axes.size());
  for (double i = 0; i < count; ++i) {
    points.push_back(point_at(axes, at));
    for (std::size_t axis = axes.size(); axis-- > 0;) {
      if (++at[axis] < axes[axis].labels.size()) break;
      at[axis] = 0;
    }
  }
  return points;
}

}  // namespace tiersim
