#pragma once
// The leaves of a model, each combination of labels once, and where their tickets enter.

#include <map>
#include <tuple>
#include <vector>

#include "sim/compile.hpp"

namespace tiersim::compiling {

/// The rules of straight entry, by what they ask for: of all that match a leaf the first decides.
class StraightEntry {
 public:
  explicit StraightEntry(const Context& context);

  /// None, where no rule matches.
  [[nodiscard]] TierId of(const Leaf& leaf) const;

 private:
  /// None: any.
  struct Asked {
    TypeId type;
    PriorityId priority;
    CustomerId customer;
    bool operator<(const Asked& other) const {
      return std::tie(type, priority, customer) <
             std::tie(other.type, other.priority, other.customer);
    }
  };

  std::map<Asked, std::size_t> first_;  ///< the first rule that asks for it
  std::vector<TierId> to_;              ///< by rule
};

/// Makes leaves, each combination once.
class Leaves {
 public:
  /// Those that are there are known.
  explicit Leaves(Context& context);

  /// \param labels  all but the route.
  LeafId find_or_add(Leaf labels);
  [[nodiscard]] TierId entry_of(LeafId leaf) const;
  /// For each leaf, how a ticket of it goes that is taken for one of another type.
  void add_mistaken();
  /// The first tier from `to` upwards that works on the leaf; its last one when there is none.
  [[nodiscard]] TierId at_or_above(LeafId leaf, TierId to) const;

 private:
  [[nodiscard]] TierId entry_of(const Leaf& labels) const;

  Context& context_;
  StraightEntry straight_;
  std::map<std::tuple<TypeId, PriorityId, ChannelId, CustomerId>, LeafId> known_;
};

[[nodiscard]] PriorityId priority_id(const Model& model, std::string_view name);
/// The label `none` of a channel.
[[nodiscard]] inline ChannelId unlabelled_channel(const Model& model) {
  return ChannelId{model.channels.size() - 1};
}

}  // namespace tiersim::compiling
