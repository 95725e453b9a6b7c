#include "sim/decode.hpp"

#include "sim/decoder.hpp"
#include "sim/key_hints.hpp"

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

std::string Decoding::look_alike_without(const std::string& path) const {
  for (const auto& [entry, meant] : look_alikes) {
    const bool is_missing = path.starts_with(entry + '.') && !places.contains(path);
    if (path == entry || is_missing) return entry;
  }
  return "";
}

void Decoding::fail(const std::string& path, Complaint complaint) {
  if (has_failed(path)) return;
  std::string failing = path;
  const std::string entry = look_alike_without(path);
  if (!entry.empty() && !complaint.suggestion.starts_with("did you mean")) {
    const std::size_t dot = entry.rfind('.');
    complaint = {fmt::format("there is no {} under `{}`", in_quotes(entry.substr(dot + 1)),
                             entry.substr(0, dot)),
                 fmt::format("and as a new entry it is not complete: {}", complaint.what),
                 fmt::format("did you mean {}?", in_quotes(look_alikes.at(entry)))};
    failing = entry;
  }
  problems.push_back({places.find(failing), std::move(complaint.what), std::move(complaint.why),
                      std::move(complaint.suggestion)});
  failed.insert(failing);
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

namespace {

/// The text of a scalar as it stands in a suggestion.
std::string_view short_text(const YamlNode& node) {
  return node.text.size() > 40 ? std::string_view{"..."} : std::string_view{node.text};
}

/// How to mend a value of the wrong shape: as near to what is written as can be.
std::string reshaped(const YamlNode& node, const Words& wanted) {
  const bool wants_list = wanted.type.starts_with("list of ");
  const bool wants_maps = wanted.type.starts_with("list of map");
  if (wants_list && !wants_maps && node.kind == NodeKind::scalar) {
    return fmt::format("write `[{}]`", short_text(node));
  }
  if (wants_maps && node.kind == NodeKind::map)
    return "put it in brackets, `[{...}]`, or after a `-`";
  const bool wants_map = wanted.type.starts_with("map: ");
  const bool has_names = node.kind == NodeKind::list && !node.items.empty() &&
                         node.items.front().find("name") != nullptr;
  if (wants_map && has_names) {
    return fmt::format("write each under its name, as in `{}: {{...}}`",
                       short_text(node.items.front().find("name")->value));
  }
  const bool has_words = node.kind == NodeKind::list && !node.items.empty() &&
                         node.items.front().kind == NodeKind::scalar;
  if (wants_map && has_words && wanted.type.ends_with(" map")) {
    return fmt::format("write each as a key, as in `{}: {{...}}`", short_text(node.items.front()));
  }
  return wanted.example.empty() ? "" : fmt::format("write for example {}", wanted.example);
}

}  // namespace

void Decoder::wrong_shape(const YamlNode& node, const Words& wanted) {
  if (node.is_step) {
    return fail(
        node,
        {fmt::format("{} cannot be set by itself", in_quotes(node.entries.front().key.text)),
         fmt::format("`{}` is replaced as a whole", path_), fmt::format("write `{}=...`", path_)});
  }
  fail(node, {fmt::format("{} cannot be {}", last_key(path_), kind_text(node.kind)),
              fmt::format("wanted: {}", wanted.type), reshaped(node, wanted)});
}

bool Decoder::is_idle(const YamlNode& node, bool has_entries) {
  const bool is_empty = (node.kind == NodeKind::map && node.entries.empty()) ||
                        (node.kind == NodeKind::list && node.items.empty());
  if (!has_entries || !is_empty) return false;
  fail(node, {fmt::format("{} without entries changes nothing here", kind_text(node.kind)),
              "it is merged with what is there",
              "write `null` to delete all of it, or `{NAME: null}` for a part"});
  return true;
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
  const std::string meant = is_one_of_many ? "" : meant_key(key.text, known);
  const Step step{*this,
                  meant.empty() ? key.text : meant};  // the key that was meant is not missing
  fail(key, {fmt::format("unknown key {}", in_quotes(key.text)), std::string{why},
             is_one_of_many ? "" : key_hint(key.text, known)});
}

void Decoder::nothing_there(const MapEntry& entry,
                            const std::vector<std::string>& known,
                            std::string_view suggestion) {
  const std::string& name = entry.key.text;
  const bool is_number = name.find_first_not_of("0123456789") == std::string::npos;
  const std::string near = nearest(name, known);
  std::string hint = did_you_mean(name, known, "names here");
  if (near.empty() && !is_number) hint += fmt::format("{}{}", hint.empty() ? "" : "; ", suggestion);
  fail(entry.key, {fmt::format("there is no {} here", in_quotes(name)),
                   is_number ? "entries go by their names, not by numbers" : "", std::move(hint)});
}

void Decoder::note_look_alike(const MapEntry& entry, const std::vector<std::string>& before) {
  const bool is_new = std::ranges::find(before, entry.key.text) == before.end();
  if (!is_new || entry.value.kind != NodeKind::map) return;
  if (out_.look_alikes.size() >= most_suggestions) return;
  const std::string near = nearest(entry.key.text, before);
  const Step step{*this, entry.key.text};
  if (!near.empty()) out_.look_alikes[path_] = near;
}

std::vector<const YamlNode*> Decoder::items_with_names(const YamlNode& node) {
  std::vector<const YamlNode*> items;
  std::set<std::string> seen;
  for (const YamlNode& item : node.items) {
    const MapEntry* const name = item.find("name");
    if (!name || name->value.kind != NodeKind::scalar) {
      fail(item,
           {"a `name` is missing", "entries of this list are known by their names",
            item.kind == NodeKind::scalar ? fmt::format("write `{{name: {}}}`", short_text(item))
                                          : "write for example `{name: L1}`"});
    } else if (!seen.insert(name->value.text).second) {
      fail(name->value, {fmt::format("duplicate name {}", in_quotes(name->value.text)), "", ""});
    } else {
      items.push_back(&item);
    }
  }
  return items;
}

}  // namespace tiersim
