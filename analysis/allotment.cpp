#include "analysis/allotment.hpp"

#include <algorithm>
#include <limits>

#include "analysis/max_flow.hpp"

namespace tiersim {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double tolerance = 1e-9;

/// Splits work and the people for it until each part has one load.
class Balancer {
 public:
  explicit Balancer(const AllotmentProblem& problem)
      : problem_{problem}, node_of_group_(problem.supply.size(), no_node) {
    for (std::size_t d = 0; d < problem.demand.size(); ++d) {
      result_.hours.emplace_back(problem.takers[d].size(), 0.0);
      result_.load_of_demand.push_back(problem.demand[d] > 0 ? infinite : 0);
    }
    result_.load_of_supply.assign(problem.supply.size(), 0);
  }

  Allotment run() {
    Part whole;
    for (std::size_t d = 0; d < problem_.demand.size(); ++d) {
      if (problem_.demand[d] > 0 && has_hours(d)) whole.works.push_back(d);
    }
    for (std::size_t group = 0; group < problem_.supply.size(); ++group) {
      if (problem_.supply[group] > 0) whole.groups.push_back(group);
    }
    open_.push_back(std::move(whole));
    while (!open_.empty()) {
      const Part part = std::move(open_.back());
      open_.pop_back();
      balance(part);
    }
    return std::move(result_);
  }

 private:
  struct Part {
    std::vector<std::size_t> works;
    std::vector<std::size_t> groups;
  };
  static constexpr std::size_t no_node = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] bool has_hours(std::size_t d) const {
    return std::ranges::any_of(problem_.takers[d],
                               [&](std::size_t group) { return problem_.supply[group] > 0; });
  }

  /// Calls f(k) with the place of each taker of the work that is in the part at hand.
  template <class F>
  void each_taker(std::size_t d, F f) const {
    for (std::size_t k = 0; k < problem_.takers[d].size(); ++k) {
      if (node_of_group_[problem_.takers[d][k]] != no_node) f(k);
    }
  }

  /// At the mean load of all: settled if that fits; else what does not fit is the heavier part,
  /// with all who may do any of it, and what is left the lighter one.
  void balance(const Part& part) {
    for (std::size_t i = 0; i < part.groups.size(); ++i) {
      node_of_group_[part.groups[i]] = 1 + part.works.size() + i;
    }
    const std::vector<bool> may = busy(part.works);
    double work = 0;
    double hours = 0;
    for (const std::size_t d : part.works) work += problem_.demand[d];
    for (const std::size_t group : part.groups) hours += may[group] ? problem_.supply[group] : 0;
    if (hours > 0) split(part, work, work / hours, may);
    for (const std::size_t group : part.groups) node_of_group_[group] = no_node;
  }

  void split(const Part& part, double work, double load, const std::vector<bool>& may) {
    const std::size_t sink = 1 + part.works.size() + part.groups.size();
    FlowNetwork network{sink + 1};
    std::vector<std::vector<std::size_t>> edges;
    for (std::size_t i = 0; i < part.works.size(); ++i) {
      const std::size_t d = part.works[i];
      network.add_edge(0, 1 + i, problem_.demand[d]);
      edges.emplace_back();
      each_taker(d, [&](std::size_t k) {
        const std::size_t node = node_of_group_[problem_.takers[d][k]];
        edges.back().push_back(network.add_edge(1 + i, node, infinite));
      });
    }
    for (const std::size_t group : part.groups) {
      network.add_edge(node_of_group_[group], sink, problem_.supply[group] * load);
    }
    const double flow = network.run(0, sink);
    Part heavier;
    Part lighter;
    for (std::size_t i = 0; i < part.works.size(); ++i) {
      (network.is_reached(1 + i) ? heavier : lighter).works.push_back(part.works[i]);
    }
    const bool fits = flow >= work * (1 - tolerance);
    if (fits || heavier.works.empty() || lighter.works.empty()) {
      for (std::size_t i = 0; i < part.works.size(); ++i) {
        settle(part.works[i], load, network, edges[i]);
      }
      for (const std::size_t group : part.groups) {
        if (may[group]) result_.load_of_supply[group] = load;
      }
      return;
    }
    const std::vector<bool> is_taken = busy(heavier.works);
    for (const std::size_t group : part.groups) {
      (is_taken[group] ? heavier : lighter).groups.push_back(group);
    }
    open_.push_back(std::move(heavier));
    open_.push_back(std::move(lighter));
  }

  void settle(std::size_t d,
              double load,
              const FlowNetwork& network,
              const std::vector<std::size_t>& edges) {
    result_.load_of_demand[d] = load;
    std::size_t edge = 0;
    each_taker(d, [&](std::size_t k) { result_.hours[d][k] = network.flow(edges[edge++]); });
  }

  /// By group: may it do any of the work, in the part at hand?
  [[nodiscard]] std::vector<bool> busy(const std::vector<std::size_t>& works) const {
    std::vector<bool> may(problem_.supply.size(), false);
    for (const std::size_t d : works) {
      each_taker(d, [&](std::size_t k) { may[problem_.takers[d][k]] = true; });
    }
    return may;
  }

  const AllotmentProblem& problem_;
  std::vector<std::size_t> node_of_group_;  ///< in the network of the part at hand
  std::vector<Part> open_;
  Allotment result_;
};

}  // namespace

Allotment allot(const AllotmentProblem& problem) { return Balancer{problem}.run(); }

double most_covered(const AllotmentProblem& problem) {
  const std::size_t sink = 1 + problem.demand.size() + problem.supply.size();
  FlowNetwork network{sink + 1};
  for (std::size_t d = 0; d < problem.demand.size(); ++d) {
    network.add_edge(0, 1 + d, problem.demand[d]);
    for (const std::size_t group : problem.takers[d]) {
      network.add_edge(1 + d, 1 + problem.demand.size() + group, infinite);
    }
  }
  for (std::size_t group = 0; group < problem.supply.size(); ++group) {
    network.add_edge(1 + problem.demand.size() + group, sink, problem.supply[group]);
  }
  return network.run(0, sink);
}

}  // namespace tiersim
