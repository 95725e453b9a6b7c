#pragma once
// Strong ids: an index into one kind of table, never mixed with another kind.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace tiersim {

/// Index of a row of the table named by Tag. `none()` means "no such row".
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : index_{index} {}
  constexpr explicit Id(std::size_t index) : index_{static_cast<std::uint32_t>(index)} {}

  [[nodiscard]] static constexpr Id none() { return Id{}; }
  [[nodiscard]] constexpr bool exists() const { return index_ != no_index; }
  [[nodiscard]] constexpr std::uint32_t index() const { return index_; }
  constexpr bool operator==(const Id&) const = default;
  constexpr bool operator<(Id other) const { return index_ < other.index_; }
  constexpr bool operator>(Id other) const { return index_ > other.index_; }
  constexpr bool operator<=(Id other) const { return index_ <= other.index_; }
  constexpr bool operator>=(Id other) const { return index_ >= other.index_; }

 private:
  static constexpr std::uint32_t no_index = 0xffff'ffffU;
  std::uint32_t index_ = no_index;
};

using TierId = Id<struct TierTag>;
using GroupId = Id<struct GroupTag>;
using TypeId = Id<struct TypeTag>;
using StreamId = Id<struct StreamTag>;
using SkillId = Id<struct SkillTag>;
using PriorityId = Id<struct PriorityTag>;  ///< 0 is the highest
using ChannelId = Id<struct ChannelTag>;
using CustomerId = Id<struct CustomerTag>;
using ReasonId = Id<struct ReasonTag>;  ///< to be pending
using SlaId = Id<struct SlaTag>;
using CalendarId = Id<struct CalendarTag>;
using RosterId = Id<struct RosterTag>;
using AgentId = Id<struct AgentTag>;            ///< one head; numbered group by group
using TicketId = Id<struct TicketTag>;          ///< a row of the open tickets, reused when freed
using EngagementId = Id<struct EngagementTag>;  ///< a row of the engagements, reused when freed

/// A vector that is indexed by one kind of id only.
template <class IdType, class T>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t size, T value = {}) : rows_(size, std::move(value)) {}

  [[nodiscard]] T& operator[](IdType id) { return rows_[id.index()]; }
  [[nodiscard]] const T& operator[](IdType id) const { return rows_[id.index()]; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] IdType next_id() const { return IdType{rows_.size()}; }
  IdType add(T row) {
    rows_.push_back(std::move(row));
    return IdType{rows_.size() - 1};
  }
  [[nodiscard]] auto begin() { return rows_.begin(); }
  [[nodiscard]] auto end() { return rows_.end(); }
  [[nodiscard]] auto begin() const { return rows_.begin(); }
  [[nodiscard]] auto end() const { return rows_.end(); }

 private:
  std::vector<T> rows_;
};

}  // namespace tiersim
