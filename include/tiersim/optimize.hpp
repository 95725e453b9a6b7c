#pragma once
// The cheapest plan that holds its targets: a search on common random numbers, and a confirmation
// on fresh ones.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/files.hpp"
#include "tiersim/language.hpp"
#include "tiersim/sampled_cell.hpp"
#include "tiersim/targets.hpp"

namespace tiersim {

// ---- The search, which knows nothing of support desks

/// For each variable, which of its values. Shape [variables].
using PlanChoice = std::vector<std::size_t>;

/// What became of a plan on the numbers of the search.
struct PlanScore {
  double cost = 0;  ///< to be made small; any unit
  /// By target: how far it is missed, in units of its tolerance; 0 or less where it is met.
  std::vector<double> excess;
  double growth = 0;  ///< tickets a week by which the backlog grows: no target holds for long then
  /// Sum of what is missed; 0 where the plan holds all.
  [[nodiscard]] double violation() const;
  /// How far the nearest target is from being missed, in tolerances; below 0 where it is.
  [[nodiscard]] double slack() const;
};

class PlanJudge {
 public:
  virtual ~PlanJudge() = default;
  /// All at once, so that they can be simulated side by side. \return shape of `plans`.
  [[nodiscard]] virtual std::vector<PlanScore> judge(std::span<const PlanChoice> plans) = 0;
};

struct PlanSpace {
  struct Axis {
    std::size_t values = 1;  ///< >= 1
    bool is_count = true;    ///< more of it costs more and helps: heads. Else both ways are tried
    std::size_t lowest = 0;  ///< nothing below it is looked at
    std::size_t start = 0;
    std::vector<bool> barred = {};  ///< [value]: never looked at; empty: none is
  };
  std::vector<Axis> axes;
  /// The plan as it is now: taken where it holds and none found is cheaper. Empty: it is not among
  /// these.
  PlanChoice now = {};
};

/// Why a plan was looked at.
enum class PlanMove : std::uint8_t { start, up, top, fewer, moved, repair, now };
[[nodiscard]] std::string_view to_text(PlanMove move);

struct SearchStep {
  std::size_t round = 0;
  PlanMove move{};
  PlanChoice plan;
  PlanScore score;
  bool taken = false;  ///< the search went on from here
};

/// Looks for the cheapest plan without a miss. Goes up from the start by the step that takes most
/// from what is missed for its cost, until nothing is; where no step helps, from the highest of
/// all. Then takes away (in steps that are halved), and moves: one more here for fewer there; until
/// nothing of that is cheaper and holds. Each plan is judged once. The plan is the best of its
/// neighbours, and need not be the best of all. Where the plan as it is now costs no more and
/// holds, it stays.
class PlanSearch {
 public:
  PlanSearch(PlanSpace space, PlanJudge& judge);
  /// \return  empty where not even the highest of all holds.
  std::optional<PlanChoice> run();
  /// A plan that is farther from a miss than this one: the cheapest of those looked at, else of
  /// those with one more. Empty where there is none.
  [[nodiscard]] std::optional<PlanChoice> safer_than(const PlanChoice& plan);

  [[nodiscard]] const std::vector<SearchStep>& steps() const { return steps_; }
  /// Null where it was not looked at.
  [[nodiscard]] const PlanScore* score(const PlanChoice& plan) const;
  [[nodiscard]] PlanChoice highest() const;
  /// That which misses least of those looked at; one at least was.
  [[nodiscard]] const PlanChoice& closest() const;

 private:
  using Plans = std::vector<PlanChoice>;
  void judge_all(const Plans& plans, PlanMove move);
  void take(const PlanChoice& plan);
  [[nodiscard]] std::optional<PlanChoice>
  stepped(const PlanChoice& plan, std::size_t axis, std::int64_t by) const;
  [[nodiscard]] Plans neighbours(const PlanChoice& plan, std::int64_t by) const;
  [[nodiscard]] Plans moves(const PlanChoice& plan, std::int64_t fewer) const;
  [[nodiscard]] std::optional<PlanChoice> exchanged(const PlanChoice& now);
  [[nodiscard]] std::optional<PlanChoice> climb(PlanChoice now);
  [[nodiscard]] std::optional<PlanChoice> best_step_up(const PlanChoice& now, const Plans& plans);
  [[nodiscard]] std::optional<PlanChoice> cheaper(const PlanChoice& now, const Plans& plans);
  [[nodiscard]] PlanChoice descend(PlanChoice now);
  [[nodiscard]] PlanChoice unless_now(PlanChoice found);
  [[nodiscard]] bool is_barred(const PlanChoice& plan) const;
  [[nodiscard]] std::size_t widest() const;

  PlanSpace space_;
  PlanJudge& judge_;
  std::map<PlanChoice, std::size_t> known_;  ///< where among the steps
  std::vector<SearchStep> steps_;
  std::size_t round_ = 0;
};

// ---- A scenario's plans

/// Thrown where a search was stopped from outside.
struct SearchStopped : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct OptimizeOptions {
  std::string path;               ///< of the scenario
  std::vector<std::string> sets;  ///< on top of it, as `--set` takes them
  std::optional<std::uint64_t> seed;
  std::size_t replications = 20;   ///< of each plan in the search
  std::size_t confirmations = 60;  ///< replications of the confirmation
  std::size_t attempts = 5;        ///< plans that are confirmed at the most
  unsigned threads = 0;            ///< as RunOptions
  std::function<void(const Progress&)> progress;
  const std::atomic<bool>* stop = nullptr;
  Journal* journal = nullptr;  ///< as StudyOptions
};

/// A variable with its values, each as `--set` takes it.
struct PlanVariable {
  std::string path;
  bool is_count = true;  ///< whole numbers that rise: a range, or a list of heads or seats
  std::vector<std::string> values;
};
/// Is it the path of heads or seats of a group, of which more is more?
[[nodiscard]] bool counts_people(std::string_view path);
[[nodiscard]] std::vector<PlanVariable> variables_of(const Optimize& optimize);

/// A plan simulated: its cost, its targets, and how far these are missed.
struct SimulatedPlan {
  PlanScore score;
  Estimate cost;
  std::vector<double> costs;          ///< [replication]
  std::vector<JudgedTarget> targets;  ///< those that count, see counted_targets
  std::vector<Estimate> occupancy;    ///< [tier]
  std::vector<SampledCell> samples;   ///< cost, occupancy by tier, and what targets look at
  std::uint64_t fingerprint = 0;      ///< of its replications, chained
};

/// The targets that a plan is held to: of severity `error`, and not one of those that are only
/// shown: proxies that are not accepted, and what no plan reaches.
[[nodiscard]] std::vector<Target> counted_targets(const Scenario& scenario);
/// Those that it is not held to, a sentence each with the reason: "csat >= 4 (it only warns)".
[[nodiscard]] std::vector<std::string> uncounted_targets(const Scenario& scenario);

/// How far a target may be missed unseen: 1 point of a share, else 2 % of the bound.
[[nodiscard]] double tolerance_of(const Target& target);

/// The plans of a scenario, loaded and simulated.
class ScenarioPlans : public PlanJudge {
 public:
  /// \throws BadInput as load_scenario; or where there is nothing to vary or to hold.
  ScenarioPlans(const Files& files, const OptimizeOptions& options);

  [[nodiscard]] const LoadedScenario& base() const { return base_; }
  /// Finished replications are kept there. \param journal  null: nowhere.
  void keep_in(Journal* journal) { options_.journal = journal; }
  /// All plans have the warm-up that was chosen for the base.
  void settle(const WarmUp& chosen) {
    base_.scenario.horizon.warm_up = chosen;
    warm_up_ = chosen;
  }
  [[nodiscard]] const std::vector<PlanVariable>& variables() const { return variables_; }
  [[nodiscard]] std::vector<std::string> sets_of(const PlanChoice& plan) const;
  /// \param plan  empty: the scenario as it is. \throws BadInput
  [[nodiscard]] LoadedScenario load(const PlanChoice& plan) const;
  /// From bounds by load, worked out without simulating, to a space to search. `lowest` and
  /// `barred` leave out only plans with more work than hours whatever the rules (load_bound.hpp),
  /// all else being at its most favourable. `start` is no bound: the lowest with which, in turn,
  /// all work has hours at the occupancy caps, and live work its service level where that is
  /// written (Erlang C over time).
  [[nodiscard]] PlanSpace space() const;

  /// A plan that is no scenario, since nobody is left at a tier, misses everything.
  [[nodiscard]] std::vector<PlanScore> judge(std::span<const PlanChoice> plans) override;
  /// \throws SearchStopped
  [[nodiscard]] std::vector<SimulatedPlan> simulate(std::span<const PlanChoice> plans,
                                                    std::uint64_t seed,
                                                    std::size_t replications,
                                                    double confidence) const;

 private:
  void load_values(PlanChoice plan, std::size_t variable) const;
  [[nodiscard]] PlanChoice plan_now() const;
  [[nodiscard]] LoadedScenario load_with(const std::vector<std::string>& own) const;
  [[nodiscard]] std::optional<LoadedScenario> load_if_valid(const PlanChoice& plan) const;
  [[nodiscard]] std::optional<LoadedScenario>
  load_if_valid(const std::vector<std::string>& sets) const;
  friend class SpaceFinder;

  const Files& files_;
  OptimizeOptions options_;
  std::optional<WarmUp> warm_up_;  ///< of all plans, where it was chosen
  LoadedScenario base_;            ///< loaded as all plans are
  std::vector<PlanVariable> variables_;
  std::size_t targets_ = 0;  ///< how many count
};

/// A plan on fresh random numbers.
struct Confirmation {
  PlanChoice plan;
  std::uint64_t seed = 0;
  double confidence = 0;  ///< of each two-sided interval of its targets
  SimulatedPlan found;
  SimulatedPlan now;  ///< the scenario as it is, on the same numbers
  Estimate saving;    ///< of cost, against the scenario as it is: mean of paired differences
  std::vector<bool> held = {};  ///< shape [targets]: within its tolerance for sure
  bool holds = false;           ///< all of them, and the backlog does not grow
};

/// The steps from a tier's work to its heads in a plan. The plain desk of the first six works on
/// tickets whole, hands them up for want of skill alone, and knows no duplicates and no reopening.
enum class HeadsStep : std::uint8_t {
  work,         ///< paid heads whose hours are those of the work, and no more
  cap,          ///< at the tier's occupancy cap
  shrinkage,    ///< absences, other work, breaks
  variability,  ///< live work: whole heads in each quarter hour by its own load (Erlang C)
  skills,       ///< so many of the plan's people that the scarcest skill has hours enough
  shifts,       ///< so many of them, at their hours, that live work is answered as promised
  escalation,   ///< thresholds, write-ups, push-backs, misroutes, triage, duplicates, reopening
  pending,      ///< whoever never answers ends half worked, and goes no further
  simulated,    ///< the rest, up to the plan
};
inline constexpr std::size_t heads_steps = 9;
[[nodiscard]] std::string_view to_text(HeadsStep step);

/// Why a tier has its number of heads in a plan.
struct TierReason {
  struct Part {
    std::string group;
    double heads = 0;
  };
  std::string tier;
  std::array<double, heads_steps> heads{};  ///< what each step adds; they sum to `planned`
  double planned = 0;                       ///< of flexible groups the part that it takes
  std::vector<Part> groups;                 ///< whose heads these are
  double occupancy = 0;                     ///< simulated
};

enum class OptimizeStatus : std::uint8_t {
  found,
  infeasible,   ///< what comes closest misses for sure, on fresh numbers, too
  unconfirmed,  ///< what the search found did not hold on fresh numbers, nor does it miss for sure
};

struct OptimizeResult {
  OptimizeStatus status{};
  double alpha = 0.05;
  std::vector<PlanVariable> variables;
  PlanSpace space;
  std::vector<SearchStep> steps;
  std::optional<PlanChoice> best;           ///< confirmed; else the last one that was tried
  std::vector<Confirmation> confirmations;  ///< in the order in which they were tried
  bool is_closest = false;                  ///< nothing held in the search: best came closest
  SimulatedPlan base;                       ///< the scenario as it is, on the search's numbers
  std::vector<TierReason> reasons;          ///< of the best
  double run_seconds = 0;

  /// Is the plan that was found the scenario as it is?
  [[nodiscard]] bool is_unchanged() const { return best && *best == space.now; }
};

/// \throws BadInput, SearchStopped
[[nodiscard]] OptimizeResult optimize_plan(ScenarioPlans& plans, const OptimizeOptions& options);

/// Why the tiers of a plan have their numbers. \param occupancy  simulated, by tier.
[[nodiscard]] std::vector<TierReason> tier_reasons(const Scenario& scenario,
                                                   const std::vector<Estimate>& occupancy);

/// Adds the problems of `optimize.minimise`.
void check_optimize_kpi(const Scenario& scenario,
                        const Places& places,
                        std::vector<Problem>& problems);

// ---- What is told

/// All that a report of a search is made of.
struct OptimizeReport {
  const ScenarioPlans& plans;
  const OptimizeOptions& options;
  const OptimizeResult& result;
};
/// One screen or two of 80 columns.
[[nodiscard]] std::string optimize_text(const OptimizeReport& report);
/// The whole result; only `run_seconds` differs between two runs of the same thing.
[[nodiscard]] std::string optimize_json(const OptimizeReport& report);
/// The search's trace: a row for each plan that was looked at.
[[nodiscard]] std::string optimize_csv(const OptimizeReport& report);
/// A row for each KPI and replication of the plans that were confirmed, of the scenario as it is
/// beside each, and of that on the search's numbers (confirmation 0).
[[nodiscard]] std::string optimize_replications_csv(const OptimizeReport& report);
/// The plan as a file that extends the scenario. \param base  its name as seen from that file.
[[nodiscard]] std::string plan_yaml(const OptimizeReport& report, std::string_view base);
/// "on_time resolution P1".
[[nodiscard]] std::string target_name(const Target& target);

}  // namespace tiersim
