// From what was added up by interval to heads, required heads and waits.

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/interval_meter.hpp"
#include "analysis/interval_plan.hpp"
#include "analysis/interval_sums.hpp"
#include "tiersim/intervals.hpp"
#include "tiersim/queueing.hpp"

namespace tiersim {

IntervalGrid::IntervalGrid(const Model& model, Duration length)
    : length_{length},
      intervals_a_ms_{1 / static_cast<double>(length.count())},
      size_{static_cast<std::size_t>((model.end - Instant{} + length - Duration{1}) / length)} {}

IntervalTable::IntervalTable(IntervalGrid grid, std::size_t tiers, std::size_t posts)
    : grid_{grid}, tiers_(tiers * grid.size()), posts_(posts * grid.size()) {}

double interval_rows(const Model& model, Duration length) {
  return static_cast<double>(IntervalGrid{model, length}.size()) *
         static_cast<double>(model.tiers.size() + model.posts.size());
}

namespace {

/// Adds the mean heads of a roster. \param heads  shape [intervals].
void add_roster(const Model& model,
                const IntervalGrid& grid,
                const ModelRoster& roster,
                std::vector<double>& heads) {
  TimeSums sums{1, grid};
  for (const Interval& span : roster.spans) {
    sums.add(grid, 0, std::max(span.from, Instant{}), std::min(span.to, model.end));
  }
  const std::vector<double> times = sums.of(0, grid);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const Instant to = std::min(grid.start(i + 1), model.end);
    heads[i] += static_cast<double>(roster.agents.size()) * times[i] /
                static_cast<double>((to - grid.start(i)).count());
  }
}

/// Mean heads of each group on the roster. \return  shape [groups][intervals].
Table<GroupId, std::vector<double>> scheduled_heads(const Model& model, const IntervalGrid& grid) {
  Table<GroupId, std::vector<double>> result;
  for (const ModelGroup& group : model.groups) {
    std::vector<double> heads(grid.size(), 0);
    for (const RosterId id : group.rosters) add_roster(model, grid, model.rosters[id], heads);
    result.add(std::move(heads));
  }
  return result;
}

/// Fills a table from sums.
class TableMaker {
 public:
  TableMaker(const Model& model,
             const IntervalGrid& grid,
             const IntervalPlan& plan,
             const IntervalSums& sums,
             std::size_t replications)
      : model_{model},
        grid_{grid},
        plan_{plan},
        sums_{sums},
        replications_{static_cast<double>(replications)},
        table_{grid, model.tiers.size(), model.posts.size()} {}

  IntervalTable make(const Table<GroupId, std::vector<double>>& scheduled) {
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g) {
      add_group(GroupId{g}, scheduled[GroupId{g}]);
    }
    for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) add_tier(TierId{t});
    return std::move(table_);
  }

 private:
  /// Of the interval, the last one cut by the horizon's end; in ms over all replications.
  [[nodiscard]] double time_of(std::size_t interval) const {
    const Instant to = std::min(grid_.start(interval + 1), model_.end);
    return static_cast<double>((to - grid_.start(interval)).count()) * replications_;
  }

  void add_group(GroupId id, const std::vector<double>& scheduled) {
    const std::vector<PostId>& posts = model_.groups[id].posts;
    const std::vector<double> on_duty = sums_.on_duty.of(id.index(), grid_);
    std::vector<std::vector<double>> handling;
    std::vector<double> overall;
    for (const PostId post : posts) {
      handling.push_back(sums_.handling.of(post.index(), grid_));
      overall.push_back(0);
      for (const double ms : handling.back()) overall.back() += ms;
    }
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      std::vector<double> here;
      here.reserve(handling.size());
      for (const std::vector<double>& one : handling) here.push_back(one[i]);
      for (std::size_t k = 0; k < posts.size(); ++k) {
        const double share = share_of(here, overall, k);
        IntervalRow& row = table_.post(posts[k], i);
        row.scheduled = share * scheduled[i];
        row.on_duty = share * on_duty[i] / time_of(i);
        row.handling = here[k] / time_of(i);
        set_occupancy(row);
        IntervalRow& tier = table_.tier(model_.posts[posts[k]].tier, i);
        tier.scheduled += row.scheduled;
        tier.on_duty += row.on_duty;
        tier.handling += row.handling;
      }
    }
  }

  static double
  share_of(const std::vector<double>& here, const std::vector<double>& overall, std::size_t k) {
    const auto sum = [](const std::vector<double>& parts) {
      double all = 0;
      for (const double part : parts) all += part;
      return all;
    };
    if (sum(here) > 0) return here[k] / sum(here);
    if (sum(overall) > 0) return overall[k] / sum(overall);
    return 1 / static_cast<double>(overall.size());
  }

  static void set_occupancy(IntervalRow& row) {
    if (row.on_duty > 0) row.occupancy = row.handling / row.on_duty;
  }

  void add_tier(TierId id) {
    const std::vector<double> queue = sums_.queue.of(id.index(), grid_);
    const std::vector<double> by_head = sums_.scheduled.of(id.index());
    std::vector<double> deferred = sums_.unscheduled.of(id.index());
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      const std::size_t cell = id.index() * grid_.size() + i;
      const EntrySums& entries = sums_.entries[cell];
      IntervalRow& row = table_.tier(id, i);
      deferred[i] += by_head[i] * plan_.heads(id, i);
      set_occupancy(row);
      row.tickets = static_cast<double>(entries.tickets) / replications_;
      row.offered = static_cast<double>(entries.work_ms) / time_of(i);
      row.required = required(model_.tiers[id], entries, deferred[i], time_of(i));
      row.queue = queue[i] / time_of(i);
      row.oldest_wait_ms = static_cast<double>(sums_.oldest_ms[cell]) / replications_;
    }
  }

  static double
  required(const ModelTier& tier, const EntrySums& entries, double deferred, double time) {
    const double live = static_cast<double>(entries.live_ms) / time;
    const double by_cap = (live + deferred / time) / tier.occupancy_cap;
    if (entries.live == 0) return by_cap;
    const double handle_ms =
        static_cast<double>(entries.live_ms) / static_cast<double>(entries.live);
    const LivePromise promise{tier.service_level.share,
                              static_cast<double>(tier.service_level.within.count()),
                              tier.occupancy_cap};
    return std::max(by_cap, static_cast<double>(agents_for({live, handle_ms}, promise)));
  }

  const Model& model_;
  const IntervalGrid& grid_;
  const IntervalPlan& plan_;
  const IntervalSums& sums_;
  double replications_;
  IntervalTable table_;
};

}  // namespace

struct IntervalCollector::State {
  State(const Scenario& scenario,
        const Model& of_model,
        const Requirement& requirement,
        Duration length)
      : model{of_model},
        grid{of_model, length},
        scheduled{scheduled_heads(of_model, grid)},
        plan{scenario, of_model, requirement, grid, scheduled},
        total{of_model, grid} {}

  const Model& model;
  IntervalGrid grid;
  Table<GroupId, std::vector<double>> scheduled;
  IntervalPlan plan;
  IntervalSums total;
  std::size_t replications = 0;
};

IntervalCollector::IntervalCollector(const Scenario& scenario,
                                     const Model& model,
                                     const Requirement& requirement,
                                     Duration length)
    : state_{std::make_unique<State>(scenario, model, requirement, length)} {}

IntervalCollector::~IntervalCollector() = default;

std::unique_ptr<JobSink> IntervalCollector::sink() {
  class OneReplication : public JobSink {
   public:
    explicit OneReplication(State& state)
        : state_{state}, meter_{state.model, state.grid, state.plan} {}
    void take(const FactBlock& block) override { meter_.take(block); }
    void merge() override {
      state_.total.merge(close());
      ++state_.replications;
    }

    [[nodiscard]] std::string kept_as() const override {
      return "intervals of " + std::to_string(state_.grid.length().count());
    }
    [[nodiscard]] std::string found() override {
      ByteWriter bytes;
      close().write(bytes);
      return bytes.take();
    }
    [[nodiscard]] bool restore(std::string_view found) override {
      ByteReader bytes{found};
      sums_ = &restored_.emplace(state_.model, state_.grid);
      restored_->read(bytes);
      return bytes.is_done();
    }

   private:
    /// The meter is closed once.
    const IntervalSums& close() {
      if (sums_ == nullptr) sums_ = &meter_.close();
      return *sums_;
    }

    State& state_;
    IntervalMeter meter_;
    std::optional<IntervalSums> restored_;
    const IntervalSums* sums_ = nullptr;
  };
  return std::make_unique<OneReplication>(*state_);
}

IntervalTable IntervalCollector::table() const {
  return TableMaker{state_->model, state_->grid, state_->plan, state_->total, state_->replications}
      .make(state_->scheduled);
}

}  // namespace tiersim
