#include "tiersim/attribution.hpp"

#include "analysis/attribution_meter.hpp"
#include "analysis/bytes.hpp"

namespace tiersim {
namespace {

BreachSum nothing_yet(const Model& model) {
  BreachSum sum;
  sum.per_tier = breach_parts(model).size();
  sum.parts.resize(model.tiers.size() * sum.per_tier);
  return sum;
}

void merge_all(Table<SlaId, std::vector<BreachSum>>& to,
               const Table<SlaId, std::vector<BreachSum>>& from) {
  for (std::uint32_t s = 0; s < to.size(); ++s) {
    for (std::size_t i = 0; i < to[SlaId{s}].size(); ++i) to[SlaId{s}][i] += from[SlaId{s}][i];
  }
}

void write_sum(ByteWriter& to, const BreachSum& sum) {
  to.integer(sum.clocks);
  for (const BreachTime& time : sum.parts) {
    to.integer(time.elapsed_ms);
    to.integer(time.clock_ms);
  }
}

void write_sums(ByteWriter& to, const Table<SlaId, std::vector<BreachSum>>& table) {
  for (const std::vector<BreachSum>& sums : table) {
    for (const BreachSum& sum : sums) write_sum(to, sum);
  }
}

/// Into a table of that shape.
void read_sums(ByteReader& from, Table<SlaId, std::vector<BreachSum>>& table) {
  for (std::vector<BreachSum>& sums : table) {
    for (BreachSum& sum : sums) {
      sum.clocks = from.integer();
      for (BreachTime& time : sum.parts) time = {from.integer(), from.integer()};
    }
  }
}

}  // namespace

std::string_view to_text(BreachCause cause) {
  switch (cause) {
    case BreachCause::queue: return "queue";
    case BreachCause::off_shift: return "off shift";
    case BreachCause::away: return "away";
    case BreachCause::work: return "work";
    case BreachCause::write_up: return "write-up";
    case BreachCause::misrouted: return "misroute";
    case BreachCause::returned: return "return";
    case BreachCause::resolved: return "resolved";
    case BreachCause::pending: return "pending";
  }
  return "";
}

std::vector<BreachPart> breach_parts(const Model& model) {
  std::vector<BreachPart> parts;
  for (std::uint8_t c = 0; c < static_cast<std::uint8_t>(BreachCause::pending); ++c) {
    parts.push_back({BreachCause{c}, {}});
  }
  for (std::uint32_t r = 0; r < model.reasons.size(); ++r) {
    parts.push_back({BreachCause::pending, ReasonId{r}});
  }
  return parts;
}

std::string to_text(const Model& model, const BreachPart& part) {
  if (part.reason.exists()) return model.reasons[part.reason];
  return std::string{to_text(part.cause)};
}

BreachTime BreachSum::of_tier(TierId tier) const {
  BreachTime sum;
  for (std::size_t i = 0; i < per_tier; ++i) sum += parts[tier.index() * per_tier + i];
  return sum;
}

BreachTime BreachSum::of_part(const BreachPart& of_one) const {
  BreachTime sum;
  const std::size_t tiers = parts.size() / per_tier;
  for (std::size_t t = 0; t < tiers; ++t) sum += part(TierId{t}, of_one);
  return sum;
}

BreachTime BreachSum::whole() const {
  BreachTime sum;
  for (const BreachTime& one : parts) sum += one;
  return sum;
}

BreachSum& BreachSum::operator+=(const BreachSum& other) {
  clocks += other.clocks;
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i] += other.parts[i];
  return *this;
}

Attribution::Attribution(const Model& model) {
  const BreachSum empty = nothing_yet(model);
  for (std::size_t s = 0; s < model.slas.size(); ++s) {
    by_priority.add(std::vector<BreachSum>(model.priorities.size(), empty));
    by_type.add(std::vector<BreachSum>(model.types.size(), empty));
  }
}

BreachSum Attribution::overall(SlaId sla) const {
  BreachSum sum = by_priority[sla].front();
  for (std::size_t i = 1; i < by_priority[sla].size(); ++i) sum += by_priority[sla][i];
  return sum;
}

void Attribution::merge(const Attribution& other) {
  replications += other.replications;
  merge_all(by_priority, other.by_priority);
  merge_all(by_type, other.by_type);
}

struct AttributionCollector::State {
  explicit State(const Model& of_model) : model{of_model}, cover{of_model}, total{of_model} {}

  const Model& model;
  RosterCover cover;
  Attribution total;
};

AttributionCollector::AttributionCollector(const Model& model)
    : state_{std::make_unique<State>(model)} {}

AttributionCollector::~AttributionCollector() = default;

std::unique_ptr<JobSink> AttributionCollector::sink() {
  class OneReplication : public JobSink {
   public:
    explicit OneReplication(State& state) : state_{state}, meter_{state.model, state.cover} {}
    void take(const FactBlock& block) override { meter_.take(block); }
    void merge() override { state_.total.merge(close()); }

    [[nodiscard]] std::string kept_as() const override { return "attribution"; }
    [[nodiscard]] std::string found() override {
      ByteWriter bytes;
      write_sums(bytes, close().by_priority);
      write_sums(bytes, close().by_type);
      return bytes.take();
    }
    [[nodiscard]] bool restore(std::string_view found) override {
      ByteReader bytes{found};
      restored_.emplace(state_.model).replications = 1;
      read_sums(bytes, restored_->by_priority);
      read_sums(bytes, restored_->by_type);
      return bytes.is_done();
    }

   private:
    const Attribution& close() { return restored_ ? *restored_ : meter_.close(); }

    State& state_;
    AttributionMeter meter_;
    std::optional<Attribution> restored_;
  };
  return std::make_unique<OneReplication>(*state_);
}

const Attribution& AttributionCollector::total() const { return state_->total; }

}  // namespace tiersim
