#include "analysis/allotment.hpp"

#include <algorithm>
#include <limits>

#include "analysis/max_flow.hpp"

namespace tiersim {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double tolerance = 1e-9;

/// What is not settled yet, and the network over it: source, work, groups, sink.
class Balancer {
 public:
  explicit Balancer(const AllotmentProblem& problem)
      : problem_{problem}, is_open_(problem.demand.size()), is_free_(problem.supply.size(), true) {
    for (std::size_t d = 0; d < problem.demand.size(); ++d) {
      result_.hours.emplace_back(problem.takers[d].size(), 0.0);
      is_open_[d] = problem.demand[d] > 0 && has_hours(d);
      result_.load_of_demand.push_back(problem.demand[d] > 0 ? infinite : 0);
    }
    result_.load_of_supply.assign(problem.supply.size(), 0);
  }

  Allotment run() {
    do {
      settle_all_alone();
    } while (settle_heaviest());
    return std::move(result_);
  }

 private:
  /// Settles all work that shares its people with no other, so that no network is needed for it.
  void settle_all_alone() {
    std::vector<std::size_t> works(problem_.supply.size(), 0);  // open ones by group
    for (std::size_t d = 0; d < is_open_.size(); ++d) {
      if (!is_open_[d]) continue;
      for (const std::size_t group : problem_.takers[d]) ++works[group];
    }
    for (std::size_t d = 0; d < is_open_.size(); ++d) {
      const bool is_alone = std::ranges::all_of(problem_.takers[d], [&](std::size_t group) {
        return !is_free_[group] || works[group] == 1;
      });
      if (is_open_[d] && is_alone) settle_alone(d);
    }
  }

  void settle_alone(std::size_t d) {
    std::vector<std::size_t> groups = problem_.takers[d];
    std::erase_if(groups, [&](std::size_t group) { return !is_free_[group]; });
    std::ranges::sort(groups);
    double supply = 0;
    for (const std::size_t group : groups) supply += problem_.supply[group];
    const double load = problem_.demand[d] / supply;
    double left = problem_.demand[d];
    for (std::size_t k = 0; k < problem_.takers[d].size(); ++k) {
      const std::size_t group = problem_.takers[d][k];
      if (!is_free_[group]) continue;
      result_.hours[d][k] = std::min(left, problem_.supply[group] * load);
      left -= result_.hours[d][k];
    }
    for (const std::size_t group : groups) {
      is_free_[group] = problem_.supply[group] <= 0;
      if (!is_free_[group]) result_.load_of_supply[group] = load;
    }
    result_.load_of_demand[d] = load;
    is_open_[d] = false;
  }

  /// Settles the set of work with the highest load. \return was there any left?
  bool settle_heaviest() {
    std::vector<bool> heaviest = is_open_;
    double load = load_of(heaviest);
    if (load <= 0) return false;
    for (;;) {
      FlowNetwork network = build(load);
      const double flow = network.run(source(), sink());
      std::vector<bool> heavier = is_open_;
      for (std::size_t d = 0; d < heavier.size(); ++d) {
        heavier[d] = is_open_[d] && network.is_reached(node_of_demand(d));
      }
      const double higher = load_of(heavier);
      if (flow >= open_demand_ * (1 - tolerance) || higher <= load * (1 + tolerance)) {
        settle(heaviest, load, network);
        return true;
      }
      heaviest = heavier;
      load = higher;
    }
  }

  void settle(const std::vector<bool>& heaviest, double load, const FlowNetwork& network) {
    for (std::size_t d = 0; d < heaviest.size(); ++d) {
      if (!heaviest[d]) continue;
      result_.load_of_demand[d] = load;
      is_open_[d] = false;
      for (std::size_t k = 0; k < problem_.takers[d].size(); ++k) {
        const std::size_t group = problem_.takers[d][k];
        if (edge_[d][k] != no_edge) result_.hours[d][k] = network.flow(edge_[d][k]);
        if (is_free_[group] && problem_.supply[group] > 0) settled_.push_back(group);
      }
    }
    for (const std::size_t group : settled_) {
      is_free_[group] = false;
      result_.load_of_supply[group] = load;
    }
    settled_.clear();
    // Work whose people are all settled now had no load of its own to speak of.
    for (std::size_t d = 0; d < is_open_.size(); ++d) {
      if (is_open_[d] && !has_hours(d)) is_open_[d] = false;
    }
  }

  [[nodiscard]] bool has_hours(std::size_t d) const {
    for (const std::size_t group : problem_.takers[d]) {
      if (is_free_[group] && problem_.supply[group] > 0) return true;
    }
    return false;
  }

  /// Work of the set by the hours of all who may do any of it; 0 for an empty set.
  [[nodiscard]] double load_of(const std::vector<bool>& set) const {
    double work = 0;
    std::vector<bool> may(problem_.supply.size(), false);
    for (std::size_t d = 0; d < set.size(); ++d) {
      if (!set[d]) continue;
      work += problem_.demand[d];
      for (const std::size_t group : problem_.takers[d]) may[group] = is_free_[group];
    }
    double hours = 0;
    for (std::size_t group = 0; group < may.size(); ++group) {
      if (may[group]) hours += problem_.supply[group];
    }
    return hours > 0 ? work / hours : 0;
  }

  FlowNetwork build(double load) {
    FlowNetwork network{sink() + 1};
    edge_.assign(problem_.demand.size(), {});
    open_demand_ = 0;
    for (std::size_t d = 0; d < problem_.demand.size(); ++d) {
      edge_[d].assign(problem_.takers[d].size(), no_edge);
      if (is_open_[d]) add_demand(network, d);
    }
    for (std::size_t group = 0; group < problem_.supply.size(); ++group) {
      if (!is_free_[group]) continue;
      network.add_edge(node_of_supply(group), sink(), problem_.supply[group] * load);
    }
    return network;
  }

  void add_demand(FlowNetwork& network, std::size_t d) {
    open_demand_ += problem_.demand[d];
    network.add_edge(source(), node_of_demand(d), problem_.demand[d]);
    for (std::size_t k = 0; k < problem_.takers[d].size(); ++k) {
      const std::size_t group = problem_.takers[d][k];
      if (!is_free_[group]) continue;
      edge_[d][k] = network.add_edge(node_of_demand(d), node_of_supply(group), infinite);
    }
  }

  static constexpr std::size_t no_edge = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t source() { return 0; }
  static constexpr std::size_t node_of_demand(std::size_t d) { return 1 + d; }
  [[nodiscard]] std::size_t node_of_supply(std::size_t group) const {
    return 1 + problem_.demand.size() + group;
  }
  [[nodiscard]] std::size_t sink() const {
    return 1 + problem_.demand.size() + problem_.supply.size();
  }

  const AllotmentProblem& problem_;
  std::vector<bool> is_open_;                   ///< work that is not settled
  std::vector<bool> is_free_;                   ///< groups that are not settled
  std::vector<std::vector<std::size_t>> edge_;  ///< [demand][taker] of the latest network
  std::vector<std::size_t> settled_;
  double open_demand_ = 0;
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
