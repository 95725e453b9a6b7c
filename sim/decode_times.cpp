// Distributions, handle times and weekly profiles from YAML (see decoder.hpp).

#include <cmath>

#include "sim/decoder.hpp"

namespace tiersim {
namespace {

std::optional<DistributionKind> kind_of(std::string_view key) {
  const auto found = std::ranges::find(kind_words, key, &Word<DistributionKind>::text);
  if (found == kind_words.end()) return std::nullopt;
  return found->value;
}

std::string kind_name(DistributionKind kind) {
  return std::string{std::ranges::find(kind_words, kind, &Word<DistributionKind>::value)->text};
}

/// Collects the names of described keys.
struct NameCollector {
  std::vector<std::string> names;
  template <class M, class As>
  void operator()(const Field& field, M /*member*/, const As& /*as*/) {
    names.emplace_back(field.name);
  }
};

/// The keys that an overlay may merge into a distribution of this kind.
std::vector<std::string> keys_of(DistributionKind kind) {
  if (kind == DistributionKind::deterministic) return {"mean"};
  NameCollector collector;
  describe_kind(collector, kind);
  return collector.names;
}

/// How many times a distribution of this kind has; those of a list or a mixture are all new anyway.
unsigned times_of(DistributionKind kind) {
  switch (kind) {
    case DistributionKind::uniform: return 2;
    case DistributionKind::triangular: return 3;
    case DistributionKind::deterministic:
    case DistributionKind::exponential:
    case DistributionKind::lognormal:
    case DistributionKind::gamma:
    case DistributionKind::erlang:
    case DistributionKind::weibull:
    case DistributionKind::empirical:
    case DistributionKind::mixture: return 1;
  }
  return 1;
}

bool all_in(const std::vector<const MapEntry*>& entries, const std::vector<std::string>& keys) {
  return std::ranges::all_of(entries, [&](const MapEntry* entry) {
    return std::ranges::find(keys, entry->key.text) != keys.end();
  });
}

}  // namespace

// ---- Distributions

void Decoder::read_parameters(const YamlNode& node,
                              DistributionKind kind,
                              Distribution& value,
                              std::string_view example) {
  if (!is_map(node, {kind_name(kind), std::string{example}, ""})) return;
  const bool is_new = value.kind != kind || value == Distribution{};
  if (is_new) {
    value = {};
    value.kind = kind;
  }
  FieldReader<Distribution> reader{*this, node, value};
  describe_kind(reader, kind, units_);
  reader.report_unknown_keys();
  if (!is_new) return;
  for (const std::string& key : reader.missing()) {
    const Step step{*this, key};
    fail(node, {fmt::format("the `{}` is missing", key),
                fmt::format("a distribution of kind `{}` needs it", kind_name(kind)), ""});
  }
}

void Decoder::read_kind(const MapEntry& entry, DistributionKind kind, Distribution& value) {
  const Step step{*this, entry.key.text};
  note_place(place_of(entry));
  const YamlNode& node = entry.value;
  if (kind == DistributionKind::deterministic) {
    value = {};
    read(node, value.mean, AsTime{units_});
  } else if (kind == DistributionKind::empirical) {
    value = {};
    value.kind = kind;
    read(node, value.values, AsList{AsTime{units_}});
  } else if (kind == DistributionKind::mixture) {
    value = {};
    value.kind = kind;
    read_parts(node, value.parts);
  } else {
    std::string example;
    for (const std::string& key : keys_of(kind)) {
      example += fmt::format("{}{}: ...", example.empty() ? "" : ", ", key);
    }
    read_parameters(node, kind, value, fmt::format("`{{{}: {{{}}}}}`", kind_name(kind), example));
  }
}

void Decoder::read_parts(const YamlNode& node, std::vector<MixturePart>& parts) {
  read(node, parts, AsList{AsStruct{}});
  for (const YamlNode& part : node.items) {
    if (part.kind == NodeKind::map && !(part.find("weight") && part.find("of"))) {
      fail(part, {"a part of a mixture is incomplete", "it has a weight and a distribution",
                  "write `{weight: 70%, of: {exponential: {mean: 8m}}}`"});
    }
  }
}

void Decoder::read_shorthand(const YamlNode& node,
                             const std::vector<const MapEntry*>& entries,
                             Distribution& value) {
  const bool merges = value != Distribution{} && all_in(entries, keys_of(value.kind));
  if (merges && value.kind == DistributionKind::deterministic) {
    return child(*entries.front(), value.mean, AsTime{units_});
  }
  YamlNode parameters = node;
  parameters.is_step = false;
  parameters.entries.clear();
  for (const MapEntry* entry : entries) parameters.entries.push_back(*entry);
  read_parameters(parameters, merges ? value.kind : DistributionKind::lognormal, value, "");
}

void Decoder::read_distribution_map(const YamlNode& node,
                                    Distribution& value,
                                    const std::vector<std::string_view>& other_keys) {
  std::vector<const MapEntry*> entries;
  const MapEntry* of_kind = nullptr;
  for (const MapEntry& entry : node.entries) {
    if (std::ranges::find(other_keys, entry.key.text) != other_keys.end()) continue;
    entries.push_back(&entry);
    if (kind_of(entry.key.text)) of_kind = &entry;
  }
  if (of_kind && entries.size() > 1) {
    return fail(of_kind->key, {fmt::format("`{}` stands beside other keys", of_kind->key.text),
                               "a distribution has one kind, and its parameters inside it",
                               "write for example `{gamma: {mean: 8m, cv: 1}}`"});
  }
  if (of_kind) return read_kind(*of_kind, *kind_of(of_kind->key.text), value);
  std::vector<std::string> known = {"mean", "cv"};
  const bool merges = value != Distribution{} && all_in(entries, keys_of(value.kind));
  if (merges || all_in(entries, known)) return read_shorthand(node, entries, value);
  for (const Word<DistributionKind>& word : kind_words) known.emplace_back(word.text);
  known.insert(known.end(), other_keys.begin(), other_keys.end());
  for (const MapEntry* entry : entries) {
    if (std::ranges::find(known, entry->key.text) == known.end()) unknown_key(entry->key, known);
  }
}

void Decoder::read(const YamlNode& node, Distribution& value, AsDistribution as) {
  const TimeUnits around = units_;
  const Times before = times_;
  if (as.units != TimeUnits::work) units_ = as.units;  // else those of the mixture it is a part of
  read_shape(node, value, as);
  units_ = around;
  if (times_.in_days > before.in_days) {
    value.in_days = true;
  } else if (times_.read - before.read >= times_of(value.kind)) {
    value.in_days = false;
  }
}

void Decoder::read_shape(const YamlNode& node, Distribution& value, AsDistribution as) {
  if (node.kind == NodeKind::map) return read_distribution_map(node, value, {});
  if (!text_of(node, words(as))) return;
  Distribution bare;
  const std::size_t failures = out_.problems.size();
  read(node, bare.mean, AsTime{units_});
  if (out_.problems.size() > failures) return;
  bare.kind = as.bare == BareTime::lognormal ? DistributionKind::lognormal
                                             : DistributionKind::deterministic;
  value = std::move(bare);
}

void Decoder::read(const YamlNode& node, HandleTime& value, AsHandleTime as) {
  constexpr AsDistribution as_time{BareTime::lognormal};
  if (node.kind == NodeKind::scalar) {
    value.by_channel.clear();
    return read(node, value.time, as_time);
  }
  if (!is_map(node, words(as))) return;
  const MapEntry* const otherwise = node.find("default");
  const MapEntry* const by_channel = node.find("by_channel");
  const std::size_t others = (otherwise ? 1U : 0U) + (by_channel ? 1U : 0U);
  if (otherwise && node.entries.size() > others) {
    return fail(otherwise->key, {"`default` stands beside a handle time", "both say the same",
                                 "write one of them"});
  }
  if (otherwise) child(*otherwise, value.time, as_time);
  if (node.entries.size() > others || (others == 0 && value.time == Distribution{})) {
    read_distribution_map(node, value.time, {"default", "by_channel"});
  }
  if (by_channel && by_channel->value.kind == NodeKind::null) {
    value.by_channel.clear();
  } else if (by_channel) {
    child(*by_channel, value.by_channel, AsMap<AsDistribution>{as_time, Reference::channel});
  }
}

// ---- Profiles

namespace {

constexpr std::size_t hours_a_day = 24;
constexpr std::size_t hours_a_week = 168;
const Words weight_list = {"24 weights for a day", "`[0, 0, 0, 0, 0, 0, 0, 1, 4, ...]`", ""};

/// Adds the share of each hour that lies in the span of that day; what is past midnight belongs to
/// the next day.
void add_hours(const DaySpan& span, std::size_t day, std::vector<double>& weights) {
  for (std::size_t hour = 0; hour < 2 * hours_a_day; ++hour) {
    const Duration from = std::max(span.from, static_cast<int>(hour) * one_hour);
    const Duration to = std::min(span.to, static_cast<int>(hour + 1) * one_hour);
    if (to <= from) continue;
    double& weight = weights[(day * hours_a_day + hour) % hours_a_week];
    weight = std::min(1.0, weight + in_hours(to - from));
  }
}

}  // namespace

void Decoder::read_day_weights(const YamlNode& node,
                               std::vector<double>& weights,
                               std::size_t from) {
  if (!is_list(node, weight_list)) return;
  if (node.items.size() != hours_a_day) {
    return fail(node, {fmt::format("a day of {} weights", node.items.size()),
                       "a day has 24, for the hours from 0 to 23", ""});
  }
  for (std::size_t hour = 0; hour < hours_a_day; ++hour) {
    child(node.items[hour], hour, weights[from + hour], AsNumber{profile_weight});
  }
}

void Decoder::read_weights(const YamlNode& node, std::vector<double>& weights) {
  if (node.items.size() == 7) {
    for (std::size_t day = 0; day < 7; ++day) {
      read_day_weights(node.items[day], weights, day * hours_a_day);
    }
    return;
  }
  if (node.items.size() != hours_a_week) {
    return fail(node, {fmt::format("a profile of {} weights", node.items.size()),
                       "it is 168 weights, or 7 lists of 24, Monday first", ""});
  }
  for (std::size_t hour = 0; hour < hours_a_week; ++hour) {
    child(node.items[hour], hour, weights[hour], AsNumber{profile_weight});
  }
}

void Decoder::read_profile_entry(const YamlNode& node,
                                 const DaySet& days,
                                 std::vector<double>& weights) {
  const bool is_hours = node.kind == NodeKind::scalar;
  std::vector<DaySpan> spans;
  if (is_hours && !store(node, parse_day_spans(node.text), spans)) return;
  for (std::size_t day = 0; day < 7; ++day) {
    if (!days[day]) continue;
    for (const DaySpan& span : spans) add_hours(span, day, weights);
    if (!is_hours) read_day_weights(node, weights, day * hours_a_day);
  }
}

void Decoder::read_profile_days(const YamlNode& node, std::vector<double>& weights) {
  DaySet seen{};
  for (const MapEntry& entry : node.entries) {
    const std::optional<DaySet> days = read_day_key(entry.key, seen);
    if (days && entry.value.kind != NodeKind::null) read_profile_entry(entry.value, *days, weights);
  }
}

void Decoder::read(const YamlNode& node, Demand& demand, AsProfile as) {
  demand.profile.weights.clear();
  demand.profile_file.reset();
  if (node.kind == NodeKind::null) return;
  if (node.kind == NodeKind::scalar) {
    return read(node, demand.profile_file, AsFile{});
  }
  if (node.is_step) return wrong_shape(node, words(as));
  const std::size_t failures = out_.problems.size();
  std::vector<double> weights(hours_a_week, 0.0);
  if (node.kind == NodeKind::list) read_weights(node, weights);
  if (node.kind == NodeKind::map) read_profile_days(node, weights);
  if (out_.problems.size() > failures) return;
  if (std::ranges::all_of(weights, [](double weight) { return weight <= 0; })) {
    return fail(node, {"the profile has no weight at all", "no ticket could arrive", ""});
  }
  demand.profile.weights = std::move(weights);
}

}  // namespace tiersim
