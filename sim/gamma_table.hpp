#pragma once
// The gamma distribution: special functions, and its quantile function as a table.

#include <cstddef>
#include <vector>

namespace tiersim {

[[nodiscard]] double log_gamma(double x);
/// Regularised incomplete gamma functions P(shape, x) and Q = 1 - P. \param x  >= 0.
[[nodiscard]] double gamma_below(double shape, double x);
[[nodiscard]] double gamma_above(double shape, double x);

/// The quantile function of a gamma variable of mean 1, within 1e-6 for a cv in (0, 30].
///
/// Cubic Hermite pieces over z = normal_quantile(u), in which gamma quantiles are smooth from tail
/// to tail. Slopes are exact, and limited so that every piece increases (Fritsch & Carlson 1980).
class GammaTable {
 public:
  /// \param shape  1 / cv^2; > 0.
  explicit GammaTable(double shape);

  /// \param u  in (0, 1); beyond 1e-17 of either end the value stays what it is there.
  [[nodiscard]] double operator()(double u) const;
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

 private:
  struct Node {
    double value;
    double slope;  ///< by z
  };
  [[nodiscard]] static Node exact_node(double shape, double z);
  [[nodiscard]] double at(double z) const;
  [[nodiscard]] double worst_error(const std::vector<Node>& between) const;
  void interleave(const std::vector<Node>& between);
  void limit_slopes();

  double steps_per_z_ = 0;
  std::vector<Node> nodes_;  ///< evenly spaced in z
};

}  // namespace tiersim
