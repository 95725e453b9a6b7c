#pragma once
// The labels of KPIs: what restricts a cell, and to which rows of the model.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/kpi.hpp"

namespace tiersim {

/// The value that the labels give one of them; null where they do not name it.
[[nodiscard]] const std::string* value_of(const Labels& labels, Label label);
[[nodiscard]] bool has_people(const Labels& labels);         ///< tier or group
[[nodiscard]] bool has_ticket_labels(const Labels& labels);  ///< of a leaf

[[nodiscard]] std::string_view kind_name(Kind kind);
/// "sla", "ola", "uc".
[[nodiscard]] std::string_view clock_type_name(ClockType type);

/// The rows of the model that a cell's labels let through. Refers to both.
class LabelFilter {
 public:
  LabelFilter(const Model& model, const Labels& labels) : model_{model}, labels_{labels} {}

  [[nodiscard]] bool takes(LeafId id) const;
  [[nodiscard]] bool takes(PostId id) const;
  [[nodiscard]] bool takes(TierId id) const { return is(Label::tier, model_.tiers[id].name); }
  [[nodiscard]] bool takes(SlaId id) const { return is(Label::sla, model_.slas[id].name); }
  [[nodiscard]] bool takes(PriorityId id) const {
    return is(Label::priority, model_.priorities[id.index()]);
  }
  [[nodiscard]] bool takes(ChannelId id) const {
    return is(Label::channel, model_.channels[id].name);
  }
  [[nodiscard]] bool takes(CustomerId id) const {
    return is(Label::customer, model_.customers[id].name);
  }
  [[nodiscard]] bool takes(TypeId id) const;
  /// Is it a count of another age?
  [[nodiscard]] bool takes(BacklogSum sum) const;

  /// Those of a table's rows that the labels let through.
  template <class IdType>
  [[nodiscard]] std::vector<IdType> taken(std::size_t size) const {
    std::vector<IdType> result;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (takes(IdType{i})) result.push_back(IdType{i});
    }
    return result;
  }
  /// Posts of tickets, which may have none yet.
  [[nodiscard]] std::vector<PostId> posts_or_none() const;

 private:
  [[nodiscard]] bool is(Label label, std::string_view value) const {
    const std::string* wanted = value_of(labels_, label);
    return !wanted || *wanted == value;
  }
  const Model& model_;
  const Labels& labels_;
};

}  // namespace tiersim
