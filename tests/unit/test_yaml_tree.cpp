#include "sim/yaml_tree.hpp"

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

YamlNode tree_of(std::string_view text) {
  std::vector<Problem> problems;
  const std::optional<YamlNode> root = read_yaml(text, "a.yaml", problems);
  INFO((problems.empty() ? "" : to_text(problems.front())));
  REQUIRE(root.has_value());
  REQUIRE(problems.empty());
  return *root;
}

std::string problem_of(std::string_view text) {
  std::vector<Problem> problems;
  const std::optional<YamlNode> root = read_yaml(text, "a.yaml", problems);
  REQUIRE_FALSE(root.has_value());
  REQUIRE(problems.size() == 1);
  return to_text(problems.front());
}

}  // namespace

TEST_CASE("nodes know their kind and their place") {
  const YamlNode root = tree_of("a: 1\nb:\n  - x\n  - 'y'\n  - {c: ~}\n");
  REQUIRE(root.kind == NodeKind::map);
  const MapEntry* const a = root.find("a");
  REQUIRE(a);
  CHECK(a->key.place() == Place{"a.yaml", 1, 1});
  CHECK(a->value.place() == Place{"a.yaml", 1, 4});
  CHECK(a->value.text == "1");
  const YamlNode& b = root.find("b")->value;
  REQUIRE(b.items.size() == 3);
  CHECK_FALSE(b.items[0].quoted);
  CHECK(b.items[1].quoted);
  CHECK(b.items[1].place() == Place{"a.yaml", 4, 5});
  CHECK(b.items[2].find("c")->value.kind == NodeKind::null);
  CHECK(root.find("d") == nullptr);
}

TEST_CASE("empty values and null are null, in quotes they are text") {
  const YamlNode root = tree_of("a:\nb: null\nc: \"null\"\nd: ''\n");
  CHECK(root.find("a")->value.kind == NodeKind::null);
  CHECK(root.find("b")->value.kind == NodeKind::null);
  CHECK(root.find("c")->value.text == "null");
  CHECK(root.find("d")->value.kind == NodeKind::scalar);
}

TEST_CASE("what YAML can and scenarios need not is refused") {
  CHECK(problem_of("a: &x 1\n") ==
        "a.yaml:1:4: error: anchors (`&name`) are not taken (scenario files use plain YAML only); "
        "leave it out");
  CHECK_THAT(problem_of("a: 1\nb: *x\n"), Catch::Matchers::ContainsSubstring("a.yaml:2:4"));
  CHECK(problem_of("a: &x 1\nb: *x\n").find("anchors") != std::string::npos);
  CHECK_THAT(problem_of("a: !!int 1\n"),
             Catch::Matchers::ContainsSubstring("tags ('tag:yaml.org,2002:int')"));
  CHECK_THAT(problem_of("a: {<<: {b: 1}}\n"), Catch::Matchers::ContainsSubstring("merge keys"));
  CHECK_THAT(problem_of("a: 1\nb: 2\na: 3\n"),
             Catch::Matchers::StartsWith("a.yaml:3:1: error: duplicate key 'a'"));
  CHECK_THAT(problem_of("[a]: 1\n"), Catch::Matchers::ContainsSubstring("keys are text"));
  CHECK_THAT(problem_of(": 1\n"), Catch::Matchers::ContainsSubstring("a key is missing"));
  CHECK_THAT(problem_of("a: 1\n---\nb: 2\n"),
             Catch::Matchers::StartsWith("a.yaml:2:1: error: a second document starts here"));
}

TEST_CASE("an empty file is told so") {
  for (const char* text : {"", "\n", "# nothing\n"}) {
    CHECK(problem_of(text) ==
          "a.yaml: error: the file is empty; write for example `name: my desk`");
  }
}

TEST_CASE("bytes that are not text are refused before YAML is looked at") {
  CHECK(problem_of("a: 1\nb: \xff\n") ==
        "a.yaml:2:4: error: invalid UTF-8; save the file as UTF-8 text");
  CHECK(problem_of(std::string_view{"a: \0", 4}) ==
        "a.yaml:1:4: error: a NUL byte; save the file as UTF-8 text");
  for (const char* text : {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
                           "\xf0\x80\x80\x80", "\x80", "\xc3"}) {
    CHECK_THAT(problem_of(text), Catch::Matchers::ContainsSubstring("invalid UTF-8"));
  }
  CHECK(tree_of("a: \"\xe2\x82\xac \xf0\x9f\x99\x82\"\n").find("a")->value.text ==
        "\xe2\x82\xac \xf0\x9f\x99\x82");
}

TEST_CASE("syntax errors are told in plain words, at their place") {
  CHECK(problem_of("a: b: c\n") ==
        "a.yaml:1:5: error: a `:` stands where no value can (not valid YAML); check the "
        "indentation, or put the text in quotes");
  CHECK_THAT(problem_of("a: {b: 1\nc: 2\n"), Catch::Matchers::StartsWith("a.yaml:"));
  CHECK(problem_of("a: \"x: 1\nb: 2\n") ==
        "a.yaml:1:4: error: a quote is not closed (not valid YAML); add the closing quote");
  CHECK_THAT(problem_of("a: 'it''s\n"),
             Catch::Matchers::ContainsSubstring("a quote is not closed"));
  CHECK_THAT(problem_of("a: [1, 2\n"), Catch::Matchers::ContainsSubstring("`[`"));
}

TEST_CASE("a bound without quotes is told so") {
  for (const char* text : {"is: >= 80%\n", "is: >=80%\n"}) {
    CHECK(problem_of(text).ends_with(
        "starts a text of several lines (not valid YAML); put the value in "
        "quotes, as in `is: \">= 80%\"`"));
  }
}

TEST_CASE("a tab that indents is told as such, whatever comes of it") {
  const std::string told =
      ": error: a tab is used to indent (YAML is indented by spaces); use spaces";
  CHECK(problem_of("a: 1\n\tb: 2\n") == "a.yaml:2:1" + told);
  CHECK(problem_of("staff:\n\tdesk: {heads: 3}\n") == "a.yaml:2:1" + told);
  CHECK(problem_of("staff:\n  desk:\n  \ttier: L1\n\theads: 3\n").ends_with(told));
  CHECK(problem_of("tiers:\n\t- a\n") == "a.yaml:2:1" + told);
  CHECK(tree_of("a: {b: 1,\n\tc: 2}\n").find("a")->value.entries.size() == 2);
}

TEST_CASE("limits are checked and named") {
  CHECK(problem_of(std::string(4U * 1024 * 1024 + 1, '#')) ==
        "a.yaml: error: the file is too large (at most 4 MiB of YAML); move data to a CSV file");
  std::string deep = "a: ";
  for (int i = 0; i < 64; ++i) deep += "[";
  CHECK_THAT(problem_of(deep + "1" + std::string(64, ']')),
             Catch::Matchers::ContainsSubstring("too deeply nested (at most 64 levels)"));
  CHECK(tree_of("a: " + std::string(63, '[') + "1" + std::string(63, ']')).kind == NodeKind::map);
  std::string many = "a: [";
  for (int i = 0; i < 200'000; ++i) many += "1,\n";
  CHECK_THAT(problem_of(many + "1]"), Catch::Matchers::ContainsSubstring("at most 200000 values"));
}

TEST_CASE("hostile texts end in a problem, soon") {
  for (const char* part : {"[", "{", "- ", "? ", "\"", "&a ", "*a ", "!a ", "|\n", "a:\n ", "%",
                           ": ", "}", "{a: ", "- - ", "...\n", "\\"}) {
    std::string text;
    while (text.size() < 100'000) text += part;
    std::vector<Problem> problems;
    const std::optional<YamlNode> root = read_yaml(text, "a.yaml", problems);
    INFO(part);
    CHECK(root.has_value() == problems.empty());
  }
}

TEST_CASE("a --set becomes maps down to its value") {
  std::vector<Problem> problems;
  const std::optional<YamlNode> root = read_set("staff.desk.heads=14", problems);
  REQUIRE(root.has_value());
  const MapEntry* const staff = root->find("staff");
  REQUIRE(staff);
  CHECK(staff->value.is_step);
  const MapEntry* const heads = staff->value.find("desk")->value.find("heads");
  REQUIRE(heads);
  CHECK(heads->value.text == "14");
  CHECK_FALSE(heads->value.is_step);
  CHECK(heads->value.place() == Place{"--set staff.desk.heads=14", 0, 0});
}

TEST_CASE("the value of a --set is YAML") {
  std::vector<Problem> problems;
  CHECK(read_set("a=[x, y]", problems)->find("a")->value.items.size() == 2);
  CHECK(read_set("a={P1: 2h}", problems)->find("a")->value.find("P1")->value.text == "2h");
  CHECK(read_set("a=null", problems)->find("a")->value.kind == NodeKind::null);
  CHECK(read_set("a=x=y", problems)->find("a")->value.text == "x=y");
  CHECK(problems.empty());
}

TEST_CASE("a --set that cannot be read is told as a whole") {
  for (const char* set : {"", "a", "=1", "a=", "a..b=1", ".a=1", "a.=1", "a=[1, {", "a=*x"}) {
    std::vector<Problem> problems;
    INFO(set);
    CHECK_FALSE(read_set(set, problems).has_value());
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().place == Place{std::string{"--set "} + set, 0, 0});
  }
}
