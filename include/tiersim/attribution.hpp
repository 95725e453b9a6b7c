#pragma once
// Where the time of breached SLA clocks went: by tier and cause, in parts that sum to the whole.
// `tiersim run --attribution` prints it.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/experiment.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

/// What a ticket's time goes to.
enum class BreachCause : std::uint8_t {
  queue,      ///< waits while somebody who may take it is on shift
  off_shift,  ///< waits while nobody who may take it is, or its own agent, who keeps it, is not
  away,       ///< kept by its agent, who is on shift, but absent, on a break or at other work
  work,
  write_up,
  misrouted,  ///< all time with the wrong people
  returned,   ///< pushed back: all time of the visits in which that was seen, and made good
  resolved,   ///< until it is reopened
  pending,    ///< by reason
};
[[nodiscard]] std::string_view to_text(BreachCause cause);

/// A cause, and of `pending` the reason.
struct BreachPart {
  BreachCause cause{};
  ReasonId reason;
  bool operator==(const BreachPart&) const = default;
};
/// All that a model has, in the order of BreachSum::parts.
[[nodiscard]] std::vector<BreachPart> breach_parts(const Model& model);
/// "off shift"; of `pending` the reason's name.
[[nodiscard]] std::string to_text(const Model& model, const BreachPart& part);

/// A part of the time from a clock's start to its stop, or to the horizon's end.
struct BreachTime {
  std::int64_t elapsed_ms = 0;  ///< all of it
  std::int64_t clock_ms = 0;    ///< while the clock ran: inside its calendar
  BreachTime& operator+=(const BreachTime& other) {
    elapsed_ms += other.elapsed_ms;
    clock_ms += other.clock_ms;
    return *this;
  }
};

/// The breached clocks of an SLA, or those of them with one label.
struct BreachSum {
  std::int64_t clocks = 0;
  std::size_t per_tier = 0;
  std::vector<BreachTime> parts;  ///< shape [tiers][breach_parts()]

  [[nodiscard]] BreachTime& part(TierId tier, const BreachPart& part) {
    return parts[index(tier, part)];
  }
  [[nodiscard]] const BreachTime& part(TierId tier, const BreachPart& part) const {
    return parts[index(tier, part)];
  }
  [[nodiscard]] BreachTime of_tier(TierId tier) const;
  [[nodiscard]] BreachTime of_part(const BreachPart& of_one) const;
  [[nodiscard]] BreachTime whole() const;
  BreachSum& operator+=(const BreachSum& other);

 private:
  [[nodiscard]] std::size_t index(TierId tier, const BreachPart& part) const {
    const std::size_t reason = part.reason.exists() ? part.reason.index() : 0;
    return tier.index() * per_tier + static_cast<std::size_t>(part.cause) + reason;
  }
};

/// Of the clocks of counted tickets, over all replications that were merged.
struct Attribution {
  explicit Attribution(const Model& model);
  [[nodiscard]] BreachSum overall(SlaId sla) const;
  void merge(const Attribution& other);

  std::size_t replications = 0;
  Table<SlaId, std::vector<BreachSum>> by_priority;  ///< shape [SLAs][priorities]
  Table<SlaId, std::vector<BreachSum>> by_type;      ///< shape [SLAs][types]
};

/// Collects the attribution of an experiment.
class AttributionCollector {
 public:
  /// \param model  must outlive it.
  explicit AttributionCollector(const Model& model);
  ~AttributionCollector();
  AttributionCollector(const AttributionCollector&) = delete;
  AttributionCollector& operator=(const AttributionCollector&) = delete;

  /// A sink for one replication, as RunOptions::beside wants it.
  [[nodiscard]] std::unique_ptr<JobSink> sink();
  [[nodiscard]] const Attribution& total() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Tables of 80 columns: shares of the time by tier and cause, by priority and by type.
[[nodiscard]] std::string attribution_report(const Model& model, const Attribution& attribution);

}  // namespace tiersim
