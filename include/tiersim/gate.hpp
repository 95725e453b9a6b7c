#pragma once
// The sequential test of `tiersim check`: replications are looked at batch by batch, until what is
// promised is seen to hold or to be missed. Arithmetic alone: it simulates nothing.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tiersim {

enum class Decision : std::uint8_t {
  undecided,
  pass,
  fail,
  nothing,  ///< the first batches had nothing to count
};

/// One replication of what is tested.
struct GateSample {
  /// How far it is beyond its bound, in totals: of `N / D <= b` it is N - b D; of `>=` b D - N; of
  /// a quantile `q <= x` the tickets that are longer than x, less 1 - q of all. A number where
  /// there is no ticket, too: 0. Finite.
  double beyond = 0;
  double weight = 1;  ///< D; >= 0
};

/// Tests whether the mean of GateSample::beyond is at most 0. With probability 1 - a at least it
/// passes where that is so, and fails where it is beyond by the indifference zone or more; between
/// the two it may do either. The a are asymptotic: of batches whose means are normal.
/// \source  Kim and Nelson, ACM Transactions on Modeling and Computer Simulation 11 (2001),
/// 251-273,
///          with c = 1, for two systems whose difference is `beyond` less half of the zone.
class GateTest {
 public:
  static constexpr std::size_t first_batches = 20;
  static constexpr std::size_t least_batch = 10;  ///< replications
  static constexpr double most_skewness = 0.5;    ///< of the mean of a batch
  /// Where the mean of the first batches is so far from the bound that this part of the distance is
  /// more than the zone, that part is the zone.
  static constexpr double far_part = 0.02;
  /// Where half of the zone is so many standard errors of the mean, skewed means may be tested:
  /// whatever their law, they are on the wrong side by that much in 1 of 101 cases (Cantelli).
  static constexpr double small_errors = 10;
  /// Before so many replications nothing is decided.
  static constexpr std::size_t least_replications = first_batches * least_batch;

  /// \param zone          > 0; in the unit of N / D.
  /// \param least_weight  before so much of D nothing is decided: rare events that were not seen
  ///                      yet would look like none.
  explicit GateTest(double zone, double least_weight = 0)
      : zone_{zone}, least_weight_{least_weight} {}

  void add(const GateSample& sample);

  /// As it is after the last whole batch. \param pass_error, fail_error  a of either side, in (0,
  /// 0.5).
  [[nodiscard]] Decision look(double pass_error, double fail_error) const;
  /// Replications after which there is something new to look at.
  [[nodiscard]] std::size_t next_look() const;

  [[nodiscard]] double zone() const { return zone_; }
  [[nodiscard]] std::size_t replications() const { return beyond_.size(); }
  /// Replications in a batch: doubled until the first batches are hardly skewed.
  [[nodiscard]] std::size_t batch() const { return batch_; }
  /// Mean of what is beyond, by the weight; in the unit of N / D. Null: nothing was weighed.
  [[nodiscard]] std::optional<double> mean_beyond() const;
  /// Of the mean of what is beyond, by replications; > 1 of them.
  [[nodiscard]] double standard_error() const;

 private:
  void close_first_batches();
  [[nodiscard]] double skewness_of_batch() const;
  [[nodiscard]] double mean_of_batch(std::size_t index) const;

  double zone_;
  double least_weight_;
  std::size_t batch_ = least_batch;
  std::vector<double> beyond_;  ///< [replication]
  double sum_of_beyond_ = 0;
  double weight_ = 0;
  std::size_t batches_ = 0;  ///< whole ones that were looked at; 0: the first ones are not whole
  double sum_ = 0;           ///< of their means, each less half of the zone
  double half_zone_ = 0;     ///< in the unit of `beyond`
  double variance_ = 0;      ///< of the means of the first batches
};

/// How much of it is tested at once.
struct GateRule {
  double zone = 0;          ///< as GateTest
  bool is_one_of = false;   ///< of the family that may fail a check; the others stand alone
  double least_weight = 0;  ///< as GateTest
};

/// Several promises of one plan. The chance that any that holds fails is at most a, and so is the
/// chance that any passes that is missed by its zone: Holm's method on either side, since whatever
/// has failed needs no more care in failing the others.
/// \source  Holm, Scandinavian Journal of Statistics 6 (1979), 65-70; De and Baron, Sequential
///          Analysis 31 (2012), 238-262, for sequential tests.
class Gate {
 public:
  /// \param error_rate  a, in (0, 0.5).
  Gate(const std::vector<GateRule>& rules, double error_rate);

  /// The next replication. \param samples  shape [rules].
  void add(std::span<const GateSample> samples);

  [[nodiscard]] const GateTest& test(std::size_t rule) const { return tests_[rule]; }
  [[nodiscard]] Decision decision(std::size_t rule) const { return decisions_[rule]; }
  /// Replications that were needed; 0: not decided.
  [[nodiscard]] std::size_t decided_after(std::size_t rule) const { return decided_after_[rule]; }
  [[nodiscard]] bool is_decided() const;
  [[nodiscard]] std::size_t replications() const { return replications_; }
  /// Replications after which each that is undecided can be looked at again.
  [[nodiscard]] std::size_t next_look() const;

 private:
  /// \return whether any was decided.
  bool look_at_all();

  double error_rate_;
  std::vector<GateRule> rules_;
  std::vector<GateTest> tests_;
  std::vector<Decision> decisions_;
  std::vector<std::size_t> decided_after_;
  std::size_t family_ = 0;  ///< how many belong to it
  std::size_t passed_ = 0;  ///< of them
  std::size_t failed_ = 0;
  std::size_t replications_ = 0;
};

}  // namespace tiersim
