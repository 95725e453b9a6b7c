// Tiers as an open Jackson network (see queueing.hpp).

#include <Eigen/Dense>
#include <cmath>

#include "tiersim/queueing.hpp"

namespace tiersim {

namespace {

/// Visits to each tier: visits = arrivals + moves' x visits.
/// \return  empty where tickets never leave.
std::optional<Eigen::VectorXd> visits_of(std::span<const NetworkTier> tiers) {
  const auto size = static_cast<Eigen::Index>(tiers.size());
  Eigen::MatrixXd balance = Eigen::MatrixXd::Identity(size, size);
  Eigen::VectorXd arrivals{size};
  for (Eigen::Index from = 0; from < size; ++from) {
    const NetworkTier& tier = tiers[static_cast<std::size_t>(from)];
    arrivals[from] = tier.arrivals;
    for (Eigen::Index to = 0; to < size; ++to) {
      balance(to, from) -= tier.moves[static_cast<std::size_t>(to)];
    }
  }
  const Eigen::FullPivLU<Eigen::MatrixXd> solver{balance};
  if (!solver.isInvertible()) return std::nullopt;
  return Eigen::VectorXd{solver.solve(arrivals)};
}

}  // namespace

std::optional<NetworkAnswer> network_answer(std::span<const NetworkTier> tiers) {
  const std::optional<Eigen::VectorXd> visits = visits_of(tiers);
  if (!visits) return std::nullopt;
  NetworkAnswer answer;
  double arrivals = 0;
  double tickets = 0;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    const NetworkTier& tier = tiers[i];
    NetworkFlow flow;
    flow.visits = std::max(0.0, (*visits)[static_cast<Eigen::Index>(i)]);
    flow.load = flow.visits * tier.mean_handle;
    const double spare = static_cast<double>(tier.agents) - flow.load;
    if (flow.load > 0 && spare <= 0) return std::nullopt;
    flow.waiting = erlang_c(tier.agents, flow.load);
    flow.mean_wait = flow.load > 0 ? flow.waiting * tier.mean_handle / spare : 0;
    flow.mean_count = flow.visits * flow.mean_wait + flow.load;
    arrivals += tier.arrivals;
    tickets += flow.mean_count;
    answer.tiers.push_back(flow);
  }
  if (arrivals > 0) answer.mean_stay = tickets / arrivals;
  return answer;
}

}  // namespace tiersim
