#pragma once
// The words in which fields are described (see describe.hpp): what a key is, and how its value is
// written. A visitor takes, for each field, a Field, a pointer to the member, and one of the
// `As...` kinds; it has one overload for each kind.

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "sim/text.hpp"

namespace tiersim {

/// Names a struct to `describe`, without an object of it.
template <class S>
struct Of {};

enum class Need : std::uint8_t { optional, required };

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
/// A value that is there, if only by default.
template <class T>
concept Present = !is_optional<T>;

/// A key of the language.
struct Field {
  std::string_view name;
  std::string_view doc;            ///< one sentence or two
  std::string_view fallback = {};  ///< what holds when the key is absent; empty: nothing
  Need need = Need::optional;
};
inline constexpr Need required = Need::required;

/// Numbers that are allowed. Ends count unless they are open.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;
  bool high_open = false;
  [[nodiscard]] bool contains(double x) const {
    return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high);
  }
};
inline constexpr Range any_number{};
inline constexpr Range not_negative{.low = 0};
inline constexpr Range positive{.low = 0, .low_open = true};
inline constexpr Range profile_weight{.low = 0, .high = 1e12};  // only their proportions count
inline constexpr Range zero_to_one{.low = 0, .high = 1};
// Money: far above what is paid anywhere, and far below what an amount can hold.
inline constexpr Range pay_an_hour{.low = 0, .high = 1e6};
inline constexpr Range pay_a_year{.low = 0, .high = 1e9};
inline constexpr Range penalty{.low = 0, .high = 1e9};
inline constexpr Range surcharge{.low = 0, .high = 10};

/// What a name refers to.
enum class Reference : std::uint8_t {
  none,
  calendar,
  channel,
  clearance,
  currency,
  customer,
  group,
  kpi,
  priority,
  shift,
  skill,
  sla,
  stat,
  ticket_type,
  tier,
  time_zone,
};

/// A word of a closed list.
template <class E>
struct Word {
  std::string_view text;
  E value;
};

// ---- Values that are one text

enum class TextLines : std::uint8_t { one, several };
struct AsText {
  TextLines lines = TextLines::one;
};
struct AsName {
  Reference of;
};
struct AsFile {};
/// `tier: L1`, a spelling of `tiers: [L1]`; not written by the canonical form.
struct AsOneOfList {
  Reference of;
};
template <class E>
struct AsChoice {
  std::span<const Word<E>> words;
};
template <class E, std::size_t n>
AsChoice(const std::array<Word<E>, n>&) -> AsChoice<E>;
struct AsFlag {};
struct AsWhole {
  std::uint64_t low = 0;
  std::uint64_t high = std::numeric_limits<std::uint64_t>::max();
};
struct AsNumber {
  Range range = any_number;
};
struct AsShare {
  Range range = zero_to_one;
};
struct AsFactor {
  Range range = positive;
};
struct AsPhases {};  ///< a whole number >= 1, kept as a number
struct AsGrowth {};
struct AsTime {
  TimeUnits units = TimeUnits::work;
};
struct AsDate {};
struct AsTimeOfDay {};
struct AsWeekday {};
struct AsVolume {};

// ---- Values with a shape of their own

struct AsWeekly {};      ///< `24x7` or hours by days
struct AsHandleTime {};  ///< a distribution, in which a bare time is a lognormal; and by channel
/// What a bare time stands for where a distribution is wanted.
enum class BareTime : std::uint8_t { always_the_same, lognormal };
struct AsDistribution {
  BareTime bare = BareTime::always_the_same;
  TimeUnits units = TimeUnits::work;  ///< of its times; parts of a mixture have those of the whole
};
inline constexpr AsDistribution as_long_times{BareTime::always_the_same, TimeUnits::elapsed};
struct AsShrinkage {};       ///< a share, or its parts
struct AsSkills {};          ///< by skill, or a list of skills
struct AsDailyVariation {};  ///< `{cv: 0.15}`
struct AsProfile {};         ///< of a Demand: weights, hours or a CSV file
struct AsAfter {};           ///< of an EscalationThreshold: a time or a share
struct AsOf {};              ///< of an EscalationThreshold: `work` or an SLA
struct AsBound {};           ///< of a Target
struct AsMargin {};          ///< `2%` of a value, or `1pp`
struct AsWarmUp {};          ///< a time, or `auto`
struct AsVariable {};        ///< `8..16`, or a list of values
struct AsBacklog {};         ///< tickets by tier, or the keys of a file
/// Of a ClockEvent: one of the words, or the tier at which that of `at_tier` happens.
template <class E>
struct AsClockEvent {
  std::span<const Word<E>> words;
  Word<E> at_tier;
};
template <class E, std::size_t n>
AsClockEvent(const std::array<Word<E>, n>&, Word<E>) -> AsClockEvent<E>;

// ---- Values made of values

/// Keys of a struct that is described too.
struct AsStruct {};
/// The same, or the value of its key `shorthand` alone.
struct AsStructOr {
  std::string_view shorthand;
};
/// A list; written anew it replaces.
template <class Item>
struct AsList {
  Item item;
};
template <class Item>
AsList(Item) -> AsList<Item>;
/// Values by name; written anew they are merged.
template <class Item>
struct AsMap {
  Item item;
  Reference key = Reference::none;              ///< what the names refer to, if anything
  std::span<const std::string_view> keys = {};  ///< the names that are allowed; empty: all
};
template <class Item>
AsMap(Item) -> AsMap<Item>;
template <class Item>
AsMap(Item, Reference) -> AsMap<Item>;
/// Values by priority or tier, with `default`; a bare value is the default.
template <class Item>
struct AsByName {
  Item item;
  Reference key = Reference::priority;
};
template <class Item>
AsByName(Item) -> AsByName<Item>;
template <class Item>
AsByName(Item, Reference) -> AsByName<Item>;
/// A list of structs that have a `name`, merged by it; or the same as a map by name.
struct AsNamedList {};

}  // namespace tiersim
