#pragma once
// The visitor that decodes: one `read` for each way in which a value is written (field.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/decode.hpp"
#include "sim/describe.hpp"
#include "sim/field_words.hpp"
#include "sim/suggest.hpp"

namespace tiersim {

template <class S>
class FieldReader;

class Decoder {
 public:
  explicit Decoder(Decoding& decoding) : out_{decoding} {}

  // One text
  void read(const YamlNode& node, std::string& value, AsText as);
  void read(const YamlNode& node, std::string& value, AsName as);
  void read(const YamlNode& node, std::string& value, AsFile as);
  void read(const YamlNode& node, std::vector<std::string>& value, AsOneOfList as);
  void read(const YamlNode& node, bool& value, AsFlag as);
  void read(const YamlNode& node, double& value, AsNumber as);
  void read(const YamlNode& node, double& value, AsShare as);
  void read(const YamlNode& node, double& value, AsFactor as);
  void read(const YamlNode& node, double& value, AsGrowth as);
  void read(const YamlNode& node, double& value, AsPhases as);
  void read(const YamlNode& node, Span& value, AsTime as);
  void read(const YamlNode& node, Duration& value, AsTime as);
  void read(const YamlNode& node, Duration& value, AsTimeOfDay as);
  void read(const YamlNode& node, LocalDay& value, AsDate as);
  void read(const YamlNode& node, unsigned& value, AsWeekday as);
  void read(const YamlNode& node, Volume& value, AsVolume as);
  template <Present T>
  void read(const YamlNode& node, T& value, AsWhole as);
  template <class E>
  void read(const YamlNode& node, E& value, const AsChoice<E>& as);

  // Shapes of their own
  void read(const YamlNode& node, WeeklyHours& value, AsWeekly as);
  void read(const YamlNode& node, Distribution& value, AsDistribution as);
  void read(const YamlNode& node, HandleTime& value, AsHandleTime as);
  void read(const YamlNode& node, Shrinkage& value, AsShrinkage as);
  void read(const YamlNode& node, Named<GroupSkill>& value, AsSkills as);
  void read(const YamlNode& node, double& value, AsDailyVariation as);
  void read(const YamlNode& node, Demand& demand, AsProfile as);
  void read(const YamlNode& node, EscalationThreshold& threshold, AsAfter as);
  void read(const YamlNode& node, EscalationThreshold& threshold, AsOf as);
  void read(const YamlNode& node, Target& target, AsBound as);
  void read(const YamlNode& node, Margin& value, AsMargin as);
  void read(const YamlNode& node, WarmUp& value, AsWarmUp as);
  void read(const YamlNode& node, Variable& variable, AsVariable as);
  void read(const YamlNode& node, InitialBacklog& value, AsBacklog as);
  template <class E>
  void read(const YamlNode& node, ClockEvent<E>& value, const AsClockEvent<E>& as);
  template <class E>
  void read_at_tier(const YamlNode& node, ClockEvent<E>& value, const AsClockEvent<E>& as);

  // Values made of values
  template <class T, class As>
  void read(const YamlNode& node, std::optional<T>& value, const As& as);
  template <Present S>
  void read(const YamlNode& node, S& object, AsStruct as);
  template <Present S>
  void read(const YamlNode& node, S& object, AsStructOr as);
  template <class T, class Item>
  void read(const YamlNode& node, std::vector<T>& list, const AsList<Item>& as);
  template <class T, class Item>
  void read(const YamlNode& node, Named<T>& map, const AsMap<Item>& as);
  template <class T, class Item>
  void read(const YamlNode& node, ByName<T>& value, const AsByName<Item>& as);
  template <class S>
  void read(const YamlNode& node, std::vector<S>& list, AsNamedList as);

 private:
  template <class S>
  friend class FieldReader;

  /// Goes one step down the path for as long as it lives.
  class Step {
   public:
    Step(Decoder& decoder, std::string_view name) : path_{decoder.path_}, size_{path_.size()} {
      if (!path_.empty()) path_ += '.';
      path_ += name;
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { path_.resize(size_); }

   private:
    std::string& path_;
    std::size_t size_;
  };

  void fail(const Place& place, Complaint complaint);
  void fail(const YamlNode& node, Complaint complaint) { fail(node.place(), std::move(complaint)); }
  /// The node is not of the kind that is wanted here.
  void wrong_shape(const YamlNode& node, const Words& wanted);
  /// An empty list or map on top of entries, which merge: it changes nothing.
  [[nodiscard]] bool is_idle(const YamlNode& node, bool has_entries);
  [[nodiscard]] bool is_map(const YamlNode& node, const Words& wanted);
  [[nodiscard]] bool is_list(const YamlNode& node, const Words& wanted);
  /// The text of a scalar; null, with a problem, where there is none.
  [[nodiscard]] const std::string* text_of(const YamlNode& node, const Words& wanted);
  /// May the text stand in names and titles? Told where not.
  [[nodiscard]] bool is_shown(const YamlNode& node);

  /// Stores what was parsed, or tells what is wrong.
  template <class T>
  bool store(const YamlNode& node, const Parsed<T>& parsed, T& value);
  void store_in_range(const YamlNode& node,
                      const Parsed<double>& parsed,
                      Range range,
                      RangeUnit unit,
                      double& value);

  void note_place(const Place& place) { out_.places.put(path_, place); }
  /// Where an entry of a map is said to be: text and lists by their value, maps by their key.
  [[nodiscard]] static Place place_of(const MapEntry& entry);

  /// Reads an entry that is not null.
  template <class T, class As>
  void child(const MapEntry& entry, T& value, const As& as);
  /// Reads an entry of a list.
  template <class T, class As>
  void child(const YamlNode& node, std::size_t index, T& value, const As& as);

  /// A whole number in [low, high]; else empty, with a problem.
  [[nodiscard]] std::optional<std::uint64_t>
  whole_in(const YamlNode& node, std::uint64_t low, std::uint64_t high);
  /// Are hours by days written without the `weekly` above them? Told then.
  [[nodiscard]] bool lacks_weekly(const YamlNode& node);

  /// A group has either `tier` or `tiers` in one map.
  void check_spelled_once(const YamlNode& group);
  void unknown_key(const YamlNode& key,
                   const std::vector<std::string>& known,
                   std::string_view why = "");
  template <class T>
  void delete_entry(const MapEntry& entry, Named<T>& map);
  /// May an entry of that name be made? A step of a `--set` needs one that is there.
  template <class T>
  [[nodiscard]] bool may_add(const MapEntry& entry, const Named<T>& map);
  void nothing_there(const MapEntry& entry,
                     const std::vector<std::string>& known,
                     std::string_view suggestion);
  /// Remembers an entry that is added under a name like one of those that were there.
  void note_look_alike(const MapEntry& entry, const std::vector<std::string>& before);

  // Distributions
  void read_shape(const YamlNode& node, Distribution& value, AsDistribution as);
  void read_kind(const MapEntry& entry, DistributionKind kind, Distribution& value);
  void read_parts(const YamlNode& node, std::vector<MixturePart>& parts);
  void read_parameters(const YamlNode& node,
                       DistributionKind kind,
                       Distribution& value,
                       std::string_view example);
  void read_shorthand(const YamlNode& node,
                      const std::vector<const MapEntry*>& entries,
                      Distribution& value);
  void read_distribution_map(const YamlNode& node,
                             Distribution& value,
                             const std::vector<std::string_view>& other_keys);

  /// The items of a list that have a name, told of where they have none or it is used twice.
  [[nodiscard]] std::vector<const YamlNode*> items_with_names(const YamlNode& node);
  template <class S>
  void read_named(const YamlNode& node,
                  const std::string& name,
                  const Place& place,
                  std::vector<S>& list);
  template <class S>
  void read_entry_of_named(const MapEntry& entry, Named<int>& known, std::vector<S>& list);

  void read_weights(const YamlNode& node, std::vector<double>& weights);
  void read_profile_days(const YamlNode& node, std::vector<double>& weights);
  void read_profile_entry(const YamlNode& node, const DaySet& days, std::vector<double>& weights);
  void read_day_weights(const YamlNode& node, std::vector<double>& weights, std::size_t from);
  [[nodiscard]] std::optional<DaySet> read_day_key(const YamlNode& key, DaySet& seen);

  /// Lengths of time that were read, and those of them written in d or w.
  struct Times {
    unsigned read = 0;
    unsigned in_days = 0;
  };

  Decoding& out_;
  std::string path_;
  TimeUnits units_ = TimeUnits::work;  ///< of the distribution that is being read
  Times times_;
};

}  // namespace tiersim

#include "sim/decoder_templates.hpp"
