// `--set path.to.key=value` as a tree (see yaml_tree.hpp).

#include <memory>
#include <utility>

#include "sim/yaml_tree.hpp"

namespace tiersim {
namespace {

void move_to(YamlNode& node, const std::shared_ptr<const std::string>& file) {
  node.file = file;
  node.line = 0;
  node.column = 0;
  for (YamlNode& item : node.items) move_to(item, file);
  for (MapEntry& entry : node.entries) {
    move_to(entry.key, file);
    move_to(entry.value, file);
  }
}

YamlNode
wrap(YamlNode value, std::string_view key, const std::shared_ptr<const std::string>& file) {
  YamlNode name;
  name.kind = NodeKind::scalar;
  name.text = std::string{key};
  name.file = file;
  YamlNode map;
  map.kind = NodeKind::map;
  map.is_step = true;
  map.file = file;
  map.entries.push_back({std::move(name), std::move(value)});
  return map;
}

}  // namespace

std::optional<YamlNode> read_set(const std::string& set, std::vector<Problem>& problems) {
  const std::string place = "--set " + set;
  const auto fail = [&](std::string what, std::string suggestion) {
    problems.push_back({{place, 0, 0}, std::move(what), "", std::move(suggestion)});
    return std::nullopt;
  };
  const std::size_t equals = set.find('=');
  if (equals == std::string::npos) {
    return fail("a `=` is missing", "write for example `--set staff.desk.heads=14`");
  }
  std::string_view path = std::string_view{set}.substr(0, equals);
  const std::string_view value = std::string_view{set}.substr(equals + 1);
  if (path.find('[') != std::string_view::npos) {
    return fail(
        "a `[` stands in the path, and entries of lists have no numbers",
        "write `tiers.L1` for a tier or surge of that name; other lists are set as a whole, "
        "as in `priorities=[P1, P2]`");
  }
  if (path.find('/') < path.find('.')) {
    return fail("a `/` stands in the path", "steps are parted by dots, as in `staff.desk.heads`");
  }
  if (value.empty()) return fail("the value is missing", "write `null` to delete");
  std::vector<Problem> inner;
  std::optional<YamlNode> node = read_yaml(value, place, inner);
  if (!node) {
    inner.front().place = {place, 0, 0};
    problems.push_back(std::move(inner.front()));
    return std::nullopt;
  }
  const auto file = std::make_shared<const std::string>(place);
  move_to(*node, file);
  for (std::size_t steps = 0; steps < most_yaml_depth; ++steps) {
    const std::size_t dot = path.rfind('.');
    const std::string_view key = dot == std::string_view::npos ? path : path.substr(dot + 1);
    if (key.empty())
      return fail("a name is missing in the path", "names are joined by single dots");
    node = wrap(std::move(*node), key, file);
    if (dot == std::string_view::npos) return node;
    path = path.substr(0, dot);
  }
  return fail("the path is too long", "");
}

}  // namespace tiersim
