// Every value of the demo replaced by each of a dozen wrong ones: a scenario that compiles, or
// problems that name their place.

#include <string>
#include <utility>
#include <vector>

#include "sim/yaml_tree.hpp"
#include "tests/catch.hpp"
#include "tests/support/bounded.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/verdict.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

std::string in_quotes(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

/// The tree as YAML in one line.
std::string written(const YamlNode& node) {
  if (node.kind == NodeKind::null) return node.text.empty() ? "null" : node.text;
  if (node.kind == NodeKind::scalar) return in_quotes(node.text);
  std::string text;
  for (const YamlNode& item : node.items) text += (text.empty() ? "" : ", ") + written(item);
  for (const MapEntry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + in_quotes(entry.key.text) + ": " + written(entry.value);
  }
  return node.kind == NodeKind::list ? "[" + text + "]" : "{" + text + "}";
}

void collect(YamlNode& node, std::vector<YamlNode*>& all) {
  for (YamlNode& item : node.items) {
    all.push_back(&item);
    collect(item, all);
  }
  for (MapEntry& entry : node.entries) {
    all.push_back(&entry.value);
    collect(entry.value, all);
  }
}

/// A node that is written just so.
YamlNode raw(const std::string& yaml) {
  YamlNode node;
  node.text = yaml;
  return node;
}

const std::vector<std::string> wrong_values{"null",    "[]", "{}",    "{x: {y: 1}}",
                                            "\"\"",    "-1", "1e300", "0",
                                            "nowhere", "8m", "400%",  "\"\\x07\""};

constexpr std::size_t step = is_instrumented ? 4 : 1;  // some of the values, as it is slow

}  // namespace

TEST_CASE("hostile: each value of the demo by each wrong one") {
  const std::string folder = TIERSIM_SOURCE_DIR "/scenarios/";
  std::vector<Problem> problems;
  std::optional<YamlNode> root = read_yaml(file_text(folder + "saas.yaml"), "saas.yaml", problems);
  REQUIRE(root);
  MapFiles files{{"office-hours.csv", file_text(folder + "office-hours.csv")},
                 {"saas.yaml", written(*root)}};
  REQUIRE(verdict(files, "saas.yaml") == Verdict::taken);

  std::vector<YamlNode*> nodes;
  collect(*root, nodes);
  CHECK(nodes.size() > 400);
  std::size_t refused = 0;
  for (std::size_t i = 0; i < nodes.size(); i += step) {
    YamlNode* const node = nodes[i];
    YamlNode before = std::move(*node);  // what is inside it stays where it is
    for (const std::string& wrong : wrong_values) {
      *node = raw(wrong);
      files.put("saas.yaml", written(*root));
      INFO(wrong << " at line " << before.line << ", column " << before.column);
      refused += verdict(files, "saas.yaml") == Verdict::refused ? 1 : 0;
    }
    *node = std::move(before);
  }
  CHECK(refused > nodes.size() / step * wrong_values.size() * 3 / 4);
}
