// From a cell's labels to the histograms that are kept by them.

#include "analysis/kpi_labels.hpp"
#include "analysis/kpi_terms.hpp"

namespace tiersim {

namespace {

using Histograms = std::vector<std::size_t>;

class HistogramFinder {
 public:
  HistogramFinder(DurationKind kind, const CellPlace& place)
      : kind_{kind},
        model_{place.model},
        layout_{place.layout},
        labels_{place.labels},
        filter_{place.model, place.labels} {}

  [[nodiscard]] std::optional<Histograms> find() const {
    const bool of_visits = kind_ == DurationKind::wait || kind_ == DurationKind::tier_time;
    if (of_visits) return has_ticket_labels(labels_) ? std::nullopt : std::optional{by_tier()};
    const std::size_t others = labels_.size() - (value_of(labels_, Label::priority) ? 1U : 0U);
    if (others == 0) return by_priority();
    if (kind_ == DurationKind::acknowledge) return std::nullopt;
    if (!has_ticket_labels(labels_)) return by_post();
    if (labels_.size() != 1) return std::nullopt;
    if (labels_.front().first == Label::customer) return by_customer();
    return labels_.front().first == Label::channel ? by_channel() : by_type();
  }

 private:
  template <class IdType>
  [[nodiscard]] Histograms each(const std::vector<IdType>& ids,
                                std::size_t (MeasureLayout::*place)(DurationKind, IdType)
                                    const) const {
    Histograms result;
    for (const IdType id : ids) result.push_back((layout_.*place)(kind_, id));
    return result;
  }

  [[nodiscard]] Histograms by_tier() const {
    return each(filter_.taken<TierId>(model_.tiers.size()), &MeasureLayout::by_tier);
  }
  [[nodiscard]] Histograms by_priority() const {
    return each(filter_.taken<PriorityId>(model_.priorities.size()), &MeasureLayout::by_priority);
  }
  [[nodiscard]] Histograms by_post() const {
    return each(filter_.posts_or_none(), &MeasureLayout::by_post);
  }
  [[nodiscard]] Histograms by_channel() const {
    // One channel is all there is, and has no histogram of its own.
    if (model_.channels.size() == 1) return by_priority();
    return each(filter_.taken<ChannelId>(model_.channels.size()), &MeasureLayout::by_channel);
  }
  [[nodiscard]] Histograms by_customer() const {
    if (model_.customers.size() == 1) return by_priority();
    return each(filter_.taken<CustomerId>(model_.customers.size()), &MeasureLayout::by_customer);
  }
  /// By type or kind.
  [[nodiscard]] Histograms by_type() const {
    const std::vector<TypeId> types = filter_.taken<TypeId>(model_.types.size());
    if (model_.types.size() == 1 && !types.empty()) return by_priority();
    return each(types, &MeasureLayout::by_type);
  }

  DurationKind kind_;
  const Model& model_;
  const MeasureLayout& layout_;
  const Labels& labels_;
  LabelFilter filter_;
};

}  // namespace

std::optional<Histograms> histograms_of(DurationKind kind, const CellPlace& place) {
  return HistogramFinder{kind, place}.find();
}

}  // namespace tiersim
