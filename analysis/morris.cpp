#include "tiersim/morris.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "tiersim/random.hpp"

namespace tiersim {
namespace {

using GridPoint = std::vector<std::size_t>;

/// Uniforms of one trajectory, one after another.
class MorrisDraws {
 public:
  MorrisDraws(DrawKey key, std::size_t trajectory)
      : key_{key}, trajectory_{static_cast<std::uint32_t>(trajectory)} {}

  /// A whole number below `count`.
  [[nodiscard]] std::size_t below(std::size_t count) {
    const DrawAddress at{.replication = trajectory_, .cell = 0, .item = used_++};
    const double u = draw(key_, at).first;
    return std::min(count - 1, static_cast<std::size_t>(u * static_cast<double>(count)));
  }

 private:
  DrawKey key_;
  std::uint32_t trajectory_;
  std::uint32_t used_ = 0;
};

/// Any value can move so far, up or down; the middle one of an odd number either way.
std::size_t jump_of(std::size_t levels) { return levels / 2; }

/// All parameters in an order that is drawn.
std::vector<std::size_t> drawn_order(std::size_t count, MorrisDraws& draws) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[draws.below(i)]);
  return order;
}

/// The value to which a parameter moves: up or down where both can be, else the way that is open.
std::size_t moved_to(std::size_t from, std::size_t levels, MorrisDraws& draws) {
  const std::size_t jump = jump_of(levels);
  const bool may_rise = from + jump < levels;
  const bool may_fall = from >= jump;
  const bool rises = may_rise && (!may_fall || draws.below(2) == 1);
  return rises ? from + jump : from - jump;
}

/// The number of a point among those visited, of which it becomes one.
std::size_t
number_of(const GridPoint& point, std::map<GridPoint, std::size_t>& known, MorrisDesign& design) {
  const auto [entry, is_new] = known.emplace(point, design.points.size());
  if (is_new) design.points.push_back(point);
  return entry->second;
}

}  // namespace

MorrisDesign
morris_design(std::vector<std::size_t> levels, std::size_t trajectories, std::uint64_t seed) {
  MorrisDesign design;
  design.levels = std::move(levels);
  const std::size_t parameters = design.levels.size();
  const DrawKey key{seed, "morris"};
  std::map<GridPoint, std::size_t> known;
  for (std::size_t t = 0; t < trajectories; ++t) {
    MorrisDraws draws{key, t};
    GridPoint at;
    for (const std::size_t count : design.levels) at.push_back(draws.below(count));
    design.moved.push_back(drawn_order(parameters, draws));
    std::vector<std::size_t> visited{number_of(at, known, design)};
    for (const std::size_t parameter : design.moved.back()) {
      at[parameter] = moved_to(at[parameter], design.levels[parameter], draws);
      visited.push_back(number_of(at, known, design));
    }
    design.trajectories.push_back(std::move(visited));
  }
  return design;
}

std::vector<MorrisEffect> morris_effects(const MorrisDesign& design,
                                         std::span<const double> outputs) {
  std::vector<std::vector<double>> effects(design.levels.size());
  for (std::size_t t = 0; t < design.trajectories.size(); ++t) {
    const std::vector<std::size_t>& visited = design.trajectories[t];
    for (std::size_t step = 0; step + 1 < visited.size(); ++step) {
      const std::size_t parameter = design.moved[t][step];
      const auto from = static_cast<double>(design.points[visited[step]][parameter]);
      const auto to = static_cast<double>(design.points[visited[step + 1]][parameter]);
      const auto range = static_cast<double>(design.levels[parameter] - 1);
      effects[parameter].push_back((outputs[visited[step + 1]] - outputs[visited[step]]) /
                                   (to - from) * range);
    }
  }
  std::vector<MorrisEffect> results;
  for (const std::vector<double>& own : effects) {
    MorrisEffect result;
    const auto n = static_cast<double>(own.size());
    for (const double effect : own) result.mean += effect / n;
    for (const double effect : own) result.mean_absolute += std::abs(effect) / n;
    double squares = 0;
    for (const double effect : own) squares += (effect - result.mean) * (effect - result.mean);
    if (own.size() > 1) result.deviation = std::sqrt(squares / (n - 1));
    results.push_back(result);
  }
  return results;
}

}  // namespace tiersim
