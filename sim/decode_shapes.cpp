// Values with a shape of their own, but for distributions and profiles (see decoder.hpp).

#include "sim/decoder.hpp"
#include "sim/text_hints.hpp"

namespace tiersim {

std::optional<DaySet> Decoder::read_day_key(const YamlNode& key, DaySet& seen) {
  const Parsed<DaySet> days = parse_days(key.text);
  if (!days) {
    fail(key, days.complaint());
    return std::nullopt;
  }
  for (std::size_t day = 0; day < 7; ++day) {
    if (!(*days)[day]) continue;
    if (seen[day]) {
      fail(key,
           {fmt::format("{} is written twice", weekday_names[day]), "", "write each day once"});
      return std::nullopt;
    }
    seen[day] = true;
  }
  return *days;
}

bool Decoder::lacks_weekly(const YamlNode& node) {
  if (node.kind != NodeKind::map || node.find("weekly")) return false;
  const auto found = std::ranges::find_if(node.entries, [](const MapEntry& entry) {
    return parse_days(entry.key.text) || parse_days(meant_days(entry.key.text));
  });
  if (found == node.entries.end()) return false;
  const bool is_hours = static_cast<bool>(parse_day_spans(found->value.text));
  fail(found->key, {fmt::format("the hours of {} do not stand under `weekly`", found->key.text),
                    "hours by days have a key of their own",
                    fmt::format("write `weekly: {{{}: \"{}\"}}`", meant_days(found->key.text),
                                is_hours ? found->value.text : "08:00-18:00")});
  return true;
}

void Decoder::read(const YamlNode& node, WeeklyHours& value, AsWeekly as) {
  if (node.kind == NodeKind::scalar && node.text == "24x7") {
    value = WeeklyHours::always();
    return;
  }
  if (node.kind == NodeKind::scalar) {
    const bool hours = static_cast<bool>(parse_day_spans(node.text));
    return fail(node, {fmt::format("{} does not say on which days", in_quotes(node.text)), "",
                       hours ? fmt::format("write `{{mon-fri: \"{}\"}}`", node.text)
                             : "write `24x7` or `{mon-fri: \"08:00-18:00\"}`"});
  }
  if (!is_map(node, words(as)) || is_idle(node, value.open_days() > 0)) return;
  if (value.is_always()) value = {};  // hours by days are of another kind: they replace
  DaySet seen{};
  for (const MapEntry& entry : node.entries) {
    const std::optional<DaySet> days = read_day_key(entry.key, seen);
    if (!days) continue;
    std::vector<DaySpan> spans;
    const Step step{*this, entry.key.text};
    if (entry.value.kind != NodeKind::null) {
      const std::string* const text = text_of(entry.value, {"hours", "`\"08:00-18:00\"`", ""});
      if (!text || !store(entry.value, parse_day_spans(*text), spans)) continue;
    }
    for (std::size_t day = 0; day < 7; ++day) {
      if ((*days)[day]) value.days[day] = spans;
    }
  }
}

void Decoder::read(const YamlNode& node, Shrinkage& value, AsShrinkage as) {
  if (node.kind == NodeKind::scalar) {
    value = {};
    return read(node, value.unnamed, AsShare{});
  }
  if (!is_map(node, words(as))) return;
  value.unnamed = 0;  // parts are of another kind than a bare share: they replace it
  read(node, value, AsStruct{});
}

void Decoder::read(const YamlNode& node, Named<GroupSkill>& value, AsSkills as) {
  if (node.kind == NodeKind::map) return read(node, value, AsMap{AsStructOr{"speed"}});
  if (!is_list(node, words(as))) return;
  std::vector<std::string> names;
  read(node, names, AsList{AsName{Reference::skill}});
  value.clear();
  for (const std::string& name : names) value.get_or_add(name);
}

void Decoder::check_spelled_once(const YamlNode& group) {
  const MapEntry* const tier = group.find("tier");
  if (tier && group.find("tiers")) {
    fail(tier->key, {"the group has both `tier` and `tiers`", "they are two spellings of one key",
                     "leave out one"});
  }
}

namespace {

/// The keys of the map of a file of open tickets.
struct BacklogFileKeys {
  std::vector<std::string_view> names;
  template <class M, class As>
  void operator()(const Field& field, M /*member*/, const As& /*as*/) {
    names.push_back(field.name);
  }
};

bool is_of_file(const YamlNode& node) {
  BacklogFileKeys keys;
  describe(keys, Of<BacklogFile>{});
  return std::ranges::any_of(node.entries, [&](const MapEntry& entry) {
    return std::ranges::find(keys.names, entry.key.text) != keys.names.end();
  });
}

}  // namespace

void Decoder::read(const YamlNode& node, InitialBacklog& value, AsBacklog as) {
  if (!is_map(node, words(as)) || is_idle(node, value.from || !value.lots.empty())) return;
  if (is_of_file(node)) {  // of another kind than counts: it replaces them
    value.lots.clear();
    return read(node, value.from, AsStruct{});
  }
  value.from.reset();
  read(node, value.lots, AsMap<AsStructOr>{AsStructOr{"tickets"}, Reference::tier});
}

void Decoder::read(const YamlNode& node, double& value, AsDailyVariation as) {
  if (!is_map(node, words(as))) return;
  for (const MapEntry& entry : node.entries) {
    if (entry.key.text == "cv") {
      child(entry, value, AsNumber{{.low = 0, .high = 10, .low_open = true}});
    } else {
      unknown_key(entry.key, {"cv"});
    }
  }
  if (node.entries.empty()) fail(node, {"the `cv` is missing", "", "write `{cv: 0.15}`"});
}

void Decoder::read(const YamlNode& node, EscalationThreshold& threshold, AsAfter as) {
  threshold.work.reset();
  threshold.share.reset();
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  if (text->ends_with('%')) {
    read(node, threshold.share, AsShare{{.low = 0, .high = 1, .low_open = true}});
  } else {
    read(node, threshold.work, AsTime{});
  }
}

void Decoder::read(const YamlNode& node, EscalationThreshold& threshold, AsOf as) {
  threshold.sla.clear();
  const std::string* const text = text_of(node, words(as));
  if (text && *text != "work") threshold.sla = *text;
}

void Decoder::read(const YamlNode& node, Target& target, AsBound as) {
  const std::string* const text = text_of(node, words(as));
  Bound bound;
  if (!text || !store(node, parse_bound(*text), bound)) return;
  target.comparison = bound.comparison;
  target.bound = bound.value;
  target.bound_unit = bound.unit;
  target.written = *text;
}

void Decoder::read(const YamlNode& node, Margin& value, AsMargin as) {
  const std::string* const text = text_of(node, words(as));
  if (text) store(node, parse_margin(*text), value);
}

void Decoder::read(const YamlNode& node, WarmUp& value, AsWarmUp as) {
  value = {};
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  value.is_auto = *text == "auto";
  if (!value.is_auto) store(node, parse_span(*text, TimeUnits::horizon), value.length);
}

void Decoder::read(const YamlNode& node, Variable& variable, AsVariable as) {
  variable = {};
  if (node.kind == NodeKind::list) {
    if (node.items.empty() || node.items.size() > most_choices) {
      return fail(node, {fmt::format("{} values to choose from", node.items.size()),
                         fmt::format("wanted: 1 to {}", most_choices), ""});
    }
    return read(node, variable.values, AsList{AsText{}});
  }
  const std::string* const text = text_of(node, words(as));
  WholeRange range;
  if (!text || !store(node, parse_range(*text), range)) return;
  variable.low = range.low;
  variable.high = range.high;
}

}  // namespace tiersim
