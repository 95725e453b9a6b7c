#include "analysis/base_values.hpp"

#include <algorithm>

#include "tiersim/language.hpp"

namespace tiersim {
namespace {

/// The first name of a path, which is taken off it.
std::string_view take_step(std::string_view& path) {
  const std::size_t dot = std::min(path.find('.'), path.size());
  const std::string_view step = path.substr(0, dot);
  path.remove_prefix(std::min(dot + 1, path.size()));
  return step;
}

std::string name_of_item(const YamlNode& item) {
  const MapEntry* const name = item.find("name");
  return name == nullptr ? "" : name->value.text;
}

/// What can be named below a node: keys, or the names of a list's items.
std::vector<std::pair<std::string, const YamlNode*>> children_of(const YamlNode& node) {
  std::vector<std::pair<std::string, const YamlNode*>> children;
  for (const MapEntry& entry : node.entries) children.emplace_back(entry.key.text, &entry.value);
  for (const YamlNode& item : node.items) {
    if (std::string name = name_of_item(item); !name.empty()) {
      children.emplace_back(std::move(name), &item);
    }
  }
  return children;
}

const YamlNode* child_of(const YamlNode& node, std::string_view name) {
  for (const auto& [own, child] : children_of(node)) {
    if (own == name) return child;
  }
  return nullptr;
}

/// Collects the paths that a pattern stands for.
struct PathSearch {
  std::vector<std::string> found = {};
  BaseValues::DeadEnd dead_end = {};
  std::size_t deepest = 0;

  void search(const YamlNode& node, const std::string& so_far, std::string_view rest) {
    if (rest.empty()) return found.push_back(so_far);
    const std::string_view step = take_step(rest);
    bool is_there = false;
    for (const auto& [name, child] : children_of(node)) {
      if (step != "*" && step != name) continue;
      is_there = true;
      std::string path = so_far;
      if (!path.empty()) path += '.';
      path += name;
      search(*child, path, rest);
    }
    if (!is_there) note(node, so_far, step);
  }

 private:
  void note(const YamlNode& node, const std::string& so_far, std::string_view step) {
    const auto depth = static_cast<std::size_t>(std::ranges::count(so_far, '.')) + 1;
    if (depth < deepest) return;
    if (depth > deepest) dead_end = {};
    deepest = depth;
    dead_end.step = step;
    for (const auto& child : children_of(node)) {
      if (std::ranges::find(dead_end.known, child.first) != dead_end.known.end()) continue;
      dead_end.known.push_back(child.first);
    }
  }
};

}  // namespace

BaseValues::BaseValues(const Scenario& scenario) {
  std::vector<Problem> problems;
  std::optional<YamlNode> root = read_yaml(canonical_text(scenario), "", problems);
  // Too long a text to be read again: nothing is found in it.
  if (root) root_ = std::move(*root);
}

const YamlNode* BaseValues::find(std::string_view path) const {
  const YamlNode* node = &root_;
  while (node != nullptr && !path.empty()) node = child_of(*node, take_step(path));
  return node;
}

std::vector<std::string> BaseValues::matches(std::string_view pattern, DeadEnd& dead_end) const {
  PathSearch search;
  search.search(root_, "", pattern);
  dead_end = std::move(search.dead_end);
  return std::move(search.found);
}

std::vector<BaseValue> BaseValues::value_at(const std::string& path) const {
  std::string at = path;
  const YamlNode* node = find(path);
  while (node != nullptr && node->kind == NodeKind::map) {
    const MapEntry* next = node->find("mean");
    if (node->entries.size() == 1) next = &node->entries.front();
    if (next == nullptr) return {};
    at += '.' + next->key.text;
    node = &next->value;
  }
  if (node == nullptr || node->kind != NodeKind::scalar) return {};
  return {{at, node->text}};
}

}  // namespace tiersim
