#include "analysis/max_flow.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tiersim {

std::size_t FlowNetwork::add_edge(std::size_t from, std::size_t to, double capacity) {
  edges_of_[from].push_back(edges_.size());
  edges_.push_back({to, capacity});
  edges_of_[to].push_back(edges_.size());
  edges_.push_back({from, 0});
  return edges_.size() / 2 - 1;
}

double FlowNetwork::run(std::size_t source, std::size_t sink) {
  double out_of_source = 0;
  for (const std::size_t edge : edges_of_[source]) out_of_source += edges_[edge].left;
  nothing_ = std::isfinite(out_of_source) ? out_of_source * 1e-12 : 0;
  double total = 0;
  while (find_levels(source, sink)) {
    next_.assign(edges_of_.size(), 0);
    while (true) {
      const double pushed = push(source, sink, std::numeric_limits<double>::infinity());
      if (pushed <= nothing_) break;
      total += pushed;
    }
  }
  return total;
}

/// Steps from the source along edges with capacity left. \return is the sink reached?
bool FlowNetwork::find_levels(std::size_t source, std::size_t sink) {
  level_.assign(edges_of_.size(), -1);
  level_[source] = 0;
  std::vector<std::size_t> reached{source};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const std::size_t number : edges_of_[reached[i]]) {
      const Edge& edge = edges_[number];
      if (edge.left <= nothing_ || level_[edge.to] >= 0) continue;
      level_[edge.to] = level_[reached[i]] + 1;
      reached.push_back(edge.to);
    }
  }
  return level_[sink] >= 0;
}

/// Pushes along one path that gets a step nearer with each edge; as deep as the network is long.
double FlowNetwork::push(std::size_t node, std::size_t sink, double at_most) {
  if (node == sink) return at_most;
  for (std::size_t& next = next_[node]; next < edges_of_[node].size(); ++next) {
    const std::size_t number = edges_of_[node][next];
    Edge& edge = edges_[number];
    if (edge.left <= nothing_ || level_[edge.to] != level_[node] + 1) continue;
    const double pushed = push(edge.to, sink, std::min(at_most, edge.left));
    if (pushed <= nothing_) continue;
    edge.left -= pushed;
    edges_[number ^ 1U].left += pushed;
    return pushed;
  }
  return 0;
}

}  // namespace tiersim
