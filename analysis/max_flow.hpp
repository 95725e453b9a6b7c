#pragma once
// Greatest flow through a small network: what flexible agents can cover at most.

#include <cstddef>
#include <vector>

namespace tiersim {

/// A directed network with capacities; any one unit.
class FlowNetwork {
 public:
  explicit FlowNetwork(std::size_t nodes) : edges_of_(nodes) {}

  /// \param capacity  >= 0; infinity where nothing bounds it.
  /// \return          the edge's number, for flow().
  std::size_t add_edge(std::size_t from, std::size_t to, double capacity);

  /// Sends as much as fits from `source` to `sink`; call once. Rests below 1e-12 of the capacity
  /// out of the source are taken as nothing.
  /// \return  the flow in all.
  /// \source  Dinitz's algorithm: Ahuja, Magnanti and Orlin, Network Flows (1993), section 7.5.
  double run(std::size_t source, std::size_t sink);

  /// What flows along an edge after run().
  [[nodiscard]] double flow(std::size_t edge) const { return edges_[2 * edge + 1].left; }
  /// After run(): can more reach this node? The nodes of which this is true are the source's side
  /// of a smallest cut.
  [[nodiscard]] bool is_reached(std::size_t node) const { return level_[node] >= 0; }

 private:
  struct Edge {
    std::size_t to;
    double left;  ///< capacity that is not used; edge 2 k + 1 is the way back of 2 k
  };

  bool find_levels(std::size_t source, std::size_t sink);
  double push(std::size_t node, std::size_t sink, double at_most);

  std::vector<Edge> edges_;
  std::vector<std::vector<std::size_t>> edges_of_;
  std::vector<int> level_;         ///< steps from the source; -1: not reached
  std::vector<std::size_t> next_;  ///< edges of a node before this one lead nowhere
  double nothing_ = 0;
};

}  // namespace tiersim
