#include "sim/decode.hpp"

#include "sim/decoder.hpp"

namespace tiersim {

bool Decoding::has_failed(const std::string& path) const {
  if (failed.contains(path)) return true;
  const auto below = failed.lower_bound(path + '.');
  if (below != failed.end() && below->starts_with(path + '.')) return true;
  std::string around = path;
  for (std::size_t dot = around.rfind('.'); dot != std::string::npos; dot = around.rfind('.')) {
    around.resize(dot);
    if (failed.contains(around)) return true;
  }
  return false;
}

void decode(const YamlNode& root, Scenario& scenario, Decoding& decoding) {
  Decoder{decoding}.read(root, scenario, AsStruct{});
  for (auto& [name, calendar] : scenario.calendars) {
    std::vector<LocalDay>& days = calendar.holidays;
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
  }
}

// ---- Problems and shapes

void Decoder::fail(const Place& place, Complaint complaint) {
  out_.problems.push_back({place, std::move(complaint.what), std::move(complaint.why),
                           std::move(complaint.suggestion)});
  out_.failed.insert(path_);
}

namespace {

std::string_view kind_text(NodeKind kind) {
  switch (kind) {
    case NodeKind::null: return "empty";
    case NodeKind::scalar: return "a single value";
    case NodeKind::list: return "a list";
    case NodeKind::map: return "a map";
  }
  return "";
}

/// The last key of a path: "`heads`", "an entry of `breaks`".
std::string last_key(std::string_view path) {
  if (path.empty()) return "a scenario";
  const std::size_t dot = path.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? path : path.substr(dot + 1);
  const bool is_index = last.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_index || dot == std::string_view::npos) return fmt::format("`{}`", last);
  return "an entry of " + last_key(path.substr(0, dot));
}

}  // namespace

void Decoder::wrong_shape(const YamlNode& node, const Words& wanted) {
  if (node.is_step) {
    return fail(node,
                {fmt::format("{} cannot be set by itself", quoted(node.entries.front().key.text)),
                 fmt::format("`{}` is replaced as a whole", path_),
                 fmt::format("write `{}=...`", path_)});
  }
  fail(node, {fmt::format("{} cannot be {}", last_key(path_), kind_text(node.kind)),
              fmt::format("wanted: {}", wanted.type),
              wanted.example.empty() ? "" : fmt::format("write for example {}", wanted.example)});
}

bool Decoder::is_map(const YamlNode& node, const Words& wanted) {
  if (node.kind == NodeKind::map) return true;
  wrong_shape(node, wanted);
  return false;
}

bool Decoder::is_list(const YamlNode& node, const Words& wanted) {
  if (node.kind == NodeKind::list) return true;
  wrong_shape(node, wanted);
  return false;
}

const std::string* Decoder::text_of(const YamlNode& node, const Words& wanted) {
  if (node.kind == NodeKind::scalar) return &node.text;
  wrong_shape(node, wanted);
  return nullptr;
}

Place Decoder::place_of(const MapEntry& entry) {
  return entry.value.kind == NodeKind::map ? entry.key.place() : entry.value.place();
}

void Decoder::unknown_key(const YamlNode& key,
                          const std::vector<std::string>& known,
                          std::string_view why) {
  const bool is_one_of_many = out_.problems.size() >= most_suggestions;
  const std::string near = is_one_of_many ? "" : nearest(key.text, known);
  const Step step{*this, near.empty() ? key.text : near};  // the key that was meant is not missing
  fail(key, {fmt::format("unknown key {}", quoted(key.text)), std::string{why},
             is_one_of_many ? "" : did_you_mean(key.text, known, "keys here")});
}

std::vector<const YamlNode*> Decoder::items_with_names(const YamlNode& node) {
  std::vector<const YamlNode*> items;
  std::set<std::string> seen;
  for (const YamlNode& item : node.items) {
    const MapEntry* const name = item.find("name");
    if (!name || name->value.kind != NodeKind::scalar) {
      fail(item, {"a `name` is missing", "entries of this list are known by their names", ""});
    } else if (!seen.insert(name->value.text).second) {
      fail(name->value, {fmt::format("duplicate name {}", quoted(name->value.text)), "", ""});
    } else {
      items.push_back(&item);
    }
  }
  return items;
}

// ---- One text

void Decoder::read(const YamlNode& node, std::string& value, AsText as) {
  if (const std::string* const text = text_of(node, words(as))) value = *text;
}

void Decoder::read(const YamlNode& node, std::string& value, AsName as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  if (text->empty()) return fail(node, {fmt::format("the {} is empty", words(as).type), "", ""});
  value = *text;
}

void Decoder::read(const YamlNode& node, std::string& value, AsFile as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  if (text->empty()) return fail(node, {"the file name is empty", "", ""});
  value = *text;
}

void Decoder::read(const YamlNode& node, std::vector<std::string>& value, AsOneOfList as) {
  std::string name;
  read(node, name, AsName{as.of});
  value.assign(1, name);
  if (name.empty()) value.clear();
}

void Decoder::read(const YamlNode& node, bool& value, AsFlag as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  if (*text != "true" && *text != "false") {
    return fail(node, {fmt::format("{} is neither true nor false", quoted(*text)), "",
                       "write `true` or `false`"});
  }
  value = *text == "true";
}

void Decoder::store_in_range(const YamlNode& node,
                             const Parsed<double>& parsed,
                             Range range,
                             RangeUnit unit,
                             double& value) {
  double number = 0;
  if (!store(node, parsed, number)) return;
  if (!range.contains(number)) {
    return fail(node, {fmt::format("{} is out of range", quoted(node.text)),
                       "allowed: " + range_text(range, unit), ""});
  }
  value = number;
}

void Decoder::read(const YamlNode& node, double& value, AsNumber as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store_in_range(node, parse_number(*text), as.range, RangeUnit::number, value);
  }
}

void Decoder::read(const YamlNode& node, double& value, AsShare as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store_in_range(node, parse_percent(*text), as.range, RangeUnit::percent, value);
  }
}

void Decoder::read(const YamlNode& node, double& value, AsFactor as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store_in_range(node, parse_factor(*text), as.range, RangeUnit::number, value);
  }
}

void Decoder::read(const YamlNode& node, double& value, AsGrowth as) {
  if (const std::string* const text = text_of(node, words(as))) {
    constexpr Range above_minus_one{.low = -1, .low_open = true};
    store_in_range(node, parse_growth(*text), above_minus_one, RangeUnit::percent, value);
  }
}

void Decoder::read(const YamlNode& node, double& value, AsPhases as) {
  std::uint64_t phases = 0;
  if (!text_of(node, words(as))) return;
  read(node, phases, AsWhole{1, 1000});
  if (phases > 0) value = static_cast<double>(phases);
}

void Decoder::read(const YamlNode& node, Span& value, AsTime as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_span(*text, as.units), value);
  }
}

void Decoder::read(const YamlNode& node, Duration& value, AsTime as) {
  Span span;
  const std::string* const text = text_of(node, words(as));
  if (text && store(node, parse_span(*text, as.units), span)) value = span.elapsed();
}

void Decoder::read(const YamlNode& node, Duration& value, AsTimeOfDay as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_time_of_day(*text), value);
  }
}

void Decoder::read(const YamlNode& node, LocalDay& value, AsDate as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_date(*text), value);
  }
}

void Decoder::read(const YamlNode& node, unsigned& value, AsWeekday as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_weekday(*text), value);
  }
}

void Decoder::read(const YamlNode& node, Volume& value, AsVolume as) {
  if (const std::string* const text = text_of(node, words(as))) {
    store(node, parse_volume(*text), value);
  }
}

}  // namespace tiersim
