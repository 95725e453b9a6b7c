// From a row's parts and a cell's labels to places in the table of measures.

#include "analysis/kpi_terms.hpp"

#include <utility>

#include "analysis/kpi_labels.hpp"

namespace tiersim {

namespace {

template <class First, class Second>
std::vector<std::pair<First, Second>> pairs(const std::vector<First>& firsts,
                                            const std::vector<Second>& seconds) {
  std::vector<std::pair<First, Second>> result;
  for (const First first : firsts) {
    for (const Second second : seconds) result.emplace_back(first, second);
  }
  return result;
}

/// Assembles the terms of one cell.
class Assembler {
 public:
  explicit Assembler(const CellPlace& place)
      : model_{place.model},
        layout_{place.layout},
        labels_{place.labels},
        filter_{place.model, place.labels} {}

  void fill(const Part& part) {
    switch (part.section) {
      case Section::tickets: return fill_tickets(part);
      case Section::clocks: return fill_clocks(part);
      case Section::flow: return fill_flow(part);
      case Section::work: return fill_work(part);
      case Section::staff: return fill_staff(part);
      case Section::cost: return has_ticket_labels(labels_) ? fill_cost(part) : fill_staff(part);
      case Section::cost_base: return fill_cost_base();
      case Section::penalties: return fill_penalties();
      case Section::downtime: return fill_downtime();
      case Section::credits: return fill_credits(part);
      case Section::backlog: return fill_backlog(part);
      case Section::one: terms_.constant = 1; return;
    }
  }

  Terms take() {
    terms_.of.shrink_to_fit();
    return std::move(terms_);
  }

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
    return pairs(by_leaf, by_post);
  }

  void add(std::size_t index) { terms_.of.push_back(static_cast<std::uint32_t>(index)); }

  void fill_downtime() {
    for (const LeafId leaf : leaves()) add(layout_.downtime(leaf));
  }

  void fill_credits(const Part& part) {
    add_each<CreditSum>(part, std::vector{credits_row({model_, layout_, labels_})},
                        [&](std::size_t row, CreditSum sum) { return layout_.credit(row, sum); });
  }

  void fill_penalties() {
    for (const LeafId leaf : leaves()) {
      for (const SlaId sla : slas()) add(layout_.penalty(leaf, sla));
    }
  }

  /// Adds each of the part's columns of each row. \param place  of a row's sum in the measures.
  template <class Sum, class Row, class Place>
  void add_each(const Part& part, const std::vector<Row>& rows, Place place) {
    for (const std::uint8_t column : part.columns) {
      for (const Row& row : rows) add(place(row, static_cast<Sum>(column)));
    }
  }

  void fill_tickets(const Part& part) {
    add_each<TicketSum>(part, slices(), [&](const auto& slice, TicketSum sum) {
      return layout_.ticket(slice.first, slice.second, sum);
    });
  }

  void fill_clocks(const Part& part) {
    for (const SlaId sla : slas()) {
      add_each<SlaSum>(part, slices(), [&](const auto& slice, SlaSum sum) {
        return layout_.sla(sla, slice.first, slice.second, sum);
      });
    }
  }

  void fill_flow(const Part& part) {
    add_each<FlowSum>(part, pairs(leaves(), tiers()), [&](const auto& row, FlowSum sum) {
      return layout_.flow(row.first, row.second, sum);
    });
  }

  void fill_work(const Part& part) {
    add_each<WorkSum>(part, pairs(leaves(), posts()), [&](const auto& row, WorkSum sum) {
      return layout_.work(row.first, row.second, sum);
    });
  }

  void fill_staff(const Part& part) {
    add_each<StaffSum>(part, posts(),
                       [&](PostId post, StaffSum sum) { return layout_.staff(post, sum); });
  }

  /// Labour and overhead by ticket labels: the same money, shared over the leaves.
  void fill_cost(const Part& part) {
    Part shared{Section::work, {}};
    for (const std::uint8_t column : part.columns) {
      const bool labour = static_cast<StaffSum>(column) == StaffSum::labour;
      shared.columns.push_back(
          static_cast<std::uint8_t>(labour ? WorkSum::labour : WorkSum::overhead));
    }
    return fill_work(shared);
  }

  void fill_cost_base() {
    if (has_people(labels_)) {
      return fill_flow({Section::flow, {static_cast<std::uint8_t>(FlowSum::entries)}});
    }
    return fill_tickets({Section::tickets, {static_cast<std::uint8_t>(TicketSum::unmerged)}});
  }

  void fill_backlog(const Part& part) {
    Part taken{part.section, {}};
    for (const std::uint8_t column : part.columns) {
      if (filter_.takes(static_cast<BacklogSum>(column))) taken.columns.push_back(column);
    }
    add_each<BacklogSum>(taken, tiers(),
                         [&](TierId tier, BacklogSum sum) { return layout_.backlog(tier, sum); });
  }

  const Model& model_;
  const MeasureLayout& layout_;
  const Labels& labels_;
  LabelFilter filter_;
  Terms terms_;
};

}  // namespace

bool go_together(const Labels& labels, Section section) {
  const bool of_group = value_of(labels, Label::group) != nullptr;
  switch (section) {
    case Section::tickets:
    case Section::clocks:
    case Section::work:
    case Section::cost:
    case Section::one: return true;
    case Section::flow:
    case Section::cost_base: return !of_group;
    case Section::staff: return !has_ticket_labels(labels);
    case Section::downtime:
    case Section::penalties:
    case Section::credits: return !has_people(labels);
    case Section::backlog: return !of_group && !has_ticket_labels(labels);
  }
  return false;
}

std::size_t credits_row(const CellPlace& place) {
  const std::string* const sla = value_of(place.labels, Label::sla);
  std::size_t row = 0;
  for (const ModelSla& one : place.model.slas) {
    if (sla && one.name == *sla) return row;
    ++row;
  }
  return place.layout.all_credits();
}

Terms terms_of(const Part& part, const CellPlace& place) {
  Assembler assembler{place};
  assembler.fill(part);
  return assembler.take();
}

}  // namespace tiersim
