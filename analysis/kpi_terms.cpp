// From a row's parts and a cell's labels to places in the table of measures.

#include "analysis/kpi_terms.hpp"

#include <utility>

#include "analysis/kpi_labels.hpp"

namespace tiersim {

namespace {

/// Assembles the terms of one cell.
class Assembler {
 public:
  Assembler(const CellPlace& place, double weight)
      : model_{place.model},
        layout_{place.layout},
        labels_{place.labels},
        filter_{place.model, place.labels},
        weight_{weight} {}

  bool fill(const Part& part) {
    switch (part.section) {
      case Section::tickets: return fill_tickets(part);
      case Section::clocks: return fill_clocks(part);
      case Section::flow: return fill_flow(part);
      case Section::work: return fill_work(part);
      case Section::staff: return fill_staff(part);
      case Section::cost: return has_ticket_labels(labels_) ? fill_cost(part) : fill_staff(part);
      case Section::cost_base: return fill_cost_base();
      case Section::penalties: return fill_penalties();
      case Section::backlog_time:
      case Section::backlog_at_close: return fill_backlog(part.section);
      case Section::one: terms_.constant = 1; return true;
    }
    return false;
  }

  Terms take() { return std::move(terms_); }

 private:
  [[nodiscard]] std::vector<LeafId> leaves() const {
    return filter_.taken<LeafId>(model_.leaves.size());
  }
  [[nodiscard]] std::vector<TierId> tiers() const {
    return filter_.taken<TierId>(model_.tiers.size());
  }
  [[nodiscard]] std::vector<SlaId> slas() const { return filter_.taken<SlaId>(model_.slas.size()); }
  [[nodiscard]] std::vector<PostId> posts() const {
    return filter_.taken<PostId>(model_.posts.size());
  }
  /// The (leaf, post) slices that the labels let through, summed where they can.
  [[nodiscard]] std::vector<std::pair<LeafId, PostId>> slices() const {
    const std::vector<LeafId> by_leaf = has_people(labels_) && !has_ticket_labels(labels_)
                                            ? std::vector{layout_.all_leaves()}
                                            : leaves();
    const std::vector<PostId> by_post =
        has_people(labels_) ? filter_.posts_or_none() : std::vector{layout_.all_posts()};
    std::vector<std::pair<LeafId, PostId>> result;
    for (const LeafId leaf : by_leaf) {
      for (const PostId post : by_post) result.emplace_back(leaf, post);
    }
    return result;
  }

  void add(std::size_t index) { terms_.of.emplace_back(index, weight_); }

  bool fill_penalties() {
    if (has_people(labels_)) return false;
    for (const LeafId leaf : leaves()) {
      for (const SlaId sla : slas()) add(layout_.penalty(leaf, sla));
    }
    return true;
  }

  bool fill_tickets(const Part& part) {
    for (const std::uint8_t column : part.columns) {
      for (const auto& [leaf, post] : slices()) {
        add(layout_.ticket(leaf, post, static_cast<TicketSum>(column)));
      }
    }
    return true;
  }

  bool fill_clocks(const Part& part) {
    for (const std::uint8_t column : part.columns) {
      for (const SlaId sla : slas()) add_clocks(sla, static_cast<SlaSum>(column));
    }
    return true;
  }

  void add_clocks(SlaId sla, SlaSum sum) {
    for (const auto& [leaf, post] : slices()) add(layout_.sla(sla, leaf, post, sum));
  }

  bool fill_flow(const Part& part) {
    if (value_of(labels_, Label::group)) return false;
    for (const std::uint8_t column : part.columns) {
      for (const LeafId leaf : leaves()) add_flow(leaf, static_cast<FlowSum>(column));
    }
    return true;
  }

  void add_flow(LeafId leaf, FlowSum sum) {
    for (const TierId tier : tiers()) add(layout_.flow(leaf, tier, sum));
  }

  bool fill_work(const Part& part) {
    for (const std::uint8_t column : part.columns) {
      for (const LeafId leaf : leaves()) add_work(leaf, static_cast<WorkSum>(column));
    }
    return true;
  }

  void add_work(LeafId leaf, WorkSum sum) {
    for (const PostId post : posts()) add(layout_.work(leaf, post, sum));
  }

  bool fill_staff(const Part& part) {
    if (has_ticket_labels(labels_)) return false;
    for (const std::uint8_t column : part.columns) {
      for (const PostId post : posts()) add(layout_.staff(post, static_cast<StaffSum>(column)));
    }
    return true;
  }

  /// Labour and overhead by ticket labels: the same money, shared over the leaves.
  bool fill_cost(const Part& part) {
    Part shared{Section::work, {}};
    for (const std::uint8_t column : part.columns) {
      const bool labour = static_cast<StaffSum>(column) == StaffSum::labour;
      shared.columns.push_back(
          static_cast<std::uint8_t>(labour ? WorkSum::labour : WorkSum::overhead));
    }
    return fill_work(shared);
  }

  bool fill_cost_base() {
    if (has_people(labels_)) {
      return fill_flow({Section::flow, {static_cast<std::uint8_t>(FlowSum::entries)}});
    }
    return fill_tickets({Section::tickets, {static_cast<std::uint8_t>(TicketSum::opened)}});
  }

  bool fill_backlog(Section section) {
    if (has_ticket_labels(labels_) || value_of(labels_, Label::group)) return false;
    for (const TierId tier : tiers()) {
      add(section == Section::backlog_time ? layout_.backlog_ms(tier)
                                           : layout_.backlog_at_close(tier));
    }
    return true;
  }

  const Model& model_;
  const MeasureLayout& layout_;
  const Labels& labels_;
  LabelFilter filter_;
  double weight_;
  Terms terms_;
};

}  // namespace

std::optional<Terms> terms_of(const Part& part, const CellPlace& place, double weight) {
  Assembler assembler{place, weight};
  if (!assembler.fill(part)) return std::nullopt;
  return assembler.take();
}

}  // namespace tiersim
